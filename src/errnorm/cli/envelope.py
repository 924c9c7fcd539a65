"""A payload with what its sender knew beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_BESIDE = frozenset({"vendor", "http_status", "headers"})
_NO_VENDOR = (None, "")


@dataclass(frozen=True, slots=True)
class Envelope:
    """A `payload`, and the vendor, HTTP status and headers where the sender gave them."""

    payload: Any
    vendor: str | None = None
    http_status: Any = None
    headers: Any = None


def is_envelope(document: Any) -> bool:
    """Say whether a document has `payload`, at least one of `vendor`, `http_status` and `headers`, and no other key."""
    if not isinstance(document, dict) or "payload" not in document:
        return False
    beside = document.keys() - {"payload"}
    return bool(beside) and beside <= _BESIDE


def envelope_of(document: Any) -> Envelope:
    """Give the envelope a document is, or one around the raw payload it is."""
    if not is_envelope(document):
        return Envelope(document)
    vendor = document.get("vendor")
    return Envelope(**{**document, "vendor": str(vendor) if vendor not in _NO_VENDOR else None})
