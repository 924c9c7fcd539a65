"""Stories on the screen: wrapped and coloured on a terminal, one line a fact elsewhere."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from rich.text import Text

from errnorm.cli.screen import colour_of, on_terminal
from errnorm.cli.words import NOTHING, safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console

    from errnorm.cli.finding import Finding
    from errnorm.cli.story import Line

_WIDEST = 110
_LEAST = 40


def tell(console: Console, finding: Finding, lines: Iterable[Line], *, number: str = "") -> None:
    """Print one story; `number` says which of several it is."""
    told = list(lines)
    room = max(_LEAST, min(console.width, _WIDEST)) if on_terminal(console) else None
    for line in (*_heading(finding, number, room), *_body(told, room)):
        console.print(line, soft_wrap=True)


def _heading(finding: Finding, number: str, room: int | None) -> Iterator[Text]:
    verdict = finding.verdict
    received = " ".join(part for part in (finding.vendor, finding.vendor_code) if part not in (NOTHING, "unknown"))
    yield Text.assemble(
        (f"{number} " if number else "", "dim"),
        (safe(verdict.code), f"bold {colour_of(verdict.code, verdict.advice)}".strip()),
        (f"  {received}" if received else "", "bold"),
    )
    for piece in _wrapped(finding.title, room):
        yield Text(piece)


def _body(lines: Iterable[Line], room: int | None) -> Iterator[Text]:
    told = list(lines)
    indent = max((len(line.label) for line in told), default=0) + 2
    for line in told:
        label = line.label
        for piece in _wrapped(line.text, room - indent - 2 if room else None):
            yield Text.assemble("  ", (f"{label:<{indent}}", "dim"), piece)
            label = ""


def _wrapped(text: str, room: int | None) -> list[str]:
    if room is None:
        return [text]
    return textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False) or [""]
