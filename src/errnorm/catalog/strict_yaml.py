"""YAML as text: every scalar stays what was typed, and nothing in a file is silently dropped."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from errnorm.catalog.diagnostics import Diagnostic

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_JSON_LITERAL = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null")
_JSON_KEYS = frozenset({"example", "examples"})

Where = tuple[str | int, ...]


@dataclass
class Document:
    """What one file says: its `value`, the `marks` (line and column) of every part, and its `faults`."""

    file: str
    value: Any = None
    marks: dict[Where, tuple[int, int]] = field(default_factory=dict)
    faults: list[Diagnostic] = field(default_factory=list)

    def fault(self, where: Where, message: str) -> Diagnostic:
        """Give the fault at `where`, or at the nearest part around it that has a mark."""
        near = where
        while near and near not in self.marks:
            near = near[:-1]
        line, column = self.marks.get(near, (1, 1))
        return Diagnostic(self.file, line, column, ".".join(map(str, where)), message)


def read_yaml(path: Path, *, shown_as: str | None = None) -> Document:
    """Read one file.

    Outside `example` every scalar is text exactly as typed: `0010`, `no` and `12:30` stay what they are.
    Inside `example` a scalar without quotes that is a JSON literal becomes that JSON value, so that a payload keeps
    its types.
    Repeated keys, anchors, aliases and tags are faults of the document, never exceptions.
    """
    name = shown_as or str(path)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        return Document(name, faults=[Diagnostic(name, 1, 1, "", f"cannot be read: {error.strerror}")])
    except UnicodeDecodeError as error:
        return Document(name, faults=[Diagnostic(name, 1, 1, "", f"is not UTF-8: {error.reason}")])
    return parse_yaml(text, name)


def parse_yaml(text: str, name: str) -> Document:
    """Read YAML `text` as `read_yaml` does; `name` is the file name that faults show."""
    document = Document(name)
    try:
        document.value = _Builder(document, yaml.parse(text, Loader=_Loader)).document()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        document.faults.append(Diagnostic(name, line, column, "", f"is not YAML: {reason}"))
    return document


class _Builder:
    """Turn parser events into plain values, remembering where each stood."""

    def __init__(self, document: Document, events: Any) -> None:
        self.found = document
        self.events = events

    def document(self) -> Any:
        for event in self.events:
            if isinstance(event, (yaml.ScalarEvent, yaml.SequenceStartEvent, yaml.MappingStartEvent, yaml.AliasEvent)):
                return self.value(event, (), as_json=False)
        return None

    def value(self, event: Any, where: Where, *, as_json: bool) -> Any:
        self.found.marks[where] = (event.start_mark.line + 1, event.start_mark.column + 1)
        self.refuse_indirection(event, where)
        match event:
            case yaml.MappingStartEvent():
                return self.mapping(where, as_json=as_json)
            case yaml.SequenceStartEvent():
                return self.sequence(where, as_json=as_json)
            case yaml.ScalarEvent():
                plain = as_json and not event.style and _JSON_LITERAL.fullmatch(event.value)
                return json.loads(event.value) if plain else event.value
        return None

    def refuse_indirection(self, event: Any, where: Where) -> None:
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            self.found.faults.append(
                self.found.fault(where, "anchors and aliases are not allowed; write the value out")
            )
        elif getattr(event, "tag", None) and event.tag != "!":
            self.found.faults.append(
                self.found.fault(where, f"the tag {event.tag} is not allowed; values are text as typed")
            )

    def mapping(self, where: Where, *, as_json: bool) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.value(event, (*where, "?"), as_json=False)
            if not isinstance(key, str):
                self.found.faults.append(self.found.fault((*where, "?"), "a key must be text"))
                key = str(key)
            inside = self.value(next(self.events), (*where, key), as_json=as_json or key in _JSON_KEYS)
            if key in result:
                self.found.faults.append(
                    self.found.fault((*where, key), f'the key "{key}" stands here twice; the first would be lost')
                )
            result[key] = inside
        return result

    def sequence(self, where: Where, *, as_json: bool) -> list[Any]:
        result: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            result.append(self.value(event, (*where, len(result)), as_json=as_json))
        return result
