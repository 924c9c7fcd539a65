"""`errnorm normalize`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from errnorm import NormalizedError, normalize_all

HEAD = "line  vendor   vendor code                  code                          retry                   action"


def lines_of(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_table_has_one_plain_line_a_row(run, write, payloads):
    """In a pipe the columns stand two blanks apart, nothing is cut, and nothing is coloured."""
    done = run("normalize", write("all.ndjson", *payloads.values()))

    head, *rows = done.stdout.splitlines()[:7]
    assert head.startswith(HEAD)
    assert [row.split()[:4] for row in rows] == [
        ["1", "chirp", "conversation_window_expired", "conversation_window_closed"],
        ["2", "exotel", "-", "no_error"],
        ["3", "exotel", "30023", "template_parameters_mismatch"],
        ["3", "exotel", "30023", "template_parameters_mismatch"],
        ["4", "gupshup", "102", "credentials_invalid"],
        ["5", "unknown", "-", "vendor_unavailable"],
    ]
    assert "\x1b" not in done.stdout
    assert done.exit_code == 0
    assert done.stderr == ""


def test_a_row_tells_when_what_who_and_whether_it_is_out(run, write, payloads):
    """A row ends with retry, action, who acts and out; the last three words of a success are dashes and yes."""
    done = run("normalize", write("all.ndjson", *payloads.values()))

    rows = done.stdout.splitlines()[1:7]
    assert " ".join(rows[0].split()[4:]) == "after fix send_template caller no"
    assert " ".join(rows[1].split()[4:]) == "- - - yes"
    assert " ".join(rows[2].split()[5:]).endswith("fix_request caller failed")
    assert "same key" in rows[5]
    assert rows[5].endswith("maybe")


def test_the_summary_counts_errors_by_vendor_category_and_retry(run, write, payloads):
    """Successes are told apart and counted in no column."""
    done = run("normalize", write("all.ndjson", *payloads.values()))

    title, blank, head, *counts = done.stdout.splitlines()[8:]
    assert title == "5 errors in 5 payloads, 1 success"
    assert blank == ""
    assert head.split() == ["vendor", "category", "retry"]
    assert [line.split() for line in counts] == [
        ["exotel", "2", "template", "2", "after", "fix", "4"],
        ["chirp", "1", "authentication", "1", "back", "off", "1"],
        ["gupshup", "1", "conversation", "1"],
        ["unknown", "1", "service", "1"],
    ]


def test_nothing_in_is_nothing_out(run):
    """No payload is no fault."""
    done = run("normalize", typed="\n")

    assert done.exit_code == 0
    assert done.stdout == "\n0 errors in 0 payloads\n"


def test_standard_input_is_the_default(run, payloads):
    """Without a file, and for `-`, standard input is read."""
    text = json.dumps(payloads["chirp"])

    default, dash = run("normalize", "--json", typed=text), run("normalize", "--json", "-", typed=text)

    assert default.stdout == dash.stdout
    assert lines_of(dash)[0]["file"] == "<stdin>"


def test_json_names_file_and_line_and_keeps_the_answer(run, write, payloads):
    """A line of JSON is `file`, `line` and the answer; it reads back as the same answer."""
    file = write("one.ndjson", payloads["delivered"], payloads["two"])

    found = lines_of(run("normalize", "--json", "--show-detail", file))

    assert [(one["file"], one["line"], one["code"]) for one in found] == [
        (str(file), 1, "no_error"),
        (str(file), 2, "template_parameters_mismatch"),
        (str(file), 2, "template_parameters_mismatch"),
    ]
    assert tuple(map(NormalizedError.from_dict, found[1:])) == normalize_all(payloads["two"])


def test_json_is_alone_on_standard_output(run, write, payloads):
    """With --json there is no head and no summary."""
    done = run("normalize", "--json", write("all.ndjson", *payloads.values()))

    assert len(lines_of(done)) == 6


@pytest.mark.parametrize("shown", [(), ("--json",)], ids=["table", "json"])
def test_the_vendors_words_are_shown_only_when_asked_for(run, write, payloads, shown):
    """Detail may hold a phone number; it needs --show-detail."""
    file = write("one.ndjson", payloads["chirp"], payloads["gupshup"])

    without, with_detail = run("normalize", *shown, file), run("normalize", *shown, "--show-detail", file)

    assert "15550001111" not in without.stdout
    assert with_detail.stdout.count("15550001111") == 2


def test_the_words_of_an_upstream_are_hidden_too(run, write, payloads):
    """The error of the platform behind the vendor has a detail of its own."""
    chirp = payloads["chirp"]["error"]
    provider = {"source": "meta", "code": 131047, "message": "to +15550002222"}
    file = write("one.json", {"error": {**chirp, "provider": provider}})

    without, with_detail = run("normalize", "--json", file), run("normalize", "--json", "--show-detail", file)

    assert lines_of(without)[0]["upstream"]["vendor_code"] == "131047"
    assert "15550002222" not in without.stdout
    assert "15550002222" in with_detail.stdout


def test_a_broken_line_is_reported_and_the_rest_goes_on(run, write, payloads):
    """File, line and column go to standard error; the exit status is 1 and the summary says so."""
    good = json.dumps(payloads["chirp"])
    file = write("mixed.ndjson", text=f"{good}\n{{oops +15550001111\n{good}\n")

    done = run("normalize", file)

    assert done.exit_code == 1
    assert done.stderr == f"errnorm: {file}:2:2: not JSON: Expecting property name enclosed in double quotes\n"
    assert [row.split()[0] for row in done.stdout.splitlines()[1:3]] == ["1", "3"]
    assert "2 errors in 2 payloads, 1 line not read\n" in done.stdout


def test_several_files_name_the_file_in_each_row(run, write, payloads):
    """With more than one file a plain row begins with file and line."""
    one, two = write("one.json", payloads["chirp"]), write("two.json", payloads["gupshup"])

    done = run("normalize", one, two)

    assert [row.split()[0] for row in done.stdout.splitlines()[1:3]] == [f"{one}:1", f"{two}:1"]


def test_every_file_is_looked_at_before_the_first_is_answered(run, write, payloads, tmp_path):
    """A missing file ends the command with 2, one line, and no output."""
    done = run("normalize", write("one.json", payloads["chirp"]), tmp_path / "absent")

    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr == f"errnorm: cannot read {tmp_path / 'absent'}: No such file or directory\n"


def test_a_folder_cannot_be_read(run, tmp_path):
    """A folder in the place of a file is told as such."""
    done = run("normalize", tmp_path)

    assert done.exit_code == 2
    assert done.stderr == f"errnorm: cannot read {tmp_path}: Is a directory\n"


def test_a_file_that_may_not_be_read_is_told(run, write, monkeypatch):
    """Missing rights are one line."""
    file = write("secret.json", {})
    monkeypatch.setattr("os.access", lambda *_: False)

    done = run("normalize", file)

    assert (done.exit_code, done.stderr) == (2, f"errnorm: cannot read {file}: Permission denied\n")


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that fails when it is read")
def test_a_file_that_breaks_off_is_told(pipe):
    """A fault while reading ends the command with one line."""
    done = pipe("normalize", "/proc/self/mem")

    assert done.returncode == 2
    assert done.stderr == b"errnorm: cannot read /proc/self/mem: Input/output error\n"


def test_a_vendor_nobody_knows_ends_the_command(run):
    """--vendor with a misspelt name gives the nearest one and 2."""
    done = run("normalize", "--vendor", "kirm", typed="{}")

    assert done.exit_code == 2
    assert done.stderr == "errnorm: no catalog for vendor 'kirm'; did you mean 'kirim'?\n"


def test_a_vendor_nobody_knows_in_an_envelope_ends_nothing(run, write):
    """Its payloads are answered without it; each such name is told once."""
    file = write("x.ndjson", *[{"payload": {}, "vendor": "telnix"}] * 3)

    done = run("normalize", file)

    assert done.exit_code == 0
    assert done.stderr == (
        f"errnorm: {file}:1: answered without the vendor: no catalog for vendor 'telnix'; did you mean 'telnyx'?\n"
    )
    assert "3 errors in 3 payloads\n" in done.stdout


def test_the_vendor_decides_where_the_form_does_not(run):
    """A form that proves no vendor is read as the named vendor's."""
    done = run("normalize", "--json", "--vendor", "gupshup", typed='"error | 102 | Authentication failed"')

    assert lines_of(done)[0]["match"]["rule"] == "gupshup/gateway/102"


