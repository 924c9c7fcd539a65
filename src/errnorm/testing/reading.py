"""Which values of an example decide its answer, and which only inform."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from errnorm.catalog.schema import PathField, Shape
from errnorm.engine.path import ANY_KEY, EVERY, HEADER, parse_path
from errnorm.testing.substitution import keys_from_root
from errnorm.testing.tree import Place, keys_of, places

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from errnorm.model.answer import NormalizedError
    from errnorm.testing.subject import Example, Subject

_INFORMING = ("request_id", "message_id", "field", "docs_url", "delay")
_WORDS = ("title", "detail", "text")
_DECIDING = ("code", "subcode", "status", "http_status", "transient")

Keys = tuple[str, ...]


def code_places(subject: Subject, example: Example) -> Iterator[tuple[Place, Any]]:
    """Give where the example holds a code or subcode that is a plain number, with the value."""
    shapes = [shape for shape, _ in _shapes(subject, example)]
    paths = {keys for shape in shapes for name in ("code", "subcode") for keys in _paths(shape, name, whole_value=True)}
    for place, value in places(example.payload):
        if keys_of(place) in paths and _is_plain_number(value):
            yield place, value


def optional_places(subject: Subject, example: Example) -> Iterator[Place]:
    """Give where the example holds what only informs: its shape does not ask for it, and no rule is chosen by it."""
    informing, deciding = set[Keys](), set[Keys]()
    for shape, answer in _shapes(subject, example):
        names = (*_INFORMING, *(() if _is_chosen_by_words(subject, answer) else _WORDS))
        informing |= {keys for name in names for keys in _paths(shape, name)}
        deciding |= {keys for name in {*_DECIDING, *_INFORMING, *_WORDS} - {*names} for keys in _paths(shape, name)}
        deciding |= {*_asked(shape)}
    for place, value in places(example.payload):
        keys = keys_of(place)
        is_needed = any(needed[: len(keys)] == keys for needed in deciding)
        if keys in informing and not is_needed and value is not None and isinstance(place[-1], str):
            yield place


def maps_of(subject: Subject) -> set[Keys]:
    """Give where the catalog's shapes take any key, so that each key there is an item of its own."""
    found = set[Keys]()
    for shape in subject.written.shapes:
        keys = tuple(key for step in shape.each or () for key in parse_path(step)[1])
        found |= {_bare(keys[:at]) for at, key in enumerate(keys) if key == ANY_KEY}
    return found


def is_map(place: Place, maps: set[Keys]) -> bool:
    """Say whether a place of a payload is one of those."""
    keys = keys_of(place)
    return any(
        len(one) == len(keys) and all(key in (ANY_KEY, held) for key, held in zip(one, keys, strict=True))
        for one in maps
    )


def _shapes(subject: Subject, example: Example) -> Iterator[tuple[Shape, NormalizedError]]:
    for answer in subject.answers(example.payload, example.told):
        shape = subject.shapes.get(answer.match.shape or "")
        if shape is not None and shape.fields is not None:
            yield shape, answer


def _is_chosen_by_words(subject: Subject, answer: NormalizedError) -> bool:
    """Say whether a rule with phrases was chosen; one of another vendor, or none, is taken to be."""
    rule = subject.vendor.rules.by_id.get(answer.match.rule or "")
    return rule is None or bool(rule.phrases)


def _paths(shape: Shape, name: str, *, whole_value: bool = False) -> Iterator[Keys]:
    """Give the keys that lead to a field of a shape; with `whole_value` none where a part of the value is taken."""
    for source in getattr(shape.fields, name) or ():
        if not (whole_value and isinstance(source, PathField) and source.take):
            keys = keys_from_root(shape, source)
            yield from [_bare(keys)] if keys else ()


def _asked(shape: Shape) -> Iterator[Keys]:
    """Give the keys that a shape's conditions, steps and upstream look at."""
    steps = [parse_path(step)[1] for step in shape.each or ()]
    first = steps[0] if steps else ()
    yield from (_bare(tuple(key for step in steps[:end] for key in step)) for end in range(1, len(steps) + 1))
    yield from _conditions(shape.when, ())
    yield from _conditions(shape.where, first)
    yield from _conditions(shape.success, first)
    for name in ("vendor", "code", "subcode") if shape.upstream else ():
        for source in getattr(shape.upstream, name) or ():
            yield _bare(keys_from_root(shape, source))


def _conditions(alternatives: Sequence[Mapping[str, Any]] | None, around: Keys) -> Iterator[Keys]:
    for conditions in alternatives or ():
        for outwards, keys in (parse_path(path) for path in conditions if not path.startswith(HEADER)):
            yield _bare(keys if outwards else (*around, *keys))


def _bare(keys: Sequence[str]) -> Keys:
    return tuple(key for key in keys if key != EVERY)


def _is_plain_number(value: Any) -> bool:
    if isinstance(value, str):
        return value.isdecimal() and value.isascii() and (value == "0" or value[0] != "0") and len(value) <= 15
    return isinstance(value, int) and not isinstance(value, bool)
