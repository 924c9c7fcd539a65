"""The entry to the reference: every vendor, every code by category, and the other pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from errnorm.render import markdown as md

if TYPE_CHECKING:
    from errnorm.render.reference import Reference

PAGES = {
    "vocabulary.md": "every value of every facet, with its meaning",
    "checks.md": "what `errnorm check` holds catalogs to",
    "cli.md": "the commands and their options",
    "mappings.txt": "the ledger: one line a rule, for tools and reviewers",
    "catalog.schema.json": "the form of a catalog, for editors",
    "answer.schema.json": "the form of an answer",
    "normalize.schema.json": "the form of a line of `errnorm normalize --json`",
    "lookup.schema.json": "the form of what `errnorm lookup --json` prints",
    "stream.schema.json": "the form of a line of `errnorm normalize --stream` and `errnorm lookup --stream`",
}


def index_page(reference: Reference, pages: list[str]) -> str:
    """Give the index; `pages` names the files that stand beside it."""
    blocks = [
        "## Vendors",
        md.table(["vendor", "ids", "forms", "codes"], _vendors(reference)),
        "## Codes",
        *_categories(reference),
        "## Other pages",
        md.bullets(f"{md.link(name, name)}: {what}." for name, what in PAGES.items() if name in pages),
    ]
    return md.page("Reference", *blocks, source="catalogs/")


def _vendors(reference: Reference) -> list[list[str]]:
    return [
        [
            md.link(md.plain(catalog.title), f"vendors/{catalog.vendor}.md"),
            ", ".join(map(md.code, [catalog.vendor, *catalog.aliases])),
            str(len(catalog.shapes)),
            str(len(catalog.rules)),
        ]
        for catalog in reference.catalogs
    ]


def _categories(reference: Reference) -> list[str]:
    blocks = []
    codes = reference.canonical["codes"]
    for category, sentence in reference.canonical["categories"].items():
        rows = [
            [md.link(name, f"codes/{name}.md"), md.plain(code["summary"]), str(_rules(reference, name))]
            for name, code in codes.items()
            if code["category"] == category
        ]
        blocks += [f"### {category}", md.sentences(sentence), md.table(["code", "summary", "rules"], rows)]
    return blocks


def _rules(reference: Reference, name: str) -> int:
    return sum(len(reference.giving(name, catalog.vendor)) for catalog in reference.catalogs)
