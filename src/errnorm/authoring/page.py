"""A catalog as lines of text, each line with what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from errnorm.catalog.diagnostics import CatalogError
from errnorm.catalog.load import check_references, validate, vendor_files
from errnorm.catalog.schema import Catalog
from errnorm.catalog.strict_yaml import Document, parse_yaml, read_yaml

# YAML ends a line at each of these, so its line numbers count them all.
_LINE = re.compile("[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029])|[^\r\n\x85\u2028\u2029]+")


@dataclass(frozen=True)
class Page:
    """One catalog file: its `path`, its `lines` with their ends, its `document`, and the `catalog` it holds."""

    path: Path
    lines: tuple[str, ...]
    document: Document
    catalog: Catalog

    @property
    def newline(self) -> str:
        """What ends a line here."""
        first = self.lines[0] if self.lines else ""
        return first[len(first.rstrip("\r\n")) :] or "\n"


@dataclass(frozen=True)
class Item:
    """One entry of a list: what it `says`, its first line and the line after its last (from 0), and its dash."""

    says: dict[str, Any]
    first: int
    end: int
    dash: int


def shown(path: Path) -> str:
    """Give a path as people read it: from the present folder where it lies inside."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def page_of(path: Path) -> Page:
    """Read one catalog. Raises `CatalogError` with every fault."""
    name = shown(path)
    document = read_yaml(path, shown_as=name)
    if document.faults:
        raise CatalogError(document.faults)
    return page_from(path, path.read_bytes().decode())


def page_from(path: Path, text: str) -> Page:
    """Give the page that `text` is. Raises `CatalogError` with every fault."""
    document = parse_yaml(text, shown(path))
    catalog = validate(document, Catalog)
    if catalog is not None:
        document.faults += check_references(document, catalog)
    if catalog is None or document.faults:
        raise CatalogError(document.faults)
    return Page(path, tuple(_LINE.findall(text)), document, catalog)


def find_page(folder: Path, vendor: str) -> Page | None:
    """Give the catalog of a vendor's id or alias in a folder. Raises `CatalogError` where that file is faulty."""
    named = {path: read_yaml(path, shown_as=shown(path)).value for path in vendor_files(folder)}
    owners = [path for path, value in named.items() if isinstance(value, dict) and value.get("vendor") == vendor]
    claimed = [path for path, value in named.items() if isinstance(value, dict) and vendor in _aliases(value)]
    broken = [path for path, value in named.items() if not isinstance(value, dict) and path.stem == vendor]
    found = [*owners, *broken, *(claimed if len(claimed) == 1 else [])]
    return page_of(found[0]) if found else None


def _aliases(value: dict[str, Any]) -> Sequence[Any]:
    aliases = value.get("aliases", ())
    return aliases if isinstance(aliases, list) else ()


def items_of(page: Page, key: str) -> list[Item]:
    """Give the entries of the list `key` (`rules`, `shapes`) in the order of the file; none where it is no list."""
    entries = page.document.value.get(key)
    return list(_items(page, key, entries)) if isinstance(entries, list) else []


def _items(page: Page, key: str, entries: Sequence[Any]) -> Iterator[Item]:
    for index, says in enumerate(entries):
        line, column = page.document.marks[key, index]
        dash = page.lines[line - 1][: column - 1].rfind("-")
        yield Item(says, line - 1, _end(page.lines, line - 1, dash), dash)


def _end(lines: Sequence[str], first: int, dash: int) -> int:
    """Give the line after the last of an entry: blank lines and comments that stand further left come after it."""
    end = first + 1
    for number, line in enumerate(lines[first + 1 :], first + 1):
        bare = line.lstrip(" ")
        is_outside = len(line) - len(bare) <= dash
        if bare.strip() and not is_outside:
            end = number + 1
        elif bare.strip() and not bare.startswith("#"):
            break
    return end


def is_blank(line: str) -> bool:
    """Say whether nothing stands on a line."""
    return not line.strip()


def is_comment(line: str) -> bool:
    """Say whether only a comment stands on a line."""
    return line.lstrip(" ").startswith("#")
