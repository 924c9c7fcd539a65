"""Language-neutral vectors: a payload in, the record out, one file a vendor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from errnorm.catalog.schema import Catalog, Rule, Shape
    from errnorm.model.answer import NormalizedError
    from errnorm.normalizer import Normalizer

# The moment of every vector, as Unix seconds: 2026-11-22 00:00:00 UTC.
NOW = 1795305600
_TEXTS = ("title", "remediation")
_OF_MATCH = ("candidates", "how", "rule", "shape")


def vectors_of(catalog: Catalog, normalizer: Normalizer) -> dict[str, Any]:
    """Give the vectors of one vendor: each example of its shapes and rules, with the vendor named and without."""
    cases = [_vector(name, given, catalog.vendor, normalizer) for name, given in _cases(catalog)]
    return {"schema_version": 1, "vendor": catalog.vendor, "now": NOW, "vectors": cases}


def _cases(catalog: Catalog) -> Iterator[tuple[str, Shape | Rule]]:
    for shape in catalog.shapes:
        if shape.example is not None:
            yield f"shape {shape.name}", shape
    for number, rule in enumerate(catalog.rules, 1):
        if rule.example is not None:
            yield f"rule {number}: {rule.title}", rule


def _vector(name: str, given: Shape | Rule, vendor: str, normalizer: Normalizer) -> dict[str, Any]:
    told: dict[str, Any] = {"http_status": given.example_http_status, "headers": given.example_headers}
    told = {key: value for key, value in told.items() if value is not None}
    named = normalizer.normalize_all(given.example, vendor=vendor, now=NOW, **told)
    alone = normalizer.normalize_all(given.example, now=NOW, **told)
    detected = normalizer.detect(given.example, given.example_headers)
    return {
        "name": name,
        "payload": given.example,
        **told,
        "detected": detected.vendor,
        "answers": [record_of(answer) for answer in named],
        "answers_without_vendor": "the same" if named == alone else [record_of(answer) for answer in alone],
    }


def record_of(answer: NormalizedError) -> dict[str, Any]:
    """Give what a vector says of an answer: all but wording, sources, version and absent parts."""
    record = {name: value for name, value in answer.to_dict().items() if name not in _TEXTS and value is not None}
    record["match"] = {name: record["match"][name] for name in _OF_MATCH if record["match"][name]}
    record["retry"] = _given(record["retry"])
    record["suppress"] = _given(record["suppress"])
    if answer.upstream is not None:
        record["upstream"] = record_of(answer.upstream)
    return record


def _given(parts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in parts.items() if value is not None}
