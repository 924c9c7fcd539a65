"""Checks of how a file is laid out; all of them can be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from errnorm.check.finding import Check, Fault, Severity
from errnorm.check.mending import HEADER, add_schema_line, in_key_order, schema_line, sort_keys, strip_lines
from errnorm.check.subject import any_file, valid_catalog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from errnorm.check.scene import Scene
    from errnorm.check.subject import Subject


def schema_is_named(subject: Subject, _: Scene) -> Iterator[Fault]:
    """The first line of a catalog names the schema, so that editors check while one types."""
    line = schema_line(subject.path)
    if line and not subject.text.startswith(HEADER):
        yield Fault(1, 1, "the first line does not name the schema", f"write `{line}` there")


def keys_are_in_order(subject: Subject, _: Scene) -> Iterator[Fault]:
    """The keys of a rule stand in the order match, meaning, verdict, reason, proof."""
    assert subject.catalog
    for place in range(len(subject.catalog.rules)):
        keys = list(subject.document.value["rules"][place])
        for found, wanted in zip(keys, in_key_order(keys), strict=True):
            if found != wanted:
                message = f"{subject.rules[place]['id']}: {found} stands where {wanted} belongs"
                yield subject.at(("rules", place, found), message, f"the order is {', '.join(in_key_order(keys))}")
                break


def lines_end_clean(subject: Subject, _: Scene) -> Iterator[Fault]:
    """No line ends in blanks."""
    for number, line in enumerate(subject.lines, 1):
        bare = line.rstrip(" \t\r")
        if line.removesuffix("\r") != bare:
            yield Fault(number, len(bare) + 1, "the line ends in blanks", "remove them")


CHECKS = (
    Check("FMT001", Severity.WARNING, schema_is_named, valid_catalog, add_schema_line),
    Check("FMT002", Severity.WARNING, keys_are_in_order, valid_catalog, sort_keys),
    Check("FMT003", Severity.WARNING, lines_end_clean, any_file, strip_lines),
)
