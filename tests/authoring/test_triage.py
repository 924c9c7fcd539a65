"""`errnorm triage`."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errnorm import Normalizer
from errnorm.authoring.page import page_of
from errnorm.authoring.skeleton import paths_of, skeleton_of
from errnorm.catalog.blanks import blanks_in
from errnorm.catalog.strict_yaml import parse_yaml, read_yaml

NUMBER, NAME, WORDS, MAIL = "+15551234567", "Maria Lopez", "a private remark", "maria@people.example"
SECRETS = [NUMBER, NUMBER[1:], "Maria", "Lopez", "private", "people.example", "S3CR3T"]

REFUSED = {"fault": {"code": 99, "acme": "1", "words": f"{NAME} {NUMBER}", "to": NUMBER}}
WORD = {"fault": {"code": "NEW_WORD", "acme": "1", "words": NAME}}
HIDDEN = {"fault": {"code": NUMBER, "acme": "1", "words": NAME}}
KNOWN = {"fault": {"code": 9, "acme": "1", "words": NAME}}
STRANGE = {
    "problem": {"errorCode": "S3CR3T", "message": WORDS, "ok": False, "n": 15551234567, "nil": None},
    "people": [{"name": NAME, "mail": MAIL}, {"name": NAME, "phone": NUMBER}],
    "by_number": {NUMBER: {"name": NAME}, MAIL: 1, NAME: 2, "15551234568": 3, "u15551234569": 4},
}
FAILURES = [
    {"payload": REFUSED, "vendor": "acme"},
    {"payload": KNOWN, "vendor": "acme"},
    REFUSED,
    {"payload": WORD, "vendor": "acme", "http_status": 422},
    HIDDEN,
    STRANGE,
    {"payload": STRANGE, "vendor": "newcomer"},
    {"payload": STRANGE, "vendor": NAME},
    f"Dear {NAME}, your message to {NUMBER} is lost",
    {"payload": f"to=%2B15551234567&who=Maria&why={MAIL}", "vendor": "acme"},
    {"payload": f"<r><who>{NAME}</who></r>", "vendor": "acme"},
    {"payload": REFUSED["fault"], "vendor": "telnyx", "http_status": 500},
    REFUSED,
]


@pytest.fixture
def failures(folder):
    """Give a file of failures, beside the folder of catalogs."""
    path = folder.parent / "failures.ndjson"
    path.write_text("".join(json.dumps(one) + "\n" for one in FAILURES))
    return path


def rows(done):
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def test_what_no_rule_knew_is_grouped_most_frequent_first(folder, failures, run):
    """A group has vendor, shape and code, its count and where the first stood; what a rule knew is left out."""
    found = rows(run("triage", failures, "--catalogs", "mine", "--json"))

    assert found[0] == {
        "count": 3,
        "vendor": "acme",
        "shape": "refusal",
        "keys": [],
        "code": "99",
        "match": ["unknown"],
        "http_status": [],
        "first": f"{failures}:1",
    }
    assert [one["count"] for one in found] == sorted((one["count"] for one in found), reverse=True)
    assert sum(one["count"] for one in found) == len(FAILURES) - 1
    assert [one["match"] for one in found if one["code"] == "NEW_WORD"] == [["http_status"]]


def test_the_table_says_the_same(folder, failures, run):
    """The table has a row a group, and ends with how many errors no rule knew."""
    done = run("triage", failures, "--catalogs", "mine")

    head, first, *_ = done.stdout.splitlines()
    assert head.split() == ["count", "vendor", "code", "form", "answered", "by", "first"]
    assert first.split() == ["3", "acme", "99", "refusal", "unknown", f"{failures}:1"]
    assert done.stdout.splitlines()[-1] == "12 of 13 errors known to no rule, in 9 groups"
    assert done.exit_code == 1


@pytest.mark.parametrize("options", [[], ["--json"], ["--write"], ["--write", "--json"]])
def test_no_value_of_a_payload_leaves(folder, failures, run, options):
    """Numbers, names, addresses and words of payloads stand neither in what is printed nor in any file."""
    done = run("triage", failures, "--catalogs", "mine", *options)

    told = done.stdout + done.stderr + "".join(path.read_text() for path in folder.iterdir())
    assert [secret for secret in SECRETS if secret in told] == []
    assert "NEW_WORD" in told


def test_a_code_that_looks_like_none_is_hidden(folder, failures, run):
    """A phone number in the place of the code is shown as hidden and gets no rule."""
    done = run("triage", failures, "--catalogs", "mine", "--write")

    assert [line.split()[1:4] for line in done.stdout.splitlines() if "(hidden)" in line] == [
        ["acme", "(hidden)", "refusal"]
    ]
    assert f"no stub for {failures}:5: what stands for the code does not look like one" in done.stdout


def test_a_known_vendor_gets_rule_stubs_in_place(folder, failures, run):
    """Each code stands sorted in its vendor's file with blanks to fill in; the rest of the file stays."""
    before = (folder / "acme.yaml").read_text()
    done = run("triage", failures, "--catalogs", "mine", "--write")

    after = (folder / "acme.yaml").read_text()
    lines = iter(after.splitlines())
    assert all(line in lines for line in before.splitlines())
    assert "  - code: 99\n    title: <fill in the vendor's own short title>\n" in after
    assert after.index("code: [17, 18]") < after.index("code: 99") < after.index("code: 4000")
    number = after.splitlines().index("  - code: 99") + 1
    assert f"written: mine/acme.yaml:{number}: rule acme/any/99" in done.stdout.splitlines()


