"""Values as the text of YAML, proved by reading them back."""

from __future__ import annotations

import json
from typing import Any

from errnorm.catalog.strict_yaml import parse_yaml


class NotWritable(ValueError):  # noqa: N818 - it says what the text is
    """A text that YAML cannot hold, such as a lone surrogate."""


def scalar(text: str) -> str:
    """Give `text` as a value after `key: `, in quotes only where it needs them. Raises `NotWritable`.

    >>> scalar("0010"), scalar("no"), scalar("a: b"), scalar("#5")
    ('0010', 'no', '"a: b"', '"#5"')
    """
    return _proved(text, "k: {}", {"k": text})


def flow(value: Any) -> str:
    """Give a JSON value as one line that stands under `example`. Raises `NotWritable`.

    >>> flow({"error": {"code": "7", "words": ["a, b", None, 3]}})
    '{error: {code: "7", words: ["a, b", null, 3]}}'
    """
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow_text(str(key))}: {flow(inside)}" for key, inside in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return _example_text(value) if isinstance(value, str) else json.dumps(value)


def flow_text(text: str) -> str:
    """Give `text` as a key or a value between braces. Raises `NotWritable`.

    >>> flow_text("errors[].code"), flow_text("error.code")
    ('"errors[].code"', 'error.code')
    """
    return _proved(text, "k: {{{0}: {0}}}", {"k": {text: text}})


def _example_text(text: str) -> str:
    return _proved(text, "example: {{k: {}}}", {"example": {"k": text}})


def _proved(text: str, form: str, meant: Any) -> str:
    for written in (text, json.dumps(text, ensure_ascii=False)):
        if _says(form.format(written), meant):
            return written
    raise NotWritable(f"{text!r:.80} cannot be written as YAML")


def _says(text: str, meant: Any) -> bool:
    try:
        document = parse_yaml(text + "\n", "")
    except (UnicodeError, ValueError):
        return False
    return not document.faults and bool(document.value == meant)
