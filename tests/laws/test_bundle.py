"""A bundle that was written and read back answers as the catalogs it was made from."""

import pytest
from hypothesis import given

import errnorm
from errnorm.bundle.write import export_files

from .strategies import anything, header_maps, near_payloads, statuses

NOW = 1_795_305_600.0


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    path = tmp_path_factory.mktemp("bundle") / "errnorm.json"
    path.write_bytes(export_files(errnorm._shipped)["errnorm.json"])
    return errnorm.load_bundle(path)


@given(near_payloads(), statuses, header_maps)
def test_near_payloads_have_the_same_answers(loaded, near, http_status, headers):
    vendor, payload = near
    for name in (None, vendor):
        told = {"vendor": name, "http_status": http_status, "headers": headers, "now": NOW}
        assert loaded.normalize_all(payload, **told) == errnorm.normalize_all(payload, **told)
        assert loaded.normalize(payload, **told) == errnorm.normalize(payload, **told)
    assert loaded.detect(payload, headers) == errnorm.detect(payload, headers)


@given(anything, statuses, header_maps)
def test_any_payload_has_the_same_answer(loaded, payload, http_status, headers):
    told = {"http_status": http_status, "headers": headers, "now": NOW}
    assert loaded.normalize(payload, **told) == errnorm.normalize(payload, **told)
