"""The JSON Schema of an answer as `to_dict` writes it."""

from __future__ import annotations

from collections.abc import Iterable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_LINE = {"type": "integer", "minimum": 1}
_TEXT = {"type": "string"}
_MAYBE_TEXT = {"type": ["string", "null"]}
_MAYBE_NUMBER = {"type": ["number", "null"], "minimum": 0}
_MAYBE_COUNT = {"type": ["integer", "null"], "minimum": 0}
_TEXTS = {"type": "array", "items": _TEXT}
_TEXT_PARTS: tuple[str, ...] = (
    "acceptance",
    "action",
    "alert",
    "applies_to",
    "category",
    "code",
    "fault",
    "health",
    "pause",
)
_TEXT_PARTS += ("remediation", "scope", "title", "vendor")
_MAYBE_TEXT_PARTS: tuple[str, ...] = (
    "detail",
    "docs_url",
    "field",
    "message_id",
    "phase",
    "request_id",
    "surface",
    "vendor_code",
)
_MAYBE_TEXT_PARTS += ("vendor_subcode",)


def answer_schema(*, without: Iterable[str] = ()) -> dict[str, Any]:
    """Give the schema, without the named parts.

    The words of the vocabulary are open: a newer catalog may bring one that is not listed today, so none is an enum
    here.
    """
    return _document("NormalizedError", _without(_answer_parts(), without))


def line_schema() -> dict[str, Any]:
    """Give the schema of a line of `errnorm normalize --json`; `detail` is there with `--show-detail` alone."""
    parts = {**_answer_parts(), "file": _TEXT, "line": _LINE}
    return {**_document("errnorm normalize --json", parts), "required": sorted(parts.keys() - {"detail"})}


def stream_schema() -> dict[str, Any]:
    """Give the schema of a line of `errnorm normalize --stream` or `errnorm lookup --stream`."""
    parts = _answer_parts()
    answer = {**_object(**parts), "required": sorted(parts.keys() - {"detail"})}
    kinds = {
        "answers": {"type": "array", "items": answer},
        "verdict": _object(**_verdict_parts()),
        "problem": _TEXT,
    }
    return {
        "$schema": _DIALECT,
        "title": "errnorm --stream",
        "oneOf": [_object(line=_LINE, **{name: kind}) for name, kind in kinds.items()],
    }


def verdict_schema() -> dict[str, Any]:
    """Give the schema of what `errnorm lookup --json` prints, which is `Verdict.to_dict`."""
    return _document("errnorm lookup --json", _verdict_parts())


def _verdict_parts() -> dict[str, Any]:
    answer = _answer_parts()
    kept = (*_TEXT_PARTS, "failover", "match", "phase", "retry", "suppress", "surface")
    own = {"acceptance": _MAYBE_TEXT, **dict.fromkeys(("disputed", "meaning", "vendor_title"), _MAYBE_TEXT)}
    return {**{name: answer[name] for name in kept}, **own}


def _answer_parts() -> dict[str, Any]:
    return {
        **dict.fromkeys(_TEXT_PARTS, _TEXT),
        **dict.fromkeys(_MAYBE_TEXT_PARTS, _MAYBE_TEXT),
        "counts_as_attempt": {"type": "boolean"},
        "http_status": {"type": ["integer", "null"], "minimum": 100, "maximum": 599},
        "failover": _object(other_channel=_TEXT, other_vendor=_TEXT),
        "match": _match(),
        "retry": _retry(),
        "suppress": _object(advice=_TEXT, strikes=_MAYBE_COUNT, ttl=_MAYBE_NUMBER),
        "upstream": {"anyOf": [{"type": "null"}, {"type": "object"}]},
    }


def _without(parts: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: part for name, part in parts.items() if name not in set(names)}


def _document(title: str, parts: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": _DIALECT, "title": title, **_object(**dict(sorted(parts.items())))}


def _match() -> dict[str, Any]:
    return _object(
        candidates=_TEXTS,
        catalog_version=_MAYBE_TEXT,
        evidence=_MAYBE_TEXT,
        how=_TEXT,
        overrides=_TEXTS,
        rule=_MAYBE_TEXT,
        shape=_MAYBE_TEXT,
        sources=_TEXTS,
        unknown_vendor=_MAYBE_TEXT,
    )


def _retry() -> dict[str, Any]:
    return _object(
        advice=_TEXT,
        backoff=_MAYBE_NUMBER,
        delay=_MAYBE_NUMBER,
        delay_source=_MAYBE_TEXT,
        idempotency_key=_MAYBE_TEXT,
        max_attempts=_MAYBE_COUNT,
        retryable={"type": "boolean"},
    )


def _object(**parts: Any) -> dict[str, Any]:
    return {"type": "object", "properties": parts, "required": sorted(parts), "additionalProperties": False}
