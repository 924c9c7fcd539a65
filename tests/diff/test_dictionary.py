"""A user's own table, read from Python without running it, or from JSON."""

from __future__ import annotations

import json

import pytest

from errnorm.diff.dictionary import DictionaryError, read_dictionary


@pytest.fixture
def entries(tmp_path, monkeypatch):
    """Give code, subcode and value of each entry of a Python table: `entries("{17: True}")`."""
    monkeypatch.chdir(tmp_path)

    def call(text, name="TABLE"):
        (tmp_path / "codes.py").write_text(text if "=" in text else f"TABLE = {text}\n")
        return [(one.code, one.subcode, one.value) for one in read_dictionary(f"codes.py::{name}")]

    return call


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{17: True, '18': False}", [("17", None, True), ("18", None, False)]),
        ("{17: Retry.PERMANENT, 18: errors.Retry.LATER}", [("17", None, "PERMANENT"), ("18", None, "LATER")]),
        ("{17: PERMANENT, -1: 'opt_out'}", [("17", None, "PERMANENT"), ("-1", None, "opt_out")]),
        ("{17: {'retry': True, 'wait': -5, 3: None}}", [("17", None, {"retry": True, "wait": -5, "3": None})]),
        ("{(100, 33): 'never'}", [("100", "33", "never")]),
        ("{17: ('Words', False)}", [("17", None, ("Words", False))]),
        ("[17, '0010']", [("17", None, None), ("0010", None, None)]),
        ("(17, 17)", [("17", None, None), ("17", None, None)]),
        ("{17}", [("17", None, None)]),
        ("frozenset({17})", [("17", None, None)]),
        ("types.MappingProxyType({17: set([1])})", [("17", None, (1,))]),
        ("{}", []),
    ],
)
def test_literals_of_every_form_are_read(entries, text, wanted):
    """Dictionaries, lists, sets and tuples, written out or wrapped; names stand for their last part."""
    assert entries(text) == wanted


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A = B = {17: True}", "B"),
        ("TABLE: dict[int, bool] = {17: True}", "TABLE"),
        ("class Codes:\n    class Inner:\n        TABLE = {17: True}", "Codes.Inner.TABLE"),
        ("TABLE = {1: False}\nTABLE = {17: True}", "TABLE"),
    ],
)
def test_a_name_is_found_where_it_is_assigned(entries, text, name):
    """Modules and classes are searched, and the last assignment counts."""
    assert entries(text, name) == [("17", None, True)]


def test_a_table_is_never_run(entries, tmp_path):
    """What else stands in the file has no effect."""
    found = entries(f"import pathlib\npathlib.Path({str(tmp_path / 'ran')!r}).touch()\nTABLE = {{17: True}}")

    assert found == [("17", None, True)]
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{17: compute()}", "codes.py:1:14: compute() is no literal; it is not run, so write it out"),
        ("{**OTHER, 17: True}", "codes.py:1:12: `**` takes in what stands elsewhere"),
        ("{code: True for code in X}", "codes.py:1:9: a dictionary, list, set or tuple is needed"),
        ("OTHER", "codes.py:1:9: a dictionary, list, set or tuple is needed"),
        ("{None: True}", "codes.py:1:10: None is no code"),
        ("{1.5: True}", "codes.py:1:10: 1.5 is no code"),
        ("{17: True,\n '17': False}", "codes.py:2:2: 17 stands here again, so the value on line 1 is lost"),
        ("TABLE = {", "codes.py:1:9: is not Python: '{' was never closed"),
        ("X = 1\nY = 2", 'codes.py:1:1: nothing named "TABLE" is assigned; assigned there: X, Y'),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(entries, text, told):
    """File, line and column come first, then what was found."""
    with pytest.raises(DictionaryError) as caught:
        entries(text)

    assert str(caught.value).startswith(told)


def test_a_python_file_needs_a_name(entries):
    """Without a name those that may be meant are listed."""
    with pytest.raises(DictionaryError, match=r"write FILE\.py::NAME; assigned there: TABLE"):
        entries("TABLE = {17: True}", "")


def read(path, text, name=""):
    path.write_text(text)
    return read_dictionary(f"{path}::{name}" if name else str(path))


def test_json_is_read_with_its_places(tmp_path):
    """Objects and lists of JSON are tables; true, false and null are values, escapes are those of JSON."""
    table = {"17": True, "18": None, "19": {"retry": False}, "a/b": 'say "\\/" \u00e9'}
    text = "\n" + json.dumps(table, indent=1).replace("a/b", "a\\/b")

    found = read(tmp_path / "codes.json", text)

    assert [(one.code, one.value) for one in found] == list(table.items())
    assert [(one.line, one.column) for one in found] == [(3, 2), (4, 2), (5, 2), (8, 2)]


def test_a_part_of_json_is_named(tmp_path):
    """A dotted name leads into the object."""
    (one,) = read(tmp_path / "codes.json", '{"meta": {"codes": [17]}}', "meta.codes")

    assert (one.code, one.is_member) == ("17", True)


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        ('{"17": tru}', "", r"codes\.json:1:8: is not JSON: Expecting value"),
        ('{"17": true}', "meta", r'codes\.json:1:1: has no key "meta"; known: 17'),
        ("17", "", r"codes\.json:1:1: a dictionary, list, set or tuple is needed"),
        ('{"17": true, "17": false}', "", r"codes\.json:1:14: 17 stands here again"),
        ("[" * 5000 + "]" * 5000, "", r"codes\.json:1:1: cannot be read"),
    ],
)
def test_json_that_cannot_be_read_is_told_with_its_place(tmp_path, text, name, told):
    """The fault stands at its place in the file."""
    with pytest.raises(DictionaryError, match=told):
        read(tmp_path / "codes.json", text, name)


def test_text_that_is_not_utf8_is_told(tmp_path):
    """Another encoding is named as the fault."""
    (tmp_path / "codes.py").write_bytes(b"TABLE = {'\xe9': True}")

    with pytest.raises(DictionaryError, match="is not UTF-8"):
        read_dictionary(f"{tmp_path / 'codes.py'}::TABLE")
