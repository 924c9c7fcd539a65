"""Text to trees, without knowing any vendor.

The forms are tried in this order, the first that fits decides:

1. JSON (64 levels, numbers of 400 digits at most); a JSON string is decoded again, 4 times at most
2. an SMPP delivery receipt (`id:... stat:... err:...`), as `{"receipt": {...}}`
3. a line with bars (`error | 102 | words`, `error: 175: words`), as `{"pipe": {"status", "code", "detail"}}`
4. a form body or query string, as an object of texts
5. XML, as nested objects of texts
6. what PHP serialized, somewhere in the text
7. lines `name: value` throughout, as `{"lines": {...}}`
8. JSON, Python, JavaScript, Ruby or PHP objects inside the text, at the first 8 places where one could start; where
   there is none, what is whole of a JSON object whose end was cut off
9. a form body or an XML document among other words
10. what PHP (`print_r`, `var_dump`), Go or Java print of an object, and `name=value` at least three times
11. an SMPP delivery receipt behind other words
12. the text itself, as `{"log": {"text", "hash", "code", "subcode", "sip", "http_status"}}`, with what its words tell

7 to 12 stand side by side: what recognises nothing in the one is asked about the next.
Colours of terminals are left out.
"""

from __future__ import annotations

import json
import re

from errnorm.engine.dumps import read_dumps
from errnorm.engine.literal import read_literal
from errnorm.engine.log_line import as_log
from errnorm.engine.php import read_php
from errnorm.engine.text import LONGEST_TEXT
from errnorm.engine.xml import read_xml

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

DEEPEST = 64
_MOST_STARTS = 8
_MOST_REPEATS = 4
_MOST_FIELDS = 1000
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[{]|[\]}]', re.DOTALL)
_CUT_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[{,\]}]', re.DOTALL)
_LONG_NUMBER = re.compile(r"[0-9]{400}")
_RECEIPT = re.compile(r"\b(id|sub|dlvrd|submit date|done date|stat|err|text):", re.IGNORECASE | re.ASCII)
_RECEIPT_START = re.compile(r"\b(?:id|stat):", re.IGNORECASE | re.ASCII)
_PIPE = re.compile(
    r"\s*(error|success)\s*(?:\||:)\s*([^|:\s][^|:]{0,200}?)\s*(?:\||:)(.*)", re.IGNORECASE | re.DOTALL | re.ASCII
)
_FORM = re.compile(r"\??[A-Za-z_][\w.\[\]%-]*=[^\s&]*(?:&[^\s&=]+=[^\s&]*)*&?", re.ASCII)
_FORM_INSIDE = re.compile(
    r"""[A-Za-z_][\w.-]{0,64}=[^\s&"'<>{}]*(?:&[A-Za-z_][\w.-]{0,64}=[^\s&"'<>{}]*){2,200}""", re.ASCII
)
_START = re.compile(r"[{\[]|\barray ?\(", re.ASCII)
_COLOUR = re.compile(r"\x1b\[[0-9;]{0,20}m")
_LINE = re.compile(r"[ \t]*([A-Za-z][\w.-]{0,60})[ \t]*:[ \t]+(\S.*?)?[ \t\r]*", re.ASCII)
_URL_QUERY = re.compile(r"https?://[^\s?]+\?(\S+)", re.ASCII)


def decode(text: str) -> list[Any]:
    """Give the trees that `text` may mean, the most telling first; none for blank text."""
    return _decode(text, _MOST_REPEATS)


def _decode(text: str, repeats: int) -> list[Any]:
    bare = _COLOUR.sub("", text).strip("\ufeff \t\r\n\f\v\0")
    if not bare:
        return []
    found, tree = read_json(bare)
    if found:
        if isinstance(tree, str):
            return [tree, *(_decode(tree, repeats - 1) if repeats else [])]
        return [tree] if isinstance(tree, (dict, list)) else as_log(bare)
    for form in (_receipt, _pipe, _form, read_xml, read_php):
        tree = form(bare)
        if tree is not None:
            return [tree, *as_log(bare)]
    inside = [*_embedded(bare), *_form_inside(bare), *_xml_inside(bare), *read_dumps(bare), *_receipt_inside(bare)]
    return [*_lines(bare), *inside, *as_log(bare)]


def read_json(text: str) -> tuple[bool, Any]:
    """Give whether `text` is JSON within the bounds, and its value."""
    if not _within_bounds(text):
        return False, None
    try:
        return True, json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return False, None


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)


def _within_bounds(text: str) -> bool:
    if text.count("[") + text.count("{") <= DEEPEST and not _LONG_NUMBER.search(text):
        return True
    depth = at = 0
    for token in _TOKEN.finditer(text):
        if _LONG_NUMBER.search(text, at, token.start()):
            return False
        at = token.end()
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        if depth > DEEPEST:
            return False
    return not _LONG_NUMBER.search(text, at)


