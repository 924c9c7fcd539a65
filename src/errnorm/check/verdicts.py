"""What a file says of each error in the end, canonical defaults and catalog defaults included."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from errnorm.catalog.layers import Overrides
from errnorm.catalog.shared import Canonical

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from errnorm.catalog.strict_yaml import Where
    from errnorm.check.finding import Fault
    from errnorm.check.scene import Scene
    from errnorm.check.subject import Subject

_DEFAULTS = {"suppress": "none", "applies_to": "all"}


@dataclass(frozen=True)
class Verdict:
    """What is said of one error: `said` holds every facet, `own` those written at `where`, `usual` what holds without.

    `final` is no for a code of the vocabulary, which may leave to its rules how long a wait is.
    """

    where: Where
    name: str
    said: Mapping[str, Any]
    own: Mapping[str, Any]
    usual: Mapping[str, Any]
    final: bool = True

    def fault(self, subject: Subject, facet: str, message: str, cure: str) -> Fault:
        """Give a fault at the facet where it is written, else at the canonical code or the whole entry."""
        places = [(*self.where, facet), (*self.where, "canonical"), self.where]
        place = next((place for place in places if place in subject.document.marks), self.where)
        return subject.at(place, f"{self.name}: {message}", cure)


def verdicts_of(subject: Subject, scene: Scene) -> Iterator[Verdict]:
    """Give the verdict of every rule, override and canonical code that a file holds."""
    if subject.catalog:
        for place, (rule, data) in enumerate(zip(subject.catalog.rules, subject.rules, strict=True)):
            usual = {**_DEFAULTS, **scene.codes[rule.canonical], **_catalog_defaults(subject)}
            written = data.get("facets", {})
            yield Verdict(("rules", place), data["id"], {**usual, **written}, rule.given(), usual)
    elif isinstance(subject.model, Overrides):
        yield from _of_overrides(subject.model, scene)
    elif isinstance(subject.model, Canonical):
        for name in subject.model.codes:
            said = {**_DEFAULTS, **scene.codes[name]}
            yield Verdict(("codes", name), name, said, said, {}, final=False)


def _catalog_defaults(subject: Subject) -> dict[str, Any]:
    defaults = subject.catalog.defaults if subject.catalog else None
    return defaults.given() if defaults else {}


def _of_overrides(model: Overrides, scene: Scene) -> Iterator[Verdict]:
    for place, override in enumerate(model.overrides):
        usual: Mapping[str, Any] = {}
        if override.canonical:
            usual = {**_DEFAULTS, **scene.codes[override.canonical]}
        elif data := _rule_below(override.rule or "", scene):
            usual = {**_DEFAULTS, **scene.codes[data["canonical"]], **data.get("facets", {})}
        if usual:
            own, name = override.given(), override.rule or override.canonical or ""
            yield Verdict(("overrides", place), name, {**usual, **own}, own, usual)


def _rule_below(name: str, scene: Scene) -> Mapping[str, Any] | None:
    vendor = name.partition("/")[0]
    layers = [subject.rules for subject in scene.catalogs if subject.catalog and subject.catalog.vendor == vendor]
    if vendor in scene.below.vendors:
        layers.append([dict(rule) for rule in scene.below.load(vendor)])
    return next((rule for rules in layers for rule in rules if rule["id"] == name), None)
