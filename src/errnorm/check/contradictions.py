"""Checks that advice, action, waits, suppression and fail-over of a verdict tell one story."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import TYPE_CHECKING

from errnorm.check.finding import Check, Fault, Severity
from errnorm.check.subject import valid_file
from errnorm.check.verdicts import verdicts_of

if TYPE_CHECKING:
    from errnorm.check.scene import Scene
    from errnorm.check.subject import Subject
    from errnorm.check.verdicts import Verdict

# A facet that clashes, what was found, and how to mend it.
Clash = tuple[str, str, str]
Claim = Callable[["Verdict"], Iterator[Clash]]

_CURES = frozenset({"wait_and_retry", "retry_with_backoff", "slow_down", "wait_for_quota_reset", "resend_if_relevant"})
_ADDRESSED = frozenset({"recipient", "consent"})
_WAITING = ("backoff", "after_wait")
_NEEDED_BY = {"delay": _WAITING, "backoff": ("backoff",)}
_AFTER_OPT_OUT = {"retry": "never", "other_vendor": "no", "other_channel": "no"}


def waits_are_for_repeats(verdict: Verdict) -> Iterator[Clash]:
    """A delay stands only beside the advice to wait or back off, a first step only beside the advice to back off."""
    for facet, advices in _NEEDED_BY.items():
        if facet in verdict.own and verdict.said["retry"] not in advices:
            message = f"{facet} is set while retry is {verdict.said['retry']}"
            yield facet, message, f"leave {facet} out, or set retry to {' or '.join(advices)}"


def a_wait_has_a_length(verdict: Verdict) -> Iterator[Clash]:
    """The advice to wait has a delay."""
    if verdict.final and verdict.said["retry"] == "after_wait" and verdict.said.get("delay") is None:
        yield "retry", "retry is after_wait without a delay", "add delay, such as `24 h`"


def a_backoff_has_a_first_step(verdict: Verdict) -> Iterator[Clash]:
    """The advice to back off has a first step."""
    if verdict.final and verdict.said["retry"] == "backoff" and verdict.said.get("backoff") is None:
        yield "retry", "retry is backoff without a first step", "add backoff, such as `5 s`"


def no_failover_into_a_duplicate(verdict: Verdict) -> Iterator[Clash]:
    """No other vendor is promised to help while the message may be out already."""
    if verdict.said.get("acceptance") == "unknown" and verdict.said["other_vendor"] == "yes":
        message = "other_vendor is yes while acceptance is unknown, which may send twice"
        yield "other_vendor", message, "set other_vendor to unknown, or acceptance to what the vendor states"


def suppression_is_about_people(verdict: Verdict) -> Iterator[Clash]:
    """An address is suppressed only in the categories recipient and consent."""
    category, advice = verdict.said["category"], verdict.said["suppress"]
    if advice != "none" and category not in _ADDRESSED:
        cure = "choose a canonical code of category recipient or consent, or leave suppress out"
        yield "suppress", f"suppress is {advice} in category {category}", cure


def an_opt_out_is_final(verdict: Verdict) -> Iterator[Clash]:
    """An opt-out is neither retried nor sent through another vendor or channel."""
    for facet, wanted in _AFTER_OPT_OUT.items():
        found = verdict.said[facet]
        if verdict.said["suppress"] == "opt_out" and found != wanted:
            yield facet, f"{facet} is {found} after an opt-out", f"set {facet} to {wanted}, or suppress otherwise"


def never_means_no_cure(verdict: Verdict) -> Iterator[Clash]:
    """Where a repeat is never worth it, the action does not say fix, wait or retry; inbound aside."""
    action = verdict.said["action"]
    hopeful = action.startswith("fix_") or action in _CURES
    if verdict.said["retry"] == "never" and verdict.said["category"] != "inbound" and hopeful:
        yield "action", f"action is {action} while retry is never", "change one of the two"


def a_wait_alone_is_enough(verdict: Verdict) -> Iterator[Clash]:
    """Where waiting is enough, the action does not say fix."""
    advice, action = verdict.said["retry"], verdict.said["action"]
    if advice in _WAITING and action.startswith("fix_"):
        cure = "set retry to after_fix, or action to one that waits"
        yield "action", f"action is {action} while retry is {advice}", cure


def overrides_say_something_else(verdict: Verdict) -> Iterator[Clash]:
    """A facet is written only where it differs from what holds without it.

    An acceptance that is written counts in every phase, one by default gives way to a receipt.
    """
    for facet, value in verdict.own.items():
        if facet not in {"remediation", "acceptance"} and facet in verdict.usual and verdict.usual[facet] == value:
            yield facet, f"{facet} is {value} already by default", f"leave {facet} out"


def _check(name: str, claim: Claim, severity: Severity = Severity.ERROR) -> Check:
    """Give the check that puts a claim to every verdict of a file."""

    @wraps(claim)
    def find(subject: Subject, scene: Scene) -> Iterator[Fault]:
        for verdict in verdicts_of(subject, scene):
            for facet, message, cure in claim(verdict):
                yield verdict.fault(subject, facet, message, cure)

    return Check(name, severity, find, valid_file)


CHECKS = (
    _check("MAP001", waits_are_for_repeats),
    _check("MAP002", a_wait_has_a_length),
    _check("MAP003", a_backoff_has_a_first_step),
    _check("MAP004", no_failover_into_a_duplicate),
    _check("MAP005", suppression_is_about_people),
    _check("MAP006", an_opt_out_is_final),
    _check("MAP007", never_means_no_cure),
    _check("MAP008", a_wait_alone_is_enough),
    _check("MAP009", overrides_say_something_else, Severity.WARNING),
)
