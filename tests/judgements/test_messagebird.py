"""What MessageBird's and Bird's codes mean where a number has two meanings, a state is none, or nobody can tell."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from errnorm import detect, lookup, normalize, normalize_all

SENT = {
    "id": "efa6405d000000000000000000000000",
    "href": "https://rest.messagebird.com/messages/efa6405d000000000000000000000000",
    "direction": "mt",
    "originator": "+15550000001",
    "reference": "26",
}


def classic(code, description="words", parameter="body"):
    return {"errors": [{"code": code, "description": description, "parameter": parameter}]}


def message(*items):
    counts = {"totalCount": len(items), "totalSentCount": 1, "totalDeliveredCount": 0, "totalDeliveryFailedCount": 0}
    listed = [{"recipient": 15550000000 + n, "statusDatetime": "2017-09-01", **item} for n, item in enumerate(items)]
    return {**SENT, "recipients": {**counts, "items": listed}}


def receipt(status, code=None, reason=None):
    """Give the parameters of a classic status webhook."""
    more = {"statusErrorCode": code, "statusReason": reason}
    return {
        "id": "b6aae1b5dfb2427a8f7ea6a717ba31a9",
        "mccmnc": "310010",
        "recipient": "15550000000",
        "reference": "26",
        "statusDatetime": "2023-07-28T17:57:12+00:00",
        "status": status,
        **{name: value for name, value in more.items() if value is not None},
    }


def failure(code, source=None, name="sms-messagebird", status="delivery_failed"):
    """Give a failed message of Bird's Channels API."""
    origin = {"name": name} if source is None else {"name": name, "code": source}
    return {"id": "5a5b0000", "status": status, "direction": "outgoing", "failure": {"code": code, "source": origin}}


def nested(kind, code, name="Name", **more):
    return {"error": {"type": kind, "code": code, "name": name, "message": "Words.", "request_id": "req_1", **more}}


@pytest.mark.parametrize(
    ("code", "asked", "received"),
    [
        ("2", "credentials_invalid", "recipient_unreachable"),
        ("9", "parameter_missing", "recipient_barred"),
        ("10", "parameter_invalid", "recipient_not_capable"),
    ],
)
def test_a_number_means_one_thing_in_an_answer_and_another_in_a_receipt(code, asked, received):
    """The classic API and the SMS platform share small numbers and no meanings."""
    assert normalize(classic(code)).code == asked
    assert normalize(receipt("delivery_failed", code)).code == received
    assert lookup("messagebird", code, surface="rest").code == asked
    assert lookup("messagebird", code, surface="sms").code == received
    assert (str(lookup("messagebird", code).match.how), str(lookup("messagebird", code).code)) == (
        "ambiguous",
        "unknown",
    )


def test_the_voice_apis_11_is_no_recipients_fault():
    answer = normalize({"data": None, "errors": [{"code": 11, "message": "missing data"}]}, vendor="messagebird")

    assert (str(answer.code), answer.surface, str(answer.pause)) == ("parameter_missing", "voice", "no")
    assert normalize(receipt("delivery_failed", 11)).code == "recipient_not_capable"


@pytest.mark.parametrize(
    ("code", "expected", "retry", "suppress"),
    [
        ("1", "recipient_unknown", "never", "address"),
        ("27", "recipient_absent", "after_wait", "none"),
        ("8", "recipient_absent", "after_wait", "none"),
        ("31", "recipient_absent", "after_wait", "none"),
        ("12", "recipient_barred", "never", "address_ttl"),
        ("11", "recipient_not_capable", "never", "none"),
        ("2", "recipient_unreachable", "never", "none"),
        ("3", "recipient_unreachable", "never", "none"),
        ("5", "recipient_unreachable", "never", "none"),
        ("34", "carrier_unavailable", "backoff", "none"),
        ("103", "recipient_opted_out", "never", "opt_out"),
        ("106", "quota_exceeded", "after_wait", "none"),
        ("107", "throughput_limited", "backoff", "none"),
        ("0", "delivery_failed", "unknown", "none"),
    ],
)
@pytest.mark.parametrize("form", ["classic", "bird"])
def test_dead_off_barred_stopped_and_capped_are_told_apart(code, expected, retry, suppress, form):
    """Only a number that nobody has and a person who said stop may be left alone for good."""
    answer = normalize(receipt("delivery_failed", code) if form == "classic" else failure(15005, code))

    assert (answer.vendor, answer.vendor_code, str(answer.code)) == ("messagebird", code, expected)
    assert (str(answer.retry.advice), str(answer.suppress.advice)) == (retry, suppress)
    assert str(answer.acceptance) == "accepted_then_failed"


