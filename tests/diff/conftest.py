"""Catalogs to change, a git checkout to change them in, and the command."""

from __future__ import annotations

import os
import subprocess

import pytest
from click.testing import CliRunner

from errnorm.cli.app import app

HEAD = """\
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
    source: errors
    example: {acme_code: 17, words: Slow down.}
rules:
"""


def rule(code, canonical="recipient_unreachable", **others):
    """Give the lines of one rule; `others` are keys of their own."""
    said = {"title": "A title", "meaning": "A meaning.", "evidence": "documented", "source": "errors", **others}
    keys = {"code": code, "canonical": canonical, **said}
    lines = [f"{name}: {value}" for name, value in keys.items() if value is not None]
    return "  - " + "\n    ".join(lines) + "\n"


def acme(*rules, head=HEAD):
    """Give the text of a catalog with these rules."""
    return head + "".join(rules)


@pytest.fixture
def folder(tmp_path):
    """Write a folder of catalogs: `folder("old", acme=TEXT)`; give its path."""

    def call(place, **texts):
        made = tmp_path / place
        made.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (made / f"{name}.yaml").write_text(text)
        return made

    return call


@pytest.fixture
def run():
    """Run the command in this process."""

    def call(*words):
        return CliRunner().invoke(app, [str(word) for word in words], prog_name="errnorm")

    return call


class Checkout:
    """A git checkout in a temporary folder."""

    def __init__(self, path):
        self.path = path
        path.mkdir()
        self.git("init", "--quiet")

    def git(self, *words):
        told = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "HOME": str(self.path)}
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(
            ["git", *who, *words], cwd=self.path, check=True, capture_output=True, env={**os.environ, **told}
        )

    def write(self, name, text):
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return file

    def commit(self, *, tag=None):
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "a change")
        if tag:
            self.git("tag", tag)


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """Give an empty git checkout, and stand in it."""
    made = Checkout(tmp_path / "checkout")
    monkeypatch.chdir(made.path)
    return made


@pytest.fixture
def texts():
    """Give the makers of catalog text."""
    return rule, acme
