"""`errnorm explain`."""

from __future__ import annotations

import json

import pytest


def told(done):
    """Give the story as label and text; lines without a label belong to the one above."""
    story = {}
    label = ""
    for line in done.stdout.splitlines()[2:]:
        head, _, text = line[2:].partition("  ")
        label = head.strip() or label
        if text.strip():
            story.setdefault(label, []).append(text.strip())
    return story


def test_a_payload_is_told_in_a_few_lines(run, write, payloads):
    """The heading names what happened and what was received; then who, what, when, out, pause, address and why."""
    done = run("explain", write("one.json", payloads["chirp"]))

    story = told(done)
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0] == "conversation_window_closed  chirp conversation_window_expired"
    assert list(story)[:9] == [
        "chirp says",
        "who acts",
        "what to do",
        "when",
        "out?",
        "affected",
        "pause",
        "fail over",
        "address",
    ]
    assert story["who acts"] == ["caller: who wrote the request"]
    assert story["what to do"][0].startswith("send_template: ")
    assert story["when"][0].startswith("after fix: ")
    assert story["out?"] == ["no: the vendor refused it; it is not out"]
    assert story["shape"] == ["error_object"]


def test_why_names_rule_evidence_and_pages(run, write, payloads):
    """Every claim can be followed to the vendor's page."""
    why = told(run("explain", write("one.json", payloads["chirp"])))["why"]

    assert why[:2] == ["exact: a rule for this very code", "rule chirp/any/conversation_window_expired, documented"]
    assert all(line.startswith("https://") for line in why[2:])
    assert len(why) > 2


@pytest.mark.parametrize(
    ("text", "options", "heading"),
    [
        ("error | 102 | Authentication failed for +15550001111", ("--vendor", "gupshup"), "gupshup 102"),
        ('2026-11-20 send failed: {"acme_code": 17}', (), "acme 17"),
        ("acme_code=17&words=x", (), "acme 17"),
        ("<acme_code>17</acme_code>", (), "acme 17"),
    ],
    ids=["pipes", "log line", "form", "xml"],
)
def test_any_text_is_one_payload(run, acme, text, options, heading):
    """JSON, a log line, a form, XML: the whole of standard input is one payload."""
    done = run("explain", "--catalogs", acme, *options, typed=text)

    assert done.exit_code == 0
    assert done.stdout.splitlines()[0].endswith(f"  {heading}")


def test_the_wait_is_told_with_its_source(run, acme):
    """When to repeat: the wait, and where it was read."""
    when = told(run("explain", "--catalogs", acme, typed='{"acme_code": 17}'))["when"][0]

    assert when.startswith("after 24 h: it can work unchanged after a known wait; the wait comes from the catalog")


def test_an_envelope_is_opened(run, write, payloads):
    """A line of a file that `normalize` reads can be explained as it is."""
    done = run("explain", write("one.json", payloads["gupshup"]))

    assert done.stdout.splitlines()[0] == "credentials_invalid  gupshup 102"


def test_the_status_alone_is_something(run):
    """Where no form fits, the HTTP status answers, and the story says so."""
    done = run("explain", "--http-status", "503", typed="<html>Service unavailable</html>")

    assert done.exit_code == 0
    assert told(done)["why"][:2] == ["http_status: no rule; the HTTP status", "row http/503"]
    assert told(done)["out?"][0].startswith("maybe: ")
    assert "under the same key" in told(done)["when"][0]


def test_what_nobody_knows_exits_with_1(run):
    """Nothing is invented for a strange payload: no one has to act, nothing fails over."""
    done = run("explain", typed='{"hello": "world"}')

    assert done.exit_code == 1
    assert done.stdout.startswith("unknown\n")
    assert list(told(done)) == ["what to do", "when", "out?", "pause", "address", "why"]
    assert told(done)["when"][0].startswith("unknown: nothing is known about a repeat; if at all, repeat under")


def test_a_success_is_told_as_one(run, write, payloads):
    """A receipt of a delivered message has nothing to do and exits with 0."""
    done = run("explain", write("one.json", payloads["delivered"]))

    assert done.exit_code == 0
    assert done.stdout.startswith("no_error  exotel\n")
    assert list(told(done)) == ["out?", "why", "shape"]


