"""`pytest --errnorm-catalog PATH` tests a catalog without a test file of its owner's."""

import tomllib
from pathlib import Path

import pytest

import errnorm

from .conftest import GOOD, python

ROOT = Path(__file__).parents[2]
OWN_CHECKS = 34
OVERRIDES = """\
overrides:
  - rule: acme/any/17
    retry: {delay: 2 h}
    why: Our traffic is slow.
"""
USERS_TEST = "def test_of_the_user():\n    assert True\n"
WITHOUT_HYPOTHESIS = """\
import sys
sys.modules["hypothesis"] = None
import pytest
sys.exit(pytest.main(["-p", "errnorm.testing.plugin", "--errnorm-catalog", sys.argv[1]]))
"""


def test_a_right_catalog_passes(acme, run_pytest):
    """Each of its shapes, rules and examples is a check, as is each shipped vendor, and all pass."""
    done = run_pytest("--errnorm-catalog", acme())

    assert done.status == 0, done.output
    assert len(done.names("PASSED")) == OWN_CHECKS + len(errnorm.vendors())


def test_a_check_is_named_after_what_it_checks(acme, run_pytest):
    """The ids of the checks hold the file and the rule or shape."""
    done = run_pytest("--errnorm-catalog", acme(), "-k", "rule or fault")

    assert "PASSED acme.yaml::rule acme/any/40000-40099\n" in done.output
    assert "PASSED acme.yaml::shape fault: code as text and as number\n" in done.output


def test_one_check_runs_by_its_id(acme, run_pytest):
    """The id of a check, given back to pytest, selects it alone."""
    path = acme()
    done = run_pytest("--errnorm-catalog", path, f"{path.name}::rule acme/any/17")

    assert done.names("PASSED") == ["rule acme/any/17"]


def test_a_catalog_in_a_folder_that_is_not_searched_is_told(acme, run_pytest):
    """Where the paths on the command line do not lead to a catalog, the run stops instead of passing without it."""
    path = acme(name="build/acme.yaml")
    done = run_pytest("--errnorm-catalog", path, ".")

    assert done.status == 4
    assert f"ERROR: {path} is not collected (see norecursedirs); test it in a run without other paths" in done.output


def test_a_folder_is_all_its_catalogs_and_overrides(acme, run_pytest):
    """Overrides in a folder lie over its catalogs and have a check of their own; the vocabulary is left out."""
    folder = acme(name="own/acme.yaml").parent
    (folder / "a_house.yaml").write_text(OVERRIDES, encoding="utf-8")
    (folder / "canonical.yaml").write_text("codes: {}\n", encoding="utf-8")
    done = run_pytest("--errnorm-catalog", folder)

    assert done.status == 0, done.output
    assert "PASSED own/a_house.yaml::overrides take effect\n" in done.output
    assert len(done.names("PASSED")) == OWN_CHECKS + len(errnorm.vendors()) + 1


def test_later_catalogs_lie_over_earlier_ones(acme, run_pytest, tmp_path):
    """A catalog named later replaces a rule of the same id, and an override named before it has no effect any more."""
    early = acme(name="early/acme.yaml").parent
    (early / "house.yaml").write_text(OVERRIDES, encoding="utf-8")
    late = acme("canonical: rate_limited", "canonical: message_too_long", name="late/acme.yaml")
    done = run_pytest("--errnorm-catalog", early, "--errnorm-catalog", late)

    assert done.names("FAILED") == ["overrides take effect"], done.output
    assert "early/house.yaml:2:5: the override of acme/any/17 has no effect" in done.output


def test_a_rule_for_a_shipped_vendor_arrives_in_its_shapes(run_pytest, tmp_path):
    """A catalog that only adds a rule to a shipped vendor is tested with that vendor's forms."""
    path = tmp_path / "telnyx.yaml"
    head, _, rules = GOOD.partition("shapes:")[0], "", GOOD.partition("rules:\n")[2]
    gone = rules[rules.index("  - code: 18\n") : rules.index("  - code: 18\n    text")].replace("18", "49999")
    path.write_text(head.replace("vendor: acme", "vendor: telnyx") + "rules:\n" + gone, encoding="utf-8")
    done = run_pytest("--errnorm-catalog", path)

    assert done.status == 0, done.output
    assert "rule telnyx/any/49999" in done.names("PASSED")


