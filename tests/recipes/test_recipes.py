"""The recipes of CONTRIBUTING.md, followed to the letter in a copy of the checkout."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path

import pytest

from errnorm.authoring.page import items_of, page_of

ROOT = Path(__file__).parents[2]
PARTS = [
    "catalogs",
    "src",
    "docs",
    "tests/conftest.py",
    "tests/test_shipped_catalogs.py",
    "tests/specification",
    "tests/vectors",
]
FILES = ["pyproject.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md"]
BLOCK = re.compile(r"^(?P<indent> *)```(?P<language>\w+)\n(?P<text>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"`([\w./]+\.(?:yaml|md|ndjson))`")
RUNNERS = 'errnorm() { "$PYTHON" -m errnorm.cli "$@"; }\npython() { "$PYTHON" "$@"; }\n'


@dataclass(frozen=True)
class Step:
    """A block of a recipe: the commands or YAML it shows, and the file that the line before it names."""

    language: str
    text: str
    file: str | None


def recipe(title):
    """Give the steps of a recipe, in order."""
    section = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition(f"\n## {title}\n")[2]
    section = section.partition("\n## ")[0]
    return [
        Step(found["language"], textwrap.dedent(found["text"]), file_named_before(section[: found.start()]))
        for found in BLOCK.finditer(section)
    ]


def file_named_before(text):
    named = NAMED.findall(text.rstrip().rpartition("\n")[2])
    return named[-1] if named else None


@pytest.fixture
def checkout(tmp_path):
    """Give a copy of the checkout, as far as the recipes need it."""
    skipped = shutil.ignore_patterns("__pycache__", "_data")
    for name in PARTS:
        source, copy = ROOT / name, tmp_path / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, copy, ignore=skipped) if source.is_dir() else shutil.copy(source, copy)
    for name in FILES:
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def run(command, checkout):
    """Run one line of a recipe as it is printed; give its exit status and all it printed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "FORCE_COLOR"))}
    done = subprocess.run(
        ["sh", "-c", RUNNERS + command],
        cwd=checkout,
        env={**kept, "PYTHON": sys.executable, "PYTHONPATH": str(checkout / "src"), "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def apply(step, checkout):
    """Put what a YAML block shows into its file: a rule in the place of that rule, else the whole file."""
    path = checkout / step.file
    if not step.text.startswith("- code:"):
        path.write_text(step.text, encoding="utf-8")
        return
    page = page_of(path)
    code = step.text.split()[2]
    rule = next(item for item in items_of(page, "rules") if item.says.get("code") == code)
    lines = textwrap.indent(step.text, " " * rule.dash)
    path.write_text("".join([*page.lines[: rule.first], lines, *page.lines[rule.end :]]), encoding="utf-8")


def follow(steps, checkout):
    """Follow the steps; give what the last command printed. Each command has to succeed."""
    printed = ""
    for step in steps:
        if step.language == "yaml":
            apply(step, checkout)
            continue
        for command in step.text.splitlines():
            status, printed = run(command, checkout)
            assert status == 0, f"{command}\n{printed}"
    return printed


def test_add_a_code_ends_with_the_code_answering(checkout):
    """Whoever follows "Add a code" has a rule that every check and test accepts, and every old line is there."""
    path = checkout / "catalogs/startmessaging.yaml"
    before = path.read_text(encoding="utf-8").splitlines()
    printed = follow(recipe("Add a code"), checkout)

    after = iter(path.read_text(encoding="utf-8").splitlines())
    assert "payment_issue" in printed
    assert "startmessaging/any/CARD_EXPIRED" in printed
    assert all(line in after for line in before)


def test_add_a_vendor_ends_with_the_vendor_answering(checkout):
    """Whoever follows "Add a vendor" has two forms and five rules that every check and test accepts, without Python."""
    steps = recipe("Add a vendor")
    printed = follow(steps, checkout)

    page = page_of(checkout / "catalogs/acme.yaml")
    _, told = run("errnorm normalize --json - <<'E'\n" + payload_of(page, "receipt") + "\nE", checkout)
    assert "acme/any/30005" in printed
    assert "recipient_unknown" in printed
    assert (len(page.catalog.shapes), len(page.catalog.rules)) == (2, 5)
    assert '"rule": "acme/any/30003"' in told
    assert {step.language for step in steps} == {"sh", "yaml"}


def payload_of(page, name):
    import json

    return json.dumps(next(shape.example for shape in page.catalog.shapes if shape.name == name))


@pytest.mark.parametrize(
    ("title", "file"), [("Add a code", "catalogs/startmessaging.yaml"), ("Add a vendor", "catalogs/acme.yaml")]
)
def test_a_stub_that_is_not_filled_in_is_refused(checkout, title, file):
    """After the first step the check names each blank, and every other vendor answers."""
    follow(recipe(title)[:1], checkout)
    status, printed = run(f"errnorm check {file}", checkout)
    others, answer = run("errnorm lookup meta 131049", checkout)

    assert status == 1
    assert "fill in what the code means in your own words" in printed
    assert others == 0
    assert "marketing_capped" in answer


def test_every_command_of_the_recipes_exists(checkout):
    """No recipe prints a command that the program does not have."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\berrnorm (\w+) ", text)) - {"errnorm"}
    _, printed = run("errnorm --help", checkout)

    assert {"new", "check", "triage", "lookup"} <= named
    assert {name for name in named if f"\n  {name} " not in printed} == set()
