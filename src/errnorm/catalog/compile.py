"""Catalogs as authors write them to the plain data that the engine reads."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from errnorm.catalog.load import load_catalogs, refuse_faults, validate, vendor_files
from errnorm.catalog.schema import Catalog, Rule, Shape, Source
from errnorm.catalog.shared import Canonical, Envelopes, Http, StatusRow, Transport
from errnorm.catalog.strict_yaml import read_yaml
from errnorm.catalog.words import whole
from errnorm.engine.text import fold

SCHEMA_VERSION = 1
_CONDITIONS = ("subcode", "status", "http_status", "phase", "surface")

Data = dict[str, Any]


def compile_folder(folder: Path) -> tuple[Data, dict[str, list[Data]]]:
    """Give the index and each vendor's rules for a folder of catalogs. Raises `CatalogError` with every fault."""
    catalogs = load_catalogs(vendor_files(folder))
    shared = read_shared(folder)
    rules = {catalog.vendor: compile_rules(catalog) for catalog in catalogs}
    index = {
        "schema_version": SCHEMA_VERSION,
        **shared,
        "vendors": {catalog.vendor: compile_vendor(catalog) for catalog in catalogs},
    }
    return {"catalog_version": digest(index, rules), **index}, rules


def read_shared(folder: Path) -> Data:
    """Give vocabulary, HTTP, transport and envelopes. Raises `CatalogError`."""
    names = {"canonical": Canonical, "http": Http, "transport": Transport, "envelopes": Envelopes}
    documents = {name: read_yaml(folder / f"{name}.yaml", shown_as=f"{folder.name}/{name}.yaml") for name in names}
    models: dict[str, Any] = {name: validate(documents[name], model) for name, model in names.items()}
    refuse_faults(list(documents.values()))
    return {
        "vocabulary": _vocabulary(models["canonical"]),
        "http": _http(models["http"]),
        "transport": _transport(models["transport"]),
        "envelopes": [compile_shape(shape) for shape in models["envelopes"].shapes],
    }


def compile_vendor(catalog: Catalog) -> Data:
    """Give what the index holds of a vendor."""
    data: Data = {
        "title": catalog.title,
        "upstream": catalog.upstream,
        "shapes": [compile_shape(shape) for shape in catalog.shapes],
    }
    if catalog.aliases:
        data["aliases"] = catalog.aliases
    if '"known"' in json.dumps(data["shapes"]):
        data["known"] = sorted({code for rule in catalog.rules for code in rule.code or ()})
    return data


def compile_shape(shape: Shape) -> Data:
    """Give a shape without what only its tests read."""
    data = shape.model_dump(mode="json", by_alias=True, exclude_none=True, exclude=_TEST_PARTS)
    if shape.identifies:
        del data["identifies"]
    return data


_TEST_PARTS = {"example", "example_headers", "example_http_status", "note", "evidence", "source"}


def compile_rules(catalog: Catalog) -> list[Data]:
    """Give the rules of a catalog, sorted by id; equal ids are told apart by a number."""
    taken: dict[str, int] = {}
    rules = []
    for rule in catalog.rules:
        data = compile_rule(catalog, rule)
        taken[data["id"]] = taken.get(data["id"], 0) + 1
        if taken[data["id"]] > 1:
            data["id"] += f"-{taken[data['id']]}"
        rules.append(data)
    return sorted(rules, key=lambda data: str(data["id"]))


