"""`errnorm new`."""

import difflib
import re

import pytest

from errnorm import Normalizer
from errnorm.authoring import new as authoring
from errnorm.authoring.page import items_of, page_of
from errnorm.authoring.placing import with_rule
from errnorm.authoring.stubs import RuleStub
from errnorm.catalog.blanks import blanks_in
from errnorm.catalog.diagnostics import CatalogError
from errnorm.catalog.load import vendor_files
from errnorm.catalog.strict_yaml import read_yaml
from errnorm.cli import desk
from errnorm.store import checkout_folder

SHIPPED = vendor_files(checkout_folder())


def codes_of(path):
    return [item.says.get("code", "-") for item in items_of(page_of(path), "rules")]


def added(before, after):
    """Give the lines that were added; none may have been taken away or changed."""
    changes = list(difflib.ndiff(before, after))
    assert [line for line in changes if line.startswith("- ")] == []
    return [line[2:] for line in changes if line.startswith("+ ")]


@pytest.mark.parametrize(
    ("code", "codes"),
    [
        ("8", ["8", "9", ["17", "18"], "4000", "4100", "BLOCKED", "-"]),
        ("0010", ["9", "0010", ["17", "18"], "4000", "4100", "BLOCKED", "-"]),
        ("20", ["9", ["17", "18"], "20", "4000", "4100", "BLOCKED", "-"]),
        ("4050", ["9", ["17", "18"], "4000", "4050", "4100", "BLOCKED", "-"]),
        ("5000", ["9", ["17", "18"], "4000", "4100", "5000", "BLOCKED", "-"]),
        ("ABSENT", ["9", ["17", "18"], "4000", "4100", "ABSENT", "BLOCKED", "-"]),
        ("closed", ["9", ["17", "18"], "4000", "4100", "BLOCKED", "closed", "-"]),
    ],
)
def test_a_rule_stands_in_the_order_of_its_block(folder, run, code, codes):
    """Numbers stand by their size and words by their letters, each in the block whose codes are nearest."""
    done = run("new", "acme", code, "--catalogs", "mine")

    assert done.exit_code == 0
    assert codes_of(folder / "acme.yaml") == codes


@pytest.mark.parametrize("code", ["8", "20", "4050", "5000", "ABSENT", "closed"])
def test_every_other_line_stays(folder, run, code):
    """Only the lines of the stub are added; comments and all else stay byte for byte."""
    path = folder / "acme.yaml"
    before = path.read_bytes().decode().split("\n")
    run("new", "acme", code, "--catalogs", "mine", "--canonical", "rate_limited")

    assert added(before, path.read_bytes().decode().split("\n")) == [
        f"  - code: {code}",
        "    title: <fill in the vendor's own short title>",
        "    meaning: <fill in what the code means in your own words>.",
        "    canonical: rate_limited",
        "    evidence: documented",
        "    source: errors",
    ]


def test_a_comment_inside_a_rule_stays_with_it(folder, run):
    """A comment that stands as deep as a rule's keys belongs to that rule."""
    run("new", "acme", "20", "--catalogs", "mine")

    text = (folder / "acme.yaml").read_text()
    assert "    # a comment inside\n  - code: 20\n" in text
    assert "    source: errors\n\n  # Numbers from four thousand on\n" in text


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
@pytest.mark.parametrize("code", ["0", "00123", "131999", "ZZ_NEW", "a: b #c"])
def test_a_rule_goes_into_every_shipped_catalog(path, code):
    """Of a shipped catalog, in whatever style it is written, every byte stays beside the new rule."""
    page = page_of(path)
    stub = RuleStub(code, ["x"], source=next(iter(page.catalog.sources)), surface="brand_new")
    changed = with_rule(page, stub.lines())

    new = [*changed.lines]
    start = next(index for index, line in enumerate(new) if index >= len(page.lines) or line != page.lines[index])
    length = len(changed.lines) - len(page.lines)
    assert [*new[:start], *new[start + length :]] == list(page.lines)
    assert length in {7, 8}
    assert len(changed.catalog.rules) == len(page.catalog.rules) + 1


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
@pytest.mark.parametrize("closed", [True, False])
def test_line_ends_stay(folder, run, ending, closed):
    """Windows line ends, and a last line without an end, stay as they are, and the stub follows them."""
    path = folder / "acme.yaml"
    text = path.read_text().partition("  - status: failed")[0].replace("\n", ending)
    text = text if closed else text.rstrip()
    path.write_bytes(text.encode())
    done = run("new", "acme", "zebra", "--catalogs", "mine")

    written = path.read_bytes().decode()
    assert done.exit_code == 0
    assert written.startswith(text)
    assert written.endswith(ending) is closed
    assert written.replace("\r\n", "").count("\n") == (0 if ending == "\r\n" else written.count("\n"))


