"""Where the shipped catalogs are read from: compiled data in a wheel, YAML in a checkout."""

from __future__ import annotations

import json

from errnorm.engine.tables import Tables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from typing import Any

    Rules = Callable[[str], Sequence[Mapping[str, Any]]]

_HERE = __file__.rpartition("/")[0] or "."
_COMPILED = f"{_HERE}/_data"


class NoCatalogsError(RuntimeError):
    """The package holds no catalogs: neither compiled data beside it nor a checkout around it."""


def shipped() -> tuple[Mapping[str, Any], Rules]:
    """Give the index of the shipped catalogs and a reader of one vendor's rules. Raises `NoCatalogsError`."""
    try:
        index = _read("index")
    except FileNotFoundError:
        return _from_checkout()
    return index, lambda vendor: _read(f"rules_{vendor}")["rules"]


def shipped_tables() -> Tables:
    """Give the shipped catalogs, ready to be asked."""
    return Tables(*shipped())


def shipped_examples() -> Mapping[str, Any]:
    """Give for each shipped vendor the examples of its `shapes` and those of its `rules`, both by name."""
    folder = checkout_folder()
    if folder is None:
        found: Mapping[str, Any] = _read("examples")
        return found
    from errnorm.catalog.examples import compile_examples

    return compile_examples(folder)


def shipped_clauses() -> Mapping[str, Any]:
    """Give the inputs of the specification's vectors and the invented vendors that some of them need."""
    folder = checkout_folder()
    if folder is None:
        found: Mapping[str, Any] = _read("clauses")
        return found
    from errnorm.catalog.clauses import compile_clauses

    return compile_clauses(folder.parent / "tests/specification")


def checkout_folder() -> Path | None:
    """Give `catalogs/` where the package runs from a checkout, else none."""
    from pathlib import Path

    root = Path(__file__).resolve().parents[2]
    return root / "catalogs" if (root / "pyproject.toml").is_file() and (root / "catalogs").is_dir() else None


def _read(name: str) -> Any:
    with open(f"{_COMPILED}/{name}.json", "rb") as file:  # noqa: PTH123 - pathlib costs more than the rest of the import
        return json.load(file)


def _from_checkout() -> tuple[Mapping[str, Any], Rules]:
    folder = checkout_folder()
    if folder is None:
        raise NoCatalogsError(
            "errnorm was installed without its catalogs; reinstall it with `pip install --force-reinstall errnorm`"
        )
    from errnorm.catalog.compile import compile_folder

    index, rules = compile_folder(folder)
    return index, rules.__getitem__
