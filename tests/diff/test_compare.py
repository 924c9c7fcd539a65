"""`errnorm compare`: where a user's own table and the catalog differ."""

from __future__ import annotations

import json

import pytest

from errnorm.diff.labels import LABELS, claim_of_flag, claim_of_label, plain_word
from errnorm.model.facets import Advice


@pytest.fixture
def compare(run, folder, texts, tmp_path):
    """Hold a table against a catalog in which 17 waits, 18 is an opt-out, 19 is never and 20 depends on the surface."""
    rule, acme = texts
    waits = {"retry": "after_wait", "delay": "24 h", "why": "A reason."}
    rules = [
        rule(17, **waits),
        rule(18, "recipient_opted_out"),
        rule(19),
        rule(20, surface="sms"),
        rule(20, surface="voice", **waits),
        rule(21, "unknown"),
        rule(22, **{**waits, "acceptance": "unknown"}),
        rule(23, subcode=1),
        rule(23, subcode=2, **waits),
    ]
    catalog = folder("catalog", acme=acme(*rules)) / "acme.yaml"
    monkey = tmp_path / "codes.py"

    def call(table, *words):
        monkey.write_text(f"TABLE = {table}\n")
        return run("compare", f"{monkey}::TABLE", "--vendor", "acme", "--catalogs", catalog, *words)

    return call


AGREEING = [
    "{17: True, 18: False, 19: False}",
    "{17: 'transient', 18: 'opt_out', 19: 'permanent'}",
    "{17: Retry.RETRY_LATER, 18: Retry.OPT_OUT, 19: Retry.NEVER}",
    "{17: {'retry': True}, 18: {'permanent': True}, 19: {'text': 'x', 'action': 'drop'}}",
    "{17: ('Words', True), 18: ('Words', 'unsubscribed')}",
    "{18: 'recipient_opted_out', 19: 'recipient_unreachable'}",
    "{21: True, 99: True}",
    "{(23, 1): False, (23, 2): True}",
]


@pytest.mark.parametrize("table", AGREEING)
def test_agreement_is_status_0(compare, table):
    """Any form of the same knowledge agrees; what the catalog does not know or decide is no disagreement."""
    done = compare(table)

    assert done.exit_code == 0, done.stdout
    assert done.stdout.startswith("0 disagree")


DISAGREEING = [
    ("{17: False}", "17", "acme/any/17"),
    ("{19: True}", "19", "acme/any/19"),
    ("{19: Retry.TRANSIENT}", "19", "acme/any/19"),
    ("{17: 'never'}", "17", "acme/any/17"),
    ("{19: 'opt_out'}", "19", "acme/any/19"),
    ("{19: {'retryable': True}}", "19", "acme/any/19"),
    ("{19: {'fatal': False}}", "19", "acme/any/19"),
    ("{19: ('Words', True)}", "19", "acme/any/19"),
    ("{19: 'recipient_absent'}", "19", "acme/any/19"),
    ("{20: True}", "20", "acme/sms/20"),
    ("{20: False}", "20", "acme/voice/20"),
    ("{22: True}", "22", "acme/any/22"),
    ("{(23, 2): False}", "23", "acme/any/23.2"),
]


@pytest.mark.parametrize(("table", "code", "rule"), DISAGREEING)
def test_disagreement_is_status_1(compare, table, code, rule):
    """Each disagreement names the entry and the rule that says otherwise, one meaning of several included."""
    done = compare(table, "--json")
    (one,) = [json.loads(line) for line in done.stdout.splitlines()]

    assert done.exit_code == 1
    assert (one["kind"], one["code"], one["rule"]) == ("disagreement", code, rule)
    assert one["sources"] == ["https://docs.acme.example/errors"]


def test_a_disagreement_tells_entry_advice_and_source(compare):
    """The place comes first, then theirs, ours, the meaning and the source."""
    told = compare("{\n    19: Retry.AGAIN_LATER,\n    19: Retry.TRANSIENT,\n}").stderr
    first, meaning, source, _, count = compare("{\n    19: Retry.TRANSIENT,\n}").stdout.splitlines()

    assert "stands here again" in told
    assert first.split("codes.py", 1)[1] == (
        ":2:5: 19: 'TRANSIENT': you say TRANSIENT, the catalog recipient_unreachable, never, use_other_channel"
    )
    assert (meaning, count) == ("  A meaning.", "1 disagree")
    assert source == "  acme/any/19, documented: https://docs.acme.example/errors"