def test_own_catalogs_are_laid_over(run, acme):
    """--catalogs brings a vendor nobody ships."""
    done = run("normalize", "--catalogs", acme, typed='{"acme_code": 17}')

    row = " ".join(done.stdout.splitlines()[1].split())
    assert row == "1 acme 17 rate_limited after 24 h slow_down caller no"


def test_catalogs_may_be_repeated(run, acme, write):
    """Overrides after a catalog change its rules."""
    own = write(
        "own.yaml", text="overrides:\n  - {rule: acme/any/17, retry: {delay: 12 h}, why: We asked their support.}\n"
    )

    done = run("normalize", "--catalogs", acme, "--catalogs", own, typed='{"acme_code": 17}')

    assert "after 12 h" in done.stdout


def test_every_fault_of_a_catalog_is_told_with_its_place(run, write):
    """A bad catalog ends the command with 2 and one line a fault, the place first."""
    bad = write("bad.yaml", text="vendor: acme\ntitel: x\nrules: []\nshapes: []\n")

    done = run("normalize", "--catalogs", bad, typed="{}")

    told = done.stderr.splitlines()
    assert done.exit_code == 2
    assert len(told) > 1
    assert f'{bad}:2:8: titel: no such key "titel"; nearest: title' in told
    assert all(line.startswith(f"{bad}:") for line in told)


