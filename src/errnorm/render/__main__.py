"""`python -m errnorm.render` writes the generated files of a checkout; `--check` only names those that are stale.

With `--clients` it also writes what other languages read: the export into `build/errnorm`, and what the reader in
`clients/js` holds.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from errnorm.bundle.write import export_files, write_files
from errnorm.catalog.diagnostics import CatalogError
from errnorm.normalizer import Normalizer
from errnorm.render.cli_page import RenderError
from errnorm.render.files import generated_files, obsolete_files
from errnorm.store import checkout_folder

_MEND = "run `python -m errnorm.render`"
_OPTIONS = {"--check", "--clients"}


def main(arguments: list[str]) -> int:
    """Write what is stale and take away what is left over, or with `--check` only name it; give the exit status."""
    folder = checkout_folder()
    if folder is None:
        print("errnorm.render works in a checkout only: an installed package has no catalogs to render from")
        return 2
    if unknown := sorted({*arguments} - _OPTIONS):
        print(f"errnorm.render knows only --check and --clients, and not {' '.join(unknown)}")
        return 2
    try:
        generated = generated_files(folder.parent)
    except (CatalogError, RenderError) as error:
        print(error)
        return 2
    status = bring_up_to_date(folder.parent, generated, check="--check" in arguments)
    return status or (build_clients(folder.parent) if "--clients" in arguments else 0)


def build_clients(root: Path) -> int:
    """Write the export and what the reader in JavaScript holds; give the status of its build."""
    write_files(export_files(Normalizer()), root / "build/errnorm")
    print("build/errnorm written")
    command = [sys.executable, str(root / "clients/js/build.py")]
    return subprocess.run(command, check=False).returncode  # noqa: S603 - a script of this checkout


def bring_up_to_date(root: Path, generated: Mapping[Path, str], *, check: bool) -> int:
    """Make the files at `root` those that are generated, or with `check` only name the others; give the status."""
    stale = {path: text for path, text in generated.items() if _read(path) != text}
    left = obsolete_files(root, generated)
    for path, text in stale.items():
        print(f"{path.relative_to(root)} {f'is stale; {_MEND}' if check else 'written'}")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    for path in left:
        print(f"{path.relative_to(root)} {f'is left over; {_MEND}' if check else 'removed'}")
        if not check:
            path.unlink()
    return 1 if check and (stale or left) else 0


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
