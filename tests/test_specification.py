"""The specification and its vectors: every clause is shown, and every vector holds."""

import json
import re
from pathlib import Path

import jsonschema
import pytest

import errnorm
from errnorm.bundle.conformance import whole_record_of, with_specimen
from errnorm.bundle.vectors import record_of, verdict_record
from errnorm.bundle.vectors_form import vectors_schema
from errnorm.catalog.compile import canonical

ROOT = Path(__file__).parents[1]
FILE = json.loads((ROOT / "tests/specification/vectors.json").read_text(encoding="utf-8"))
VECTORS = FILE["vectors"]
PAYLOADS = [pytest.param(vector, id=vector["name"]) for vector in VECTORS if "lookup" not in vector]
QUESTIONS = [pytest.param(vector, id=vector["name"]) for vector in VECTORS if "lookup" in vector]
CLAUSE = re.compile(r"^\*\*([0-9]+\.[0-9]+)\*\* ", re.MULTILINE)
TOLD = ("http_status", "headers", "phase", "surface")


@pytest.fixture(scope="module")
def specimen():
    """Give the shipped bundle with the invented vendors added."""
    return with_specimen(errnorm._shipped, FILE["specimen"])


def clauses():
    return CLAUSE.findall((ROOT / "docs/specification.md").read_text(encoding="utf-8"))


def shown(vectors):
    return {clause for vector in vectors for clause in vector.get("clauses", ())}


def uncovered(vectors):
    """Give the clauses that no vector names, and those named that do not exist."""
    return sorted({*clauses()} - shown(vectors)), sorted(shown(vectors) - {*clauses()})


def answers_of(vector):
    alone = vector.get("answers_without_vendor", [])
    found = [*vector.get("answers", []), *([] if alone == "the same" else alone)]
    found += [vector[name] for name in ("success", "verdict") if name in vector]
    return found + [answer["upstream"] for answer in found if answer.get("upstream")]


def asked(vector):
    return {"now": vector.get("now", FILE["now"]), **{name: vector[name] for name in TOLD if name in vector}}


def test_clauses_are_numbered_in_order():
    """Sections count from 1, clauses in a section too, and no number stands twice."""
    numbers = [tuple(map(int, clause.split("."))) for clause in clauses()]
    sections = sorted({section for section, _ in numbers})

    assert numbers == sorted(set(numbers))
    assert sections == list(range(1, len(sections) + 1))
    for section in sections:
        found = [clause for other, clause in numbers if other == section]
        assert found == list(range(1, len(found) + 1))


def test_clauses_refer_to_clauses_that_exist():
    """A number in brackets, or after "section", is one of the page's."""
    text = (ROOT / "docs/specification.md").read_text(encoding="utf-8")
    named = {
        number for found in re.findall(r"\(([0-9., to]+)\)", text) for number in re.findall(r"[0-9]+\.[0-9]+", found)
    }
    sections = {int(number) for number in re.findall(r"section ([0-9]+)", text)}

    assert named <= {*clauses()}
    assert sections <= {int(clause.partition(".")[0]) for clause in clauses()}


def test_every_clause_is_shown_by_a_vector():
    assert uncovered(VECTORS) == ([], [])


def test_a_clause_that_nothing_shows_is_found():
    """Without the vectors of one clause, that clause is missing; a vector of an unknown clause is named."""
    without = [vector for vector in VECTORS if "2.4" not in vector["clauses"]]

    assert "2.4" in uncovered(without)[0]
    assert uncovered([*VECTORS, {"clauses": ["99.9"]}])[1] == ["99.9"]


def test_names_are_told_apart():
    names = [vector["name"] for vector in VECTORS]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("vector", PAYLOADS)
def test_vector_holds(vector, specimen):
    """A payload has the recorded answers, with the vendor named and without, and is detected as recorded."""
    asking = specimen if vector.get("specimen") else errnorm
    record = whole_record_of if vector.get("whole") else record_of
    payload, told, vendor = vector["payload"], asked(vector), vector.get("vendor")
    named = [record(answer) for answer in asking.normalize_all(payload, vendor=vendor, **told)]
    alone = [record(answer) for answer in asking.normalize_all(payload, **told)]
    seen = asking.detect(payload, vector.get("headers"))
    recorded = vector["answers_without_vendor"]

    assert named == vector["answers"]
    assert canonical(named) == vector.get("canonical", canonical(named))
    assert alone == (named if recorded == "the same" else recorded)
    assert (seen.vendor, list(seen.candidates)) == (vector["detected"], vector.get("detected_candidates", []))


