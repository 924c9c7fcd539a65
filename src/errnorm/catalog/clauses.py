"""The vectors of the specification as they are written by hand, and the catalogs of invented vendors beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from errnorm.catalog import words as w
from errnorm.catalog.compile import Data, compile_rules, compile_vendor
from errnorm.catalog.load import load_catalogs, refuse_faults, validate, vendor_files
from errnorm.catalog.strict_yaml import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

_REPEATED = re.compile(r"<<(.+?)\*([0-9]{1,5})>>", re.DOTALL)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Question(_Part):
    """What a vector asks `lookup`."""

    vendor: str
    code: str
    subcode: str | None = None
    phase: str | None = None
    surface: str | None = None
    http_status: int | None = None
    text: str | None = None


class ClauseVector(_Part):
    """One vector: the clauses it shows, and the payload with what the caller tells, or a question to `lookup`.

    `specimen` adds the invented vendors to the bundle, `whole` keeps every part of the answers, `now: null` tells none.
    """

    name: w.Text
    clauses: w.many(Annotated[str, Field(pattern=r"^[0-9]{1,2}\.[0-9]{1,2}$")])  # type: ignore[valid-type]
    specimen: bool = False
    whole: bool = False
    lookup: Question | None = None
    example: Any = None
    vendor: str | None = None
    http_status: int | None = None
    headers: dict[str, str] | None = None
    phase: str | None = None
    surface: str | None = None
    now: float | Literal["null"] | None = None

    @model_validator(mode="after")
    def _asks_one_thing(self) -> ClauseVector:
        if (self.lookup is None) is ("example" not in self.model_fields_set):
            raise ValueError("a vector has an example or a lookup")
        return self


class Clauses(_Part):
    """`clauses.yaml`."""

    vectors: list[ClauseVector]


def compile_clauses(folder: Path) -> Data:
    """Give the vectors' inputs and what their invented vendors add to a bundle's `vendors` and `rules`.

    `<<text*3>>` in an example stands for `texttexttext`. Raises `CatalogError` with every fault.
    """
    document = read_yaml(folder / "clauses.yaml")
    read = validate(document, Clauses)
    refuse_faults([document])
    assert isinstance(read, Clauses)
    invented = load_catalogs(vendor_files(folder / "catalogs"))
    return {
        "specimen": {
            "vendors": {catalog.vendor: compile_vendor(catalog) for catalog in invented},
            "rules": {catalog.vendor: compile_rules(catalog) for catalog in invented},
        },
        "vectors": [_compiled(vector) for vector in read.vectors],
    }


def _compiled(vector: ClauseVector) -> Data:
    data = vector.model_dump(exclude_none=True, exclude={"example"} | ({"specimen"} if not vector.specimen else set()))
    if not vector.whole:
        del data["whole"]
    if vector.now == "null":
        data["now"] = None
    return data if vector.lookup else {**data, "payload": _expanded(vector.example)}


def _expanded(value: Any) -> Any:
    match value:
        case str():
            return _REPEATED.sub(lambda found: found[1] * int(found[2]), value)
        case list():
            return [_expanded(item) for item in value]
        case dict():
            return {_expanded(key): _expanded(item) for key, item in value.items()}
    return value
