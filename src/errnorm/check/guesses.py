"""Checks of values that other readers of YAML take for something else than text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from errnorm.check.finding import Check, Fault, Severity
from errnorm.check.subject import any_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from errnorm.catalog.strict_yaml import Where
    from errnorm.check.scene import Scene
    from errnorm.check.subject import Subject

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "yes", "on", "y", "t", "1"})
_FALSE = frozenset({"false", "no", "off", "n", "f", "0"})
_ODD_WORD = re.compile(r"~|[Nn]ull|NULL|[Yy]es|YES|[Nn]o|NO|[Oo]n|ON|[Oo]ff|OFF|True|TRUE|False|FALSE")
_ODD_NUMBER = re.compile(r"\+\d[\d_]*|0[0-7]+|0[xob][0-9a-fA-F_]+|\d+(?:_\d+)+")
_PLAIN_NUMBER = re.compile(r"0|[1-9]\d*")
_SWITCHES = frozenset({"coarse", "identifies"})
_NUMBERS = frozenset(
    {"max_attempts", "suppress_strikes", "http_status", "usual_status", "example_http_status", "from", "to"}
)
_EXAMPLE = "example"
_CONDITIONS = frozenset({"when", "where", "success"})


def nothing_is_absent(subject: Subject, _: Scene) -> Iterator[Fault]:
    """A key without a value is left out: `null`, `~` and nothing at all are no values."""
    for where, value in subject.leaves:
        if value in _NULLS and not _in_example(where) and subject.is_plain(where):
            shown = f"`{value}` is" if value else "no value stands here, which is"
            yield subject.at(where, f"{_way(where)}: {shown} text and not nothing", "leave the key out")


def payload_values_are_json(subject: Subject, _: Scene) -> Iterator[Fault]:
    """In examples and conditions no plain word or number is one that YAML readers take for another value."""
    for where, value in subject.leaves:
        if not isinstance(value, str) or not (_in_example(where) or _in_condition(where)):
            continue
        meant = _meant(value)
        if meant and subject.is_plain(where) and not (value in _NULLS and not _in_example(where)):
            yield subject.at(
                where, f'{_way(where)}: {value} is the text "{value}" here', f'write {meant}, or "{value}" for the text'
            )


def switches_and_numbers_are_plain(subject: Subject, _: Scene) -> Iterator[Fault]:
    """A switch is `true` or `false`, and a number is plain digits."""
    for where, value in subject.leaves:
        key = next((part for part in reversed(where) if isinstance(part, str)), "")
        if not isinstance(value, str) or _in_example(where) or _in_condition(where):
            continue
        better = _as_switch(value) if key in _SWITCHES else _as_number(value) if key in _NUMBERS else value
        if better != value:
            yield subject.at(where, f"{_way(where)}: {value} is an unusual way to write {better}", f"write {better}")


def _in_example(where: Where) -> bool:
    return _EXAMPLE in where


def _in_condition(where: Where) -> bool:
    return where[:1] == ("shapes",) and len(where) > 2 and where[2] in _CONDITIONS


def _way(where: Where) -> str:
    return ".".join(map(str, where))


def _meant(value: str) -> str:
    if _ODD_NUMBER.fullmatch(value):
        return "a number as JSON does"
    return (_as_switch(value) if value not in _NULLS else "null") if _ODD_WORD.fullmatch(value) else ""


def _as_switch(value: str) -> str:
    word = value.lower()
    return "true" if word in _TRUE else "false" if word in _FALSE else value


def _as_number(value: str) -> str:
    if _PLAIN_NUMBER.fullmatch(value):
        return value
    number: Any = re.fullmatch(r"\+?([\d_]+)(?:\.0*)?", value)
    return (number[1].replace("_", "").lstrip("0") or "0") if number else value


CHECKS = (
    Check("YML001", Severity.ERROR, nothing_is_absent, any_file),
    Check("YML002", Severity.ERROR, payload_values_are_json, any_file),
    Check("YML003", Severity.ERROR, switches_and_numbers_are_plain, any_file),
)
