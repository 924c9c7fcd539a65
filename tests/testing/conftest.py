"""A private catalog that is right, and pytest run on it as its owner runs it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = str(Path(__file__).parents[2] / "src")
RESULT = re.compile(r"^(?:PASSED|FAILED|ERROR) .*$", re.MULTILINE)

GOOD = """\
vendor: acme
title: Acme Messaging
sources:
  errors: {url: https://docs.acme.example/errors, retrieved: 2026-11-22}
shapes:
  - name: fault
    phase: request
    when: {fault.code: known, fault.trace: string}
    fields: {code: fault.code, subcode: fault.part, detail: fault.words, request_id: fault.trace}
    source: errors
    example: {fault: {code: 21610, part: 3, words: Blocked by STOP., trace: trc_1}}
  - name: receipt
    phase: delivery
    when: {acme_receipt: object}
    each: "acme_receipt.failures[]"
    fields: {code: reason, detail: note, message_id: ^acme_receipt.id}
    success: {^acme_receipt.state: delivered}
    source: errors
    example: {acme_receipt: {id: msg_1, state: failed, failures: [{reason: 17, note: Slow}, {reason: 18, note: Gone}]}}
rules:
  - code: 21610
    title: Blocked by STOP
    meaning: The person answered STOP to this sender.
    canonical: recipient_opted_out
    evidence: documented
    source: errors
  - code: 17
    title: Slow down
    meaning: Too many messages came at once.
    canonical: rate_limited
    evidence: documented
    source: errors
  - code: 18
    title: Gone
    meaning: The number is no longer in service.
    canonical: recipient_unreachable
    evidence: documented
    source: errors
  - code: 18
    text: on holiday
    title: Gone on holiday
    meaning: The phone is off for some days.
    canonical: recipient_absent
    evidence: observed
    source: errors
    example: {fault: {code: 18, words: She is on holiday., trace: trc_2}}
  - range: {from: 40000, to: 40099}
    title: Wrong request
    meaning: A field of the request is wrong.
    canonical: parameter_invalid
    evidence: documented
    source: errors
"""


@pytest.fixture
def acme(tmp_path):
    """Give a writer of the catalog with one passage replaced, which gives the path of the file."""

    def write(old="", new="", name="acme.yaml"):
        assert not old or GOOD.count(old) == 1
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(GOOD.replace(old, new) if old else GOOD, encoding="utf-8")
        return path

    return write


class Run:
    """What one run of pytest printed, and how it ended."""

    def __init__(self, done):
        self.status = done.returncode
        self.output = done.stdout + done.stderr

    def names(self, outcome):
        """Give the names of the checks that ended so, without the files that hold them."""
        found = re.findall(rf"^{outcome} (.*?)(?: - .*)?$", self.output, re.MULTILINE)
        return [name.partition("::")[2] or name for name in found]


def python(*arguments, cwd, **environment):
    """Run this interpreter with the package from the source tree, and no pytest plugin but those that are named."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    settings |= {"PYTHONPATH": SOURCE, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", **environment}
    return subprocess.run(
        [sys.executable, *map(str, arguments)], cwd=cwd, env=settings, capture_output=True, text=True, check=False
    )


@pytest.fixture
def run_pytest(tmp_path):
    """Give a function that runs pytest with the plugin in a folder of its own."""

    def run(*arguments):
        options = ("-m", "pytest", "-p", "errnorm.testing.plugin", "-p", "no:cacheprovider", "-q", "-rA")
        return Run(python(*options, *arguments, cwd=tmp_path))

    return run
