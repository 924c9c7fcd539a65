"""The table of answers: coloured and fitted on a terminal, one plain line a row elsewhere."""

from __future__ import annotations

from itertools import groupby, islice
from typing import TYPE_CHECKING

from rich.text import Text

from errnorm.cli.screen import colour_of, grid, on_terminal, print_columns, width_of
from errnorm.cli.words import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console
    from rich.table import Table

    from errnorm.cli.rows import Row

MOST_ON_A_TERMINAL = 500
_HEAD = ("line", "vendor", "vendor code", "code", "retry", "action", "who acts", "out?")


def print_rows(console: Console, rows: Iterable[Row], *, show_file: bool, show_detail: bool) -> int:
    """Print the rows; give how many were left out, which on a terminal are those after the first 500."""
    if not on_terminal(console):
        head = (*_HEAD, "detail") if show_detail else _HEAD
        print_columns(console, head, (_plain_cells(row, show_file=show_file)[: len(head)] for row in rows))
        return 0
    rest = iter(rows)
    first = list(islice(rest, MOST_ON_A_TERMINAL))
    left_out = sum(1 for _ in rest)
    for file, rows_of_file in groupby(first, lambda row: row.file):
        if show_file:
            console.print(Text(f"{file}:", "bold underline"), soft_wrap=True)
        console.print(_fitted(list(rows_of_file), console.width, show_detail=show_detail))
    return left_out


def _plain_cells(row: Row, *, show_file: bool) -> tuple[str, ...]:
    place = f"{row.file}:{row.line}" if show_file else row.line
    return (place, *_cells(row)[1:], row.detail)


def _cells(row: Row) -> tuple[str, ...]:
    return (row.line, row.vendor, row.vendor_code, row.code, row.retry, row.action, row.fault, row.out)


def _fitted(rows: Sequence[Row], width: int, *, show_detail: bool) -> Table:
    fits = width_of([_HEAD, *map(_cells, rows)]) <= width
    return _wide(rows) if fits and not show_detail else _stacked(rows, show_detail=show_detail)


def _wide(rows: Sequence[Row]) -> Table:
    table = grid(*_HEAD)
    for row in rows:
        table.add_row(
            Text(row.line, "dim"),
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
    """Give two lines a row, each code above what the vendor sent: together they fit 80 columns."""
    table = grid("line", "code\nvendor, vendor code", "retry\naction", "out?\nwho acts")
    for row in rows:
        what = Text.assemble((row.code, f"bold {_colour(row)}"), "\n", _sender(row))
        if show_detail and row.detail != NOTHING:
            what.append(f"\n{row.detail}", "italic dim")
        table.add_row(
            Text(row.line, "dim"),
            what,
            Text.assemble((row.retry, _colour(row)), "\n", row.action),
            Text.assemble(_out(row), "\n", row.fault),
        )
    return table


def _sender(row: Row) -> str:
    return row.vendor if row.vendor_code == NOTHING else f"{row.vendor} {row.vendor_code}"


def _colour(row: Row) -> str:
    return colour_of(row.code, row.advice)


def _out(row: Row) -> Text:
    return Text(row.out, "bold yellow" if row.out == "maybe" else "")
