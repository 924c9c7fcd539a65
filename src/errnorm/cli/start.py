"""The entry of the command `errnorm`, which also works without the `cli` extra."""

from __future__ import annotations

import io
import os
import sys

_EXTRA = ("click", "rich")


def main() -> None:
    """Run the command line; without click or rich say how to install them, and exit with 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        _run()
    except Exception as error:
        if os.environ.get("ERRNORM_DEBUG"):
            raise
        _refuse(_why(error))


def _run() -> None:
    import rich  # noqa: F401 - proves that the whole extra is there before anything is read

    from errnorm.cli.app import app

    app(prog_name="errnorm")


def _why(error: Exception) -> str:
    missing = (error.name or "").partition(".")[0] if isinstance(error, ModuleNotFoundError) else ""
    if missing in _EXTRA:
        return f"the command line needs {missing}; install it with: pip install 'errnorm[cli]'"
    return f"internal fault ({type(error).__name__}); ERRNORM_DEBUG=1 shows where; please report it"


def _refuse(why: str) -> None:
    sys.stderr.write(f"errnorm: {why}\n")
    sys.exit(2)