def compile_rule(catalog: Catalog, rule: Rule) -> Data:
    """Give one rule with its catalog's defaults filled in and its phrases folded."""
    defaults = (
        {name: value for name, value in catalog.defaults.given().items() if name != "remediation"}
        if catalog.defaults
        else {}
    )
    data: Data = {
        "id": rule_id(catalog.vendor, rule),
        "code": rule.code,
        "range": [rule.range.from_, rule.range.to] if rule.range else None,
        **{name: getattr(rule, name) for name in _CONDITIONS},
        "text": [fold(phrase) for phrase in rule.text or ()],
        "title": rule.title,
        "meaning": rule.meaning,
        "canonical": rule.canonical,
        "facets": {**defaults, **rule.given()},
        "coarse": rule.coarse,
        "disputed": rule.disputed,
        "about": rule.about.model_dump(exclude_none=True) if rule.about else None,
        "evidence": rule.evidence,
        "sources": source_urls(catalog.sources, rule.source),
    }
    return {name: value for name, value in data.items() if value or (value == 0 and value is not False)}


def rule_id(vendor: str, rule: Rule) -> str:
    """Give `vendor/surface/code[.subcode][~slug]`; the slug is written, or made of the remaining conditions.

    >>> said = {"title": "t", "meaning": "m", "canonical": "unknown", "evidence": "inferred", "source": "s"}
    >>> rule_id("360dialog", Rule(code="1005", text="biz_link_error", **said))
    '360dialog/any/1005~biz-link-error'
    >>> rule_id("aws", Rule(code="Phone is unreachable/unavailable", **said))
    'aws/any/phone-is-unreachable-unavailable'
    """
    code = _worded(rule.code[0]) if rule.code else f"{rule.range.from_}-{rule.range.to}" if rule.range else "none"
    subcode = f".{rule.subcode[0]}" if rule.subcode else ""
    conditions = [
        rule.phase or "",
        *(rule.status or [])[:1],
        *map(str, (rule.http_status or [])[:1]),
        *(rule.text or []),
    ]
    slug = rule.slug or _slug(" ".join(filter(None, conditions)))
    return f"{vendor}/{rule.surface or 'any'}/{code}{subcode}" + (f"~{slug}" if slug else "")


def _worded(code: str) -> str:
    """Give a code as a word: a sentence that serves as a code becomes a slug."""
    return _slug(code) if " " in code else code


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:48].rstrip("-")


def source_urls(sources: Mapping[str, Source], cited: Sequence[str]) -> list[str]:
    """Give the address of each cited source, with the part of the page after `#`."""
    found = []
    for name in cited:
        key, _, part = name.partition("#")
        found.append(sources[key].url + (f"#{part}" if part else ""))
    return found


def _vocabulary(canonical: Canonical) -> Data:
    codes = {name: code.model_dump(exclude_none=True) for name, code in canonical.codes.items()}
    return {
        "codes": {name: {key: whole(value) for key, value in code.items()} for name, code in codes.items()},
        "actions": dict(canonical.actions),
        "surfaces_beside_messaging": list(canonical.surfaces_beside_messaging),
        "values": canonical.values,
        "categories": dict(canonical.categories),
    }


def _http(http: Http) -> Data:
    def row(said: StatusRow) -> Data:
        return {"canonical": said.canonical, "sources": source_urls(http.sources, [said.source])}

    return {
        "statuses": {str(status): row(said) for status, said in http.statuses.items()},
        "classes": {str(number): row(said) for number, said in http.classes.items()},
        "transient": {hint: row(said) for hint, said in http.transient.items()},
        "fields": http.fields.model_dump(mode="json", by_alias=True, exclude_none=True),
    }


def _transport(transport: Transport) -> list[Data]:
    return [
        {
            "name": row.name,
            "canonical": row.canonical,
            "classes": row.classes,
            "phrases": row.phrases,
            "facets": row.facets.given() if row.facets else {},
            "sources": source_urls(transport.sources, row.source),
        }
        for row in transport.rows
    ]


def digest(index: Mapping[str, Any], rules: Mapping[str, Sequence[Any]]) -> str:
    """Give the version of a catalog set, made from all that it says."""
    return hashlib.sha256(canonical([index, rules]).encode()).hexdigest()[:12]


def canonical(data: Any) -> str:
    """Give data as canonical JSON: sorted keys, no blanks, ASCII."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
