"""Ways to run the command: in this process, as a program in a pipe, and as a program on a terminal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from errnorm.cli.app import app

COMMAND = [sys.executable, "-m", "errnorm.cli"]
QUIET = {"NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "COLUMNS", "LINES", "ERRNORM_DEBUG"}
SOURCE = str(Path(__file__).parents[2] / "src")

CHIRP_WINDOW = {
    "error": {
        "type": "provider_error",
        "code": "conversation_window_expired",
        "message": "Window closed for +15550001111.",
        "doc_url": "https://docs.buildwithchirp.com/api_reference/error-codes",
    }
}
EXOTEL_DELIVERED = {
    "whatsapp": {
        "messages": [{"callback_type": "dlr", "sid": "a", "exo_status_code": 30002, "exo_detailed_status": "SEEN"}]
    }
}
EXOTEL_TWO_FAILED = {
    "whatsapp": {
        "messages": [
            {
                "callback_type": "dlr",
                "sid": sid,
                "exo_status_code": 30023,
                "exo_detailed_status": "EX_TEMPLATE_PARAM_ERROR",
            }
            for sid in "ab"
        ]
    }
}
GUPSHUP_LINE = "error | 102 | Authentication failed for +15550001111"

ACME = """\
vendor: acme
title: Acme Messaging
aliases: [acme_sms]
sources:
  errors: {url: https://docs.acme.example/errors, retrieved: 2026-11-20}
shapes:
  - name: refusal
    phase: request
    when: {acme_code: present}
    fields: {code: acme_code, detail: words}
    evidence: observed
    source: errors
    example: {acme_code: 17, words: Slow down.}
rules:
  - code: 17
    title: Slow down
    meaning: Too many messages came at once.
    canonical: rate_limited
    evidence: documented
    source: errors
    retry: after_wait
    delay: 24 h
    why: The page names a day.
  - code: 18
    surface: voice
    title: Nobody there
    meaning: The line was not picked up.
    canonical: recipient_absent
    evidence: documented
    source: errors
  - code: 18
    surface: sms
    title: Empty purse
    meaning: The credit is used up.
    canonical: insufficient_balance
    evidence: documented
    source: errors
  - code: 19
    title: Moved out
    meaning: The recipient asked to be left alone.
    canonical: recipient_opted_out
    evidence: documented
    source: errors
    disputed: An older page calls it a closed account.
  - code: 18
    title: Eighteen
    meaning: It is a fault, of whatever kind.
    phase: inbound
    text: [some words]
    canonical: vendor_internal_error
    evidence: documented
    source: errors
    example: {acme_code: 18, words: Some words.}
"""


def environment(**others):
    kept = {name: value for name, value in os.environ.items() if name not in QUIET}
    path = os.pathsep.join(filter(None, [SOURCE, kept.get("PYTHONPATH")]))
    return {**kept, "PYTHONPATH": path, "TERM": "xterm-256color", **others}


@pytest.fixture
def run():
    """Run the command in this process: `run("lookup", "chirp", "x", typed=...)`."""

    def call(*words, typed=None):
        return CliRunner().invoke(app, [str(word) for word in words], input=typed, prog_name="errnorm")

    return call


@pytest.fixture
def pipe():
    """Run the command as a program whose three streams are pipes."""

    def call(*words, typed=b"", **others):
        return subprocess.run(
            [*COMMAND, *map(str, words)],
            input=typed,
            capture_output=True,
            env=environment(**others),
            timeout=60,
            check=False,
        )

    return call


@pytest.fixture
def python():
    """Run a piece of Python."""

    def call(code, **others):
        command = [sys.executable, "-c", code]
        return subprocess.run(
            command, capture_output=True, text=True, env=environment(**others), timeout=60, check=False
        )

    return call


@pytest.fixture
def pipe_to_nobody():
    """Run the command with a standard output that nobody reads any more; gives what it wrote on standard error."""

    def call(*words):
        reader, writer = os.pipe()
        os.close(reader)
        command = [*COMMAND, *map(str, words)]
        with open(writer, "wb") as out:  # noqa: PTH123 - a descriptor
            done = subprocess.run(
                command, stdout=out, stderr=subprocess.PIPE, env=environment(), timeout=60, check=False
            )
        return done.stderr

    return call


@pytest.fixture
def terminal():
    """Run the command on a terminal of some width, `first` before it; gives its exit status and everything it wrote."""

    def call(*words, width=80, first=None, typed=b"", **others):
        import fcntl
        import pty
        import struct
        import termios

        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))
        start = (
            COMMAND if first is None else [sys.executable, "-c", f"{first}; from errnorm.cli.start import main; main()"]
        )
        command = [*start, *map(str, words)]
        process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=environment(**others))
        os.close(slave)
        os.write(master, typed)
        written = _all_of(master)
        return process.wait(60), written.decode()

    return call


def _all_of(master):
    written = b""
    try:
        while piece := os.read(master, 65536):
            written += piece
    except OSError:
        pass
    finally:
        os.close(master)
    return written


@pytest.fixture
def write(tmp_path):
    """Write a file of this name and text, or of JSON documents, one a line; give its path."""

    def call(name, *documents, text=None):
        path = tmp_path / name
        path.write_text(text if text is not None else "".join(json.dumps(one) + "\n" for one in documents))
        return path

    return call


@pytest.fixture
def acme(write):
    """Give a catalog of a vendor that nobody ships."""
    return write("acme.yaml", text=ACME)


@pytest.fixture
def payloads():
    """Give a few payloads by name."""
    return {
        "chirp": CHIRP_WINDOW,
        "delivered": EXOTEL_DELIVERED,
        "two": EXOTEL_TWO_FAILED,
        "gupshup": {"payload": GUPSHUP_LINE, "vendor": "gupshup"},
        "lost": {"payload": {"oops": 1}, "http_status": 503},
    }
