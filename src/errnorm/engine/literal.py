"""Objects as people paste them: JSON, a Python, Node, Ruby or PHP dump, in one bounded grammar."""

from __future__ import annotations

import re

from errnorm.engine.text import BLANKS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_DEEPEST = 64
_MOST_TOKENS = 20_000
_TOKEN = re.compile(
    r"""\s*(?:
        (?P<mark>=>|[\[\](){},:])
      | [bu]?(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)
      | (?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{1,20}Z?)
      | (?P<number>-?[0-9]{1,18}(?:\.[0-9]{1,18})?(?:[eE][+-]?[0-9]{1,3})?)(?![\w.])
      | (?P<word>[A-Za-z_$][\w$.-]*)
    )""",
    re.VERBOSE | re.DOTALL | re.ASCII,
)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_WORDS = {
    "true": True,
    "True": True,
    "false": False,
    "False": False,
    "null": None,
    "None": None,
    "NULL": None,
    "nil": None,
    "undefined": None,
    "NaN": None,
}
_CLOSES = {"{": "}", "[": "]", "(": ")"}


class _NotALiteralError(Exception):
    pass


def read_literal(text: str, start: int) -> tuple[Any, int]:
    """Give the object or list that starts at `text[start]`, or none where it is not a whole one, and where to go on.

    Keys may lack quotes, be symbols and stand as they are written, `=>` may stand for the colon, strings may stand in
    any of the three quotes, and a comma may trail. The name of a class may stand before an object or its arguments, and
    pairs spell an object. A word that is no literal is text.
    """
    reader = _Reader(text, start)
    try:
        return reader.value(0), reader.at
    except _NotALiteralError:
        return None, start + 1


class _Reader:
    __slots__ = ("at", "left", "text")

    def __init__(self, text: str, at: int) -> None:
        self.text = text
        self.at = at
        self.left = _MOST_TOKENS

    def next(self) -> re.Match[str]:
        found = _TOKEN.match(self.text, self.at)
        self.left -= 1
        if found is None or self.left < 0:
            raise _NotALiteralError
        self.at = found.end()
        return found

    def value(self, depth: int) -> Any:
        token = self.next()
        match token.lastgroup:
            case "mark" if token["mark"] in _CLOSES and depth < _DEEPEST:
                return self.inside(token["mark"], depth + 1)
            case "mark" if token["mark"] == ":":
                return self.symbol()
            case "text":
                return _unescape(token["text"][1:-1])
            case "number":
                return _number(token["number"])
            case "date":
                return token["date"]
            case "word" if self.closes("{"):
                return self.inside("{", depth + 1)
            case "word" if self.closes("("):
                return _called(self.inside("(", depth + 1))
            case "word":
                return _WORDS.get(token["word"], token["word"])
            case _:
                raise _NotALiteralError

    def symbol(self) -> str:
        token = self.next()
        if token.lastgroup not in ("word", "text"):
            raise _NotALiteralError
        return token["word"] or _unescape(token["text"][1:-1])

    def inside(self, opened: str, depth: int) -> Any:
        if depth > _DEEPEST:
            raise _NotALiteralError
        is_object = opened == "{"
        found: dict[str, Any] = {}
        items: list[Any] = []
        while not self.closes(_CLOSES[opened]):
            start = self.at
            value = self.value(depth)
            written = self.text[start : self.at].strip(BLANKS)
            if self.closes("=>") or (is_object and self.closes(":")):
                found[value if isinstance(value, str) else written] = self.value(depth)
            elif is_object:
                raise _NotALiteralError
            else:
                items.append(value)
            if not self.closes(_CLOSES[opened], keep=True):
                self.expect(",")
        if is_object:
            return found
        return _numbered(found) if found else _paired(items) if opened == "[" else items

    def closes(self, mark: str, *, keep: bool = False) -> bool:
        found = _TOKEN.match(self.text, self.at)
        if found is None or found["mark"] != mark:
            return False
        if not keep:
            self.at = found.end()
        return True

    def expect(self, mark: str) -> None:
        if self.next()["mark"] != mark:
            raise _NotALiteralError


def _called(held: Any) -> Any:
    """Give what a constructor holds: its only argument, or all of them."""
    return held[0] if isinstance(held, list) and len(held) == 1 else held


def _paired(items: list[Any]) -> Any:
    """Give the object that a list of pairs spells, else the list."""
    pairs = [item for item in items if isinstance(item, list) and len(item) == 2 and isinstance(item[0], str)]
    return dict(pairs) if items and len(pairs) == len(items) else items


def _numbered(found: dict[str, Any]) -> Any:
    """Give an array of PHP: a list where its keys count from 0, else an object."""
    return list(found.values()) if list(found) == [str(at) for at in range(len(found))] else found


def _number(text: str) -> int | float:
    return float(text) if any(mark in text for mark in ".eE") else int(text)


def _unescape(text: str) -> str:
    return _ESCAPE.sub(_replace, text) if "\\" in text else text


def _replace(found: re.Match[str]) -> str:
    inside = found[1]
    if len(inside) > 1:
        return chr(int(inside[1:], 16))
    return _ESCAPED.get(inside, inside)
