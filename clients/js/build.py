"""Write what the client reads: the bundle, and the vectors of its tests. One command: `python clients/js/build.py`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def main() -> None:
    """Write `data/`, `test/data/` and the licence, each file whole or not at all."""
    if (ROOT / "catalogs").is_dir():
        sys.path.insert(0, str(ROOT / "src"))
    from errnorm import Normalizer
    from errnorm.bundle.conformance import conformance
    from errnorm.bundle.write import BUNDLE, bundle_of, compact, write_files
    from errnorm.store import shipped_clauses, shipped_examples

    normalizer = Normalizer()
    bundle = compact(bundle_of(normalizer))
    # Not every browser imports JSON, and a text is parsed faster than a literal of JavaScript.
    module = f"export const text =\n  {json.dumps(bundle.rstrip())};\n"
    write_files({BUNDLE: bundle.encode(), "errnorm.js": module.encode()}, HERE / "data")
    vectors = conformance(normalizer, shipped_examples(), shipped_clauses())
    write_files({"vectors.json": compact(vectors).encode()}, HERE / "test/data")
    write_files({"LICENSE": (ROOT / "LICENSE").read_bytes()}, HERE)


if __name__ == "__main__":
    main()
