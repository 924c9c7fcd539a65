"""Language-neutral vectors: a payload in, the record out, one file a vendor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from errnorm.model.answer import NormalizedError
    from errnorm.model.verdict import Verdict
    from errnorm.normalizer import Normalizer

# The moment of every vector, as Unix seconds: 2026-11-22 00:00:00 UTC.
NOW = 1795305600
_TEXTS = ("title", "remediation")
_WORDING = (*_TEXTS, "disputed", "meaning", "vendor_title")
_OF_MATCH = ("candidates", "how", "rule", "shape", "unknown_vendor")


def vectors_of(vendor: str, examples: Mapping[str, Any], normalizer: Normalizer) -> dict[str, Any]:
    """Give the vectors of one vendor: each example of its shapes and rules, with the vendor named and without."""
    shapes = {f"shape {name}": given for name, given in examples["shapes"].items()}
    cases = [_vector(name, given, vendor, normalizer) for name, given in {**shapes, **examples["rules"]}.items()]
    return {"schema_version": 1, "vendor": vendor, "now": NOW, "vectors": cases}


def _vector(name: str, given: Mapping[str, Any], vendor: str, normalizer: Normalizer) -> dict[str, Any]:
    payload = given["example"]
    told: dict[str, Any] = {"http_status": given.get("example_http_status"), "headers": given.get("example_headers")}
    told = {key: value for key, value in told.items() if value is not None}
    return {"name": name, "payload": payload, **told, **answered(normalizer, payload, {**told, "vendor": vendor})}


def answered(
    normalizer: Normalizer,
    payload: Any,
    asked: Mapping[str, Any],
    record: Callable[[NormalizedError], dict[str, Any]] | None = None,
) -> dict[str, Any]:
    """Give what `detect` and `normalize_all` say of a payload, and what `normalize` says where there is no error."""
    record = record or record_of
    asked = {"now": NOW, **asked}
    named = normalizer.normalize_all(payload, **asked)
    alone = normalizer.normalize_all(payload, **{**asked, "vendor": None})
    seen = normalizer.detect(payload, asked.get("headers"))
    return {
        "detected": seen.vendor,
        **({"detected_candidates": list(seen.candidates)} if seen.candidates else {}),
        "answers": [record(answer) for answer in named],
        "answers_without_vendor": "the same" if named == alone else [record(answer) for answer in alone],
        **({} if named else {"success": record(normalizer.normalize(payload, **asked))}),
    }


def record_of(answer: NormalizedError) -> dict[str, Any]:
    """Give what a vector says of an answer: all but wording, sources, version and absent parts."""
    record = {name: value for name, value in answer.to_dict().items() if name not in _TEXTS and value is not None}
    if answer.upstream is not None:
        record["upstream"] = record_of(answer.upstream)
    return _bare(record)


def verdict_record(verdict: Verdict) -> dict[str, Any]:
    """Give what a vector says of a verdict: all but wording, sources, version and absent parts."""
    return _bare(
        {name: value for name, value in verdict.to_dict().items() if name not in _WORDING and value is not None}
    )


def _bare(record: dict[str, Any]) -> dict[str, Any]:
    match = {name: record["match"][name] for name in _OF_MATCH if record["match"][name]}
    return {**record, "match": match, "retry": _given(record["retry"]), "suppress": _given(record["suppress"])}


def _given(parts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in parts.items() if value is not None}
