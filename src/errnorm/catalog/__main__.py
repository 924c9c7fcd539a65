"""`python -m errnorm.catalog FILE...` reads catalogs and prints every fault."""

from __future__ import annotations

import sys
from pathlib import Path

from errnorm.catalog.diagnostics import CatalogError
from errnorm.catalog.load import SHARED_FILES, load_catalogs, refuse_faults, validate
from errnorm.catalog.shared import SHARED_MODELS
from errnorm.catalog.strict_yaml import read_yaml


def main(names: list[str]) -> int:
    """Print the faults of the named files, or how much they hold; give the exit status."""
    paths = [Path(name) for name in names]
    shared = [path for path in paths if path.name in SHARED_FILES]
    try:
        _refuse_faulty(shared)
        catalogs = load_catalogs([path for path in paths if path not in shared])
    except CatalogError as error:
        print(error)
        return 1
    for path in shared:
        print(f"{path.name}: no fault")
    for catalog in catalogs:
        print(f"{catalog.vendor}: {len(catalog.shapes)} shapes, {len(catalog.rules)} rules")
    return 0


def _refuse_faulty(shared: list[Path]) -> None:
    documents = [read_yaml(path) for path in shared]
    for path, document in zip(shared, documents, strict=True):
        validate(document, SHARED_MODELS[path.name])
    refuse_faults(documents)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
