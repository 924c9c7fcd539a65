"""The pytest plugin: `pytest --errnorm-catalog PATH` runs every check on a catalog, with no test file of yours."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from errnorm.testing import require_hypothesis

if TYPE_CHECKING:
    from collections.abc import Iterable

    from errnorm.testing.subject import Subject
    from errnorm.testing.suite import Check

_OPTION = "--errnorm-catalog"
_SOURCES = pytest.StashKey[tuple[Path, ...]]()
_FILES = pytest.StashKey[frozenset[Path]]()
_SUBJECTS = pytest.StashKey[dict[Path, "Subject"]]()
_SEEN = pytest.StashKey[set[Path]]()
_FAULTY = pytest.StashKey[bool]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--errnorm-catalog`."""
    parser.getgroup("errnorm").addoption(
        _OPTION,
        action="append",
        default=[],
        metavar="PATH",
        help="test a catalog, a file or a folder, laid over the shipped ones; may be given more than once, each over "
        "the ones before. Without other paths on the command line nothing else is collected.",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Add the files of the catalogs to what is collected. Raises `UsageError` for a path that holds none."""
    named = config.getoption("errnorm_catalog")
    if not named:
        return
    _require_hypothesis()
    from errnorm.testing.subject import catalog_files

    sources = [config.invocation_params.dir / name for name in named]
    files = [(name, catalog_files(source)) for name, source in zip(named, sources, strict=True)]
    for name, found in files:
        if not found or not all(path.is_file() for path in found):
            raise pytest.UsageError(f"{_OPTION} {name}: no such file, or a folder without a catalog (*.yaml)")
    paths = [path.resolve() for _, found in files for path in found]
    config.stash[_SOURCES] = tuple(sources)
    config.stash[_FILES] = frozenset(paths)
    config.stash[_SEEN] = set()
    kept = [] if _stands_alone(config) else config.args
    config.args = [*kept, *(str(path) for path in dict.fromkeys(paths) if not _is_named(config, kept, path))]


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> CatalogFile | None:
    """Give the collector of a catalog that was named."""
    files = parent.config.stash.get(_FILES, None)
    if files is None or file_path.resolve() not in files:
        return None
    parent.config.stash[_SEEN].add(file_path.resolve())
    return CatalogFile.from_parent(parent, path=file_path)


def pytest_collection_modifyitems(config: pytest.Config) -> None:
    """Raise `UsageError` where a catalog was named and left out, for pytest does not look into its folder."""
    if _FILES not in config.stash:
        return
    seen = config.stash[_SEEN]
    left_out = sorted(path for path in config.stash[_FILES] if path not in seen)
    if left_out:
        raise pytest.UsageError(
            f"{left_out[0]} is not collected (see norecursedirs); test it in a run without other paths"
        )


class CatalogFile(pytest.File):
    """One catalog, or one file of overrides."""

    def collect(self) -> Iterable[CatalogItem]:
        """Give an item for each check. Raises `CollectError` with what is wrong in the catalogs."""
        from errnorm.testing.suite import checks_of

        subject = _subjects(self)[self.path.resolve()]
        for check in checks_of(subject):
            yield CatalogItem.from_parent(self, name=check.name, check=check)


class CatalogItem(pytest.Item):
    """One check of one catalog."""

    def __init__(self, *, check: Check, **options: Any) -> None:
        super().__init__(**options)
        self.check = check

    def runtest(self) -> None:
        """Run the check."""
        self.check.run()

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Give a finding as it is told, and anything else as pytest does."""
        from errnorm.testing.finding import Finding

        return str(excinfo.value) if isinstance(excinfo.value, Finding) else super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Give the file, and the headline of a failure."""
        return self.path, None, f"{self.name} ({self.path.name})"


def _stands_alone(config: pytest.Config) -> bool:
    """Say whether the option was typed with no other path, and not set for every run by `addopts`."""
    typed = any(str(argument).startswith(_OPTION) for argument in config.invocation_params.args)
    return typed and not config.getoption("file_or_dir")


def _is_named(config: pytest.Config, arguments: list[str], path: Path) -> bool:
    """Say whether a path of the command line leads to the file already; pytest 8 cannot do with it twice."""
    named = [(config.invocation_params.dir / argument.partition("::")[0]).resolve() for argument in arguments]
    return any(place in (path, *path.parents) for place in named)


def _require_hypothesis() -> None:
    try:
        require_hypothesis()
    except ModuleNotFoundError as error:
        raise pytest.UsageError(str(error)) from error


def _subjects(collector: CatalogFile) -> dict[Path, Subject]:
    """Give the catalogs by their files; faults are told once, by the file that is collected first."""
    stash = collector.session.stash
    if stash.get(_FAULTY, False):
        raise collector.CollectError("not tested before the faults of the catalogs are mended")
    if _SUBJECTS not in stash:
        from errnorm.catalog.diagnostics import CatalogError
        from errnorm.testing.subject import read_subjects

        sources = collector.config.stash[_SOURCES]
        try:
            read = read_subjects(sources)
        except CatalogError as error:
            stash[_FAULTY] = True
            raise collector.CollectError(str(error)) from error
        stash[_SUBJECTS] = {subject.path.resolve(): subject for subject in read}
    return stash[_SUBJECTS]
