"""Whether the message may already be out."""

from __future__ import annotations

from errnorm.model.codes import Category, Code
from errnorm.model.facets import Acceptance, MatchKind, Phase

TYPE_CHECKING = False
if TYPE_CHECKING:
    from errnorm.model.verdict import Verdict

_OWN_TROUBLE = frozenset({Category.SERVICE, Category.NETWORK, Category.UNKNOWN})
BY_RULE = frozenset({MatchKind.EXACT, MatchKind.TEXT, MatchKind.RANGE, MatchKind.UPSTREAM})


def acceptance_of(verdict: Verdict, phase: Phase | None, http_status: int | None) -> Acceptance:
    """Give whether the message may be out.

    Inbound and management concern no send. A rule's own word comes first. A receipt that reports a failure means
    accepted, then failed.
    For a request any 5xx and 408 leave it unknown, as does a 2xx that no rule recognised; other 4xx mean rejected.
    """
    if phase is Phase.INBOUND or phase is Phase.MANAGEMENT:
        return Acceptance.NONE
    said = verdict.acceptance
    if verdict.decided or verdict.code is Code.NO_ERROR:
        return said or Acceptance.REJECTED
    own_trouble = verdict.category in _OWN_TROUBLE
    if phase is Phase.DELIVERY:
        return Acceptance.ACCEPTED_THEN_FAILED if said is None or own_trouble else said
    if http_status is None or said is Acceptance.ACCEPTED:
        return said or Acceptance.REJECTED
    return _of_status(verdict, http_status, said, own_trouble=own_trouble)


def _of_status(verdict: Verdict, http_status: int, said: Acceptance | None, *, own_trouble: bool) -> Acceptance:
    if http_status >= 500 or http_status == 408:
        return Acceptance.UNKNOWN
    if http_status >= 400:
        return said if said is not None and not own_trouble else Acceptance.REJECTED
    if verdict.match.how not in BY_RULE:
        return Acceptance.UNKNOWN
    return said or Acceptance.REJECTED
