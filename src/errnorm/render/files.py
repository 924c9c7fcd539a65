"""The generated files of a checkout, by their path."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from errnorm.catalog.load import load_catalogs, vendor_files
from errnorm.catalog.schema import Catalog
from errnorm.catalog.strict_yaml import read_yaml
from errnorm.model.json_schema import answer_schema
from errnorm.normalizer import Normalizer
from errnorm.render.vectors import vectors_of
from errnorm.render.vocabulary import vocabulary_modules


def generated_files(root: Path) -> dict[Path, str]:
    """Give the text of every generated file of the checkout at `root`. Raises `CatalogError` for a faulty catalog."""
    folder = root / "catalogs"
    canonical = read_yaml(folder / "canonical.yaml").value
    modules = vocabulary_modules(canonical)
    schemas = {"catalog": Catalog.model_json_schema(by_alias=True), "answer": answer_schema()}
    normalizer = Normalizer()
    vectors = {catalog.vendor: vectors_of(catalog, normalizer) for catalog in load_catalogs(vendor_files(folder))}
    return {
        **{root / f"src/errnorm/model/{name}.py": text for name, text in modules.items()},
        **{root / f"docs/reference/{name}.schema.json": _json(schema) for name, schema in schemas.items()},
        **{root / f"tests/vectors/{vendor}.json": _json(data) for vendor, data in vectors.items()},
    }


def _json(data: Any) -> str:
    return json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
