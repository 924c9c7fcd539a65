"""What all files are checked against: the catalog set below them, and one Normalizer over everything."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from errnorm import store
from errnorm.catalog.compile import SCHEMA_VERSION, compile_rules, compile_vendor, read_shared
from errnorm.catalog.diagnostics import CatalogError
from errnorm.catalog.layers import Overrides
from errnorm.catalog.load import SHARED_FILES, repeated_rules, vendor_files
from errnorm.check.ranking import Ranking
from errnorm.check.subject import Subject, read_subject, shown
from errnorm.engine.tables import Tables
from errnorm.layering import layered
from errnorm.normalizer import Normalizer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from errnorm.catalog.compile import Data
    from errnorm.catalog.schema import Catalog, Shape
    from errnorm.model.advice import Detection

_EMPTY: dict[str, Any] = {
    "catalog_version": "none",
    "vocabulary": {"codes": {}, "actions": {}},
    "vendors": {},
    "http": {"fields": {}},
    "transport": [],
    "envelopes": [],
}


@dataclass(eq=False)
class Scene:
    """The catalog set `below`, the files it was read from, the files under check, and all of them together."""

    below: Tables
    files_below: Sequence[Subject]
    subjects: Sequence[Subject]
    normalizer: Normalizer
    _rankings: dict[Subject, Ranking] = field(default_factory=dict)

    @classmethod
    def empty(cls, subjects: Sequence[Subject]) -> Scene:
        """Give a scene with no catalog in it, for checks that look at one file alone."""
        nothing = Tables(_EMPTY, lambda _: [])
        return cls(nothing, [], subjects, Normalizer(tables=nothing))

    @property
    def codes(self) -> Mapping[str, Mapping[str, Any]]:
        """The canonical codes with their facets, without anybody's overrides."""
        return self.below.vocabulary.codes

    @property
    def vendors(self) -> Mapping[str, Any]:
        """Every vendor by its id."""
        return self.normalizer.tables.vendors

    @cached_property
    def vendor_names(self) -> list[str]:
        """The ids of all vendors, also of those whose file has faults."""
        files = [*self.files_below, *self.subjects]
        named = {str(one.document.value["vendor"]) for one in files if "vendor" in (one.document.value or ())}
        return sorted(named | set(self.vendors))

    @cached_property
    def catalogs(self) -> list[Subject]:
        """Every vendor's file that is at hand, below or under check."""
        return [one for one in dict.fromkeys([*self.files_below, *self.subjects]) if one.catalog]

    @cached_property
    def detections(self) -> list[tuple[Catalog, Shape, Detection]]:
        """Each example of a form that proves its vendor, with the vendor that is detected in it."""
        return [
            (catalog, shape, self.normalizer.detect(shape.example, shape.example_headers))
            for catalog in (subject.catalog for subject in self.catalogs)
            if catalog is not None
            for shape in catalog.shapes
            if shape.identifies and shape.example is not None
        ]

    def ranking(self, subject: Subject) -> Ranking:
        """Give how the rules of a file stand to each other and to those below."""
        if subject not in self._rankings:
            self._rankings[subject] = Ranking(subject.rules, self.rules_below(subject))
        return self._rankings[subject]

    def rules_below(self, subject: Subject) -> list[Data]:
        """Give the rules of the file's vendor in the catalogs below that the file does not replace."""
        vendor = subject.catalog.vendor if subject.catalog else ""
        if vendor not in self.below.vendors or subject in self.files_below:
            return []
        own = {rule["id"] for rule in subject.rules}
        return [dict(rule) for rule in self.below.load(vendor) if rule["id"] not in own]


def set_scene(subjects: Sequence[Subject], folder: Path | None) -> Scene:
    """Give the scene for files that lie in, or over, the catalog set in `folder`, or over the installed one.

    Raises `CatalogError` where a file that belongs to no vendor is wrong, and `NoCatalogsError`.
    """
    lying_in, below = _set_below(folder, subjects)
    above = [subject for subject in subjects if subject not in lying_in]
    return Scene(below, lying_in, subjects, Normalizer(tables=_over(below, above)))


def unknown_rules(subject: Subject, known: Tables) -> dict[int, str]:
    """Give the overrides, by their place, whose rule nobody has."""
    overrides = subject.model.overrides if isinstance(subject.model, Overrides) else []
    named = {place: one.rule for place, one in enumerate(overrides) if one.rule}
    return {place: rule for place, rule in named.items() if rule not in rules_of(known, rule.partition("/")[0])}


def rules_of(tables: Tables, vendor: str) -> Mapping[str, Any]:
    """Give the rules of a vendor by their ids; none where there is no such vendor."""
    found = tables.vendors.get(vendor)
    return found.rules.by_id if found is not None else {}


def _set_below(folder: Path | None, subjects: Sequence[Subject]) -> tuple[list[Subject], Tables]:
    if folder is None:
        return [], Tables(*store.shipped())
    _refuse_faults(_files_of(folder, sorted(SHARED_FILES), subjects))
    lying_in = _files_of(folder, [file.name for file in vendor_files(folder)], subjects)
    return lying_in, _tables_of(folder, lying_in)


def _files_of(folder: Path, names: Sequence[str], subjects: Sequence[Subject]) -> list[Subject]:
    at_hand = {subject.path.resolve(): subject for subject in subjects}
    files = [folder / name for name in names]
    return [at_hand.get(file.resolve()) or read_subject(file, shown(file)) for file in files]


def _refuse_faults(files: Sequence[Subject]) -> None:
    if faults := [fault for subject in files for fault in subject.diagnostics]:
        raise CatalogError(faults)


def _tables_of(folder: Path, files: Sequence[Subject]) -> Tables:
    catalogs = [subject.catalog for subject in files if subject.catalog]
    vendors = {catalog.vendor: compile_vendor(catalog) for catalog in catalogs}
    rules = {catalog.vendor: compile_rules(catalog) for catalog in catalogs}
    index = {
        "schema_version": SCHEMA_VERSION,
        "catalog_version": "under check",
        **read_shared(folder),
        "vendors": vendors,
    }
    return Tables(index, rules.__getitem__)


def _over(below: Tables, subjects: Sequence[Subject]) -> Tables:
    """Give the tables with the files laid over them; overrides of rules that nobody has are left out."""
    catalogs = [_without_repeats(subject) for subject in subjects if subject.catalog]
    tables = layered(below, catalogs) if catalogs else below
    overrides = [
        one
        for subject in subjects
        if isinstance(subject.model, Overrides)
        for place, one in enumerate(subject.document.value["overrides"])
        if place not in unknown_rules(subject, tables)
    ]
    return layered(below, [*catalogs, {"overrides": overrides}]) if overrides else tables


def _without_repeats(subject: Subject) -> Any:
    """Give a catalog's value without the rules that repeat another's match part: KEY001 tells of those."""
    value = subject.usable_value
    repeats = repeated_rules(subject.catalog) if subject.catalog else {}
    if not repeats:
        return value
    return {**value, "rules": [rule for place, rule in enumerate(value["rules"]) if place not in repeats]}
