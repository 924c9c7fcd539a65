"""Every code and every payload of the five source documents is answered as its document or the judgement says.

`documents.json` holds them by vendor: the codes with the answer to a look-up, and the payloads with theirs.
A look-up of a number whose meanings only the surface or the text tells apart is recorded as ambiguous.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from errnorm import lookup, normalize

DOCUMENTS = json.loads(Path(__file__).with_name("documents.json").read_text(encoding="utf-8"))
CODES = [
    pytest.param(vendor, code, expected, id=f"{vendor}-{code}")
    for vendor, document in DOCUMENTS.items()
    for code, expected in document["codes"].items()
]
PRECISE = [param for param in CODES if param.values[2]["code"] != "ambiguous"]
AMBIGUOUS = [param for param in CODES if param.values[2]["code"] == "ambiguous"]
PAYLOADS = [
    pytest.param(vendor, entry, id=f"{vendor}-{entry['id']}")
    for vendor, document in DOCUMENTS.items()
    for entry in document["payloads"]
]


@pytest.mark.parametrize(("vendor", "code", "expected"), PRECISE)
def test_a_documented_code_has_a_known_answer(vendor, code, expected):
    """A code of a source document is looked up with nothing but its vendor."""
    verdict = lookup(vendor, code)

    assert (verdict.code, verdict.retry.advice) == (expected["code"], expected["advice"])


@pytest.mark.parametrize(("vendor", "code", "expected"), AMBIGUOUS)
def test_a_documented_code_with_several_meanings_names_them(vendor, code, expected):
    """A number with several meanings is not guessed, and the rules that fit are named."""
    match = lookup(vendor, code).match

    assert (match.how, len(match.candidates) > 1) == (expected["code"], True)


@pytest.mark.parametrize(("vendor", "code", "expected"), CODES)
def test_a_documented_codes_answer_names_its_source(vendor, code, expected):
    """Whoever doubts an answer finds the page, or the rules that could not be told apart."""
    match = lookup(vendor, code).match

    assert match.sources or match.candidates


@pytest.mark.parametrize(("vendor", "entry"), PAYLOADS)
def test_a_documented_payload_says_what_its_document_says(vendor, entry):
    """A payload of a source document has the canonical code and the advice of the document or the judgement."""
    answer = normalize(entry["payload"], vendor=vendor, http_status=entry.get("http_status"))

    assert (answer.code, answer.retry.advice) == (entry["code"], entry["advice"])


@pytest.mark.parametrize(("vendor", "entry"), PAYLOADS)
def test_a_documented_payload_is_the_same_as_text(vendor, entry):
    """A body that was not parsed yet gives the same answer."""
    payload, status = entry["payload"], entry.get("http_status")
    text = payload if isinstance(payload, str) else json.dumps(payload)

    assert normalize(text, vendor=vendor, http_status=status) == normalize(payload, vendor=vendor, http_status=status)


@pytest.mark.parametrize(("vendor", "entry"), PAYLOADS)
def test_a_documented_payload_is_answered_in_its_vendors_name(vendor, entry):
    """The answer names the vendor that the caller talks to."""
    answer = normalize(entry["payload"], vendor=vendor, http_status=entry.get("http_status"))

    assert answer.vendor == vendor
