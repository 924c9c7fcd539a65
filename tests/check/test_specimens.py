"""Each check has a broken specimen that trips it and nothing else; the shipped catalogs trip none."""

import re
from functools import cache
from pathlib import Path

import pytest

from errnorm.check.checks import CHECKS
from errnorm.check.run import check_files, files_in

ROOT = Path(__file__).parents[2]
SPECIMENS = ROOT / "tests" / "specimens"


@cache
def findings_in_specimen(name):
    return check_files([SPECIMENS / f"{name}.yaml"]).findings


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_specimen_trips_its_check_alone(check):
    """The specimen named after a check trips this check and no other."""
    assert {finding.id for finding in findings_in_specimen(check.id)} == {check.id}


def test_every_specimen_belongs_to_a_check():
    """No specimen is left of a check that is gone."""
    assert {path.stem for path in SPECIMENS.iterdir()} == {check.id for check in CHECKS}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_finding_says_where_and_how(check):
    """A finding reads `file:line:column: ID what; how to mend it`, and points behind the two head lines."""
    finding = findings_in_specimen(check.id)[0]
    lines = (SPECIMENS / f"{check.id}.yaml").read_text(encoding="utf-8").split("\n")

    assert re.fullmatch(rf"\S+\.yaml:\d+:\d+: {check.id} .+; .+", str(finding))
    assert finding.line == 1 if check.id == "FMT001" else 2 < finding.line <= len(lines)
    assert finding.column <= len(lines[finding.line - 1]) + 1


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_claim_is_one_sentence(check):
    """What a check claims is one line that ends with a full stop."""
    assert re.fullmatch(r"[A-Z][^\n]+\.", check.claim)


def test_ids_are_sorted_and_unique():
    """The list of checks is in the order of their ids, and no id comes twice."""
    ids = [check.id for check in CHECKS]

    assert ids == sorted(set(ids))
    assert all(re.fullmatch(r"[A-Z]{3}\d{3}", name) for name in ids)


def test_shipped_catalogs_trip_nothing():
    """Nothing is found in the shipped catalogs, not even a warning; `tests/benchmarks` tells what that costs."""
    report = check_files(files_in(ROOT / "catalogs"))

    assert [str(finding) for finding in report.findings] == []
