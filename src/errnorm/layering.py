"""A catalog set with a user's own catalogs and overrides over it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from errnorm.catalog.layers import Layer, read_layers, refuse_unknown_rules
from errnorm.engine.tables import Tables, Vendor

if TYPE_CHECKING:
    from pathlib import Path


def layered(tables: Tables, sources: Sequence[str | Path | Mapping[str, Any]]) -> Tables:
    """Give new tables; vendors that no source touches are shared with the old ones. Raises `CatalogError`."""
    for layer in read_layers(sources):
        tables = _with_layer(tables, layer)
    return tables


def _with_layer(tables: Tables, layer: Layer) -> Tables:
    index, load = tables.index, tables.load

    def rules(vendor: str) -> Sequence[Mapping[str, Any]]:
        return layer.applied_to(_rules_of(index, load, vendor), vendor)

    named = _vendors_of(layer, index)
    refuse_unknown_rules(layer, [rule["id"] for vendor in named for rule in rules(vendor)])
    vocabulary = _vocabulary(index["vocabulary"], layer)
    merged = {**index, "vocabulary": vocabulary, "vendors": _merged_vendors(index["vendors"], layer)}
    touched = set(merged["vendors"]) if layer.of_codes else named
    kept: dict[str, Vendor] = {name: vendor for name, vendor in tables.vendors.items() if name not in touched}
    return Tables(merged, rules, kept)


def _vendors_of(layer: Layer, index: Mapping[str, Any]) -> set[str]:
    named = {rule.partition("/")[0] for rule in layer.named_rules}
    return set(layer.vendors) | {name for name in named if name in index["vendors"]}


def _rules_of(index: Mapping[str, Any], load: Callable[[str], Sequence[Any]], vendor: str) -> Sequence[Any]:
    return load(vendor) if vendor in index["vendors"] else []


def _vocabulary(words: Mapping[str, Any], layer: Layer) -> dict[str, Any]:
    codes = dict(words["codes"])
    for override in layer.of_codes:
        codes[str(override.canonical)] = {**codes[str(override.canonical)], **override.given()}
    return {**words, "codes": codes}


def _merged_vendors(vendors: Mapping[str, Any], layer: Layer) -> dict[str, Any]:
    merged = dict(vendors)
    for name, own in layer.vendors.items():
        below = vendors.get(name)
        merged[name] = _merged_vendor(below, own) if below else own
    return merged


def _merged_vendor(below: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    named = {shape["name"] for shape in own["shapes"]}
    shapes = [*own["shapes"], *(shape for shape in below["shapes"] if shape["name"] not in named)]
    known = sorted({*below.get("known", ()), *own.get("known", ())})
    aliases = [*dict.fromkeys([*below.get("aliases", ()), *own.get("aliases", ())])]
    return {**below, "title": own["title"], "shapes": shapes, "aliases": aliases, **({"known": known} if known else {})}
