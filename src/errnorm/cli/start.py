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
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _EXTRA:
            raise
        _refuse(f"the command line needs {error.name}; install it with: pip install 'errnorm[cli]'")
    except Exception as error:
        if os.environ.get("ERRNORM_DEBUG"):
            raise
        _refuse(f"internal fault ({type(error).__name__}); ERRNORM_DEBUG=1 shows where; please report it")


def _run() -> None:
    import rich  # noqa: F401 - proves that the whole extra is there before anything is read

    from errnorm.cli.app import app

    app(prog_name="errnorm")


def _refuse(why: str) -> None:
    sys.stderr.write(f"errnorm: {why}\n")
    sys.exit(2)
