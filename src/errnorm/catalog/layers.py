"""A user's own catalogs and overrides over a compiled catalog set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from errnorm.catalog import words as w
from errnorm.catalog.compile import Data, compile_rules, compile_vendor
from errnorm.catalog.diagnostics import nearest
from errnorm.catalog.load import check_references, refuse_faults, repeated_matches, validate
from errnorm.catalog.schema import Catalog, Facets
from errnorm.catalog.strict_yaml import Document, read_yaml

_OF_RETRY = {
    "advice": "retry",
    "delay": "delay",
    "backoff": "backoff",
    "max_attempts": "max_attempts",
    "idempotency_key": "idempotency_key",
}


class Override(Facets):
    """Other facets for one rule, or for every rule of one canonical code, with the reason."""

    rule: w.Text | None = None
    canonical: w.CodeWord | None = None
    why: w.Text

    @model_validator(mode="before")
    @classmethod
    def _flatten_retry(cls, data: Any) -> Any:
        if isinstance(data, Mapping) and isinstance(data.get("retry"), Mapping):
            flat = {_OF_RETRY.get(name, f"retry.{name}"): value for name, value in data["retry"].items()}
            return {**{name: value for name, value in data.items() if name != "retry"}, **flat}
        return data

    @model_validator(mode="after")
    def _names_one(self) -> Override:
        if bool(self.rule) == bool(self.canonical):
            raise ValueError("an override names either a rule or a canonical code")
        return self


class Overrides(BaseModel):
    """A file of overrides."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    overrides: Annotated[list[Override], Field(min_length=1)]


class Layer:
    """What one catalog, or some overrides, add: a vendor and its rules, or other facets; compiled."""

    def __init__(self, catalog: Catalog | None, overrides: Sequence[Override] = ()) -> None:
        self.vendors = {catalog.vendor: compile_vendor(catalog)} if catalog else {}
        self.rules = {catalog.vendor: compile_rules(catalog)} if catalog else {}
        self.overrides = overrides

    @property
    def named_rules(self) -> list[str]:
        """The ids of the rules that overrides name."""
        return [override.rule for override in self.overrides if override.rule]

    @property
    def of_codes(self) -> list[Override]:
        """The overrides of canonical codes."""
        return [override for override in self.overrides if override.canonical]

    def applied_to(self, rules: Sequence[Data], vendor: str) -> list[Data]:
        """Give the rules with those of this layer put in (the same id replaced) and the overrides applied in turn."""
        merged = {rule["id"]: rule for rule in [*rules, *self.rules.get(vendor, [])]}
        return [self._overridden(rule) for rule in merged.values()]

    def _overridden(self, rule: Data) -> Data:
        for override in self.overrides:
            if rule["canonical"] == override.canonical or rule["id"] == override.rule:
                reasons = [*rule.get("overrides", ()), f"{override.rule or override.canonical}: {override.why}"]
                rule = {**rule, "facets": {**rule.get("facets", {}), **override.given()}, "overrides": reasons}
        return rule


def read_layers(sources: Sequence[str | Path | Mapping[str, Any]]) -> list[Layer]:
    """Read files, folders and mappings, each a catalog or `overrides: [...]`. Raises `CatalogError`."""
    documents = [document for source in sources for document in _documents(source)]
    read = [_read(document) for document in documents]
    refuse_faults(documents)
    return [Layer(said) if isinstance(said, Catalog) else Layer(None, said.overrides) for said in read if said]


def _read(document: Document) -> Catalog | Overrides | None:
    if isinstance(document.value, Mapping) and "overrides" in document.value:
        return validate(document, Overrides)
    catalog = validate(document, Catalog)
    if catalog is not None:
        document.faults += check_references(document, catalog) + repeated_matches(document, catalog)
    return catalog


def refuse_unknown_rules(layer: Layer, known: Sequence[str]) -> None:
    """Raise `CatalogError` for an override of a rule that nobody has."""
    document = Document("<overrides>")
    for rule in layer.named_rules:
        if rule not in known:
            document.faults.append(document.fault((), f'no such rule "{rule}"{nearest(rule, known)}'))
    refuse_faults([document])


def _documents(source: str | Path | Mapping[str, Any]) -> list[Document]:
    if isinstance(source, Mapping):
        return [Document("<mapping>", dict(source))]
    path = Path(source)
    if not path.is_dir():
        return [read_yaml(path)]
    found = [read_yaml(file) for file in sorted(path.glob("*.yaml"))]
    empty = Document(str(path))
    empty.faults.append(empty.fault((), "this folder holds no file named *.yaml"))
    return found or [empty]
