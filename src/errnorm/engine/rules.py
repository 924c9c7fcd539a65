"""The rules of one vendor, indexed, and which of them wins."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from errnorm.engine.text import fold, whole_number
from errnorm.model.facets import MatchKind, Phase

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from errnorm.model.verdict import Verdict

    Settled = dict[str | None, "Rule"]
    Worded = dict[str | None, tuple["Rule", ...]]


class Case:
    """What is known of an occurrence when a rule is sought; `text` is folded when a rule first asks for it."""

    __slots__ = ("_folded", "_text", "code", "http_status", "phase", "status", "subcode", "surface")

    def __init__(
        self,
        code: str | None,
        subcode: str | None = None,
        status: str | None = None,
        phase: Phase | None = None,
        surface: str | None = None,
        http_status: int | None = None,
        text: Callable[[], str] | None = None,
    ) -> None:
        self.code = code
        self.subcode = subcode
        self.status = status
        self.phase = phase
        self.surface = surface
        self.http_status = http_status
        self._text = text
        self._folded: str | None = None

    @property
    def text(self) -> str:
        """The text to search, folded."""
        if self._folded is None:
            self._folded = fold(self._text()) if self._text else ""
        return self._folded


class Rule:
    """One entry of a catalog, ready to be asked; its verdict is made when it first wins."""

    __slots__ = ("_make", "_verdict", "codes", "conditions", "how", "id", "limits", "phrases", "rank", "surface")

    def __init__(self, data: Mapping[str, Any], make: Callable[[Mapping[str, Any], MatchKind], Verdict]) -> None:
        self.id: str = data["id"]
        self.codes: Sequence[str] = data.get("code", ())
        self.surface: str | None = data.get("surface")
        self.limits: Sequence[int] | None = data.get("range")
        self.phrases: Sequence[str] = data.get("text", ())
        self.conditions = _conditions(data)
        self.how = _how(data)
        self.rank = rank(data)
        self._make: Callable[[], Verdict] = lambda: make(data, self.how)
        self._verdict: Verdict | None = None

    def asks_only(self, *names: str) -> bool:
        """Say whether the rule asks for nothing beside its code, its words and these."""
        return all(name in names for name, _ in self.conditions)

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        if self._verdict is None:
            self._verdict = self._make()
        return self._verdict

    def fits(self, case: Case) -> bool:
        """Say whether every condition beside the code holds; an unknown value satisfies none."""
        return self.meets(case) and (not self.phrases or self.is_said_in(case.text))

    def meets(self, case: Case) -> bool:
        """Say whether every condition beside the code and the words holds."""
        for name, values in self.conditions:  # noqa: SIM110 - a generator costs more than the tests
            if getattr(case, name) not in values:
                return False
        return True

    def is_said_in(self, text: str) -> bool:
        """Say whether all phrases stand in a folded text."""
        for phrase in self.phrases:  # noqa: SIM110 - as above
            if phrase not in text:
                return False
        return True

    def fits_loosely(self, case: Case) -> bool:
        """Say whether every condition that the case can be asked about holds; what is not known satisfies all."""
        for name, values in self.conditions:
            known = getattr(case, name)
            if known is not None and known not in values:
                return False
        return not self.phrases or not case.text or self.is_said_in(case.text)


class RuleTable:
    """The rules of one vendor by code, in the order in which they win."""

    __slots__ = ("_known", "by_code", "by_id", "contested", "ranges", "uncoded")

    def __init__(self, rules: Sequence[Rule]) -> None:
        ordered = sorted(rules, key=lambda rule: rule.rank)
        self.by_id = {rule.id: rule for rule in ordered}
        by_code: dict[str, list[Rule]] = {}
        for rule in ordered:
            for code in rule.codes:
                by_code.setdefault(code, []).append(rule)
        self.by_code = {code: tuple(found) for code, found in by_code.items()}
        self.contested: dict[str | None, tuple[str, ...]] = {
            code: tuple(rule.id for rule in found) for code, found in by_code.items() if len(found) > 1
        }
        self.ranges = tuple(rule for rule in ordered if rule.limits)
        self.uncoded = tuple(rule for rule in ordered if not rule.limits and not rule.codes)
        self._known: dict[tuple[Phase | None, str | None], tuple[Settled, Worded]] = {}

    def known(self, phase: Phase | None, surface: str | None) -> tuple[Settled, Worded]:
        """Give what is `settled` and `worded` in a form of this phase and surface; forms alike share it."""
        if (phase, surface) not in self._known:
            self._known[phase, surface] = self.settled(phase, surface), self.worded(phase, surface)
        return self._known[phase, surface]

    def settled(self, phase: Phase | None, surface: str | None) -> Settled:
        """Give for each code the rule that wins in a form of this phase and surface, whatever else it says."""
        case = Case(None, phase=phase, surface=surface)
        found: dict[str | None, Rule] = {}
        for code, rules in self.by_code.items():
            first = next((rule for rule in rules if rule.fits_loosely(case)), None)
            if first is not None and not first.phrases and first.asks_only("phase", "surface") and first.fits(case):
                found[code] = first
        return found

    def worded(self, phase: Phase | None, surface: str | None) -> Worded:
        """Give the codes whose rule only the words decide in a form of this phase and surface, with their rules.

        The first of them whose phrases all stand in the text wins.
        """
        case = Case(None, phase=phase, surface=surface)
        found: dict[str | None, tuple[Rule, ...]] = {}
        for code in self.contested:
            rules = [rule for rule in self.by_code[str(code)] if rule.fits_loosely(case)]
            if all(rule.asks_only("phase", "surface") for rule in rules):
                found[code] = tuple(rule for rule in rules if rule.meets(case))
        return found

    def find(self, case: Case) -> Rule | None:
        """Give the rule that wins, or none."""
        return self.find_coded(case) or self.find_uncoded(case)

    def find_coded(self, case: Case) -> Rule | None:
        """Give the rule that wins for the code, else for a status that is a code too, else for a range; or none."""
        for code in (case.code, case.status):
            for rule in self.by_code.get(code or "", ()):
                if rule.fits(case):
                    return rule
        return next((rule for rule in self.in_range(case.code) if rule.fits(case)), None)

    def with_subcode(self, case: Case) -> list[Rule]:
        """Give the rules that ask for the case's code as their second one, whatever their first."""
        rules = [rule for rule in self.by_id.values() if case.code in dict(rule.conditions).get("subcode", ())]
        return [rule for rule in rules if rule.fits_loosely(case)] if case.subcode is None else []

    def find_uncoded(self, case: Case) -> Rule | None:
        """Give the rule that wins among those without a code, or none."""
        return next((rule for rule in self.uncoded if rule.fits(case)), None)

    def in_range(self, code: str | None) -> Iterator[Rule]:
        """Give the rules for a range that holds `code`."""
        number = whole_number(code) if self.ranges else None
        if number is not None:
            for rule in self.ranges:
                low, high = rule.limits or (0, -1)
                if low <= number <= high:
                    yield rule

    def find_by_status(self, case: Case) -> Rule | None:
        """Give the rule that wins among those for an HTTP status alone, or none."""
        return next((rule for rule in self.uncoded if rule.how is MatchKind.HTTP_STATUS and rule.fits(case)), None)


