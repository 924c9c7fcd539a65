"""Files and standard input to JSON documents, line by line where a file has one on each line."""

from __future__ import annotations

import json
import os
import stat
import sys
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

import click

from errnorm.cli.trouble import unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

STANDARD_INPUT = "-"
_LINE_BY_LINE = (".ndjson", ".jsonl")
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Document:
    """One JSON document, and where it begins."""

    file: str
    line: int
    value: Any


@dataclass(frozen=True, slots=True)
class Broken:
    """What is not JSON, and where; the text itself is not kept, for it may hold personal data."""

    file: str
    line: int
    column: int
    why: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.why}"


def shown_name(name: str) -> str:
    """Give the name under which a source is told of."""
    return "<stdin>" if name == STANDARD_INPUT else name


def refuse_unreadable(names: Sequence[str]) -> None:
    """Raise `Trouble` for the first file that cannot be read, before any other is."""
    for name in names:
        if name == STANDARD_INPUT:
            continue
        try:
            if stat.S_ISDIR(os.stat(name).st_mode):  # noqa: PTH116 - the errno of the fault is told
                raise IsADirectoryError(21, "Is a directory")
            if not os.access(name, os.R_OK):
                raise PermissionError(13, "Permission denied")
        except OSError as error:
            raise unreadable(name, error) from error


def size_of(names: Sequence[str]) -> int | None:
    """Give how many bytes the sources hold together, or none where one of them cannot tell."""
    if STANDARD_INPUT in names:
        return None
    known = [os.stat(name) for name in names]  # noqa: PTH116 - one call for kind and size
    return sum(one.st_size for one in known) if all(stat.S_ISREG(one.st_mode) for one in known) else None


def lines_of(name: str) -> Iterator[bytes]:
    """Give the lines of a file, or of standard input, as they come. Raises `Trouble`."""
    try:
        if name == STANDARD_INPUT:
            yield from _standard_input()
        else:
            with open(name, "rb") as file:  # noqa: PTH123 - a name may be a pipe
                yield from file
    except OSError as error:
        raise unreadable(shown_name(name), error) from error


def _standard_input() -> Iterable[bytes]:
    if sys.stdin.isatty():
        click.echo("errnorm: reading standard input; Ctrl-D ends it", err=True)
    return sys.stdin.buffer


def documents(name: str, lines: Iterable[bytes]) -> Iterator[Document | Broken]:
    """Give what the lines of the source `name` hold: one document, or one a line.

    One a line it is where the name ends in .ndjson or .jsonl; where the first line is a document in itself and more
    follows; where two lines running are (no single document can hold that); and where the whole is no document, but
    its last line is. Everything else is one document. Only for that is more than a line kept.
    """
    rest = iter(lines)
    first = next(rest, b"")
    if first.startswith(_UTF16_MARKS):
        yield Broken(shown_name(name), 1, 1, "not JSON: UTF-16 text; write it as UTF-8")
        return
    numbered = enumerate(chain([first.removeprefix(_UTF8_MARK)], rest), 1)
    if name.endswith(_LINE_BY_LINE):
        for number, line in numbered:
            yield from _read_line(name, number, line)
        return
    kept: list[bytes] = []
    before: list[Document | Broken] = []
    for number, line in numbered:
        found = _read_line(name, number, line)
        kept.append(line)
        before += found
        if found and _has_document_a_line(before):
            yield from before
            kept.clear()
            break
    for number, line in numbered:
        yield from _read_line(name, number, line)
    if kept:
        yield from _read_whole(name, kept, before)


def _has_document_a_line(before: Sequence[Document | Broken]) -> bool:
    return all(isinstance(found, Document) for found in before[-2:])


def _read_whole(name: str, lines: Sequence[bytes], before: Sequence[Document | Broken]) -> Sequence[Document | Broken]:
    if not before:
        return ()
    whole = read_json(name, 1, b"".join(lines))
    if isinstance(whole, Broken) and len(before) > 1 and isinstance(before[-1], Document):
        return before
    return [whole]


def _read_line(name: str, number: int, line: bytes) -> Sequence[Document | Broken]:
    return [read_json(name, number, line)] if line.strip() else ()


def read_json(name: str, line: int, text: bytes) -> Document | Broken:
    """Give the JSON document that `text`, which begins at `line`, is."""
    file = shown_name(name)
    try:
        return Document(file, line, json.loads(text.decode()))
    except json.JSONDecodeError as error:
        return Broken(file, line + error.lineno - 1, error.colno, f"not JSON: {error.msg}")
    except UnicodeDecodeError as error:
        before = text[: error.start]
        column = error.start - before.rfind(b"\n")
        return Broken(file, line + before.count(b"\n"), column, "not JSON: the text is not UTF-8")
    except (RecursionError, ValueError):
        return Broken(file, line, 1, "not JSON: nested too deeply, or a number too long")
