"""Shapes that are asked together, found by the keys of the payload."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial

from errnorm.engine.condition import (
    compile_questions,
    includes,
    literals,
    wants_header,
    wants_list,
    wants_object,
    wants_text,
)
from errnorm.engine.path import MOST_VALUES
from errnorm.engine.text import scalar_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from errnorm.engine.shape import Alternative, Shape

    Pair = tuple[str, str | None]


_DEEPEST_LISTS = 3


class Question:
    """One set of conditions, asked once for all shapes of a vendor that have it."""

    __slots__ = ("conditions", "known", "needs", "shapes")

    def __init__(self, alternatives: Sequence[Alternative]) -> None:
        first = alternatives[0]
        self.conditions = first.conditions
        self.known = first.known
        self.needs = first.needs
        self.shapes = tuple(dict.fromkeys(one.shape for one in alternatives))

    def literals(self, key: str) -> frozenset[str] | None:
        """Give the texts one of which must stand at a key of the root, or none where the key is asked otherwise."""
        return literals(self.conditions[key]) if key in self.conditions else None


class Questions:
    """Questions asked together; `ask(tree, around, headers, found)` adds the shapes that hold, and is compiled late."""

    __slots__ = ("ask",)

    def __init__(self, questions: Sequence[Question]) -> None:
        self.ask: Callable[..., None]

        def first(*asked: Any) -> None:
            self.ask = compile_questions([(one.conditions, one.known, one.shapes) for one in questions])
            self.ask(*asked)

        self.ask = first


def _together(questions: Iterable[Question]) -> Questions | None:
    every = tuple(questions)
    return Questions(every) if every else None


class Filed:
    """The questions that need one key of the root.

    `literal` are those that ask for a text there, by that text; `objects` of the rest hold where an object stands
    there, `others` where anything else stands, `inner` need one more key inside it.
    """

    __slots__ = ("inner", "literal", "objects", "others")

    def __init__(self, key: str, inside: Mapping[str | None, Sequence[Question]]) -> None:
        plain = inside.get(None, ())
        by_text: dict[str, list[Question]] = {}
        for one in plain:
            for text in one.literals(key) or ():
                by_text.setdefault(text, []).append(one)
        rest = [one for one in plain if one.literals(key) is None]
        self.literal = {text: Questions(found) for text, found in by_text.items()}
        self.others = _together(rest)
        self.objects = _together(one for one in rest if wants_object(one.conditions.get(key)))
        self.inner = {inner: Questions(found) for inner, found in inside.items() if inner is not None}


class ShapeSet:
    """Shapes that are asked together.

    Each question is filed under one pair of keys that it needs: one where it asks for a text, else the pair fewest
    others need, so that a payload is compared with few of them.
    """

    __slots__ = (
        "_chosen",
        "_included",
        "by_key",
        "for_headers",
        "for_lists",
        "for_objects",
        "for_texts",
        "order",
        "proves",
    )

    def __init__(self, shapes: Sequence[Shape]) -> None:
        self.order = {shape: index for index, shape in enumerate(shapes)}
        self.proves = all(shape.identifies for shape in shapes)
        self._included: dict[tuple[Shape, Shape], bool] = {}
        self._chosen: dict[tuple[Shape, ...], Sequence[Shape]] = {}
        every = _questions(shapes)
        free = [one for one in every if not one.needs]
        with_header = [one for one in free if wants_header(one.conditions)]
        texts = [one for one in free if one not in with_header]
        objects = [one for one in texts if not wants_text(one.conditions)]
        self.for_headers = _together(with_header)
        self.for_texts = _together(texts)
        self.for_objects = _together(objects)
        self.for_lists = _together(one for one in every if one in objects or wants_list(one.conditions))
        self.by_key = _file([one for one in every if one.needs])

    def fitting(self, tree: Any, headers: Mapping[str, str]) -> Sequence[Shape]:
        """Give the shapes that hold, in the order of the catalogs, without those another strictly includes."""
        found: list[Shape] = []
        if isinstance(tree, dict):
            by_key = self.by_key
            for key in tree if len(tree) <= len(by_key) else by_key.keys() & tree.keys():
                if key in by_key:
                    filed, value = by_key[key], tree[key]
                    kind = type(value)
                    if kind is not dict and filed.literal:
                        text = value if kind is str else str(value) if kind is int else scalar_text(value)
                        if text in filed.literal:
                            filed.literal[text].ask(tree, (), headers, found)
                    asked = filed.objects if kind is dict else filed.others
                    if asked:
                        asked.ask(tree, (), headers, found)
                    if filed.inner and kind is not str and kind is not int:
                        inside, inner = value if kind is dict else _keys_inside(value), filed.inner
                        for name in inside if len(inside) <= len(inner) else filter(inside.__contains__, inner):
                            if name in inner:
                                inner[name].ask(tree, (), headers, found)
            if self.for_objects:
                self.for_objects.ask(tree, (), headers, found)
        else:
            questions = self.for_lists if isinstance(tree, list) else self.for_texts
            if questions:
                questions.ask(tree, (), headers, found)
        if headers and self.for_headers:
            self.for_headers.ask(tree, (), headers, found)
        return found if len(found) < 2 else self._best(found)

    def _best(self, found: Sequence[Shape]) -> Sequence[Shape]:
        seen = tuple(found)
        if seen not in self._chosen:
            ordered = sorted(dict.fromkeys(seen), key=self.order.__getitem__)
            self._chosen[seen] = [
                one for one in ordered if not any(self.beats(other, one) for other in ordered if other is not one)
            ]
        return self._chosen[seen]

    def beats(self, narrow: Shape, wide: Shape) -> bool:
        """Say whether the conditions of `narrow` strictly include those of `wide`."""
        pair = (narrow, wide)
        if pair not in self._included:
            self._included[pair] = includes(narrow.when, wide.when) and not includes(wide.when, narrow.when)
        return self._included[pair]


def _keys_inside(value: Any) -> Collection[str]:
    """Give the keys of the objects in a list, also of those in lists inside it, which may stand for their element."""
    if not isinstance(value, (list, tuple)):
        return ()
    if len(value) == 1 and isinstance(value[0], dict):
        return value[0]
    keys: dict[str, None] = {}
    level: Sequence[Any] = value[:MOST_VALUES]
    for _ in range(_DEEPEST_LISTS):
        keys.update((key, None) for one in level if isinstance(one, dict) for key in one)
        level = [inner for one in level if isinstance(one, (list, tuple)) for inner in one[:MOST_VALUES]]
    return keys


def _questions(shapes: Sequence[Shape]) -> list[Question]:
    """Give the questions of all shapes; shapes of a vendor with the same conditions share theirs."""
    same: dict[tuple[str, str], list[Alternative]] = {}
    for shape in shapes:
        for one in shape.alternatives:
            same.setdefault((shape.vendor, repr(sorted(one.conditions.items(), key=str))), []).append(one)
    return [Question(alternatives) for alternatives in same.values()]


def _file(questions: Iterable[Question]) -> dict[str, Filed]:
    every = list(questions)
    needed = Counter(pair for one in every for pair in one.needs)

    def cost(one: Question, pair: Pair) -> tuple[bool, bool, int, Pair]:
        key, inner = pair
        return inner is not None or one.literals(key) is None, inner is None, needed[pair], pair

    by_key: dict[str, dict[str | None, list[Question]]] = {}
    for one in every:
        key, inner = min(one.needs, key=partial(cost, one))
        by_key.setdefault(key, {}).setdefault(inner, []).append(one)
    return {key: Filed(key, inside) for key, inside in by_key.items()}
