"""What an answer and a looked-up verdict have in common for the reader of a story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from errnorm import Acceptance, Code, MatchKind, Phase
from errnorm.cli.words import NOTHING, code_words, safe
from errnorm.model.acceptance import acceptance_of

if TYPE_CHECKING:
    from errnorm import Failover, Match, NormalizedError, Pause, Retry, Verdict

_SEVERAL = "Several rules or vendors fit, and nothing decides between them."


@dataclass(frozen=True, slots=True)
class Finding:
    """One error to tell of; `acceptance` is none where a bare code cannot tell it; `answer` is none for a bare code."""

    verdict: Verdict
    retry: Retry
    failover: Failover
    match: Match
    pause: Pause
    acceptance: Acceptance | None
    vendor: str
    vendor_code: str
    title: str
    answer: NormalizedError | None = None


def of_answer(answer: NormalizedError) -> Finding:
    """Give the finding for an answer."""
    return Finding(
        verdict=answer.verdict,
        retry=answer.retry,
        failover=answer.failover,
        match=answer.match,
        pause=answer.pause,
        acceptance=answer.acceptance,
        vendor=safe(answer.vendor),
        vendor_code=code_words(answer),
        title=_SEVERAL if _is_undecided(answer.verdict, answer.match) else answer.title,
        answer=answer,
    )


def of_verdict(verdict: Verdict, vendor: str, code: str, *, phase: str | None, http_status: int | None) -> Finding:
    """Give the finding for a looked-up code."""
    known = verdict.phase or (Phase(phase) if phase else None)
    return Finding(
        verdict=verdict,
        retry=verdict.retry,
        failover=verdict.failover,
        match=verdict.match,
        pause=verdict.pause,
        acceptance=_acceptance(verdict, known, http_status),
        vendor=safe(vendor),
        vendor_code=safe(code) or NOTHING,
        title=_title(verdict, safe(vendor)),
    )


def _title(verdict: Verdict, vendor: str) -> str:
    if _is_undecided(verdict, verdict.match):
        return _SEVERAL
    is_stranger = verdict.code is Code.UNKNOWN and verdict.match.rule is None
    return f"The catalog of {vendor} has no rule for this code." if is_stranger else verdict.title


def _is_undecided(verdict: Verdict, match: Match) -> bool:
    return verdict.code is Code.UNKNOWN and match.how is MatchKind.AMBIGUOUS


def _acceptance(verdict: Verdict, phase: Phase | None, http_status: int | None) -> Acceptance | None:
    if phase is None and http_status is None and not verdict.decided:
        return verdict.acceptance
    return acceptance_of(verdict, phase, http_status)
