"""Reading the parts of an occurrence out of the item it was found in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile

from errnorm.engine.codegen import lazily, straight_keys
from errnorm.engine.delay import take_delay
from errnorm.engine.path import ANY_KEY, EVERY, HEADER, compile_every, compile_first, parse_path
from errnorm.engine.reads_written import Slot, write_parts, write_text
from errnorm.engine.text import (
    code_text,
    free_text,
    hash_code,
    last_segment,
    leading_code,
    scalar_text,
    word_after,
    word_starting,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Headers = Mapping[str, str]
    Around = Sequence[Any]
    Read = Callable[[Any, Around, Headers], Any]
    Source = str | Mapping[str, Any]

PARTS = ("code", "subcode", "detail", "request_id", "message_id", "field", "docs_url")
UPSTREAM_PARTS = ("vendor", "code", "subcode", "detail", "request_id")
_CODES = frozenset({"vendor", "code", "subcode", "status"})
_TAKES: dict[str, Callable[[Any], str | None]] = {
    "hash_code": hash_code,
    "leading_code": leading_code,
    "last_segment": last_segment,
}


class FieldReader:
    """The compiled `fields` of a shape.

    `parts` reads what every answer needs, in the order of `PARTS`; the other parts are read when something asks for
    them.
    `tells_status` and `tells_delay` say whether the shape can name an HTTP status or a wait.
    """

    __slots__ = ("_delay", "_http_status", "_status", "_transient", "parts", "tells_delay", "tells_status", "text")

    def __init__(self, fields: Mapping[str, Sequence[Source]]) -> None:
        self.parts: Callable[[Any, Around, Headers], Sequence[str | None]]
        lazily(self, "parts", lambda: write_parts(_slots(PARTS, fields)))
        title, detail = fields.get("title") or [], fields.get("detail") or []
        self.text: Callable[[Any, Around, Headers], str]
        lazily(self, "text", lambda: _text_reader(fields.get("text") or [*title, *detail]))
        self._status = compile_field(fields["status"], code_text) if "status" in fields else None
        self._transient = compile_field(fields["transient"], scalar_text) if "transient" in fields else None
        self._http_status = compile_field(fields["http_status"], code_text) if "http_status" in fields else None
        self.tells_status = self._http_status is not None
        self.tells_delay = bool(fields.get("delay"))
        self._delay = [_delay_reader(source) for source in fields.get("delay") or []]

    def status(self, node: Any, around: Around, headers: Headers) -> str | None:
        """Give the word that tells the state, as rules match it."""
        return self._status(node, around, headers) if self._status else None

    def transient(self, node: Any, around: Around, headers: Headers) -> str | None:
        """Give the vendor's own hint, `true` or `false`."""
        return self._transient(node, around, headers) if self._transient else None

    def http_status(self, node: Any, around: Around, headers: Headers) -> int | None:
        """Give the HTTP status that the payload itself names."""
        text = self._http_status(node, around, headers) if self._http_status else None
        return int(text) if text and len(text) == 3 and text.isdecimal() and text.isascii() else None

    def delay(self, node: Any, around: Around, headers: Headers, clock: Callable[[], float]) -> float | None:
        """Give the wait in seconds that the payload names."""
        for read, unit in self._delay:
            seconds = take_delay(read(node, around, headers), unit, clock)
            if seconds is not None and seconds >= 0:
                return seconds
        return None


def upstream_reader(fields: Mapping[str, Sequence[Source]]) -> Read:
    """Give the reader of `UPSTREAM_PARTS`."""
    return write_parts(_slots(UPSTREAM_PARTS, fields), first_decides=True)


def _slots(names: Sequence[str], fields: Mapping[str, Sequence[Source]]) -> list[Slot]:
    """Give how each named part is read: the plain paths with which its sources begin, and a reader of the others."""
    slots = []
    for name in names:
        sources = [*(fields.get(name) or []), *((fields.get("title") or []) if name == "detail" else [])]
        paths = list(takewhile(bool, map(straight_keys, sources)))
        others = sources[len(paths) :]
        convert = code_text if name in _CODES else free_text
        further = compile_field(others, convert) if others else None
        slots.append(Slot(paths, further, _heads(others), is_code=name in _CODES))
    return slots