@pytest.mark.parametrize("vector", PAYLOADS)
def test_one_answer_is_the_first_of_all(vector, specimen):
    """`normalize` gives the first answer, or the recorded success."""
    asking = specimen if vector.get("specimen") else errnorm
    record = whole_record_of if vector.get("whole") else record_of
    one = asking.normalize(vector["payload"], vendor=vector.get("vendor"), **asked(vector))

    assert ("success" in vector) is (vector["answers"] == [])
    assert record(one) == (vector["answers"] or [vector.get("success")])[0]


@pytest.mark.parametrize("vector", QUESTIONS)
def test_look_up_holds(vector, specimen):
    asking = specimen if vector.get("specimen") else errnorm
    question = dict(vector["lookup"])
    verdict = asking.lookup(question.pop("vendor"), question.pop("code"), **question)

    assert (whole_record_of if vector.get("whole") else verdict_record)(verdict) == vector["verdict"]


def test_whole_answers_have_every_key():
    """A vector marked `whole` shows every key of an answer but the version."""
    schema = errnorm.NormalizedError.__get_pydantic_json_schema__(None, None)
    keys = {*schema["properties"], "detail"}
    whole = [vector for vector in VECTORS if vector.get("whole") and "lookup" not in vector]

    assert whole
    for vector in whole:
        for answer in answers_of(vector):
            assert answer.keys() == keys
            assert answer["match"].keys() | {"catalog_version"} == schema["properties"]["match"]["properties"].keys()


def test_every_advice_and_kind_of_match_is_shown():
    """The clauses' vectors together show every advice and every kind of match."""
    found = [answer for vector in VECTORS for answer in answers_of(vector)]

    assert {answer["retry"]["advice"] for answer in found} == set(map(str, errnorm.Advice))
    assert {answer["match"]["how"] for answer in found} == set(map(str, errnorm.MatchKind))


@pytest.mark.parametrize("vendor", errnorm.vendors())
def test_every_shape_has_a_vector(vendor):
    """Each shape of each vendor has a vector of its own among the vendors' vectors."""
    data = json.loads((ROOT / f"tests/vectors/{vendor}.json").read_text(encoding="utf-8"))
    shapes = errnorm._shipped.tables.vendors[vendor].shapes

    assert {f"shape {shape.name}" for shape in shapes} <= {vector["name"] for vector in data["vectors"]}


@pytest.fixture(scope="module")
def exported():
    from errnorm.bundle.conformance import conformance
    from errnorm.store import shipped_clauses, shipped_examples

    return conformance(errnorm._shipped, shipped_examples(), shipped_clauses())


def test_the_export_holds_the_vectors_of_vendors_and_clauses(exported):
    """`vectors.json` of an export has the vectors that stand in the checkout, and the form its schema says."""
    known = {vendor: json.loads((ROOT / f"tests/vectors/{vendor}.json").read_text()) for vendor in errnorm.vendors()}
    jsonschema.Draft202012Validator.check_schema(vectors_schema())
    jsonschema.Draft202012Validator(vectors_schema()).validate(exported)

    assert exported["vectors"][-len(VECTORS) :] == VECTORS
    assert exported["vectors"][: -len(VECTORS)] == [
        {"vendor": vendor, **vector} for vendor, data in known.items() for vector in data["vectors"]
    ]
    assert exported["catalog_version"] == errnorm.normalize(None).match.catalog_version


@pytest.mark.parametrize(
    "fault",
    [
        {"name": "x", "payload": {}, "detected": "meta", "answers": []},
        {"name": "x", "clauses": ["one"], "lookup": {"vendor": "meta", "code": "1"}, "verdict": {}},
        {"name": "x", "payload": 1, "detected": "meta", "answers": [], "answers_without_vendor": "other"},
    ],
    ids=["incomplete", "wrong clause", "wrong word"],
)
def test_the_schema_refuses_what_is_no_vector(exported, fault):
    broken = {**exported, "vectors": [fault]}

    assert list(jsonschema.Draft202012Validator(vectors_schema()).iter_errors(broken))
