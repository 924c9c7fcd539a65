"""What a shape or a rule asks for, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from errnorm.catalog.schema import Between, Constant, Contains, PathField, Prefix, Rule
from errnorm.render import markdown as md

_TESTS = {
    "present": "is present",
    "absent": "is absent",
    "string": "is text",
    "number": "is a number",
    "list": "is a list",
    "object": "is an object",
    "known": "is a code of this catalog",
}


def alternatives(maps: Sequence[Mapping[str, Any]]) -> str:
    """Give conditions as a list: each of one map, or each map of several as one line."""
    if len(maps) == 1:
        return md.bullets(_condition(path, wanted) for path, wanted in maps[0].items())
    return md.bullets(in_one_line(each) for each in maps)


def in_one_line(conditions: Mapping[str, Any]) -> str:
    """Give the conditions of one map, all of which must hold, as one line."""
    return ", and ".join(_condition(path, wanted) for path, wanted in conditions.items())


def _condition(path: str, wanted: Any) -> str:
    return f"{place(path)} {_wanted(wanted)}"


def _wanted(wanted: Any) -> str:
    match wanted:
        case Prefix():
            return f"begins with {md.codes(wanted.prefix)}"
        case Contains():
            return f"holds the words {md.codes(wanted.contains)}"
        case Between():
            return f"is a whole number from {wanted.from_} to {wanted.to}"
        case list():
            return f"is {md.codes(wanted)}"
    return _TESTS.get(wanted, f"is {md.code(wanted)}")


def place(path: str | Sequence[str]) -> str:
    """Give where a value stands.

    >>> place("error.code"), place(["meta", "360dialog.id"]), place("."), place("header:x-id"), place("^^.id")
    ('`error.code`', '`meta."360dialog.id"`', 'the item itself', 'the header `x-id`', '`id` two steps outwards')
    """
    if not isinstance(path, str):
        return md.code(".".join(f'"{key}"' if "." in key else key for key in path))
    if path == ".":
        return "the item itself"
    if path.startswith("header:"):
        return f"the header {md.code(path.removeprefix('header:'))}"
    inside = path.lstrip("^")
    outwards = {1: " one step outwards", 2: " two steps outwards"}.get(len(path) - len(inside), "")
    return f"{md.code(inside.removeprefix('.'))}{outwards}" if outwards else md.code(path)


def sources_of(field: Sequence[Any], joined: str = ", else ") -> str:
    """Give where a field is read, in the order in which it is tried."""
    return joined.join(_source(source) for source in field)


def _source(source: Any) -> str:
    match source:
        case Constant():
            return f"always {md.code(source.is_)}"
        case PathField():
            return place(source.path) + (f" ({md.code(source.take)})" if source.take else "")
    return place(source)


def of_rule(rule: Rule) -> list[str]:
    """Give what a rule asks for beside its code, one phrase each."""
    named = {"status": rule.status, "subcode": rule.subcode, "HTTP": rule.http_status}
    about = {"phase": rule.phase, "surface": rule.surface}
    return [
        *[f"{name} {md.code(value)}" for name, value in about.items() if value],
        *[f"{name} {md.codes(values)}" for name, values in named.items() if values],
        *([f"words {md.codes(rule.text, 'and')}"] if rule.text else []),
    ]


def code_of(rule: Rule) -> str:
    """Give the codes of a rule or its range, or nothing where it asks for none."""
    if rule.range:
        return md.code(f"{rule.range.from_} to {rule.range.to}")
    return ", ".join(map(md.code, rule.code or ()))
