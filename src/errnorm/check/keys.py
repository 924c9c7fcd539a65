"""Checks that every rule can win, and that ids and names belong to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from errnorm.check.finding import Check, Fault, Severity
from errnorm.check.subject import valid_catalog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from errnorm.check.ranking import Entry, Pair
    from errnorm.check.scene import Scene
    from errnorm.check.subject import Subject


def match_parts_differ(subject: Subject, scene: Scene) -> Iterator[Fault]:
    """No two rules of a vendor match the same."""
    for pair in scene.ranking(subject).twins:
        cure = "merge the two, or add what tells them apart: phase, surface, http_status, subcode or text"
        yield _about_pair(subject, pair, "match the same", cure)


def ids_differ(subject: Subject, scene: Scene) -> Iterator[Fault]:
    """No two rules of a vendor have the same id."""
    twins = {entry.place for pair in scene.ranking(subject).twins for entry in (pair.first, pair.second)}
    first: dict[str, int] = {}
    for place, name in enumerate(data["id"] for data in subject.compiled):
        known = first.setdefault(name, place)
        if known != place and not {known, place} <= twins:
            line = subject.document.marks["rules", known][0]
            message = f"the id {name} is that of the rule in line {line} too"
            yield subject.at(("rules", place), message, "give one of them a `slug`")


def names_belong_to_one_file(subject: Subject, scene: Scene) -> Iterator[Fault]:
    """A vendor has one file, and no alias is another vendor's id."""
    assert subject.catalog
    for other in (one for one in scene.catalogs if one is not subject and one.catalog):
        both_below = subject in scene.files_below and other in scene.files_below
        both_above = subject not in scene.files_below and other not in scene.files_below
        if other.catalog.vendor == subject.catalog.vendor and (both_below or both_above):  # type: ignore[union-attr]
            message = f"the vendor {subject.catalog.vendor} is described by {other.name} too"
            yield subject.at(("vendor",), message, "write both in one file")
    for place, alias in enumerate(subject.catalog.aliases):
        if alias in scene.vendors:
            message = f"the alias {alias} is the id of a vendor, which callers who write it will get"
            yield subject.at(("aliases", place), message, "leave it out")


def rank_decides(subject: Subject, scene: Scene) -> Iterator[Fault]:
    """Where two rules fit one occurrence, one of them asks for more; the id alone never decides."""
    for pair in scene.ranking(subject).undecided:
        cure = "give one of them all conditions of both, or conditions that exclude each other"
        yield _about_pair(subject, pair, "can fit the same error, and only their ids decide", cure)


def every_rule_can_win(subject: Subject, scene: Scene) -> Iterator[Fault]:
    """Every rule can win: none that asks for less or the same always ranks before it."""
    for entry, before in scene.ranking(subject).blocked.items():
        assert entry.place is not None
        message = f"{entry.id} can never win, because of {before}"
        yield subject.at(("rules", entry.place), message, "remove it, or change the conditions of one of them")


def _about_pair(subject: Subject, pair: Pair, what: str, cure: str) -> Fault:
    later, earlier = sorted((pair.first, pair.second), key=_place, reverse=True)
    assert later.place is not None
    line = f" (line {subject.document.marks['rules', earlier.place][0]})" if earlier.place is not None else ""
    code = f" for code {pair.code}" if pair.code else ""
    return subject.at(("rules", later.place), f"{later.id} and {earlier.id}{line} {what}{code}", cure)


def _place(entry: Entry) -> int:
    return -1 if entry.place is None else entry.place


CHECKS = (
    Check("KEY001", Severity.ERROR, match_parts_differ, valid_catalog),
    Check("KEY002", Severity.ERROR, ids_differ, valid_catalog),
    Check("KEY003", Severity.ERROR, names_belong_to_one_file, valid_catalog),
    Check("KEY004", Severity.ERROR, rank_decides, valid_catalog),
    Check("KEY005", Severity.ERROR, every_rule_can_win, valid_catalog),
)
