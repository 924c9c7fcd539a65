"""The shipped catalogs and their examples, read once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from errnorm import store
from errnorm.catalog.schema import Shape
from errnorm.normalizer import Normalizer

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def shipped_examples() -> Mapping[str, Any]:
    """Give for each shipped vendor the examples of its `shapes` and those of its `rules`, both by name."""
    return store.shipped_examples()


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
