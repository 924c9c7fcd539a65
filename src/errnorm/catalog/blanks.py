"""The blanks of a stub: words that load like any others, and that its author has yet to replace."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from errnorm.catalog.strict_yaml import Document, Where

_BLANK = re.compile(r"<fill in ([^<>]+)>")
_NO_CODE = "unknown"


def blank(what: str) -> str:
    """Give the blank that asks for `what`.

    >>> blank("the vendor's own short title")
    "<fill in the vendor's own short title>"
    """
    return f"<fill in {what}>"


def blanks_in(document: Document) -> Iterator[tuple[Where, str]]:
    """Give where the document still has a blank, and what belongs there.

    A rule whose `canonical` is `unknown` has one too: it loads, and says nothing.
    """
    yield from _blanks(document.value, ())


def _blanks(value: Any, where: Where) -> Iterator[tuple[Where, str]]:
    if isinstance(value, dict):
        for key, inside in value.items():
            yield from _blanks(key, (*where, key))
            yield from _blanks(inside, (*where, key))
    elif isinstance(value, list):
        for index, inside in enumerate(value):
            yield from _blanks(inside, (*where, index))
    elif isinstance(value, str):
        yield from ((where, found[1]) for found in _BLANK.finditer(value))
        if value == _NO_CODE and _is_canonical(where):
            yield where, "a canonical code; `errnorm codes` lists them"


def _is_canonical(where: Where) -> bool:
    return len(where) == 3 and where[0] == "rules" and where[2] == "canonical"
