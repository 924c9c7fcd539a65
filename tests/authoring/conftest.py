"""A folder of catalogs that a test may write in, and the command run in this process."""

import pytest
from click.testing import CliRunner

from errnorm.cli.app import app

ACME = """\
# A head that stays.
vendor: acme
aliases: [acme_sms]
title: Acme Messaging   # and its remark
sources:
  errors: {url: https://docs.acme.example/errors, retrieved: 2026-11-20}

shapes:
  - name: refusal
    phase: request
    when: {fault.code: present, fault.acme: "1"}
    fields: {code: fault.code, detail: fault.words}
    evidence: documented
    source: errors
    example: {fault: {code: 17, acme: "1", words: Slow down.}}

rules:
  # Numbers below a hundred
  - code: 9
    title: Nine
    meaning: The ninth fault.
    canonical: rate_limited
    evidence: documented
    source: errors
  - code: [17, 18]
    title: Seventeen
    meaning: The seventeenth fault.
    canonical: rate_limited
    evidence: documented
    source: errors   # a remark
    # a comment inside

  # Numbers from four thousand on
  - code: 4000
    title: Four thousand
    meaning: The first of these.
    canonical: rate_limited
    evidence: documented
    source: errors
  - code: 4100
    title: Four thousand one hundred
    meaning: The second of these.
    canonical: rate_limited
    evidence: documented
    source: errors

  # Words
  - code: BLOCKED
    title: Blocked
    meaning: It is blocked.
    canonical: recipient_opted_out
    evidence: documented
    source: errors
  - status: failed
    title: Failed
    meaning: No code is told.
    canonical: delivery_failed
    evidence: documented
    source: errors
    example: {fault: {acme: "1"}}
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Give a folder of private catalogs with one vendor, beside which the command runs."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/acme.yaml").write_text(ACME)
    return tmp_path / "mine"


@pytest.fixture
def run():
    """Run the command: `run("new", "acme", "7")`."""

    def call(*words, typed=None):
        return CliRunner().invoke(app, [str(word) for word in words], input=typed, prog_name="errnorm")

    return call
