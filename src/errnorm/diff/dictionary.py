"""Somebody's own table of codes, read from Python source without running it, or from JSON."""

from __future__ import annotations

import ast
import json
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_WRAPPERS = frozenset({"frozenset", "set", "dict", "tuple", "list", "MappingProxyType", "OrderedDict"})
_ESCAPE = re.compile(r"\\.")


class DictionaryError(ValueError):
    """A table cannot be read; the text begins with file, line and column."""


@dataclass(frozen=True)
class Entry:
    """One line of the table: `code`, `subcode` where the key has two parts, and `value`; none for a mere member."""

    file: str
    line: int
    column: int
    code: str
    subcode: str | None
    value: Any
    is_member: bool = False

    @property
    def place(self) -> str:
        """The place in the form that editors open."""
        return f"{self.file}:{self.line}:{self.column}"


def read_dictionary(source: str) -> list[Entry]:
    """Give the entries of `FILE.py::NAME`, `FILE.json` or `FILE.json::NAME`; a name may be dotted.

    Raises `DictionaryError`, and `OSError` where the file cannot be read.
    """
    file, _, name = source.partition("::")
    text = Path(file).read_bytes()
    try:
        decoded = text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DictionaryError(f"{file}:1:1: is not UTF-8; save it as UTF-8") from error
    tree = _of_json(file, decoded, name) if file.endswith(".json") else _of_python(file, decoded, name)
    entries = list(_entries(file, tree))
    _refuse_repeats(entries)
    return entries


def _of_python(file: str, text: str, name: str) -> ast.expr:
    try:
        module = ast.parse(text, file)
    except (SyntaxError, ValueError, RecursionError) as error:
        line, column = getattr(error, "lineno", None) or 1, getattr(error, "offset", None) or 1
        raise DictionaryError(f"{file}:{line}:{column}: is not Python: {getattr(error, 'msg', error)}") from error
    known = dict(_assigned(module.body))
    if name not in known:
        listed = ", ".join(known) or "none"
        asked = f'nothing named "{name}" is assigned' if name else "write FILE.py::NAME"
        raise DictionaryError(f"{file}:1:1: {asked}; assigned there: {listed}")
    return known[name]


def _assigned(body: list[ast.stmt], inside: str = "") -> Iterator[tuple[str, ast.expr]]:
    """Give each name that is assigned in a module or in its classes, with what is assigned."""
    for statement in body:
        match statement:
            case ast.Assign(targets=targets, value=value):
                yield from ((f"{inside}{one.id}", value) for one in targets if isinstance(one, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield f"{inside}{name}", value
            case ast.ClassDef(name=name, body=inner):
                yield from _assigned(inner, f"{inside}{name}.")


def _of_json(file: str, text: str, name: str) -> ast.expr:
    """Give JSON as the tree of the same Python literal, so that every part keeps its place."""
    try:
        json.loads(text)
        with warnings.catch_warnings(action="ignore"):
            tree = ast.parse(_ESCAPE.sub(_as_python, text.strip()), file, mode="eval").body
    except json.JSONDecodeError as error:
        raise DictionaryError(f"{file}:{error.lineno}:{error.colno}: is not JSON: {error.msg}") from error
    except (SyntaxError, ValueError, RecursionError) as error:
        raise DictionaryError(f"{file}:1:1: cannot be read: {error}") from error
    ast.increment_lineno(tree, text[: len(text) - len(text.lstrip())].count("\n"))
    for part in filter(None, name.split(".")):
        tree = _inside(file, tree, part)
    return tree


def _as_python(escape: re.Match[str]) -> str:
    return "/" if escape[0] == r"\/" else escape[0]


def _inside(file: str, tree: ast.expr, part: str) -> ast.expr:
    pairs = zip(tree.keys, tree.values, strict=True) if isinstance(tree, ast.Dict) else ()
    found = {key.value: value for key, value in pairs if isinstance(key, ast.Constant)}
    if part not in found:
        raise DictionaryError(f'{_at(file, tree)} has no key "{part}"; known: {", ".join(map(str, found)) or "none"}')
    return found[part]


def _entries(file: str, tree: ast.expr) -> Iterator[Entry]:
    tree = _unwrapped(tree)
    match tree:
        case ast.Dict(keys=keys, values=values):
            for key, value in zip(keys, values, strict=True):
                if key is None:
                    raise DictionaryError(
                        f"{_at(file, value)} `**` takes in what stands elsewhere; only literals are read"
                    )
                yield _entry(file, key, _literal(file, value), is_member=False)
        case ast.List(elts=members) | ast.Set(elts=members) | ast.Tuple(elts=members):
            for member in members:
                yield _entry(file, member, None, is_member=True)
        case _:
            raise DictionaryError(f"{_at(file, tree)} a dictionary, list, set or tuple is needed, written out")


def _unwrapped(tree: ast.expr) -> ast.expr:
    """Give what stands in `frozenset({...})` and the like."""
    while isinstance(tree, ast.Call) and len(tree.args) == 1 and not tree.keywords and _last(tree.func) in _WRAPPERS:
        tree = tree.args[0]
    return tree


def _entry(file: str, key: ast.expr, value: Any, *, is_member: bool) -> Entry:
    read = _literal(file, key)
    code, subcode = read if isinstance(read, tuple) and len(read) == 2 else (read, None)
    if isinstance(code, (tuple, list, dict, set, bool, float, bytes)) or code is None:
        raise DictionaryError(f"{_at(file, key)} {ast.unparse(key):.60} is no code; a code is a text or a whole number")
    place = (file, key.lineno, key.col_offset + 1)
    return Entry(*place, str(code).strip(), None if subcode is None else str(subcode), value, is_member)


def _literal(file: str, tree: ast.expr) -> Any:
    """Give the value of a literal; `Retry.PERMANENT` and a bare name are their last name, as text."""
    match _unwrapped(tree):
        case ast.Constant(value=value):
            return value
        case (ast.Name() | ast.Attribute()) as named:
            return {"true": True, "false": False, "null": None}.get(_last(named), _last(named))
        case ast.Dict(keys=keys, values=values) if all(keys):
            return {_text(file, key): _literal(file, value) for key, value in zip(keys, values, strict=True) if key}
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
            return tuple(_literal(file, part) for part in parts)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as number)):
            return -number
        case other:
            raise DictionaryError(
                f"{_at(file, other)} {ast.unparse(other):.60} is no literal; it is not run, so write it out"
            )


def _text(file: str, key: ast.expr) -> str:
    return str(_literal(file, key))


def _last(named: ast.expr) -> str:
    return named.attr if isinstance(named, ast.Attribute) else named.id if isinstance(named, ast.Name) else ""


def _at(file: str, tree: ast.expr) -> str:
    return f"{file}:{tree.lineno}:{tree.col_offset + 1}:"


def _refuse_repeats(entries: list[Entry]) -> None:
    """Raise where a key stands twice with another value: Python and JSON keep the last and say nothing."""
    kept: dict[tuple[str, str | None], Entry] = {}
    for entry in entries:
        first = kept.setdefault((entry.code, entry.subcode), entry)
        if first.value != entry.value:
            raise DictionaryError(
                f"{entry.place}: {entry.code} stands here again, so the value on line {first.line} is lost"
            )