def test_what_was_written_answers_and_waits_for_its_author(folder, failures, run):
    """After a run every file loads, and each stub has blanks that a check can name."""
    run("triage", failures, "--catalogs", "mine", "--write")

    asked = Normalizer().with_catalogs(folder)
    assert asked.normalize(REFUSED).match.rule == "acme/any/99"
    assert {path.name for path in folder.iterdir()} == {"acme.yaml", "newcomer.yaml", "unnamed.yaml", "telnyx.yaml"}
    assert all(list(blanks_in(read_yaml(path))) for path in folder.iterdir())


def test_an_unknown_form_leaves_a_skeleton(folder, failures, run):
    """Where no shape knows the form a shape stub keeps keys and kinds, and says where the code may stand."""
    run("triage", failures, "--catalogs", "mine", "--write")

    shape = page_of(folder / "newcomer.yaml").document.value["shapes"][0]
    text = "<fill in a text>"
    assert shape["fields"] == {
        "code": "<fill in the path of the code; perhaps problem.errorCode>",
        "detail": "problem.message",
    }
    assert shape["when"] == {"problem": "object", "people": "list", "by_number": "object"}
    assert shape["identifies"] == "false"
    assert shape["example"] == {
        "problem": {"errorCode": text, "message": text, "ok": False, "n": 0, "nil": None},
        "people": [{"name": text, "mail": text, "phone": text}],
        "by_number": {"<fill in the key>": 0},
    }


def test_a_second_run_writes_nothing_twice(folder, failures, run):
    """Stubs that are there already are told again and stay single."""
    run("triage", failures, "--catalogs", "mine", "--write")
    once = {path.name: path.read_bytes() for path in folder.iterdir()}
    again = run("triage", failures, "--catalogs", "mine", "--write")

    assert {path.name: path.read_bytes() for path in folder.iterdir()} == once
    assert "written: mine/unnamed.yaml" not in again.stdout
    assert "there already: mine/unnamed.yaml" in again.stdout


def test_a_code_under_other_conditions_is_left_to_its_author(folder, failures, run):
    """Where a rule of the same code asks for more and did not fit, nothing is written, and its place is told."""
    path = folder / "acme.yaml"
    path.write_text(path.read_text().replace("  - code: 9\n", "  - code: 99\n    text: other words\n"))
    done = run("triage", failures, "--catalogs", "mine", "--write")

    assert f"no stub for {failures}:1: mine/acme.yaml:19:11: rules.0.code: 99 has this rule already" in done.stdout


def test_a_rule_for_another_phase_does_not_count(folder, run):
    """A rule of the same code that holds in another phase alone leaves the stub to be written."""
    path = folder / "acme.yaml"
    path.write_text(path.read_text().replace("  - code: 9\n", "  - code: 99\n    phase: inbound\n"))
    done = run("triage", "--catalogs", "mine", "--write", typed=json.dumps(REFUSED))

    assert "written: mine/acme.yaml:33: rule acme/any/99\n" in done.stdout
    assert path.read_text().count("code: 99\n") == 2


def test_a_form_that_passes_codes_on_leads_to_their_owner(folder, run):
    """An unknown number of Meta's, met behind a reseller, becomes a rule of Meta's catalog."""
    payload = {"error": {"message": "(#999123) x", "type": "OAuthException", "code": 999123}}
    done = run("triage", "--vendor", "360dialog", "--catalogs", "mine", "--write", typed=json.dumps(payload))

    assert "written: mine/meta.yaml:7: rule meta/any/999123" in done.stdout
    assert [path.name for path in sorted(folder.iterdir())] == ["acme.yaml", "meta.yaml"]


