"""The payloads in docs/examples/failures.ndjson are what a reader of the README tries first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from errnorm import normalize, vendors

FILE = Path(__file__).parents[2] / "docs" / "examples" / "failures.ndjson"
LINES = FILE.read_text(encoding="utf-8").splitlines()
ENVELOPE = {"payload", "vendor", "http_status", "headers"}


def ask(line):
    """Answer one line, a payload or an envelope around one."""
    value = json.loads(line)
    if isinstance(value, dict) and "payload" in value and len(value) > 1 and value.keys() <= ENVELOPE:
        return normalize(value.pop("payload"), **value)
    return normalize(value)


@pytest.mark.parametrize("line", LINES, ids=[str(number) for number in range(1, len(LINES) + 1)])
def test_every_example_is_recognised(line):
    """No example is answered by "unknown"."""
    assert ask(line).code != "unknown"


def test_the_examples_cover_every_vendor():
    """Each vendor with a catalog has an example that is answered in its name."""
    answered = {ask(line).vendor for line in LINES}

    assert set(vendors()) <= answered


@pytest.mark.parametrize("how", ["exact", "text", "upstream", "http_status", "transport", "success"])
def test_the_examples_show_every_common_way_of_matching(how):
    """A reader sees what each kind of match looks like."""
    assert how in {ask(line).match.how for line in LINES}
