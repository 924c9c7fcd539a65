"""What PHP serialized and what stands in lines of its own reaches the shapes as the data it was."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

import errnorm
from errnorm.engine.decode import decode
from errnorm.engine.php import read_php

scalars = st.one_of(st.none(), st.booleans(), st.integers(-(10**17), 10**17), st.text(max_size=12))
names = st.text(alphabet=st.characters(exclude_characters="\0", codec="utf-8"), max_size=8).filter(
    lambda name: not name.lstrip("-").isdecimal()
)
arrays = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, min_size=1, max_size=4), st.dictionaries(names, inner, max_size=4)),
    max_leaves=12,
).filter(lambda value: isinstance(value, (dict, list)))


def serialize(value):
    """Write a value as PHP does."""
    match value:
        case None:
            return "N;"
        case bool():
            return f"b:{int(value)};"
        case int():
            return f"i:{value};"
        case str():
            return f's:{len(value.encode("utf-8"))}:"{value}";'
    pairs = enumerate(value) if isinstance(value, list) else value.items()
    return f"a:{len(value)}:{{{''.join(serialize(key) + serialize(inner) for key, inner in pairs)}}}"


@given(arrays)
def test_what_php_wrote_is_read_back(value):
    assert read_php(serialize(value)) == value
    assert read_php("[2026-06-11] gateway answered: " + serialize(value)) == value


@given(arrays, st.data())
def test_a_broken_end_is_no_value(value, data):
    text = serialize(value)
    cut = data.draw(st.integers(1, len(text) - 1))

    assert read_php(text[:cut]) is None


def test_members_lose_the_mark_of_their_visibility():
    assert read_php('O:1:"E":2:{s:7:"\0*\0code";i:9;s:7:"\0E\0text";s:1:"x";}') == {"code": 9, "text": "x"}


@given(
    st.dictionaries(
        st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,9}", fullmatch=True),
        st.from_regex(r"[\w.][\w ,.]{0,9}\w", fullmatch=True),
        min_size=2,
    )
)
def test_lines_of_names_and_values_are_an_object(pairs):
    text = "\n".join(f"{name}: {value}\t" for name, value in pairs.items())

    assert {"lines": pairs} in decode(text)


@pytest.mark.parametrize("text", ["code: 5", "code: 5\nand then words", "a=b\nc: d"])
def test_other_lines_are_not(text):
    assert not any("lines" in tree for tree in decode(text))


def test_colours_of_a_terminal_do_not_hide_a_body():
    plain = errnorm.normalize('Error: {"error": {"code": 131047, "type": "OAuthException", "message": "x"}}')
    coloured = errnorm.normalize(
        '\x1b[31mError: {"error": {"code": \x1b[33m131047\x1b[39m, "type": "OAuthException", "message": "x"}}\x1b[0m'
    )

    assert (coloured.vendor, coloured.vendor_code) == (plain.vendor, plain.vendor_code) == ("meta", "131047")
