"""Types of the schema that read text as an author writes it."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, GetJsonSchemaHandler, WithJsonSchema

from errnorm.catalog.diagnostics import nearest
from errnorm.engine.path import parse_path
from errnorm.model import codes, facets
from errnorm.model.open_enum import OpenEnum

_SECONDS = {"ms": 0.001, "s": 1, "min": 60, "h": 3600, "d": 86400}
_DURATION = re.compile(r"(\d+(?:\.\d+)?) (ms|s|min|h|d)")


def _word(enum: type[OpenEnum], what: str) -> Any:
    known = [str(member) for member in enum]

    def check(value: str) -> str:
        if value not in known:
            near = nearest(value, known) or "; allowed: " + ", ".join(known)
            raise ValueError(f'no such {what} "{value}"{near}')
        return value

    return Annotated[str, AfterValidator(check), WithJsonSchema({"enum": [*known, *_as_booleans(known)]})]


def _as_booleans(known: list[str]) -> list[bool]:
    """Give what an editor that resolves YAML's types sees in place of `yes` and `no`."""
    return [word == "yes" for word in known if word in ("yes", "no")]


def _seconds(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    parts = _DURATION.fullmatch(value)
    if not parts:
        raise ValueError(f'"{value}" is not a duration; write a number, a blank and one of ms, s, min, h, d')
    return float(parts[1]) * _SECONDS[parts[2]]


def _path(value: str | list[str]) -> str | list[str]:
    parse_path(value)
    return value


def _https(value: str) -> str:
    if not value.startswith("https://"):
        raise ValueError(f'"{value}" is not an https address')
    return value


def _one_or_more(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


def _past(value: dt.date) -> dt.date:
    if value > dt.datetime.now(dt.UTC).date():
        raise ValueError(f"{value} lies in the future")
    return value


class _OneOrMore:
    """Tells editors that a list of one may be written as the item alone."""

    def __get_pydantic_json_schema__(self, core: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        listed = handler(core)
        return {"anyOf": [listed["items"], listed]}


def many(item: Any) -> Any:
    """Give the type of one `item` or a list of them; it is read as a list."""
    return Annotated[list[item], BeforeValidator(_one_or_more), Field(min_length=1), _OneOrMore()]


CodeWord = _word(codes.Code, "code")
ActionWord = _word(codes.Action, "action")
CategoryWord = _word(codes.Category, "category")
AdviceWord = _word(facets.Advice, "retry advice")
ScopeWord = _word(facets.Scope, "scope")
FaultWord = _word(facets.Fault, "fault")
HelpWord = _word(facets.Help, "answer")
AcceptanceWord = _word(facets.Acceptance, "acceptance")
KeyWord = _word(facets.KeyUse, "idempotency key")
SuppressWord = _word(facets.Suppression, "suppression")
AudienceWord = _word(facets.Audience, "class of message")
PhaseWord = _word(facets.Phase, "phase")
EvidenceWord = _word(facets.Evidence, "evidence")
Seconds = Annotated[
    float, BeforeValidator(_seconds), WithJsonSchema({"type": "string", "pattern": f"^{_DURATION.pattern}$"})
]
Path = Annotated[str, AfterValidator(_path)]
SpelledPath = Annotated[str | list[str], AfterValidator(_path)]
Url = Annotated[str, AfterValidator(_https), WithJsonSchema({"type": "string", "pattern": "^https://"})]
PastDate = Annotated[dt.date, AfterValidator(_past)]
Text = Annotated[str, Field(min_length=1)]
VendorId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]*$")]
Surface = Annotated[
    str,
    Field(pattern=r"^[a-z][a-z0-9_]*$"),
    WithJsonSchema({"type": ["string", "boolean"], "pattern": "^[a-z][a-z0-9_]*$"}),
]
HttpStatus = Annotated[
    int,
    Field(ge=100, le=599),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 100, "maximum": 599},
                {"type": "string", "pattern": "^[1-5][0-9][0-9]$"},
            ]
        }
    ),
]


def whole(value: Any) -> Any:
    """Give a number without a fraction as a whole number, and anything else as it is."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