def test_several_errors_are_numbered(run, write, payloads):
    """Each error of a payload has its story."""
    done = run("explain", write("one.json", payloads["two"]))

    assert [line for line in done.stdout.splitlines() if line.startswith(("1/2", "2/2"))] == [
        "1/2 template_parameters_mismatch  exotel 30023",
        "2/2 template_parameters_mismatch  exotel 30023",
    ]


def test_the_upstream_is_named(run, write, payloads):
    """The error of the platform behind the vendor, and the vendor's rule that lost to it."""
    error = {
        **payloads["chirp"]["error"],
        "code": "message_undeliverable",
        "provider": {"source": "meta", "code": 131049},
    }

    story = told(run("explain", write("one.json", {"error": error})))

    assert story["upstream"][0].startswith("meta 131049: ")
    assert story["lost"] == ["chirp/any/message_undeliverable"]


def test_a_dispute_is_told(run, acme):
    """Where the vendor's pages contradict each other, the story says so."""
    story = told(run("explain", "--catalogs", acme, typed='{"acme_code": 19}'))

    assert story["disputed"] == ["An older page calls it a closed account."]


def test_a_vendor_nobody_knows_in_an_envelope_is_told(run, write):
    """The payload is answered without it."""
    story = told(run("explain", write("one.json", {"payload": {"x": 1}, "vendor": "telnix", "http_status": 401})))

    assert story["vendor"] == ["nobody knows 'telnix'; answered without it"]


def test_the_reason_of_an_override_is_told(run, acme, write):
    """Who changed the verdict, and why."""
    own = write("own.yaml", text="overrides:\n  - {rule: acme/any/17, retry: {delay: 12 h}, why: We asked them.}\n")

    story = told(run("explain", "--catalogs", acme, "--catalogs", own, typed='{"acme_code": 17}'))

    assert story["override"] == ["acme/any/17: We asked them."]
    assert story["when"][0].startswith("after 12 h: ")


def test_the_vendors_words_and_ids_need_show_detail(run, write, payloads):
    """Message ids may hold a phone number too (WhatsApp's do)."""
    file = write("one.json", payloads["two"])
    hidden, shown = run("explain", file), run("explain", "--show-detail", file)

    assert "message id" not in hidden.stdout
    assert told(shown)["message id"] == ["a", "b"]
    assert "15550001111" not in run("explain", write("two.json", payloads["chirp"])).stdout
    assert told(run("explain", "--show-detail", write("two.json", payloads["chirp"])))["detail"] == [
        "Window closed for +15550001111."
    ]


def test_json_is_one_line_an_error(run, write, payloads):
    """--json gives what `normalize --json` gives."""
    file = write("one.json", payloads["two"])

    assert run("explain", "--json", file).stdout == run("normalize", "--json", file).stdout


def test_lines_are_pointed_to_normalize(run, write, payloads):
    """A file of many payloads is taken for one, and a note says what answers each."""
    done = run("explain", write("x.ndjson", payloads["chirp"], payloads["two"]))

    assert done.stderr == "errnorm: the whole is taken for one payload; `errnorm normalize` answers each line\n"


def test_an_unknown_vendor_ends_it(run):
    """The nearest name is given."""
    done = run("explain", "--vendor", "gupshop", typed="{}")

    assert done.exit_code == 2
    assert done.stderr == "errnorm: no catalog for vendor 'gupshop'; did you mean 'gupshup'?\n"


def test_an_empty_file_ends_it(run, write):
    """There is nothing to explain in nothing."""
    file = write("empty.txt", text=" \n")

    assert (run("explain", file).exit_code, run("explain", file).stderr) == (2, f"errnorm: {file} is empty\n")
    assert run("explain", typed="").stderr == "errnorm: <stdin> is empty\n"


def test_an_absent_file_ends_it(run, tmp_path):
    """One line says why."""
    done = run("explain", tmp_path / "absent")

    assert done.exit_code == 2
    assert done.stderr == f"errnorm: cannot read {tmp_path / 'absent'}: No such file or directory\n"


def test_hostile_text_is_disarmed(run, write):
    """Escape sequences in what a vendor sent do not reach the terminal."""
    payload = json.dumps({"acme_code": 17, "words": "\x1b[2J\x1b]0;owned\x07"})

    done = run("explain", "--show-detail", "--vendor", "chirp", typed=payload)

    assert "\x1b" not in done.stdout
    assert "\x07" not in done.stdout
