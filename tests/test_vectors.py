"""The language-neutral vectors, through every way in."""

import json
from pathlib import Path

import pytest

import errnorm
from errnorm.bundle.vectors import record_of
from errnorm.render.files import generated_files

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "tests/vectors").glob("*.json"))
VECTORS = [
    pytest.param(data["vendor"], data["now"], vector, id=f"{data['vendor']}-{vector['name']}")
    for data in (json.loads(file.read_text(encoding="utf-8")) for file in FILES)
    for vector in data["vectors"]
]


@pytest.mark.parametrize(("vendor", "now", "vector"), VECTORS)
def test_vector_holds_for_a_parsed_body(vendor, now, vector):
    """A payload as data has the recorded answers, with the vendor named and without."""
    told = {"http_status": vector.get("http_status"), "headers": vector.get("headers"), "now": now}
    named = [record_of(answer) for answer in errnorm.normalize_all(vector["payload"], vendor=vendor, **told)]
    alone = [record_of(answer) for answer in errnorm.normalize_all(vector["payload"], **told)]
    recorded = vector["answers_without_vendor"]

    assert named == vector["answers"]
    assert alone == (vector["answers"] if recorded == "the same" else recorded)
    assert errnorm.detect(vector["payload"], vector.get("headers")).vendor == vector["detected"]


@pytest.mark.parametrize(("vendor", "now", "vector"), VECTORS)
def test_vector_holds_for_text_and_bytes(vendor, now, vector):
    """The same payload as JSON text and as bytes has the recorded answers."""
    payload = vector["payload"]
    text = payload if isinstance(payload, str) else json.dumps(payload)
    told = {"vendor": vendor, "http_status": vector.get("http_status"), "headers": vector.get("headers"), "now": now}

    for form in (text, text.encode(), bytearray(text.encode())):
        assert [record_of(answer) for answer in errnorm.normalize_all(form, **told)] == vector["answers"]


def test_generated_files_are_fresh():
    """What is generated from the catalogs stands so in the checkout; `python -m errnorm.render` mends it."""
    stale = [
        str(path.relative_to(ROOT))
        for path, text in generated_files(ROOT).items()
        if path.read_text(encoding="utf-8") != text
    ]

    assert stale == []


def test_every_vendor_has_vectors():
    """There is one file of vectors for each vendor."""
    assert [file.stem for file in FILES] == sorted(errnorm.vendors())