def test_a_busy_phone_is_free_within_minutes_and_an_absent_one_is_not():
    busy, absent = (normalize(receipt("delivery_failed", code)).retry.delay for code in ("31", "27"))

    assert (busy <= 600, absent >= 3600) == (True, True)


def test_t_mobiles_cap_follows_the_brand_to_every_vendor():
    answer = normalize(failure(15001, "106"))

    assert (str(answer.scope), str(answer.failover.other_vendor)) == ("route", "no")


@pytest.mark.parametrize("status", ["scheduled", "buffered", "sent", "delivered"])
@pytest.mark.parametrize("code", [None, "", "0", "27"])
def test_a_state_on_the_way_is_no_error_whatever_code_stands_beside_it(status, code):
    assert normalize_all(urlencode(receipt(status, code))) == ()
    assert normalize_all(message({"status": status, "statusErrorCode": code})) == ()
    assert normalize(receipt(status, code)).code == "no_error"
    assert lookup("messagebird", status).code == "no_error"


def test_one_failed_recipient_of_two_is_one_error():
    answers = normalize_all(message({"status": "sent"}, {"status": "delivery_failed", "statusErrorCode": 27}))

    assert [(str(answer.code), answer.message_id) for answer in answers] == [("recipient_absent", SENT["id"])]


@pytest.mark.parametrize("vendor", [None, "messagebird", "bird"])
@pytest.mark.parametrize(
    ("http_status", "code"),
    [(500, "vendor_internal_error"), (502, "vendor_unavailable"), (503, "vendor_unavailable")],
)
def test_a_server_error_around_an_acceptance_leaves_open_whether_it_was_one(vendor, http_status, code):
    """A gateway that believed either the body or the status alone would lose the message or send it twice."""
    answer = normalize(message({"status": "sent"}), vendor=vendor, http_status=http_status)

    assert (answer.vendor, str(answer.code), str(answer.acceptance)) == ("messagebird", code, "unknown")
    assert answer.message_id == SENT["id"]
    assert str(answer.failover.other_vendor) != "yes"


@pytest.mark.parametrize("http_status", [None, 200, 201])
def test_the_same_body_without_a_server_error_is_an_acceptance(http_status):
    assert normalize(message({"status": "sent"}), http_status=http_status).code == "no_error"


@pytest.mark.parametrize(
    ("payload", "http_status"),
    [
        (receipt("expired", reason="DLR not received"), None),
        (receipt("delivery_failed", reason="DLR not received"), None),
        (classic("99", "internal error"), 500),
        (nested("conflict_error", "E01004"), 409),
    ],
)
def test_an_open_outcome_says_so(payload, http_status):
    answer = normalize(payload, http_status=http_status)

    assert (answer.vendor, str(answer.acceptance), answer.retry.retryable) == ("messagebird", "unknown", False)


def test_a_request_that_was_not_executed_may_be_repeated():
    answer = normalize(nested("internal_error", "E01033"), http_status=503)

    assert (str(answer.code), str(answer.acceptance), answer.retry.retryable) == (
        "vendor_unavailable",
        "rejected",
        True,
    )


@pytest.mark.parametrize(
    ("status", "reason", "code"),
    [
        ("delivery_failed", "unknown subscriber", "recipient_unknown"),
        ("delivery_failed", "unknown_subscriber", "recipient_unknown"),
        ("expired", "unavailable subscriber", "recipient_absent"),
        ("expired", "DLR not received", "delivery_unconfirmed"),
        ("expired", "expired", "message_expired"),
        ("expired", None, "message_expired"),
        ("delivery_failed", "received network error", "carrier_unavailable"),
        ("delivery_failed", "generic delivery failure", "delivery_failed"),
        ("delivery_failed", None, "delivery_failed"),
    ],
)
@pytest.mark.parametrize("number", [None, "9999"])
def test_the_reason_in_words_decides_where_no_known_code_does(status, reason, number, code):
    assert normalize(receipt(status, number, reason)).code == code


@pytest.mark.parametrize(
    "payload",
    [
        receipt("delivery_failed", 103),
        receipt("delivery_failed", "103"),
        urlencode(receipt("delivery_failed", "103")),
        "https://gateway.example/status?" + urlencode(receipt("delivery_failed", "103")),
        {name: [value] for name, value in receipt("delivery_failed", "103").items()},
        message({"status": "delivery_failed", "statusErrorCode": 103}),
        failure(15005, "103"),
        failure("15005", 103),
        {"service": "channels", "event": "sms.outbound", "payload": failure(15005, "103")},
        {**failure(15005), "failure": None, "reason": "details: stop; reason: stopped; code: 103"},
    ],
)
def test_every_form_of_one_stop_is_the_same_opt_out(payload):
    answer = normalize(payload)

    assert (answer.vendor, answer.vendor_code, str(answer.code)) == ("messagebird", "103", "recipient_opted_out")
    assert str(answer.suppress.advice) == "opt_out"


