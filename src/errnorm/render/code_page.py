"""The page of one canonical code: what it says by itself, and who gives it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from errnorm.render import conditions
from errnorm.render import markdown as md
from errnorm.render.reference import Entry, Reference, retry_words, said
from errnorm.render.vendor_page import INDEX

if TYPE_CHECKING:
    from errnorm.catalog.shared import TransportRow

_VALUES_OF = {"other_vendor": "help", "other_channel": "help"}
_UNSAID = {"acceptance": "", "suppress": "none", "applies_to": "all"}
_MEANINGS = {
    "acceptance": "It follows from the phase and the HTTP status.",
    "delay": "The wait to assume where neither a header nor the payload says one.",
    "backoff": "The first wait, doubled each time, with jitter.",
    "max_attempts": "Further tries worth making.",
    "suppress_ttl": "How long to leave the address alone.",
    "suppress_strikes": "How many such failures, at least a day apart, before acting.",
    "http": "The status to answer with where a gateway renders this as problem+json.",
}
_FACETS = (
    "category",
    "retry",
    "delay",
    "backoff",
    "max_attempts",
    "idempotency_key",
    "action",
    "scope",
    "fault",
    "other_vendor",
    "other_channel",
    "acceptance",
    "suppress",
    "suppress_ttl",
    "suppress_strikes",
    "applies_to",
    "http",
    "as_upstream",
)


def code_page(reference: Reference, name: str) -> str:
    """Give the page of a canonical code."""
    code = reference.canonical["codes"][name]
    rows = [row for facet in _FACETS if (row := _facet(reference.canonical, facet, code))]
    vendors = _vendors(reference, name)
    blocks = [
        INDEX,
        md.sentences(code["summary"]),
        md.sentences(code.get("remediation") or reference.canonical["actions"][code["action"]]),
        "## Defaults",
        "A vendor's rule may say otherwise, and then says why.",
        md.table(["facet", "value", "meaning"], rows),
        "## Codes of vendors",
        *(vendors or ["No rule of a shipped catalog gives this code."]),
        *_without_rule(reference, name),
    ]
    return md.page(name, *blocks, source="catalogs/")


def _facet(canonical: Mapping[str, Any], facet: str, code: Mapping[str, str]) -> list[str] | None:
    value = code.get(facet, _UNSAID.get(facet))
    if value is None:
        return None
    meaning = _MEANINGS[facet] if not value else _meaning(canonical, facet, value)
    shown = md.link(value, f"{value}.md") if facet == "as_upstream" else md.code(value) if value else "not set"
    return [facet, shown, md.plain(meaning)]


def _meaning(canonical: Mapping[str, Any], facet: str, value: str) -> str:
    if facet == "as_upstream":
        return "The code that this one becomes where it is the upstream's and not the vendor's."
    if facet in ("category", "action"):
        sentences = canonical["categories" if facet == "category" else "actions"]
    else:
        sentences = canonical["values"].get(_VALUES_OF.get(facet, facet), {})
    return str(sentences.get(value) or _MEANINGS[facet])


def _vendors(reference: Reference, name: str) -> list[str]:
    blocks = []
    for catalog in reference.catalogs:
        if entries := reference.giving(name, catalog.vendor):
            blocks += [
                f"### {md.link(md.plain(catalog.title), f'../vendors/{catalog.vendor}.md')}",
                md.table(
                    ["code", "only where", "title", "retry", "otherwise than the defaults"],
                    [_row(reference, entry) for entry in entries],
                ),
            ]
    return blocks


def _row(reference: Reference, entry: Entry) -> list[str]:
    target = f"../vendors/{entry.catalog.vendor}.md#{md.fragment(entry.place)}"
    return [
        md.link(conditions.code_of(entry.rule) or "any code", target),
        ", ".join(conditions.of_rule(entry.rule)),
        md.plain(entry.rule.title),
        retry_words(entry.verdict),
        said(reference.differing(entry)),
    ]


def _without_rule(reference: Reference, name: str) -> list[str]:
    http, rows = reference.http, reference.transport.rows
    statuses = [str(status) for status, row in http.statuses.items() if row.canonical == name]
    statuses += [f"{number}xx" for number, row in http.classes.items() if row.canonical == name]
    failures = [_failure(row) for row in rows if row.canonical == name]
    facts = [f"HTTP status: {md.codes(statuses, 'and')}."] if statuses else []
    facts += [f"No answer at all: {', '.join(failures)}."] if failures else []
    return ["## Where no rule matched", md.bullets(facts)] if facts else []


def _failure(row: TransportRow) -> str:
    differs = said(row.facets.given()) if row.facets else ""
    return md.code(row.name) + (f" ({differs})" if differs else "")
