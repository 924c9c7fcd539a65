"""The checks and strategies in a test of one's own."""

import copy
import sys
from pathlib import Path

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

import errnorm
from errnorm.testing import check_catalog, laws, mutations, read_catalogs
from errnorm.testing.finding import Finding
from errnorm.testing.shipped import shipped_shapes
from errnorm.testing.strategies import json_values, log_lines, near_payloads, payloads, words_of
from errnorm.testing.subject import read_subjects

from .conftest import python


def test_a_right_catalog_passes_in_silence(acme):
    """`check_catalog` gives nothing where nothing is wrong."""
    assert check_catalog(acme()) is None


def test_all_findings_are_told_at_once(acme):
    """`check_catalog` raises one `AssertionError` that holds every finding."""
    path = acme("She is on holiday.", "She is away.")
    text = path.read_text(encoding="utf-8").replace("fault.code: known", "fault.code: number")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AssertionError) as raised:
        check_catalog(path)

    assert "the example of rule acme/any/18~on-holiday is answered by acme/any/18" in str(raised.value)
    assert "the example of shape fault with fault.code '21610' is answered" in str(raised.value)


def test_a_catalog_that_cannot_be_read_raises_its_own_error(acme):
    """`check_catalog` raises `CatalogError` with the place of each fault."""
    with pytest.raises(errnorm.CatalogError, match=r"acme\.yaml:30:16: rules\.1\.canonical"):
        check_catalog(acme("canonical: rate_limited", "canonical: rate_limitted"))


def test_an_empty_folder_is_refused(tmp_path):
    """A folder without a catalog is no catalog that passes."""
    with pytest.raises(errnorm.CatalogError, match="holds no catalog"):
        check_catalog(tmp_path)


def test_without_hypothesis_the_error_names_the_extra(acme, monkeypatch):
    """`check_catalog` says what to install."""
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    with pytest.raises(ModuleNotFoundError, match=r'pip install "errnorm\[testing\]"'):
        check_catalog(acme())


def test_importing_the_package_loads_nothing_heavy(tmp_path):
    """`import errnorm.testing` loads neither Hypothesis, pydantic, yaml nor pytest."""
    ask = "import sys, errnorm.testing; print(*{'hypothesis', 'pydantic', 'yaml', 'pytest'} & {*sys.modules})"

    assert python("-c", ask, cwd=tmp_path).stdout.split() == []


class Broken:
    """A Normalizer that is wrong in one way."""

    def __init__(self, right, wrong):
        self.right = right
        self.wrong = wrong

    def __getattr__(self, name):
        return getattr(self.right, name)

    def normalize(self, payload, **told):
        return self.wrong(self.right.normalize, payload, told)


def broken(path, wrong):
    subject = read_subjects([path])[0]
    subject.normalizer = Broken(subject.normalizer, wrong)
    return subject


def raises(normalize, payload, told):
    if isinstance(payload, bytes):
        raise KeyError("bytes")
    return normalize(payload, **told)


def test_an_exception_is_found(acme):
    """A payload that raises is a finding that shows it."""
    with pytest.raises(Finding, match="the payload raises KeyError") as raised:
        laws.check_totality(broken(acme(), raises))

    assert raised.value.payload == b""


def test_an_answer_that_is_none_of_all_answers_is_found(acme):
    """The one answer has to be one of all answers."""
    with pytest.raises(Finding, match="is none of all answers"):
        laws.check_totality(broken(acme(), lambda normalize, payload, told: normalize("Connection refused")))


def test_a_changed_payload_is_found(acme):
    """A call that writes into its payload is a finding."""

    def write(normalize, payload, told):
        answer = normalize(copy.deepcopy(payload), **told)
        if isinstance(payload, dict):
            payload["seen"] = True
        return answer

    with pytest.raises(Finding, match="a call changes its payload"):
        laws.check_determinism(broken(acme(), write))


def test_a_second_opinion_is_found(acme):
    """Two calls with two answers are a finding."""
    statuses = iter([429, 500] * 100_000)

    def waver(normalize, payload, told):
        return errnorm.normalize({}, http_status=next(statuses))

    with pytest.raises(Finding, match="two calls give two answers"):
        laws.check_determinism(broken(acme(), waver))


def test_a_body_that_means_something_else_as_text_is_found(acme):
    """A JSON body is answered alike, parsed and as text."""

    def text_blind(normalize, payload, told):
        return normalize("" if isinstance(payload, str) else payload, **told)

    with pytest.raises(Finding, match="another answer as text"):
        laws.check_forms(broken(acme(), text_blind))


def test_a_wrong_type_that_raises_is_found(acme):
    """A mutated example that raises is a finding at the example's line."""

    def strict(normalize, payload, told):
        payload["fault"]["code"] + 1
        return normalize(payload, **told)

    subject = broken(acme(), strict)
    law = next(law for law in mutations.LAWS if law.name == "wrong types")
    with pytest.raises(Finding, match=r"acme\.yaml:11:14: .* raises TypeError"):
        mutations.check(law, subject, next(subject.examples()))


def test_a_shipped_vendor_has_its_shapes_with_their_examples():
    """What an own catalog for a shipped vendor is tested with are the shapes of the vendor's file."""
    written = read_catalogs(Path(__file__).parents[2] / "catalogs/chirp.yaml")[0].shapes
    parts = ("name", "when", "fields", "identifies", "example", "example_headers", "example_http_status")

    assert [[getattr(shape, part) for part in parts] for shape in shipped_shapes("chirp")] == [
        [getattr(shape, part) for part in parts] for shape in written
    ]


def test_near_payloads_come_from_the_examples(acme):
    """Nearly right payloads are often still recognised, and often not the example any more."""
    catalog = read_catalogs(acme())[0]
    example = catalog.shapes[0].example

    assert find(near_payloads(catalog), lambda payload: payload == example) == example
    assert find(near_payloads(catalog), lambda payload: "fault" in payload and payload != example)


def test_payloads_are_of_every_kind(acme):
    """Bytes, text, lists, objects and scalars are drawn."""
    catalog = read_catalogs(acme())[0]
    kinds = (bytes, str, list, dict, int, type(None))

    assert [
        isinstance(find(payloads(catalog), lambda found, kind=kind: isinstance(found, kind)), kind) for kind in kinds
    ]


def test_the_words_of_a_catalog_are_its_keys_codes_and_phrases(acme):
    """They are sorted, and each stands once."""
    words = words_of(*read_catalogs(acme()))

    assert words.codes == ("17", "18", "21610")
    assert words.phrases == ("on holiday",)
    assert words.keys == ("acme_receipt", "code", "fault", "trace")


@settings(max_examples=20)
@given(st.one_of(json_values, log_lines))
def test_strategies_serve_without_a_catalog(payload):
    """What is drawn for nobody in particular is answered as well."""
    assert errnorm.normalize(payload).code in set(errnorm.Code)
