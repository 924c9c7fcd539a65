"""What programs print of their objects where that is no literal: PHP, Go, Java, and `name=value` in logs."""

from __future__ import annotations

import re

from errnorm.engine.text import LONGEST_TEXT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_LONGEST_DUMP = 4 * LONGEST_TEXT
_DEEPEST = 16
_MOST_VALUES = 2000
_LEAST_PAIRS = 3

# print_r, on many lines or on one
_PRINTED = re.compile(r"\b(?:Array|[A-Za-z_\\]{1,80} Object)\s{1,40}\(", re.ASCII)
_PRINTED_KEY = re.compile(r"\[([\w.\\-]{1,64})(?::[^\]\n]{1,80})?\] =>", re.ASCII)
# var_dump
_DUMPED = re.compile(r"\b(?:array\([0-9]{1,6}\)|object\([\w\\]{1,200}\)#[0-9]{1,9} \([0-9]{1,6}\)) ?\{", re.ASCII)
_DUMPED_KEY = re.compile(r'\s*\[(?:"([^"\n]{0,200})"|([0-9]{1,9}))[^\]\n]{0,200}\]=>\s*', re.ASCII)
_DUMPED_VALUE = re.compile(r'string\(([0-9]{1,9})\) "|(?:int|float|enum)\(([^()\n]{1,40})\)|bool\((true|false)\)|NULL')
# Go
_GO_START = re.compile(r"(?:map\[|[\w.*&]{0,80}\{)(?=\s*[A-Za-z_][\w.-]{0,64}:)", re.ASCII)
_GO_KEY = re.compile(
    r"(?:(?<=[\[{])|(?<=\s))([A-Za-z_][\w.-]{0,64}):(?!//)(?=\S|\s+[A-Za-z_][\w.-]{0,64}:\S)", re.ASCII
)
_GO_NESTED = re.compile(r"(?:map)?\[|[*&\w.]{0,80}\{", re.ASCII)
# Java, Kotlin, and Python's keyword arguments
_JAVA_START = re.compile(r"[{(\[](?=\s*[A-Za-z_][\w.-]{0,64}=[^=>])", re.ASCII)
_JAVA_LATER = re.compile(r"(?<=[A-Za-z])\((?=[^()=]{1,400},\s*[A-Za-z_][\w.-]{0,64}=[^=>])", re.ASCII)
_JAVA_KEY = re.compile(r"(?:(?<=[\[{(])|(?<=[,;]))\s*([A-Za-z_][\w.-]{0,64})=(?![=>])", re.ASCII)
_JAVA_NESTED = re.compile(r"\[?[\w.$]{0,80}[{(\[](?=\s*[A-Za-z_][\w.-]{0,64}=)", re.ASCII)
# name=value
_PAIR = re.compile(
    r"""(?:(?<=\s)|(?<=[\[({,;|"'])|\A)([A-Za-z_][\w.-]{0,64})=("(?:[^"\\]|\\.){0,2000}"|'[^'\n]{0,2000}'|[^\s,;|"')\]}]{1,400})""",
    re.ASCII,
)
_OPENS, _CLOSES = "[{(", "]})"


def read_dumps(text: str) -> list[Any]:
    """Give the objects that a text holds in the words of PHP, Go, Java or a log, each reading once.

    >>> read_dumps("map[code:21211 message:no number status:400]")
    [{'code': '21211', 'message': 'no number', 'status': '400'}]
    >>> read_dumps("RestException{code=21211, message='Not, a number'}")
    [{'code': '21211', 'message': 'Not, a number'}]
    """
    text = text[:_LONGEST_DUMP]
    found: list[Any] = []
    for reader in (_printed, _dumped, _go, _java, _pairs):
        value = reader(text) if reader is not _pairs or not found else None
        if value:
            found.append(value)
    return found


def _printed(text: str) -> Any:
    """Read what `print_r` printed; values stay text."""
    start = _PRINTED.search(text)
    if start is None:
        return None
    root: dict[str, Any] = {}
    stack = [root]
    marks = list(_PRINTED_KEY.finditer(text, start.end()))[:_MOST_VALUES]
    for mark, after in zip(marks, [*marks[1:], None], strict=False):
        segment = text[mark.end() : after.start() if after else len(text)].strip()
        nested = _PRINTED.match(segment)
        if nested:
            inner: dict[str, Any] = {}
            stack[-1][mark[1]] = inner
            stack.append(inner)
            segment = segment[nested.end() :]
        value, closed = _closings(segment, len(stack))
        if not nested:
            stack[-1][mark[1]] = value
        del stack[len(stack) - closed :]
        if not stack or len(stack) > _DEEPEST:
            break
    return _listed(root)