def test_an_own_form_that_passes_codes_on_leads_to_their_owner(folder, run):
    """A reseller's own form that holds Meta's numbers asks for a rule of Meta's too."""
    error = {"code": 999123, "title": "Odd", "detail": "Odd"}
    payload = {"type": "message_status", "account_sid": "a", "data": {"status": "failed", "errors": [error]}}
    done = run("triage", "--vendor", "exotel", "--catalogs", "mine", "--write", typed=json.dumps(payload))

    assert "written: mine/meta.yaml:7: rule meta/any/999123" in done.stdout


def test_several_vendors_that_fit_get_no_stub(folder, run):
    """Where the form fits several vendors the caller is asked to name one."""
    twin = (
        (folder / "acme.yaml").read_text().replace("vendor: acme", "vendor: twin").replace("[acme_sms]", "[twin_sms]")
    )
    (folder / "twin.yaml").write_text(twin)
    done = run("triage", "--catalogs", "mine", "--write", typed=json.dumps(REFUSED))

    assert "no stub for <stdin>:1: several vendors' forms fit; name the vendor with --vendor" in done.stdout
    assert (folder / "twin.yaml").read_text() == twin


def test_nothing_unknown_is_nothing_to_do(folder, run):
    """Where rules knew everything the exit status is 0 and nothing is written."""
    before = (folder / "acme.yaml").read_bytes()
    done = run("triage", "--catalogs", "mine", "--write", typed=json.dumps(KNOWN))

    assert done.exit_code == 0
    assert done.stdout == "0 of 1 error known to no rule, in 0 groups\n"
    assert (folder / "acme.yaml").read_bytes() == before


def test_what_is_not_json_is_counted(folder, run):
    """A line that is not JSON is told with its place, and the rest goes on."""
    done = run("triage", "--catalogs", "mine", typed=f"{json.dumps(KNOWN)}\n{json.dumps(KNOWN)}\nnot json\n")

    assert done.exit_code == 1
    assert "errnorm: <stdin>:3:1: not JSON" in done.stderr
    assert done.stdout.endswith("0 of 2 errors known to no rule, in 0 groups, 1 line not read\n")


def test_a_new_folder_is_filled(folder, run):
    """--write makes the folder that --catalogs names."""
    done = run(
        "triage",
        "--catalogs",
        "fresh/catalogs",
        "--write",
        typed=json.dumps({"payload": STRANGE, "vendor": "newcomer"}),
    )

    assert done.exit_code == 1
    assert page_of(folder.parent / "fresh/catalogs/newcomer.yaml").catalog.vendor == "newcomer"


def test_two_folders_to_write_in_are_refused(folder, failures, run):
    """Only one folder can be written in."""
    done = run("triage", failures, "--catalogs", "mine", "--catalogs", "mine", "--write")

    assert done.exit_code == 2
    assert done.stderr == "errnorm: --write takes one --catalogs at most: the folder to write in\n"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(min_size=3),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5), inside, max_size=3),
    max_leaves=12,
)


def values_in(tree):
    if isinstance(tree, dict):
        return [value for inside in tree.values() for value in values_in(inside)]
    return [value for inside in tree for value in values_in(inside)] if isinstance(tree, list) else [tree]


@given(st.dictionaries(st.text(max_size=5), JSON, max_size=4) | st.lists(JSON, max_size=4))
def test_a_skeleton_holds_no_value(payload):
    """Of any payload only blanks, zeros, false and null are left, and its keys can be told."""
    skeleton = skeleton_of(payload)

    assert {json.dumps(value) for value in values_in(skeleton)} <= {'"<fill in a text>"', "0", "false", "null"}
    assert all(isinstance(path, str) for path in paths_of(skeleton))


@given(st.dictionaries(st.text(max_size=8), JSON, max_size=4))
def test_the_stub_of_any_payload_can_be_read(payload):
    """Whatever came, its shape stub is YAML that says what it means."""
    from errnorm.authoring.skeleton import shape_lines

    skeleton = skeleton_of(payload)
    document = parse_yaml("\n".join(shape_lines("form_1", skeleton, "errors")), "stub")

    assert document.faults == []
    assert document.value["example"] == skeleton
