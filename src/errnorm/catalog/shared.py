"""The form of the catalogs that belong to no vendor: vocabulary, HTTP, transport, envelopes."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from errnorm.catalog import words as w
from errnorm.catalog.schema import Facets, Fields, Shape, Source


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CanonicalCode(_Part):
    """One code of the vocabulary with the defaults of its facets."""

    category: w.CategoryWord
    retry: w.AdviceWord
    action: w.ActionWord
    scope: w.ScopeWord
    fault: w.FaultWord
    other_vendor: w.HelpWord
    other_channel: w.HelpWord
    acceptance: w.AcceptanceWord | None = None
    idempotency_key: w.KeyWord | None = None
    delay: w.Seconds | None = None
    backoff: w.Seconds | None = None
    max_attempts: int | None = None
    suppress: w.SuppressWord = "none"
    suppress_ttl: w.Seconds | None = None
    suppress_strikes: int | None = None
    applies_to: w.AudienceWord = "all"
    as_upstream: w.CodeWord | None = None
    http: w.HttpStatus
    summary: w.Text
    remediation: w.Text | None = None


class Canonical(_Part):
    """`canonical.yaml`."""

    surfaces_beside_messaging: list[w.Surface]
    values: dict[str, dict[str, w.Text]]
    categories: dict[w.CategoryWord, w.Text]
    actions: dict[w.ActionWord, w.Text]
    codes: dict[w.CodeWord, CanonicalCode]


class StatusRow(_Part):
    """What one HTTP status, or the vendor's hint, says."""

    canonical: w.CodeWord
    source: str


class Http(_Part):
    """`http.yaml`."""

    sources: dict[str, Source]
    statuses: dict[w.HttpStatus, StatusRow]
    classes: dict[Annotated[int, Field(ge=1, le=5)], StatusRow]
    transient: dict[str, StatusRow]
    fields: Fields


class TransportRow(_Part):
    """What one kind of transport failure says."""

    name: w.Surface
    canonical: w.CodeWord
    classes: list[str]
    phrases: list[str]
    facets: Facets | None = None
    why: w.Text | None = None
    source: w.many(str)  # type: ignore[valid-type]


class Transport(_Part):
    """`transport.yaml`."""

    sources: dict[str, Source]
    rows: list[TransportRow]


class Envelopes(_Part):
    """`envelopes.yaml`."""

    shapes: list[Shape]


SHARED_MODELS: dict[str, type[BaseModel]] = {
    "canonical.yaml": Canonical,
    "http.yaml": Http,
    "transport.yaml": Transport,
    "envelopes.yaml": Envelopes,
}
