"""What the pages of the reference are made from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from errnorm.catalog.compile import rule_id
from errnorm.catalog.load import refuse_faults, validate
from errnorm.catalog.shared import Http, Transport
from errnorm.catalog.strict_yaml import read_yaml
from errnorm.render import markdown as md

if TYPE_CHECKING:
    from errnorm.catalog.schema import Catalog, Rule
    from errnorm.model.verdict import Verdict
    from errnorm.normalizer import Normalizer

_DIGITS = re.compile(r"(\d+)")
_SPANS = frozenset({"delay", "backoff", "suppress_ttl"})
_UNITS = (("d", 86400), ("h", 3600), ("min", 60))


@dataclass(frozen=True)
class Entry:
    """One rule of a catalog with its id and its verdict."""

    catalog: Catalog
    rule: Rule
    id: str
    verdict: Verdict

    @property
    def place(self) -> str:
        """The id without the vendor, which names the rule on the vendor's page."""
        return self.id.partition("/")[2]


@dataclass(frozen=True)
class Reference:
    """The catalogs with their entries, and the files that belong to no vendor.

    `canonical` is text as typed; `codes` holds its codes as the engine reads them, spans in seconds.
    """

    catalogs: Sequence[Catalog]
    entries: Mapping[str, Sequence[Entry]]
    canonical: Mapping[str, Any]
    codes: Mapping[str, Mapping[str, Any]]
    http: Http
    transport: Transport

    def giving(self, code: str, vendor: str) -> list[Entry]:
        """Give the vendor's entries that answer with a canonical code."""
        return [entry for entry in self.entries[vendor] if entry.rule.canonical == code]

    def differing(self, entry: Entry) -> Mapping[str, Any]:
        """Give the facets that the rule or its catalog sets otherwise than the canonical code."""
        catalog, code = entry.catalog, self.codes[entry.rule.canonical]
        given = {**(catalog.defaults.given() if catalog.defaults else {}), **entry.rule.given()}
        return {name: value for name, value in given.items() if code.get(name) != value}


def read_reference(folder: Path, catalogs: Sequence[Catalog], normalizer: Normalizer) -> Reference:
    """Read what the pages need beside the vendors' catalogs. Raises `CatalogError`."""
    documents = {name: read_yaml(folder / f"{name}.yaml") for name in ("canonical", "http", "transport")}
    http, transport = validate(documents["http"], Http), validate(documents["transport"], Transport)
    refuse_faults(list(documents.values()))
    assert http is not None
    assert transport is not None
    entries = {catalog.vendor: _entries(catalog, normalizer) for catalog in catalogs}
    codes = normalizer.tables.vocabulary.codes
    return Reference(catalogs, entries, documents["canonical"].value, codes, http, transport)


def _entries(catalog: Catalog, normalizer: Normalizer) -> list[Entry]:
    compiled = normalizer.tables.vendors[catalog.vendor].rules.by_id
    named = [(rule, rule_id(catalog.vendor, rule)) for rule in catalog.rules]
    entries = [Entry(catalog, rule, name, compiled[name].verdict) for rule, name in named]
    return sorted(entries, key=lambda entry: natural(entry.id))


def natural(words: str) -> list[tuple[int, str]]:
    """Give a key that sorts the numbers in a text by their value.

    >>> sorted(["meta/any/1000", "meta/any/200", "meta/any/33.1"], key=natural)
    ['meta/any/33.1', 'meta/any/200', 'meta/any/1000']
    """
    return [(int(part), part) if part.isdecimal() else (0, part) for part in _DIGITS.split(words)]


def duration(seconds: float) -> str:
    """Give seconds as a catalog would write them.

    >>> duration(86400), duration(90), duration(5400), duration(0.5)
    ('24 h', '90 s', '90 min', '500 ms')
    """
    if seconds < 1:
        return f"{seconds * 1000:g} ms"
    unit, size = next((unit for unit in _UNITS if seconds % unit[1] == 0 and seconds >= 2 * unit[1]), ("s", 1))
    unit, size = ("h", 3600) if seconds == 86400 else (unit, size)
    return f"{seconds / size:g} {unit}"


def retry_words(verdict: Verdict) -> str:
    """Give the advice with the wait that belongs to it.

    >>> from errnorm import lookup
    >>> retry_words(lookup("meta", 131049)), retry_words(lookup("meta", 131047))
    ('after_wait 24 h', 'after_fix')
    """
    wait = verdict.delay if verdict.delay is not None else verdict.backoff
    return str(verdict.advice) if wait is None else f"{verdict.advice} {duration(wait)}"


def said(facets: Mapping[str, Any]) -> str:
    """Give facets with their values, but for the remediation, which is a sentence of its own.

    >>> said({"delay": 86400, "remediation": "Wait."})
    'delay `24 h`'
    """
    values = {name: duration(value) if name in _SPANS else value for name, value in facets.items()}
    return ", ".join(f"{name} {md.code(value)}" for name, value in values.items() if name != "remediation")
