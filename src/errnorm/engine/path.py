"""Paths into a tree, compiled once to small readers.

A path is a row of keys with dots between them; `[]` after a key (or alone at the start) is every element of a list,
`*` for any key, `.` for the item itself, each leading `^` for one step outwards to the enclosing item,
and `header:NAME` for a header of the response. Where an object is expected and a list of one element stands, that
element is meant; where a list is expected and an object stands, a list of that object is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Reader = Callable[[Any], Any]

EVERY = "[]"
ANY_KEY = "*"
HEADER = "header:"
MOST_VALUES = 1000


def parse_path(path: str | Sequence[str]) -> tuple[int, tuple[str, ...]]:
    """Give how many steps outwards a path goes and its keys, with `[]` as a key of its own.

    A list of texts spells keys that hold dots. Raises `ValueError` for a path that is not one.

    >>> parse_path("^entry[].id")
    (1, ('entry', '[]', 'id'))
    >>> parse_path(["meta", "360dialog.trace"])
    (0, ('meta', '360dialog.trace'))
    """
    return _parse(path) if isinstance(path, str) else (0, tuple(path))


@lru_cache(maxsize=4096)
def _parse(path: str) -> tuple[int, tuple[str, ...]]:
    bare = path.lstrip("^")
    outwards = len(path) - len(bare)
    bare = bare.removeprefix(".")
    keys: list[str] = []
    for part in bare.split(".") if bare else ():
        key = part.removesuffix(EVERY)
        if EVERY in key or (not key and part != EVERY):
            raise ValueError(f'"{path}" is not a path')
        keys += [key] if key else []
        keys += [EVERY] if part != key else []
    return outwards, tuple(keys)


def compile_first(keys: Sequence[str]) -> Reader:
    """Give a reader of the first value that is not null at `keys`, or null."""
    if any(key in (EVERY, ANY_KEY) for key in keys):
        every, head = compile_every(keys), keys[0]
        if head in (EVERY, ANY_KEY):
            return lambda node: next(iter(every(node)), None)
        return lambda node: None if type(node) is dict and head not in node else next(iter(every(node)), None)
    if len(keys) == 1:
        return _read_one(keys[0])
    if len(keys) == 2:
        return _read_two(*keys)
    return lambda node: _walk(node, keys)


def compile_every(keys: Sequence[str]) -> Callable[[Any], Sequence[Any]]:
    """Give a reader of all values that are not null at `keys`, 1,000 at most."""
    if len(keys) == 2 and keys[0] not in (EVERY, ANY_KEY) and keys[1] == EVERY:
        return _read_list(keys[0])

    def read(node: Any) -> Sequence[Any]:
        nodes: Sequence[Any] = (node,)
        for key in keys:
            nodes = _next_level(nodes, key)
            if not nodes:
                return ()
        return nodes if keys else [node] if node is not None else []

    return read


def _read_list(key: str) -> Callable[[Any], Sequence[Any]]:
    """Give the reader of a list right inside an object, the most common one."""

    def read(node: Any) -> Sequence[Any]:
        held = node.get(key) if type(node) is dict else _walk(node, (key,))
        if type(held) is list and len(held) == 1:
            return held if held[0] is not None else ()
        return [value for value in _inside(held, EVERY)[:MOST_VALUES] if value is not None]

    return read


def _next_level(nodes: Sequence[Any], key: str) -> Sequence[Any]:
    """Give what stands one key further inside, without nulls."""
    if len(nodes) == 1:
        return [value for value in _inside(nodes[0], key)[:MOST_VALUES] if value is not None]
    found = [value for node in nodes for value in _inside(node, key)[:MOST_VALUES] if value is not None]
    return found[:MOST_VALUES]


def _read_one(key: str) -> Reader:
    def read(node: Any) -> Any:
        return node.get(key) if isinstance(node, dict) else _walk(node, (key,))

    return read


def _read_two(first: str, second: str) -> Reader:
    def read(node: Any) -> Any:
        if isinstance(node, dict):
            inner = node.get(first)
            if isinstance(inner, dict):
                return inner.get(second)
        return _walk(node, (first, second))

    return read


def _walk(node: Any, keys: Sequence[str]) -> Any:
    for key in keys:
        node = only_element(node)
        if not isinstance(node, dict):
            return None
        node = node.get(key)
    return node


def only_element(node: Any) -> Any:
    """Give the element of a list of one, and anything else as it is."""
    if isinstance(node, (list, tuple)) and len(node) == 1:
        return node[0]
    return node


def _inside(node: Any, key: str) -> Sequence[Any]:
    if key == EVERY:
        return node if isinstance(node, (list, tuple)) else (node,) if isinstance(node, dict) else ()
    node = only_element(node)
    if not isinstance(node, dict):
        return ()
    if key == ANY_KEY:
        return tuple(node.values())
    return (node[key],) if key in node else ()
