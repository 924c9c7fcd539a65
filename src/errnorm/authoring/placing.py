"""New entries put among the lines of a catalog; every line that was there stays as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Any

from errnorm.authoring.page import Item, Page, is_blank, is_comment, items_of, page_from
from errnorm.catalog.diagnostics import CatalogError
from errnorm.catalog.strict_yaml import parse_yaml

Key = tuple[int, int, str]
_FAR = 10**9


@dataclass(frozen=True)
class _Gap:
    """A place between two lines: the number of the line after it, and the index of the entry that will stand there."""

    line: int
    index: int
    leads_block: bool = False


def with_rule(page: Page, stub: Sequence[str]) -> Page:
    """Give the page with a rule put where its code belongs: sorted by number, then by text, in the block that fits.

    A block is a run of rules under one comment. `stub` are the lines of the rule without indentation. Raises
    `CatalogError` where the rule is wrong, or where the file is written in a way that a line cannot be added to.
    """
    says = parse_yaml("\n".join(stub), "").value
    items = items_of(page, "rules")
    return _put(page, "rules", stub, items, _gap_for(page, items, says) if items else None)


def with_shape(page: Page, stub: Sequence[str]) -> Page:
    """Give the page with a shape put after the others. Raises `CatalogError` as `with_rule` does."""
    items = items_of(page, "shapes")
    return _put(page, "shapes", stub, items, _Gap(items[-1].end, len(items)) if items else None)


def sort_key(code: str) -> Key:
    """Give what codes are sorted by: numbers by their size before texts by their letters."""
    return (0, int(code), "") if code.isdecimal() else (1, 0, code.casefold())


def _gap_for(page: Page, items: Sequence[Item], says: dict[str, Any]) -> _Gap:
    key = _key_of(says)
    assert key is not None
    block = min(_blocks(page, items), key=lambda block: _strangeness([items[index] for index in block], says, key))
    coded = [(found, index) for index in block if (found := _key_of(items[index].says)) is not None]
    larger = next((index for found, index in coded if found > key), None)
    if larger is None:
        last = coded[-1][1] if coded else block[-1]
        return _Gap(items[last].end, last + 1)
    if larger == block[0]:
        return _Gap(items[larger].first, larger, leads_block=True)
    return _Gap(items[larger - 1].end, larger)


def _key_of(says: dict[str, Any]) -> Key | None:
    code = says.get("code") or (says.get("range") or {}).get("from")
    if isinstance(code, list):
        code = code[0]
    return sort_key(code) if code else None


def _blocks(page: Page, items: Sequence[Item]) -> list[list[int]]:
    """Give the indices of the rules in each block: a comment between two rules begins a new one."""
    blocks: list[list[int]] = []
    for index, item in enumerate(items):
        before = page.lines[items[index - 1].end : item.first] if index else ()
        if not blocks or any(map(is_comment, before)):
            blocks.append([])
        blocks[-1].append(index)
    return blocks


def _strangeness(block: Sequence[Item], says: dict[str, Any], key: Key) -> tuple[bool, bool, bool, int]:
    """Give how ill a code fits a block: another surface, another kind of code, outside its span, far from all."""
    keys = [found for item in block if (found := _key_of(item.says)) is not None]
    alike = [found for found in keys if found[0] == key[0]]
    is_elsewhere = not any(item.says.get("surface") == says.get("surface") for item in block)
    is_outside = not (alike and min(alike) <= key <= max(alike))
    return is_elsewhere, not alike, is_outside, min((_distance(found, key) for found in alike), default=_FAR)


def _distance(one: Key, other: Key) -> int:
    if one[0] == 0:
        return abs(one[1] - other[1])
    return -sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one[2], other[2], strict=False)))


def _put(page: Page, key: str, stub: Sequence[str], items: Sequence[Item], gap: _Gap | None) -> Page:
    if gap is None:
        text = _with_first(page, key, stub)
        index = 0
    else:
        index = gap.index
        text = _with_lines(page, gap.line, _spaced(page, _indented(stub, items[0].dash), items, gap))
    return _proved(page, key, index, stub, text)


def _spaced(page: Page, stub: list[str], items: Sequence[Item], gap: _Gap) -> list[str]:
    """Give the stub with a blank line where the file keeps one between entries."""
    between = [page.lines[one.end : other.first] for one, other in pairwise(items)]
    plain = [lines for lines in between if not any(map(is_comment, lines))]
    if sum(map(bool, plain)) * 2 <= len(plain):
        return stub
    return [*stub, ""] if gap.leads_block else ["", *stub]


def _indented(stub: Sequence[str], dash: int) -> list[str]:
    first, *rest = stub
    return [" " * dash + "- " + first, *(" " * (dash + 2) + line for line in rest)]


def _with_first(page: Page, key: str, stub: Sequence[str]) -> str:
    """Give the text with the first entry of a list that is empty or absent."""
    lines = _indented(stub, 2)
    if key not in page.document.value:
        gap = [] if not page.lines or is_blank(page.lines[-1]) else [""]
        return _with_lines(page, len(page.lines), [*gap, f"{key}:", *lines])
    line, column = page.document.marks[key,]
    old = page.lines[line - 1]
    opened = old[: column - 1].rstrip(" ") + old[column - 1 :].removeprefix("[]")
    changed = Page(page.path, (*page.lines[: line - 1], opened, *page.lines[line:]), page.document, page.catalog)
    return _with_lines(changed, line, lines)


def _with_lines(page: Page, line: int, new: Sequence[str]) -> str:
    before, after = "".join(page.lines[:line]), "".join(page.lines[line:])
    if before and before[-1] not in "\r\n":
        return before + "".join(page.newline + one for one in new) + after
    return before + "".join(one + page.newline for one in new) + after


def _proved(page: Page, key: str, index: int, stub: Sequence[str], text: str) -> Page:
    """Give the new page, if it says what the old one said and the stub, and nothing else."""
    says = parse_yaml("\n".join(stub), "").value
    old = page.document.value
    meant = {**old, key: [*old.get(key, [])[:index], says, *old.get(key, [])[index:]]}
    found = parse_yaml(text, page.document.file)
    if found.faults or found.value != meant:
        message = f"nothing can be added to `{key}` line by line; write it as a list with a dash an entry"
        raise CatalogError([page.document.fault((key,), message)])
    return page_from(page.path, text)
