"""Whether a changelog tells of each changed verdict."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from errnorm.diff.change import Change, Kind
from errnorm.diff.prose import EVERYBODY, changelog_lines, tell

_VERSION = re.compile(r"##\s+\[?([^\]\s]+)")
_PART = re.compile(r"###\s+Catalogs\s*$", re.IGNORECASE)
_ENTRY = re.compile(r"\s*[-*]\s+\*\*(?P<name>[^*]+?):?\*\*(?:\s*\(`(?P<id>[^`]+)`\))?")
_QUIET = frozenset({Kind.HARMLESS, Kind.ADDED, Kind.FORM_CHANGED})


@dataclass(frozen=True)
class Part:
    """The part of a changelog that tells of catalogs: its first `line` (from 1), its `heading`, its `entries`."""

    line: int
    heading: str
    entries: tuple[str, ...]


@dataclass(frozen=True)
class Untold:
    """A changed verdict that no line tells of, with what its vendor is called in a line."""

    change: Change
    vendor: str

    def __str__(self) -> str:
        code = f"`{self.change.code}` " if self.change.code else ""
        return f"{self.change.rule}: {code}{tell(self.change)}; no new line tells of {self.vendor}"


def catalogs_part(text: str) -> Part:
    """Give the "Catalogs" part of the section Unreleased, else of the newest; its heading where it has none yet."""
    lines = text.splitlines()
    heads = [(number, found[1]) for number, line in enumerate(lines) if (found := _VERSION.match(line))]
    if not heads:
        return Part(1, "Unreleased", ())
    start, name = next((head for head in heads if head[1].lower() == "unreleased"), heads[0])
    end = next((number for number, _ in heads if number > start), len(lines))
    first = next((number for number in range(start, end) if _PART.match(lines[number])), None)
    if first is None:
        return Part(start + 1, name, ())
    rest = lines[first + 1 : end]
    stop = next((number for number, line in enumerate(rest) if line.startswith("#")), len(rest))
    return Part(first + 1, name, tuple(line for line in rest[:stop] if _ENTRY.match(line)))


def heading_to_write(text: str, published: str | None) -> str:
    """Give the section that a new line belongs in: Unreleased where the newest version was already published."""
    heading = catalogs_part(text).heading
    known = [found[1] for line in (published or "").splitlines() if (found := _VERSION.match(line))]
    return "Unreleased" if heading in known else heading


def untold(
    changes: Sequence[Change],
    text: str,
    published: str | None,
    titles: Mapping[str, str],
    names: Mapping[str, set[str]],
) -> list[Untold]:
    """Give each change of a published verdict whose vendor has no line; a line that was `published` tells nothing new.

    `names` holds what else each vendor may be called in a line, by its id.
    """
    old = set((published or "").splitlines())
    entries = [_ENTRY.match(line) for line in catalogs_part(text).entries if line not in old]
    told = {name.lower() for entry in entries if entry for name in entry.groups() if name}
    if EVERYBODY.lower() in told:
        return []
    return [
        Untold(change, titles.get(change.vendor, change.vendor))
        for change in changes
        if change.kind not in _QUIET and not told & _called(change.vendor, titles, names)
    ]


def _called(vendor: str, titles: Mapping[str, str], names: Mapping[str, set[str]]) -> set[str]:
    return {name.lower() for name in (vendor, titles.get(vendor, vendor), *names.get(vendor, ()))}


def lines_to_write(found: Sequence[Untold], titles: Mapping[str, str]) -> list[str]:
    """Give the line to write for each vendor that has none."""
    return changelog_lines([one.change for one in found], titles)
