"""Whatever the caller holds, to trees: parsed bodies, text, responses and exceptions, recognised by duck typing."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
_KEPT = (str, int, float, dict, list)
_WRAPPERS = (Exception, RuntimeError, ValueError)
_TRACEBACK = "Traceback (most recent call last)"


class Received:
    """A payload ready to be recognised.

    `trees` are what it may mean, the most telling first; `http_status` and `headers` come from the caller, else from
    the response inside; `failure` holds the classes and the text of an exception without a response, or a text alone.
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
        text = _without_code(read_text(payload))
        return Received(decode(text), failure=([], _ends(text)))
    if isinstance(payload, (bool, int, float)):
        return Received(decode(_safe_text(payload)))
    if isinstance(payload, (Mapping, tuple)):
        return Received([_plain(payload, 0, iter(range(_MOST_COPIED)))])
    if isinstance(payload, BaseException):
        return _receive_exception(payload)
    return _receive_response(payload)


def read_text(payload: str | bytes | bytearray | memoryview) -> str:
    """Give the text of bytes; what is not UTF-8 becomes replacement characters."""
    if isinstance(payload, str):
        return payload
    return bytes(payload).removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")


def _ends(text: str) -> str:
    half = LONGEST_TEXT // 2
    return text if len(text) <= LONGEST_TEXT else text[:half] + text[-half:]


def _without_code(text: str) -> str:
    """Give a text without the lines of code that a traceback quotes; what a program says is no evidence."""
    if _TRACEBACK not in text:
        return text
    kept, quoted = [], False
    for line in text.splitlines():
        _, boxed, inner = line.partition("| ")
        bare = inner if boxed and line[:1] == " " else line
        quoted = bare.startswith('  File "') or (quoted and bare.startswith("    "))
        if not quoted:
            kept.append(bare)
    return "\n".join(kept)


def _plain(value: Any, depth: int, budget: Iterator[int]) -> Any:
    if not isinstance(value, (Mapping, list, tuple)):
        return value
    if depth > _DEEPEST_COPY or next(budget, None) is None:
        return None
    if isinstance(value, Mapping):
        return {str(key): _plain(value[key], depth + 1, budget) for key in value}
    return [_plain(item, depth + 1, budget) for item in value]


def _receive_response(payload: Any) -> Received:
    status, known, body = _status(payload), headers_of(_quiet(payload, "headers")), _body(payload)
    if body is None and status is None and not known:
        return Received(decode(_safe_text(payload)))
    return Received(receive(body).trees, status, known)


def _status(response: Any, names: Sequence[str] = (*_STATUSES, "code")) -> int | None:
    found = (status_of(_quiet(response, name)) for name in names)
    return next((status for status in found if status is not None), None)


def _body(response: Any) -> Any:
    """Give the body a response already holds, asking no property: those of requests and urllib3 read from the wire."""
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
    tree = {"exception": _facts(error, texts[0])}
    for answered in filter(None, map(_answer, links)):
        return Received([*answered.trees, tree], answered.http_status, answered.headers)
    bodies = [argument for argument in _args(error) if isinstance(argument, dict)]
    # Where the exception names a status that is no answer, its text does so too.
    said = decode(texts[0]) if _status(error, _STATUSES) is None else []
    text = "\n".join(text[:LONGEST_TEXT] for text in texts)[:LONGEST_TEXT]
    return Received([tree, *bodies, *said], failure=(_telling_names(links), text))


def _facts(error: BaseException, text: str) -> dict[str, Any]:
    own, status = _quiet(error, "__dict__"), _status(error, _STATUSES)
    known = own.items() if isinstance(own, dict) else ()
    return {
        "module": type(error).__module__,
        "classes": [kind.__qualname__ for kind in type(error).__mro__[:_MOST_LINKS]],
        "text": text,
        "args": [argument for argument in _args(error) if isinstance(argument, _KEPT)],
        # A `code` that repeats the HTTP status (urllib) is no code of a vendor.
        "attributes": {k: v for k, v in known if isinstance(v, _KEPT) and (k != "code" or v != status)},
    }


