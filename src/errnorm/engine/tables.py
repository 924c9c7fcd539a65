"""One catalog set, compiled: vocabulary, shapes, rules, fall-backs; a vendor's rules are read when it is first met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from errnorm.engine.codegen import as_object
from errnorm.engine.condition import asks_a_list, includes
from errnorm.engine.fields import FieldReader
from errnorm.engine.rules import Rule, RuleTable
from errnorm.engine.shape import Shape
from errnorm.engine.text import fold
from errnorm.engine.verdicts import Vocabulary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    LoadRules = Callable[[str], Sequence[Mapping[str, Any]]]
    Route = Sequence[tuple[RuleTable, str | None]]


class ShapeSet:
    """Shapes that are asked together, found by the keys of the root and the keys inside those."""

    __slots__ = ("_included", "by_key", "free", "listed", "order")

    def __init__(self, shapes: Sequence[Shape]) -> None:
        self.order = {shape: index for index, shape in enumerate(shapes)}
        self.free = tuple(shape for shape in shapes if shape.anchors is None)
        self.listed = tuple(shape for shape in shapes if shape.anchors is None or asks_a_list(shape.when))
        self._included: dict[tuple[Shape, Shape], bool] = {}
        anchored = [(shape, pairs) for shape in shapes for pairs in shape.anchors or ()]
        common = Counter(pair for _, pairs in anchored for pair in pairs)
        by_key: dict[str, dict[str | None, dict[Shape, None]]] = {}
        for shape, pairs in anchored:
            key, inner = min(pairs, key=lambda pair: (pair[1] is None, common[pair], pair))
            by_key.setdefault(key, {}).setdefault(inner, {})[shape] = None
        self.by_key = {
            key: tuple((inner, tuple(found)) for inner, found in inside.items()) for key, inside in by_key.items()
        }

    def fitting(self, tree: Any, headers: Mapping[str, str]) -> Sequence[Shape]:
        """Give the shapes that hold, in the order of the catalogs, without those another strictly includes."""
        found: list[Shape] = []
        if isinstance(tree, dict):
            by_key = self.by_key
            for key in tree if len(tree) <= len(by_key) else by_key.keys() & tree.keys():
                if key in by_key:
                    value = tree[key]
                    inside = value if type(value) is dict else as_object(value)
                    for inner, shapes in by_key[key]:
                        if inner is None or inner in inside:
                            for shape in shapes:
                                if shape.fits(tree, (), headers):
                                    found.append(shape)
        for shape in self.listed if isinstance(tree, list) else self.free:
            if shape.fits(tree, (), headers):
                found.append(shape)
        return found if len(found) < 2 else self._best(found)

    def _best(self, found: Sequence[Shape]) -> Sequence[Shape]:
        ordered = sorted(dict.fromkeys(found), key=self.order.__getitem__)
        return [
            shape for shape in ordered if not any(self.beats(other, shape) for other in ordered if other is not shape)
        ]

    def beats(self, narrow: Shape, wide: Shape) -> bool:
        """Say whether the conditions of `narrow` strictly include those of `wide`."""
        pair = (narrow, wide)
        if pair not in self._included:
            self._included[pair] = includes(narrow.when, wide.when) and not includes(wide.when, narrow.when)
        return self._included[pair]


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
        "_routes",
        "by_name",
        "detecting",
        "envelopes",
        "generic",
        "http",
        "index",
        "load",
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
        self.by_name = {alias: vendor for vendor in self.vendors.values() for alias in (vendor.id, *vendor.aliases)}
        self.http: Mapping[str, Any] = index["http"]
        self.generic = FieldReader(self.http["fields"])
        self.transport = [
            (row, frozenset(row["classes"]), [fold(phrase) for phrase in row["phrases"]]) for row in index["transport"]
        ]
        self.envelopes = ShapeSet([Shape(shape, "", frozenset(), "inform") for shape in index["envelopes"]])
        self.detecting = ShapeSet(
            [shape for vendor in self.vendors.values() for shape in vendor.shapes if shape.identifies and shape.when]
        )
        self._hinted: dict[str, tuple[ShapeSet, ...]] = {}
        self._passed: dict[str, tuple[tuple[str, str | None], ...]] = {}
        self._routes: dict[Shape, Route] = {}
        self._lent_routes: dict[tuple[str, Shape], Route] = {}

    def vendor_named(self, name: Any) -> Vendor | None:
        """Give the vendor of an id or alias, whatever its case."""
        if not isinstance(name, str):
            return None
        return self.by_name.get(name) or self.by_name.get(name.strip().lower())

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
        """Give the rule tables to ask for an occurrence in `shape` of a call to `vendor`, each with the surface to ask it for."""
        known = self._routes.get(shape) if vendor.id == shape.vendor else self._lent_routes.get((vendor.id, shape))
        if known is None:
            known = self._make_route(vendor, shape)
            if vendor.id == shape.vendor:
                self._routes[shape] = known
            else:
                self._lent_routes[vendor.id, shape] = known
        return known

    def _make_route(self, vendor: Vendor, shape: Shape) -> Route:
        route = [(vendor.rules, shape.surface)]
        lender = self.vendors.get(shape.vendor)
        if lender is not None and lender is not vendor:
            route.append((lender.rules, shape.surface))
            route += [
                (self.vendors[name].rules, surface) for name, surface in self.passed(vendor) if name != shape.vendor
            ]
        route += [
            (self.vendors[row["vendor"]].rules, row.get("surface"))
            for row in shape.passthrough
            if row["vendor"] in self.vendors
        ]
        return tuple(route)
