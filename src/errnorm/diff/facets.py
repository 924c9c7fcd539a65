"""A verdict as flat facets, and what two verdicts tell otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from errnorm.diff.change import Change, Kind
from errnorm.diff.grades import FOLLOWS, grade

if TYPE_CHECKING:
    from errnorm.model.verdict import Verdict

_OF_MATCH = ("evidence", "overrides", "sources")
# What follows from other facets, or tells only who was asked.
_DERIVED = {"alert", "health", "match", "pause", "retry", "suppress", "failover", "vendor"}
_DERIVED_OF_RETRY = {"delay_source", "retryable"}


def facets_of(verdict: Verdict) -> dict[str, Any]:
    """Give each facet by its name, `code` first and nested ones as `retry.advice`."""
    told = verdict.to_dict()
    return {
        "code": told["code"],
        **{f"retry.{name}": value for name, value in told["retry"].items() if name not in _DERIVED_OF_RETRY},
        **{f"failover.{name}": value for name, value in told["failover"].items()},
        **{f"suppress.{name}": value for name, value in told["suppress"].items()},
        **{name: value for name, value in told.items() if name not in _DERIVED},
        "coarse": verdict.coarse,
        "http": verdict.http,
        **{f"match.{name}": told["match"][name] for name in _OF_MATCH},
    }


def differences(before: Verdict, after: Verdict) -> Iterator[tuple[str, Any, Any, Kind]]:
    """Give field, old and new value and class for each facet that the two tell otherwise."""
    old, new = facets_of(before), facets_of(after)
    changed = [name for name in old if old[name] != new[name]]
    for name in changed:
        leader = FOLLOWS.get(name, name)
        leader = leader if leader in changed else name
        yield name, old[name], new[name], grade(leader, old[leader], new[leader])


def changes_of(
    vendor: str, code: str | None, before: Verdict | None, after: Verdict | None, rule: str
) -> Iterator[Change]:
    """Give the changes of what is said about one case; none where both sets have no answer for it."""
    if before is None and after is not None:
        yield Change(rule, vendor, code, "code", None, str(after.code), Kind.ADDED)
    elif before is not None and after is None:
        yield Change(rule, vendor, code, "code", str(before.code), None, Kind.REMOVED)
    elif before is not None and after is not None:
        for name, old, new, kind in differences(before, after):
            yield Change(rule, vendor, code, name, old, new, kind)
