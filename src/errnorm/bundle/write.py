"""All files of an export, the same bytes for the same catalogs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from errnorm.bundle import queries
from errnorm.bundle.conformance import conformance
from errnorm.bundle.form import bundle_schema
from errnorm.bundle.tables import COLUMNS, lookup_table, table_csv
from errnorm.bundle.vectors_form import vectors_schema
from errnorm.catalog.compile import canonical, digest
from errnorm.store import shipped_clauses, shipped_examples

if TYPE_CHECKING:
    from errnorm.normalizer import Normalizer

BUNDLE = "errnorm.json"
SUMS = "SHA256SUMS"


def bundle_of(normalizer: Normalizer) -> dict[str, Any]:
    """Give a whole catalog set as JSON-ready data; own catalogs laid over it make another `catalog_version`."""
    tables = normalizer.tables
    index = {name: value for name, value in tables.index.items() if name != "catalog_version"}
    rules = {name: list(tables.load(name)) for name in sorted(index["vendors"])}
    return {**index, "catalog_version": digest(index, rules), "rules": rules}


def export_files(normalizer: Normalizer) -> dict[str, bytes]:
    """Give the content of every file by its name; `SHA256SUMS` lists the others as `sha256sum` writes them."""
    texts = {
        BUNDLE: compact(bundle_of(normalizer)),
        "errnorm.schema.json": pretty(bundle_schema()),
        "vectors.json": compact(conformance(normalizer, shipped_examples(), shipped_clauses())),
        "vectors.schema.json": pretty(vectors_schema()),
        "lookup.json": compact(lookup_table(normalizer)),
        "errnorm.csv": table_csv(normalizer),
        "errnorm_duckdb.sql": queries.DUCKDB,
        "errnorm_bigquery.sql": queries.BIGQUERY.replace("{columns}", ",".join(f"{name}:STRING" for name in COLUMNS)),
    }
    files = {name: text.encode() for name, text in texts.items()}
    return {**files, SUMS: sums_of(files).encode()}


def sums_of(files: Mapping[str, bytes]) -> str:
    """Give the SHA-256 of each file, a line each, as `sha256sum -c` reads them."""
    return "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))


def write_files(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files into a folder, each whole or not at all. Raises `OSError`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        partial = folder / f".{name}.partial"
        partial.write_bytes(content)
        partial.replace(folder / name)


def compact(data: Any) -> str:
    """Give data as canonical JSON with one line feed at the end."""
    return canonical(data) + "\n"


def pretty(data: Any) -> str:
    """Give data as JSON that people read."""
    return json.dumps(data, sort_keys=True, indent=1, ensure_ascii=False) + "\n"