@pytest.mark.parametrize("rules", ["", "rules: []\n", "rules: []   # none yet\n"])
def test_the_first_rule_of_a_catalog(folder, run, rules):
    """A catalog without rules gets the list with the rule in it; a remark behind an empty list stays."""
    path = folder / "acme.yaml"
    path.write_text(path.read_text().partition("rules:")[0] + rules)
    done = run("new", "acme", "7", "--catalogs", "mine")

    assert done.exit_code == 0
    assert codes_of(path) == ["7"]
    assert ("# none yet" in path.read_text()) is ("# none yet" in rules)


def test_a_list_that_takes_no_lines_is_refused(folder, run):
    """Rules between brackets are left alone, and the place is told."""
    path = folder / "acme.yaml"
    before = path.read_text().partition("rules:")[0] + (
        "rules: [{code: 9, title: Nine, meaning: It is nine., canonical: rate_limited, evidence: documented,"
        " source: errors}]\n"
    )
    path.write_text(before)
    done = run("new", "acme", "7", "--catalogs", "mine")

    assert done.exit_code == 2
    assert done.stderr.startswith("mine/acme.yaml:17:8: rules: nothing can be added to `rules` line by line")
    assert path.read_text() == before


@pytest.mark.parametrize(("code", "line"), [("9", 19), ("17", 25), ("18", 25), ("BLOCKED", 48)])
def test_an_existing_code_is_refused_with_its_line(folder, run, code, line):
    """A code that a rule has, alone or among synonyms, changes nothing."""
    before = (folder / "acme.yaml").read_bytes()
    done = run("new", "acme", code, "--catalogs", "mine")

    assert done.exit_code == 2
    assert re.match(rf"mine/acme.yaml:{line}:\d+: rules.\d+.code: {code} has this rule already; ", done.stderr)
    assert (folder / "acme.yaml").read_bytes() == before


def test_a_surface_tells_a_reused_number_apart(folder, run):
    """The number of another product is another rule, with its keys in the order of the format."""
    done = run(
        "new", "acme", "9", "--surface", "voice", "--phase", "delivery", "--status", "failed", "--catalogs", "mine"
    )

    lines = (folder / "acme.yaml").read_text().splitlines()
    start = lines.index("    surface: voice") - 3
    assert done.exit_code == 0
    assert lines[start : start + 4] == [
        "  - code: 9",
        "    status: failed",
        "    phase: delivery",
        "    surface: voice",
    ]
    assert "rule acme/voice/9~delivery-failed" in done.stdout


def test_an_example_is_asked_for_where_no_shape_can_carry_the_code(folder, run):
    """The one shape is of requests, so a rule for receipts gets an example to fill in, and others get none."""
    asked = run("new", "acme", "70", "--phase", "delivery", "--catalogs", "mine")
    spared = run("new", "acme", "71", "--phase", "request", "--catalogs", "mine")

    assert "example: fill in one whole payload" in asked.stdout
    assert "example" not in spared.stdout
    assert (folder / "acme.yaml").read_text().count("    example: <fill in") == 1


