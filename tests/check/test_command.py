"""`errnorm check` as it is called: what it prints, and with which status it ends."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from errnorm.check.checks import CHECKS
from errnorm.cli.app import app

ROOT = Path(__file__).parents[2]
SPECIMENS = ROOT / "tests" / "specimens"
ERROR, WARNING = SPECIMENS / "MAP005.yaml", SPECIMENS / "SRC002.yaml"


def run(*words):
    return CliRunner().invoke(app, ["check", *map(str, words)], prog_name="errnorm")


def test_sound_catalogs_end_well():
    """In a checkout and without PATH the shipped catalogs are checked; nothing stands on standard output."""
    done = run()

    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.startswith(f"{len(list((ROOT / 'catalogs').glob('*.yaml')))} files checked: nothing to mend")


def test_error_ends_with_1():
    """A finding is one line with place, id and cure, and the exit status is 1."""
    done = run(ERROR)

    assert done.exit_code == 1
    assert done.stdout.count("\n") == 1
    assert (
        "MAP005.yaml:19:15: MAP005 specimen/any/17: suppress is address in category rate_limit; choose" in done.stdout
    )
    assert done.stderr == "1 file checked: 1 error\n"


@pytest.mark.parametrize(("words", "status"), [([], 0), (["--strict"], 1)], ids=str)
def test_warning_counts_where_it_is_asked_to(words, status):
    """Warnings alone end with 0, with `--strict` with 1; they are printed either way."""
    done = run(WARNING, *words)

    assert done.exit_code == status
    assert "SRC002" in done.stdout


def test_all_files_are_told_in_order():
    """Findings are sorted by file and line."""
    lines = run(WARNING, ERROR, SPECIMENS / "PRF001.yaml", "--format", "json").stdout.splitlines()
    places = [(one["file"], one["line"]) for one in map(json.loads, lines)]

    assert len(places) > 2
    assert places == sorted(places)


def test_github_annotation_is_escaped(tmp_path):
    """An annotation names file, line, column and check; what would end a command is escaped."""
    path = tmp_path / "100%, a:b.yaml"
    path.write_text(ERROR.read_text().replace("Slow down", "100% should wait"), encoding="utf-8")
    lines = run(path, "--format", "github").stdout.splitlines()

    assert lines[-1].startswith("::error file=")
    assert "100%25%2C a%3Ab.yaml,line=19,col=15,title=MAP005::specimen/any/17: suppress is" in lines[-1]
    assert all(line.startswith(("::error ", "::warning ")) for line in lines)


def test_warning_is_annotated_as_such():
    """A warning is a warning to GitHub too."""
    assert run(WARNING, "--format", "github").stdout.startswith("::warning file=")


def test_json_holds_every_part():
    """A finding as JSON tells message, cure and claim apart."""
    one = json.loads(run(ERROR, "--format", "json").stdout)

    assert set(one) == {"id", "severity", "file", "line", "column", "message", "cure", "claim", "fixable"}
    assert (one["id"], one["severity"], one["line"], one["column"]) == ("MAP005", "error", 19, 15)


def test_checks_are_listed():
    """`--list` names every check with severity and claim; as JSON one object a line."""
    listed = [json.loads(line) for line in run("--list", "--format", "json").stdout.splitlines()]
    text = run("--list").stdout

    assert [one["id"] for one in listed] == [check.id for check in CHECKS]
    assert all(one["claim"] in text and one["severity"] in {"error", "warning"} for one in listed)
    assert {one["id"] for one in listed if one["fixable"]} == {"FMT001", "FMT002", "FMT003", "TXT005"}


def test_fix_rewrites_and_says_so(tmp_path):
    """`--fix` rewrites the file, names it, and leaves nothing to be found."""
    path = tmp_path / "acme.yaml"
    path.write_text((SPECIMENS / "FMT002.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    before = run(path)
    done = run(path, "--fix")

    assert "1 warning; --fix can mend 1" in before.stderr
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.endswith("nothing to mend; rewritten: " + str(path) + "\n")


@pytest.mark.parametrize("words", [["no/such/path"], ["--format", "xml"], [str(ROOT / ".ci")]], ids=str)
def test_wrong_call_ends_with_2(words):
    """A path that is not there, an unknown format and a folder without catalogs are wrong calls."""
    done = run(*words)

    assert done.exit_code == 2
    assert "Traceback" not in done.output


def test_broken_vocabulary_beside_the_file_ends_with_2(tmp_path):
    """Where the vocabulary beside a catalog cannot be read, nothing can be judged, and the fault is told."""
    (tmp_path / "canonical.yaml").write_text("codes: [\n")
    path = tmp_path / "acme.yaml"
    path.write_text(ERROR.read_text(encoding="utf-8"), encoding="utf-8")
    done = run(path)

    assert done.exit_code == 2
    assert "canonical.yaml:2:1: is not YAML" in done.stderr


def test_broken_vocabulary_under_check_is_a_finding(tmp_path):
    """Where the vocabulary itself is under check, its faults are findings."""
    (tmp_path / "canonical.yaml").write_text("codes: [\n")
    done = run(tmp_path)

    assert done.exit_code == 1
    assert "SCH001" in done.stdout


def test_checkout_one_stands_in_comes_first(tmp_path):
    """Without PATH the catalogs of the working folder are checked, if it has a vocabulary."""
    (tmp_path / "catalogs").mkdir()
    (tmp_path / "catalogs/canonical.yaml").write_text("codes: [\n")
    command = [sys.executable, "-m", "errnorm.cli", "check"]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(ROOT / "src")}
    )

    assert done.returncode == 1
    assert done.stdout.startswith("catalogs/canonical.yaml:2:1: SCH001 is not YAML")
