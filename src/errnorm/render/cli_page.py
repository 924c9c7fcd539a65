"""The page of the commands, as the command line itself prints it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import errnorm

_SETTINGS = {"PYTHONPATH": str(Path(errnorm.__file__).parents[1]), "PYTHONIOENCODING": "utf-8", "LC_ALL": "C.UTF-8"}


class RenderError(RuntimeError):
    """A generated file cannot be made."""


def cli_page() -> str:
    """Give the page. Raises `RenderError` where the command line does not start.

    The commands stand above this package, so their page is asked of them as a program.
    """
    done = subprocess.run(
        [sys.executable, "-m", "errnorm.cli.reference"],
        env={**os.environ, **_SETTINGS},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no output"])[-1]
        raise RenderError(f"the help of the commands cannot be read ({reason}); pip install -e '.[dev]' brings them")
    return done.stdout