def _heads(sources: Sequence[Source]) -> Sequence[str]:
    """Give the keys with which all of the sources begin, or none where one begins otherwise."""
    keys = [_head(source) for source in sources]
    return [key for key in keys if key] if all(keys) else ()


def _head(source: Source) -> str | None:
    if isinstance(source, Mapping) and "path" not in source:
        return None
    path = source if isinstance(source, str) else source["path"]
    if isinstance(path, str) and path.startswith((HEADER, "^")):
        return None
    keys = parse_path(path)[1]
    return keys[0] if keys and keys[0] not in (EVERY, ANY_KEY) else None


def compile_field(sources: Sequence[Source], convert: Callable[[Any], str | None]) -> Read:
    """Give a reader of the first source that holds something `convert` accepts."""
    straight = [straight_keys(source) for source in sources]
    if all(straight) and convert in (code_text, free_text):
        return _written(Slot(straight, None, is_code=convert is code_text))
    readers = [_one_source(source, convert) for source in sources]
    if len(readers) == 1:
        return readers[0]

    def first(node: Any, around: Around, headers: Headers) -> str | None:
        for read in readers:
            found = read(node, around, headers)
            if found is not None:
                return str(found)
        return None

    return first


def _written(slot: Slot) -> Read:
    """Give the reader of one part, written out when it is first called."""
    made: list[Callable[..., Sequence[str | None]]] = []

    def read(node: Any, around: Around, headers: Headers) -> str | None:
        if not made:
            made.append(write_parts([slot]))
        return made[0](node, around, headers)[0]

    return read


def _one_source(source: Source, convert: Callable[[Any], str | None]) -> Read:
    if isinstance(source, Mapping) and "is" in source:
        constant: str = source["is"]
        return lambda _node, _around, _headers: constant
    path, take = (source, None) if isinstance(source, str) else (source["path"], source.get("take"))
    read = _value_reader(path)
    taking = _taking_words(take) if isinstance(take, Mapping) else _TAKES.get(take or "")
    if taking is None:
        return lambda node, around, headers: convert(read(node, around, headers))
    return lambda node, around, headers: taking(read(node, around, headers))


def _taking_words(take: Mapping[str, Any]) -> Callable[[Any], str | None]:
    return word_after(take["after"]) if "after" in take else word_starting(take["word"])


def _value_reader(path: str | Sequence[str]) -> Read:
    if isinstance(path, str) and path.startswith(HEADER):
        name = path.removeprefix(HEADER).lower()
        return lambda _node, _around, headers: headers.get(name)
    outwards, keys = parse_path(path)
    read = compile_first(keys)
    if outwards:
        return lambda _node, around, _headers: read(around[outwards - 1]) if len(around) >= outwards else None
    return lambda node, _around, _headers: read(node)


def _text_reader(sources: Sequence[Source]) -> Callable[[Any, Around, Headers], str]:
    straight = [straight_keys(source) for source in sources]
    if all(straight):
        return write_text(straight)
    readers = [_compile_all(source) for source in sources]

    def text(node: Any, around: Around, headers: Headers) -> str:
        found: list[str] = []
        for read in readers:
            found += read(node, around, headers)
        return " ".join(found)

    return text


def _compile_all(source: Source) -> Callable[[Any, Around, Headers], Sequence[str]]:
    if straight_keys(source) or not isinstance(source, str) or source.startswith(HEADER):
        one = compile_field([source], free_text)
        return lambda node, around, headers: () if (text := one(node, around, headers)) is None else (text,)
    outwards, keys = parse_path(source)
    values, head = compile_every(keys), keys[0]

    def every(node: Any, around: Around, _headers: Headers) -> Sequence[str]:
        start = around[outwards - 1] if outwards and len(around) >= outwards else None if outwards else node
        if type(start) is dict and head not in start and head not in (EVERY, ANY_KEY):
            return ()
        return [text for value in values(start) if (text := free_text(value)) is not None]

    return every


def _delay_reader(source: Source) -> tuple[Read, str]:
    path, take = (source, "seconds") if isinstance(source, str) else (source["path"], source.get("take") or "seconds")
    if isinstance(take, Mapping):
        return _one_source(source, free_text), take.get("unit", "seconds")
    return _value_reader(path), take
