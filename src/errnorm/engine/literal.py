"""Objects as people paste them: JSON, a Python dump, a Node dump, in one bounded grammar."""

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
        (?P<mark>[\[\](){},:])
      | [bu]?(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)
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
    "undefined": None,
    "NaN": None,
}
_CLOSES = {"{": "}", "[": "]", "(": ")"}


class _NotALiteralError(Exception):
    pass


def read_literal(text: str, start: int) -> Any:
    """Give the object or list that starts at `text[start]`, or none where it is not a whole one.

    Keys may lack quotes and stand as they are written, strings may stand in any of the three quotes, a comma may
    trail, and a word that is no literal is text.
    """
    try:
        return _Reader(text, start).value(0)
    except _NotALiteralError:
        return None


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
            case "text":
                return _unescape(token["text"][1:-1])
            case "number":
                return _number(token["number"])
            case "word":
                return _WORDS.get(token["word"], token["word"])
            case _:
                raise _NotALiteralError

    def inside(self, opened: str, depth: int) -> Any:
        is_object = opened == "{"
        found: dict[str, Any] = {}
        items: list[Any] = []
        while True:
            if self.closes(_CLOSES[opened]):
                return found if is_object else items
            if is_object:
                key = self.key(depth)
                self.expect(":")
                found[key] = self.value(depth)
            else:
                items.append(self.value(depth))
            if not self.closes(_CLOSES[opened], keep=True):
                self.expect(",")

    def key(self, depth: int) -> str:
        start = self.at
        value = self.value(depth)
        return value if isinstance(value, str) else self.text[start : self.at].strip(BLANKS)

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


def _number(text: str) -> int | float:
    return float(text) if any(mark in text for mark in ".eE") else int(text)


def _unescape(text: str) -> str:
    return _ESCAPE.sub(_replace, text) if "\\" in text else text


def _replace(found: re.Match[str]) -> str:
    inside = found[1]
    if len(inside) > 1:
        return chr(int(inside[1:], 16))
    return _ESCAPED.get(inside, inside)
