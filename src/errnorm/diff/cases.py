"""The cases that a vendor's rules tell apart, and what a catalog set answers to each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Any

from errnorm.engine.rules import Case, Rule

if TYPE_CHECKING:
    from errnorm.engine.tables import Tables, Vendor
    from errnorm.model.facets import Phase
    from errnorm.model.verdict import Verdict


@dataclass(frozen=True)
class Asked:
    """One case as a rule describes it: a code and what is known beside it."""

    code: str | None
    subcode: str | None
    status: str | None
    http_status: int | None
    phase: Phase | None
    surface: str | None
    phrases: tuple[str, ...]

    def case(self) -> Case:
        """Give the case that the engine's rules are asked with."""
        words = (lambda: " / ".join(self.phrases)) if self.phrases else None
        return Case(self.code, self.subcode, self.status, self.phase, self.surface, self.http_status, words)


def cases_of(vendors: Sequence[Vendor]) -> list[Asked]:
    """Give every case that the rules of these states of one vendor describe, each once."""
    rules = [rule for vendor in vendors for rule in vendor.rules.by_id.values()]
    named = {code for rule in rules for code in rule.codes}
    return list(dict.fromkeys(asked for rule in rules for asked in _cases(rule, named)))


def _cases(rule: Rule, named: set[str]) -> Iterator[Asked]:
    known: dict[str, Sequence[Any]] = {name: sorted(values, key=str) for name, values in rule.conditions}
    names = ("subcode", "status", "http_status", "phase", "surface")
    codes: Sequence[str | None] = rule.codes or (_ends(rule.limits, named) if rule.limits else (None,))
    for code, *others in product(codes, *(known.get(name, (None,)) for name in names)):
        yield Asked(code=code, phrases=tuple(rule.phrases), **dict(zip(names, others, strict=True)))


def _ends(limits: Sequence[int], named: set[str]) -> list[str]:
    """Give the first and last number of a range that no rule names, and those just outside it."""
    low, high = limits
    inside = [
        next((n for n in way if str(n) not in named), None) for way in (range(low, high + 1), range(high, low, -1))
    ]
    outside = [n for n in (low - 1, high + 1) if n >= 0 and str(n) not in named]
    return [str(number) for number in dict.fromkeys([*inside, *outside]) if number is not None]


def answer_to(tables: Tables, vendor: str, asked: Asked) -> Verdict | None:
    """Give what the vendor's rules say, else those of the vendors whose codes come through it, else none."""
    speaker = tables.vendors.get(vendor)
    if speaker is None:
        return None
    own = speaker.rules.find(asked.case())
    if own is not None:
        return own.verdict
    for name, surface in _passed(tables, speaker, asked):
        found = tables.vendors[name].rules.find(replace(asked, surface=surface).case())
        if found is not None:
            return tables.vocabulary.rebased(found.verdict)
    return None


def _passed(tables: Tables, vendor: Vendor, asked: Asked) -> list[tuple[str, str | None]]:
    """Give the vendors whose codes come through the forms in which the case can arrive."""
    arriving = [
        shape
        for shape in vendor.shapes
        if asked.surface in (None, shape.surface) and asked.phase in (None, shape.phase)
    ]
    rows = [(row["vendor"], row.get("surface")) for shape in arriving for row in shape.passthrough]
    return [row for row in dict.fromkeys(rows) if row[0] in tables.vendors]


def shown_code(tables: Sequence[Tables], vendor: str, asked: Asked, rule_ids: set[str]) -> str | None:
    """Give the code of a case; for a case of one range rule, whatever its number, the range."""
    known = [one.vendors[vendor].rules.by_id for one in tables if vendor in one.vendors]
    rules = [rules[name] for rules in known for name in rule_ids if name in rules]
    limits = {tuple(rule.limits) for rule in rules if rule.limits}
    if len(limits) == 1 and all(rule.limits for rule in rules):
        low, high = limits.pop()
        return f"{low}-{high}"
    return asked.code