def _answer(error: BaseException) -> Received | None:
    """Give the response that an exception carries or is; none where nobody answered, or only our own proxy."""
    if "Proxy" in type(error).__name__:
        return None
    response = _quiet(error, "response")
    if _status(response) is not None:
        answered = _receive_response(response)
        answered.trees = answered.trees or receive(_body(error)).trees
        return answered
    headers = _quiet(error, "headers", NO_HEADERS)
    status = _status(error, _STATUSES if headers is NO_HEADERS else (*_STATUSES, "code"))
    if status is None or headers is None:  # aiohttp names a status and no headers where it could not read an answer
        return None
    return Received(receive(_body(error)).trees, status, headers_of(headers))


def _linked(start: Iterable[BaseException], spread: Spread) -> list[BaseException]:
    """Give exceptions and what `spread` reaches from them, 64 at most, the nearest first."""
    waiting = list(start)
    found: dict[int, BaseException] = {}
    while waiting and len(found) < _MOST_LINKS:
        link = waiting.pop(0)
        if id(link) not in found:
            found[id(link)] = link
            waiting += spread(link)
    return list(found.values())


def _causes(link: BaseException) -> list[BaseException]:
    """Give what an exception says caused it, in whatever way; where it says nothing, what it wraps silently."""
    inside = [_quiet(link, "__cause__"), _quiet(link, "reason"), *_args(link)]
    members = _members(link)
    causes = [cause for cause in inside if isinstance(cause, BaseException)] + (members if len(members) == 1 else [])
    return causes or [context for context in _context(link) if _wraps(link, context)]


def _context(link: BaseException) -> list[BaseException]:
    return [link.__context__] if link.__context__ is not None else []


def _wraps(link: BaseException, context: BaseException) -> bool:
    """Say whether an exception raised while another was handled translates it.

    A client's own, or Python's, does not: a time-out while a refused connection was handled is that of another attempt.
    """
    package, other = (type(error).__module__.partition(".")[0] for error in (link, context))
    return type(link) in _WRAPPERS or (package != other and package not in sys.stdlib_module_names)


def _members(link: BaseException) -> list[BaseException]:
    """Give the exceptions of a group; none where there are too many to hear them all."""
    inside = _quiet(link, "exceptions")
    if not isinstance(inside, (list, tuple)) or len(inside) > _MOST_LINKS:
        return []
    return [member for member in inside if isinstance(member, BaseException)]


def _telling_names(links: Sequence[BaseException]) -> list[str]:
    """Give the classes of exceptions, of groups that agree, and, marked, of what was being handled meanwhile."""
    groups = [members for link in links if len(members := _members(link)) > 1]
    handled = _linked(
        [inner for link in links for inner in _context(link)], lambda link: _causes(link) + _context(link)
    )
    earlier = _class_names(link for link in handled if all(link is not known for known in links))
    agreed = [name for members in groups for name in _agreed_names(members)]
    return [*_class_names(links), *agreed, *(f"handling {name}" for name in earlier)]


def _agreed_names(members: Iterable[BaseException]) -> list[str]:
    """Give the classes of several failures where all are of the same; none where they differ."""
    names = [_class_names(_linked([member], _causes)) for member in members]
    return names[0] if all(set(said) == set(names[0]) for said in names) else []


def _class_names(links: Iterable[BaseException]) -> list[str]:
    kinds = (kind for link in links for kind in type(link).__mro__[:_MOST_LINKS])
    return [f"{kind.__module__}.{kind.__qualname__}" for kind in kinds]


def _args(error: BaseException) -> Sequence[Any]:
    args = _quiet(error, "args")
    return args[:_MOST_LINKS] if isinstance(args, tuple) else ()


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
    """Give headers as a mapping of small names to texts; of a header that the client did not join the first counts."""
    if headers is None:
        return NO_HEADERS
    try:
        pairs = headers.items() if hasattr(headers, "items") else headers
        found: dict[str, str] = {}
        for (name, value), _ in zip(pairs, range(_MOST_HEADERS), strict=False):
            first = value[0] if isinstance(value, (list, tuple)) and value else value
            found.setdefault(_header_text(name).lower(), _header_text(first))
    except Exception:  # noqa: BLE001 - a stranger's mapping may raise anything
        return NO_HEADERS
    return found


def _header_text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
