"""The table of answers: coloured and fitted on a terminal, one plain line a row elsewhere."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from errnorm import Advice, Code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from errnorm.cli.rows import Row

MOST_ON_A_TERMINAL = 500
_BLOCK = 500
_GAP = 2
_HEAD = ("line", "vendor", "vendor code", "code", "retry", "action", "who acts", "out?")
_STYLES = {
    Advice.NEVER: "red",
    Advice.AFTER_FIX: "yellow",
    Advice.AFTER_CONDITION: "yellow",
    Advice.AFTER_WAIT: "cyan",
    Advice.BACKOFF: "green",
}


def screen() -> Console:
    """Give standard output as rich sees it; nothing in a text is taken for markup."""
    return Console(highlight=False, markup=False, emoji=False)


def print_rows(console: Console, rows: Iterable[Row], *, show_detail: bool) -> int:
    """Print the rows; give how many were left out, which on a terminal are those after the first 500."""
    if not console.is_terminal:
        for line in plain_lines((_cells(row, show_detail=show_detail) for row in rows), _head(show_detail=show_detail)):
            console.file.write(line + "\n")
        return 0
    rest = iter(rows)
    first = list(islice(rest, MOST_ON_A_TERMINAL))
    left_out = sum(1 for _ in rest)
    if first:
        console.print(_fitted(first, console.width, show_detail=show_detail))
    return left_out


def plain_lines(rows: Iterable[Sequence[str]], head: Sequence[str]) -> Iterator[str]:
    """Give one line a row under a head, in columns two blanks apart, nothing cut; widths may grow every 500 rows."""
    rest, widths = iter(rows), [len(title) for title in head]
    shown: list[Sequence[str]] = [head]
    while block := list(islice(rest, _BLOCK)):
        widths = [max(width, *map(len, cells)) for width, cells in zip(widths, zip(*block, strict=True), strict=True)]
        for cells in [*shown, *block]:
            yield "  ".join(f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=True)).rstrip()
        shown = []


def _head(*, show_detail: bool) -> tuple[str, ...]:
    return (*_HEAD, "detail") if show_detail else _HEAD


def _cells(row: Row, *, show_detail: bool) -> tuple[str, ...]:
    cells = (row.place, row.vendor, row.vendor_code, row.code, row.retry, row.action, row.fault, row.out)
    return (*cells, row.detail) if show_detail else cells


def _fitted(rows: Sequence[Row], width: int, *, show_detail: bool) -> Table:
    cells = [_HEAD, *(_cells(row, show_detail=False) for row in rows)]
    needed = sum(max(map(len, column)) + _GAP for column in zip(*cells, strict=True)) - _GAP
    return _wide(rows) if needed <= width and not show_detail else _stacked(rows, show_detail=show_detail)


def grid(*titles: str) -> Table:
    """Give an empty table of this look."""
    table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, header_style="dim")
    for title in titles:
        table.add_column(title, justify="right" if title == "line" else "left", overflow="fold")
    return table


def _wide(rows: Sequence[Row]) -> Table:
    table = grid(*_HEAD)
    for row in rows:
        table.add_row(
            Text(row.place, "dim"),
            row.vendor,
            row.vendor_code,
            Text(row.code, _style(row)),
            Text(row.retry, _colour(row)),
            row.action,
            row.fault,
            _out(row),
        )
    return table


def _stacked(rows: Sequence[Row], *, show_detail: bool) -> Table:
    """Give two lines a row: what happened, and below it what to do."""
    table = grid("line", "vendor\nvendor code", "code\naction", "retry\nwho acts, out?")
    for row in rows:
        what = Text.assemble((row.code, _style(row)), "\n", row.action)
        if show_detail:
            what.append(f"\n{row.detail}", "italic dim")
        table.add_row(
            Text(row.place, "dim"),
            Text.assemble(row.vendor, "\n", row.vendor_code),
            what,
            Text.assemble((row.retry, _colour(row)), "\n", row.fault, ", ", _out(row)),
        )
    return table


def colour_of(code: str, advice: Advice) -> str:
    """Give the colour that tells the retry advice; none for a success."""
    return "" if code == Code.NO_ERROR else _STYLES.get(advice, "magenta")


def _colour(row: Row) -> str:
    return colour_of(row.code, row.advice)


def _style(row: Row) -> str:
    return f"bold {_colour(row)}".strip()


def _out(row: Row) -> Text:
    return Text(row.out, "bold yellow" if row.out == "maybe" else "")
