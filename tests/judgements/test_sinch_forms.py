"""Sinch: reports that are no failure, forms that prove nobody, and numbers that look like HTTP statuses."""

import pytest

import errnorm

from .wire_sinch import RECIPIENT, callback, grouped, receipt, report


def codes(payload, **told):
    return [str(answer.code) for answer in errnorm.normalize_all(payload, **told)]


@pytest.mark.parametrize(
    "payload",
    [
        report(400, "Queued"),
        report(401, "Dispatched"),
        report(0, "Delivered"),
        report("401", "DISPATCHED"),
        report(401),
        report(0),
        report(10, "Delivered", "recipient_delivery_report_mms"),
        {"Type": RECIPIENT, "BatchId": "B1", "Code": 401, "Status": "Dispatched"},
        grouped((400, "Queued"), (0, "Delivered")),
        grouped(kind="delivery_report_mms"),
        callback(None, "QUEUED_ON_CHANNEL"),
        callback(None, "READ", key="event_delivery_report"),
        callback("RECIPIENT_NOT_REACHABLE", "SWITCHING_CHANNEL", channel_code="131026"),
        {"id": "B1", "type": "mt_text", "to": ["15550000000"], "canceled": False},
        {"id": "I1", "type": "mo_text", "from": "15550000000", "body": "STOP"},
    ],
)
@pytest.mark.parametrize("hint", [None, "sinch"])
def test_what_is_no_failure_is_no_error(payload, hint):
    answer = errnorm.normalize(payload, vendor=hint)

    assert (answer.vendor, str(answer.code), answer.is_error) == ("sinch", "no_error", False)
    assert codes(payload, vendor=hint) == []


@pytest.mark.parametrize("text", [receipt("DELIVRD", "000"), receipt("ACCEPTD", "000"), receipt("ENROUTE", "001")])
def test_receipt_that_reports_no_failure_is_no_error(text):
    assert codes(text, vendor="sinch") == []


def test_state_of_a_batch_object_proves_nothing():
    answer = errnorm.normalize({"id": "batch-456", "status": "Failed"}, vendor="sinch", http_status=200)

    assert (str(answer.code), answer.retry.retryable) == ("unknown", False)


def test_500_was_not_processed_only_where_it_is_the_sms_api():
    assert str(errnorm.normalize("", vendor="sinch", http_status=500, surface="sms").acceptance) == "rejected"
    assert str(errnorm.normalize("", vendor="sinch", http_status=500).acceptance) == "unknown"


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        ({"errorCode": 40001, "message": "No.", "reference": "r"}, ("parameter_invalid", "40001")),
        ({"errorCode": "40108", "message": "No."}, ("credentials_invalid", "40108")),
        ({"errorCode": 40200, "message": "No.", "status": "402 PaymentRequired"}, ("insufficient_balance", "40200")),
        ({"error": {"code": 404, "message": "No.", "status": "NOT_FOUND"}}, ("resource_not_found", "NOT_FOUND")),
        ({"code": 400, "status": "INVALID_ARGUMENT", "message": "No.", "details": []}, ("parameter_invalid", None)),
    ],
)
def test_forms_that_prove_nobody_serve_with_the_name(error, expected):
    answer = errnorm.normalize(error, vendor="sinch")

    assert str(answer.code) == expected[0]
    assert expected[1] in (None, answer.vendor_code)
    assert errnorm.detect(error).vendor == "unknown"


@pytest.mark.parametrize(
    "stranger",
    [
        {"code": "unknown_group", "message": "No such group"},
        {"code": 404, "text": "Not found"},
        {"code": "some_error", "text": "No."},
        {"code": "UNKNOWN", "description": "No."},
        {"type": "delivery_report", "status": "Failed", "code": 404},
        {"message_delivery_report": {"user_id": 1, "count": 2}},
        {"statuses": [{"code": 404, "status": "Failed"}]},
        {"message_id": "M1", "status": "FAILED", "reason": {"code": "BAD_REQUEST"}},
        {"id": "batch-456", "status": "Failed"},
        {"error": {"code": 400, "message": "API key not valid.", "status": "INVALID_ARGUMENT"}},
        receipt("UNDELIV", "150"),
    ],
)
def test_lookalikes_are_not_taken(stranger):
    assert errnorm.detect(stranger).vendor != "sinch"
    assert errnorm.normalize(stranger).vendor != "sinch"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("0", "no_error"),
        ("400", "no_error"),
        ("401", "no_error"),
        ("404", "carrier_unavailable"),
        ("000", "delivery_failed"),
    ],
)
def test_lookup_of_a_number_never_reads_it_as_an_http_status(code, expected):
    assert str(errnorm.lookup("sinch", code).code) == expected


def test_unknown_is_a_word_of_three_products():
    assert str(errnorm.lookup("sinch", "UNKNOWN").match.how) == "ambiguous"
    assert str(errnorm.lookup("sinch", "UNKNOWN", surface="sms").code) == "delivery_unconfirmed"
    assert str(errnorm.lookup("sinch", "UNKNOWN", surface="smpp").code) == "delivery_unconfirmed"