def test_an_absent_catalog_is_a_fault_too(run, tmp_path):
    """A catalog that cannot be read is told in one line."""
    done = run("normalize", "--catalogs", tmp_path / "absent.yaml", typed="{}")

    assert done.exit_code == 2
    assert done.stderr.startswith(f"{tmp_path / 'absent.yaml'}:1:1: cannot be read")
    assert done.stderr.count("\n") == 1


def test_a_status_is_a_number(run):
    """A status out of range is a usage error."""
    done = run("normalize", "--http-status", "999", typed="{}")

    assert done.exit_code == 2
    assert "999 is not in the range 100<=x<=599" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="reads the kernel's account of a process")
def test_the_memory_does_not_grow_with_the_input(python, write, payloads):
    """Twenty times the lines take hardly more memory with --json."""
    code = (
        "import sys; sys.argv[1:] = ['normalize', '--json', {!r}]; sys.stdout = open('/dev/null', 'w')\n"
        "from errnorm.cli.app import app\n"
        "app(standalone_mode=False)\n"
        "peak = [line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')][0]\n"
        "sys.stderr.write(peak)"
    )

    few, many = (
        int(python(code.format(str(write(f"{count}.ndjson", *[payloads["chirp"]] * count)))).stderr)
        for count in (1_000, 20_000)
    )

    assert many < few + 8 * 1024


def test_wide_rows_after_the_first_block_are_not_cut(run, write, payloads):
    """Column widths are taken from 500 rows at a time; a later, wider code is still whole."""
    file = write("long.ndjson", *[payloads["delivered"]] * 500, payloads["chirp"])

    row = run("normalize", file).stdout.splitlines()[501]

    assert row.split()[:4] == ["501", "chirp", "conversation_window_expired", "conversation_window_closed"]
