"""How many errors there were, by vendor, category and retry advice."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING

from errnorm.cli.words import advice_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from errnorm import NormalizedError

_GAP = " " * 4


@dataclass
class Tally:
    """The counts of one run."""

    payloads: int = 0
    errors: int = 0
    broken: int = 0
    by_vendor: Counter[str] = field(default_factory=Counter)
    by_category: Counter[str] = field(default_factory=Counter)
    by_retry: Counter[str] = field(default_factory=Counter)
    successes: int = 0

    def add(self, answers: Sequence[NormalizedError]) -> None:
        """Count one payload's answers."""
        self.payloads += 1
        for answer in answers:
            if not answer.is_error:
                self.successes += 1
                continue
            self.errors += 1
            self.by_vendor[answer.vendor] += 1
            self.by_category[str(answer.category)] += 1
            self.by_retry[advice_words(answer.retry.advice)] += 1


def summary(tally: Tally) -> Iterator[str]:
    """Give the lines of the summary."""
    yield _headline(tally)
    if not tally.errors:
        return
    yield ""
    columns = [
        _column("vendor", tally.by_vendor),
        _column("category", tally.by_category),
        _column("retry", tally.by_retry),
    ]
    for cells in zip_longest(*columns):
        lines = [cell or " " * len(column[0]) for cell, column in zip(cells, columns, strict=True)]
        yield _GAP.join(lines).rstrip()


def _headline(tally: Tally) -> str:
    parts = [f"{counted(tally.errors, 'error')} in {counted(tally.payloads, 'payload')}"]
    if tally.successes:
        parts.append(counted(tally.successes, "success", "successes"))
    if tally.broken:
        parts.append(f"{counted(tally.broken, 'line')} not read")
    return ", ".join(parts)


def counted(number: int, one: str, many: str | None = None) -> str:
    """Give a number with what it counts: `1 error`, `2 errors`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _column(title: str, counts: Counter[str]) -> list[str]:
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    name = max(len(title), *(len(word) for word in counts))
    number = max(len(f"{count:,}") for count in counts.values())
    return [f"{title:<{name}}  {'':>{number}}", *(f"{word:<{name}}  {count:>{number},}" for word, count in ranked)]
