"""What a person at a terminal sees."""

from __future__ import annotations

import json
import re
import sys

import pytest

from errnorm.cli.meter import LONG_INPUT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
EARLY_BAR = "import errnorm.cli.meter as meter; meter.LONG_INPUT = 4096"
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def plain(written):
    return [line.rstrip() for line in COLOUR.sub("", written).replace("\r", "").splitlines()]


def test_eighty_columns_hold_a_row_in_two_lines(terminal, write, payloads):
    """On a narrow terminal no line is longer than it, no code is broken, and the lower line tells who and what."""
    _, written = terminal("normalize", write("all.ndjson", *payloads.values()), width=80)

    lines = plain(written)
    assert max(map(len, lines)) <= 80
    assert [line.split() for line in lines[:4]] == [
        ["code", "retry", "out?"],
        ["line", "vendor,", "vendor", "code", "action", "who", "acts"],
        ["1", "conversation_window_closed", "after", "fix", "no"],
        ["chirp", "conversation_window_expired", "send_template", "caller"],
    ]


def test_a_wide_terminal_holds_a_row_in_one_line(terminal, write, payloads):
    """Where all fits, a row is a line, as in a pipe."""
    _, written = terminal("normalize", write("all.ndjson", *payloads.values()), width=150)

    lines = plain(written)
    assert lines[0].split("  ")[0] == "line"
    assert " ".join(lines[1].split()) == (
        "1 chirp conversation_window_expired conversation_window_closed after fix send_template caller no"
    )


def test_a_very_narrow_terminal_folds_and_loses_nothing(terminal, write, payloads):
    """At 40 columns cells are folded; every letter of the code is still there."""
    _, written = terminal("normalize", write("one.json", payloads["chirp"]), width=40)

    lines = plain(written)
    lines = lines[: lines.index("")]
    assert max(map(len, lines)) <= 40
    assert "conversation_window_closed" in "".join(line[6:17].strip() for line in lines[3:6])


def test_the_colour_tells_the_advice(terminal, write, payloads):
    """Codes are bold in the colour of the retry advice; a success has none; a doubt about being out stands out."""
    _, written = terminal("normalize", write("all.ndjson", *payloads.values()))

    assert "\x1b[1;33mconversation_window_closed" in written
    assert "\x1b[1mno_error" in written
    assert "\x1b[1;32mvendor_unavailable" in written
    assert "\x1b[1;33mmaybe" in written


def test_no_color_is_obeyed(terminal, write, payloads):
    """NO_COLOR leaves no colour; the table stays fitted."""
    _, written = terminal("normalize", write("one.json", payloads["chirp"]), NO_COLOR="1")

    assert "\x1b[1;33m" not in written
    assert len(plain(written)[0]) <= 80


def test_forced_colour_in_a_pipe_folds_nothing(pipe, write, payloads):
    """FORCE_COLOR does not make a pipe a terminal of 80 columns."""
    done = pipe("normalize", write("one.json", payloads["chirp"]), FORCE_COLOR="1")

    assert b"conversation_window_expired  conversation_window_closed" in done.stdout


def test_files_stand_under_their_names(terminal, write, payloads):
    """With several files each has a table of its own, and rows name only the line."""
    one, two = write("one.json", payloads["chirp"]), write("two.json", payloads["gupshup"])

    _, written = terminal("normalize", one, two, width=200)

    lines = plain(written)
    assert lines[0] == f"{one}:"
    assert lines[3] == f"{two}:"
    assert lines[5].split()[:3] == ["1", "gupshup", "102"]


def test_detail_stands_under_its_row(terminal, write, payloads):
    """With --show-detail the vendor's words are a third line."""
    _, written = terminal("normalize", "--show-detail", write("one.json", payloads["chirp"]), width=150)

    assert plain(written)[4].strip() == "Window closed for +15550001111."


