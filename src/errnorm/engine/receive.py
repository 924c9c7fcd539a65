"""Whatever the caller holds, to trees: parsed bodies, text, responses and exceptions, recognised by duck typing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from errnorm.engine.decode import decode
from errnorm.engine.text import LONGEST_TEXT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

NO_HEADERS: Mapping[str, str] = {}
_MOST_LINKS = 16
_MOST_HEADERS = 1000
_DEEPEST_COPY = 64


class Received:
    """A payload ready to be recognised.

    `trees` are what it may mean, the most telling first; `http_status` and `headers` come from the caller, else from the
    response inside; `failure` names the classes and the text of an exception without a response; `empty` says that there was nothing to read.
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
    received = _receive_other(payload)
    received.http_status = status if status is not None else received.http_status
    received.headers = {**received.headers, **plain}
    return received


def _receive_other(payload: Any) -> Received:
    if payload is None:
        return Received([])
    if isinstance(payload, (str, bytes, bytearray, memoryview)):
        text = read_text(payload)
        return Received(decode(text), failure=([], text[:LONGEST_TEXT]))
    if isinstance(payload, (bool, int, float)):
        return Received(decode(str(payload)) if not _is_vast(payload) else [])
    if isinstance(payload, (Mapping, tuple)):
        return Received([_plain(payload, 0)])
    if isinstance(payload, BaseException):
        return _receive_exception(payload)
    return _receive_response(payload)


def read_text(payload: str | bytes | bytearray | memoryview) -> str:
    """Give the text of bytes; what is not UTF-8 becomes replacement characters."""
    if isinstance(payload, str):
        return payload
    return bytes(payload).removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")


def _is_vast(number: float) -> bool:
    return isinstance(number, int) and number.bit_length() > 64


def _plain(value: Any, depth: int) -> Any:
    if depth > _DEEPEST_COPY:
        return None
    if isinstance(value, Mapping):
        return {str(key): _plain(value[key], depth + 1) for key in value}
    if isinstance(value, (list, tuple)):
        return [_plain(item, depth + 1) for item in value]
    return value


def _receive_response(payload: Any) -> Received:
    status = status_of(_first(payload, "status_code", "status", "code"))
    body = _body(payload)
    known = headers_of(_first(payload, "headers"))
    if body is None and status is None and not known:
        return Received(decode(_safe_text(payload)))
    inner = receive(body)
    return Received(inner.trees, status, known)


def _body(response: Any) -> Any:
    """Give the body a response already holds in memory; nothing is read from a connection."""
    for name in ("_content", "_body", "body", "data", "text"):
        value = _quiet(response, name)
        if isinstance(value, (str, bytes, bytearray, dict, list)):
            return value
    buffer = _quiet(response, "fp")
    stored = _quiet(buffer, "getvalue") if buffer is not None else None
    return stored() if callable(stored) and type(buffer).__module__ in ("_io", "io") else None


def _receive_exception(error: BaseException) -> Received:
    links = list(_links(error))
    names = [name for link in links for name in _class_names(link)]
    text = " ".join(_safe_text(link) for link in links)[:LONGEST_TEXT]
    tree = {
        "exception": {
            **_names(error),
            "text": _safe_text(error),
            "args": list(error.args)[:_MOST_LINKS],
            "attributes": _attributes(error),
        }
    }
    answered = next((found for link in links if (found := _response_of(link)) is not None), None)
    if answered is not None:
        inner = _receive_response(answered)
        return Received([*inner.trees, tree], inner.http_status, inner.headers)
    bodies = [argument for argument in error.args if isinstance(argument, dict)]
    return Received([tree, *bodies, *decode(_safe_text(error))], failure=(names, text))


def _response_of(error: BaseException) -> Any:
    """Give the response an exception carries, or the exception itself where it is one (urllib, aiohttp)."""
    response = _quiet(error, "response")
    if response is not None and status_of(_first(response, "status_code", "status", "code")) is not None:
        return response
    has_status = isinstance(_first(error, "status_code", "status", "code"), int)
    return error if has_status and _quiet(error, "headers") is not None else None


def _links(error: BaseException) -> Iterator[BaseException]:
    """Give an exception and what caused it, however it is linked, 16 at most."""
    waiting, seen = [error], set()
    while waiting and len(seen) < _MOST_LINKS:
        link = waiting.pop(0)
        if id(link) in seen:
            continue
        seen.add(id(link))
        yield link
        inside = [link.__cause__, link.__context__, _quiet(link, "reason"), _quiet(link, "os_error"), *link.args]
        waiting += [inner for inner in inside if isinstance(inner, BaseException)]


def _class_names(error: BaseException) -> list[str]:
    return [f"{kind.__module__}.{kind.__qualname__}" for kind in type(error).__mro__[:_MOST_LINKS]]


def _names(error: BaseException) -> dict[str, Any]:
    return {
        "module": type(error).__module__,
        "classes": [kind.__qualname__ for kind in type(error).__mro__[:_MOST_LINKS]],
    }


def _attributes(error: BaseException) -> dict[str, Any]:
    try:
        own = vars(error)
    except TypeError:
        return {}
    return {name: value for name, value in own.items() if isinstance(value, (str, int, float, bool, dict, list))}


def _first(thing: Any, *names: str) -> Any:
    return next((value for name in names if (value := _quiet(thing, name)) is not None and not callable(value)), None)


def _quiet(thing: Any, name: str) -> Any:
    """Give an attribute, or none where it is absent or refuses to be read (an httpx response that was not read)."""
    try:
        return getattr(thing, name, None)
    except Exception:  # noqa: BLE001 - a stranger's property may raise anything
        return None


def _safe_text(thing: Any) -> str:
    try:
        return str(thing)[:65536]
    except Exception:  # noqa: BLE001 - a stranger's __str__ may raise anything
        return ""


def status_of(value: Any) -> int | None:
    """Give an HTTP status as a number from 100 to 599, or none."""
    if isinstance(value, str) and value.isdecimal() and value.isascii() and len(value) == 3:
        value = int(value)
    return int(value) if isinstance(value, int) and not isinstance(value, bool) and 100 <= value <= 599 else None


def headers_of(headers: Any) -> Mapping[str, str]:
    """Give headers as a mapping of small names to texts; of a repeated header the first counts."""
    if not headers:
        return NO_HEADERS
    try:
        pairs = headers.items() if hasattr(headers, "items") else headers
        found: dict[str, str] = {}
        for (name, value), _ in zip(pairs, range(_MOST_HEADERS), strict=False):
            value = value[0] if isinstance(value, (list, tuple)) and value else value
            found.setdefault(_header_text(name).lower(), _header_text(value))
    except (TypeError, ValueError, AttributeError):
        return NO_HEADERS
    return found


def _header_text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
