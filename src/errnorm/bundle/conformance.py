"""The conformance vectors of an export: those of the vendors and those of the specification, in one file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from errnorm.bundle.vectors import NOW, answered, record_of, vectors_of, verdict_record
from errnorm.catalog.compile import canonical
from errnorm.engine.tables import Tables
from errnorm.normalizer import Normalizer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from errnorm.model.answer import NormalizedError
    from errnorm.model.verdict import Verdict

_ASKED = ("vendor", "http_status", "headers", "phase", "surface", "now")
_TOLD = ("name", "clauses", "specimen", "whole", "lookup")


def conformance(
    normalizer: Normalizer, examples: Mapping[str, Mapping[str, Any]], clauses: Mapping[str, Any]
) -> dict[str, Any]:
    """Give `vectors.json`: the vectors of every vendor's examples, then those of the clauses.

    With own catalogs laid over the shipped ones the answers are those of the whole set; own vendors have no vectors.
    """
    index = normalizer.tables.index
    known = [name for name in sorted(examples) if name in index["vendors"]]
    vendors = [
        {"vendor": name, **vector}
        for name in known
        for vector in vectors_of(name, examples[name], normalizer)["vectors"]
    ]
    said = clause_vectors(normalizer, clauses)
    version = {"schema_version": index["schema_version"], "catalog_version": index["catalog_version"]}
    return {**version, "now": NOW, "specimen": said["specimen"], "vectors": [*vendors, *said["vectors"]]}


def clause_vectors(normalizer: Normalizer, clauses: Mapping[str, Any]) -> dict[str, Any]:
    """Give the vectors of the specification with their answers, and the invented vendors that some of them need."""
    invented = with_specimen(normalizer, clauses["specimen"])
    vectors = [answer_vector(invented if given.get("specimen") else normalizer, given) for given in clauses["vectors"]]
    return {"schema_version": 1, "now": NOW, "specimen": clauses["specimen"], "vectors": vectors}


def with_specimen(normalizer: Normalizer, specimen: Mapping[str, Any]) -> Normalizer:
    """Give a Normalizer over the same bundle with the invented vendors added to its `vendors` and `rules`."""
    tables = normalizer.tables
    index = {**tables.index, "vendors": {**tables.index["vendors"], **specimen["vendors"]}}
    rules = specimen["rules"]
    return Normalizer(tables=Tables(index, lambda name: rules[name] if name in rules else tables.load(name)))


def answer_vector(normalizer: Normalizer, given: Mapping[str, Any]) -> dict[str, Any]:
    """Give one vector with what the Normalizer answers to it."""
    told = {name: given[name] for name in _TOLD if name in given}
    if "lookup" in given:
        question = dict(given["lookup"])
        verdict = normalizer.lookup(question.pop("vendor"), question.pop("code"), **question)
        return {**told, "verdict": whole_record_of(verdict) if given.get("whole") else verdict_record(verdict)}
    asked = {name: given[name] for name in _ASKED if name in given}
    record = whole_record_of if given.get("whole") else record_of
    found = answered(normalizer, given["payload"], asked, record)
    shown = {"canonical": canonical(found["answers"])} if given.get("whole") else {}
    return {**told, "payload": given["payload"], **asked, **found, **shown}


def whole_record_of(answer: NormalizedError | Verdict) -> dict[str, Any]:
    """Give the whole answer or verdict, but for the version of the catalogs that gave it."""
    return _without_version(answer.to_dict())


def _without_version(record: dict[str, Any]) -> dict[str, Any]:
    match = {name: value for name, value in record["match"].items() if name != "catalog_version"}
    upstream = record.get("upstream")
    return {**record, "match": match, **({"upstream": _without_version(upstream)} if upstream else {})}
