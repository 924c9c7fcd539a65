"""What a file holds: one document, or one a line."""

from __future__ import annotations

import json

import pytest

from errnorm.cli.source import Broken, Document, documents

PRETTY = b'{\n "a": [\n  {}\n ]\n}\n'


def read(text, name="x.json"):
    return list(documents(name, text.splitlines(keepends=True)))


def values(text, name="x.json"):
    return [(one.line, one.value) for one in read(text, name)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (b'{"a":\n1}', [(1, {"a": 1})]),
        (b'{"a": 1}', [(1, {"a": 1})]),
        (b"[1,\n2]\n", [(1, [1, 2])]),
        (b'[{"a": 1}]\n', [(1, [{"a": 1}])]),
        (PRETTY, [(1, {"a": [{}]})]),
        (b"\xef\xbb\xbf[\n]", [(1, [])]),
        (b"", []),
        (b" \n\n", []),
    ],
    ids=["two lines", "one line", "list", "list on one line", "a line that is a document", "mark", "empty", "blank"],
)
def test_one_document(text, found):
    """A file that is one document is one payload, also where it is a list, and where one of its lines is a document."""
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (b'{"a":1}\n{"b":2}\n', [(1, {"a": 1}), (2, {"b": 2})]),
        (b'\n{"a":1}\n\n{"b":2}', [(2, {"a": 1}), (4, {"b": 2})]),
        (b'{"a":1}\r\n"text"\r\n', [(1, {"a": 1}), (2, "text")]),
        (b'\xef\xbb\xbf{"a":1}\n2\n', [(1, {"a": 1}), (2, 2)]),
    ],
    ids=["plain", "blank lines", "windows", "mark"],
)
def test_one_document_a_line(text, found):
    """Where the first line is a document and more follows, each line is one; blank lines count and are left out."""
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (b'{oops\n{"a":1}\n{"b":2}\n', [(1, "Broken"), (2, "Document"), (3, "Document")]),
        (b'{oops\n{"a":1}\n', [(1, "Broken"), (2, "Document")]),
        (b'{"a":1}\n{oops\n', [(1, "Document"), (2, "Broken")]),
        (
            b'{oops\n{oops\n{"a":1}\n{"b":1}\n{oops',
            [(n, "Broken" if n in (1, 2, 5) else "Document") for n in range(1, 6)],
        ),
    ],
    ids=["first", "first of two", "last", "several"],
)
def test_a_broken_line_leaves_the_others(text, lines):
    """A line that is not JSON is reported with its number, wherever it stands; the rest goes on."""
    assert [(one.line, type(one).__name__) for one in read(text)] == lines


@pytest.mark.parametrize("name", ["x.ndjson", "x.jsonl"])
def test_the_name_can_say_that_there_is_one_a_line(name):
    """In .ndjson and .jsonl a line is a document, even where the whole would be one."""
    assert [type(one) for one in read(b"[\n]\n", name)] == [Broken, Broken]
    assert read(b'{"a":1}\n', name) == [Document(name, 1, {"a": 1})]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b'{\n "a": 1\n "b": 2\n}', "x.json:3:2: not JSON: Expecting ',' delimiter"),
        (b"error | 102 | x", "x.json:1:1: not JSON: Expecting value"),
        (b'{\n "a": "\xff"\n}', "x.json:2:8: not JSON: the text is not UTF-8"),
        ("[\n]".encode("utf-16"), "x.json:1:1: not JSON: UTF-16 text; write it as UTF-8"),
        (b"[" * 100_000, "x.json:1:1: not JSON: nested too deeply, or a number too long"),
        (b"9" * 5000, "x.json:1:1: not JSON: nested too deeply, or a number too long"),
    ],
    ids=["comma", "text", "latin", "utf-16", "deep", "long number"],
)
def test_what_is_not_json_is_told_with_its_place(text, told):
    """One line tells file, line, column and reason, and nothing of the content."""
    assert list(map(str, read(text))) == [told]


def test_a_strange_encoding_is_told_once_for_lines():
    """A UTF-16 file of many lines brings one report, not one a line."""
    text = "{}\n{}\n{}\n".encode("utf-16")

    assert len(read(text, "x.ndjson")) == 1


def test_lines_are_given_while_the_rest_is_still_to_come():
    """A document a line is given before the next is read, so that a stream is answered as it comes."""
    asked = []

    def stream():
        for number in range(3):
            asked.append(number)
            yield json.dumps({"a": number}).encode() + b"\n"

    first = next(documents("-", stream()))

    assert first == Document("<stdin>", 1, {"a": 0})
    assert asked == [0]