def test_a_long_table_ends_with_what_was_left_out(terminal, pipe, write, payloads):
    """A terminal shows 500 rows and tells how many more there are; the summary counts all; a pipe shows all."""
    file = write("long.ndjson", *[payloads["delivered"]] * 510)

    _, written = terminal("normalize", file, width=120)

    lines = plain(written)
    assert lines[500].split()[0] == "500"
    assert lines[501] == "... and 10 more rows; a pipe or --json shows all"
    assert "0 errors in 510 payloads, 510 successes" in lines
    assert len(pipe("normalize", file).stdout.splitlines()) == 513


@pytest.fixture
def long_file(write, payloads):
    line = json.dumps(payloads["delivered"]) + "\n"
    return write("long.ndjson", text=line * (LONG_INPUT // len(line) + 1))


def test_long_input_has_a_progress_bar(terminal, long_file):
    """From 1 MiB on a bar moves on standard error, and is gone before the table is printed."""
    status, written = terminal("normalize", long_file)

    assert status == 0
    assert written.count("reading ") > 1
    assert written.index("reading ") < written.index("no_error")
    assert "reading " not in written[written.index("no_error") :]


def test_a_broken_line_is_told_above_the_bar(terminal, write, payloads):
    """A report stands on a line of its own, and the bar goes on below it."""
    line = json.dumps(payloads["delivered"]) + "\n"
    file = write("some.ndjson", text=f"{line * 100}{{oops\n{line}")

    status, written = terminal("normalize", file, first=EARLY_BAR, width=300)

    assert status == 1
    assert f"\x1b[2Kerrnorm: {file}:101:2: not JSON" in written
    assert "reading " in written.partition(f"{file}:101")[2]


def test_json_on_a_terminal_has_no_bar(terminal, write, payloads):
    """Lines of JSON flow over the terminal; a bar would stand in their way."""
    file = write("some.ndjson", *[payloads["delivered"]] * 100)

    _, table = terminal("normalize", file, first=EARLY_BAR)
    _, lines = terminal("normalize", "--json", file, first=EARLY_BAR)

    assert "reading " in table
    assert "reading " not in lines


def test_short_input_has_no_bar(terminal, write, payloads):
    """Below 1 MiB nothing moves."""
    _, written = terminal("normalize", write("one.json", payloads["chirp"]))

    assert "reading" not in written


def test_no_bar_goes_into_a_pipe(pipe, long_file):
    """Standard error that is no terminal stays empty."""
    assert pipe("normalize", long_file).stderr == b""


def test_someone_who_types_is_told_how_to_end(terminal):
    """Without a file on a terminal the program says what it waits for."""
    _, written = terminal("explain", typed=b'{"hello": 1}\n\x04')

    assert "errnorm: reading standard input; Ctrl-D ends it\r\n" in written
    assert "No rule, status or failure tells what happened." in written


def test_a_story_is_wrapped_at_the_width(terminal):
    """At 80 columns a story is wrapped under its labels, addresses of pages excepted."""
    _, written = terminal("lookup", "chirp", "conversation_window_expired", width=80)

    lines = plain(written)
    assert max(len(line) for line in lines if "https://" not in line) <= 80
    assert lines[0] == "conversation_window_closed  chirp conversation_window_expired"


def test_rules_are_stacked_where_they_do_not_fit(terminal):
    """The id of a rule stays whole, so that it can be copied into an override."""
    _, narrow = terminal("codes", "chirp", width=80)
    _, wide = terminal("codes", "chirp", width=160)

    assert plain(narrow)[1].split() == ["rule", "title"]
    assert "chirp/any/conversation_window_expired" in narrow
    assert plain(wide)[0].split() == ["rule", "code", "title"]


def test_codes_stand_under_their_categories(terminal):
    """At 80 columns the canonical codes are grouped, each category with its sentence."""
    _, written = terminal("codes", width=80)

    lines = plain(written)
    assert lines[0] == "authentication  Credentials are missing, wrong or expired."
    assert lines[1].split()[0] == "credentials_missing"
    assert max(map(len, lines)) <= 80
