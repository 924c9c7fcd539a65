"""The form of `errnorm.json`, for whoever reads one; the words in it stay open, since a newer bundle may bring more."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from errnorm.catalog.schema import Fields, Shape

Words = dict[str, str]
Status = Annotated[int, Field(ge=100, le=599)]
Seconds = Annotated[float, Field(ge=0)]
Count = Annotated[int, Field(ge=0)]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FacetValues(_Part):
    """What a rule, a code or a transport row says; durations are seconds."""

    retry: str | None = None
    action: str | None = None
    remediation: str | None = None
    scope: str | None = None
    fault: str | None = None
    other_vendor: str | None = None
    other_channel: str | None = None
    acceptance: str | None = None
    idempotency_key: str | None = None
    delay: Seconds | None = None
    backoff: Seconds | None = None
    max_attempts: Count | None = None
    suppress: str | None = None
    suppress_ttl: Seconds | None = None
    suppress_strikes: Count | None = None
    applies_to: str | None = None


class CodeDefaults(FacetValues):
    """One canonical code with the defaults of its facets."""

    category: str
    retry: str
    action: str
    scope: str
    fault: str
    other_vendor: str
    other_channel: str
    http: Status
    summary: str
    as_upstream: str | None = None


class VocabularyWords(_Part):
    """The codes, the actions with their sentences, and what every value of every facet means."""

    codes: dict[str, CodeDefaults]
    actions: Words
    values: dict[str, Words]
    categories: Words
    surfaces_beside_messaging: list[str]


class Row(_Part):
    """What one HTTP status or hint says."""

    canonical: str
    sources: list[str]


class HttpRows(_Part):
    """What a status says where no rule matched, and where an unknown payload commonly keeps its parts."""

    statuses: dict[str, Row]
    classes: dict[str, Row]
    transient: dict[str, Row]
    fields: Fields


class FailureRow(_Part):
    """What one kind of failure without an answer says."""

    name: str
    canonical: str
    classes: list[str]
    phrases: list[str]
    facets: FacetValues
    sources: list[str]


class VendorShapes(_Part):
    """One vendor without its rules; `known` are its codes, where a shape asks whether a value is one."""

    title: str
    upstream: str
    aliases: list[str] = []
    known: list[str] = []
    shapes: list[Shape]


class Concern(_Part):
    """What an error concerns where the shape cannot tell."""

    phase: str | None = None
    surface: str | None = None


class BundledRule(_Part):
    """One rule; phrases are folded, what is absent asks for nothing."""

    id: str
    code: list[str] | None = None
    range: Annotated[list[int], Field(min_length=2, max_length=2)] | None = None
    subcode: list[str] | None = None
    status: list[str] | None = None
    http_status: list[Status] | None = None
    phase: str | None = None
    surface: str | None = None
    text: list[str] | None = None
    title: str
    meaning: str
    canonical: str
    facets: FacetValues = FacetValues()
    coarse: bool = False
    disputed: str | None = None
    about: Concern | None = None
    overrides: list[str] | None = None
    evidence: str
    sources: list[str]


class Bundle(_Part):
    """A whole catalog set; `catalog_version` is made from everything else in it."""

    schema_version: Annotated[int, Field(ge=1)]
    catalog_version: Digest
    vocabulary: VocabularyWords
    http: HttpRows
    transport: list[FailureRow]
    envelopes: list[Shape]
    vendors: dict[str, VendorShapes]
    rules: dict[str, list[BundledRule]]


def bundle_schema() -> dict[str, Any]:
    """Give the JSON Schema of `errnorm.json`."""
    schema = Bundle.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "errnorm.json"}
