"""The table of answers: coloured and fitted on a terminal, one plain line a row elsewhere."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from rich.text import Text

from errnorm.cli.screen import GAP, colour_of, grid, print_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console
    from rich.table import Table

    from errnorm.cli.rows import Row

MOST_ON_A_TERMINAL = 500
_HEAD = ("line", "vendor", "vendor code", "code", "retry", "action", "who acts", "out?")


def print_rows(console: Console, rows: Iterable[Row], *, show_detail: bool) -> int:
    """Print the rows; give how many were left out, which on a terminal are those after the first 500."""
    if not console.is_terminal:
        head = (*_HEAD, "detail") if show_detail else _HEAD
        print_columns(console, head, ((*_cells(row), row.detail)[: len(head)] for row in rows))
        return 0
    rest = iter(rows)
    first = list(islice(rest, MOST_ON_A_TERMINAL))
    left_out = sum(1 for _ in rest)
    if first:
        console.print(_fitted(first, console.width, show_detail=show_detail))
    return left_out


def _cells(row: Row) -> tuple[str, ...]:
    return (row.place, row.vendor, row.vendor_code, row.code, row.retry, row.action, row.fault, row.out)


def _fitted(rows: Sequence[Row], width: int, *, show_detail: bool) -> Table:
    columns = zip(_HEAD, *map(_cells, rows), strict=True)
    needed = sum(max(map(len, column)) + GAP for column in columns) - GAP
    return _wide(rows) if needed <= width and not show_detail else _stacked(rows, show_detail=show_detail)


def _wide(rows: Sequence[Row]) -> Table:
    table = grid(*_HEAD)
    for row in rows:
        table.add_row(
            Text(row.place, "dim"),
            row.vendor,
            row.vendor_code,
            Text(row.code, f"bold {_colour(row)}"),
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
        what = Text.assemble((row.code, f"bold {_colour(row)}"), "\n", row.action)
        if show_detail:
            what.append(f"\n{row.detail}", "italic dim")
        table.add_row(
            Text(row.place, "dim"),
            Text.assemble(row.vendor, "\n", row.vendor_code),
            what,
            Text.assemble((row.retry, _colour(row)), "\n", row.fault, ", ", _out(row)),
        )
    return table


def _colour(row: Row) -> str:
    return colour_of(row.code, row.advice)


def _out(row: Row) -> Text:
    return Text(row.out, "bold yellow" if row.out == "maybe" else "")
