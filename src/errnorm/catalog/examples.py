"""The payloads that stand beside the shapes and rules of catalogs, for whoever tests against them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from errnorm.catalog.compile import Data
from errnorm.catalog.load import load_catalogs, vendor_files
from errnorm.catalog.schema import Catalog, Rule, Shape

if TYPE_CHECKING:
    from pathlib import Path

_PARTS = ("example", "example_headers", "example_http_status")


def compile_examples(folder: Path) -> dict[str, Data]:
    """Give for each vendor of a folder the examples of its `shapes` by name, and those of its `rules` in order.

    Raises `CatalogError` with every fault.
    """
    return {catalog.vendor: _examples_of(catalog) for catalog in load_catalogs(vendor_files(folder))}


def _examples_of(catalog: Catalog) -> Data:
    return {
        "shapes": {shape.name: _given(shape) for shape in catalog.shapes if shape.example is not None},
        "rules": [_given(rule) for rule in catalog.rules if rule.example is not None],
    }


def _given(part: Shape | Rule) -> dict[str, Any]:
    return {name: getattr(part, name) for name in _PARTS if getattr(part, name) is not None}
