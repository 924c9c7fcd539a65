"""One catalog set, compiled: vocabulary, shapes, rules, fall-backs; a vendor's rules are read when it is first met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from errnorm.engine.fields import FieldReader
from errnorm.engine.rules import Rule, RuleTable
from errnorm.engine.shape import Shape
from errnorm.engine.shape_set import ShapeSet
from errnorm.engine.text import fold
from errnorm.engine.verdicts import Vocabulary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    LoadRules = Callable[[str], Sequence[Mapping[str, Any]]]


class Route:
    """The rule tables to ask for what arrives in one shape, each with the surface to ask it for.

    `settled` holds the first table's rules that win by the code alone in this shape, `worded` those among which only
    words decide, `contested` its codes with several rules.
    """

    __slots__ = ("contested", "settled", "tables", "worded")

    def __init__(self, tables: Sequence[tuple[RuleTable, str | None]], shape: Shape) -> None:
        self.tables = tables
        self.settled, self.worded = tables[0][0].known(shape.phase, shape.surface)
        self.contested: Mapping[str | None, tuple[str, ...]] = tables[0][0].contested


NO_SHAPES = ShapeSet([])


class Vendor:
    """One vendor: its shapes at once, its rules when they are first needed."""

    __slots__ = ("_load", "_rules", "_vocabulary", "aliases", "id", "known", "shapes", "title")

    def __init__(self, vendor: str, data: Mapping[str, Any], vocabulary: Vocabulary, load: LoadRules) -> None:
        self.id = vendor
        self.title: str = data["title"]
        self.aliases: Sequence[str] = data.get("aliases", ())
        self.known = frozenset(data.get("known", ()))
        self.shapes = [Shape(shape, vendor, self.known, data.get("upstream", "refine")) for shape in data["shapes"]]
        self._vocabulary = vocabulary
        self._load = load
        self._rules: RuleTable | None = None

    @property
    def rules(self) -> RuleTable:
        """The vendor's rules."""
        if self._rules is None:
            vocabulary, vendor = self._vocabulary, self.id
            self._rules = RuleTable(
                [Rule(data, lambda rule, how: vocabulary.of_rule(rule, how, vendor)) for data in self._load(vendor)]
            )
        return self._rules


class Tables:
    """Everything a Normalizer asks; immutable but for what it remembers of its own parts."""

    __slots__ = (
        "_hinted",
        "_lent_routes",
        "_passed",
        "asked",
        "by_name",
        "detecting",
        "envelopes",
        "generic",
        "http",
        "index",
        "load",
        "own_routes",
        "transport",
        "vendors",
        "vocabulary",
    )

    def __init__(self, index: Mapping[str, Any], load: LoadRules, shared: Mapping[str, Vendor] | None = None) -> None:
        self.index = index
        self.load = load
        words, shared = index["vocabulary"], shared or {}
        self.vocabulary = Vocabulary(words["codes"], words["actions"], index["catalog_version"])
        self.vendors = {
            name: shared.get(name) or Vendor(name, data, self.vocabulary, load)
            for name, data in index["vendors"].items()
        }
        claims = Counter(alias for vendor in self.vendors.values() for alias in vendor.aliases)
        alone = [(alias, vendor) for vendor in self.vendors.values() for alias in vendor.aliases if claims[alias] == 1]
        self.by_name = {**dict(alone), **self.vendors}
        self.http: Mapping[str, Any] = index["http"]
        self.generic = FieldReader(self.http["fields"])
        self.transport = [
            (row, frozenset(row["classes"]), [fold(phrase) for phrase in row["phrases"]]) for row in index["transport"]
        ]
        self.envelopes = ShapeSet([Shape(shape, "", frozenset(), "inform") for shape in index["envelopes"]])
        self.detecting = ShapeSet(
            [shape for vendor in self.vendors.values() for shape in vendor.shapes if shape.identifies and shape.when]
        )
        self.asked: dict[str | None, tuple[Vendor | None, ShapeSet]] = {None: (None, self.detecting)}
        self._hinted: dict[str, tuple[ShapeSet, ...]] = {}
        self._passed: dict[str, tuple[tuple[str, str | None], ...]] = {}
        self.own_routes: dict[Shape, Route] = {}
        self._lent_routes: dict[tuple[str, Shape], Route] = {}

    def vendor_named(self, name: Any) -> Vendor | None:
        """Give the vendor of an id or alias, whatever its case."""
        if not isinstance(name, str):
            return None
        return self.by_name.get(name) or self.by_name.get(_as_id(name))

    def claiming(self, name: str) -> tuple[str, ...]:
        """Give the ids of the vendors that claim a name as their alias."""
        return tuple(vendor.id for vendor in self.vendors.values() if _as_id(name) in vendor.aliases)

    def first_asked(self, name: str) -> tuple[Vendor | None, ShapeSet]:
        """Give the vendor that the caller names and the shapes asked first; no shapes where nobody has that name."""
        vendor = self.vendor_named(name)
        if vendor is None or not self.hinted(vendor):
            return None, NO_SHAPES
        first = self.hinted(vendor)[0]
        # Envelopes come before loose shapes, so the short way has none of these.
        found = (vendor, first if first.proves else NO_SHAPES)
        if name in self.by_name:
            self.asked[name] = found
        return found

    def hinted(self, vendor: Vendor) -> tuple[ShapeSet, ...]:
        """Give the shapes to ask where the caller names the vendor, the first set that fits decides.

        Forms that prove a vendor come before forms that prove none, the vendor's own before those it passes through.
        """
        if vendor.id not in self._hinted:
            groups = [vendor.shapes, *(self.vendors[name].shapes for name, _ in self.passed(vendor))]
            sets = [
                [shape for shape in group if not shape.lends and shape.identifies is proves]
                for proves in (True, False)
                for group in groups
            ]
            self._hinted[vendor.id] = tuple(ShapeSet(shapes) for shapes in sets if shapes)
        return self._hinted[vendor.id]

    def passed(self, vendor: Vendor) -> tuple[tuple[str, str | None], ...]:
        """Give the vendors whose codes and shapes come through this one, in the order of its shapes."""
        if vendor.id not in self._passed:
            lent = [
                (row["vendor"], row.get("surface"))
                for shape in vendor.shapes
                if shape.lends
                for row in shape.passthrough
            ]
            self._passed[vendor.id] = tuple(dict.fromkeys(row for row in lent if row[0] in self.vendors))
        return self._passed[vendor.id]

    def route(self, vendor: Vendor, shape: Shape) -> Route:
        """Give the rule tables to ask for an occurrence in `shape` of a call to `vendor`."""
        known = self.own_routes.get(shape) if vendor.id == shape.vendor else self._lent_routes.get((vendor.id, shape))
        if known is None:
            known = self._make_route(vendor, shape)
            if vendor.id == shape.vendor:
                self.own_routes[shape] = known
            else:
                self._lent_routes[vendor.id, shape] = known
        return known

    def _make_route(self, vendor: Vendor, shape: Shape) -> Route:
        tables = [(vendor.rules, shape.surface)]
        lender = self.vendors.get(shape.vendor)
        if lender is not None and lender is not vendor:
            tables.append((lender.rules, shape.surface))
        passed = [row for row in shape.passthrough if row["vendor"] in self.vendors]
        tables += [(self.vendors[row["vendor"]].rules, row.get("surface")) for row in passed]
        return Route(tables, shape)


def _as_id(name: str) -> str:
    return name.strip().lower().replace("-", "_").replace(" ", "_")
