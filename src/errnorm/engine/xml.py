"""A small XML reader: elements and text, no entities beyond the five, no DTD, bounded depth."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_DEEPEST = 64
_MOST_ELEMENTS = 10_000
_PIECE = re.compile(
    r"<!\[CDATA\[(?P<cdata>.*?)\]\]>|<!--.*?-->|<\?.*?\?>|<(?P<close>/?)(?:[\w.-]+:)?(?P<name>[A-Za-z_][\w.-]*)(?P<rest>[^<>]*)>|(?P<text>[^<]+)",
    re.DOTALL | re.ASCII,
)
_ENTITY = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}
_ENTITIES = re.compile("|".join(_ENTITY))


def read_xml(text: str) -> dict[str, Any] | None:
    """Give the document as nested objects of texts, or none where it is not one.

    Attributes, name spaces, comments and processing instructions are left out; an element that repeats becomes a list;
    an HTML page is not a document.

    >>> read_xml("<r xmlns='u'><Status>403</Status><Message>a &amp; b</Message></r>")
    {'r': {'Status': '403', 'Message': 'a & b'}}
    """
    if not text.startswith("<") or text[:256].lower().lstrip("<! \n").startswith(("doctype", "html", "head")):
        return None
    root: dict[str, Any] = {}
    stack: list[tuple[str, dict[str, Any], list[str]]] = [("", root, [])]
    at = 0
    for count, piece in enumerate(_PIECE.finditer(text)):
        if piece.start() != at or count > _MOST_ELEMENTS:
            return None
        at = piece.end()
        if not _take(piece, stack):
            return None
    whole = at == len(text) and len(stack) == 1 and len(root) == 1
    return root if whole and "html" not in root else None


def _take(piece: re.Match[str], stack: list[tuple[str, dict[str, Any], list[str]]]) -> bool:
    name = piece["name"]
    if name is None:
        stack[-1][2].append(piece["cdata"] if piece["cdata"] is not None else _plain(piece["text"] or ""))
        return True
    if piece["close"]:
        return _close(name, stack)
    stack.append((name, {}, []))
    return len(stack) <= _DEEPEST and (not piece["rest"].endswith("/") or _close(name, stack))


def _close(name: str, stack: list[tuple[str, dict[str, Any], list[str]]]) -> bool:
    opened, children, texts = stack.pop()
    if opened != name or not stack:
        return False
    value: Any = children or "".join(texts).strip()
    siblings = stack[-1][1]
    if name not in siblings:
        siblings[name] = value
    elif isinstance(siblings[name], list):
        siblings[name].append(value)
    else:
        siblings[name] = [siblings[name], value]
    return True


def _plain(text: str) -> str:
    return _ENTITIES.sub(lambda found: _ENTITY[found[0]], text) if "&" in text else text