def test_what_is_left_to_fill_in_is_told_with_its_line(folder, run):
    """Place and id come first, then each blank with its line, then the command that checks them."""
    done = run("new", "acme", "0010", "--title", "Absent: a day", "--catalogs", "mine")

    assert done.stdout.splitlines() == [
        "mine/acme.yaml:25: rule acme/any/0010",
        "  27: meaning: fill in what the code means in your own words",
        "  28: canonical: fill in a canonical code; `errnorm codes` lists them",
        "then: errnorm check mine/acme.yaml",
    ]
    assert '    title: "Absent: a day"\n' in (folder / "acme.yaml").read_text()


def test_one_of_several_sources_is_asked_for(folder, run):
    """With several sources and none named the rule gets a note to fill in; with --source it gets that one."""
    path = folder / "acme.yaml"
    path.write_text(
        path.read_text().replace("shapes:", "  more: {url: https://a.example/, retrieved: 2026-11-20}\nshapes:")
    )
    asked, named = (
        run("new", "acme", "70", "--catalogs", "mine"),
        run("new", "acme", "71", "--source", "more", "--catalogs", "mine"),
    )

    assert "note: fill in which of the sources says so" in asked.stdout
    assert "note" not in named.stdout
    assert page_of(path).catalog.rules[3].source == ["more"]


def test_a_vendor_stub_loads_and_every_blank_is_named(folder, run):
    """A new catalog is valid, takes no payload from anybody, and says what belongs into each blank."""
    done = run("new", "zeta", "--catalogs", "mine")

    blanks = list(blanks_in(read_yaml(folder / "zeta.yaml")))
    stub = page_of(folder / "zeta.yaml").catalog
    assert done.exit_code == 0
    assert [shape.identifies for shape in stub.shapes] == [False]
    assert len(stub.rules) == 1
    assert done.stdout.count(": fill in ") == len(blanks) == 8
    assert (
        Normalizer().with_catalogs(folder).detect({"error": {"code": "<fill in the vendor's code>"}}).vendor != "zeta"
    )


def test_the_rule_of_a_stub_is_read_through_its_shape(folder, run):
    """Code and form of a stub fit each other from the start."""
    run("new", "zeta", "--catalogs", "mine")
    run("new", "zeta", "77", "--canonical", "rate_limited", "--catalogs", "mine")

    answer = Normalizer(vendor="zeta", tables=Normalizer().with_catalogs(folder).tables).normalize(
        {"error": {"code": 77}}
    )
    assert str(answer.code) == "rate_limited"


def test_a_stub_in_the_checkout_names_the_schema(tmp_path):
    """In a checkout the first line leads editors to the schema; elsewhere there is no such line."""
    shipped = authoring.new_catalog(checkout_folder(), "zeta", today="2026-11-22")
    private = authoring.new_catalog(tmp_path, "zeta", today="2026-11-22")

    assert shipped.lines[0] == "# yaml-language-server: $schema=../docs/reference/catalog.schema.json\n"
    assert private.lines[0] == "vendor: zeta\n"


def test_a_private_code_of_a_shipped_vendor_starts_a_catalog(folder, run):
    """Beside a shipped vendor a private catalog needs no form, only its rule with an example to fill in."""
    done = run("new", "telnyx", "49999", "--catalogs", "mine", "--canonical", "route_unavailable")

    page = page_of(folder / "telnyx.yaml")
    assert done.exit_code == 0
    assert "  4: url: fill in the address" in done.stdout
    assert page.catalog.title == "Telnyx"
    assert page.catalog.shapes == []
    assert str(Normalizer().with_catalogs(folder).lookup("telnyx", 49999).code) == "route_unavailable"


