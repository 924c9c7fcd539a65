"""What the checks make of rules, shapes and overrides that a user writes."""

import shutil
from pathlib import Path

import pytest

from errnorm.check.run import check_files, files_in

ROOT = Path(__file__).parents[2]
ACME = """\
vendor: acme
title: Acme Messaging
sources:
  errors: {url: https://docs.acme.example/errors, retrieved: 2026-11-20}
shapes:
  - name: refusal
    phase: request
    when: {acme_code: present}
    fields: {code: acme_code, detail: words}
    source: errors
    example: {acme_code: 17, words: Slow down.}
rules:
  - code: 17
    title: Slow down
    meaning: Too many messages came at once.
    canonical: rate_limited
    evidence: documented
    source: errors
"""
REST = """\
    title: Nobody
    meaning: Nobody is there.
    canonical: recipient_absent
    evidence: documented
    source: errors
"""


def acme(*matches):
    """Give a catalog with one more rule for each of these match parts."""
    return ACME + "".join("  - " + "\n    ".join(match.split("; ")) + "\n" + REST for match in matches)


def ids(findings):
    return [name for name, _ in findings]


def test_sound_catalog_trips_nothing(found):
    """A catalog without a fault, laid over the shipped ones, has no finding."""
    assert found(ACME) == []


def test_all_faults_are_told_at_once(found):
    """Faults of form, sources and wording are found in one run, in the order of their lines."""
    broken = acme("code: 18").replace("Slow down\n", "It may be slow\n").replace("source: errors\n", "source: erors\n")

    assert ids(found(broken)) == ["SRC002", "SRC001", "TXT002", "SRC001", "SRC001"]


@pytest.mark.parametrize(
    ("matches", "expected"),
    [
        (["code: [18, 19]", "code: [19, 20]"], ["KEY001"]),
        (["code: 18; http_status: 400", "code: 18; http_status: 401"], []),
        (["range: {from: 20, to: 29}", "range: {from: 22, to: 25}"], ["KEY005"]),
        (["range: {from: 20, to: 29}", "range: {from: 25, to: 35}"], ["KEY004"]),
        (["range: {from: 20, to: 21}", "code: 20", "code: 21"], ["KEY005"]),
        (["range: {from: 20, to: 22}", "code: 20", "code: 21"], []),
        (["range: {from: 20, to: 21}", "code: 20", "code: 21; http_status: 400"], ["PRF004"]),
        (["code: 18; text: [abc, bcd, cde]", "code: 18; text: abcdefg"], ["KEY005"]),
        (["code: 18; text: abc", "code: 18; text: abcdefg"], []),
        (["code: 18; text: abc", "code: 18; text: xyz"], []),
        (["http_status: [400, 401]", "http_status: 401"], ["KEY005"]),
    ],
    ids=str,
)
def test_rules_in_each_others_way(found, matches, expected):
    """Rules that match alike, that only ids order and that never win are told apart."""
    assert ids(found(acme(*matches))) == expected


def test_private_rule_meets_shipped_rules(found):
    """A private rule of a shipped vendor may not match the same as a shipped rule under another id."""
    extra = ACME.replace("vendor: acme", "vendor: chirp").replace("17", "conversation_window_expired")
    message = dict(found(extra.replace("    title: Slow", "    slug: mine\n    title: Slow")))["KEY001"]

    assert "chirp/any/conversation_window_expired~mine and chirp/any/conversation_window_expired match" in message


def test_private_rule_replaces_a_shipped_one(found):
    """A private rule with the id of a shipped one takes its place and trips nothing."""
    extra = ACME.replace("vendor: acme", "vendor: chirp").replace("code: 17\n", "code: conversation_window_expired\n")

    assert ids(found(extra.replace("acme_code: 17,", "acme_code: conversation_window_expired,"))) == []


def test_vendor_has_one_file(found):
    """Two files under check may not describe the same vendor, for only the last would count."""
    assert ids(found(ACME, twin=ACME)) == ["KEY003", "KEY003"]


