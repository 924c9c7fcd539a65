"""What `errnorm export` writes: the same bytes each time, small tables that say what look-up says, queries that run."""

import csv
import gzip
import io
import json
import subprocess
import sys
from pathlib import Path

import duckdb
import jsonschema
import pytest
import sqlglot

import errnorm
from errnorm.bundle.conformance import with_specimen
from errnorm.bundle.vectors import record_of
from errnorm.bundle.write import export_files

ROOT = Path(__file__).parents[2]
ASKED = ("vendor", "http_status", "headers", "phase", "surface", "now")
FAILURES = [
    ("meta", "131049", None),
    ("meta", "131049", None),
    ("exotel", "1000", "v2"),
    ("acme", "1", None),
]


def export(folder, *more):
    command = [sys.executable, "-m", "errnorm.cli", "export", "--out", str(folder), *more]
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT / "src")


def test_the_same_catalogs_give_the_same_bytes(tmp_path, files):
    """Two programs with different hash seeds write what this process wrote."""
    first, second = export(tmp_path / "a"), export(tmp_path / "b")

    assert first.returncode == second.returncode == 0
    for name, content in files.items():
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes() == content


def test_the_printed_sums_are_those_of_the_files(tmp_path):
    done = export(tmp_path / "a")

    subprocess.run(["sha256sum", "--check", "--strict"], input=done.stdout, text=True, check=True, capture_output=True)
    subprocess.run(["sha256sum", "--check", "SHA256SUMS"], cwd=tmp_path / "a", check=True, capture_output=True)


def test_a_folder_that_cannot_be_written_ends_with_2(tmp_path):
    (tmp_path / "file").write_text("")
    done = export(tmp_path / "file/inside")

    assert (done.returncode, done.stdout) == (2, "")
    assert "cannot be written" in done.stderr


def test_the_look_up_table_is_small_and_says_what_look_up_says(files):
    table = json.loads(files["lookup.json"])
    facets = ("acceptance", "action", "alert", "applies_to", "category", "code", "fault", "health", "pause", "scope")

    assert len(gzip.compress(files["lookup.json"])) < 300_000
    for key, place in table["codes"].items():
        vendor, _, rest = key.partition(":")
        code, _, surface = rest.rpartition("@") if "@" in rest else (rest, "", "")
        verdict = errnorm.lookup(vendor, code, surface=surface or None).to_dict()
        said = table["verdicts"][place]
        assert {name: said.get(name) for name in facets} == {name: verdict[name] for name in facets}
        assert (said["retry"], said.get("delay")) == (verdict["retry"]["advice"], verdict["retry"]["delay"])
        assert said["suppress"] == verdict["suppress"]["advice"]
        assert said["other_vendor"] == verdict["failover"]["other_vendor"]
        assert verdict["code"] in table["titles"]


def test_every_code_of_every_rule_is_in_the_tables(files):
    codes = json.loads(files["lookup.json"])["codes"]
    rows = {(row["vendor"], row["vendor_code"]) for row in csv.DictReader(io.StringIO(files["errnorm.csv"].decode()))}
    for name, vendor in errnorm._shipped.tables.vendors.items():
        for code in vendor.rules.by_code:
            assert f"{name}:{code}" in codes
            assert (name, code) in rows


def test_the_vectors_have_the_form_their_schema_says(files):
    schema = json.loads(files["vectors.schema.json"])
    vectors = json.loads(files["vectors.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(vectors)

    assert vectors["catalog_version"] == json.loads(files["errnorm.json"])["catalog_version"]


def test_the_vectors_hold_for_the_bundle_beside_them(folder, files):
    """A reader of the exported files alone gives the recorded answers."""
    told = json.loads(files["vectors.json"])
    bundle = errnorm.load_bundle(folder / "errnorm.json")
    specimen = with_specimen(bundle, told["specimen"])
    for vector in told["vectors"]:
        asking = specimen if vector.get("specimen") else bundle
        asked = {"now": told["now"], **{name: vector[name] for name in ASKED if name in vector}}
        if "payload" in vector and not vector.get("whole"):
            assert [record_of(answer) for answer in asking.normalize_all(vector["payload"], **asked)] == vector[
                "answers"
            ]


def test_own_overrides_reach_the_vectors():
    """Vectors of a set with overrides are those of its own bundle."""
    slower = {"overrides": [{"canonical": "rate_limited", "delay": "12 min", "why": "Our own limit is lower."}]}
    vectors = json.loads(export_files(errnorm._shipped.with_catalogs(slower))["vectors.json"])["vectors"]
    waits = [answer for vector in vectors for answer in vector.get("answers", ()) if answer["code"] == "rate_limited"]

    assert 720 in {answer["retry"].get("delay") for answer in waits}


@pytest.fixture
def database(folder, monkeypatch):
    monkeypatch.chdir(folder)
    with duckdb.connect() as database:
        database.execute("CREATE TABLE failures (vendor VARCHAR, vendor_code VARCHAR, surface VARCHAR)")
        database.executemany("INSERT INTO failures VALUES (?, ?, ?)", FAILURES)
        yield database


def expected():
    capped, bound = errnorm.lookup("meta", "131049"), errnorm.lookup("exotel", "1000", surface="v2")
    return {
        ("meta", "131049", str(capped.code), str(capped.advice), str(capped.action), str(capped.fault), 2),
        ("exotel", "1000", str(bound.code), str(bound.advice), str(bound.action), str(bound.fault), 1),
        ("acme", "1", "unknown", "unknown", "investigate", "unknown", 1),
    }


def test_the_query_for_duckdb_runs(database, folder):
    found = database.execute((folder / "errnorm_duckdb.sql").read_text()).fetchall()

    assert set(found) == expected()
    assert found[0][-1] == 2


def test_the_query_for_bigquery_says_the_same(database, folder):
    """No BigQuery is at hand: its dialect is parsed, and what it says is run by DuckDB."""
    database.execute("CREATE SCHEMA your_dataset")
    database.execute("CREATE TABLE your_dataset.failures AS SELECT * FROM failures")
    database.execute(
        "CREATE TABLE your_dataset.errnorm AS SELECT * FROM read_csv('errnorm.csv', header=true, all_varchar=true)"
    )
    [query] = sqlglot.transpile((folder / "errnorm_bigquery.sql").read_text(), read="bigquery", write="duckdb")

    assert set(database.execute(query).fetchall()) == expected()
