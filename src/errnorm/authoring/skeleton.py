"""A payload without its values: the names of its keys, and what kind of value stands at each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from errnorm.authoring.words import flow, flow_text
from errnorm.catalog.blanks import blank
from errnorm.engine.decode import decode
from errnorm.engine.log_line import is_log
from errnorm.engine.path import EVERY

_MOST_KEYS = 100
_MOST_ITEMS = 20
_DEEPEST = 12
_MOST_CONDITIONS = 6
_FEWEST_DIGITS_OF_A_NUMBER = 5
_ANY_KEY = blank("the key")
_TEXT = blank("a text")
_NAME = re.compile(r"[A-Za-z_$@][A-Za-z0-9_$:/-]{0,47}(?:\.[A-Za-z0-9_$:/-]{1,48}){0,3}")
_STEP = re.compile(r"[A-Za-z0-9_$@:/-]+")
_CODES = ("code", "errorcode", "errcode", "statuscode", "reasoncode", "errorid")
_WORDS = ("message", "detail", "details", "description", "errormessage", "errordescription", "reason", "title", "error")
_KINDS = {str: "string", int: "number", float: "number", dict: "object", list: "list"}

Path = tuple[str, ...]


def skeleton_of(payload: Any) -> Any:
    """Give a payload with its values taken out, or none where it is a text without keys.

    Each text becomes a blank, each number 0, each truth false; of a list one element stays that has the keys of all.
    A key that may be a value (a number, a phone number, an address, several words) becomes a blank too.
    """
    tree = _tree(payload)
    return _bare(tree, 0) if isinstance(tree, (dict, list)) else None


def paths_of(skeleton: Any) -> tuple[str, ...]:
    """Give the path of each leaf, sorted, keys with dots between them; `*` is a key that may be a value."""
    return tuple(sorted(".".join(path).replace(".[]", EVERY) for path, _ in _leaves(skeleton, ())))


def shape_lines(name: str, skeleton: Any, source: str) -> list[str]:
    """Give the lines of a shape for payloads that look like the skeleton; what cannot be told is left blank.

    It proves no vendor (`identifies: false`), so that it takes nothing from anybody while it is unfinished.
    """
    likely = _spelled(_path_named(skeleton, _CODES))
    # A likely path is not taken without its author: a `code` may be a one-time password.
    code = blank("the path of the code" + (f"; perhaps {likely}" if likely else ""))
    detail = _spelled(_path_named(skeleton, _WORDS))
    fields = {"code": code, **({"detail": detail} if detail else {})}
    when = _conditions(skeleton)
    return [
        f"name: {name}",
        *([f"when: {_pairs(when)}"] if when else []),
        f"fields: {_pairs(fields)}",
        "identifies: false",
        "evidence: observed",
        f"source: {source}",
        "note: " + blank("where this form was seen"),
        f"example: {flow(skeleton)}",
    ]


def _tree(payload: Any) -> Any:
    """Give the payload as a tree, none where it is a text of which only words are known."""
    if not isinstance(payload, str):
        return payload
    trees = [tree for tree in decode(payload) if isinstance(tree, (dict, list)) and not is_log(tree)]
    return trees[0] if trees else None


def _bare(value: Any, depth: int) -> Any:
    if isinstance(value, (dict, list)) and depth >= _DEEPEST:
        return {} if isinstance(value, dict) else []
    if isinstance(value, dict):
        return {_key(key): _bare(inside, depth + 1) for key, inside in list(value.items())[:_MOST_KEYS]}
    if isinstance(value, list):
        return _bare_list([_bare(inside, depth + 1) for inside in value[:_MOST_ITEMS]])
    if value is None or isinstance(value, bool):
        return None if value is None else False
    return 0 if isinstance(value, (int, float)) else _TEXT


def _bare_list(items: Sequence[Any]) -> list[Any]:
    """Give a list of one element: the keys of all objects together, else the first element."""
    objects = [item for item in items if isinstance(item, dict)]
    merged = {key: inside for item in objects for key, inside in item.items()}
    return [merged] if objects else list(items[:1])


def _key(key: Any) -> str:
    text = str(key)
    is_name = _NAME.fullmatch(text) and sum(map(str.isdigit, text)) < _FEWEST_DIGITS_OF_A_NUMBER
    return text if is_name else _ANY_KEY


def _leaves(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, dict) and value:
        for key, inside in value.items():
            yield from _leaves(inside, (*path, "*" if key == _ANY_KEY else key))
    elif isinstance(value, list) and value:
        yield from _leaves(value[0], (*path, EVERY))
    else:
        yield path, value


def _path_named(skeleton: Any, names: Sequence[str]) -> Path | None:
    """Give the path of the text or number whose key is the first of these names, the outermost before others."""
    found = [
        (names.index(name), len(path), path)
        for path, value in _leaves(skeleton, ())
        if path
        and isinstance(value, (str, int))
        and not isinstance(value, bool)
        and (name := re.sub(r"[^a-z]", "", path[-1].lower())) in names
        and _spelled(path)
    ]
    return min(found)[2] if found else None


def _conditions(skeleton: Any) -> dict[str, str]:
    """Give the kinds of the outermost values as conditions."""
    if not isinstance(skeleton, dict):
        return {}
    kinds = {key: _KINDS.get(type(value)) for key, value in skeleton.items() if _STEP.fullmatch(key)}
    return dict([(key, kind) for key, kind in kinds.items() if kind][:_MOST_CONDITIONS])


def _spelled(path: Path | None) -> str | None:
    """Give a path as a catalog writes it; none where a key holds what paths are made of."""
    if path is None or not all(step == EVERY or _STEP.fullmatch(step) for step in path):
        return None
    return ".".join(path).replace("." + EVERY, EVERY)


def _pairs(values: dict[str, str]) -> str:
    return "{" + ", ".join(f"{flow_text(key)}: {flow_text(value)}" for key, value in values.items()) + "}"
