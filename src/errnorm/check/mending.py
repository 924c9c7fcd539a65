"""Edits of a file's text that take faults out, and the proof that they change nothing else."""

from __future__ import annotations

import re
from os.path import relpath
from typing import TYPE_CHECKING, Any

from errnorm.check.finding import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from errnorm.catalog.strict_yaml import Where
    from errnorm.check.subject import Subject

HEADER = "# yaml-language-server: $schema="
_SCHEMA = "docs/reference/catalog.schema.json"
_STRAIGHT = {
    "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
}
CURLY = frozenset(_STRAIGHT)
_TRAILING = re.compile(r"[ \t]+(?=\r?$)", re.MULTILINE)
# In which order a rule is read: what it matches, what it means, what follows, why, and the proof.
KEY_ORDER = (
    *("code", "range", "subcode", "status", "phase", "surface", "http_status", "text", "slug"),
    *("title", "meaning", "canonical"),
    *("retry", "action", "scope", "fault", "other_vendor", "other_channel", "acceptance", "idempotency_key"),
    *("delay", "backoff", "max_attempts", "suppress", "suppress_ttl", "suppress_strikes", "applies_to"),
    *("why", "coarse", "disputed", "about", "remediation", "usual_status"),
    *("evidence", "source", "note", "example_http_status", "example_headers", "example"),
)
_PLACE = {key: place for place, key in enumerate(KEY_ORDER)}


def mended(subject: Subject, edits: Sequence[Edit]) -> Subject:
    """Give the file with the edits made; an edit that changes what the file says is left out."""
    together = subject.with_text(_edited(subject.text, edits))
    if _says_the_same(subject, together):
        return together
    for edit in sorted(edits, reverse=True):
        alone = subject.with_text(_edited(subject.text, [edit]))
        if _says_the_same(subject, alone):
            subject = alone
    return subject


def in_key_order(keys: Sequence[str]) -> list[str]:
    """Give the keys of a rule in the order in which they are read; unknown ones come last."""
    return sorted(keys, key=lambda key: _PLACE.get(key, len(_PLACE)))


def schema_line(path: Path) -> str | None:
    """Give the line that names the schema to editors, or none where no schema is found around the file."""
    folder = path.resolve().parent
    root = next((above for above in folder.parents if (above / _SCHEMA).is_file()), None)
    return f"{HEADER}{relpath(root / _SCHEMA, folder).replace(chr(92), '/')}" if root else None


def add_schema_line(subject: Subject) -> list[Edit]:
    """Give the edit that puts the schema's line first."""
    line = schema_line(subject.path)
    end = "\r\n" if "\r\n" in subject.text else "\n"
    return [Edit(0, 0, line + end)] if line and not subject.text.startswith(HEADER) else []


def strip_lines(subject: Subject) -> list[Edit]:
    """Give the edits that take blanks off the ends of lines."""
    return [Edit(found.start(), found.end(), "") for found in _TRAILING.finditer(subject.text)]


def straight_quotes(subject: Subject) -> list[Edit]:
    """Give the edits that make the curly quotes of sentences straight."""
    return [_straight_value(subject, where, value) for where, value in subject.prose() if not CURLY.isdisjoint(value)]


def sort_keys(subject: Subject) -> list[Edit]:
    """Give the edits that bring the keys of rules into order, each with the comments above it."""
    rules = subject.document.value["rules"] if subject.catalog and subject.catalog.rules else ()
    edits = (_sorted_rule(subject, place, list(rule)) for place, rule in enumerate(rules))
    return [edit for edit in edits if edit is not None]


def _edited(text: str, edits: Sequence[Edit]) -> str:
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _says_the_same(before: Subject, after: Subject) -> bool:
    """Say whether both files hold the same values, curly quotes in sentences aside."""
    same = _straightened(before.document.value, ()) == _straightened(after.document.value, ())
    return same and len(after.diagnostics) <= len(before.diagnostics)


def _straightened(value: Any, where: Where) -> Any:
    if isinstance(value, dict):
        return {key: _straightened(inside, (*where, key)) for key, inside in value.items()}
    if isinstance(value, list):
        return [_straightened(inside, where) for inside in value]
    return _straight(value) if isinstance(value, str) and "example" not in where else value


def _straight(text: str) -> str:
    return "".join(_STRAIGHT.get(character, character) for character in text)


def _straight_value(subject: Subject, where: Where, value: str) -> Edit:
    start = subject.offset(*subject.document.marks[where])
    if subject.text.startswith(value, start):
        new = _straight(value)
        quoted = "'" + new.replace("'", "''") + "'" if new.startswith(('"', "'")) else new
        return Edit(start, start + len(value), quoted)
    escapes = {'"': {'"': '\\"'}, "'": {"'": "''"}}.get(subject.text[start], {})
    end = _end_of_curly(subject.text, start, sum(character in CURLY for character in value))
    parts = (_STRAIGHT.get(character) for character in subject.text[start:end])
    old = subject.text[start:end]
    return Edit(
        start, end, "".join(escapes.get(new, new) if new else kept for new, kept in zip(parts, old, strict=True))
    )


def _end_of_curly(text: str, start: int, count: int) -> int:
    """Give where the last of `count` curly quotes after `start` ends."""
    found = [place for place in range(start, len(text)) if text[place] in CURLY][:count]
    return found[-1] + 1 if found else start


def _sorted_rule(subject: Subject, place: int, keys: list[str]) -> Edit | None:
    if keys == in_key_order(keys):
        return None
    line, column = subject.document.marks["rules", place]
    first, indent = line - 1, column - 1
    last = _last_line(subject.lines, first, indent)
    dash = subject.lines[first][:indent]
    lines = [" " * indent + subject.lines[first][indent:], *subject.lines[first + 1 : last]]
    segments = dict(_segments(lines, indent, keys))
    if sorted(segments) != sorted(keys):
        return None
    ordered = [line for key in in_key_order(keys) for line in segments[key]]
    head = next(number for number, line in enumerate(ordered) if not _is_aside(line, indent))
    ordered[head] = dash + ordered[head][indent:]
    return Edit(subject.offset(line, 1), subject.offset(last, 1) + len(subject.lines[last - 1]), "\n".join(ordered))


def _last_line(lines: Sequence[str], first: int, indent: int) -> int:
    """Give the number, from 1, of the last line of the entry that begins at `first`."""
    last = first
    for number in range(first + 1, len(lines)):
        if _is_aside(lines[number], indent):
            continue
        if len(lines[number]) - len(lines[number].lstrip(" ")) < indent:
            break
        last = number
    return last + 1


def _segments(lines: Sequence[str], indent: int, keys: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Give the lines of each key, the comments above it first."""
    key, segment, above = "", list[str](), list[str]()
    for line in lines:
        found = line[indent:].partition(":")[0]
        if _is_aside(line, indent):
            above.append(line)
            continue
        if not line[:indent].strip() and found in keys:
            if key:
                yield key, segment
            key, segment = found, []
        segment += [*above, line]
        above = []
    yield key, segment


def _is_aside(line: str, indent: int) -> bool:
    """Say whether a line is empty or a comment between keys; what stands deeper may be literal text."""
    return not line.strip() or (line.lstrip(" ").startswith("#") and len(line) - len(line.lstrip(" ")) <= indent)
