"""Verdicts made from the vocabulary and what a rule says otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from errnorm.model.advice import Match, Suppress
from errnorm.model.codes import Action, Category, Code
from errnorm.model.facets import (
    Acceptance,
    Advice,
    Audience,
    Evidence,
    Fault,
    Help,
    KeyUse,
    MatchKind,
    Phase,
    Scope,
    Suppression,
)
from errnorm.model.verdict import WAITING, Verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_UNPROVEN = frozenset({MatchKind.TEXT, MatchKind.HTTP_STATUS, MatchKind.TRANSIENT, MatchKind.UNKNOWN})
KEEP_ADDRESS = Suppress(Suppression.NONE)


class Vocabulary:
    """The codes and actions of one catalog set, and the verdicts that need no rule."""

    __slots__ = ("actions", "codes", "version")

    def __init__(self, codes: Mapping[str, Mapping[str, Any]], actions: Mapping[str, str], version: str) -> None:
        self.codes = codes
        self.actions = actions
        self.version = version

    def of_rule(self, data: Mapping[str, Any], how: MatchKind, vendor: str) -> Verdict:
        """Give the verdict of a compiled rule."""
        about = data.get("about", {})
        evidence = Evidence(data["evidence"]) if "evidence" in data else None
        match = Match(
            catalog_version=self.version,
            evidence=evidence,
            how=how,
            overrides=tuple(data.get("overrides", ())),
            rule=data["id"],
            sources=tuple(data.get("sources", ())),
        )
        return self._verdict(data["canonical"], data.get("facets", {}), match).with_(
            coarse=data.get("coarse", False),
            disputed=data.get("disputed"),
            meaning=data.get("meaning"),
            phase=Phase(about["phase"]) if "phase" in about else None,
            surface=about.get("surface"),
            vendor=vendor,
            vendor_title=data.get("title"),
        )

    def plain(self, code: str, how: MatchKind, **match: Any) -> Verdict:
        """Give the verdict of a canonical code by itself."""
        return self._verdict(code, {}, Match(catalog_version=self.version, how=how, **match))

    def _verdict(self, code: str, facets: Mapping[str, Any], match: Match) -> Verdict:
        defaults = self.codes.get(code) or self.codes["unknown"]
        said = {**defaults, **facets}
        advice, action = Advice(said["retry"]), said["action"]
        waits = advice in WAITING
        acceptance = said.get("acceptance")
        return Verdict.of(
            acceptance=Acceptance(acceptance) if acceptance else None,
            action=Action(action),
            advice=advice,
            applies_to=Audience(said.get("applies_to", "all")),
            backoff=said.get("backoff") if advice is Advice.BACKOFF else None,
            category=Category(said["category"]),
            coarse=False,
            code=Code(code),
            decided="acceptance" in facets,
            delay=said.get("delay") if waits else None,
            fault=Fault(said["fault"]),
            http=said["http"],
            idempotency_key=KeyUse(said["idempotency_key"]) if "idempotency_key" in said else None,
            match=match,
            max_attempts=None if advice is Advice.NEVER else said.get("max_attempts"),
            other_channel=Help(said["other_channel"]),
            other_vendor=Help(said["other_vendor"]),
            remediation=self._remediation(defaults, facets, action),
            scope=Scope(said["scope"]),
            suppress=_suppress(said, match),
            title=defaults["summary"],
            vendor="unknown",
        )

    def _remediation(self, defaults: Mapping[str, Any], facets: Mapping[str, Any], action: str) -> str:
        own = facets.get("remediation")
        if own or action != defaults["action"]:
            return own or self.actions.get(action, "")
        return defaults.get("remediation") or self.actions.get(action, "")

    def rebased(self, verdict: Verdict) -> Verdict:
        """Give an upstream's verdict as the vendor's caller meets it: its own trouble becomes the upstream's."""
        turned = self.codes.get(str(verdict.code), {}).get("as_upstream")
        if turned is None:
            return verdict
        own = self.plain(turned, MatchKind.UPSTREAM)
        return verdict.with_(
            code=own.code,
            title=own.title,
            fault=own.fault if verdict.fault is Fault.VENDOR else verdict.fault,
            http=own.http,
        )

    def agreed(self, verdicts: Sequence[Verdict], candidates: Sequence[str]) -> Verdict:
        """Give the verdict `unknown` with those facets on which all `verdicts` agree."""
        base = self.plain("unknown", MatchKind.AMBIGUOUS, candidates=tuple(candidates))
        hidden = {
            "code",
            "category",
            "title",
            "match",
            "meaning",
            "coarse",
            "vendor_title",
            "disputed",
            "http",
            "remediation",
        }
        first = verdicts[0]
        same = {
            name: getattr(first, name)
            for name in Verdict.__slots__
            if name not in hidden and all(getattr(other, name) == getattr(first, name) for other in verdicts)
        }
        if "action" in same and len({verdict.remediation for verdict in verdicts}) == 1:
            same["remediation"] = first.remediation
        if "advice" not in same:
            same |= {"delay": None, "backoff": None, "max_attempts": None}
        return base.with_(**same)


def _suppress(said: Mapping[str, Any], match: Match) -> Suppress:
    if match.how in _UNPROVEN or match.evidence is Evidence.INFERRED:
        return KEEP_ADDRESS
    advice = Suppression(said.get("suppress", "none"))
    if advice is Suppression.NONE:
        return KEEP_ADDRESS
    return Suppress(
        advice, said.get("suppress_strikes"), said.get("suppress_ttl") if advice is Suppression.ADDRESS_TTL else None
    )
