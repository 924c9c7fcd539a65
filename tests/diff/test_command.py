"""`errnorm diff` as it is called."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def sets(folder, texts):
    """Give two folders: a wait gets longer, a code comes, words change."""
    rule, acme = texts
    waits = {"retry": "after_wait", "why": "A reason."}
    old = folder("old", acme=acme(rule(17, delay="1 h", **waits), rule(18)))
    new = folder("new", acme=acme(rule(17, delay="2 h", **waits), rule(18, meaning="Others."), rule(19)))
    return old, new


def read(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_no_change_is_status_0(run, sets):
    """Equal sets are told so."""
    done = run("diff", sets[0], sets[0])

    assert (done.exit_code, done.stdout) == (0, "No verdict changes.\n")


def test_changes_are_prose_and_status_1(run, sets):
    """The lines for a changelog come first, then the counts and the version."""
    done = run("diff", *sets)

    assert done.exit_code == 1
    assert done.stdout.splitlines()[:2] == ["### Catalogs", ""]
    assert done.stdout.splitlines()[2].split(": ", 1)[1].split("; ") == [
        "`17` the wait is 2 h instead of 1 h (stricter)",
        "`19` is new: `recipient_unreachable`",
        "wording, sources or evidence of 1 entry.",
    ]
    assert done.stdout.splitlines()[4] == "3 changes: 1 stricter, 1 harmless, 1 added."
    assert done.stdout.splitlines()[5].startswith("Version: minor; ")


def test_json_is_a_line_a_change(run, sets):
    """Each change names rule, vendor, code, field, both values and class; the last line counts."""
    done = run("diff", *sets, "--json")
    *changes, summary = read(done)

    assert done.exit_code == 1
    assert changes[0] == {
        "kind": "change",
        "rule": "acme/any/17",
        "vendor": "acme",
        "code": "17",
        "field": "retry.delay",
        "old": 3600,
        "new": 7200,
        "class": "stricter",
        "bump": "minor",
    }
    assert [change["class"] for change in changes] == ["stricter", "harmless", "added"]
    assert (summary["kind"], summary["changes"], summary["bump"]) == ("summary", 3, "minor")


@pytest.fixture
def failures(tmp_path):
    """Write payloads and envelopes, one of them no JSON."""
    path = tmp_path / "failures.ndjson"
    lines = [{"acme_code": code, "words": "+15550001111"} for code in (17, 18, 19, 17)]
    lines += [{"payload": {"acme_code": 17}, "vendor": "acme"}]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines) + "{\n")
    return path


def test_against_counts_the_answers_that_change(run, sets, failures):
    """Each payload is answered over both sets; wording changes no answer, and a broken line is told."""
    done = run("diff", *sets, "--against", failures, "--first", "2")
    told = done.stdout.splitlines()[6:]

    assert done.exit_code == 1
    assert told[0] == "4 of 5 answers to 5 payloads would change."
    assert told[1].startswith(f"  {failures}:1: acme 17: ")
    assert told[1].split(" -> ")[0].split(", ")[1] == "after 1 h"
    assert told[1].split(" -> ")[1].split(", ")[1] == "after 2 h"
    assert told[2].split(" -> ")[1].startswith("recipient_unreachable")
    assert told[3] == "  ... and 2 more; --first shows more"
    assert "failures.ndjson:7:1: not JSON" in done.stderr
    assert "15550001111" not in done.stdout


def test_against_as_json(run, sets, failures):
    """Each changed answer is a line with what is told otherwise, and the last line counts them."""
    *lines, summary = read(run("diff", *sets, "--against", failures, "--json"))
    answers = [line for line in lines if line["kind"] == "answer"]

    assert [answer["line"] for answer in answers] == [1, 3, 4, 5]
    assert answers[0]["fields"] == ["retry"]
    assert (answers[0]["old"]["delay"], answers[0]["new"]["delay"]) == (3600, 7200)
    assert (summary["answers"], summary["answers_changed"], summary["not_read"]) == (5, 4, 1)


def test_a_changed_form_shows_in_its_answers(run, folder, texts, failures):
    """Where no verdict differs, an answer can, and that is status 1 too."""
    rule, acme = texts
    old = folder("old", acme=acme(rule(17)))
    new = folder("new", acme=acme(rule(17)).replace("acme_code: present", "acme_codes: present"))

    done = run("diff", old, new, "--against", failures)

    assert done.exit_code == 1
    assert "the form `refusal` is read otherwise" in done.stdout
    assert "5 of 5 answers" in done.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "give OLD and NEW"),
        (("a",), "give OLD and NEW"),
        (("a", "b", "--since", "v1"), "give OLD and NEW"),
        (("a", "--check-changelog", "C.md"), "takes no OLD, NEW"),
        (("nowhere", "nowhere"), "nowhere: no such file or folder, and as a git revision"),
        (("--check-changelog", "nowhere.md"), "cannot read nowhere.md"),
    ],
)
def test_wrong_use_is_status_2(run, words, told, tmp_path, monkeypatch):
    """What cannot be done is told in a line."""
    monkeypatch.chdir(tmp_path)

    done = run("diff", *words)

    assert done.exit_code == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unreadable_file_of_failures_is_status_2(run, sets):
    """The file is named."""
    done = run("diff", *sets, "--against", "nowhere.ndjson")

    assert (done.exit_code, "cannot read nowhere.ndjson" in done.stderr) == (2, True)


def test_a_faulty_catalog_is_status_2(run, folder, texts, sets):
    """Its faults are told with their places."""
    rule, acme = texts
    bad = folder("bad", acme=acme(rule(17, "no_such_code")))

    done = run("diff", sets[0], bad)

    assert done.exit_code == 2
    assert "acme.yaml:15:16: rules.0.canonical" in done.stderr


def test_an_error_that_only_one_set_finds_is_a_changed_answer(run, folder, texts, tmp_path):
    """Where one set reads more errors in a payload, each further one counts, and its other side is no answer."""
    rule, acme = texts
    listed = acme(rule(17), rule(18)).replace("{acme_code: present}", "{list: list}")
    listed = listed.replace("    fields:", '    each: "list[]"\n    fields:').replace(
        "example: {acme_code: 17, words: Slow down.}", "example: {list: [{acme_code: 17}]}"
    )
    old, new = folder("old", acme=listed.replace('each: "list[]"', 'each: "no[]"')), folder("new", acme=listed)
    file = tmp_path / "one.json"
    file.write_text('{"list": [{"acme_code": 17}, {"acme_code": 18}]}')

    forwards, back = (run("diff", *pair, "--against", file) for pair in ((old, new), (new, old)))

    assert "2 of 2 answers to 1 payload would change." in forwards.stdout
    assert "acme 18: no answer -> recipient_unreachable" in forwards.stdout
    assert "acme 18: recipient_unreachable, never, use_other_channel -> no answer" in back.stdout


def test_an_upstream_error_told_otherwise_is_a_changed_answer(run, tmp_path):
    """The error behind the vendor's is compared too, without its wording."""
    from pathlib import Path

    shipped = Path(__file__).parents[2] / "catalogs"
    provider = {"source": "meta", "code": 131026, "message": "words"}
    body = {"error": {"type": "provider_error", "code": "rate_limit_exceeded", "message": "w", "provider": provider}}
    file = tmp_path / "one.json"
    file.write_text(json.dumps({"payload": body, "vendor": "chirp"}))

    done = run("diff", shipped, shipped, "--against", file)

    assert (done.exit_code, "0 of 1 answers" in done.stdout) == (0, True)
