"""The pages of the reference say what the catalogs say, and lead to each other."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt

import errnorm
from errnorm.catalog.load import load_catalogs, vendor_files
from errnorm.check.checks import CHECKS

ROOT = Path(__file__).parents[2]
CATALOGS = load_catalogs(vendor_files(ROOT / "catalogs"))
RULES = {
    rule.id: rule.verdict
    for name in errnorm.vendors()
    for rule in errnorm._shipped.tables.vendors[name].rules.by_id.values()
}
LINK = re.compile(r"\]\(([^)\s]+)\)")
ANCHOR = re.compile(r'<a id="([^"]+)"></a>')
HEADING = re.compile(r"^#+ (\w+)$", re.MULTILINE)
READER = MarkdownIt("commonmark").enable("table")


def prose(page):
    """Give a page without its blocks of code."""
    return re.sub(r"^(`{3,}).*?^\1$", "", page, flags=re.MULTILINE | re.DOTALL)


def sections(page):
    """Give what a vendor's page says of each rule, by its anchor, on one line and without escapes."""
    _, *parts = re.split(r'^### <a id="([^"]+)"></a>', page, flags=re.MULTILINE)
    return {name: " ".join(text.replace("\\", "").split()) for name, text in zip(parts[::2], parts[1::2], strict=True)}


def resolved(page, target):
    """Give the page a link leads to, from the folder of the reference, and what follows `#`."""
    path, _, fragment = target.partition("#")
    whole = os.path.normpath(PurePosixPath(page).parent / path) if path else page
    return whole, fragment


def test_every_link_leads_to_a_page_and_a_place_on_it(pages):
    """No link between pages is dead, neither its page nor its anchor."""
    places = {name: {*ANCHOR.findall(page), *map(str.lower, HEADING.findall(page))} for name, page in pages.items()}
    links = [
        (name, target, *resolved(name, unquote(target)))
        for name, page in pages.items()
        if name.endswith(".md")
        for target in LINK.findall(prose(page))
        if not target.startswith("https://")
    ]
    dead = [
        (name, target)
        for name, target, path, fragment in links
        if path not in pages or (fragment and fragment not in places[path])
    ]

    assert len(links) > 3 * len(RULES)
    assert dead == []


def test_every_page_can_be_reached_from_the_index(pages):
    """From the index every page is a link away, and every vendor and code leads back."""
    linked = {resolved("index.md", target)[0] for target in LINK.findall(pages["index.md"])}

    assert linked == {name for name in pages if name != "index.md"}
    assert [name for name in pages if "/" in name and "](../index.md)" not in pages[name]] == []


def test_there_is_a_page_for_each_vendor_and_code(pages):
    """The pages are those of the vendors and of the vocabulary, no more and no fewer."""
    assert {name for name in pages if name.startswith("vendors/")} == {f"vendors/{id_}.md" for id_ in errnorm.vendors()}
    assert {name for name in pages if name.startswith("codes/")} == {f"codes/{code}.md" for code in errnorm.Code}


@pytest.mark.parametrize("vendor", errnorm.vendors())
def test_a_vendors_page_tells_every_rule(vendor, pages):
    """A vendor's page tells of each rule its meaning, what to do, its id and its canonical code."""
    told = sections(pages[f"vendors/{vendor}.md"])
    wanted = {
        rule: [verdict.meaning, verdict.remediation, f"[{verdict.code}](../codes/{verdict.code}.md)", f"`{rule}`"]
        for rule, verdict in RULES.items()
        if verdict.vendor == vendor
    }
    untold = [(rule, words) for rule in wanted for words in wanted[rule] if words not in told[rule.partition("/")[2]]]

    assert len(told) == len(wanted)
    assert untold == []


def test_the_page_of_a_code_links_every_rule_that_gives_it(pages):
    """No rule is missing from the page of its canonical code."""
    missing = [
        rule
        for rule, verdict in RULES.items()
        if f"](../vendors/{verdict.vendor}.md#{rule.partition('/')[2]})" not in pages[f"codes/{verdict.code}.md"]
    ]

    assert missing == []


@pytest.mark.parametrize("catalog", CATALOGS, ids=lambda catalog: catalog.vendor)
def test_a_vendors_page_tells_every_form_and_source(catalog, pages):
    """Each form has its section with phase, proof, conditions, note and example; each source its address and date."""
    page = pages[f"vendors/{catalog.vendor}.md"]

    for source in catalog.sources.values():
        assert f"<{source.url}> | {source.retrieved}" in page
    for shape in catalog.shapes:
        told = page.partition(f"### `{shape.name}`\n")[2].partition("\n### ")[0]
        assert f"Phase: `{shape.phase}`." in told or shape.phase is None
        assert f"Proves the vendor: {'yes' if shape.identifies else 'no'}" in told
        assert ("Recognised where" in told) is bool(shape.when)
        assert ("Example" in told) is (shape.example is not None)
        if isinstance(shape.example, (dict, list)):
            assert shape.example == json.loads(re.search(r"```json\n(.*?)\n```", told, re.DOTALL)[1])


def test_a_vendors_page_tells_conditions_in_words(pages):
    """Conditions, transforms, upstream and table rows read as sentences; a sample of each."""
    chirp, meta = pages["vendors/chirp.md"], pages["vendors/meta.md"]

    assert "- `error.code` is present, and `error.doc_url` begins with `https://docs.buildwithchirp.com`\n" in chirp
    assert "| `delay` | `error.message` (`text`) |\n" in chirp
    assert "| `vendor` | `error.provider.source` |\n" in chirp
    assert "else `error.message` (`hash_code`)" in meta
    assert "- For every code here: other_vendor `no`.\n" in meta


