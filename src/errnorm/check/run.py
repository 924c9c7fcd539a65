"""Put every check to a set of files, and mend what can be mended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from errnorm.catalog.diagnostics import CatalogError
from errnorm.check.checks import CHECKS
from errnorm.check.mending import mended
from errnorm.check.scene import Scene, set_scene
from errnorm.check.subject import Subject, any_file, read_subject, shown
from errnorm.store import checkout_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from errnorm.check.finding import Check, Finding


@dataclass(frozen=True)
class Report:
    """What was found, in the order of files and lines, the names of the files read, and of those that were mended."""

    findings: Sequence[Finding]
    files: Sequence[str]
    mended: Sequence[str] = ()


def files_in(path: Path) -> list[Path]:
    """Give the files that a path stands for: itself, or the files named *.yaml of a folder, sorted."""
    return sorted(path.glob("*.yaml")) if path.is_dir() else [path]


def check_files(files: Sequence[Path]) -> Report:
    """Put every check to the files together.

    Files in a folder that holds canonical.yaml are checked as parts of that catalog set, all others as laid over the
    shipped one. Raises `CatalogError` where a file beside those under check that belongs to no vendor is wrong, and
    `NoCatalogsError`.
    """
    return _report(_read(files), _set_around(files))


def mend_files(files: Sequence[Path]) -> Report:
    """Rewrite what can be mended, then put every check to the files. Raises as `check_files` does, and `OSError`."""
    subjects, names = [], []
    for before in _read(files):
        after = _mended(before)
        if after.text != before.text:
            with after.path.open("w", encoding="utf-8", newline="") as file:
                file.write(after.text)
            names.append(after.name)
        subjects.append(after)
    report = _report(subjects, _set_around(files))
    return Report(report.findings, report.files, names)


def _read(files: Sequence[Path]) -> list[Subject]:
    return [read_subject(path, shown(path)) for path in {path.resolve(): path for path in files}.values()]


def _set_around(files: Sequence[Path]) -> Path | None:
    around = (path.parent for path in files if (path.parent / "canonical.yaml").is_file())
    return next(around, checkout_folder())


def _mended(subject: Subject) -> Subject:
    for check in CHECKS:
        if check.mend is not None and check.applies(subject):
            edits = check.mend(subject)
            subject = mended(subject, edits) if edits else subject
    return subject


def _report(subjects: Sequence[Subject], folder: Path | None) -> Report:
    try:
        scene = set_scene(subjects, folder)
    except CatalogError:
        # A file that belongs to no vendor is wrong: unless it is not under check, its own faults come first.
        scene = Scene.empty(subjects)
        checks = [check for check in CHECKS if check.applies is any_file]
        findings = _found(checks, subjects, scene)
        if not findings:
            raise
    else:
        findings = _found(CHECKS, subjects, scene)
    return Report(sorted(findings), [subject.name for subject in subjects])


def _found(checks: Sequence[Check], subjects: Sequence[Subject], scene: Scene) -> list[Finding]:
    return [found for subject in subjects for check in checks for found in check.findings(subject, scene)]
