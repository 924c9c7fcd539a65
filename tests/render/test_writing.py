"""What `python -m errnorm.render` writes, takes away and names."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import errnorm
from errnorm.render import cli_page
from errnorm.render.__main__ import bring_up_to_date, main

ROOT = Path(__file__).parents[2]


@pytest.fixture
def checkout(tmp_path):
    """Give a folder with one fresh file, one stale, and one left over in each folder of pages."""
    texts = {
        "docs/reference/index.md": "index",
        "docs/reference/vendors/acme.md": "old",
        "docs/reference/vendors/gone.md": "gone",
        "docs/reference/codes/gone.md": "gone",
        "docs/reference/by-hand.md": "hand",
        "tests/vectors/gone.json": "gone",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def generated(checkout):
    names = ("docs/reference/index.md", "docs/reference/vendors/acme.md", "docs/reference/codes/new.md")
    return {checkout / name: text for name, text in zip(names, ("index", "new", "new"), strict=True)}


def contents(folder):
    return {
        str(path.relative_to(folder)): path.read_text(encoding="utf-8")
        for path in folder.rglob("*.*")
        if path.is_file()
    }


def test_stale_files_are_written_and_left_over_ones_removed(checkout, generated, capsys):
    """After a run the files are those that are generated; what is written by hand beside them stays."""
    status = bring_up_to_date(checkout, generated, check=False)

    assert status == 0
    assert contents(checkout) == {
        "docs/reference/by-hand.md": "hand",
        "docs/reference/codes/new.md": "new",
        "docs/reference/index.md": "index",
        "docs/reference/vendors/acme.md": "new",
    }
    assert capsys.readouterr().out.splitlines() == [
        "docs/reference/vendors/acme.md written",
        "docs/reference/codes/new.md written",
        "docs/reference/codes/gone.md removed",
        "docs/reference/vendors/gone.md removed",
        "tests/vectors/gone.json removed",
    ]


def test_check_names_and_changes_nothing(checkout, generated, capsys):
    """With --check what is stale, missing or left over is named, and the status is 1."""
    before = contents(checkout)

    assert bring_up_to_date(checkout, generated, check=True) == 1
    assert contents(checkout) == before
    assert capsys.readouterr().out.splitlines() == [
        "docs/reference/vendors/acme.md is stale; run `python -m errnorm.render`",
        "docs/reference/codes/new.md is stale; run `python -m errnorm.render`",
        "docs/reference/codes/gone.md is left over; run `python -m errnorm.render`",
        "docs/reference/vendors/gone.md is left over; run `python -m errnorm.render`",
        "tests/vectors/gone.json is left over; run `python -m errnorm.render`",
    ]


def test_a_fresh_checkout_passes_the_check(checkout, generated, capsys):
    """After a run nothing is stale and nothing is said."""
    bring_up_to_date(checkout, generated, check=False)
    capsys.readouterr()

    assert bring_up_to_date(checkout, generated, check=True) == 0
    assert capsys.readouterr().out == ""


def test_this_checkout_is_fresh_and_checked_quickly():
    """`--check` finds nothing to do here, within 15 seconds."""
    settings = {"PYTHONPATH": str(Path(errnorm.__file__).parents[1])}
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "errnorm.render", "--check"],
        env={**os.environ, **settings},
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert time.monotonic() - begun < 15


def test_the_output_is_always_the_same():
    """Neither the folder, the terminal, the language nor the order of hashing shows in a generated file."""
    program = "from pathlib import Path; from errnorm.render.files import generated_files; import hashlib\n"
    program += f"made = generated_files(Path({str(ROOT)!r}))\n"
    program += "print(hashlib.sha256(repr(list(made.items())).encode()).hexdigest())"
    here = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR")}
    here["PYTHONPATH"] = str(Path(errnorm.__file__).parents[1])
    strange = {"COLUMNS": "200", "FORCE_COLOR": "1", "LANG": "de_DE.UTF-8", "PYTHONHASHSEED": "7"}
    made = {
        subprocess.run(
            [sys.executable, "-c", program], env=settings, cwd=folder, check=True, capture_output=True, text=True
        ).stdout
        for settings, folder in (({**here, "PYTHONHASHSEED": "1"}, ROOT), ({**here, **strange}, "/"))
    }

    assert len(made) == 1


def test_another_option_is_a_wrong_call(capsys):
    """An option that is mistyped writes nothing and ends with 2."""
    assert main(["--chekc"]) == 2
    assert capsys.readouterr().out == "errnorm.render knows only --check and --clients, and not --chekc\n"


def test_commands_that_do_not_start_are_told_in_a_line(monkeypatch, capsys):
    """Without click the page of commands cannot be made; the message says what brings it."""
    monkeypatch.setattr(
        cli_page.subprocess,
        "run",
        lambda *_, **__: subprocess.CompletedProcess(
            [], 1, "", "Traceback\nModuleNotFoundError: No module named 'click'\n"
        ),
    )

    assert main(["--check"]) == 2
    assert capsys.readouterr().out == (
        "the help of the commands cannot be read (ModuleNotFoundError: No module named 'click'); "
        "pip install -e '.[dev]' brings them\n"
    )
