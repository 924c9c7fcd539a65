"""The blanks of stubs."""

from pathlib import Path

import pytest

from errnorm.authoring.words import NotWritable, flow, scalar
from errnorm.catalog.blanks import blank, blanks_in
from errnorm.catalog.load import vendor_files
from errnorm.catalog.strict_yaml import parse_yaml, read_yaml

CATALOGS = vendor_files(Path(__file__).parents[2] / "catalogs")


def test_blanks_are_found_wherever_they_stand():
    """Values, keys, elements of lists and parts of a text may be blank, and a rule's unknown code is one."""
    text = 'a: <fill in one>\n"<fill in two>": x\nc: [y, https://<fill in three>]\nrules:\n  - canonical: unknown\n'

    assert list(blanks_in(parse_yaml(text, "x"))) == [
        (("a",), "one"),
        (("<fill in two>",), "two"),
        (("c", 1), "three"),
        (("rules", 0, "canonical"), "a canonical code; `errnorm codes` lists them"),
    ]


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.stem)
def test_a_shipped_catalog_has_no_blank(path):
    """Nothing that is shipped waits for its author."""
    assert list(blanks_in(read_yaml(path))) == []


@pytest.mark.parametrize(
    "text",
    ["0010", "no", "a: b", "x #y", "- z", "'", '"', "[1]", "{", "null", "é", "a, b", blank("it"), "\x1b[0m", "a\nb"],
)
def test_a_text_is_read_back_as_it_was(text):
    """Whatever a text holds, YAML gives it back, as a value and inside an example."""
    assert parse_yaml(f"k: {scalar(text)}", "x").value == {"k": text}
    assert parse_yaml(f"example: {flow([text, {text: text}])}", "x").value == {"example": [text, {text: text}]}


@pytest.mark.parametrize("number", ["131047", "true", "null", "1.5"])
def test_a_text_that_looks_like_json_stays_a_text(number):
    """In an example a text of digits gets quotes, and a number none."""
    assert flow({"a": number}) == f'{{a: "{number}"}}'
    assert flow({"a": 5, "b": None, "c": True}) == "{a: 5, b: null, c: true}"


def test_what_yaml_cannot_hold_is_refused():
    """Half a character is no text that a file can hold."""
    with pytest.raises(NotWritable, match="cannot be written as YAML"):
        scalar("\ud800")
