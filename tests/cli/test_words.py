"""Facets in words."""

from __future__ import annotations

import pytest

from errnorm import Acceptance, Advice, Normalizer, Retry, normalize
from errnorm.cli.words import Sentences, advice_words, clause, code_words, out_words, retry_words, safe, span


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 s"),
        (0.04, "0.1 s"),
        (1, "1 s"),
        (59, "59 s"),
        (60, "1 min"),
        (90, "90 s"),
        (300, "5 min"),
        (3600, "1 h"),
        (3601, "60.1 min"),
        (5400, "90 min"),
        (86400, "24 h"),
        (90000, "25 h"),
        (172800, "2 d"),
        (2592000, "30 d"),
    ],
)
def test_a_span_is_in_the_unit_people_use_and_never_too_short(seconds, said):
    """A wait is rounded up, for a repeat that comes too early is refused again."""
    assert span(seconds) == said


@pytest.mark.parametrize(
    ("retry", "said"),
    [
        (Retry(Advice.NEVER), "never"),
        (Retry(Advice.AFTER_FIX), "after fix"),
        (Retry(Advice.AFTER_CONDITION), "after condition"),
        (Retry(Advice.AFTER_WAIT), "after wait"),
        (Retry(Advice.AFTER_WAIT, delay=86400), "after 24 h"),
        (Retry(Advice.BACKOFF), "back off"),
        (Retry(Advice.BACKOFF, backoff=2), "back off 2 s"),
        (Retry(Advice.BACKOFF, backoff=2, delay=30), "back off 30 s"),
        (Retry(Advice.UNKNOWN), "unknown"),
        (Retry(Advice("someday")), "someday"),
    ],
)
def test_retry_is_told_in_a_few_words(retry, said):
    """The wait is named where there is one; a value that a newer catalog brings is shown as it is."""
    assert retry_words(retry, Acceptance.REJECTED) == said


@pytest.mark.parametrize(("advice", "said"), [(Advice.BACKOFF, "back off 2 s, same key"), (Advice.NEVER, "never")])
def test_what_may_be_out_is_repeated_under_the_same_key_only(advice, said):
    """A repeat of what may be out is never told without the key."""
    assert retry_words(Retry(advice, backoff=2), Acceptance.UNKNOWN) == said


def test_every_advice_has_words():
    """No advice but `unknown` is shown by its identifier."""
    assert [advice for advice in Advice if advice_words(advice) == advice] == [Advice.NEVER, Advice.UNKNOWN]


@pytest.mark.parametrize(
    ("acceptance", "said"),
    [("rejected", "no"), ("accepted", "yes"), ("accepted_then_failed", "failed"), ("unknown", "maybe"), ("none", "-")],
)
def test_out_is_one_word(acceptance, said):
    """Whether the message may be out is told in a word."""
    assert out_words(Acceptance(acceptance)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("plain", "plain"),
        ("\x1b[31mred", "\N{REPLACEMENT CHARACTER}[31mred"),
        ("two\r\n  lines", "two lines"),
        ("\u202egnirts", "\N{REPLACEMENT CHARACTER}gnirts"),
        ("\ud800", "\N{REPLACEMENT CHARACTER}"),
        ("za\u017c\u00f3\u0142\u0107 \u0915", "za\u017c\u00f3\u0142\u0107 \u0915"),
    ],
    ids=["plain", "escape", "lines", "direction", "surrogate", "letters"],
)
def test_hostile_text_cannot_steer_a_terminal(text, said):
    """Escapes, line ends and marks of direction are replaced; letters of all scripts stay."""
    assert safe(text) == said


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("E-17", "E-17"),
        ("131999", "131999"),
        ("call me at +15550001111", "(hidden)"),
        ("15550001111", "(hidden)"),
        ("x" * 65, "(hidden)"),
    ],
)
def test_an_unknown_code_is_shown_where_it_looks_like_one(code, said):
    """What no rule knows may be free text or a number of a person, and is hidden then."""
    answer = normalize({"error": {"code": code}})

    assert answer.vendor_code == code
    assert code_words(answer) == said


def test_no_code_is_a_dash():
    """A payload without a code has none."""
    assert code_words(normalize({})) == "-"


def test_a_value_is_told_with_its_sentence():
    """The sentences are those of the vocabulary; a value it lacks, and one that says it all, stands alone."""
    say = Sentences(Normalizer())

    assert say.with_value("scope", "message") == "message: only this message"
    assert say.with_value("fault", "recipient") == "recipient"
    assert say.with_value("fault", "galaxy") == "galaxy"


def test_a_clause_has_no_stop():
    """A sentence becomes a clause."""
    assert clause("The catalog.") == "the catalog"
    assert clause("") == ""