def rank(data: Mapping[str, Any]) -> tuple[int, int, int, int, int, int, str]:
    """Give the key by which rules are ordered, the first to win first.

    Code (exact, range, none), status given, subcode given, text given, the longer phrases, more of phase, surface and
    http_status, then the smaller id.
    """
    phrases = data.get("text", ())
    return (
        0 if data.get("code") else 1 if data.get("range") else 2,
        0 if data.get("status") else 1,
        0 if data.get("subcode") else 1,
        0 if phrases else 1,
        -sum(map(len, phrases)),
        -sum(1 for name in ("phase", "surface", "http_status") if data.get(name)),
        data["id"],
    )


def _conditions(data: Mapping[str, Any]) -> tuple[tuple[str, frozenset[Any]], ...]:
    pairs: list[tuple[str, frozenset[Any]]] = [
        (name, frozenset(data[name])) for name in ("status", "subcode", "http_status") if data.get(name)
    ]
    pairs += [(name, frozenset([data[name]])) for name in ("phase", "surface") if data.get(name)]
    return tuple(pairs)


def _how(data: Mapping[str, Any]) -> MatchKind:
    if data.get("code") or data.get("status"):
        return MatchKind.EXACT
    if data.get("range"):
        return MatchKind.RANGE
    return MatchKind.TEXT if data.get("text") else MatchKind.HTTP_STATUS
