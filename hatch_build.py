"""The build hook: compile the catalogs into the wheel."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogBuildHook(BuildHookInterface):
    """Write one JSON a vendor and an index into the wheel; an editable install reads the YAML and needs none."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile into a temporary folder and have its files included; nothing is written into `src/`."""
        if version == "editable":
            return
        self.folder = tempfile.TemporaryDirectory(prefix="errnorm-catalogs-")
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from errnorm.catalog.clauses import compile_clauses
        from errnorm.catalog.compile import canonical, compile_folder
        from errnorm.catalog.examples import compile_examples

        index, rules = compile_folder(root / "catalogs")
        files = {
            "index": index,
            "examples": compile_examples(root / "catalogs"),
            "clauses": compile_clauses(root / "tests/specification"),
            **{f"rules_{vendor}": {"rules": data} for vendor, data in rules.items()},
        }
        for name, data in files.items():
            self._write(name, canonical(data), build_data)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove the temporary folder."""
        if folder := getattr(self, "folder", None):
            folder.cleanup()

    def _write(self, name: str, text: str, build_data: dict[str, Any]) -> None:
        file = Path(self.folder.name) / f"{name}.json"
        file.write_text(text, encoding="utf-8")
        build_data["force_include"][str(file)] = f"errnorm/_data/{name}.json"
