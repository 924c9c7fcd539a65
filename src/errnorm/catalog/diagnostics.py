"""What is wrong with a catalog, told to its author."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Diagnostic:
    """One fault: `file`, `line` and `column` (from 1), the dotted `where` inside the file, and the `message`."""

    file: str
    line: int
    column: int
    where: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}: "
        return place + (f"{self.where}: {self.message}" if self.where else self.message)


class CatalogError(ValueError):
    """A catalog cannot be used; `faults` holds everything that was found, in the order of the files."""

    def __init__(self, faults: Sequence[Diagnostic]) -> None:
        super().__init__(tuple(faults))
        self.faults = tuple(sorted(faults))

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))


def nearest(word: str, known: Iterable[str]) -> str:
    """Give `; nearest: X` for the known word most like `word`, or nothing where none is like it."""
    found = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; nearest: {found[0]}" if found else ""
