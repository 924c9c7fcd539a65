"""The section of a vendor's page about one form that its errors arrive in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from errnorm.render import conditions
from errnorm.render import markdown as md

if TYPE_CHECKING:
    from errnorm.catalog.schema import Catalog, Fields, Shape, UpstreamFields


def section(catalog: Catalog, shape: Shape) -> str:
    """Give the section of one shape."""
    blocks = [
        f"### {md.code(shape.name)}",
        md.sentences(shape.note) if shape.note else "",
        md.bullets(_facts(catalog, shape)),
        _conditions("Recognised where", shape.when),
        _items(shape),
        _conditions("Other items are skipped: one counts where", shape.where),
        _conditions("No error where", shape.success),
        _read("The vendor's error is read from", shape.fields),
        _read("The upstream's error is read from", shape.upstream),
        _example(shape),
    ]
    return "\n\n".join(filter(None, blocks))


def _facts(catalog: Catalog, shape: Shape) -> list[str]:
    phase = f"Phase: {md.code(shape.phase)}." if shape.phase else "Phase: the form does not tell."
    proves = "yes." if shape.identifies else "no; it serves only callers who name the vendor."
    facts = [phase, f"Proves the vendor: {proves}"]
    if shape.surface:
        facts.append(f"Surface: {md.code(shape.surface)}.")
    facts += [_lent(lent.vendor, lent.surface, alone=shape.fields is None) for lent in shape.passthrough or ()]
    if shape.unwrap:
        facts.append(
            f"Another payload lies at {conditions.sources_of(shape.unwrap.payload)}, and is recognised in its turn."
        )
    if shape.evidence:
        facts.append(f"Evidence: {shape.evidence}.")
    return facts + ([f"Source: {cited(catalog, shape.source)}."] if shape.source else [])


def _lent(vendor: str, surface: str | None, *, alone: bool) -> str:
    what = "Forms and codes" if alone else "Codes that no rule here knows"
    where = f", surface {md.code(surface)}" if surface else ""
    return f"{what} are those of {md.link(vendor, f'{vendor}.md')}{where}."


def cited(catalog: Catalog, names: list[str]) -> str:
    """Give the sources that are cited, each as a link."""
    found = []
    for name in names:
        key, _, part = name.partition("#")
        found.append(md.link(md.plain(name), catalog.sources[key].url + (f"#{part}" if part else "")))
    return ", ".join(found)


def _conditions(lead: str, maps: Any) -> str:
    if not maps:
        return ""
    single = len(maps[0]) == 1
    if len(maps) == 1 and single:
        return f"{lead} {conditions.in_one_line(maps[0])}."
    how = "all of these hold" if len(maps) == 1 else "one of these holds"
    return f"{lead} {how}:\n\n{conditions.alternatives(maps)}"


def _items(shape: Shape) -> str:
    steps = [conditions.place(step) for step in shape.each or () if step != "."]
    return f"There is an error for each element of {', and in it of '.join(steps)}." if steps else ""


def _read(lead: str, fields: Fields | UpstreamFields | None) -> str:
    if fields is None:
        return ""
    rows = [
        [md.code(name), conditions.sources_of(sources, " and " if name == "text" else ", else ")]
        for name in type(fields).model_fields
        if (sources := getattr(fields, name))
    ]
    return f"{lead}:\n\n" + md.table(["part", "where"], rows)


def _example(shape: Shape) -> str:
    if shape.example is None:
        return ""
    lead = "Example"
    if shape.example_http_status:
        lead += f", HTTP status {md.code(shape.example_http_status)}"
    if shape.example_headers:
        headers = [f"{name}: {value}" for name, value in shape.example_headers.items()]
        lead += f", with the header{'s' if len(headers) > 1 else ''} {md.codes(headers, 'and')}"
    if isinstance(shape.example, str):
        return f"{lead}:\n\n{md.fenced(shape.example, 'text')}"
    return f"{lead}:\n\n{md.fenced(json.dumps(shape.example, indent=2, ensure_ascii=False), 'json')}"
