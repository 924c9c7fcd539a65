"""Places in a payload, and payloads with one place changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Place = tuple[str | int, ...]


def places(node: Any, at: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Give every value of a tree with the keys and indexes that lead to it, the root first.

    >>> list(places({"a": [7]}))
    [((), {'a': [7]}), (('a',), [7]), (('a', 0), 7)]
    """
    yield at, node
    inside = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inside:
        yield from places(value, (*at, key))


def keys_of(place: Place) -> tuple[str, ...]:
    """Give the keys of a place without the indexes, as a path without `[]` names it."""
    return tuple(key for key in place if isinstance(key, str))


def put(node: Any, place: Place, value: Any) -> Any:
    """Give the tree with another value at a place; the tree itself stays as it is.

    >>> put({"a": [7]}, ("a", 0), 8)
    {'a': [8]}
    """
    if not place:
        return value
    key, *rest = place
    if isinstance(node, list):
        return [put(inner, tuple(rest), value) if index == key else inner for index, inner in enumerate(node)]
    return {**node, str(key): put(node.get(key), tuple(rest), value)}


def without(node: Any, place: Place) -> Any:
    """Give the tree without the key or element at a place.

    >>> without({"a": [7]}, ("a", 0))
    {'a': []}
    """
    key, *rest = place
    if rest:
        return put(node, (key,), without(node[key], tuple(rest)))
    if isinstance(node, list):
        return [inner for index, inner in enumerate(node) if index != key]
    return {name: inner for name, inner in node.items() if name != key}


def reversed_order(node: Any) -> Any:
    """Give the tree with every object's keys and every list's elements the other way round.

    >>> reversed_order({"a": [7, 8], "b": 9})
    {'b': 9, 'a': [8, 7]}
    """
    if isinstance(node, dict):
        return {key: reversed_order(value) for key, value in reversed(node.items())}
    return [reversed_order(value) for value in reversed(node)] if isinstance(node, list) else node
