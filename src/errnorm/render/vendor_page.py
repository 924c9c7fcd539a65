"""The page of one vendor: where its errors are recognised, and what each of its codes means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from errnorm.render import conditions, shape_section
from errnorm.render import markdown as md
from errnorm.render.reference import Entry, Reference, retry_words, said

if TYPE_CHECKING:
    from errnorm.catalog.schema import Catalog

_UPSTREAM = {
    "refine": "An error of the platform behind the vendor decides where the vendor's own code covers several causes, "
    "and may make a precise one stricter.",
    "inform": "An error of the platform behind the vendor is reported and changes nothing.",
}
INDEX = md.link("All vendors and codes", "../index.md")
_COLUMNS = ("code", "only where", "title", "canonical code", "retry", "action", "scope", "evidence", "source")


def vendor_page(reference: Reference, catalog: Catalog) -> str:
    """Give the page of a vendor."""
    entries = reference.entries[catalog.vendor]
    shapes = [shape_section.section(catalog, shape) for shape in catalog.shapes]
    details = [_details(entry) for entry in entries]
    blocks = [
        INDEX,
        md.bullets(_facts(catalog)),
        "## Sources",
        _sources(catalog),
        *(["## Forms", *shapes] if shapes else []),
        *(["## Codes", md.table(_COLUMNS, map(_row, entries)), "## What each code means", *details] if entries else []),
    ]
    return md.page(md.plain(catalog.title), *blocks, source=f"catalogs/{catalog.vendor}.yaml")


def _facts(catalog: Catalog) -> list[str]:
    also = f", or {md.codes(catalog.aliases)}" if catalog.aliases else ""
    facts = [
        f"Id: {md.code(catalog.vendor)}{also}.",
        f"Upstream: {md.code(catalog.upstream)}.\n  {_UPSTREAM[catalog.upstream]}",
    ]
    if catalog.defaults:
        facts.append(
            f"For every code here: {said(catalog.defaults.given())}.\n  {md.sentences(catalog.defaults.why, '  ')}"
        )
    return facts


def _sources(catalog: Catalog) -> str:
    rows = [
        [name, f"<{source.url}>", str(source.retrieved), md.plain(source.note or "")]
        for name, source in catalog.sources.items()
    ]
    return md.table(["name", "page", "read on", "note"], rows)


def _row(entry: Entry) -> list[str]:
    rule, verdict = entry.rule, entry.verdict
    return [
        md.link(conditions.code_of(rule) or "any code", f"#{md.fragment(entry.place)}"),
        ", ".join(conditions.of_rule(rule)),
        md.plain(rule.title),
        md.link(rule.canonical, f"../codes/{rule.canonical}.md"),
        retry_words(verdict),
        str(verdict.action),
        str(verdict.scope),
        rule.evidence,
        shape_section.cited(entry.catalog, rule.source),
    ]


def _details(entry: Entry) -> str:
    rule = entry.rule
    code = conditions.code_of(rule)
    head = f"### {md.anchor(entry.place)}{f'{code}: ' if code else ''}{md.plain(rule.title)}"
    return "\n\n".join([head, md.sentences(rule.meaning), md.sentences(entry.verdict.remediation), _more(entry)])


def _more(entry: Entry) -> str:
    rule = entry.rule
    facts = [f"Rule {md.code(entry.id)}, canonical code {md.link(rule.canonical, f'../codes/{rule.canonical}.md')}."]
    facts.append(_verdict(entry))
    if found := conditions.of_rule(rule):
        facts.append(f"Only where: {', '.join(found)}.")
    if differs := said(rule.given()):
        facts.append(f"Otherwise than the canonical code: {differs}.\n  {md.sentences(rule.why or '', '  ')}")
    if rule.coarse:
        facts.append("The code covers several causes; the upstream's code, where the payload holds one, decides.")
    if rule.about:
        about = rule.about.model_dump(exclude_none=True)
        facts.append(f"Concerns: {', '.join(f'{name} {md.code(value)}' for name, value in about.items())}.")
    if rule.usual_status:
        facts.append(f"Usual HTTP status: {md.codes(rule.usual_status)}.")
    facts += [f"Disputed: {md.sentences(rule.disputed, '  ')}"] if rule.disputed else []
    facts += [f"Note: {md.sentences(rule.note, '  ')}"] if rule.note else []
    return md.bullets(facts)


def _verdict(entry: Entry) -> str:
    verdict = entry.verdict
    facets = {"action": verdict.action, "scope": verdict.scope, "suppress": verdict.suppress.advice}
    told = "".join(f", {name} {md.code(value)}" for name, value in facets.items())
    return f"Retry {md.code(retry_words(verdict))}{told}."