def _receipt(text: str) -> dict[str, Any] | None:
    """Read `id:.. sub:.. dlvrd:.. submit date:.. done date:.. stat:.. err:.. text:..`; stat is needed."""
    return _receipt_in(text[:LONGEST_TEXT]) if _RECEIPT_START.match(text) else None


def _receipt_inside(text: str) -> list[Any]:
    """Give the receipt that stands behind other words."""
    line = text[:LONGEST_TEXT]
    start = _RECEIPT_START.search(line)
    found = _receipt_in(line[start.start() :]) if start else None
    return [found] if found else []


def _receipt_in(line: str) -> dict[str, Any] | None:
    parts: dict[str, str] = {}
    marks = list(_RECEIPT.finditer(line))
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        name = mark[1].lower()
        if name in parts:
            continue
        value = line[mark.end() : after.start() if after else None]
        parts[name] = value.strip() if name == "text" else (value.split() or [""])[0].rstrip(",;|")
        if name == "text":
            break
    return {"receipt": parts} if "stat" in parts and ("id" in parts or "err" in parts) else None


def _pipe(text: str) -> dict[str, Any] | None:
    found = _PIPE.match(text[:LONGEST_TEXT])
    if not found or ("|" not in found[0] and not found[2].isdecimal()):
        return None
    return {"pipe": {"status": found[1].lower(), "code": found[2].strip(), "detail": found[3].strip()}}


def _form(text: str) -> dict[str, Any] | None:
    url = _URL_QUERY.fullmatch(text)
    body = url[1] if url else text
    if "=" not in body or not _FORM.fullmatch(body):
        return None
    from urllib.parse import unquote_plus

    fields: dict[str, Any] = {}
    for pair in body.lstrip("?").split("&")[:_MOST_FIELDS]:
        name, _, value = pair.partition("=")
        if name:
            fields.setdefault(unquote_plus(name), unquote_plus(value))
    return fields or None


def _form_inside(text: str) -> list[Any]:
    """Give the form body or query string that stands among other words."""
    found = _FORM_INSIDE.search(text[:LONGEST_TEXT])
    fields = _form(found[0]) if found else None
    return [fields] if fields else []


def _xml_inside(text: str) -> list[Any]:
    """Give the XML document that stands among other words."""
    start, end = text.find("<?xml"), text.rfind(">")
    tree = read_xml(text[start : end + 1].replace("\\n", "\n")) if 0 <= start < end else None
    return [tree] if tree else []


def _lines(text: str) -> list[Any]:
    lines = [line for line in text[:LONGEST_TEXT].split("\n") if line.strip(" \t\r")]
    pairs = [pair for line in lines if (pair := _LINE.fullmatch(line))]
    if len(lines) < 2 or len(pairs) < len(lines):
        return []
    return [{"lines": {pair[1]: pair[2] or "" for pair in pairs}}]


def _embedded(text: str) -> list[Any]:
    """Give the objects that stand inside the text, with escaped quotes undone where that is needed.

    What a client prints before the body, as its headers or a status in brackets, does not hide the body.
    """
    for line in _with_quotes_undone(text):
        found: list[Any] = []
        at = 0
        for _ in range(_MOST_STARTS):
            start = _START.search(line, at)
            if start is None:
                break
            value, at = read_literal(line, start.start())
            if _holds_objects(value):
                found.append(value)
        if found:
            return found
    return [tree for line in _with_quotes_undone(text) if (tree := _cut_off(line)) is not None][:1]


def _holds_objects(value: Any) -> bool:
    """Say whether a value is an object or a list of such; words in brackets only mark a line of a log."""
    if isinstance(value, list):
        return any(isinstance(item, (dict, list)) for item in value)
    return isinstance(value, dict) and bool(value)


def _cut_off(text: str) -> Any:
    """Give what is whole of a JSON object whose end was cut off, as Guzzle and log collectors do it.

    A last text is kept where it is a sentence; of a number or a word nobody knows how it went on.
    """
    start = text.find('{"')
    if start < 0:
        return None
    line = text[start : start + LONGEST_TEXT].partition("(truncated...)")[0].rstrip(" .\u2026")
    closers: list[str] = []
    ends: list[tuple[int, str]] = []
    for token in _CUT_TOKEN.finditer(line):
        mark = token[0]
        if mark in "{[":
            closers.append("}" if mark == "{" else "]")
        elif mark in "}]":
            if not closers:
                return None
            closers.pop()
        elif mark == ",":
            ends.append((token.start(), "".join(reversed(closers))))
        elif len(mark) == 1 or mark[-1] != '"':  # the last text, without its end
            if " " in mark:
                ends.append((len(line), '"' + "".join(reversed(closers))))
            break
    for end, closing in ends[:-_MOST_STARTS:-1] if closers else ():
        whole, tree = read_json(line[:end] + closing)
        if whole:
            return tree
    return None


def _with_quotes_undone(text: str) -> list[str]:
    lines = [text]
    while '\\"' in lines[-1] and len(lines) <= _MOST_REPEATS:
        lines.append(lines[-1].replace("\\\\", "\\").replace('\\"', '"'))
    return lines
