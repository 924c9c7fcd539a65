"""One error told in a few lines: what happened, who has to act, what to do, when to repeat, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from errnorm import Acceptance, Advice, Audience, Fault, Help, MatchKind, Scope, Suppression
from errnorm.cli.words import NOTHING, code_words, out_words, retry_words, safe, span
from errnorm.model.verdict import WAITING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from errnorm.cli.finding import Finding
    from errnorm.cli.words import Sentences

_UNDECIDED = "no where a call was refused; taken, then failed where a receipt says so"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a story, under a label; a line without one goes on with the label above."""

    label: str
    text: str


def story(finding: Finding, say: Sentences, *, show_detail: bool = False) -> Iterator[Line]:
    """Give the lines that follow the heading."""
    yield from _vendor_says(finding)
    if finding.answer is None or finding.answer.is_error:
        yield from _what_to_do(finding, say)
        yield from _what_else(finding, say)
    else:
        yield Line("out?", _out(finding, say))
    yield from _why(finding, say)
    if show_detail and finding.answer is not None:
        yield from _detail(finding)


def _vendor_says(finding: Finding) -> Iterator[Line]:
    verdict = finding.verdict
    label = f"{verdict.vendor} says"
    for text in (verdict.vendor_title, verdict.meaning):
        if text:
            yield Line(label, safe(text))
            label = ""


def _what_to_do(finding: Finding, say: Sentences) -> Iterator[Line]:
    verdict = finding.verdict
    if verdict.fault is not Fault.UNKNOWN:
        yield Line("who acts", say.with_value("fault", verdict.fault))
    yield Line(
        "what to do", f"{verdict.action}: {safe(verdict.remediation)}" if verdict.remediation else verdict.action
    )
    yield Line("when", _when(finding, say))
    yield Line("out?", _out(finding, say))


def _when(finding: Finding, say: Sentences) -> str:
    retry = finding.retry
    parts = [f"{retry_words(retry, finding.acceptance)}: {say.of('retry', retry.advice)}"]
    if retry.advice in WAITING and retry.delay_source is not None and retry.delay is not None:
        parts.append(f"the wait comes from {say.of('delay_source', retry.delay_source)}")
    if retry.max_attempts is not None:
        parts.append(f"{retry.max_attempts} more {'try' if retry.max_attempts == 1 else 'tries'} at most")
    if retry.idempotency_key is not None:
        unsure = "if at all, " if retry.advice is Advice.UNKNOWN else ""
        parts.append(unsure + say.of("idempotency_key", retry.idempotency_key))
    return "; ".join(parts)


def _out(finding: Finding, say: Sentences) -> str:
    if finding.acceptance is None:
        return _UNDECIDED
    word, sentence = out_words(finding.acceptance), say.of("acceptance", finding.acceptance)
    return sentence if finding.acceptance is Acceptance.NONE else f"{word}: {sentence}"


def _what_else(finding: Finding, say: Sentences) -> Iterator[Line]:
    verdict, failover = finding.verdict, finding.failover
    if verdict.scope is not Scope.UNKNOWN:
        yield Line("affected", say.with_value("scope", verdict.scope))
    yield Line("pause", say.with_value("pause", finding.pause))
    if {failover.other_vendor, failover.other_channel} != {Help.UNKNOWN}:
        yield Line("fail over", f"other vendor {failover.other_vendor}, other channel {failover.other_channel}")
    yield Line("address", _address(finding, say))
    if verdict.applies_to is not Audience.ALL:
        yield Line("concerns", say.with_value("applies_to", verdict.applies_to))


def _address(finding: Finding, say: Sentences) -> str:
    suppress = finding.verdict.suppress
    parts = [say.with_value("suppress", suppress.advice)]
    if suppress.ttl is not None:
        parts.append(f"for {span(suppress.ttl)}")
    if suppress.strikes is not None and suppress.strikes > 1 and suppress.advice is not Suppression.NONE:
        parts.append(f"after {suppress.strikes} such failures at least a day apart")
    return ", ".join(parts)


def _why(finding: Finding, say: Sentences) -> Iterator[Line]:
    match, verdict = finding.match, finding.verdict
    yield Line("why", say.with_value("match", match.how))
    if match.rule:
        yield Line("", safe(f"rule {match.rule}, {match.evidence}" if match.evidence else f"row {match.rule}"))
    yield from (Line("", url) for url in match.sources)
    if match.shape:
        yield Line("shape", match.shape)
    yield from (Line("override", safe(text)) for text in match.overrides)
    if verdict.disputed:
        yield Line("disputed", safe(verdict.disputed))
    if match.candidates and finding.answer is not None:
        yield Line("candidates" if match.how is MatchKind.AMBIGUOUS else "lost", ", ".join(map(safe, match.candidates)))
    if match.unknown_vendor is not None:
        yield Line("vendor", f"nobody knows {safe(match.unknown_vendor)!r}; answered without it")
    if finding.answer is not None and finding.answer.upstream is not None:
        upstream = finding.answer.upstream
        words = f"{upstream.code}, {retry_words(upstream.retry, None)}"
        yield Line("upstream", f"{safe(upstream.vendor)} {code_words(upstream)}: {words}")


def _detail(finding: Finding) -> Iterator[Line]:
    answer = finding.answer
    assert answer is not None
    shown = {
        "detail": answer.detail,
        "field": answer.field,
        "docs": answer.docs_url,
        "message id": answer.message_id,
        "request id": answer.request_id,
    }
    yield from (Line(label, safe(text)) for label, text in shown.items() if text and text != NOTHING)
