"""`--fix` mends layout and quotes, keeps comments, and changes nothing that the loader reads."""

import random
from pathlib import Path

import pytest

from errnorm.catalog.load import vendor_files
from errnorm.catalog.schema import Rule
from errnorm.catalog.strict_yaml import parse_yaml
from errnorm.check.mending import KEY_ORDER
from errnorm.check.run import mend_files

ROOT = Path(__file__).parents[2]
UNSORTED = """\
# about the file
vendor: acme@@@
title: Acme Messaging
sources:
  errors: {url: https://docs.acme.example/errors, retrieved: 2026-11-20}
shapes:
  - name: refusal
    phase: request
    when: {acme_code: present}
    fields: {code: acme_code, detail: words}
    source: errors
    example: {acme_code: 17, words: "Slow \u201cdown\u201d."}

rules:
  # above the first rule
  - title: Slow down
    # above the code
    code: 17   # beside the code
    canonical: rate_limited
    meaning: >-
      Too many messages

      # came at once.
    source:
      - errors
    evidence: documented

  # above the second rule
  - evidence: documented
    code: 18
    title: "Slow: \u201cdown\u201d"
    meaning: 'It\u2019s too fast.'
    note: \u201cToo fast\u201d, says the page.
    canonical: rate_limited
    source: errors
# below the last rule
""".replace("@@@", "   ")


def value_of(text):
    return parse_yaml(text, "a file").value


def comments_of(text):
    return sorted(line.partition("#")[2].rstrip() for line in text.splitlines() if "#" in line)


def straightened(text):
    return text.translate(str.maketrans("\u201c\u201d\u2018\u2019", "\"\"''"))


def test_nothing_but_quotes_changes_for_the_loader(mend):
    """The loader reads the same from the mended file, but for the straight quotes in sentences."""
    text, left = mend(UNSORTED)
    before, after = value_of(UNSORTED), value_of(text)
    rules = [
        {key: straightened(value) for key, value in rule.items() if isinstance(value, str)} for rule in before["rules"]
    ]

    assert left == []
    assert [{key: value for key, value in rule.items() if isinstance(value, str)} for rule in after["rules"]] == rules
    assert {**after, "rules": 0} == {**before, "rules": 0}
    assert [rule["source"] for rule in after["rules"]] == [rule["source"] for rule in before["rules"]]


def test_comments_stay(mend):
    """Every comment is still there, and one above a key goes with the key."""
    text = mend(UNSORTED)[0]

    assert comments_of(text) == comments_of(UNSORTED)
    assert (
        "  # above the first rule\n    # above the code\n  - code: 17   # beside the code\n    title: Slow down\n"
        in text
    )
    assert text.endswith("# below the last rule\n")


def test_payloads_keep_their_quotes(mend):
    """Curly quotes inside an example are the vendor's own and stay."""
    assert "Slow \u201cdown\u201d." in mend(UNSORTED)[0]


def test_mending_twice_changes_nothing(mend):
    """A mended file is left as it is."""
    once = mend(UNSORTED)[0]

    assert mend(once)[0] == once


def test_line_ends_stay(mend):
    """A file with Windows line ends keeps them."""
    text = mend(UNSORTED.replace("\n", "\r\n"))[0]

    assert text == mend(UNSORTED)[0].replace("\n", "\r\n")


def test_blanks_that_are_content_stay(mend):
    """Blanks at the end of a line of literal text are part of the value: that line is not touched."""
    literal = UNSORTED.replace(
        "    meaning: >-\n      Too many messages\n", "    meaning: |-\n      Too many  \n      messages\n"
    )
    text = mend(literal)[0]

    assert "      Too many  \n" in text
    assert "vendor: acme\n" in text


def test_schema_line_comes_first(tmp_path):
    """A catalog beside a checkout's schema gets the line that names it, relative to the file."""
    schema = tmp_path / "docs/reference/catalog.schema.json"
    schema.parent.mkdir(parents=True)
    schema.write_text("{}")
    path = tmp_path / "own/acme.yaml"
    path.parent.mkdir()
    path.write_text(UNSORTED)
    report = mend_files([path])

    assert path.read_text().startswith("# yaml-language-server: $schema=../docs/reference/catalog.schema.json\n# about")
    assert report.findings == []


def test_a_faulty_file_is_not_made_worse(mend):
    """A file that is not YAML, or says a key twice, keeps every line that might matter."""
    broken = "rules: [  \n"

    assert mend(broken)[0].split() == broken.split()


@pytest.mark.parametrize("path", vendor_files(ROOT / "catalogs"), ids=lambda path: path.stem)
def test_shuffled_catalog_is_sorted_back(path, write):
    """A shipped catalog whose rules' keys are shuffled is, once mended, the shipped catalog again."""
    original = path.read_text(encoding="utf-8")
    shuffled = shuffle_rules(original, random.Random(7))
    copy = write(shuffled, path.name)
    mend_files([copy])
    mended = copy.read_text(encoding="utf-8")

    assert value_of(mended) == value_of(original)
    assert mended == original


def shuffle_rules(text, chance):
    """Give a text with the one-line keys of each rule in another order; rules with longer or commented parts stay."""
    head, rules, body = text.partition("\nrules:\n")
    blocks = body.split("\n  - ")
    for place, block in enumerate(blocks):
        lines = block.removeprefix("  - ").split("\n")
        if all(line.startswith("    ") and line[4] not in " #-" for line in lines[1:]):
            chance.shuffle(lines := ["    " + lines[0], *lines[1:]])
            blocks[place] = ("  - " if block.startswith("  - ") else "") + "\n".join(lines).removeprefix("    ")
    return head + rules + "\n  - ".join(blocks)


def test_every_key_of_a_rule_has_its_place():
    """The order names each key of the schema once."""
    assert sorted(KEY_ORDER) == sorted(Rule.model_fields)
