"""`errnorm vendors`, `errnorm codes`, `errnorm completion`, help."""

from __future__ import annotations

import json

import pytest
from click.shell_completion import ShellComplete

from errnorm import Code, Normalizer, lookup, vendors
from errnorm.cli.app import app

COMMANDS = (
    *("normalize", "lookup", "explain", "vendors", "codes", "completion"),
    *("check", "new", "triage", "diff", "compare", "export"),
)


def lines_of(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_vendors_are_listed_with_their_rules(run):
    """One line a vendor: id, title, aliases, number of rules."""
    done = run("vendors")

    head, *rows = [line.split() for line in done.stdout.splitlines()]
    assert head == ["vendor", "title", "aliases", "rules"]
    assert [row[0] for row in rows] == list(vendors())
    assert ["chirp", "Chirp", "-", str(len(Normalizer().tables.vendors["chirp"].rules.by_id))] in rows


def test_own_vendors_are_listed_too(run, acme):
    """--catalogs brings its vendor, with its aliases."""
    found = lines_of(run("vendors", "--json", "--catalogs", acme))

    assert {"id": "acme", "title": "Acme Messaging", "aliases": ["acme_sms"], "rules": 5} in found


def test_codes_lists_the_vocabulary(run):
    """Every canonical code with category, retry advice and action."""
    rows = [line.split("  ") for line in run("codes").stdout.splitlines()]
    cells = [[cell.strip() for cell in row if cell.strip()] for row in rows]

    assert cells[0] == ["category", "code", "retry", "action"]
    assert [row[1] for row in cells[1:]] == [str(code) for code in Code]
    assert ["consent", "recipient_opted_out", "never", "record_opt_out"] in cells


def test_codes_as_json(run):
    """One object a code."""
    found = {one["code"]: one for one in lines_of(run("codes", "--json"))}

    assert list(found) == [str(code) for code in Code]
    assert found["recipient_opted_out"]["category"] == "consent"
    assert found["recipient_opted_out"]["retry"]["advice"] == "never"
    assert found["recipient_opted_out"]["suppress"]["advice"] == "opt_out"


def test_codes_of_a_vendor_are_its_rules(run):
    """With a vendor: rule, canonical code, the vendor's title; numbers in their order."""
    rows = run("codes", "telnyx").stdout.splitlines()
    ids = [row.split()[0] for row in rows[1:]]

    assert rows[0].split() == ["rule", "code", "title"]
    assert len(ids) == len(Normalizer().tables.vendors["telnyx"].rules.by_id)
    assert ids.index("telnyx/any/10002") < ids.index("telnyx/any/40300")


def test_rules_as_json(run):
    """One object a rule."""
    assert {
        "rule": "chirp/any/conversation_window_expired",
        "title": lookup("chirp", "conversation_window_expired").vendor_title,
        "code": "conversation_window_closed",
    } in lines_of(run("codes", "chirp", "--json"))


def test_numbers_are_ordered_as_numbers(run, write, acme):
    """9 comes before 17."""
    nine = "  - {code: 9, title: Nine, meaning: Nine., canonical: rate_limited, evidence: documented, source: errors}\n"
    more = acme.read_text() + nine
    done = run("codes", "acme", "--catalogs", write("more.yaml", text=more))

    assert [line.split()[0] for line in done.stdout.splitlines()[1:]] == [
        "acme/any/9",
        "acme/any/17",
        "acme/any/18~inbound-some-words",
        "acme/any/19",
        "acme/sms/18",
        "acme/voice/18",
    ]


@pytest.mark.parametrize("command", ["codes", "lookup"])
def test_a_vendor_nobody_knows_is_told_with_the_nearest(run, command):
    """Both commands that take a vendor's name say the same."""
    done = run(command, "exotell", *(["1"] if command == "lookup" else []))

    assert (done.exit_code, done.stderr) == (2, "errnorm: no catalog for vendor 'exotell'; did you mean 'exotel'?\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_examples(run, command):
    """Every command shows how it is called."""
    done = run(command, "--help")

    assert done.exit_code == 0
    assert f"Examples:\n    errnorm {command}" in done.stdout.replace("\n  Examples", "\nExamples")


def test_the_group_names_every_command(run):
    """The help of the program lists the commands, none of their lines cut, and examples."""
    done = run("--help")

    assert sorted(app.commands) == sorted(COMMANDS)
    assert all(f"\n  {command} " in done.stdout for command in COMMANDS)
    assert "..." not in done.stdout.partition("Commands:")[2].partition("Examples:")[0]
    assert "Examples:" in done.stdout


@pytest.mark.parametrize(
    ("shell", "sign"),
    [("bash", "complete -o nosort -F"), ("zsh", "#compdef errnorm"), ("fish", "complete --no-files --command errnorm")],
)
def test_completion_prints_the_script_of_the_shell(run, shell, sign):
    """The script is click's own, for the name errnorm."""
    done = run("completion", shell)

    assert done.exit_code == 0
    assert sign in done.stdout
    assert "_ERRNORM_COMPLETE" in done.stdout


def test_completion_knows_three_shells(run):
    """Another shell is a usage error."""
    done = run("completion", "csh")

    assert done.exit_code == 2
    assert "'csh' is not one of 'bash', 'zsh', 'fish'" in done.stderr


@pytest.mark.parametrize(
    ("words", "begun", "completed"),
    [
        ([], "norm", ["normalize"]),
        (["lookup"], "kir", ["kirim"]),
        (["lookup", "chirp"], "conversation_w", ["conversation_window_expired"]),
        (["lookup", "nobody"], "1", []),
        (["codes"], "exo", ["exotel"]),
        (["explain", "--vendor"], "telny", ["telnyx"]),
    ],
)
def test_vendors_and_codes_are_completed(words, begun, completed):
    """The shell is offered commands, vendors, and the codes of the vendor already typed."""
    offered = ShellComplete(app, {}, "errnorm", "_ERRNORM_COMPLETE").get_completions(words, begun)

    assert [item.value for item in offered] == completed


def test_the_program_completes(pipe):
    """The variable that the script sets makes the program answer the shell."""
    done = pipe(_ERRNORM_COMPLETE="bash_complete", COMP_WORDS="errnorm lookup kir", COMP_CWORD="2")

    assert done.stdout == b"plain,kirim\n"
