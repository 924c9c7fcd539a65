"""Whatever the caller holds, to trees: parsed bodies, text, responses and exceptions, recognised by duck typing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO

from errnorm.engine.causes import causes, linked, telling_names
from errnorm.engine.decode import decode
from errnorm.engine.holding import (
    MOST_LINKS,
    NO_HEADERS,
    args_of,
    attributes,
    copied,
    headers_of,
    kept_args,
    quiet,
    safe_text,
    status_of,
    stored,
)
from errnorm.engine.log_line import is_log
from errnorm.engine.text import LONGEST_TEXT, scalar_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_MOST_TOLD = 8
_STATUSES = ("status_code", "status", "http_status")
_RESPONSES = ("response", "http_response", "raw_response")
_BODIES = ("_content", "_body", "body", "content", "data", "text", "json_body", "http_body")
_PLAIN = (str, bytes, bytearray, dict, list)
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
        trees = decode(text)
        return Received(trees, _told_status(trees), failure=([], _ends(text)))
    if isinstance(payload, (bool, int, float)):
        return Received(decode(scalar_text(payload) or ""))
    if isinstance(payload, (Mapping, tuple)):
        return Received([copied(payload)])
    if isinstance(payload, BaseException):
        return _receive_exception(payload)
    return _receive_response(payload)


def _told_status(trees: Sequence[Any]) -> int | None:
    """Give the HTTP status that the words of a text name beside an object in it."""
    return next((status_of(tree["log"].get("http_status")) for tree in trees if is_log(tree)), None)


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
    for line in text.split("\n"):
        _, boxed, inner = line.partition("| ")
        bare = inner if boxed and line[:1] == " " else line
        quoted = bare.startswith('  File "') or (quoted and bare.startswith("    "))
        if not quoted:
            kept.append(bare)
    return "\n".join(kept)


def _receive_response(payload: Any) -> Received:
    status, known = _status(payload), headers_of(quiet(payload, "headers"))
    if status is None and not known:
        return Received(_receive_object(payload))
    return Received(receive(_body(payload)).trees, status, known)


def _receive_object(payload: Any) -> list[Any]:
    """Give the trees of an object that is no response: a client's model of a body, or something that holds a body."""
    dump = quiet(payload, "model_dump")
    own = copied(dump(mode="json", by_alias=True)) if callable(dump) else attributes(payload)
    held = [tree for tree in receive(_body(payload)).trees if not is_log(tree)]
    return [*([own] if own else []), *held] or decode(safe_text(payload))


def _status(response: Any, names: Sequence[str] = (*_STATUSES, "code")) -> int | None:
    found = (status_of(quiet(response, name)) for name in names)
    return next((status for status in found if status is not None), None)


def _body(response: Any) -> Any:
    """Give the body a response already holds, asking no property: those of requests and urllib3 read from the wire."""
    found = next((value for name in _BODIES if isinstance(value := stored(response, name), _PLAIN)), None)
    buffer = stored(response, "fp")
    return BytesIO.getvalue(buffer) if found is None and isinstance(buffer, BytesIO) and not buffer.closed else found


def _receive_exception(error: BaseException) -> Received:
    links = linked([error], causes)
    texts = [safe_text(link) for link in links]
    trees = [{"exception": _facts(link, text)} for link, text in zip(links[:_MOST_TOLD], texts, strict=False)]
    for answered in filter(None, map(_answer, links)):
        return Received([*answered.trees, *trees], answered.http_status, answered.headers)
    bodies = [argument for argument in args_of(error) if isinstance(argument, dict)]
    # Where the exception names a status that is no answer, its text does so too.
    said = decode(texts[0]) if _status(error, _STATUSES) is None else []
    text = "\n".join(text[:LONGEST_TEXT] for text in texts)[:LONGEST_TEXT]
    return Received([*trees, *bodies, *said], failure=(telling_names(links), text))


def _facts(error: BaseException, text: str) -> dict[str, Any]:
    status = _status(error, _STATUSES)
    return {
        "module": type(error).__module__,
        "classes": [kind.__qualname__ for kind in type(error).__mro__[:MOST_LINKS]],
        "text": text,
        "args": kept_args(error),
        "attributes": _without_status(attributes(error), status, 1),
    }


def _without_status(own: dict[str, Any], status: int | None, deeper: int) -> dict[str, Any]:
    """Give attributes without a `code` that only repeats the HTTP status, as urllib's and pywa's do."""
    kept = {name: value for name, value in own.items() if name != "code" or status is None or value != status}
    return {
        name: _without_status(value, status, 0) if deeper and isinstance(value, dict) else value
        for name, value in kept.items()
    }


def _answer(error: BaseException) -> Received | None:
    """Give the response that an exception carries or is; none where nobody answered, or only our own proxy."""
    if "Proxy" in type(error).__name__:
        return None
    response = next((held for name in _RESPONSES if _status(held := quiet(error, name)) is not None), None)
    if response is not None:
        answered = _receive_response(response)
        answered.trees = answered.trees or receive(_body(error)).trees
        return answered
    headers = quiet(error, "headers", NO_HEADERS)
    status = _status(error, _STATUSES if headers is NO_HEADERS else (*_STATUSES, "code"))
    if status is None or headers is None:  # aiohttp names a status and no headers where it could not read an answer
        return None
    return Received(receive(_body(error)).trees, status, headers_of(headers))