def test_a_row_of_the_table_tells_the_verdict(pages):
    """A row tells canonical code, advice with its wait, action, scope, evidence and source."""
    row = next(line for line in pages["vendors/meta.md"].splitlines() if line.startswith("| [`131049`](#any/131049) |"))

    assert "| [marketing_capped](../codes/marketing_capped.md) | after_wait 24 h | wait_and_retry | pair |" in row
    assert "| documented | [errors](https://developers.facebook.com/" in row


def test_a_codes_page_tells_defaults_and_what_differs(pages):
    """Each default stands with its meaning, each rule with what it sets otherwise, a catalog's defaults included."""
    page = pages["codes/rate_limited.md"]

    assert "| other_channel | `yes` | It would. |" in page
    assert "| acceptance | not set | It follows from the phase and the HTTP status. |" in page
    assert "| backoff 30 s | other_vendor `no`, backoff `30 s`, max_attempts `7` |" in page
    assert "- HTTP status: `429`.\n" in page
    assert "| as_upstream | [upstream_error](upstream_error.md) |" in pages["codes/vendor_internal_error.md"]


def test_a_codes_page_tells_what_gives_it_without_a_rule(pages):
    """HTTP statuses and transport failures stand on the page of the code they answer with, with what they set."""
    assert re.search(r"^- HTTP status: .*`503`", pages["codes/vendor_unavailable.md"], re.MULTILINE)
    assert "`connect_timeout`" in pages["codes/connection_failed.md"]
    assert "No rule of a shipped catalog gives this code." in pages["codes/unknown.md"]


def test_the_ledger_has_a_line_for_each_rule(pages):
    """The ledger is sorted and says of each rule what it means in six words."""
    lines = pages["mappings.txt"].splitlines()
    told = {
        " ".join(
            [
                *rule.split("/", 2),
                "->",
                str(v.code),
                str(v.category),
                str(v.advice),
                str(v.action),
                str(v.suppress.advice),
            ]
        )
        for rule, v in RULES.items()
    }

    assert lines == sorted(told)
    assert "meta any 131049 -> marketing_capped withheld after_wait wait_and_retry none" in lines


def test_the_vocabulary_page_has_every_value(pages):
    """Every category, action and facet stands there with its sentence."""
    page = pages["vocabulary.md"]
    enums = [getattr(errnorm, name) for name in errnorm.__all__ if name not in ("Code", "OpenEnum")]
    values = [str(value) for enum in enums if hasattr(enum, "__members__") for value in enum]

    assert len(values) > 100
    assert [value for value in values if f"| `{value}` | " not in page] == []


def test_the_page_of_commands_is_what_they_print(pages):
    """Every command stands there with the help that 80 columns show."""
    settings = {"PYTHONPATH": str(Path(errnorm.__file__).parents[1]), "COLUMNS": "80", "NO_COLOR": "1"}
    printed = subprocess.run(
        [sys.executable, "-m", "errnorm.cli", "normalize", "--help"],
        env={**os.environ, **settings},
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout
    commands = re.findall(r"^  ([a-z]+)  ", pages["cli.md"].split("\n## ")[1], re.MULTILINE)

    assert f"## errnorm normalize\n\n```text\n{printed}```\n" in pages["cli.md"]
    assert len(commands) >= 6
    assert [name for name in commands if f"\n## errnorm {name}\n" not in pages["cli.md"]] == []


def test_the_page_of_checks_lists_each_with_its_claim(pages):
    """Every check stands there with severity and claim, sorted by id, and whether it mends what it finds."""
    listed = re.findall(r"^\| `(\w+)` \| (\w+) \| (.+) \| (yes|no) \|$", pages["checks.md"], re.MULTILINE)
    wanted = [
        (check.id, str(check.severity), check.claim.replace("|", "\\|"), "yes" if check.mend else "no")
        for check in CHECKS
    ]

    assert listed == sorted(wanted)


def test_pages_have_one_sentence_a_line(pages):
    """Outside tables and code no line holds the end of one sentence and the begin of the next."""
    crowded = [
        (name, line)
        for name, page in pages.items()
        if name.endswith(".md")
        for line in prose(page).splitlines()
        if re.search(r"\w[.!?] [A-Z]", line) and not line.startswith(("|", "<!--", "#"))
    ]

    assert crowded == []


@pytest.mark.parametrize("name", ["vendors/meta.md", "codes/unknown.md", "index.md", "vocabulary.md"])
def test_a_page_is_well_formed(name, pages):
    """Every table is read as one, and has as many cells in each row as in its head."""
    tables = re.findall(r"(?:^\|.*\n)+", prose(pages[name]), re.MULTILINE)
    rows = [[len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()] for table in tables]
    read = [token.type for token in READER.parse(pages[name])]

    assert [widths for widths in rows if len({*widths}) > 1] == []
    assert read.count("table_open") == len(tables)
    assert read.count("tr_open") == sum(map(len, rows)) - len(tables)


def test_pages_say_where_they_come_from(pages):
    """The first line of each page tells what it is made from and that it is not to be edited."""
    heads = {name: page.splitlines()[0] for name, page in pages.items() if name.endswith(".md")}

    assert [name for name, head in heads.items() if not head.startswith("<!-- Generated from ")] == []
    assert heads["vendors/meta.md"] == (
        "<!-- Generated from catalogs/meta.yaml by `python -m errnorm.render`; change it there. -->"
    )