def _closings(segment: str, most: int) -> tuple[str, int]:
    """Give a value without the brackets that close what is around it, and how many there are."""
    value, closed = segment.rstrip(), 0
    while closed < most and value.endswith(")") and (len(value) == 1 or value[-2].isspace()):
        value, closed = value[:-1].rstrip(), closed + 1
    return value.strip(), closed


def _dumped(text: str) -> Any:
    """Read what `var_dump` printed."""
    start = _DUMPED.search(text)
    return _listed(_dumped_members(text, start.end(), 0)[0]) if start else None


def _dumped_members(text: str, at: int, depth: int) -> tuple[dict[str, Any], int]:
    found: dict[str, Any] = {}
    while key := _DUMPED_KEY.match(text, at):
        name, at = key[1] if key[1] is not None else key[2], key.end()
        if nested := _DUMPED.match(text, at):
            if depth >= _DEEPEST:
                break
            found[name], at = _dumped_members(text, nested.end(), depth + 1)
            continue
        value = _DUMPED_VALUE.match(text, at)
        if value is None:
            break
        at = value.end()
        if value[1]:
            end = text.find('"\n', at)
            found[name], at = (
                text[at : end if end >= 0 else len(text)].removesuffix('"'),
                end + 1 if end >= 0 else len(text),
            )
        elif value[3]:
            found[name] = value[3] == "true"
        else:
            found[name] = value[2]
    close = text.find("}", at)
    return {name: _listed(value) for name, value in found.items()}, close + 1 if close >= 0 else len(text)


def _go(text: str) -> Any:
    """Read a map or a struct as Go's `%v` and `%+v` print them; the fields of a struct start small."""
    start = _GO_START.search(text)
    return _go_members(text, start.end() - 1, 0) if start else None


def _go_members(text: str, opened: int, depth: int) -> Any:
    end = _end_of(text, opened)
    body = text[opened : end + 1]
    is_map = text[opened] == "["
    found: dict[str, Any] = {}
    at = 1
    while (key := _GO_KEY.search(body, at)) and len(found) < _MOST_VALUES:
        begin = key.end()
        nested = _GO_NESTED.match(body, begin)
        if nested and depth < _DEEPEST:
            close = _end_of(body, nested.end() - 1)
            value: Any = _go_value(body[nested.start() : close + 1], depth)
            at = close
        else:
            after = _GO_KEY.search(body, begin)
            at = after.start() if after else len(body) - 1
            value = body[begin:at].strip()
        name = key[1] if is_map else key[1][:1].lower() + key[1][1:]
        found[name] = None if value == "<nil>" else value
    return found


def _go_value(text: str, depth: int) -> Any:
    start = _GO_START.match(text)
    if start:
        return _go_members(text, start.end() - 1, depth + 1)
    inside = text[text.index("[") + 1 : -1] if "[" in text else text
    first = _GO_START.match(inside)
    if first:
        return [_go_members(inside, first.end() - 1, depth + 1)]
    return [inside] if inside else []


def _java(text: str) -> Any:
    """Read what `toString` of Java and Kotlin, or `repr` of Python, made of an object."""
    start = _JAVA_START.search(text) or _JAVA_LATER.search(text)
    return _java_members(text, start.start(), 0) if start else None


def _java_members(text: str, opened: int, depth: int) -> dict[str, Any]:
    body = text[opened : _end_of(text, opened) + 1]
    found: dict[str, Any] = {}
    at = 1
    while (key := _JAVA_KEY.search(body, at)) and len(found) < _MOST_VALUES:
        begin = key.end()
        nested = _JAVA_NESTED.match(body, begin)
        if nested and depth < _DEEPEST:
            at = _end_of(body, nested.end() - 1)
            found[key[1]] = _java_members(body, nested.end() - 1, depth + 1)
            continue
        after = _JAVA_KEY.search(body, begin)
        at = after.start() if after else len(body) - 1
        value = _unquoted(body[begin:at].strip().rstrip(",;").strip())
        found[key[1]] = None if value in ("null", "None") else value
    return found


def _pairs(text: str) -> Any:
    """Read a line of `name=value`; of a name that comes twice the first counts."""
    found: dict[str, Any] = {}
    for pair in _PAIR.finditer(text):
        found.setdefault(pair[1], _unquoted(pair[2]))
    return found if len(found) >= _LEAST_PAIRS else None


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def _end_of(text: str, opened: int) -> int:
    """Give the place of the bracket that closes the one at `opened`, or the end of the text."""
    opening, closing = text[opened], _CLOSES[_OPENS.index(text[opened])]
    depth = 0
    for at in range(opened, len(text)):
        depth += (text[at] == opening) - (text[at] == closing)
        if not depth:
            return at
    return len(text)


def _listed(found: Any) -> Any:
    """Give a list where the keys count from 0."""
    if not isinstance(found, dict):
        return found
    inner = {name: _listed(value) for name, value in found.items()}
    return list(inner.values()) if inner and list(inner) == [str(at) for at in range(len(inner))] else inner
