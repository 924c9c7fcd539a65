"""Whatever the caller holds, to trees: parsed bodies, text, responses and exceptions, recognised by duck typing."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO

from errnorm.engine.decode import decode
from errnorm.engine.text import LONGEST_TEXT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Spread = Callable[[BaseException], Iterable[BaseException]]

NO_HEADERS: Mapping[str, str] = {}
_MOST_LINKS = 64
_MOST_HEADERS = 1000
_MOST_COPIED = 100_000
_DEEPEST_COPY = 64
_LONGEST_STR = 65536
_STATUSES = ("status_code", "status", "http_status")
_BODIES = ("_content", "_body", "body", "content", "data", "text", "json_body", "http_body")
_PLAIN = (str, bytes, bytearray, dict, list)
_WRAPPERS = (Exception, RuntimeError, ValueError)
_TRACEBACK = "Traceback (most recent call last)"


class Received:
    """A payload ready to be recognised.

    `trees` are what it may mean, the most telling first; `http_status` and `headers` come from the caller, else from the
    response inside; `failure` names the classes and gives the text of an exception without a response, or a text alone.
    """

    __slots__ = ("failure", "headers", "http_status", "trees")

    def __init__(
        self,
        trees: list[Any],
        http_status: int | None = None,
        headers: Mapping[str, str] = NO_HEADERS,
        failure: tuple[list[str], str] | None = None,
    ) -> None:
        self.trees = trees
        self.http_status = http_status
        self.headers = headers
        self.failure = failure


def receive(payload: Any, http_status: Any = None, headers: Any = None) -> Received:
    """Give the trees, status and headers of any payload. Never raises; what cannot be read is left out."""
    status, plain = status_of(http_status), headers_of(headers)
    if isinstance(payload, (dict, list)):
        return Received([payload], status, plain)
    try:
        received = _receive_other(payload)
    except Exception:  # noqa: BLE001 - a stranger's class may raise anything anywhere
        received = Received([])
    received.http_status = status if status is not None else received.http_status
    received.headers = {**received.headers, **plain}
    return received


def _receive_other(payload: Any) -> Received:
    if payload is None:
        return Received([])
    if isinstance(payload, (str, bytes, bytearray, memoryview)):
        text = read_text(payload)
        return Received(decode(text), failure=([], _telling(text)))
    if isinstance(payload, (bool, int, float)):
        return Received(decode(str(payload)) if not _is_vast(payload) else [])
    if isinstance(payload, (Mapping, tuple)):
        return Received([_plain(payload, 0, {})])
    if isinstance(payload, BaseException):
        return _receive_exception(payload)
    return _receive_response(payload)


def read_text(payload: str | bytes | bytearray | memoryview) -> str:
    """Give the text of bytes; what is not UTF-8 becomes replacement characters."""
    if isinstance(payload, str):
        return payload
    return bytes(payload).removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")


def _telling(text: str) -> str:
    """Give what of a text may tell of a failure: of a traceback no line of code, of a long text both ends."""
    if _TRACEBACK in text:
        text = "\n".join(line for line in map(_unboxed, text.splitlines()) if line[:1].strip())
    half = LONGEST_TEXT // 2
    return text if len(text) <= LONGEST_TEXT else text[:half] + text[-half:]


def _unboxed(line: str) -> str:
    bare = line.lstrip(" ")
    return bare[2:] if bare.startswith("| ") else line


def _is_vast(number: float) -> bool:
    return isinstance(number, int) and number.bit_length() > 64


def _plain(value: Any, depth: int, seen: dict[int, Any]) -> Any:
    """Give mappings and tuples as plain data, each copied once; what holds itself, lies too deep or is too much becomes none."""
    if not isinstance(value, (Mapping, list, tuple)):
        return value
    if id(value) not in seen and depth <= _DEEPEST_COPY and len(seen) < _MOST_COPIED:
        seen[id(value)] = None
        if isinstance(value, Mapping):
            seen[id(value)] = {str(key): _plain(value[key], depth + 1, seen) for key in value}
        else:
            seen[id(value)] = [_plain(item, depth + 1, seen) for item in value]
    return seen.get(id(value))


def _receive_response(payload: Any) -> Received:
    status, known, body = _status(payload), headers_of(_quiet(payload, "headers")), _body(payload)
    if body is None and status is None and not known:
        return Received(decode(_safe_text(payload)))
    return Received(receive(body).trees, status, known)


def _status(response: Any, names: Sequence[str] = (*_STATUSES, "code")) -> int | None:
    found = (status_of(_quiet(response, name)) for name in names)
    return next((status for status in found if status is not None), None)


def _body(response: Any) -> Any:
    """Give the body a response already holds. No property is asked: in requests and urllib3 it reads from the connection."""
    found = next((value for name in _BODIES if isinstance(value := _stored(response, name), _PLAIN)), None)
    buffer = _stored(response, "fp")
    return BytesIO.getvalue(buffer) if found is None and isinstance(buffer, BytesIO) and not buffer.closed else found


def _stored(thing: Any, name: str) -> Any:
    """Give an attribute that lies in the object, its slots or its class, without computing anything."""
    own = _quiet(thing, "__dict__")
    if isinstance(own, Mapping) and name in own:
        return own[name]
    member = _quiet(type(thing), name)
    return _quiet(thing, name) if type(member).__name__ == "member_descriptor" else member


def _receive_exception(error: BaseException) -> Received:
    links = _linked([error], _causes)
    texts = [_safe_text(link) for link in links]
    tree = {"exception": {**_kind(error), "text": texts[0], "args": _plain_args(error), "attributes": _attributes(error)}}
    answered = next((found for link in links if (found := _answer(link)) is not None), None)
    if answered is not None:
        answered.trees.append(tree)
        return answered
    bodies = [argument for argument in _plain_args(error) if isinstance(argument, dict)]
    unparsed = [text for link in links if isinstance(text := _stored(link, "doc"), str)]
    read = [found for text in (*unparsed, texts[0]) for found in decode(text)]
    text = "\n".join(text[:LONGEST_TEXT] for text in texts)
    return Received([tree, *bodies, *read], failure=(_telling_names(links), text[:LONGEST_TEXT]))


def _answer(error: BaseException) -> Received | None:
    """Give the response that an exception carries or is; none where nobody answered, or only our own proxy."""
    if "Proxy" in type(error).__name__:
        return None
    response = _quiet(error, "response")
    status = _status(response)
    if status is not None:
        body = _body(response)
        return Received(receive(_body(error) if body is None else body).trees, status, headers_of(_quiet(response, "headers")))
    headers = _quiet(error, "headers", NO_HEADERS)
    # Where aiohttp cannot read an answer it names a status that nobody sent, and no headers.
    status = None if headers is None else _status(error, _STATUSES if headers is NO_HEADERS else (*_STATUSES, "code"))
    return Received(receive(_body(error)).trees, status, headers_of(headers)) if status is not None else None


def _linked(start: Iterable[BaseException], spread: Spread) -> list[BaseException]:
    """Give exceptions and what `spread` reaches from them, 64 at most, the nearest first."""
    waiting, found = list(start), {}
    while waiting and len(found) < _MOST_LINKS:
        link = waiting.pop(0)
        if id(link) not in found:
            found[id(link)] = link
            waiting += spread(link)
    return list(found.values())


def _causes(link: BaseException) -> list[BaseException]:
    """Give what an exception says caused it, however it is said; what it wraps without saying so, where it says nothing."""
    members = _members(link)
    inside = [
        _quiet(link, "__cause__"),
        _quiet(link, "reason"),
        _quiet(link, "os_error"),
        *_args(link),
        *(members if len(members) == 1 else ()),
    ]
    causes = [cause for cause in inside if isinstance(cause, BaseException)]
    return causes or [context for context in _context(link) if _wraps(link, context)]


def _context(link: BaseException) -> list[BaseException]:
    context = _quiet(link, "__context__")
    return [context] if isinstance(context, BaseException) else []


def _wraps(link: BaseException, context: BaseException) -> bool:
    """Say whether an exception raised while another was handled is its translation.

    A client's or Python's own is not: a time-out while a refused connection was handled is a failure of the second attempt.
    """
    package = _package(link)
    foreign = package not in sys.stdlib_module_names and package != _package(context)
    return type(link) in _WRAPPERS or foreign


def _package(error: BaseException) -> str:
    return type(error).__module__.partition(".")[0]


def _members(link: BaseException) -> list[BaseException]:
    """Give the exceptions of a group; none where there are too many to hear them all."""
    inside = _quiet(link, "exceptions")
    members = [member for member in inside if isinstance(member, BaseException)] if isinstance(inside, (list, tuple)) else []
    return members if len(members) <= _MOST_LINKS else []


def _telling_names(links: Sequence[BaseException]) -> list[str]:
    """Give the classes of exceptions, of groups whose members agree, and, marked, of what was being handled meanwhile."""
    groups = [members for link in links if len(members := _members(link)) > 1]
    agreed = [name for members in groups for name in _agreed_names(members)]
    handled = _linked((inner for link in links for inner in _context(link)), lambda link: [*_causes(link), *_context(link)])
    known = {id(link) for link in links}
    earlier = [f"handling {name}" for name in _class_names(link for link in handled if id(link) not in known)]
    return [*_class_names(links), *agreed, *earlier]


def _agreed_names(members: Iterable[BaseException]) -> list[str]:
    """Give the classes of several failures where each tells the same and none is an answer; else none, as they may differ."""
    voices = [_linked([member], _causes) for member in members]
    names = [_class_names(voice) for voice in voices]
    answered = any(_answer(link) is not None for voice in voices for link in voice)
    return names[0] if not answered and all(set(said) == set(names[0]) for said in names) else []


def _class_names(links: Iterable[BaseException]) -> list[str]:
    kinds = (kind for link in links for kind in type(link).__mro__[:_MOST_LINKS])
    return [f"{kind.__module__}.{kind.__qualname__}" for kind in kinds]


def _kind(error: BaseException) -> dict[str, Any]:
    classes = [kind.__qualname__ for kind in type(error).__mro__[:_MOST_LINKS]]
    return {"module": type(error).__module__, "classes": classes}


def _args(error: BaseException) -> Sequence[Any]:
    args = _quiet(error, "args")
    return args[:_MOST_LINKS] if isinstance(args, tuple) else ()


def _plain_args(error: BaseException) -> list[Any]:
    return [argument for argument in _args(error) if isinstance(argument, (str, int, float, dict, list))]


def _attributes(error: BaseException) -> dict[str, Any]:
    """Give what an exception carries; a `code` that repeats the HTTP status is no code."""
    own, status = _quiet(error, "__dict__"), _status(error, _STATUSES)
    known = own.items() if isinstance(own, dict) else ()
    plain = {name: value for name, value in known if isinstance(value, (str, int, float, dict, list))}
    return plain if plain.get("code") != status else {name: value for name, value in plain.items() if name != "code"}


def _quiet(thing: Any, name: str, default: Any = None) -> Any:
    """Give an attribute, or the default where it is absent or refuses to be read."""
    try:
        return getattr(thing, name, default)
    except Exception:  # noqa: BLE001 - a stranger's property may raise anything
        return default


def _safe_text(thing: Any) -> str:
    try:
        return str(thing)[:_LONGEST_STR]
    except Exception:  # noqa: BLE001 - a stranger's __str__ may raise anything
        return ""


def status_of(value: Any) -> int | None:
    """Give an HTTP status as a number from 100 to 599, or none."""
    if isinstance(value, str) and value.isdecimal() and value.isascii() and len(value) == 3:
        value = int(value)
    return int(value) if isinstance(value, int) and not isinstance(value, bool) and 100 <= value <= 599 else None


def headers_of(headers: Any) -> Mapping[str, str]:
    """Give headers as a mapping of small names to texts; of a header that the client has not joined the first counts."""
    try:
        pairs = headers.items() if hasattr(headers, "items") else headers or ()
        found: dict[str, str] = {}
        for (name, value), _ in zip(pairs, range(_MOST_HEADERS), strict=False):
            value = value[0] if isinstance(value, (list, tuple)) and value else value
            found.setdefault(_header_text(name).lower(), _header_text(value))
    except Exception:  # noqa: BLE001 - a stranger's mapping may raise anything
        return NO_HEADERS
    return found


def _header_text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
