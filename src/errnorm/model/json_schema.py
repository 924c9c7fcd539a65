"""The JSON Schema of an answer as `to_dict` writes it."""

from __future__ import annotations

from collections.abc import Iterable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

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
    parts: dict[str, Any] = {
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
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "NormalizedError",
        **_object(**{name: part for name, part in sorted(parts.items()) if name not in set(without)}),
    }


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