def test_the_option_alone_collects_nothing_else(acme, run_pytest, tmp_path):
    """Without a path beside it the owner's tests stay out."""
    (tmp_path / "test_own.py").write_text(USERS_TEST, encoding="utf-8")
    done = run_pytest("--errnorm-catalog", acme())

    assert "test_of_the_user" not in done.names("PASSED")


@pytest.mark.parametrize("way", ["a path beside it", "addopts"])
def test_the_owners_tests_run_beside(acme, run_pytest, tmp_path, way):
    """With a path beside the option, or with the option in the settings, both are collected, each once."""
    path = acme()
    (tmp_path / "test_own.py").write_text(USERS_TEST, encoding="utf-8")
    settings = f"[pytest]\naddopts = --errnorm-catalog {path.name}\n" if way == "addopts" else "[pytest]\n"
    (tmp_path / "pytest.ini").write_text(settings, encoding="utf-8")
    done = run_pytest(*([] if way == "addopts" else ["--errnorm-catalog", path, "."]))

    assert "test_of_the_user" in done.names("PASSED")
    assert len(done.names("PASSED")) == OWN_CHECKS + len(errnorm.vendors()) + 1


def test_a_catalog_that_cannot_be_read_is_told_once(acme, run_pytest):
    """Faults of the form stop the collection, each with file, line and column, whichever file is collected first."""
    acme(name="own/bolt.yaml")
    folder = acme("canonical: rate_limited", "canonical: rate_limitted", name="own/acme.yaml").parent
    done = run_pytest("--errnorm-catalog", folder)

    fault = 'own/acme.yaml:30:16: rules.1.canonical: no such code "rate_limitted"; nearest: rate_limited'
    assert done.status == 2
    assert done.output.count(fault) == 1, done.output


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_a_path_without_a_catalog_is_a_usage_error(run_pytest, tmp_path, name):
    """A path that is not there, or a folder without a catalog, is refused in one line."""
    (tmp_path / "empty").mkdir()
    done = run_pytest("--errnorm-catalog", name)

    assert done.status == 4
    told = f"ERROR: --errnorm-catalog {name}: no such file, or a folder without a catalog (*.yaml)"
    assert done.output.strip() == told


def test_without_hypothesis_it_says_what_to_install(acme, tmp_path):
    """One line names the extra, and nothing is collected."""
    path = acme()
    done = python("-c", WITHOUT_HYPOTHESIS, path, cwd=tmp_path)

    assert done.returncode == 4
    told = 'ERROR: testing a catalog needs Hypothesis; install it with `pip install "errnorm[testing]"`'
    assert (done.stdout + done.stderr).strip() == told


def test_without_the_option_nothing_is_loaded(run_pytest, tmp_path):
    """The plugin by itself imports neither Hypothesis nor pydantic nor yaml, nor a catalog."""
    heavy = ("hypothesis", "pydantic", "yaml", "errnorm.catalog", "errnorm.testing.suite")
    test = f"import sys\n\ndef test_light():\n    assert not [name for name in {heavy} if name in sys.modules]\n"
    (tmp_path / "test_light.py").write_text(test, encoding="utf-8")
    done = run_pytest()

    assert done.names("PASSED") == ["test_light"], done.output


def test_pytest_finds_the_plugin():
    """The package declares the plugin, so that an installed errnorm needs no `-p`."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert declared["entry-points"]["pytest11"] == {"errnorm": "errnorm.testing.plugin"}
    assert {"hypothesis", "pytest"} == {need.partition(">")[0] for need in declared["optional-dependencies"]["testing"]}
