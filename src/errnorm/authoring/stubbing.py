"""Stubs for what triage found, put into the catalogs of a folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from errnorm.authoring.groups import UNKNOWN_VENDOR, Group
from errnorm.authoring.new import Reaches, TakenError, rule_written, schema_path
from errnorm.authoring.page import Page, find_page, items_of, page_from, shown
from errnorm.authoring.placing import with_shape
from errnorm.authoring.skeleton import shape_lines
from errnorm.authoring.stubs import RuleStub, catalog_text
from errnorm.authoring.words import NotWritable
from errnorm.catalog.compile import rule_id
from errnorm.model.facets import MatchKind

if TYPE_CHECKING:
    from errnorm.engine.tables import Tables

UNNAMED = "unnamed"
_SOURCES = ("errors",)


@dataclass(frozen=True)
class Outcome:
    """What became of a group, each stub as `file:line: what`: `stubs` that were written, `known` ones that were there.

    `why` says why there are no more.
    """

    stubs: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class _Entry:
    """A shape or rule of a vendor's file, found again by its name or code after others were put beside it."""

    vendor: str
    key: str
    name: str
    surface: str | None = None


class Stubber:
    """Puts stubs for groups into the catalogs of a `folder`, of which `pages` has those that changed.

    `reaches` says of a page and the index of a rule whether a shape's example can carry the rule's code; `today` is
    the day on which the source of a new file is read.
    """

    def __init__(self, folder: Path, tables: Tables, *, today: str, reaches: Reaches) -> None:
        self._folder = folder
        self._tables = tables
        self._today = today
        self._reaches = reaches
        self._found: dict[str, Page | None] = {}
        self._new: set[_Entry] = set()
        self.pages: dict[str, Page] = {}

    def outcomes(self, groups: Iterable[Group]) -> list[Outcome]:
        """Put a stub for each group that allows one, and say of each group what became of it.

        Raises `CatalogError` where a vendor's file is faulty. Nothing is written to files.
        """
        found = [self._add(group) for group in groups]
        return [Outcome(self._told(entries, new=True), self._told(entries, new=False), why) for entries, why in found]

    def _add(self, group: Group) -> tuple[list[_Entry], str]:
        form = group.form
        if str(MatchKind.AMBIGUOUS) in group.hows:
            return [], "several vendors' forms fit; name the vendor with --vendor"
        if form.is_text:
            return [], "a text without keys: its shape is written by hand"
        entries: list[_Entry] = []
        try:
            if group.skeleton is not None:
                entries.append(self._add_shape(group))
            if form.code and form.is_known_vendor:
                entries.append(self._add_rule(group))
        except (TakenError, NotWritable) as error:
            return entries, str(error)
        return entries, "" if entries else _why_no_rule(group)

    def _add_shape(self, group: Group) -> _Entry:
        vendor = UNNAMED if group.form.vendor == UNKNOWN_VENDOR else group.form.vendor
        page = self._page(vendor)
        shapes = items_of(page, "shapes") if page is not None else []
        same = [item.says["name"] for item in shapes if item.says.get("example") == group.skeleton]
        if same:
            return _Entry(vendor, "shapes", same[0])
        taken = {item.says["name"] for item in shapes}
        name = next(name for number in range(1, len(taken) + 2) if (name := f"form_{number}") not in taken)
        if page is None:
            self.pages[vendor] = self._new_page(vendor, shape_lines(name, group.skeleton, _SOURCES[0]), None)
        else:
            source = next(iter(page.catalog.sources), _SOURCES[0])
            self.pages[vendor] = with_shape(page, shape_lines(name, group.skeleton, source))
        return self._entered(_Entry(vendor, "shapes", name))

    def _add_rule(self, group: Group) -> _Entry:
        vendor, surface = self._owner(group)
        page = self._page(vendor)
        if page is None:
            stub = RuleStub(code=group.form.code, sources=_SOURCES, seen=True)
            self.pages[vendor] = self._new_page(vendor, None, stub.lines())
            return self._entered(_Entry(vendor, "rules", stub.code))
        surface = surface if surface in {rule.surface for rule in page.catalog.rules} else None
        entry = _Entry(vendor, "rules", group.form.code, surface)
        if vendor not in self.pages or _index(self.pages[vendor], entry) is None:
            stub = RuleStub(code=entry.name, sources=[*page.catalog.sources] or _SOURCES, surface=surface, seen=True)
            self.pages[vendor] = rule_written(page, stub, self._reaches).page
            self._entered(entry)
        return entry

    def _entered(self, entry: _Entry) -> _Entry:
        self._new.add(entry)
        return entry

    def _owner(self, group: Group) -> tuple[str, str | None]:
        """Give whose rule the code needs, and for which surface: a form that passes codes through lends its vendor."""
        vendor = self._tables.vendors[group.form.vendor]
        lenders = [vendor, *(self._tables.vendors[name] for name, _ in self._tables.passed(vendor))]
        for lender in lenders:
            for shape in lender.shapes:
                if shape.name == group.form.shape:
                    passed = shape.passthrough[0] if shape.passthrough else {"vendor": lender.id}
                    return passed["vendor"], passed.get("surface", shape.surface)
        return vendor.id, None

    def _page(self, vendor: str) -> Page | None:
        if vendor not in self._found:
            self._found[vendor] = find_page(self._folder, vendor)
        return self.pages.get(vendor) or self._found[vendor]

    def _new_page(self, vendor: str, shape: list[str] | None, rule: list[str] | None) -> Page:
        known = self._tables.vendors.get(vendor)
        text = catalog_text(
            vendor,
            today=self._today,
            title=known.title if known is not None else None,
            schema=schema_path(self._folder),
            shapes=[shape] if shape else [],
            rules=[rule] if rule else [],
        )
        return page_from(self._folder / f"{vendor}.yaml", text)

    def _told(self, entries: Iterable[_Entry], *, new: bool) -> tuple[str, ...]:
        return tuple(self._place(entry) for entry in entries if (entry in self._new) is new)

    def _place(self, entry: _Entry) -> str:
        page = self._page(entry.vendor)
        assert page is not None
        index = _index(page, entry)
        assert index is not None
        line = page.document.marks[entry.key, index][0]
        is_rule = entry.key == "rules"
        what = f"rule {rule_id(page.catalog.vendor, page.catalog.rules[index])}" if is_rule else f"shape {entry.name}"
        return f"{shown(page.path)}:{line}: {what}"


def _index(page: Page, entry: _Entry) -> int | None:
    """Give where the entry stands in its list, none where it is not there."""
    for index, item in enumerate(items_of(page, entry.key)):
        if entry.key == "shapes" and item.says["name"] == entry.name:
            return index
        if item.says.get("phase") or item.says.get("status"):
            continue
        codes = item.says.get("code", [])
        if (
            entry.key == "rules"
            and item.says.get("surface") == entry.surface
            and entry.name in (codes if isinstance(codes, list) else [codes])
        ):
            return index
    return None


def _why_no_rule(group: Group) -> str:
    if group.form.hides_code:
        return "what stands for the code does not look like one"
    return "the form has no code: a rule on its status or words is written by hand"
