"""The check that nothing is left of a stub."""

from __future__ import annotations

from typing import TYPE_CHECKING

from errnorm.catalog.blanks import blanks_in
from errnorm.check.finding import Check, Fault, Severity
from errnorm.check.subject import any_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from errnorm.check.scene import Scene
    from errnorm.check.subject import Subject


def every_blank_is_filled_in(subject: Subject, _: Scene) -> Iterator[Fault]:
    """Every blank of a stub is filled in."""
    for where, what in blanks_in(subject.document):
        yield subject.at(where, f"{'.'.join(map(str, where))}: a blank is left", f"fill in {what}")


CHECKS = (Check("STB001", Severity.ERROR, every_blank_is_filled_in, any_file),)
