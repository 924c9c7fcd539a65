"""What an upstream's error changes in the vendor's answer."""

from __future__ import annotations

from errnorm.model.codes import Action
from errnorm.model.facets import Advice, MatchKind, Suppression

TYPE_CHECKING = False
if TYPE_CHECKING:
    from errnorm.engine.verdicts import Vocabulary
    from errnorm.model.verdict import Verdict

# An own verdict that knows nothing of a repeat stands between the advice to repeat and the advice not to.
_STRICTNESS = {
    Advice.BACKOFF: 0,
    Advice.AFTER_WAIT: 1,
    Advice.UNKNOWN: 2,
    Advice.AFTER_CONDITION: 3,
    Advice.AFTER_FIX: 4,
    Advice.NEVER: 5,
}


def combine(own: Verdict | None, upstream: Verdict, mode: str, vocabulary: Vocabulary) -> Verdict | None:
    """Give the verdict of the answer.

    In mode `refine` an upstream verdict takes the place of an own one that is absent or coarse, and makes a precise one
    only stricter: then retry, action, remediation, suppression, fail-over, scope and fault are the upstream's, while
    code and category stay. An upstream that is unknown, and mode `inform`, change nothing.
    """
    if mode != "refine" or str(upstream.code) == "unknown":
        return own
    rebased = vocabulary.rebased(upstream)
    if own is None or own.coarse:
        return rebased.with_(match=_through(rebased, own))
    if not is_stricter(rebased, own):
        return own
    return own.with_(
        advice=rebased.advice,
        delay=rebased.delay,
        backoff=rebased.backoff,
        max_attempts=rebased.max_attempts,
        action=rebased.action,
        remediation=rebased.remediation,
        suppress=rebased.suppress,
        other_vendor=rebased.other_vendor,
        other_channel=rebased.other_channel,
        applies_to=rebased.applies_to,
        scope=rebased.scope,
        fault=rebased.fault,
    )


def is_stricter(upstream: Verdict, own: Verdict) -> bool:
    """Say whether the upstream's advice is stricter, or as strict with a legal opt-out that the own lacks."""
    if upstream.advice is Advice.UNKNOWN:
        return False
    theirs, ours = _STRICTNESS.get(upstream.advice, 2), _STRICTNESS.get(own.advice, 2)
    opt_out = upstream.action is Action.RECORD_OPT_OUT and own.suppress.advice is not Suppression.OPT_OUT
    return theirs > ours or (theirs == ours and opt_out)


def _through(upstream: Verdict, own: Verdict | None) -> object:
    from errnorm.model.advice import Match

    base = upstream.match
    candidates = (own.match.rule,) if own is not None and own.match.rule else ()
    return Match(
        candidates,
        base.catalog_version,
        base.evidence,
        MatchKind.UPSTREAM,
        base.overrides,
        base.rule,
        base.shape,
        base.sources,
    )
