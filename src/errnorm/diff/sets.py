"""Catalog sets from wherever they lie: folders, wheels, compiled data, bundles, git revisions."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from errnorm.catalog.compile import SCHEMA_VERSION, compile_folder
from errnorm.catalog.diagnostics import CatalogError
from errnorm.catalog.load import SHARED_FILES
from errnorm.diff.revision import RevisionError, unpack
from errnorm.engine.tables import Tables
from errnorm.layering import layered
from errnorm.store import shipped

_DATA = "errnorm/_data"
_NEEDED = ("catalog_version", "envelopes", "http", "transport", "vendors", "vocabulary")


class SetError(ValueError):
    """A name stands for no catalog set; the text says why."""


def read_set(name: str, here: Path) -> Tables:
    """Give the catalog set a name stands for, every verdict of it made.

    A file or folder of that name comes first, then a revision of the checkout that `here` lies in.
    Raises `CatalogError` for faulty catalogs, and `SetError` for what is no catalog set.
    """
    path = Path(name)
    tables = _read_path(path) if path.exists() else _read_revision(name, here)
    _make_verdicts(name, tables)
    return tables


def _read_path(path: Path) -> Tables:
    for fits, read in READERS:
        if fits(path):
            return read(path)
    raise SetError(f"{path} is no catalog set: no catalogs, compiled data, wheel or bundle")


def _read_revision(name: str, here: Path) -> Tables:
    with tempfile.TemporaryDirectory(prefix="errnorm-revision-") as folder:
        try:
            unpack(name, here, Path(folder))
        except RevisionError as error:
            raise SetError(f"{name}: no such file or folder, and as a git revision: {error}") from error
        try:
            return _read_path(Path(folder))
        except CatalogError as error:
            raise CatalogError([replace(one, file=f"{name}:{Path(one.file).name}") for one in error.faults]) from error
        except SetError as error:
            raise SetError(f"{name} holds no catalogs") from error


def _read_yaml(path: Path) -> Tables:
    """Read catalogs; the files that belong to no vendor are the shipped ones where none of them is here."""
    if path.is_dir() and any((path / name).exists() for name in SHARED_FILES):
        index, rules = compile_folder(path)
        return Tables(index, rules.__getitem__)
    return layered(_vocabulary_alone(), [path])


@cache
def _vocabulary_alone() -> Tables:
    nothing: dict[str, Any] = {}
    return Tables({**shipped()[0], "vendors": nothing}, nothing.__getitem__)


def _read_compiled(path: Path) -> Tables:
    folder = path if (path / "index.json").is_file() else path / _DATA
    return _tables(str(path), lambda name: (folder / f"{name}.json").read_bytes())


def _read_wheel(path: Path) -> Tables:
    try:
        with zipfile.ZipFile(path) as wheel:
            held = {name: wheel.read(name) for name in wheel.namelist() if name.startswith(f"{_DATA}/")}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise SetError(f"{path} is no wheel that can be read: {error}") from error
    return _tables(str(path), lambda name: held[f"{_DATA}/{name}.json"])


def _read_bundle(path: Path) -> Tables:
    held = _parsed(str(path), path.read_bytes())
    if not isinstance(held, Mapping) or not {"index", "rules"} <= held.keys():
        raise SetError(f"{path} is no bundle: it needs the keys index and rules")
    return _checked(str(path), held["index"], held["rules"])


# The ways to read a path, the first that fits counts; another kind of bundle is another row.
READERS: tuple[tuple[Callable[[Path], bool], Callable[[Path], Tables]], ...] = (
    (lambda path: any((path / inside / "index.json").is_file() for inside in (".", _DATA)), _read_compiled),
    (lambda path: path.suffix == ".yaml" or any(path.glob("*.yaml")), _read_yaml),
    (lambda path: path.is_file() and zipfile.is_zipfile(path), _read_wheel),
    (lambda path: path.is_file() and path.suffix == ".json", _read_bundle),
)


def _tables(name: str, read: Callable[[str], bytes]) -> Tables:
    """Give the set whose parts `read` gives by their names: the index, and the rules of each of its vendors."""
    try:
        index = _parsed(name, read("index"))
        rules = {vendor: _parsed(name, read(f"rules_{vendor}"))["rules"] for vendor in index["vendors"]}
    except (KeyError, TypeError, OSError) as error:
        raise SetError(f"{name} holds no whole set of compiled catalogs: {error} is missing") from error
    return _checked(name, index, rules)


def _parsed(name: str, text: bytes) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SetError(f"{name} holds what is not JSON") from error


def _checked(name: str, index: Any, rules: Any) -> Tables:
    absent = [key for key in _NEEDED if not isinstance(index, Mapping) or key not in index]
    if absent:
        raise SetError(f"{name} is no compiled catalog set: the index lacks {', '.join(absent)}")
    if index.get("schema_version") != SCHEMA_VERSION:
        raise SetError(
            f"{name} has data of form {index.get('schema_version')}; this version reads form {SCHEMA_VERSION}"
        )
    try:
        return Tables(index, rules.__getitem__)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise SetError(f"{name} is no compiled catalog set: {error!r}") from error


def _make_verdicts(name: str, tables: Tables) -> None:
    """Make every verdict now, so that data nobody can read is refused under the name of its set."""
    try:
        for vendor in tables.vendors.values():
            for rule in vendor.rules.by_id.values():
                _ = rule.verdict
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise SetError(f"{name} is no catalog set that can be read: {error!r}") from error
