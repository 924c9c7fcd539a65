"""Standard output, and what all that is printed there has in common."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from errnorm import Advice, Code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

GAP = 2
_BLOCK = 500
_COLOURS = {
    Advice.NEVER: "red",
    Advice.AFTER_FIX: "yellow",
    Advice.AFTER_CONDITION: "yellow",
    Advice.AFTER_WAIT: "cyan",
    Advice.BACKOFF: "green",
}


def screen() -> Console:
    """Give standard output as rich sees it; nothing in a text is taken for markup."""
    return Console(highlight=False, markup=False, emoji=False)


def on_terminal(console: Console) -> bool:
    """Say whether a person reads along; FORCE_COLOR colours what is piped, but must not fold it."""
    return console.file.isatty()


def colour_of(code: str, advice: Advice) -> str:
    """Give the colour that tells the retry advice; none for a success."""
    return "" if code == Code.NO_ERROR else _COLOURS.get(advice, "magenta")


def grid(*titles: str) -> Table:
    """Give an empty table of this look."""
    table = Table(box=None, padding=(0, GAP, 0, 0), pad_edge=False, header_style="dim")
    for title in titles:
        table.add_column(title, justify="right" if title == "line" else "left", overflow="fold")
    return table


def print_columns(console: Console, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table: wrapped on a terminal, elsewhere one plain line a row."""
    if not on_terminal(console):
        for line in plain_lines(rows, head):
            console.file.write(line + "\n")
        return
    table = grid(*head)
    table.columns[0].no_wrap = True
    for row in rows:
        table.add_row(*row)
    console.print(table)


def print_stacked(console: Console, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table; on a terminal that is too narrow for it all but the first column stand above each other."""
    if on_terminal(console) and width_of([head, *rows]) > console.width:
        head, *rows = ((first, "\n".join(others)) for first, *others in [head, *rows])
    print_columns(console, head, rows)


def width_of(rows: Iterable[Sequence[str]]) -> int:
    """Give the width of a table in which nothing is wrapped."""
    return sum(max(map(len, column)) + GAP for column in zip(*rows, strict=True)) - GAP


def plain_lines(rows: Iterable[Sequence[str]], head: Sequence[str]) -> Iterator[str]:
    """Give one line a row under a head, in columns two blanks apart, nothing cut; widths may grow every 500 rows."""
    rest, widths = iter(rows), [len(title) for title in head]
    shown: list[Sequence[str]] = [head]
    while block := list(islice(rest, _BLOCK)):
        widths = [max(width, *map(len, cells)) for width, cells in zip(widths, zip(*block, strict=True), strict=True)]
        for cells in [*shown, *block]:
            yield (" " * GAP).join(map(str.ljust, cells, widths)).rstrip()
        shown = []


def print_groups(console: Console, rows: Sequence[Sequence[str]], about: Mapping[str, str]) -> None:
    """Print the rows under a line for each value of their first column, so that 80 columns hold them."""
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)][1:]
    for group in dict.fromkeys(row[0] for row in rows):
        console.print(Text.assemble((group, "bold"), "  ", (about.get(group, ""), "dim")))
        for row in (one for one in rows if one[0] == group):
            console.print("  " + (" " * GAP).join(map(str.ljust, row[1:], widths)).rstrip())