@pytest.mark.parametrize(
    "payload",
    [
        {"status": "delivery_failed", "statusErrorCode": 103},
        {"status": "delivery_failed", "reason": "stopped; code: 103"},
    ],
)
def test_a_bare_form_is_read_for_a_caller_who_names_the_vendor(payload):
    assert normalize(payload, vendor="bird").code == "recipient_opted_out"
    assert detect(payload).vendor == "unknown"


@pytest.mark.parametrize(
    "payload",
    [
        classic(9, "no (correct) recipients found", "recipient"),
        classic("9", "no (correct) recipients found", None),
        {"errors": {"code": 9, "description": "no (correct) recipients found", "parameter": "recipient"}},
        classic(9, "no (correct) recipients found", "recipient")["errors"],
        classic(9, "no (correct) recipients found", "recipient")["errors"][0],
        "no (correct) recipients found (code: 9, parameter: recipient)",
        "{'code': 9, 'description': 'no (correct) recipients found', 'parameter': 'recipient'}",
    ],
)
def test_every_form_of_one_refused_recipient_is_the_same_answer(payload):
    answer = normalize(payload, vendor="messagebird")

    assert (answer.vendor_code, str(answer.code), str(answer.acceptance)) == (
        "9",
        "recipient_address_invalid",
        "rejected",
    )


def test_a_trial_account_is_not_the_recipients_fault():
    words = "no (correct) recipients found. Note: during your test period you can only send messages to yourself."

    assert normalize(classic(9, words, "recipient")).code == "recipient_not_allowlisted"


def test_whatsapps_code_behind_bird_decides():
    """15005 says no more than that the platform did not deliver; Meta's code says why."""
    capped = normalize(failure(15005, "131049", name="whatsapp"))
    stopped = normalize(failure(15999, "131050", name="whatsapp"))

    assert (capped.vendor, str(capped.code), str(capped.suppress.advice)) == ("messagebird", "marketing_capped", "none")
    assert (capped.upstream.vendor, capped.upstream.vendor_code) == ("meta", "131049")
    assert (str(stopped.code), str(stopped.suppress.advice)) == ("recipient_opted_out", "opt_out")


@pytest.mark.parametrize("source", [None, "9998"])
def test_15005_alone_never_suppresses(source):
    answer = normalize(failure(15005, source))

    assert (str(answer.code), str(answer.suppress.advice)) == ("recipient_unreachable", "none")


def test_a_new_code_of_a_known_family_is_judged_by_the_family():
    answer = normalize(nested("billing_error", "E07777"), http_status=402)

    assert (answer.vendor_code, str(answer.code), str(answer.failover.other_vendor)) == (
        "E07777",
        "payment_issue",
        "yes",
    )


def test_retry_after_is_obeyed():
    answer = normalize(nested("rate_limit_error", "E01003"), http_status=429, headers={"Retry-After": "7"})

    assert (answer.retry.delay, str(answer.retry.delay_source), answer.retry.retryable) == (7, "header", True)


@pytest.mark.parametrize(
    ("payload", "vendor"),
    [
        ({"errors": [{"code": "40310", "title": "Invalid 'to' address", "detail": "d"}]}, "telnyx"),
        ({"errors": [{"code": 1006, "title": "Resource not found", "details": "d"}]}, "meta_onprem"),
        ({"errors": [{"code": "10", "description": "words"}]}, "unknown"),
        ({"errors": [{"code": 2, "title": "t", "description": "words", "parameter": "p"}]}, "unknown"),
        ({"errors": [{"code": 10, "type": "validation", "description": "words", "parameter": "p"}]}, "unknown"),
        ({"data": None, "errors": [{"message": "words", "code": 11}]}, "unknown"),
        ({"status": "delivered", "recipient": "15550000000"}, "unknown"),
        ({"error": {"type": "validation_error", "message": "words"}}, "unknown"),
        ({"error": {"type": "invalid_request_error", "code": "E01", "doc_url": "https://stripe.com/docs"}}, "unknown"),
        ({"type": "not_found", "message": "words"}, "unknown"),
        ({"status": "delivery_failed", "failure": {"code": 404}}, "unknown"),
    ],
)
def test_look_alikes_are_not_taken(payload, vendor):
    assert detect(payload).vendor == vendor
    assert normalize(payload).vendor == vendor
