"""`python -m errnorm.catalog FILE...` reads catalogs and prints every fault."""

from __future__ import annotations

import sys
from pathlib import Path

from errnorm.catalog.diagnostics import CatalogError
from errnorm.catalog.load import load_catalogs


def main(names: list[str]) -> int:
    """Print the faults of the named files, or how much they hold; give the exit status."""
    try:
        catalogs = load_catalogs([Path(name) for name in names])
    except CatalogError as error:
        print(error)
        return 1
    for catalog in catalogs:
        print(f"{catalog.vendor}: {len(catalog.shapes)} shapes, {len(catalog.rules)} rules")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
