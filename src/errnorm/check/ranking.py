"""Which rules of a vendor stand in each other's way: by the same match, behind another, or told apart by id alone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any

from errnorm.engine.rules import rank

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from errnorm.catalog.compile import Data

_CONDITIONS = ("subcode", "status", "phase", "surface", "http_status")


class Entry:
    """A compiled rule as the ranking sees it; `place` is its number in the file, none for a rule of another file."""

    def __init__(self, data: Data, place: int | None) -> None:
        self.id: str = data["id"]
        self.place = place
        self.rank = rank(data)
        self.codes: Sequence[str] = data.get("code", ())
        self.keys: Sequence[str | None] = self.codes or (None,)
        self.limits: tuple[int, ...] = tuple(data.get("range", ()))
        self.phrases = frozenset(data.get("text", ()))
        self.conditions = {name: _values(data[name]) for name in _CONDITIONS if data.get(name)}

    def same(self, other: Entry) -> bool:
        """Say whether both ask for the same, the code aside."""
        return self.conditions == other.conditions and self.phrases == other.phrases and self.limits == other.limits

    def covers(self, other: Entry) -> bool:
        """Say whether this fits wherever the other fits, the code aside."""
        return all(
            name in other.conditions and other.conditions[name] <= values for name, values in self.conditions.items()
        ) and all(any(phrase in longer for longer in other.phrases) for phrase in self.phrases)

    def holds_range_of(self, other: Entry) -> bool:
        """Say whether the other's range lies in this one's; yes where neither has one."""
        return self.limits[:1] <= other.limits[:1] and self.limits[1:] >= other.limits[1:]

    def meets(self, other: Entry) -> bool:
        """Say whether both can fit one occurrence, and ask for the same words and no more than the other in rank."""
        shared = self.conditions.keys() & other.conditions.keys()
        return (
            self.rank[:-1] == other.rank[:-1]
            and self.phrases == other.phrases
            and all(self.conditions[name] & other.conditions[name] for name in shared)
            and self._ranges_meet(other)
        )

    def _ranges_meet(self, other: Entry) -> bool:
        if not self.limits or not other.limits:
            return self.limits == other.limits
        return self.limits[0] <= other.limits[1] and other.limits[0] <= self.limits[1]


@dataclass(frozen=True)
class Pair:
    """Two rules that meet at a code (none for rules without one); `first` wins, `second` loses."""

    first: Entry
    second: Entry
    code: str | None


class Ranking:
    """The rules of one file and of the catalogs below it, compared within each code."""

    def __init__(self, own: Sequence[Data], below: Sequence[Data]) -> None:
        entries = [*(Entry(data, place) for place, data in enumerate(own)), *(Entry(data, None) for data in below)]
        self.entries = sorted(entries, key=lambda entry: entry.rank)
        self.by_code: dict[str | None, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            for code in entry.keys:
                self.by_code[code].append(entry)

    def _pairs(self) -> Iterator[Pair]:
        for code, found in self.by_code.items():
            for first, second in combinations(found, 2):
                if first.place is not None or second.place is not None:
                    yield Pair(first, second, code)

    @cached_property
    def twins(self) -> list[Pair]:
        """Rules with the same match part, once for each two rules."""
        found = {(pair.first.id, pair.second.id): pair for pair in self._pairs() if pair.first.same(pair.second)}
        return list(found.values())

    @cached_property
    def blocked(self) -> dict[Entry, str]:
        """The rules of the file that can never win, twins aside, with what stands before them."""
        twins = {entry for pair in self.twins for entry in (pair.first, pair.second)}
        found = {entry: self._before(entry) for entry in self.entries if entry.place is not None and entry not in twins}
        return {entry: reason for entry, reason in found.items() if reason}

    @cached_property
    def undecided(self) -> list[Pair]:
        """Rules that can fit the same occurrence and that only their ids order, twins and blocked ones aside."""
        found = {
            (pair.first.id, pair.second.id): pair
            for pair in self._pairs()
            if pair.first.meets(pair.second)
            and not pair.first.same(pair.second)
            and not {pair.first, pair.second} & self.blocked.keys()
        }
        return list(found.values())

    @cached_property
    def losers(self) -> set[int | None]:
        """The places of the rules that do not always win where they fit, for one of the reasons above."""
        twins = {entry.place for pair in self.twins for entry in (pair.first, pair.second)}
        return twins | {entry.place for entry in self.blocked} | {pair.second.place for pair in self.undecided}

    def _before(self, entry: Entry) -> str:
        """Give what always wins before a rule, or nothing."""
        winners = [self._winner_at(code, entry) for code in entry.keys]
        if all(winners):
            return " and ".join(dict.fromkeys(winner.id for winner in winners if winner))
        return self._named_numbers(entry) if entry.limits else ""

    def _winner_at(self, code: str | None, entry: Entry) -> Entry | None:
        before = (other for other in self.by_code[code] if other.rank < entry.rank)
        return next((other for other in before if other.covers(entry) and other.holds_range_of(entry)), None)

    def _named_numbers(self, entry: Entry) -> str:
        """Say that rules for single codes cover a whole range, or nothing where one number is left."""
        low, high = entry.limits
        numbers = self._numbers[bisect_left(self._numbers, low) : bisect_right(self._numbers, high)]
        if len(numbers) <= high - low:
            return ""
        taken = all(any(other.covers(entry) for other in self.by_code[str(number)]) for number in numbers)
        return "rules for each single number of the range" if taken else ""

    @cached_property
    def _numbers(self) -> list[int]:
        return sorted({int(code) for code in self.by_code if code and code.isdecimal() and str(int(code)) == code})


def _values(given: Any) -> frozenset[Any]:
    return frozenset(given) if isinstance(given, list) else frozenset([given])
