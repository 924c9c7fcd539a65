"""New catalogs and rules, from what the author told to the text of the file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from errnorm.authoring.page import Page, find_page, items_of, page_from, shown
from errnorm.authoring.placing import with_rule
from errnorm.authoring.stubs import FIRST_RULE, FIRST_SHAPE, RuleStub, catalog_text
from errnorm.catalog.blanks import blanks_in
from errnorm.catalog.compile import rule_id
from errnorm.catalog.diagnostics import CatalogError, Diagnostic
from errnorm.catalog.load import SHARED_FILES

if TYPE_CHECKING:
    from errnorm.catalog.strict_yaml import Where

_SCHEMA = Path("docs/reference/catalog.schema.json")
_SAME_MATCH = ("status", "phase", "surface")

Reaches = Callable[[Page, int], bool]


class TakenError(CatalogError):
    """The code has a rule already; `faults` says where."""


@dataclass(frozen=True)
class Written:
    """A rule that was put into a `page`, at this `index` of its rules."""

    page: Page
    index: int

    @property
    def line(self) -> int:
        """The line (from 1) on which the rule begins."""
        return self.page.document.marks["rules", self.index][0]

    @property
    def id(self) -> str:
        """The id of the rule."""
        return rule_id(self.page.catalog.vendor, self.page.catalog.rules[self.index])

    def blanks(self) -> list[tuple[Where, str]]:
        """Give where the rule still has blanks, and what belongs there."""
        return [(where, what) for where, what in blanks_in(self.page.document) if where[:2] == ("rules", self.index)]


def new_catalog(folder: Path, vendor: str, *, today: str, title: str | None = None, with_shape: bool = True) -> Page:
    """Give a catalog stub for a vendor; nothing is written yet.

    Without a shape it suits codes of one's own beside a shipped vendor's. Raises `CatalogError` where the vendor has
    a catalog in the folder already or the id cannot be one, and `NotWritable`.
    """
    refuse_vendor(folder, vendor)
    text = catalog_text(
        vendor,
        today=today,
        title=title,
        schema=schema_path(folder),
        shapes=[FIRST_SHAPE] if with_shape else [],
        rules=[FIRST_RULE.lines()],
    )
    return page_from(folder / f"{vendor}.yaml", text)


def catalog_with_rule(folder: Path, vendor: str, stub: RuleStub, *, today: str, title: str) -> Written:
    """Give a catalog for a rule of one's own beside a shipped vendor's; nothing is written yet. Raises as above."""
    refuse_vendor(folder, vendor)
    text = catalog_text(vendor, today=today, title=title, schema=schema_path(folder), rules=[stub.lines()])
    return Written(page_from(folder / f"{vendor}.yaml", text), 0)


def rule_written(page: Page, stub: RuleStub, reaches: Reaches) -> Written:
    """Give the page with a rule for the code in its place; nothing is written yet.

    The rule gets an example to fill in where `reaches` says of the new page and the index of the rule that no shape's
    example can carry its code. Raises `TakenError` for a code that a rule of the same status, phase and surface has,
    `CatalogError` where the rule would be wrong, and `NotWritable`.
    """
    refuse_code(page, stub)
    changed = _written(page, stub)
    if stub.needs_example or reaches(changed.page, changed.index):
        return changed
    return _written(page, replace(stub, needs_example=True))


def _written(page: Page, stub: RuleStub) -> Written:
    changed = with_rule(page, stub.lines())
    old = [item.says for item in items_of(page, "rules")]
    new = [item.says for item in items_of(changed, "rules")]
    index = next((index for index, says in enumerate(old) if says != new[index]), len(old))
    return Written(changed, index)


def refuse_vendor(folder: Path, vendor: str) -> None:
    """Raise `CatalogError` where a file of the folder has the vendor, or another has the name of its file."""
    page = find_page(folder, vendor) if folder.is_dir() else None
    path = folder / f"{vendor}.yaml"
    if page is not None:
        where: Where = ("vendor",) if page.catalog.vendor == vendor else ("aliases",)
        hint = f"`errnorm new {page.catalog.vendor} CODE` adds a rule to it"
        raise CatalogError([page.document.fault(where, f"{vendor} has this catalog already; {hint}")])
    if path.name in SHARED_FILES or path.exists():
        raise CatalogError([Diagnostic(shown(path), 1, 1, "", f"this file cannot be the catalog of {vendor}")])


def refuse_code(page: Page, stub: RuleStub) -> None:
    """Raise `TakenError` with file and line where a rule has the code already."""
    wanted = tuple(getattr(stub, name) for name in _SAME_MATCH)
    for index, says in enumerate(page.document.value.get("rules", [])):
        codes = says.get("code", [])
        codes = codes if isinstance(codes, list) else [codes]
        if stub.code in codes and tuple(says.get(name) for name in _SAME_MATCH) == wanted:
            message = f"{stub.code} has this rule already; mend it, or give the new one a surface, phase or status"
            raise TakenError([page.document.fault(("rules", index, "code"), message)])


def schema_path(folder: Path) -> str | None:
    """Give the way from a catalog folder to the JSON Schema of catalogs, none where there is none around it."""
    for root in folder.resolve().parents:
        if (root / _SCHEMA).is_file():
            return Path(os.path.relpath(root / _SCHEMA, folder.resolve())).as_posix()
    return None


def write_pages(pages: Iterable[Page]) -> None:
    """Write the pages to their files. Raises `OSError`."""
    for page in pages:
        page.path.parent.mkdir(parents=True, exist_ok=True)
        page.path.write_bytes("".join(page.lines).encode())
