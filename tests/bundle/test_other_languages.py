"""The programs in docs/examples/lookup find what look-up finds, each where its toolchain is at hand."""

import shutil
import subprocess
from pathlib import Path

import pytest

import errnorm

EXAMPLES = Path(__file__).parents[2] / "docs/examples/lookup"
PROGRAMS = {
    "java": (["java", EXAMPLES / "Lookup.java"], "errnorm.csv"),
    "go": (["go", "run", EXAMPLES / "lookup.go"], "lookup.json"),
    "php": (["php", EXAMPLES / "lookup.php"], "lookup.json"),
    "ruby": (["ruby", EXAMPLES / "lookup.rb"], "lookup.json"),
}


@pytest.mark.parametrize("tool", PROGRAMS)
@pytest.mark.parametrize(("vendor", "code"), [("meta", "131049"), ("twilio", "30007"), ("acme", "1")])
def test_the_program_finds_what_look_up_finds(tool, vendor, code, folder):
    if shutil.which(tool) is None:
        pytest.skip(f"no toolchain for {tool}")
    command, table = PROGRAMS[tool]
    done = subprocess.run([*command, folder / table, vendor, code], check=True, capture_output=True, text=True)
    verdict = errnorm.lookup(vendor, code) if vendor in errnorm.vendors() else None
    expected = [str(verdict.code), str(verdict.advice)] if verdict else ["unknown"]

    assert done.stdout.split()[: len(expected)] == expected
    if verdict and verdict.delay:
        assert float(done.stdout.split()[-1]) == verdict.delay
