"""Markdown that shows a text as it is, whatever stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

_MARKS = re.compile(r"[\\`*\[\]<>$~#]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_BLOCK_MARK = re.compile(r"^(?=[-+=])|(?<=^\d)(?=[.)])|(?<=^\d\d)(?=[.)])")
_SENTENCE_END = re.compile(r'(?<=[.!?]) (?=[A-Z"])')
_TICKS = re.compile(r"`+")
_SAFE_IN_ANCHORS = "/~.-_"


def page(title: str, *blocks: str, source: str) -> str:
    """Give a page: its title, where it was made from, and the blocks that are not empty."""
    made = f"<!-- Generated from {source} by `python -m errnorm.render`; change it there. -->"
    return "\n\n".join([made, f"# {title}", *filter(None, blocks)]) + "\n"


def plain(words: str) -> str:
    r"""Give words that Markdown shows as they are, on one line.

    >>> print(plain("a *b* of <id> in is_transient, _c"))
    a \*b\* of \<id\> in is_transient, \_c
    """
    return _MARKS.sub(lambda mark: f"\\{mark[0]}", " ".join(words.split()))


def sentences(words: str, indent: str = "") -> str:
    """Give a paragraph with one sentence a line.

    >>> print(sentences("Send it again. Wait (e.g. an hour) before.", indent="  "))
    Send it again.
      Wait (e.g. an hour) before.
    """
    return f"\n{indent}".join(_BLOCK_MARK.sub(r"\\", sentence) for sentence in _SENTENCE_END.split(plain(words)))


def code(words: object) -> str:
    """Give a code span.

    >>> code("a"), code("`a`")
    ('`a`', '`` `a` ``')
    """
    text = " ".join(str(words).split())
    ticks = "`" * (max(map(len, _TICKS.findall(text)), default=0) + 1)
    blank = " " if "`" in text else ""
    return f"{ticks}{blank}{text}{blank}{ticks}"


def codes(words: Iterable[object], last: str = "or") -> str:
    """Give code spans as a list in words.

    >>> codes(["a", "b", "c"]), codes(["a"])
    ('`a`, `b` or `c`', '`a`')
    """
    *front, end = map(code, words)
    return f"{', '.join(front)} {last} {end}" if front else end


def link(label: str, target: str) -> str:
    """Give a link; `label` is Markdown already."""
    return f"[{label}]({target.replace(' ', '%20').replace('(', '%28').replace(')', '%29')})"


def anchor(name: str) -> str:
    """Give a place that links can lead to, under any name."""
    return f'<a id="{fragment(name)}"></a>'


def fragment(name: str) -> str:
    """Give what follows `#` in a link to the anchor of that name."""
    return quote(name, safe=_SAFE_IN_ANCHORS)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Give a table, or nothing where it has no rows."""
    lines = [_row(row) for row in rows]
    return "\n".join([_row(head), _row(["---"] * len(head)), *lines]) if lines else ""


def bullets(items: Iterable[str]) -> str:
    """Give a list, or nothing where it has no items."""
    return "\n".join(f"- {item}" for item in items)


def fenced(text: str, language: str) -> str:
    """Give a block of code."""
    ticks = "`" * max(3, max(map(len, _TICKS.findall(text)), default=0) + 1)
    return f"{ticks}{language}\n{text.rstrip()}\n{ticks}"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
