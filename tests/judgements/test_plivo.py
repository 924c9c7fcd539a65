"""Plivo: words without a code when it answers, a form with a code when it calls back."""

import json
from urllib.parse import urlencode

import pytest

from errnorm import detect, lookup, normalize, normalize_all

UUID = "db3ce55a-7f1d-11e1-8ea7-1231380bc196"
API = "97ceeb52-58b6-11e1-86da-77300b68f8bb"


def callback(status, code=None, **more):
    """Give the members of a status callback."""
    head = {"MessageUUID": UUID, "From": "15550000001", "To": "15550000000", "Type": "sms", "Status": status}
    return {**head, "Units": "1", **({} if code is None else {"ErrorCode": code}), **more}


def refusal(words):
    """Give the answer to a call."""
    return {"api_id": API, "error": words}


@pytest.mark.parametrize(
    "payload",
    [
        urlencode(callback("queued")),
        urlencode(callback("sent")),
        urlencode(callback("delivered", "")),
        callback("delivered", "000"),
        callback("read"),
        callback(["delivered"], [""]),
        {"message_uuid": UUID, "message_state": "delivered", "error_code": None},
        {"api_id": API, "message": "message(s) queued", "message_uuid": [UUID]},
        {"api_id": API, "message": "message(s) queued", "message_uuid": [UUID], "invalid_number": []},
    ],
)
def test_success_is_no_error(payload):
    """States on the way and answers to a send fail nothing."""
    for hint in (None, "plivo"):
        assert normalize_all(payload, vendor=hint) == ()
        assert normalize(payload, vendor=hint).vendor == "plivo"


@pytest.mark.parametrize(
    ("code", "canonical", "suppress"),
    [
        ("70", "recipient_unknown", "address"),
        ("80", "recipient_absent", "none"),
        ("200", "recipient_opted_out", "opt_out"),
        ("30", "content_blocked", "none"),
        ("50", "recipient_address_invalid", "none"),
        ("90", "route_unavailable", "none"),
        ("201", "sender_invalid", "none"),
        ("450", "destination_not_enabled", "none"),
        ("451", "fraud_suspected", "none"),
        ("900", "insufficient_balance", "none"),
        ("1000", "delivery_failed", "none"),
    ],
)
def test_dead_off_stop_and_filtered_are_told_apart(code, canonical, suppress):
    """Only a number out of service and a STOP touch the address."""
    said = normalize(callback("undelivered", code))

    assert (said.code, said.suppress.advice) == (canonical, suppress)
    assert said.acceptance == "accepted_then_failed"
    assert lookup("plivo", code).code == canonical


@pytest.mark.parametrize(
    "payload",
    [
        urlencode(callback("undelivered", "70")),
        "?" + urlencode(callback("undelivered", "70")),
        callback("undelivered", "70"),
        callback("undelivered", 70),
        json.dumps(callback("undelivered", "70")),
        {key: [value] for key, value in callback("undelivered", "70").items()},
        {"message_uuid": UUID, "message_state": "undelivered", "error_code": "70"},
        {"api_id": API, "objects": [{"message_uuid": UUID, "message_state": "undelivered", "error_code": "70"}]},
    ],
)
def test_every_form_of_a_failed_delivery(payload):
    """Form, query, lists and records give one answer about one message."""
    for hint in (None, "plivo"):
        said = normalize(payload, vendor=hint)

        assert (said.vendor, said.vendor_code, said.code) == ("plivo", "70", "recipient_unknown")
        assert (said.phase, said.message_id) == ("delivery", UUID)


@pytest.mark.parametrize("code", [None, "", "123456"])
def test_a_failure_without_a_known_code_is_only_a_failure(code):
    """The state decides nothing about recipient or sender."""
    said = normalize(callback("failed", code))

    assert (said.code, said.retry.advice, said.suppress.advice) == ("delivery_failed", "unknown", "none")


@pytest.mark.parametrize("code", ["120", "130", "140", "150", "160", "950"])
def test_rumoured_numbers_have_no_meaning(code):
    """No source tells what they are."""
    assert lookup("plivo", code).code == "unknown"


@pytest.mark.parametrize(
    ("words", "status", "canonical"),
    [
        ("invalid dst number", 400, "recipient_address_invalid"),
        ("src parameter not present", 400, "parameter_missing"),
        ("dst parameter not present", 400, "parameter_missing"),
        ("src and destination cannot overlap", 400, "recipient_is_sender"),
        ("Insufficient Credit", 403, "insufficient_balance"),
        ("destination country barred", 403, "destination_not_enabled"),
        ("authentication_failed", 401, "credentials_invalid"),
        ("rate_limit_exceeded", 429, "rate_limited"),
    ],
)
def test_words_decide_before_the_status(words, status, canonical):
    """With the vendor known the words serve without wrapper and api_id too."""
    wrapped, bare = normalize(refusal(words), http_status=status), {"error": words}

    assert (wrapped.vendor, wrapped.vendor_code, wrapped.code) == ("plivo", None, canonical)
    assert (wrapped.acceptance, wrapped.request_id, wrapped.suppress.advice) == ("rejected", API, "none")
    assert normalize(bare, vendor="plivo", http_status=status).code == canonical
    assert normalize(words, vendor="plivo", http_status=status).code == canonical


@pytest.mark.parametrize(
    ("status", "canonical", "acceptance"),
    [
        (400, "request_invalid", "rejected"),
        (403, "permission_denied", "rejected"),
        (404, "resource_not_found", "rejected"),
        (429, "rate_limited", "rejected"),
        (500, "vendor_internal_error", "unknown"),
        (503, "vendor_unavailable", "unknown"),
    ],
)
def test_the_status_decides_where_the_words_are_not_known(status, canonical, acceptance):
    """A 403 alone is not called a geo permission."""
    said = normalize(refusal("some new words"), http_status=status)

    assert (said.vendor, said.code, said.acceptance) == ("plivo", canonical, acceptance)


@pytest.mark.parametrize("error", [{"dst": ["is required"]}, ["is required"], {"message": "is required"}])
def test_errors_that_are_not_text_keep_their_words(error):
    """Some calls answer with words a field."""
    said = normalize({"api_id": API, "error": error}, http_status=400)

    assert (said.vendor, said.code, said.detail) == ("plivo", "request_invalid", "is required")


def test_a_send_of_which_some_numbers_were_refused():
    """The others are queued, so a repeat of all of it would write to them twice."""
    payload = {"api_id": API, "message": "message(s) queued", "message_uuid": [UUID], "invalid_number": ["15550"]}
    said = normalize(payload, http_status=202)

    assert (said.code, said.acceptance, said.retry.retryable) == ("partial_failure", "unknown", False)


@pytest.mark.parametrize(
    "payload",
    [
        {"MessageSid": "SM0", "MessageStatus": "undelivered", "ErrorCode": "30003"},
        {"error": "invalid dst number"},
        {"error": "Not found", "status": 404},
        {"message_uuid": "a", "status": "rejected", "channel": "sms", "error": {"title": 1240}},
        {"api_id": 7, "error": "no"},
        {"error_code": "70", "status": "failed"},
    ],
)
def test_lookalikes_are_not_plivos(payload):
    """Twilio's callback, Vonage's webhook and errors of anybody prove nothing about Plivo."""
    assert detect(payload).vendor != "plivo"
