"""`python -m errnorm.render [--check]` writes the generated files of a checkout, or names those that are stale."""

from __future__ import annotations

import sys
from pathlib import Path

from errnorm.render.files import generated_files
from errnorm.store import checkout_folder


def main(arguments: list[str]) -> int:
    """Write what is stale, or with `--check` only name it; give the exit status."""
    folder = checkout_folder()
    if folder is None:
        print("errnorm.render works in a checkout only: an installed package has no catalogs to render from")
        return 2
    stale = {path: text for path, text in generated_files(folder.parent).items() if _read(path) != text}
    check = "--check" in arguments
    for path, text in stale.items():
        print(f"{path.relative_to(folder.parent)} {'is stale; run `python -m errnorm.render`' if check else 'written'}")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return 1 if check and stale else 0


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
