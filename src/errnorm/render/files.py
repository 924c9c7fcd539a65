"""The generated files of a checkout, by their path."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from errnorm.bundle.conformance import clause_vectors
from errnorm.bundle.vectors import vectors_of
from errnorm.bundle.write import pretty
from errnorm.catalog.clauses import compile_clauses
from errnorm.catalog.examples import examples_of
from errnorm.catalog.load import load_catalogs, vendor_files
from errnorm.check.checks import CHECKS
from errnorm.model.json_schema import answer_schema, line_schema, stream_schema, verdict_schema
from errnorm.normalizer import Normalizer
from errnorm.render.catalog_schema import catalog_schema
from errnorm.render.checks_page import checks_page
from errnorm.render.cli_page import cli_page
from errnorm.render.code_page import code_page
from errnorm.render.index_page import index_page
from errnorm.render.ledger import ledger
from errnorm.render.reference import Reference, read_reference
from errnorm.render.vendor_page import vendor_page
from errnorm.render.vocabulary import vocabulary_modules
from errnorm.render.vocabulary_page import vocabulary_page

_REFERENCE = "docs/reference"
_CLAUSES = "tests/specification"
_OWNED = (f"{_REFERENCE}/vendors/*.md", f"{_REFERENCE}/codes/*.md", "tests/vectors/*.json")


def generated_files(root: Path) -> dict[Path, str]:
    """Give the text of every generated file of the checkout at `root`.

    Raises `CatalogError` for a faulty catalog and `RenderError` where the commands cannot be asked for their help.
    """
    folder = root / "catalogs"
    normalizer = Normalizer()
    catalogs = load_catalogs(vendor_files(folder))
    reference = read_reference(folder, catalogs, normalizer)
    modules = vocabulary_modules(reference.canonical)
    vectors = {name: vectors_of(name, found, normalizer) for name, found in examples_of(catalogs).items()}
    return {
        **{root / f"src/errnorm/model/{name}.py": text for name, text in modules.items()},
        **{root / _REFERENCE / name: text for name, text in reference_files(reference).items()},
        **{root / f"tests/vectors/{vendor}.json": pretty(data) for vendor, data in vectors.items()},
        root / _CLAUSES / "vectors.json": pretty(clause_vectors(normalizer, compile_clauses(root / _CLAUSES))),
    }


def reference_files(reference: Reference) -> dict[str, str]:
    """Give every file of `docs/reference`, by its path there. Raises `RenderError`."""
    vendors = {f"vendors/{catalog.vendor}.md": vendor_page(reference, catalog) for catalog in reference.catalogs}
    codes = {f"codes/{name}.md": code_page(reference, name) for name in reference.canonical["codes"]}
    files = {
        "answer.schema.json": pretty(answer_schema()),
        "catalog.schema.json": pretty(catalog_schema(reference.canonical)),
        "checks.md": checks_page(CHECKS),
        "cli.md": cli_page(),
        "lookup.schema.json": pretty(verdict_schema()),
        "mappings.txt": ledger(reference),
        "normalize.schema.json": pretty(line_schema()),
        "stream.schema.json": pretty(stream_schema()),
        "vocabulary.md": vocabulary_page(reference.canonical),
    }
    return {**files, **vendors, **codes, "index.md": index_page(reference, list(files))}


def obsolete_files(root: Path, generated: Mapping[Path, str]) -> list[Path]:
    """Give the pages and vectors of vendors and codes that are no longer there."""
    return sorted(path for pattern in _OWNED for path in root.glob(pattern) if path not in generated)
