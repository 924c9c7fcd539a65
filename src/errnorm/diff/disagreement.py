"""Where somebody's own table and the catalog say different things about a code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from errnorm.diff.labels import FLAGS, LABEL_KEYS, Claim, claim_of_flag, claim_of_label, plain_word
from errnorm.model.codes import Action
from errnorm.model.facets import Acceptance, Advice, MatchKind, Suppression

if TYPE_CHECKING:
    from errnorm.diff.dictionary import Entry
    from errnorm.model.verdict import Verdict
    from errnorm.normalizer import Normalizer


@dataclass(frozen=True)
class Disagreement:
    """One entry, what it claims, and the verdict that says otherwise, one of `readings` that the code may have."""

    entry: Entry
    claim: Claim
    verdict: Verdict
    readings: int


@dataclass
class Comparison:
    """What came of holding a table against the catalog."""

    agreed: int = 0
    disagreements: list[Disagreement] = field(default_factory=list)
    unknown_labels: list[Entry] = field(default_factory=list)
    unknown_codes: list[Entry] = field(default_factory=list)
    undecided: list[Entry] = field(default_factory=list)


def compare_entries(entries: Sequence[Entry], asked: Normalizer, vendor: str, meaning: bool | None) -> Comparison:  # noqa: FBT001 - three values, none among them
    """Give agreements and disagreements; `meaning` says whether the members of a mere list may be repeated.

    Raises `UnknownVendor`.
    """
    found = Comparison()
    for entry in entries:
        claim = claim_of(entry, meaning)
        readings = readings_of(asked, vendor, entry)
        if claim is None:
            found.unknown_labels.append(entry)
        elif not readings:
            found.unknown_codes.append(entry)
        else:
            _judge(found, entry, claim, readings)
    return found


def _judge(found: Comparison, entry: Entry, claim: Claim, readings: Sequence[Verdict]) -> None:
    against = [verdict for verdict in readings if contradicts(claim, verdict)]
    found.disagreements += [Disagreement(entry, claim, verdict, len(readings)) for verdict in against]
    if against:
        return
    if claim.advice and all(verdict.advice is Advice.UNKNOWN for verdict in readings):
        found.undecided.append(entry)
    else:
        found.agreed += 1


def claim_of(entry: Entry, meaning: bool | None) -> Claim | None:  # noqa: FBT001 - three values, none among them
    """Give what an entry claims, or none where no word of it is known."""
    if entry.is_member:
        return None if meaning is None else claim_of_flag(retryable=meaning)
    return _claim_of_value(entry.value)


def _claim_of_value(value: Any) -> Claim | None:
    match value:
        case bool():
            return claim_of_flag(retryable=value)
        case str():
            return claim_of_label(value)
        case dict():
            return _claim_of_parts(value)
        case tuple():
            claims = [_claim_of_value(part) for part in value if isinstance(part, (bool, str))]
            return next((claim for claim in claims if claim is not None), None)
    return None


def _claim_of_parts(parts: dict[str, Any]) -> Claim | None:
    plain = {plain_word(name): value for name, value in parts.items()}
    for name, true_is_retryable in FLAGS.items():
        if isinstance(plain.get(name), bool):
            return claim_of_flag(retryable=plain[name] is true_is_retryable)
    labels = [plain[name] for name in (*FLAGS, *LABEL_KEYS) if isinstance(plain.get(name), str)]
    return next((claim for claim in map(claim_of_label, labels) if claim is not None), None)


def readings_of(asked: Normalizer, vendor: str, entry: Entry) -> list[Verdict]:
    """Give what the catalog says about a code: one verdict, several where what stands beside decides, or none."""
    found = asked.lookup(vendor, entry.code, subcode=entry.subcode)
    if found.match.how is MatchKind.AMBIGUOUS:
        known = asked.tables.vendors
        return [known[name.partition("/")[0]].rules.by_id[name].verdict for name in found.match.candidates]
    return [found] if found.match.rule is not None else []


def contradicts(claim: Claim, verdict: Verdict) -> bool:
    """Say whether a verdict says otherwise; one that knows nothing of a repeat contradicts no claim about it."""
    if claim.code is not None:
        return claim.code != str(verdict.code)
    if claim.opt_out:
        return verdict.suppress.advice is not Suppression.OPT_OUT and verdict.action is not Action.RECORD_OPT_OUT
    if verdict.advice is Advice.UNKNOWN:
        return False
    may_be_out = Advice.BACKOFF in claim.advice and verdict.acceptance is Acceptance.UNKNOWN
    return verdict.advice not in claim.advice or may_be_out
