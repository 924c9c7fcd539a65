"""The payloads that stand beside the shapes and rules of catalogs, for whoever tests against them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from errnorm.catalog.compile import Data
from errnorm.catalog.load import load_catalogs, vendor_files
from errnorm.catalog.schema import Catalog, Rule, Shape

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_PARTS = ("example", "example_headers", "example_http_status")


def compile_examples(folder: Path) -> dict[str, Data]:
    """Give for each vendor of a folder the examples of its `shapes` and those of its `rules`, both by name.

    Raises `CatalogError` with every fault.
    """
    return examples_of(load_catalogs(vendor_files(folder)))


def examples_of(catalogs: Iterable[Catalog]) -> dict[str, Data]:
    """Give the same for catalogs that are already read."""
    return {catalog.vendor: _examples_of(catalog) for catalog in catalogs}


def _examples_of(catalog: Catalog) -> Data:
    named = [(f"rule {number}: {rule.title}", rule) for number, rule in enumerate(catalog.rules, 1)]
    return {
        "shapes": {shape.name: _given(shape) for shape in catalog.shapes if shape.example is not None},
        "rules": {name: _given(rule) for name, rule in named if rule.example is not None},
    }


def _given(part: Shape | Rule) -> dict[str, Any]:
    return {name: getattr(part, name) for name in _PARTS if getattr(part, name) is not None}
