"""Laws that hold for every payload, tried with what Hypothesis draws for a catalog."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from errnorm.model.codes import Code
from errnorm.testing import strategies
from errnorm.testing.finding import Finding
from errnorm.testing.subject import NOW, Subject

if TYPE_CHECKING:
    from errnorm.model.answer import NormalizedError

Told = Mapping[str, Any]
Law = Callable[[Subject, Any, Told], None]


def check_totality(subject: Subject) -> None:
    """Raise `Finding` where a payload has no answer: an exception, or something that is not one."""
    _try(subject, _has_an_answer)


def check_determinism(subject: Subject) -> None:
    """Raise `Finding` where two calls disagree, or where a call changes its payload."""
    _try(subject, _has_the_same_answer)


def check_forms(subject: Subject) -> None:
    """Raise `Finding` where a JSON body has another answer as text or bytes than parsed."""
    _try(subject, _is_answered_alike_as_text)


def ask(subject: Subject, payload: Any, told: Told) -> tuple[NormalizedError, tuple[NormalizedError, ...]]:
    """Give the one answer and all answers to a payload. Raises `Finding` where the engine raises anything."""
    normalizer = subject.normalizer
    try:
        return normalizer.normalize(payload, now=NOW, **told), normalizer.normalize_all(payload, now=NOW, **told)
    except Exception as error:
        found = f"{type(error).__name__}: {error}"
        raise _broken(subject, payload, f"the payload raises {found}", "an answer to any payload at all") from error


def _try(subject: Subject, law: Law) -> None:
    vendor = subject.written.vendor
    told = st.fixed_dictionaries(
        {
            "vendor": st.sampled_from([vendor, None]),
            "http_status": strategies.http_statuses,
            "headers": strategies.header_maps,
        }
    )

    @settings(
        deadline=None,
        report_multiple_bugs=False,
        phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(st.one_of(strategies.near_payloads(subject.written), strategies.payloads(subject.written)), told)
    def every(payload: Any, told: Told) -> None:
        law(subject, payload, told)

    every()


def _has_an_answer(subject: Subject, payload: Any, told: Told) -> None:
    answer, answers = ask(subject, payload, told)
    known = set(Code)
    if answer.code not in known or (answers and answer not in answers) or (not answers and answer.is_error):
        raise _broken(subject, payload, f"the answer {answer.code} is none of all answers", "the first of all answers")


def _has_the_same_answer(subject: Subject, payload: Any, told: Told) -> None:
    before = copy.deepcopy(payload)
    first, second = ask(subject, payload, told), ask(subject, payload, told)
    if first != second:
        raise _broken(subject, payload, "two calls give two answers", "the same answer each time")
    if repr(payload) != repr(before):
        raise _broken(subject, before, "a call changes its payload", "the payload as it was")


def _is_answered_alike_as_text(subject: Subject, payload: Any, told: Told) -> None:
    try:
        text = json.dumps(payload, allow_nan=False)
    except (TypeError, ValueError):
        return
    if isinstance(payload, (dict, list)):
        parsed = ask(subject, json.loads(text), told)
        if any(ask(subject, form, told) != parsed for form in (text, text.encode())):
            raise _broken(subject, payload, "the body has another answer as text", "one answer, parsed or not")


def _broken(subject: Subject, payload: Any, what: str, expected: str) -> Finding:
    return Finding(
        subject.place(),
        what,
        expected=expected,
        payload=payload,
        mend="this is a fault of errnorm: report it with the payload and the catalog",
    )
