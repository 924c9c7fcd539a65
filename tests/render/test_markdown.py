"""Markdown shows a text as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from errnorm.render import markdown as md

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PARTS = [*"ab1 _*`|\\<>[](){}#+-=.!&;~$\"':/", "&amp;", "__", "~~", "1. ", "<b>", "](x)"]
WORDS = st.lists(st.sampled_from(PARTS), min_size=1).map("".join)


def shown(markdown):
    """Give the text that a reader of the first paragraph or heading sees."""
    inline = next(token for token in READER.parse(markdown) if token.type == "inline")
    return "".join(" " if part.type == "softbreak" else part.content for part in inline.children)


def cells(markdown):
    """Give the texts of the cells of a table, row by row."""
    tokens = READER.parse(markdown)
    found, rows = [], []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        if token.type == "inline":
            rows[-1].append("".join(part.content for part in token.children))
        found.append(token.type)
    return rows


def one_line(words):
    return " ".join(words.split())


@given(WORDS.filter(str.strip))
def test_a_paragraph_shows_the_words_as_they_are(words):
    """No mark of Markdown in a text is taken for one."""
    assert shown(md.sentences(words)) == one_line(words)


@given(WORDS.filter(str.strip))
def test_a_heading_shows_the_words_as_they_are(words):
    """A heading neither loses a `#` at its end nor takes a mark for one."""
    assert shown(f"## {md.plain(words)}") == one_line(words)


@given(st.lists(st.lists(WORDS, min_size=2, max_size=2), min_size=1, max_size=3))
def test_a_table_keeps_its_cells_apart(rows):
    """Each cell shows its words, whatever bars and backticks stand in them."""
    made = md.table(["one", "two"], [[md.plain(one), md.plain(two)] for one, two in rows])

    assert cells(made)[1:] == [[one_line(cell) for cell in row] for row in rows]


@given(WORDS.filter(str.strip))
def test_a_code_span_shows_the_words_as_they_are(words):
    """Backticks inside a code span do not end it, in a paragraph or in a cell."""
    assert shown(md.code(words)).strip() == one_line(words)


@pytest.mark.parametrize("words", ["a|b", "a`|`b", "|", "``|"])
def test_a_code_span_in_a_cell_keeps_its_bar(words):
    """A bar inside a code span of a table does not end the cell."""
    assert cells(md.table(["one"], [[md.code(words)]]))[1] == [words]


def test_a_sentence_is_a_line():
    """A paragraph has one sentence a line; an abbreviation ends none."""
    assert md.sentences("Wait (e.g. an hour). Then send. 2 tries do.") == (
        "Wait (e.g. an hour).\nThen send. 2 tries do."
    )


@given(st.text(min_size=1))
def test_an_anchor_is_what_its_fragment_leads_to(name):
    """A name of any characters makes an id without quotes, blanks or marks."""
    fragment = md.fragment(name)

    assert md.anchor(name) == f'<a id="{fragment}"></a>'
    assert not set(fragment) & set(' "<>#()|`')


def test_a_table_without_rows_is_nothing():
    """No head stands over nothing."""
    assert md.table(["one"], []) == ""
