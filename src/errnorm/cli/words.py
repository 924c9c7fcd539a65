"""The facets of an answer in words for people."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from errnorm import Acceptance, Advice
from errnorm.model.acceptance import BY_RULE
from errnorm.model.verdict import WAITING

if TYPE_CHECKING:
    from errnorm import NormalizedError, Normalizer, Retry

NOTHING = "-"
_UNITS = (("d", 86400), ("h", 3600), ("min", 60), ("s", 1))
_ADVICE = {
    Advice.NEVER: "never",
    Advice.AFTER_FIX: "after fix",
    Advice.AFTER_CONDITION: "after condition",
    Advice.AFTER_WAIT: "after wait",
    Advice.BACKOFF: "back off",
}
_OUT = {
    Acceptance.REJECTED: "no",
    Acceptance.ACCEPTED: "yes",
    Acceptance.ACCEPTED_THEN_FAILED: "failed",
    Acceptance.UNKNOWN: "maybe",
    Acceptance.NONE: NOTHING,
}
_LONGEST_CODE = 64
_FEWEST_DIGITS_OF_A_NUMBER = 9


def safe(text: object) -> str:
    """Give text that a terminal can be trusted with: control and other unprintable characters are replaced."""
    plain = str(text)
    if plain.isprintable():
        return plain
    return "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in " ".join(plain.split())
    )


def span(seconds: float) -> str:
    """Give a time in the unit people would say it in, rounded up.

    >>> span(86400), span(172800), span(90), span(0.25), span(3700)
    ('24 h', '2 d', '90 s', '0.3 s', '61.7 min')
    """
    name, size = next((unit for unit in _UNITS if seconds >= 2 * unit[1]), _UNITS[-1])
    exact = next((unit for unit in _UNITS[1:] if seconds == unit[1]), None)
    name, size = exact or (name, size)
    return f"{math.ceil(round(seconds / size * 10, 6)) / 10:g} {name}"


def advice_words(advice: Advice) -> str:
    """Give the retry advice as it would be said."""
    return _ADVICE.get(advice, str(advice))


def retry_words(retry: Retry, acceptance: Acceptance | None) -> str:
    """Give when to repeat in a few words: `after 24 h`; where the message may be out, only under the same key."""
    advice = retry.advice
    words = advice_words(advice)
    wait = retry.delay if retry.delay is not None else retry.backoff
    if advice in WAITING and wait is not None:
        words = f"after {span(wait)}" if advice is Advice.AFTER_WAIT else f"{words} {span(wait)}"
    return f"{words}, same key" if advice in WAITING and acceptance is Acceptance.UNKNOWN else words


def out_words(acceptance: Acceptance) -> str:
    """Say whether the message may be out, in a word."""
    return _OUT.get(acceptance, str(acceptance))


def code_words(answer: NormalizedError) -> str:
    """Give the vendor's code with its subcode; what no rule knows and does not look like a code is not shown."""
    code = answer.vendor_code
    if code is None:
        return NOTHING
    if answer.match.how not in BY_RULE and not looks_like_a_code(code):
        return "(hidden)"
    return safe(f"{code}.{answer.vendor_subcode}" if answer.vendor_subcode else code)


def looks_like_a_code(text: str) -> bool:
    """Say whether a text that no rule knows may be shown: short, of one word, and with too few digits for a number."""
    digits = sum(map(str.isdigit, text))
    return len(text) <= _LONGEST_CODE and not any(map(str.isspace, text)) and digits < _FEWEST_DIGITS_OF_A_NUMBER


class Sentences:
    """What each value of each facet means, in the words of the vocabulary."""

    def __init__(self, asked: Normalizer) -> None:
        self._values: dict[str, dict[str, str]] = asked.tables.index["vocabulary"]["values"]
        self._actions = asked.tables.vocabulary.actions

    def of(self, facet: str, value: Any) -> str:
        """Give the sentence for the value as a clause; nothing for a value that the vocabulary lacks."""
        return clause(self._values.get(facet, {}).get(str(value), ""))

    def with_value(self, facet: str, value: Any) -> str:
        """Give the value and its clause."""
        said = self.of(facet, value)
        return str(value) if said in ("", str(value), f"the {value}") else f"{value}: {said}"


def clause(sentence: str) -> str:
    """Give a sentence as the part of another.

    >>> clause("Nobody can tell.")
    'nobody can tell'
    """
    return sentence[:1].lower() + sentence[1:].removesuffix(".")
