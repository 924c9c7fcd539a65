"""Ways to check and mend what a test writes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from errnorm.check import scene
from errnorm.check.run import check_files, mend_files

SHIPPED = Path(__file__).parents[2] / "catalogs"


@pytest.fixture(autouse=True, scope="session")
def shipped_once():
    """Read the shipped catalogs once for all files that lie over them."""
    read, read_once = scene._set_below, cache(lambda folder: read(folder, []))

    def call(folder, subjects):
        over = folder == SHIPPED and all(subject.path.resolve().parent != SHIPPED for subject in subjects)
        return read_once(folder) if over else read(folder, subjects)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scene, "_set_below", call)
        yield


@pytest.fixture
def write(tmp_path):
    """Write a file of this name; give its path."""

    def call(text, name="acme.yaml"):
        path = tmp_path / name
        path.write_bytes(text.encode())
        return path

    return call


@pytest.fixture
def found(write):
    """Check texts as files laid over the shipped catalogs; give what was found, each as id and message."""

    def call(text, **others):
        files = [write(text), *(write(other, f"{name}.yaml") for name, other in others.items())]
        return [(finding.id, finding.message) for finding in check_files(files).findings]

    return call


@pytest.fixture
def mend(write):
    """Mend a text; give the text that is left, and what is still found."""

    def call(text):
        path = write(text)
        report = mend_files([path])
        return path.read_bytes().decode(), [finding.id for finding in report.findings]

    return call
