"""Tests defined by the shipped catalogs: a new rule or shape is tested without a line of Python."""

from pathlib import Path

import pytest

import errnorm
from errnorm.catalog.compile import compile_rules
from errnorm.catalog.load import load_catalogs, vendor_files
from errnorm.engine.rules import rank
from errnorm.testing.substitution import payloads_for

CATALOGS = load_catalogs(vendor_files(Path(__file__).parents[1] / "catalogs"))


def identified(catalog):
    """Give each rule of a catalog with its compiled form."""
    compiled = {data["id"]: data for data in compile_rules(catalog)}
    by_match = {_match_part(data): data for data in compiled.values()}
    return [
        (rule, by_match[_match_part(compile_rules(catalog.model_copy(update={"rules": [rule]}))[0])])
        for rule in catalog.rules
    ]


def _match_part(data):
    return tuple(
        str(data.get(name))
        for name in ("code", "range", "subcode", "status", "phase", "surface", "http_status", "text")
    )


ALL = [(catalog, rule, data) for catalog in CATALOGS for rule, data in identified(catalog)]
PAIRS = [pair for pair in ALL if pair[1].canonical != "no_error"]
SUCCESSES = [pair for pair in ALL if pair[1].canonical == "no_error"]
SHAPES = [(catalog, shape) for catalog in CATALOGS for shape in catalog.shapes]


@pytest.mark.parametrize(("catalog", "rule", "data"), [pytest.param(*pair, id=pair[2]["id"]) for pair in PAIRS])
def test_rule_answers_in_every_shape_it_can_arrive_in(catalog, rule, data):
    """A rule wins in each of its vendor's shapes, or loses there to one that asks for more; somewhere it wins."""
    won = 0
    for made in payloads_for(catalog, rule):
        winners = rules_in_shape(made, catalog.vendor)
        won += data["id"] in winners
        lost = [winner for winner in winners if winner != data["id"] and not outranks(catalog, winner, data)]
        assert data["id"] in winners or not lost, f"{made.shape.name}: {lost} won over {data['id']}\n{made.payload}"
    won += rule.example is not None

    assert won, f"no shape and no example selects {data['id']}"


@pytest.mark.parametrize(("catalog", "rule", "data"), [pytest.param(*pair, id=pair[2]["id"]) for pair in SUCCESSES])
def test_success_code_is_no_error(catalog, rule, data):
    """A code that means success is no error in any shape it arrives in, and says so when it is looked up."""
    codes = rule.code or ()
    looked_up = [errnorm.lookup(catalog.vendor, code, surface=rule.surface) for code in codes]
    received = [errnorm.normalize(made.payload, vendor=catalog.vendor) for made in payloads_for(catalog, rule)]

    assert received or codes
    assert {str(verdict.code) for verdict in looked_up} <= {"no_error"}
    assert {str(answer.code) for answer in received} <= {"no_error"}


def rules_in_shape(made, vendor):
    """Give the rules of the answers that came through the shape."""
    answers = errnorm.normalize_all(made.payload, vendor=vendor, http_status=made.http_status, headers=made.headers)
    return [answer.match.rule for answer in answers if answer.match.shape == made.shape.name]


def outranks(catalog, winner, data):
    """Say whether the rule that won is ranked before the other: it asks for something more."""
    by_id = {other["id"]: other for other in compile_rules(catalog)}
    return winner in by_id and rank(by_id[winner]) < rank(data)


@pytest.mark.parametrize(
    ("catalog", "rule", "data"),
    [pytest.param(*pair, id=pair[2]["id"]) for pair in PAIRS if pair[1].example is not None],
)
def test_rule_example_selects_its_own_rule(catalog, rule, data):
    """Each example written beside a rule is answered by that rule."""
    answer = errnorm.normalize(
        rule.example, vendor=catalog.vendor, http_status=rule.example_http_status, headers=rule.example_headers
    )

    assert answer.match.rule == data["id"]


@pytest.mark.parametrize(
    ("catalog", "shape"),
    [pytest.param(*pair, id=f"{pair[0].vendor}-{pair[1].name}") for pair in SHAPES if pair[1].identifies],
)
def test_identifying_shape_names_its_vendor(catalog, shape):
    """The example of a form that proves its vendor is detected as that vendor's."""
    assert errnorm.detect(shape.example, shape.example_headers).vendor == catalog.vendor


@pytest.mark.parametrize(
    ("catalog", "shape"),
    [
        pytest.param(*pair, id=f"{pair[0].vendor}-{pair[1].name}")
        for pair in SHAPES
        if pair[1].fields and not pair[1].unwrap
    ],
)
def test_shape_example_is_read_by_that_shape(catalog, shape):
    """The example of a shape is recognised as that shape by a caller who names the vendor."""
    answers = errnorm.normalize_all(
        shape.example, vendor=catalog.vendor, http_status=shape.example_http_status, headers=shape.example_headers
    )
    answer = errnorm.normalize(
        shape.example, vendor=catalog.vendor, http_status=shape.example_http_status, headers=shape.example_headers
    )

    assert shape.name in {found.match.shape for found in (*answers, answer)}


CURES = {"wait_and_retry", "retry_with_backoff", "slow_down", "wait_for_quota_reset", "resend_if_relevant"}
VENDORS = errnorm._shipped.tables.vendors.values()
VERDICTS = [pytest.param(rule.verdict, id=rule.id) for vendor in VENDORS for rule in vendor.rules.by_id.values()]


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_verdict_does_not_contradict_itself(verdict):
    """Advice, action, waits, suppression and fail-over of a rule tell one story."""
    advice, action = str(verdict.advice), str(verdict.action)
    waits = advice in {"backoff", "after_wait"}
    suppresses = str(verdict.suppress.advice) != "none"
    opts_out = str(verdict.suppress.advice) == "opt_out"

    assert waits or (verdict.delay is None and verdict.backoff is None)
    assert advice != "after_wait" or verdict.delay is not None
    assert advice != "backoff" or verdict.backoff is not None
    assert advice != "never" or str(verdict.category) == "inbound" or not (action.startswith("fix_") or action in CURES)
    assert not waits or not action.startswith("fix_")
    assert not suppresses or str(verdict.category) in {"recipient", "consent"}
    assert not opts_out or (advice, str(verdict.other_vendor), str(verdict.other_channel)) == ("never", "no", "no")
    assert str(verdict.acceptance) != "unknown" or str(verdict.other_vendor) != "yes"
    assert verdict.match.sources
    assert verdict.meaning


# Forms that a vendor shares with a protocol, or that reach it through another vendor that has a catalog of its own.
SHARED_FORMS = {("sinch", "smpp"), ("twilio", "smpp"), ("meta", "ycloud")}


@pytest.mark.parametrize("catalog", CATALOGS, ids=lambda catalog: catalog.vendor)
def test_no_example_is_taken_for_another_vendor_s(catalog):
    """Each example is its vendor's, nobody's, or that of the vendor whose forms come through."""
    tables = errnorm._shipped.tables
    lent = {name for name, _ in tables.passed(tables.vendors[catalog.vendor])}
    allowed = {catalog.vendor, "unknown", *lent, *(other for own, other in SHARED_FORMS if own == catalog.vendor)}
    given = [one for one in (*catalog.shapes, *catalog.rules) if one.example is not None]
    found = {errnorm.detect(one.example, one.example_headers).vendor for one in given}

    assert found <= allowed
