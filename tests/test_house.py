"""The house rules: small rooms, a public surface that is meant, nothing heavy at the door."""

import ast
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

import errnorm

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "src/errnorm").rglob("*.py"))


def functions(module):
    return [
        node
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]


def body_lines(function):
    """Count the lines of a function without its docstring."""
    lines = function.end_lineno - function.lineno + 1
    first = function.body[0]
    has_docstring = (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    )
    return lines - (first.end_lineno - first.lineno + 1 if has_docstring else 0)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(ROOT / "src")))
def test_module_is_a_small_room(module):
    """No module has over 300 lines, no function over 40."""
    long = {function.name: body_lines(function) for function in functions(module) if body_lines(function) > 40}

    assert len(module.read_text(encoding="utf-8").splitlines()) <= 300
    assert long == {}


def test_the_typical_function_is_short():
    """Half of all functions have fewer than 8 lines."""
    lines = [body_lines(function) for module in MODULES for function in functions(module)]

    assert statistics.median(lines) < 8


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(ROOT / "src")))
def test_what_is_public_is_described(module):
    """Every module, public class and public function has a docstring."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    named = [
        node
        for node in tree.body
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and not node.name.startswith("_")
    ]
    named += [
        node
        for outer in named
        if isinstance(outer, ast.ClassDef)
        for node in outer.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]

    assert ast.get_docstring(tree)
    assert [node.name for node in named if not ast.get_docstring(node)] == []


def test_the_public_names_are_sorted_and_exist():
    """`__all__` is sorted and complete: nothing public is missing, nothing named is absent."""
    lazy = {"BundleError", "CatalogError", "Diagnostic", "load_bundle"}
    found = {
        name
        for name, value in vars(errnorm).items()
        if not name.startswith("_") and getattr(value, "__module__", "").startswith("errnorm.")
    }

    assert errnorm.__all__ == sorted(errnorm.__all__)
    assert set(errnorm.__all__) == found | lazy
    assert all(hasattr(errnorm, name) for name in errnorm.__all__)


IMPORT = """
import sys
before = set(sys.modules)
import errnorm
print(*sorted({name.partition(".")[0] for name in set(sys.modules) - before} & %s))
"""


def test_import_brings_nothing_heavy():
    """`import errnorm` loads neither yaml nor pydantic, nor any standard module that costs as much as they do."""
    heavy = {"yaml", "pydantic", "pydantic_core", "click", "rich", "dataclasses", "inspect", "typing", "email", "xml"}
    heavy |= {"importlib.resources", "urllib", "pathlib", "logging", "difflib", "asyncio", "ssl", "socket"}
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path.insert(0, {str(ROOT / 'src')!r})\n" + IMPORT % heavy],
        check=True,
        capture_output=True,
        text=True,
    )

    assert done.stdout.split() == []


def test_the_version_is_the_packages():
    """`errnorm.__version__` is the version in pyproject.toml."""
    assert f'version = "{errnorm.__version__}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
