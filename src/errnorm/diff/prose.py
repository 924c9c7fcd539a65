"""Changes as lines for a changelog, one a vendor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from errnorm.diff.change import Change, Kind

if TYPE_CHECKING:
    from errnorm.engine.tables import Tables

EVERYBODY = "All vendors"
TITLES = {"canonical": EVERYBODY, "http": "HTTP", "transport": "Transport", "envelopes": "Envelopes"}
_WORDS = {
    "retry.advice": "retry",
    "retry.delay": "the wait is",
    "retry.backoff": "the first back-off is",
    "retry.max_attempts": "further tries:",
    "retry.idempotency_key": "idempotency key",
    "failover.other_vendor": "another vendor helps:",
    "failover.other_channel": "another channel helps:",
    "suppress.advice": "suppression",
    "suppress.ttl": "the address is left alone for",
    "suppress.strikes": "failures before the address is left alone:",
    "match.evidence": "evidence",
    "applies_to": "applies to",
    "upstream": "upstream's errors:",
    "http": "problem status",
}
_SECONDS = frozenset({"retry.delay", "retry.backoff", "suppress.ttl"})
_UNITS = (("d", 86400), ("h", 3600), ("min", 60), ("s", 1))
# What is told with the code that it follows from.
_WITH_CODE = frozenset({"category", "http"})


def titles_of(tables: Sequence[Tables]) -> dict[str, str]:
    """Give what each vendor is called in a changelog, by its id; a later set's title counts."""
    return {**TITLES, **{vendor.id: vendor.title for one in tables for vendor in one.vendors.values()}}


def changelog_lines(changes: Iterable[Change], titles: Mapping[str, str]) -> list[str]:
    """Give a Markdown line for each vendor whose answers changed, that of all vendors first."""
    by_vendor: dict[str, list[Change]] = {}
    for change in changes:
        by_vendor.setdefault(change.vendor, []).append(change)
    return [
        f"- **{titles.get(vendor, vendor)}**: {'; '.join(_clauses(found))}."
        for vendor, found in by_vendor.items()
        if found
    ]


def _clauses(changes: Sequence[Change]) -> list[str]:
    told = [change for change in changes if change.kind is not Kind.HARMLESS]
    groups: dict[str, list[str]] = {}
    for _, found in groupby(told, lambda change: (change.code, change.rule)):
        of_one = list(found)
        groups.setdefault(_said(of_one), []).append(_called(of_one[0]))
    clauses = [f"{', '.join(dict.fromkeys(names))} {said}".strip() for said, names in groups.items()]
    quiet = len({change.rule for change in changes if change.kind is Kind.HARMLESS})
    return [
        *clauses,
        *([f"wording, sources or evidence of {quiet} {'entry' if quiet == 1 else 'entries'}"] * (quiet > 0)),
    ]


def _called(change: Change) -> str:
    if change.field in {"vendor", "alias", "shape", "title", "upstream"}:
        return ""
    return f"`{change.code or change.rule}`"


def _said(changes: Sequence[Change]) -> str:
    with_code = any(change.field == "code" for change in changes)
    return ", ".join(tell(change) for change in changes if not (with_code and change.field in _WITH_CODE))


def tell(change: Change) -> str:
    """Give one change as a clause that follows the name of what changed."""
    told = _TOLD.get((change.field, change.kind)) or _TOLD.get((change.field, None))
    if told is not None:
        return told.format(old=change.old, new=change.new)
    if change.kind is Kind.ADDED:
        return f"is new among the {change.field}"
    if change.kind is Kind.REMOVED:
        return f"is gone from the {change.field}"
    words = _WORDS.get(change.field, change.field.rpartition(".")[2].replace("_", " "))
    old, new = (_value(change.field, value) for value in (change.old, change.new))
    return f"{words} {new} instead of {old} ({str(change.kind).replace('_', ' ')}{_why(change)})"


def _why(change: Change) -> str:
    """Give why a change of suppression has its class, for that is not plain from the words."""
    reason = _SUPPRESSIONS.get((change.new, change.kind)) if change.field == "suppress.advice" else None
    return f": {reason}" if reason else ""


_SUPPRESSIONS = {
    ("opt_out", Kind.STRICTER): "the person's word is recorded",
    ("none", Kind.STRICTER): "the address is kept",
    ("none", Kind.LOOSER): "the person's word is no longer recorded",
    ("address", Kind.LOOSER): "the address is given up",
    ("address_ttl", Kind.LOOSER): "the address is given up for a time",
    ("address_ttl", Kind.STRICTER): "the address is given up for a time only",
}


_TOLD: Mapping[tuple[str, Kind | None], str] = {
    ("code", Kind.ADDED): "is new: `{new}`",
    ("code", Kind.REMOVED): "is no longer known (was `{old}`)",
    ("code", Kind.CODE_CHANGED): "is now `{new}` instead of `{old}` (code changed)",
    ("rule", Kind.ADDED): "has a rule of its own, `{new}`, beside `{old}`",
    ("rule", Kind.REMOVED): "is answered by the rule `{new}`; the id `{old}` is gone",
    ("vendor", Kind.ADDED): "the vendor is new",
    ("vendor", Kind.REMOVED): "the vendor is gone",
    ("alias", Kind.ADDED): "also called `{new}`",
    ("alias", Kind.REMOVED): "no longer called `{old}`",
    ("shape", Kind.ADDED): "the form `{new}` is read",
    ("shape", Kind.REMOVED): "the form `{old}` is no longer read",
    ("shape", Kind.FORM_CHANGED): "the form `{new}` is read otherwise",
}


def _value(field: str, value: Any) -> str:
    if value is None:
        return "none"
    return span(value) if field in _SECONDS else f"`{value}`"


def span(seconds: float) -> str:
    """Give a time in the largest unit that leaves no fraction.

    >>> span(86400), span(5400), span(0.5)
    ('1 d', '90 min', '0.5 s')
    """
    name, size = next((unit for unit in _UNITS if seconds >= unit[1] and seconds % unit[1] == 0), _UNITS[-1])
    return f"{seconds / size:g} {name}"
