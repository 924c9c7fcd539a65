"""The version that changes of the catalogs demand, by the table "What stays stable" in README.md."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from errnorm.diff.change import Change, Kind


class Bump(StrEnum):
    """Which number of the version has to rise."""

    NONE = "none"
    PATCH = "patch"
    MINOR = "minor"
    MAJOR = "major"


REASONS = {
    Bump.NONE: "nothing changed",
    Bump.PATCH: "only texts, sources and evidence changed, and those may change any day",
    Bump.MINOR: "what a vendor's code means may change in a minor version with a line under Catalogs; "
    "where each change is a correction towards the vendor's documentation, it is a fix and a patch will do",
    Bump.MAJOR: "a name that callers use (a vendor, an alias, a canonical code, a facet's value) went away or means "
    "something else",
}
_OF_KIND = dict.fromkeys(Kind, Bump.MINOR) | {Kind.HARMLESS: Bump.PATCH}
_CALLED_BY_NAME = frozenset({"vendor", "alias"})
_ORDER = list(Bump)


def bump_of(change: Change) -> Bump:
    """Give the version that one change demands."""
    of_names = change.vendor == "canonical" or change.field in _CALLED_BY_NAME
    if of_names and change.kind is Kind.REMOVED:
        return Bump.MAJOR
    if change.vendor == "canonical" and change.field == "category":
        return Bump.MAJOR
    return _OF_KIND[change.kind]


def bump_for(changes: Iterable[Change]) -> Bump:
    """Give the version that all changes together demand."""
    return max([Bump.NONE, *map(bump_of, changes)], key=_ORDER.index)
