"""The program as it is started."""

from __future__ import annotations

import json

import pytest

from errnorm import Normalizer, __version__


@pytest.mark.parametrize("absent", ["click", "rich"])
def test_without_the_extra_one_line_says_how_to_install_it(absent, python):
    """Where click or rich is missing, the program names the extra and exits with 2."""
    done = python(f"import sys; sys.modules[{absent!r}] = None; from errnorm.cli.start import main; main()")

    assert done.returncode == 2
    assert done.stderr == f"errnorm: the command line needs {absent}; install it with: pip install 'errnorm[cli]'\n"
    assert done.stdout == ""


def test_another_missing_module_is_told_as_a_fault(python):
    """A module that is no part of the extra is not blamed on it."""
    done = python("import sys; sys.modules['errnorm.cli.app'] = None; from errnorm.cli.start import main; main()")

    assert done.returncode == 2
    assert done.stderr == (
        "errnorm: internal fault (ModuleNotFoundError); ERRNORM_DEBUG=1 shows where; please report it\n"
    )


BROKEN = """
import errnorm.cli.options, errnorm.cli.start
errnorm.cli.options.shipped = lambda: 1 / 0
import sys; sys.argv = ["errnorm", "vendors"]
errnorm.cli.start.main()
"""


def test_an_unforeseen_fault_is_one_line(python):
    """A fault of the program itself shows no traceback."""
    done = python(BROKEN)

    assert done.returncode == 2
    assert done.stderr == "errnorm: internal fault (ZeroDivisionError); ERRNORM_DEBUG=1 shows where; please report it\n"


def test_a_developer_gets_the_traceback(python):
    """ERRNORM_DEBUG shows where an unforeseen fault is."""
    done = python(BROKEN, ERRNORM_DEBUG="1")

    assert done.returncode == 1
    assert "Traceback" in done.stderr
    assert "ZeroDivisionError" in done.stderr


def test_the_module_is_the_program(pipe):
    """`python -m errnorm.cli` calls itself errnorm."""
    done = pipe("--version")

    assert done.returncode == 0
    assert done.stdout.decode() == f"errnorm {__version__}, catalogs {Normalizer().tables.vocabulary.version}\n"


def test_a_reader_that_leaves_ends_it_quietly(pipe_to_nobody):
    """A closed pipe (`| head`) brings no traceback."""
    assert pipe_to_nobody("codes", "telnyx") == b""


def test_what_the_output_cannot_encode_is_escaped(pipe):
    """A lone surrogate in the vendor's words does not stop the program on an ASCII terminal."""
    text = json.dumps({"payload": "error | 102 | \ud800\u20ac", "vendor": "gupshup"}).encode()

    done = pipe("normalize", "--show-detail", typed=text, PYTHONIOENCODING="ascii")

    assert done.returncode == 0
    assert b"\\ufffd\\u20ac" in done.stdout
    assert done.stderr == b""
