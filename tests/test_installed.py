"""What is installed is what is tested: the built wheel, and the wheel built from the sdist, in empty environments."""

import json
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

import errnorm
from errnorm.bundle.write import export_files

ROOT = Path(__file__).parents[1]
ASK = """
import json, sys
import errnorm
answer = errnorm.normalize({"error": {"type": "OAuthException", "code": 131049, "message": "(#131049) x"}})
rules = {name: len(vendor.rules.by_id) for name, vendor in errnorm._shipped.tables.vendors.items()}
print(json.dumps({"file": errnorm.__file__, "vendors": errnorm.vendors(), "rules": rules, "code": answer.code,
                  "version": answer.match.catalog_version,
                  "heavy": [name for name in ("yaml", "pydantic") if name in sys.modules]}))
"""


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, **options).stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build the sdist, and from it the wheel; then the wheel straight from the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--sdist", "--outdir", folder, ROOT)
    sdist = next(folder.glob("*.tar.gz"))
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation")
    run(*pip, "--wheel-dir", folder / "from_sdist", sdist)
    run(*pip, "--wheel-dir", folder / "from_tree", ROOT)
    return {name: next((folder / name).glob("*.whl")) for name in ("from_sdist", "from_tree")}


@pytest.mark.parametrize("origin", ["from_tree", "from_sdist"])
def test_the_wheel_answers_in_an_empty_environment(built, tmp_path, origin):
    """With nothing else installed and far from the checkout, every catalog is there."""
    venv.create(tmp_path / "env", with_pip=False)
    python = tmp_path / "env/bin/python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", built[origin])
    found = json.loads(run(python, "-I", "-c", ASK, cwd=tmp_path))

    assert str(tmp_path) in found["file"]
    assert found["vendors"] == list(errnorm.vendors())
    assert found["rules"] == {name: len(vendor.rules.by_id) for name, vendor in errnorm._shipped.tables.vendors.items()}
    assert (found["code"], found["heavy"]) == ("marketing_capped", [])
    assert found["version"] == errnorm._shipped.tables.vocabulary.version


EXPORT = """
import errnorm
from errnorm.bundle.write import export_files
print(len(export_files(errnorm.Normalizer())["vectors.json"]))
"""


def test_an_installed_package_exports_the_vectors(built, tmp_path):
    """The inputs of the specification's vectors travel in the wheel."""
    with zipfile.ZipFile(built["from_tree"]) as wheel:
        wheel.extractall(tmp_path)
    options = {"cwd": tmp_path, "env": {"PYTHONPATH": str(tmp_path)}}

    assert int(run(sys.executable, "-c", EXPORT, **options)) == len(export_files(errnorm.Normalizer())["vectors.json"])


def test_both_wheels_hold_the_same_files(built):
    """The way through the sdist loses nothing and adds nothing."""
    contents = [
        {info.filename: info.CRC for info in zipfile.ZipFile(wheel).infolist() if "dist-info" not in info.filename}
        for wheel in built.values()
    ]

    assert contents[0] == contents[1]
    assert {"errnorm/py.typed", "errnorm/_data/clauses.json", "errnorm/_data/examples.json"} <= contents[0].keys()
    assert not [name for name in contents[0] if name.endswith(".yaml")]


def test_a_package_without_catalogs_says_so(built, tmp_path):
    """Where neither compiled data nor a checkout is there, the error tells how to mend it."""
    with zipfile.ZipFile(built["from_tree"]) as wheel:
        wheel.extractall(tmp_path, [name for name in wheel.namelist() if "/_data/" not in name])
    done = subprocess.run(
        [sys.executable, "-c", "import errnorm; errnorm.vendors()"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "reinstall it with `pip install --force-reinstall errnorm`" in done.stderr
