"""One export of the shipped catalogs for all tests."""

import pytest

import errnorm
from errnorm.bundle.write import export_files, write_files


@pytest.fixture(scope="session")
def files():
    return export_files(errnorm._shipped)


@pytest.fixture
def folder(files, tmp_path):
    write_files(files, tmp_path)
    return tmp_path