def test_a_vendor_that_is_there_is_refused(folder, run):
    """Neither an id nor an alias gets a second catalog, and the first one's place is told."""
    by_id, by_alias = run("new", "acme", "--catalogs", "mine"), run("new", "acme_sms", "--catalogs", "mine")

    assert (by_id.exit_code, by_alias.exit_code) == (2, 2)
    assert by_id.stderr.startswith("mine/acme.yaml:2:9: vendor: acme has this catalog already; `errnorm new acme CODE`")
    assert by_alias.stderr.startswith("mine/acme.yaml:3:10: aliases: acme_sms has this catalog already")
    assert [path.name for path in folder.iterdir()] == ["acme.yaml"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["Acme!"], 'errnorm: "Acme!" cannot be a vendor\'s id; ids are lower-case letters, digits and _'),
        (["../up"], 'errnorm: "../up" cannot be a vendor\'s id'),
        (["nobody", "5"], "errnorm: no catalog of nobody in mine; write one with `errnorm new nobody`"),
        (["acme", "5", "--canonical", "rate_limitted"], 'errnorm: no such code "rate_limitted"; nearest: rate_limited'),
        (["zeta", "--surface", "x"], "--surface tells of a code, and no CODE is given"),
        (["http"], "mine/http.yaml:1:1: this file cannot be the catalog of http"),
        (["acme", "5", "--source", "erors"], 'no source "erors" is listed under `sources`; nearest: errors'),
        (["acme", "\udc80"], "cannot be written as YAML"),
        (["acme", ""], "errnorm: CODE is empty"),
    ],
)
def test_what_cannot_be_written_is_refused(folder, run, words, said):
    """A wrong word is told in a line, with what was meant; no file changes."""
    before = (folder / "acme.yaml").read_bytes()
    done = run("new", *words, "--catalogs", "mine")

    assert done.exit_code == 2
    assert said in done.stderr
    assert (folder / "acme.yaml").read_bytes() == before
    assert len(list(folder.iterdir())) == 1


def test_a_faulty_catalog_is_told_first(folder, run):
    """Into a file that does not load nothing is written; its faults are shown."""
    path = folder / "acme.yaml"
    path.write_text(path.read_text().replace("canonical: delivery_failed", "canonical: delivery_faild"))
    done = run("new", "acme", "5", "--catalogs", "mine")

    assert done.exit_code == 2
    assert 'rules.5.canonical: no such code "delivery_faild"; nearest: delivery_failed' in done.stderr
    assert "code: 5" not in path.read_text()


def test_an_installed_package_asks_for_a_folder(monkeypatch, run):
    """Without a checkout and without --catalogs there is no place to write in."""
    monkeypatch.setattr(desk, "checkout_folder", lambda: None)
    done = run("new", "acme")

    assert done.exit_code == 2
    assert (
        done.stderr == "errnorm: an installed package has no catalogs to write in; name a folder: --catalogs FOLDER\n"
    )


def test_a_wrong_rule_never_reaches_a_page(folder):
    """What is written is read back first: a stub that would not load is refused with its place."""
    page = page_of(folder / "acme.yaml")
    stub = RuleStub("70", ["errors"], canonical="nonsense")

    with pytest.raises(CatalogError, match='no such code "nonsense"'):
        with_rule(page, stub.lines())


@pytest.mark.parametrize(("code", "around"), [("8", "\n\n  - code: 9\n"), ("4050", "\n\n  - code: 4100\n")])
def test_blank_lines_between_rules_are_kept_up(folder, run, code, around):
    """Where rules stand apart by a blank line the new one does too, before the first of a block and behind others."""
    path = folder / "acme.yaml"
    path.write_text(path.read_text().replace("    source: errors\n  - code", "    source: errors\n\n  - code"))
    run("new", "acme", code, "--catalogs", "mine")

    before, _, after = path.read_text().partition(f"  - code: {code}\n")
    assert before.endswith(("\n\n", "  # Numbers below a hundred\n"))
    assert f"    source: errors{around}" in after


def test_a_code_goes_into_the_block_that_spans_it(folder, run):
    """Each block has an order of its own, so a larger number in an earlier block does not hold a code back."""
    path = folder / "acme.yaml"
    path.write_text(path.read_text().replace("  - code: 9\n", "  - code: 9000\n").replace("[17, 18]", "[9100, 9200]"))
    run("new", "acme", "4050", "--catalogs", "mine")

    assert codes_of(path) == ["9000", ["9100", "9200"], "4000", "4050", "4100", "BLOCKED", "-"]
