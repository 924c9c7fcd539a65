"""Checks that what a catalog names is named once, and that its overrides take effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from errnorm.catalog.compile import rule_id
from errnorm.testing.examples import match_parts
from errnorm.testing.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from errnorm.testing.subject import Subject


def check_rule_ids(subject: Subject) -> None:
    """Raise `Finding` where two rules that match something else each have one id."""
    by_id = subject.vendor.rules.by_id
    first: dict[str, str] = {}
    for index, (name, rule) in enumerate(subject.rules):
        bare = rule_id(subject.written.vendor, rule)
        before = first.setdefault(bare, name)
        if before != name and match_parts(by_id[before]).isdisjoint(match_parts(by_id[name])):
            raise Finding(
                subject.place("rules", index),
                f"two rules have the id {bare}",
                expected="one rule an id, for an override names a rule by it",
                mend="give one of the two a `slug`",
            )


def check_matches(subject: Subject) -> None:
    """Raise `Finding` where two rules of the vendor match the same."""
    own = {name: index for index, (name, _) in enumerate(subject.rules)}
    taken: dict[tuple[object, ...], str] = {}
    for name, rule in subject.vendor.rules.by_id.items():
        for part in match_parts(rule):
            before = taken.setdefault(part, name)
            if before != name and (name in own or before in own):
                raise _twins(subject, own, before, name)


def check_overrides(subject: Subject) -> None:
    """Raise `Finding` where an override of a rule does not show in the rule's verdict."""
    for index, override in enumerate(subject.overrides):
        vendor = (override.rule or "").partition("/")[0]
        reason = f"{override.rule}: {override.why}"
        if override.rule and reason not in _rule_overrides(subject, vendor, override.rule):
            raise Finding(
                subject.place("overrides", index),
                f"the override of {override.rule} has no effect",
                expected="the verdict of the rule with these facets",
                mend="name the catalog that replaces the rule before these overrides",
            )


def _rule_overrides(subject: Subject, vendor: str, rule: str) -> tuple[str, ...]:
    return tuple(subject.normalizer.tables.vendors[vendor].rules.by_id[rule].verdict.match.overrides)


def _twins(subject: Subject, own: Mapping[str, int], before: str, name: str) -> Finding:
    later = name if name in own and own[name] > own.get(before, -1) else before
    other = before if later == name else name
    where = subject.place("rules", own[other]) if other in own else "shipped, or in another file"
    return Finding(
        subject.place("rules", own[later]),
        f"rule {later} matches the same as {other} ({where})",
        expected="no two rules that match the same: only one of them can answer",
        mend="take one out, or add what tells them apart; a rule with the id of a shipped one replaces it",
    )
