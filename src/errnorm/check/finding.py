"""What a check is, and what it finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from errnorm.check.scene import Scene
    from errnorm.check.subject import Subject


class Severity(StrEnum):
    """Whether a finding makes a catalog unfit (`error`) or untidy (`warning`)."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Fault:
    """One place where a claim does not hold: `line` and `column` from 1, what was found, and the `cure`."""

    line: int
    column: int
    message: str
    cure: str


@dataclass(frozen=True, order=True)
class Finding:
    """A fault in a file, with the check that found it."""

    file: str
    line: int
    column: int
    id: str
    message: str
    cure: str
    severity: Severity
    claim: str
    fixable: bool

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.id} {self.text}"

    @property
    def text(self) -> str:
        """What was found, and how to mend it."""
        return f"{self.message}; {self.cure}" if self.cure else self.message


@dataclass(frozen=True, order=True)
class Edit:
    """One change of a text: what stands from `start` to `end` becomes `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Check:
    """One named check.

    `find` gives the faults of a file; the first line of its docstring is the claim. `applies` says to which files it
    is put. `mend` gives the edits of its text that take the faults out.
    """

    id: str
    severity: Severity
    find: Callable[[Subject, Scene], Iterable[Fault]]
    applies: Callable[[Subject], bool]
    mend: Callable[[Subject], list[Edit]] | None = None

    @property
    def claim(self) -> str:
        """What holds in every sound catalog, in one line."""
        return (self.find.__doc__ or "").strip().partition("\n")[0]

    def findings(self, subject: Subject, scene: Scene) -> list[Finding]:
        """Give what this check finds in one file."""
        if not self.applies(subject):
            return []
        fixable = self.mend is not None
        return [
            Finding(
                subject.name,
                fault.line,
                fault.column,
                self.id,
                fault.message,
                fault.cure,
                self.severity,
                self.claim,
                fixable,
            )
            for fault in self.find(subject, scene)
        ]
