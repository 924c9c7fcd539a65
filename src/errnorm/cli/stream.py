"""One line of JSON in, one line of JSON out, for a program that keeps the command open beside it."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from errnorm.cli.source import STANDARD_INPUT, Broken, lines_of, read_json

if TYPE_CHECKING:
    from collections.abc import Callable


def stream(answer: Callable[[Any], dict[str, Any]]) -> int:
    """Answer each line of standard input with one line, at once and in the same order; give how many were broken.

    `answer` gives what is said of a document; where it raises `ValueError`, and for a line that is no JSON, the line
    has a `problem` in its place.
    """
    broken = 0
    for number, line in enumerate(lines_of(STANDARD_INPUT), 1):
        said = _said(number, line, answer)
        broken += "problem" in said
        sys.stdout.write(json.dumps({"line": number, **said}) + "\n")
        sys.stdout.flush()
    return broken


def _said(number: int, line: bytes, answer: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
    document = read_json(STANDARD_INPUT, number, line)
    if isinstance(document, Broken):
        return {"problem": document.why}
    try:
        return answer(document.value)
    except ValueError as error:
        return {"problem": str(error)}
