"""Write what the client reads: the bundle, and the vectors of its tests. One command: `python clients/js/build.py`."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def main() -> None:
    """Write `data/`, `test/data/` and the licence, each file whole or not at all."""
    if (ROOT / "catalogs").is_dir():
        sys.path.insert(0, str(ROOT / "src"))
    from errnorm import Normalizer
    from errnorm.bundle.write import BUNDLE, bundle_of, compact, write_files

    bundle = compact(bundle_of(Normalizer()))
    # Not every browser imports JSON, and a text is parsed faster than a literal of JavaScript.
    module = f"export const text =\n  {json.dumps(bundle.rstrip())};\n"
    write_files({BUNDLE: bundle.encode(), "errnorm.js": module.encode()}, HERE / "data")
    vectors = {file.name: file.read_bytes() for file in sorted((ROOT / "tests/vectors").glob("*.json"))}
    shutil.rmtree(HERE / "test/data", ignore_errors=True)
    write_files(vectors, HERE / "test/data")
    write_files({"LICENSE": (ROOT / "LICENSE").read_bytes()}, HERE)


if __name__ == "__main__":
    main()
