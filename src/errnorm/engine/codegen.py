"""Python functions written for a shape.

A shape is asked for every payload, so its tests (`tests_written`) and reads (`reads_written`) are written out as
straight-line code and compiled once, when they are first called. What the code says is exactly what `condition` and
`fields` say step by step; laws compare the two. Text of a catalog enters the code as a constant by name, never as
source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from errnorm.engine.path import ANY_KEY, EVERY, HEADER, only_element, parse_path
from errnorm.engine.text import code_text, free_text, only_text, scalar_text, whole_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_OUTWARDS = "^"
_NOTHING: Mapping[str, Any] = {}


def as_object(value: Any) -> Any:
    """Give the object meant where one is expected: itself, the only element of a list, or an empty one."""
    only = only_element(value)
    return only if isinstance(only, dict) else _NOTHING


class Writer:
    """The source of one function `f(node, around, headers)`, its constants, and the values it has read so far."""

    __slots__ = ("_indent", "_lists", "_objects", "constants", "fail", "lines")

    def __init__(self, *, more: str = "", fail: str = "return False") -> None:
        self.lines: list[str] = [f"def f(node, around, headers{more}):"]
        self.fail = fail
        self.constants: dict[str, Any] = {
            "as_object": as_object,
            "nothing": _NOTHING,
            "code_text": code_text,
            "free_text": free_text,
            "only_text": only_text,
            "scalar_text": scalar_text,
            "whole_number": whole_number,
        }
        self._objects: dict[tuple[str, ...], str] = {}
        self._lists: dict[tuple[str, ...], str] = {}
        self._indent = "    "

    def constant(self, value: Any) -> str:
        """Give the name under which the code finds `value`."""
        name = f"c{len(self.constants)}"
        self.constants[name] = value
        return name

    def add(self, line: str) -> None:
        """Add a line to the body."""
        self.lines.append(self._indent + line)

    @contextmanager
    def block(self, head: str, *, apart: bool = False) -> Iterator[None]:
        """Write what follows inside `head`; what is read there is not known outside, nor, `apart`, the other way."""
        self.add(head)
        objects, lists, indent = self._objects, self._lists, self._indent
        self._objects, self._lists = ({}, {}) if apart else (dict(objects), dict(lists))
        self._indent += "    "
        yield
        self._objects, self._lists, self._indent = objects, lists, indent

    def value_at(self, keys: Sequence[str]) -> str:
        """Write the read of what stands at `keys` and give the name of its variable."""
        first, name = keys[0], f"v{len(self.lines)}"
        if first.startswith(HEADER):
            read = f"headers.get({self.constant(first.removeprefix(HEADER).lower())})"
        elif first.startswith(_OUTWARDS) and len(keys) == 1:
            steps = len(first)
            read = f"around[{steps - 1}] if len(around) >= {steps} else None"
        else:
            parent = self._object_at(tuple(keys[:-1]))
            name = f"v{len(self.lines)}"
            read = f"{parent}.get({self.constant(keys[-1])})"
        self.add(f"{name} = {read}")
        return name

    def _object_at(self, keys: tuple[str, ...]) -> str:
        if keys not in self._objects:
            value = self.value_at(keys) if keys else "node"
            name = f"o{len(self.lines)}"
            self.add(
                f"{name} = {value} if type({value}) is dict else as_object({value}) if {value} is not None else nothing"
            )
            self._objects[keys] = name
        return self._objects[keys]

    def read_into(self, name: str, keys: Sequence[str], reading: str, *, only_if_none: bool) -> None:
        """Write the read of what stands at `keys` into `name`, where asked only if `name` holds nothing yet.

        What is read inside the branch is not known outside it.
        """
        if not only_if_none:
            self.add(f"{name} = {reading.format(self.value_at(keys))}")
            return
        with self.block(f"if {name} is None:"):
            self.add(f"{name} = {reading.format(self.value_at(keys))}")

    def test_only_element(
        self, before: tuple[str, ...], after: tuple[str, ...], test: Callable[[str], str], asked: str
    ) -> None:
        """Write the test of a list's only element or of an object in its place; any other list is left to `asked`."""
        where = (*before, EVERY)
        if where not in self._lists:
            self._lists[where] = self.value_at(before) if before else "node"
        held = self._lists[where]
        self.add(f"if type({held}) is dict or type({held}) is list and len({held}) == 1:")
        # What is read inside is known to later tests, since they stand behind the same question.
        self._indent += "    "
        first = f"({held} if type({held}) is dict else {held}[0])"
        if where not in self._objects:
            element = f"e{len(self.lines)}"
            self.add(f"{element} = {first}")
            self.add(f"if type({element}) is not dict: {element} = as_object({element})")
            self._objects[where] = element
        value = self.value_at((*where, *after)) if after else first
        self.add(f"if not ({test(value)}): {self.fail}")
        self._indent = self._indent[:-4]
        self.add(f"elif not {asked}: {self.fail}")

    def function(self) -> Callable[..., Any]:
        """Compile the function."""
        scope = dict(self.constants)
        exec("\n".join(self.lines), scope)  # noqa: S102 - the source holds names and numbers only; catalog text stands in constants
        return scope["f"]  # type: ignore[no-any-return]


def lazily(owner: Any, name: str, make: Callable[[], Callable[..., Any]]) -> None:
    """Set `owner.name` to a function that is made when it is first called, and from then on stands there itself."""

    def first_call(node: Any, around: Sequence[Any], headers: Mapping[str, str]) -> Any:
        made = make()
        setattr(owner, name, made)
        return made(node, around, headers)

    setattr(owner, name, first_call)


def plain_keys(path: Any) -> tuple[str, ...]:
    """Give the keys of a path that needs neither list nor header nor enclosing item, else nothing."""
    if not isinstance(path, str) or path.startswith(HEADER):
        return ()
    outwards, keys = parse_path(path)
    return keys if not outwards and EVERY not in keys and ANY_KEY not in keys else ()


def straight_keys(path: Any) -> tuple[str, ...]:
    """Give the keys of a path without lists; a header is one key, and steps outwards are a first key of their own."""
    if not isinstance(path, str):
        return ()
    if path.startswith(HEADER):
        return (path,)
    outwards, keys = parse_path(path)
    return () if EVERY in keys or ANY_KEY in keys else ((_OUTWARDS * outwards,) if outwards else ()) + keys
