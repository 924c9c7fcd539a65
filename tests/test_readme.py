"""What the documents print is what happens; `python tests/test_readme.py` writes the output of commands anew."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import errnorm

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
CI = ROOT / ".ci/run"
GUIDES = [README, *sorted((ROOT / "docs/guide").glob("*.md")), *sorted((ROOT / "docs/explanation").glob("*.md"))]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^```console\n\$ (.+)\n((?:.*\n)*?)```$", re.MULTILINE)
FILE = re.compile(r"# (\w+\.yaml)\n")
SET_UP = re.compile(r"^python3 -m venv .*$", re.MULTILINE)
VENDOR_ROW = re.compile(r"^\| `(\w+)` \|.* (\d+) \|$", re.MULTILINE)


def blocks(path, language):
    """Give the fenced blocks of a language, each with the number of its first line."""
    text = path.read_text(encoding="utf-8")
    found = [match for match in FENCE.finditer(text) if match[1] == language]
    return [(text.count("\n", 0, match.start(2)), match[2]) for match in found]


def folder_of(path, folder):
    """Give where the commands of a document run: the repository for README, else a folder with its own files."""
    write_files(path, folder)
    return ROOT if path == README else folder


def output_of(command, folder):
    """Give what a command line prints, with `errnorm` run by this interpreter."""
    settings = {name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "COLUMNS")}
    source = str(Path(errnorm.__file__).parents[1])
    shell = f'errnorm() {{ "$PYTHON" -m errnorm.cli "$@"; }}\n{command}'
    done = subprocess.run(
        ["sh", "-c", shell],
        cwd=folder,
        env={**settings, "PYTHON": sys.executable, "PYTHONPATH": source, "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout


def write_files(path, folder):
    """Write the YAML blocks of a document that begin with a file name into the folder."""
    for _, block in blocks(path, "yaml"):
        if named := FILE.match(block):
            (folder / named[1]).write_text(block, encoding="utf-8")


def run_examples(path):
    """Run the Python blocks of a document one after the other; give what went otherwise than printed."""
    wrong, names = [], {}
    for line, block in blocks(path, "python"):
        if ">>>" not in block:
            exec(compile("\n" * line + block, str(path), "exec", dont_inherit=True), names)
            continue
        test = doctest.DocTestParser().get_doctest(block, names, path.name, str(path), line)
        doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=wrong.append, clear_globs=False)
        names = test.globs
    return "".join(wrong)


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_examples_of_a_document_print_what_it_says(path, tmp_path, monkeypatch):
    """Every Python block runs, and gives the output printed below it."""
    write_files(path, tmp_path)
    monkeypatch.chdir(tmp_path)

    wrong = run_examples(path)
    assert not wrong, wrong


@pytest.mark.parametrize(
    ("path", "command", "printed"),
    [(path, match[1], match[2]) for path in GUIDES for match in COMMAND.finditer(path.read_text(encoding="utf-8"))],
    ids=lambda value: value if isinstance(value, str) and "\n" not in value else "",
)
def test_a_command_prints_what_the_document_says(path, command, printed, tmp_path):
    """The output under a command is its output, in the repository for README, beside its own files for a guide."""
    assert output_of(command, folder_of(path, tmp_path)) == printed


def test_every_console_block_is_one_command():
    """No printed command escapes the test above."""
    fenced = [block for path in GUIDES for _, block in blocks(path, "console")]
    found = [match for path in GUIDES for match in COMMAND.finditer(path.read_text(encoding="utf-8"))]

    assert len(fenced) == len(found)
    assert all(block.count("\n$ ") == 0 for block in fenced)


def test_the_set_up_is_two_commands():
    """Each of the two set-up commands is one line, alone in its block, and nothing else looks like one."""
    commands = SET_UP.findall(README.read_text(encoding="utf-8"))

    assert [block for _, block in blocks(README, "sh")] == [f"{command}\n" for command in commands]
    assert len(commands) == 2
    assert commands[0].endswith(".venv/bin/errnorm normalize docs/examples/failures.ndjson")
    assert commands[1].endswith(".venv/bin/python -m pytest")


@pytest.mark.skipif(not CI.exists(), reason="an sdist holds no .ci/run")
def test_ci_takes_the_set_up_commands_from_the_readme():
    """`.ci/run` holds no copy of the two commands."""
    script = CI.read_text(encoding="utf-8")

    assert "README.md" in script
    assert "pip install" not in script


def test_the_readme_lists_every_vendor():
    """The table names each vendor once, and no more rules than it has."""
    rows = {vendor: int(rules) for vendor, rules in VENDOR_ROW.findall(README.read_text(encoding="utf-8"))}
    held = {name: len(vendor.rules.by_id) for name, vendor in errnorm._shipped.tables.vendors.items()}

    assert sorted(rows) == list(errnorm.vendors())
    assert {name for name, rules in rows.items() if rules > held[name]} == set()


def test_the_readme_counts_the_vocabulary():
    """The numbers of codes, categories and actions are those of the vocabulary."""
    text = README.read_text(encoding="utf-8")

    assert f"one of {len(errnorm.Code)} codes in {len(errnorm.Category)} categories" in text
    assert f"one of {len(errnorm.Action)} actions" in text


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path):
    """Every relative link of a document names a file of the repository."""
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8"))

    assert [target for target in targets if not (path.parent / target).exists()] == []


def rewrite(path, folder):
    """Write the output of the commands of a document anew."""
    text = path.read_text(encoding="utf-8")
    new = COMMAND.sub(
        lambda match: f"```console\n$ {match[1]}\n{output_of(match[1], folder_of(path, folder))}```", text
    )
    path.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    for guide in GUIDES:
        with TemporaryDirectory() as made:
            rewrite(guide, Path(made))
