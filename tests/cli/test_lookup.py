"""`errnorm lookup`."""

from __future__ import annotations

import json

import pytest

from errnorm import lookup


def texts(done, label):
    """Give the texts under a label, itself and the lines that go on with it."""
    found, inside = [], False
    for line in done.stdout.splitlines()[2:]:
        head, _, text = line[2:].partition("  ")
        inside = head == label or (inside and not head.strip())
        if inside:
            found.append(text.strip())
    return found


def test_a_code_is_told_in_a_few_lines(run):
    """What happened, what it is called there, who, what, when, and the page."""
    done = run("lookup", "telnyx", "40300")

    assert done.exit_code == 0
    assert done.stdout.splitlines()[0] == "recipient_opted_out  telnyx 40300"
    assert texts(done, "telnyx says")[0] == "Blocked due to STOP message"
    assert texts(done, "when") == ["never: repeating this message is pointless or forbidden"]
    assert texts(done, "address") == ["opt_out: record a legal opt-out"]
    assert "https://developers.telnyx.com" in done.stdout


def test_a_bare_code_cannot_tell_whether_it_is_out(run):
    """Without phase and status both possibilities are told; with the phase, one."""
    bare = run("lookup", "telnyx", "40300")
    receipt = run("lookup", "telnyx", "40300", "--phase", "delivery")
    refusal = run("lookup", "telnyx", "40300", "--http-status", "403")

    assert texts(bare, "out?") == ["no where a call was refused; taken, then failed where a receipt says so"]
    assert texts(receipt, "out?")[0].startswith("failed: ")
    assert texts(refusal, "out?")[0].startswith("no: ")


def test_address_advice_has_its_term_and_strikes(run):
    """For how long the address is left alone, and after how many failures."""
    text = " ".join(texts(run("lookup", "startmessaging", "RECIPIENT_BLOCKED"), "address"))
    suppress = lookup("startmessaging", "RECIPIENT_BLOCKED").suppress

    assert text.startswith("address_ttl: ")
    assert f"for {suppress.ttl // 86400:.0f} d" in text
    assert f"after {suppress.strikes} such failures at least a day apart" in text


def test_a_limit_pauses_the_account(run):
    """A day's cap is a wait, and sending stops at once."""
    done = run("lookup", "startmessaging", "DAILY_LIMIT_REACHED")

    assert texts(done, "when")[0].startswith("after 24 h: ")
    assert texts(done, "pause") == ["now: stop this scope at once"]


def test_several_rules_are_named_with_what_selects_them(run, acme):
    """An ambiguous code is unknown, exit status 1, and each candidate says which option chooses it."""
    done = run("lookup", "acme", "18", "--catalogs", acme)

    assert done.exit_code == 1
    assert done.stdout.splitlines()[:2] == [
        "unknown  acme 18",
        "Several rules or vendors fit, and nothing decides between them.",
    ]
    assert texts(done, "candidates") == [
        "acme/any/18~inbound-some-words: vendor_internal_error (Eighteen)",
        '--phase inbound --text "some words"',
        "acme/sms/18: insufficient_balance (Empty purse)",
        "--surface sms",
        "acme/voice/18: recipient_absent (Nobody there)",
        "--surface voice",
    ]


def test_an_option_selects_one(run, acme):
    """With the surface the rule is found."""
    done = run("lookup", "acme", "18", "--surface", "voice", "--catalogs", acme)

    assert done.exit_code == 0
    assert done.stdout.splitlines()[0] == "recipient_absent  acme 18"


def test_exotels_bare_1000_is_ambiguous(run):
    """A number that surfaces share is not guessed; text or surface select."""
    done = run("lookup", "exotel", "1000")
    chosen = run("lookup", "exotel", "1000", "--text", "insufficient balance", "--surface", "whatsapp_errors")

    assert done.exit_code == 1
    assert "--surface v2" in texts(done, "candidates")
    assert chosen.stdout.splitlines()[0] == "insufficient_balance  exotel 1000"


def test_a_code_nobody_knows_is_told_with_the_nearest(run):
    """Exit status 1, the codes most like it, and where all are listed."""
    done = run("lookup", "kirim", "rate_limit_exceded")

    assert done.exit_code == 1
    assert done.stdout.splitlines()[:2] == [
        "unknown  kirim rate_limit_exceded",
        "The catalog of kirim has no rule for this code.",
    ]
    assert texts(done, "nearest")[0].split(", ")[0] == "rate_limit_exceeded"
    assert done.stdout.splitlines()[-1].strip() == "`errnorm codes kirim` lists all"


def test_a_code_of_another_vendor_is_told_with_it(run):
    """A code that belongs elsewhere names its vendors."""
    done = run("lookup", "startmessaging", "40300")

    assert "telnyx" in texts(done, "known to")[0].split(", ")


def test_the_status_answers_an_unknown_code(run):
    """With an HTTP status something is known even of a strange code."""
    done = run("lookup", "kirim", "strange", "--http-status", "429")

    assert done.exit_code == 0
    assert done.stdout.splitlines()[0] == "rate_limited  kirim strange"


def test_an_alias_is_told_by_its_id(run, acme):
    """Aliases are accepted, whatever their case."""
    done = run("lookup", "ACME_SMS", "17", "--catalogs", acme)

    assert done.stdout.splitlines()[0] == "rate_limited  acme 17"


def test_json_is_the_verdict(run):
    """--json prints what `errnorm.lookup` gives, on one line, with the same exit status."""
    done, unknown = (
        run("lookup", "chirp", "conversation_window_expired", "--json"),
        run("lookup", "chirp", "x", "--json"),
    )

    assert json.loads(done.stdout) == lookup("chirp", "conversation_window_expired").to_dict()
    assert done.stdout.count("\n") == 1
    assert (done.exit_code, unknown.exit_code) == (0, 1)
    assert json.loads(unknown.stdout)["code"] == "unknown"


@pytest.mark.parametrize(
    ("vendor", "told"),
    [
        ("kirm", "no catalog for vendor 'kirm'; did you mean 'kirim'?"),
        ("Start-Messaging", "no catalog for vendor 'Start-Messaging'; did you mean 'startmessaging'?"),
    ],
)
def test_an_unknown_vendor_ends_it_with_the_nearest_name(run, vendor, told):
    """One line, exit status 2."""
    done = run("lookup", vendor, "1")

    assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"errnorm: {told}\n")


def test_a_vendor_like_none_gets_the_list(run):
    """Where no name is near, all are named."""
    done = run("lookup", "zzzzzzzz", "1")

    assert done.exit_code == 2
    assert "; known: " in done.stderr
    assert "exotel" in done.stderr


@pytest.mark.parametrize("words", [("lookup", "chirp"), ("lookup",), ("lookup", "chirp", "x", "--phase", "dusk")])
def test_wrong_usage_exits_with_2(run, words):
    """What click finds wrong is told with the usage."""
    done = run(*words)

    assert done.exit_code == 2
    assert done.stderr.startswith("Usage: errnorm lookup")


def test_a_code_that_begins_with_a_dash_follows_two(run):
    """`--` ends the options."""
    assert run("lookup", "chirp", "--", "-1").stdout.splitlines()[0] == "unknown  chirp -1"
