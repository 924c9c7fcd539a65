"""The JSON Schema of `vectors.json`; the words in it stay open, since a newer bundle may bring more."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from errnorm.bundle.form import BundledRule, VendorShapes
from errnorm.model.json_schema import answer_schema, verdict_schema

_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "items": _TEXT, "minItems": 1}
_STATUS = {"type": "integer"}
_HEADERS = {"type": "object", "additionalProperties": {"type": "string"}}
_CLAUSES = {"type": "array", "items": {"type": "string", "pattern": r"^[0-9]{1,2}\.[0-9]{1,2}$"}, "minItems": 1}
_RECORDS = {"type": "array", "items": {"$ref": "#/$defs/record"}}
_QUESTION = {"subcode": _TEXT, "phase": _TEXT, "surface": _TEXT, "http_status": _STATUS, "text": _TEXT}
_TOLD = {"vendor": _TEXT, "http_status": _STATUS, "headers": _HEADERS, "phase": _TEXT, "surface": _TEXT}
_FLAGS = {"specimen": {"const": True}, "whole": {"const": True}}


class Specimen(BaseModel):
    """What the invented vendors add to a bundle's `vendors` and `rules`."""

    vendors: dict[str, VendorShapes]
    rules: dict[str, list[BundledRule]]


def vectors_schema() -> dict[str, Any]:
    """Give the JSON Schema of `vectors.json`."""
    parts = {
        "schema_version": {"type": "integer", "minimum": 1},
        "catalog_version": {"type": "string", "pattern": "^[0-9a-f]{12}$"},
        "now": {"type": "number"},
        "specimen": {"$ref": "#/$defs/Specimen"},
        "vectors": {"type": "array", "items": {"oneOf": [_payload_vector(), _lookup_vector()]}},
    }
    specimen = Specimen.model_json_schema(by_alias=True)
    invented = specimen.pop("$defs")
    defs: dict[str, Any] = {
        **invented,
        "Specimen": specimen,
        "record": _record(answer_schema()),
        "verdict": _record(verdict_schema()),
    }
    defs["record"]["properties"]["upstream"] = {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/record"}]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "vectors.json",
        **_object(parts),
        "$defs": defs,
    }


def _payload_vector() -> dict[str, Any]:
    needed: dict[str, Any] = {
        "name": _TEXT,
        "payload": True,
        "detected": _TEXT,
        "answers": _RECORDS,
        "answers_without_vendor": {"anyOf": [{"const": "the same"}, _RECORDS]},
    }
    more = {
        "clauses": _CLAUSES,
        "now": {"type": ["number", "null"]},
        "detected_candidates": _TEXTS,
        "canonical": _TEXT,
        "success": {"$ref": "#/$defs/record"},
    }
    return _object(needed, {**more, **_TOLD, **_FLAGS})


def _lookup_vector() -> dict[str, Any]:
    question = _object({"vendor": _TEXT, "code": _TEXT}, _QUESTION)
    needed = {"name": _TEXT, "clauses": _CLAUSES, "lookup": question, "verdict": {"$ref": "#/$defs/verdict"}}
    return _object(needed, _FLAGS)


def _record(schema: dict[str, Any]) -> dict[str, Any]:
    """Give the schema of an answer or a verdict of which parts may be left out."""
    kept = {name: part for name, part in schema.items() if name not in {"$schema", "title"}}
    parts = {name: _partial(part) for name, part in kept["properties"].items()}
    return {**kept, "properties": parts, "required": ["action", "category", "code", "match", "retry", "vendor"]}


def _partial(part: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in part.items() if name != "required"}


def _object(needed: dict[str, Any], more: dict[str, Any] | None = None) -> dict[str, Any]:
    parts = {**needed, **(more or {})}
    return {"type": "object", "properties": parts, "required": sorted(needed), "additionalProperties": False}
