"""Shapes that are asked together, found by the keys of the payload."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from errnorm.engine.codegen import as_object
from errnorm.engine.condition import includes, wants_header, wants_list, wants_object, wants_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from errnorm.engine.shape import Alternative, Shape


class Filed:
    """The alternatives that need one key of the root.

    `objects` hold where an object stands there, `others` where anything else stands, `inner` need one more key inside
    it.
    """

    __slots__ = ("inner", "objects", "others")

    def __init__(self, key: str, inside: Mapping[str | None, Sequence[Alternative]]) -> None:
        plain = inside.get(None, ())
        self.objects = tuple(one for one in plain if wants_object(one.conditions.get(key)))
        self.others = tuple(plain)
        self.inner = {inner: tuple(found) for inner, found in inside.items() if inner is not None}


class ShapeSet:
    """Shapes that are asked together.

    Each alternative of a shape's conditions is filed under one pair of keys that it needs, the pair fewest others need,
    so that a payload is compared with few of them.
    """

    __slots__ = ("_included", "by_key", "for_headers", "for_lists", "for_objects", "for_texts", "order", "proves")

    def __init__(self, shapes: Sequence[Shape]) -> None:
        self.order = {shape: index for index, shape in enumerate(shapes)}
        self.proves = all(shape.identifies for shape in shapes)
        self._included: dict[tuple[Shape, Shape], bool] = {}
        every = [one for shape in shapes for one in shape.alternatives]
        free = [one for one in every if not one.needs]
        self.for_headers = tuple(one for one in free if wants_header(one.conditions))
        self.for_texts = tuple(one for one in free if one not in self.for_headers)
        self.for_objects = tuple(one for one in self.for_texts if not wants_text(one.conditions))
        self.for_lists = tuple(one for one in every if one in self.for_objects or wants_list(one.conditions))
        self.by_key = _file([one for one in every if one.needs])

    def fitting(self, tree: Any, headers: Mapping[str, str]) -> Sequence[Shape]:
        """Give the shapes that hold, in the order of the catalogs, without those another strictly includes."""
        found: list[Shape] = []
        if isinstance(tree, dict):
            by_key = self.by_key
            for key in tree if len(tree) <= len(by_key) else by_key.keys() & tree.keys():
                if key in by_key:
                    filed, value = by_key[key], tree[key]
                    is_object = type(value) is dict
                    if filed.others:
                        _ask(filed.objects if is_object else filed.others, tree, headers, found)
                    inside, inner = value if is_object else as_object(value), filed.inner
                    for name in inside if len(inside) <= len(inner) else inner.keys() & inside.keys():
                        if name in inner:
                            for one in inner[name]:
                                if one.shape not in found and one.holds(tree, (), headers):
                                    found.append(one.shape)
            if self.for_objects:
                _ask(self.for_objects, tree, headers, found)
            if headers:
                _ask(self.for_headers, tree, headers, found)
        else:
            self._ask_others(tree, headers, found)
        return found if len(found) < 2 else self._best(found)

    def _ask_others(self, tree: Any, headers: Mapping[str, str], found: list[Shape]) -> None:
        _ask(self.for_lists if isinstance(tree, list) else self.for_texts, tree, headers, found)
        _ask(self.for_headers if headers else (), tree, headers, found)

    def _best(self, found: Sequence[Shape]) -> Sequence[Shape]:
        ordered = sorted(dict.fromkeys(found), key=self.order.__getitem__)
        return [
            shape for shape in ordered if not any(self.beats(other, shape) for other in ordered if other is not shape)
        ]

    def beats(self, narrow: Shape, wide: Shape) -> bool:
        """Say whether the conditions of `narrow` strictly include those of `wide`."""
        pair = (narrow, wide)
        if pair not in self._included:
            self._included[pair] = includes(narrow.when, wide.when) and not includes(wide.when, narrow.when)
        return self._included[pair]


def _ask(alternatives: Sequence[Alternative], tree: Any, headers: Mapping[str, str], found: list[Shape]) -> None:
    for one in alternatives:
        if one.shape not in found and one.holds(tree, (), headers):
            found.append(one.shape)


def _file(alternatives: Sequence[Alternative]) -> dict[str, Filed]:
    needed = Counter(pair for one in alternatives for pair in one.needs)
    by_key: dict[str, dict[str | None, list[Alternative]]] = {}
    for one in alternatives:
        key, inner = min(one.needs, key=lambda pair: (pair[1] is None, needed[pair], pair))
        by_key.setdefault(key, {}).setdefault(inner, []).append(one)
    return {key: Filed(key, inside) for key, inside in by_key.items()}
