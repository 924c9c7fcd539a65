"""MSG91's numbers in answers and in pushed reports, told from its successes and from look-alikes."""

import json
from urllib.parse import quote

import pytest

import errnorm


def report(status, desc, **more):
    """Give one report of the webhook."""
    return {"date": "2026-11-22 10:06:20", "number": "15550000057", "status": status, "desc": desc, **more}


def batch(*reports):
    """Give what version 2 of the webhook puts into its field data."""
    return [{"senderId": "TESTIN", "requestId": "35666a71", "report": list(reports), "userId": "38229"}]


FORMS = {
    "form": lambda batches: "data=" + quote(json.dumps(batches)),
    "unquoted form": lambda batches: "data=" + json.dumps(batches),
    "parsed form": lambda batches: {"data": json.dumps(batches)},
    "listed form": lambda batches: {"data": [json.dumps(batches)]},
    "data read": lambda batches: {"data": batches},
    "list": lambda batches: batches,
    "one batch": lambda batches: batches[0],
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("2", "delivery_failed"),
        (2, "delivery_failed"),
        ("9", "recipient_on_dnd_registry"),
        ("16", "carrier_rejected"),
        ("25", "carrier_rejected"),
        ("17", "recipient_on_block_list"),
    ],
    ids=["2", "number 2", "9", "16", "25", "17"],
)
def test_a_report_is_read_in_every_form(form, status, code):
    """The webhook proves MSG91 however a framework hands it on, and a delivered neighbour is no error."""
    payload = form(batch(report("1", "DELIVERED"), report(status, "WORDS")))

    (answer,) = errnorm.normalize_all(payload)

    assert (answer.vendor, str(answer.code), answer.vendor_code) == ("msg91", code, str(status))
    assert (str(answer.acceptance), answer.message_id) == ("accepted_then_failed", "35666a71")


@pytest.mark.parametrize(
    "payload",
    [
        batch(report("1", "DELIVERED")),
        batch(report(1, "DELIVERED")),
        {"data": json.dumps(batch(report("1", "DELIVERED")))},
        {**report("1", "DELIVERED"), "requestId": "3", "senderId": "TESTIN", "userId": "2", "INMSID": "0"},
        [{"event": "delivered", "data": [{"meta": "0", "INMSID": "0", "description": "DELIVERED", "ts": 1726729500}]}],
        {
            "requestId": "3",
            "senderId": "T",
            "numbers": {"15550000057": {"date": "x", "status": 1, "desc": "DELIVERED"}},
        },
    ],
)
def test_a_delivered_report_is_no_error(payload):
    """Status 1 is no error in any version of the webhook."""
    assert str(errnorm.normalize(payload).code) == "no_error"
    assert errnorm.normalize_all(payload) == ()


@pytest.mark.parametrize(
    "payload", [{"type": "success", "message": "3763646c"}, {"type": "success", "request_id": "3"}]
)
def test_an_accepted_call_is_no_error(payload):
    """An answer of the type success is none, and proves nobody."""
    assert str(errnorm.normalize(payload, vendor="msg91").code) == "no_error"
    assert errnorm.detect(payload).vendor == "unknown"


@pytest.mark.parametrize(
    ("code", "canonical"),
    [
        ("106", "credentials_missing"),
        ("202", "recipient_address_invalid"),
        ("207", "credentials_invalid"),
        ("208", "ip_not_allowed"),
        ("301", "insufficient_balance"),
        ("303", "account_suspended"),
        ("306", "outside_sending_hours"),
        ("418", "ip_not_allowed"),
        ("506", "quota_exceeded"),
        ("001", "vendor_unavailable"),
        ("601", "vendor_internal_error"),
    ],
)
def test_an_answer_with_a_number_proves_msg91(code, canonical):
    """JSON with a number of the list names MSG91, the number alone does so only to a caller who names it."""
    body = {"message": "Words", "type": "error", "code": code}

    assert [str(errnorm.normalize(body).code), errnorm.detect(body).vendor] == [canonical, "msg91"]
    assert str(errnorm.normalize(code, vendor="msg91").code) == canonical
    assert str(errnorm.lookup("msg91", code).code) == canonical
    assert errnorm.detect(code).vendor == "unknown"


def test_001_is_not_1():
    """The database that MSG91 does not reach is not a delivered message."""
    assert [str(errnorm.lookup("msg91", code).code) for code in ("001", "1")] == ["vendor_unavailable", "no_error"]


@pytest.mark.parametrize(
    ("code", "acceptance", "retry"),
    [
        ("310", "unknown", "after_fix"),
        ("311", "unknown", "never"),
        ("601", "unknown", "backoff"),
        ("101", "rejected", "after_fix"),
    ],
)
def test_an_ambiguous_outcome_says_so(code, acceptance, retry):
    """A paused request, a repeated call and a failure inside MSG91 may still be out."""
    answer = errnorm.normalize({"message": "Words", "type": "error", "code": code})

    assert (str(answer.acceptance), str(answer.retry.advice)) == (acceptance, retry)


def test_a_closed_route_opens_twelve_hours_later():
    """Whenever the promotional route is closed, it is open twelve hours later."""
    assert errnorm.normalize("306", vendor="msg91").retry.delay == 12 * 3600


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "error", "message": "Invalid request"},
        {"type": "error", "message": "moved", "code": 301},
        {"type": "error", "message": "no such symbol", "code": "E207"},
        {"type": "error", "code": "207"},
        {"data": '{"report": "a document"}'},
        {"data": [{"requestId": "1", "status": "2"}]},
        [{"event": "failed", "data": [{"description": "FAILED"}]}],
        {"requestId": "1", "status": "2"},
        "207",
        "3763646c3058373530393938",
    ],
)
def test_look_alikes_prove_nobody(payload):
    """Neither an error of some type nor a data field is MSG91's without its own marks."""
    assert errnorm.detect(payload).vendor == "unknown"
