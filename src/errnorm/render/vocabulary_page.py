"""The page of the vocabulary: every value of every facet with its sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from errnorm.render import markdown as md
from errnorm.render.vocabulary import CLASS_DOCS, CLASS_OF_VALUES

_LEAD = (
    "No name is ever taken away or given another meaning.\n"
    "New ones come, so a caller gets along with a value that it does not know.\n"
    f"The canonical codes stand in the {md.link('index', 'index.md#codes')}."
)
_READ_AT = {
    "retry": "retry.advice",
    "help": "failover.other_vendor, failover.other_channel",
    "idempotency_key": "retry.idempotency_key",
    "suppress": "suppress.advice",
    "evidence": "match.evidence",
    "match": "match.how",
    "delay_source": "retry.delay_source",
}


def vocabulary_page(canonical: Mapping[str, Any]) -> str:
    """Give the page of all facets, with categories and actions."""
    blocks = [
        _LEAD,
        *_section("category", "Category", canonical["categories"]),
        *_section("action", "Action", canonical["actions"]),
    ]
    for facet, enum in CLASS_OF_VALUES.items():
        blocks += _section(facet, enum, canonical["values"][facet])
    return md.page("Vocabulary", *blocks, source="catalogs/canonical.yaml")


def _section(facet: str, enum: str, values: Mapping[str, str]) -> list[str]:
    read_at = md.codes(_READ_AT.get(facet, facet).split(", "), "and")
    rows = [[md.code(value), md.plain(sentence)] for value, sentence in values.items()]
    return [
        f"## {facet}",
        f"{CLASS_DOCS[enum]}\nIn an answer: {read_at}; in Python: {md.code(f'errnorm.{enum}')}.",
        md.table(["value", "meaning"], rows),
    ]
