"""Tests of anybody's catalog: `pytest --errnorm-catalog PATH`, or `check_catalog` in a test of your own."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from errnorm.catalog.schema import Catalog

NEEDS_HYPOTHESIS = 'testing a catalog needs Hypothesis; install it with `pip install "errnorm[testing]"`'


def check_catalog(*paths: str | Path) -> None:
    """Run every check on catalogs laid over the shipped ones, each path a file or a folder.

    Raises `AssertionError` with all findings, `CatalogError` where a catalog cannot be read, and `ModuleNotFoundError`
    without Hypothesis.
    """
    require_hypothesis()
    from errnorm.testing.suite import findings_of

    found = findings_of(paths)
    if found:
        raise AssertionError("\n\n".join(map(str, found)))


def read_catalogs(*paths: str | Path) -> Sequence[Catalog]:
    """Give the catalogs of files and folders, as the strategies take them. Raises `CatalogError`."""
    from errnorm.testing.subject import read_subjects

    return [subject.catalog for subject in read_subjects(paths) if subject.catalog is not None]


def require_hypothesis() -> None:
    """Raise `ModuleNotFoundError` that says what to install, where Hypothesis is not there."""
    try:
        import hypothesis  # noqa: F401
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(NEEDS_HYPOTHESIS, name="hypothesis") from error


__all__ = ["check_catalog", "read_catalogs"]
