"""Checks of the sentences that people read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from errnorm.check.finding import Check, Fault, Severity
from errnorm.check.mending import CURLY, straight_quotes
from errnorm.check.subject import valid_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from errnorm.check.scene import Scene
    from errnorm.check.subject import Subject

LONGEST_TITLE = 110
_MODAL = re.compile(r"\b(?:should|might|may)\b", re.IGNORECASE)
_NEXT_SENTENCE = re.compile(r"(?<!e\.g)(?<!i\.e)[.!?]['\")]?\s+[A-Z]")
_EM_DASH = "\N{EM DASH}"
_OWN_WORDS = ("meaning", "remediation")


def titles_are_short(subject: Subject, _: Scene) -> Iterator[Fault]:
    """A title has at most 110 characters."""
    for where, title in subject.prose("title"):
        if len(title) > LONGEST_TITLE:
            message = f"{subject.word(where)}: the title has {len(title)} characters"
            yield subject.at(where, message, "shorten it; the rest belongs to `meaning`")


def titles_say_what_is(subject: Subject, _: Scene) -> Iterator[Fault]:
    """A title says what is: no should, might or may."""
    for where, title in subject.prose("title"):
        if found := _MODAL.search(title):
            yield subject.at(where, f'{subject.word(where)}: the title says "{found[0]}"', "say what is the case")


def sentences_end(subject: Subject, _: Scene) -> Iterator[Fault]:
    """Meaning and remediation end with one full stop."""
    for where, text in subject.prose(*_OWN_WORDS):
        if not text.endswith(".") or text.endswith(".."):
            message = f"{subject.word(where)}: {where[-1]} does not end with one full stop"
            yield subject.at(where, message, "write whole sentences")


def no_em_dash(subject: Subject, _: Scene) -> Iterator[Fault]:
    """Prose has no em dash."""
    for where, text in subject.prose():
        if _EM_DASH in text:
            message = f"{subject.word(where)}: {where[-1]} has an em dash"
            yield subject.at(where, message, "use a comma, a colon or a full stop")


def quotes_are_straight(subject: Subject, _: Scene) -> Iterator[Fault]:
    """Prose has ASCII quotes."""
    for where, text in subject.prose():
        if not CURLY.isdisjoint(text):
            message = f"{subject.word(where)}: {where[-1]} has curly quotes"
            yield subject.at(where, message, "use \" and '")


def reasons_are_one_sentence(subject: Subject, _: Scene) -> Iterator[Fault]:
    """A `why` is one sentence with its full stop."""
    for where, text in subject.prose("why"):
        if not text.endswith(".") or text.endswith("..") or _NEXT_SENTENCE.search(text):
            message = f"{subject.word(where)}: why is not one sentence with its full stop"
            yield subject.at(where, message, "say the reason in one; more belongs to `note`")


CHECKS = (
    Check("TXT001", Severity.ERROR, titles_are_short, valid_file),
    Check("TXT002", Severity.ERROR, titles_say_what_is, valid_file),
    Check("TXT003", Severity.ERROR, sentences_end, valid_file),
    Check("TXT004", Severity.ERROR, no_em_dash, valid_file),
    Check("TXT005", Severity.WARNING, quotes_are_straight, valid_file, straight_quotes),
    Check("TXT006", Severity.ERROR, reasons_are_one_sentence, valid_file),
)
