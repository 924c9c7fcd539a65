"""A catalog set with a user's own catalogs and overrides over it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from errnorm.catalog.layers import Layer, read_layer, refuse_unknown_rules
from errnorm.engine.tables import Tables, Vendor

if TYPE_CHECKING:
    from pathlib import Path


def layered(tables: Tables, sources: Sequence[str | Path | Mapping[str, Any]]) -> Tables:
    """Give new tables; vendors that no source touches are shared with the old ones. Raises `CatalogError`."""
    layer = read_layer(sources)
    index, load = tables.index, tables.load
    known = [
        rule["id"]
        for vendor in {*_vendors_of(layer, index)}
        for rule in layer.applied_to(_rules_of(index, load, vendor), vendor)
    ]
    refuse_unknown_rules(layer, known)
    merged = {
        **index,
        "vocabulary": _vocabulary(index["vocabulary"], layer),
        "vendors": _merged_vendors(index["vendors"], layer),
    }
    touched = set(merged["vendors"]) if layer.by_code else _vendors_of(layer, index)
    kept: dict[str, Vendor] = {name: vendor for name, vendor in tables.vendors.items() if name not in touched}
    return Tables(merged, lambda vendor: layer.applied_to(_rules_of(index, load, vendor), vendor), kept)


def _vendors_of(layer: Layer, index: Mapping[str, Any]) -> set[str]:
    named = {rule.partition("/")[0] for rule in layer.by_rule}
    return set(layer.vendors) | {name for name in named if name in index["vendors"]}


def _rules_of(index: Mapping[str, Any], load: Callable[[str], Sequence[Any]], vendor: str) -> Sequence[Any]:
    return load(vendor) if vendor in index["vendors"] else []


def _vocabulary(words: Mapping[str, Any], layer: Layer) -> dict[str, Any]:
    codes = dict(words["codes"])
    for name, override in layer.by_code.items():
        codes[name] = {**codes[name], **override.given()}
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