@pytest.mark.parametrize(("meaning", "disagree"), [("retryable", ["18", "19"]), ("permanent", ["17"])])
def test_a_set_means_what_is_told(compare, meaning, disagree):
    """The members of a list or set are all retryable, or all not."""
    done = compare("{17, 18, 19}", "--meaning", meaning, "--json")

    assert [json.loads(line)["code"] for line in done.stdout.splitlines()] == disagree


def test_a_set_without_meaning_is_status_2(compare):
    """A list alone says nothing of its codes."""
    done = compare("[17]")

    assert (done.exit_code, "needs --meaning" in done.stderr) == (2, True)


@pytest.mark.parametrize("value", ["'weird'", "{'words': 'x'}", "None", "5", "('a', 'b')"])
def test_an_unknown_label_is_reported(compare, value):
    """What no word of the table explains is named, with the labels that are known, and is status 1."""
    done = compare(f"{{17: {value}, 18: False}}")

    assert done.exit_code == 1
    assert "codes.py:1:10: 17: " in done.stdout
    assert "no word of this is a known label" in done.stdout
    assert "known labels: retry, retryable" in done.stdout
    assert done.stdout.splitlines()[-1] == "0 disagree, 1 agree, 1 unknown label"


def test_codes_the_catalog_lacks_are_counted_apart(compare):
    """Codes without a rule and codes whose rule decides nothing are listed."""
    told = compare("{98: True, (99, 5): False, 21: True}").stdout.splitlines()

    assert told == [
        "0 disagree, 2 not in the catalog, 1 not decided",
        "not in the catalog: 98, 99.5",
        "not decided by it: 21",
    ]


def test_the_rest_as_json(compare):
    """Unknown labels, unknown codes and undecided ones are lines of their own kind."""
    done = compare("{17: 'weird', 99: True, 21: True}", "--json")

    assert [json.loads(line)["kind"] for line in done.stdout.splitlines()] == [
        "unknown_label",
        "unknown_code",
        "undecided",
    ]


def test_shipped_catalogs_are_asked(run, tmp_path):
    """A JSON table over the shipped catalog: an opt-out that is called transient is found."""
    path = tmp_path / "codes.json"
    path.write_text('{"40300": "transient"}')

    done = run("compare", path, "--vendor", "telnyx")

    assert done.exit_code == 1
    assert f"{path}:1:2: 40300: 'transient': you say transient, the catalog recipient_opted_out, never" in done.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nowhere.json", "--vendor", "meta"), "cannot read nowhere.json"),
        (("{path}", "--vendor", "metta"), "did you mean 'meta'?"),
        (("{path}",), "Missing option '--vendor'"),
        (("{path}::a", "--vendor", "meta"), 'has no key "a"'),
    ],
)
def test_wrong_use_is_status_2(run, tmp_path, words, told):
    """What cannot be done is told in a line."""
    path = tmp_path / "codes.json"
    path.write_text('{"1": true}')

    done = run("compare", *(word.format(path=path) for word in words))

    assert done.exit_code == 2
    assert told in done.stderr


def test_every_label_has_one_meaning():
    """No word stands in two rows of the table."""
    words = [plain_word(word) for _, row in LABELS for word in row.split()]

    assert len(words) == len(set(words))


@pytest.mark.parametrize("advice", [one for one in Advice if one is not Advice.UNKNOWN])
def test_every_advice_is_a_label(advice):
    """Our own words claim themselves."""
    claim = claim_of_label(str(advice))

    assert claim is not None
    assert claim.advice == {advice}


def test_yes_and_no_leave_out_only_the_unknown():
    """A flag agrees with every advice on its side."""
    both = claim_of_flag(retryable=True).advice | claim_of_flag(retryable=False).advice

    assert both == set(Advice) - {Advice.UNKNOWN}
