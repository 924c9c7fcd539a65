"""A progress bar on standard error for long input, and the notes that are printed around it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

    from rich.progress import Progress

LONG_INPUT = 1 << 20
_STEP = 1 << 16


class Meter:
    """Follows how much was read; the bar appears where it may (`allowed`) and at 1 MiB or more, to read or read."""

    def __init__(self, total: int | None, *, allowed: bool) -> None:
        self._total = total
        self._allowed = allowed and sys.stderr.isatty()
        self._seen = 0
        self._next = 0 if (total or 0) >= LONG_INPUT else LONG_INPUT
        self._bar: Progress | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Take the bar away; nothing more is read."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def follow(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Give the lines as they are, and count them."""
        if not self._allowed:
            yield from lines
            return
        for line in lines:
            yield line
            self._seen += len(line)
            if self._seen >= self._next:
                self._move()

    def note(self, text: str) -> None:
        """Print a line on standard error, above the bar if there is one."""
        if self._bar is None:
            click.echo(f"errnorm: {text}", err=True)
        else:
            self._bar.console.print(f"errnorm: {text}", markup=False, highlight=False, soft_wrap=True)

    def _move(self) -> None:
        self._next = self._seen + _STEP
        if self._bar is None:
            self._bar = _bar()
            self._bar.add_task("reading", total=self._total)
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], completed=self._seen)


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(binary_units=True),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