def test_private_forms_of_two_vendors_must_differ(found):
    """Two vendors whose forms cannot be told apart are both told, and each is told whose payloads it takes."""
    twin = ACME.replace("vendor: acme", "vendor: rival")

    assert set(ids(found(ACME, rival=twin))) == {"SHP001", "SHP002"}


def test_defaults_of_the_catalog_count(found):
    """A facet that a catalog's defaults set otherwise is no superfluous override, and contradicts as a written one."""
    defaults = "defaults: {other_channel: no, why: A reason.}\nshapes:\n"
    kept = ACME.replace("rate_limited\n", "rate_limited\n    other_channel: yes\n    why: A reason.\n")
    unlawful = "defaults: {other_channel: yes, why: A reason.}\nshapes:\n"

    assert found(kept.replace("shapes:\n", defaults)) == []
    assert ids(found(kept)) == ["MAP009"]
    assert ids(found(ACME.replace("rate_limited", "recipient_opted_out").replace("shapes:\n", unlawful))) == ["MAP006"]


def test_faulty_file_hides_no_other(found):
    """Where one file has no valid form, the others are checked all the same, and its vendor is known to exist."""
    through = ACME.replace(
        "    source: errors\n    example", "    upstream: {vendor: {is: wrong}, code: x}\n    example"
    )
    wrong = ACME.replace("vendor: acme", "vendor: wrong").replace("evidence", "evidense")

    assert {"SCH004"} == set(ids(found(through, wrong=wrong)))


OVERRIDES = """\
overrides:
  - rule: chirp/any/{name}
    retry: {retry}
    why: We know better.
"""


def test_overrides_are_judged_on_what_results(found):
    """An override is held against the rule it changes."""
    wait = OVERRIDES.format(name="conversation_window_expired", retry="after_wait")

    assert "MAP002" in ids(found(wait))
    assert ids(found(wait.replace("after_wait", "{advice: after_wait, delay: 1 h}"))) in ([], ["MAP008"])


def test_override_of_no_rule_is_told(found):
    """An override of a rule that nobody has is a fault, told with the nearest id."""
    told = dict(found(OVERRIDES.format(name="conversation_window_expire", retry="never")))

    assert (
        'no such rule "chirp/any/conversation_window_expire"; nearest: chirp/any/conversation_window_expired'
        in (told["OVR001"])
    )


def test_catalog_set_of_its_own(tmp_path):
    """Files in a folder with a vocabulary are judged as that set, and a fault in one shared file is told as such."""
    folder = tmp_path / "catalogs"
    shutil.copytree(ROOT / "catalogs", folder)
    (folder / "exotel.yaml").unlink()
    before = check_files(files_in(folder)).findings
    http = (folder / "http.yaml").read_text(encoding="utf-8")
    (folder / "http.yaml").write_text(http.replace("source: ", "source: no_such_", 1), encoding="utf-8")

    assert {finding.id for finding in before} <= {"SHP004"}
    assert "SRC001" in {finding.id for finding in check_files(files_in(folder)).findings}


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("no", True),
        ("True", True),
        ("0010", True),
        ("1_000", True),
        ('"no"', False),
        ("false", False),
        ("Norway", False),
    ],
)
def test_values_of_payloads_are_json(found, value, told):
    """Plain words that other readers of YAML take for booleans and numbers are told in examples and conditions."""
    example = ACME.replace("words: Slow down.}", f"words: Slow down., other: {value}}}")
    condition = ACME.replace("{acme_code: present}", f"{{acme_code: present, other: {value}}}")

    assert ("YML002" in ids(found(example))) is told
    assert ("YML002" in ids(found(condition))) is told


def test_codes_and_help_words_need_no_quotes(found):
    """A code is text as typed, and `no` is a word of its own where the question is whether somebody helps."""
    text = ACME.replace("17", "0010").replace("acme_code: 0010", 'acme_code: "0010"')
    text = text.replace("rate_limited\n", "rate_limited\n    other_vendor: no\n    why: A reason.\n")

    assert found(text) == []
