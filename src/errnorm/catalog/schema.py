"""The form of a vendor's catalog."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from errnorm.catalog import words as w

Unit = Literal["seconds", "ms", "minutes", "unix"]
Take = Unit | Literal["hash_code", "leading_code", "last_segment", "text"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(_Part):
    """A page that rules cite."""

    url: w.Url
    retrieved: w.PastDate
    note: w.Text | None = None


class Prefix(_Part):
    """The value is text that starts so."""

    prefix: w.many(w.Text)  # type: ignore[valid-type]


class Contains(_Part):
    """The value is text that holds this phrase, whatever the case of ASCII letters and the white space."""

    contains: w.many(w.Text)  # type: ignore[valid-type]


class Between(_Part):
    """The value is a whole number, as number or digits, from one to another, both included."""

    from_: Annotated[int, Field(alias="from")]
    to: int


Condition = Prefix | Contains | Between | str | list[str]
Conditions = dict[w.Path, Condition]


class After(_Part):
    """The word that follows one of these phrases; of a delay, a number in this unit."""

    after: w.many(w.Text)  # type: ignore[valid-type]
    unit: Unit | None = None


class Word(_Part):
    """The word that starts with one of these, a name in capitals as a rule."""

    word: w.many(w.Text)  # type: ignore[valid-type]


class PathField(_Part):
    """A value at a path, or what a transform takes out of it."""

    path: w.SpelledPath
    take: Take | After | Word | None = None


class Constant(_Part):
    """A value that is always this."""

    is_: Annotated[str, Field(alias="is")]


FieldSource = w.Path | PathField | Constant
FieldSources = w.many(FieldSource)


class Fields(_Part):
    """Where a shape keeps each part of the answer; a list names alternatives, the first that is there wins."""

    code: FieldSources | None = None  # type: ignore[valid-type]
    subcode: FieldSources | None = None  # type: ignore[valid-type]
    status: FieldSources | None = None  # type: ignore[valid-type]
    title: FieldSources | None = None  # type: ignore[valid-type]
    detail: FieldSources | None = None  # type: ignore[valid-type]
    text: FieldSources | None = None  # type: ignore[valid-type]
    http_status: FieldSources | None = None  # type: ignore[valid-type]
    transient: FieldSources | None = None  # type: ignore[valid-type]
    request_id: FieldSources | None = None  # type: ignore[valid-type]
    message_id: FieldSources | None = None  # type: ignore[valid-type]
    field: FieldSources | None = None  # type: ignore[valid-type]
    docs_url: FieldSources | None = None  # type: ignore[valid-type]
    delay: FieldSources | None = None  # type: ignore[valid-type]


class UpstreamFields(_Part):
    """Where a shape keeps the error of the platform behind the vendor."""

    vendor: FieldSources  # type: ignore[valid-type]
    code: FieldSources  # type: ignore[valid-type]
    subcode: FieldSources | None = None  # type: ignore[valid-type]
    detail: FieldSources | None = None  # type: ignore[valid-type]
    request_id: FieldSources | None = None  # type: ignore[valid-type]


class Unwrap(_Part):
    """Where another payload lies inside, as a value or as text that holds JSON."""

    payload: w.many(w.Path)  # type: ignore[valid-type]
    http_status: w.many(w.Path) | None = None  # type: ignore[valid-type]
    headers: w.many(w.Path) | None = None  # type: ignore[valid-type]


class Passthrough(_Part):
    """The vendor whose codes (and, in a shape without fields, whose shapes) come through."""

    vendor: w.VendorId
    surface: w.Surface | None = None


class Shape(_Part):
    """One form an error arrives in."""

    name: w.Surface
    phase: w.PhaseWord | None = None
    surface: w.Surface | None = None
    when: w.many(Conditions) | None = None  # type: ignore[valid-type]
    each: w.many(w.Path) | None = None  # type: ignore[valid-type]
    where: w.many(Conditions) | None = None  # type: ignore[valid-type]
    fields: Fields | None = None
    success: w.many(Conditions) | None = None  # type: ignore[valid-type]
    unwrap: Unwrap | None = None
    upstream: UpstreamFields | None = None
    passthrough: w.many(Passthrough) | None = None  # type: ignore[valid-type]
    identifies: bool = True
    evidence: w.EvidenceWord | None = None
    source: w.many(str) | None = None  # type: ignore[valid-type]
    note: w.Text | None = None
    example: Any = None
    example_headers: dict[str, str] | None = None
    example_http_status: w.HttpStatus | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Shape:
        if not (self.fields or self.unwrap or self.passthrough or self.success):
            raise ValueError("a shape needs fields, unwrap, passthrough or success")
        if self.each and len(self.each) > 2:
            raise ValueError("each takes one or two steps")
        return self


class Facets(_Part):
    """What a rule or an override may say otherwise than its canonical code."""

    retry: w.AdviceWord | None = None
    action: w.ActionWord | None = None
    remediation: w.Text | None = None
    scope: w.ScopeWord | None = None
    fault: w.FaultWord | None = None
    other_vendor: w.HelpWord | None = None
    other_channel: w.HelpWord | None = None
    acceptance: w.AcceptanceWord | None = None
    idempotency_key: w.KeyWord | None = None
    delay: w.Seconds | None = None
    backoff: w.Seconds | None = None
    max_attempts: int | None = None
    suppress: w.SuppressWord | None = None
    suppress_ttl: w.Seconds | None = None
    suppress_strikes: int | None = None
    applies_to: w.AudienceWord | None = None

    def given(self) -> dict[str, Any]:
        """Give the facets that are written here, whole seconds as whole numbers."""
        return {name: w.whole(value) for name in Facets.model_fields if (value := getattr(self, name)) is not None}


class Defaults(Facets):
    """Facets for all rules of a catalog."""

    why: w.Text


class CodeRange(_Part):
    """A range of whole numbers, both ends included."""

    from_: Annotated[int, Field(alias="from")]
    to: int


class About(_Part):
    """What an error concerns where the shape cannot tell."""

    phase: w.PhaseWord | None = None
    surface: w.Surface | None = None


class Rule(Facets):
    """One entry: what it matches, and what is said of it."""

    code: w.many(w.Text) | None = None  # type: ignore[valid-type]
    range: CodeRange | None = None
    subcode: w.many(w.Text) | None = None  # type: ignore[valid-type]
    status: w.many(w.Text) | None = None  # type: ignore[valid-type]
    phase: w.PhaseWord | None = None
    surface: w.Surface | None = None
    http_status: w.many(w.HttpStatus) | None = None  # type: ignore[valid-type]
    text: w.many(w.Text) | None = None  # type: ignore[valid-type]
    slug: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")] | None = None
    title: Annotated[str, Field(min_length=1, max_length=160)]
    meaning: w.Text
    canonical: w.CodeWord
    why: w.Text | None = None
    coarse: bool = False
    disputed: w.Text | None = None
    about: About | None = None
    usual_status: w.many(w.HttpStatus) | None = None  # type: ignore[valid-type]
    evidence: w.EvidenceWord
    source: w.many(str)  # type: ignore[valid-type]
    note: w.Text | None = None
    example: Any = None
    example_headers: dict[str, str] | None = None
    example_http_status: w.HttpStatus | None = None

    @model_validator(mode="after")
    def _matches_something(self) -> Rule:
        if self.code and self.range:
            raise ValueError("a rule has a code or a range, not both")
        if not (self.code or self.range or self.status or self.text or self.http_status):
            raise ValueError("a rule needs a code, a range, a status, a text or an http_status")
        reasons = set(self.given()) - {"remediation"}
        if reasons and not self.why:
            raise ValueError(f"why is {', '.join(sorted(reasons))} set otherwise than the code's default? Add `why`")
        return self


class Catalog(_Part):
    """One vendor."""

    vendor: w.VendorId
    aliases: list[w.VendorId] = []
    title: w.Text
    sources: dict[str, Source]
    upstream: Literal["refine", "inform"] = "refine"
    defaults: Defaults | None = None
    shapes: list[Shape] = []
    rules: list[Rule] = []
