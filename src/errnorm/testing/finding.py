"""What a check found, told so that it can be mended."""

from __future__ import annotations

import json
from typing import Any

_LONGEST = 400


class Finding(AssertionError):  # noqa: N818 - what a check found, not what went wrong with it
    """One fault of a catalog.

    `place` is where to mend it (file, line and column), `what` was found, `expected` holds instead, `mend` says what
    to change, `payload` is the one that showed it.
    """

    def __init__(self, place: str, what: str, *, expected: str, mend: str, payload: Any = None) -> None:
        super().__init__(place, what)
        self.place = place
        self.what = what
        self.expected = expected
        self.mend = mend
        self.payload = payload

    def __str__(self) -> str:
        lines = [f"{self.place}: {self.what}", f"  expected: {self.expected}"]
        if self.payload is not None:
            lines.append(f"  payload:  {shortened(self.payload)}")
        return "\n".join([*lines, f"  to mend:  {self.mend}"])


def shortened(payload: Any) -> str:
    """Give a payload on one line, as JSON where it is JSON, cut after 400 characters.

    >>> shortened({"code": 7, "words": "a"})
    '{"code": 7, "words": "a"}'
    """
    try:
        text = json.dumps(payload, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        text = repr(payload)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}... ({len(text)} characters)"
