"""What two catalog sets answer to the same payloads."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import click

from errnorm import NormalizedError, Normalizer
from errnorm.cli.rows import answers_to
from errnorm.cli.source import Broken, Document, documents, lines_of, refuse_unreadable
from errnorm.cli.words import NOTHING, code_words, retry_words, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from errnorm.engine.tables import Tables

# Wording, and what tells where an answer came from, make no answer another one.
_NOT_COMPARED = frozenset({"title", "remediation", "match", "upstream"})


@dataclass(frozen=True)
class Changed:
    """One error that the two sets answer otherwise; none where only the other set finds it."""

    document: Document
    old: NormalizedError | None
    new: NormalizedError | None
    parts: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give place, both answers in short, and what they tell otherwise, as JSON-ready data."""
        place = {"file": self.document.file, "line": self.document.line, "fields": list(self.parts)}
        return {**place, "old": _short(self.old), "new": _short(self.new)}

    def __str__(self) -> str:
        told = next(answer for answer in (self.new, self.old) if answer is not None)
        sender = f"{safe(told.vendor)} {code_words(told)}".removesuffix(f" {NOTHING}")
        return f"{safe(self.document.file)}:{self.document.line}: {sender}: {_words(self.old)} -> {_words(self.new)}"


@dataclass
class Effect:
    """How many errors two sets answered otherwise, and which."""

    payloads: int = 0
    answers: int = 0
    changed: list[Changed] = field(default_factory=list)
    broken: int = 0

    def counts(self) -> dict[str, int]:
        """Give the numbers as JSON-ready data."""
        return {
            "payloads": self.payloads,
            "answers": self.answers,
            "answers_changed": len(self.changed),
            "not_read": self.broken,
        }

    def lines(self, first: int) -> Iterator[str]:
        """Give the lines for people, with the `first` changed answers."""
        payloads = f"{self.payloads:,} {'payload' if self.payloads == 1 else 'payloads'}"
        yield f"{len(self.changed):,} of {self.answers:,} answers to {payloads} would change."
        yield from (f"  {one}" for one in self.changed[:first])
        if len(self.changed) > first:
            yield f"  ... and {len(self.changed) - first:,} more; --first shows more"


def effect_on(name: str, before: Tables, after: Tables) -> Effect:
    """Answer every payload of a file over both sets at the same moment. Raises `Trouble` for an unreadable file."""
    refuse_unreadable([name])
    now = time.time()
    old, new = (Normalizer(tables=tables, clock=lambda: now) for tables in (before, after))
    effect = Effect()
    for document in documents(name, lines_of(name)):
        if isinstance(document, Broken):
            effect.broken += 1
            click.echo(f"errnorm: {document}", err=True)
            continue
        effect.payloads += 1
        for pair in zip_longest(answers_to(document, old, None), answers_to(document, new, None)):
            effect.answers += 1
            if parts := _differing(*pair):
                effect.changed.append(Changed(document, *pair, parts))
    return effect


def _differing(old: NormalizedError | None, new: NormalizedError | None) -> tuple[str, ...]:
    if old is None or new is None:
        return ("answer",)
    before, after = _compared(old), _compared(new)
    return tuple(name for name in before if before[name] != after[name])


def _compared(answer: NormalizedError) -> dict[str, Any]:
    told = {name: value for name, value in answer.to_dict().items() if name not in _NOT_COMPARED}
    return {**told, "upstream": _compared(answer.upstream) if answer.upstream is not None else None}


def _short(answer: NormalizedError | None) -> dict[str, Any] | None:
    if answer is None:
        return None
    said = {"vendor": answer.vendor, "code": str(answer.code), "retry": str(answer.retry.advice)}
    return {**said, "delay": answer.retry.delay, "action": str(answer.action), "rule": answer.match.rule}


def _words(answer: NormalizedError | None) -> str:
    if answer is None:
        return "no answer"
    return f"{answer.code}, {retry_words(answer.retry, answer.acceptance)}, {answer.action}"
