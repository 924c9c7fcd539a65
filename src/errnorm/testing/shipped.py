"""The examples of the shipped catalogs, from the compiled data of a wheel or from the YAML of a checkout."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import errnorm
from errnorm.catalog.examples import compile_examples
from errnorm.catalog.schema import Shape
from errnorm.normalizer import Normalizer
from errnorm.store import checkout_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

_COMPILED = Path(errnorm.__file__).parent / "_data/examples.json"


@cache
def shipped_examples() -> Mapping[str, Any]:
    """Give for each shipped vendor the examples of its `shapes` by name, and those of its `rules`."""
    folder = checkout_folder()
    if _COMPILED.exists() or folder is None:
        found: Mapping[str, Any] = json.loads(_COMPILED.read_text(encoding="utf-8"))
        return found
    return compile_examples(folder)


@cache
def shipped_shapes(vendor: str) -> tuple[Shape, ...]:
    """Give a shipped vendor's shapes with their examples; none for a vendor that is not shipped."""
    examples = shipped_examples().get(vendor)
    if examples is None:
        return ()
    shapes = shipped_normalizer().tables.index["vendors"][vendor]["shapes"]
    return tuple(Shape.model_validate({**shape, **examples["shapes"].get(shape["name"], {})}) for shape in shapes)


@cache
def shipped_normalizer() -> Normalizer:
    """Give one Normalizer with the shipped catalogs alone, read once."""
    return Normalizer()
