"""Payloads made from a shape's example by putting a rule's code, subcode, status and words into it."""

from __future__ import annotations

import copy
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from errnorm.catalog.schema import After, Catalog, Constant, Fields, PathField, Rule, Shape, UpstreamFields, Word
from errnorm.engine.decode import decode
from errnorm.engine.log_line import is_log
from errnorm.engine.path import ANY_KEY, EVERY, HEADER, parse_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_NEUTRAL = "Neutral words."
_PUTS: dict[str | None, Callable[[str, Any], Any]] = {
    None: lambda code, old: int(code) if isinstance(old, int) and _is_number(code) else code,
    "hash_code": lambda code, _: f"(#{code}) {_NEUTRAL}",
    "leading_code": lambda code, _: f"{code}: {_NEUTRAL}",
    "last_segment": lambda code, old: f"{str(old).rpartition('/')[0]}/{code}",
}


class Made:
    """A payload for `rule` in `shape`, with what a caller tells beside it."""

    def __init__(self, shape: Shape, rule: Rule, payload: Any) -> None:
        self.shape = shape
        self.rule = rule
        self.payload = payload
        self.headers = shape.example_headers
        self.http_status = rule.http_status[0] if rule.http_status else shape.example_http_status


def payloads_for(catalog: Catalog, rule: Rule) -> Iterator[Made]:
    """Give one payload for each shape of the catalog in which the rule can arrive.

    A shape is left out where it is of another phase or surface or has no place for what the rule asks.
    """
    for shape in catalog.shapes:
        if shape.fields is None or not _may_arrive(shape, rule):
            continue
        for payload in _trees(shape):
            if _fill(shape, shape.fields, rule, payload, _code_of(catalog, rule)):
                yield Made(shape, rule, payload)


def _trees(shape: Shape) -> list[Any]:
    """Give copies of a shape's example as data; a text gives what the shape reads in it."""
    if not isinstance(shape.example, str):
        return [copy.deepcopy(shape.example)]
    reads_log = any(path.startswith("log") for conditions in shape.when or () for path in conditions)
    return [tree for tree in decode(shape.example) if isinstance(tree, (dict, list)) and is_log(tree) is reads_log]


def _may_arrive(shape: Shape, rule: Rule) -> bool:
    return (rule.phase is None or rule.phase == shape.phase) and (rule.surface is None or rule.surface == shape.surface)


def _fill(shape: Shape, fields: Fields, rule: Rule, payload: Any, code: Sequence[str] | None) -> bool:
    _neutralise(shape, fields, rule, payload)
    wanted = {"code": code, "subcode": rule.subcode, "status": rule.status}
    for name, values in wanted.items():
        if values and not _put_into(shape, getattr(fields, name), payload, values[0]):
            return False
    if rule.text:
        sources = _sources(fields, "text") or _sources(fields, "detail", "title")
        return _put_into(shape, sources, payload, " / ".join(rule.text))
    return True


def _neutralise(shape: Shape, fields: Fields, rule: Rule, payload: Any) -> None:
    """Take out what could select another rule: subcode, words, the upstream's code, a code the rule lacks."""
    for source in _sources(fields, "detail", "title", "text"):
        _change(shape, source, payload, lambda old: _NEUTRAL if isinstance(old, str) else old)
    code = [] if rule.code or rule.range else _sources(fields, "code")
    upstream = _sources(shape.upstream, "code") if shape.upstream else []
    for source in [*_sources(fields, "subcode"), *upstream, *code]:
        _change(shape, source, payload, lambda _: None)


def _sources(fields: Fields | UpstreamFields, *names: str) -> list[Any]:
    """Give where the named fields are read, none where a shape lacks one."""
    return [source for name in names for source in getattr(fields, name) or ()]


def _code_of(catalog: Catalog, rule: Rule) -> Sequence[str] | None:
    """Give the rule's codes, or of a range the first number that no rule of the catalog names."""
    if rule.range is None:
        return rule.code
    named = {code for other in catalog.rules for code in other.code or ()}
    numbers = map(str, range(rule.range.from_, rule.range.to + 1))
    return list(islice((number for number in numbers if number not in named), 1))


def _put_into(shape: Shape, sources: Sequence[Any] | None, payload: Any, value: str) -> bool:
    """Put a value where the first source stands that the example has a place for."""
    for source in sources or ():
        take = source.take if isinstance(source, PathField) else None
        if take == "hash_code" and not _is_number(value):
            continue
        if isinstance(take, Word) and not value.startswith(tuple(take.word)):
            continue
        put = _putting(take)
        if _change(shape, source, payload, partial(put, value)):
            return True
    return False


def _putting(take: Any) -> Callable[[str, Any], Any]:
    if isinstance(take, Word):
        return lambda code, _old: f"{_NEUTRAL} {code}"
    return partial(_put_after, take.after[0]) if isinstance(take, After) else _PUTS[take]


def _put_after(phrase: str, code: str, _old: Any) -> str:
    return f"{phrase} {code} {_NEUTRAL}"


def _change(shape: Shape, source: Any, payload: Any, change: Callable[[Any], Any]) -> bool:
    keys = keys_from_root(shape, source)
    if not keys:
        return False
    node = payload
    for key in keys[:-1]:
        node = _into(node, key)
    last = keys[-1]
    if isinstance(node, list) and len(node) == 1 and last != EVERY:
        node = node[0]
    if last == EVERY and isinstance(node, list) and node:
        node[0] = change(node[0])
        return True
    if not isinstance(node, dict):
        return False
    node[last] = change(node.get(last))
    return True


def keys_from_root(shape: Shape, source: Any) -> tuple[str, ...]:
    """Give the keys from the root to a source, or none where it is a header or a constant or leads through any key."""
    if isinstance(source, Constant):
        return ()
    path = source.path if isinstance(source, PathField) else source
    if isinstance(path, str) and path.startswith(HEADER):
        return ()
    outwards, keys = parse_path(path)
    steps = [parse_path(step)[1] for step in shape.each or ()]
    around = steps[: len(steps) - outwards] if outwards else steps
    found = tuple(key for step in around for key in step) + keys
    return () if ANY_KEY in found else found


def _into(node: Any, key: str) -> Any:
    if key == EVERY:
        return node[0] if isinstance(node, list) and node else node
    if isinstance(node, list) and len(node) == 1:
        node = node[0]
    return node.get(key) if isinstance(node, dict) else None


def _is_number(code: str) -> bool:
    return code.isdecimal() and (code == "0" or code[0] != "0")
