"""The generated files, made once."""

from pathlib import Path

import pytest

from errnorm.render.files import generated_files

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def generated():
    return {str(path.relative_to(ROOT)): text for path, text in generated_files(ROOT).items()}


@pytest.fixture(scope="session")
def pages(generated):
    return {
        name.removeprefix("docs/reference/"): text
        for name, text in generated.items()
        if name.startswith("docs/reference/")
    }
