"""What Bandwidth's codes mean: who failed, whether the message may be out, and whether the number is dead."""

from __future__ import annotations

import pytest

from errnorm import detect, lookup, normalize, normalize_all


def event(code=None, kind="message-failed", **more):
    """Give one event of a webhook; the vendor sends a list of them."""
    message = {
        "id": "14762070468292kw2fuqty55yp2b2",
        "time": "2016-09-14T18:20:16Z",
        "to": ["+15550000000"],
        "from": "+15550000001",
        "text": "",
        "applicationId": "93de2206-0000-4000-8000-000000000000",
        "owner": "+15550000001",
        "direction": "out",
        "segmentCount": 1,
    }
    told = {} if code is None else {"errorCode": code}
    head = {"type": kind, "time": "2016-09-14T18:20:16Z", "description": "words", "to": "+15550000000"}
    return {**head, **told, "message": message, **more}


def without(payload, *names):
    return {name: value for name, value in payload.items() if name not in names}


@pytest.mark.parametrize(
    ("code", "expected", "retry", "suppress"),
    [
        (4721, "recipient_unknown", "never", "address"),
        (4406, "recipient_unknown", "never", "address"),
        (4720, "recipient_unreachable", "never", "address_ttl"),
        (4404, "recipient_unreachable", "never", "address_ttl"),
        (4702, "recipient_absent", "after_wait", "none"),
        (4775, "recipient_opted_out", "never", "opt_out"),
        (4482, "recipient_on_block_list", "never", "address"),
        (4434, "recipient_not_capable", "never", "none"),
        (4303, "recipient_address_invalid", "after_fix", "none"),
        (4470, "content_blocked", "after_fix", "none"),
        (4770, "content_blocked", "after_fix", "none"),
        (4773, "sender_not_compliant", "after_condition", "none"),
        (4795, "sender_not_compliant", "after_condition", "none"),
        (4481, "sender_blocked", "after_condition", "none"),
        (4432, "destination_not_enabled", "after_fix", "none"),
        (4750, "carrier_rejected", "never", "none"),
        (4772, "carrier_rejected", "after_condition", "none"),
        (4780, "quota_exceeded", "after_wait", "none"),
        (4781, "throughput_limited", "backoff", "none"),
        (5600, "carrier_unavailable", "backoff", "none"),
        (9999, "delivery_failed", "unknown", "none"),
    ],
)
def test_dead_off_stopped_filtered_and_unregistered_are_told_apart(code, expected, retry, suppress):
    """Neither spam nor a missing registration says anything about the recipient's number."""
    answer = normalize([event(code)])

    assert (answer.vendor, answer.vendor_code, str(answer.code)) == ("bandwidth", str(code), expected)
    assert (str(answer.retry.advice), str(answer.suppress.advice)) == (retry, suppress)
    assert (str(answer.phase), str(answer.acceptance)) == ("delivery", "accepted_then_failed")


def test_a_block_list_is_no_opt_out():
    """The page says of 4482 that the number is blocked and not by whom; of 4775 it says opt-out."""
    assert str(lookup("bandwidth", 4482).suppress.advice) != "opt_out"
    assert str(lookup("bandwidth", 4775).suppress.advice) == "opt_out"


@pytest.mark.parametrize("code", [5630, 9902])
def test_a_missing_receipt_leaves_the_outcome_open(code):
    answer = normalize([event(code)])

    assert (str(answer.code), str(answer.acceptance)) == ("delivery_unconfirmed", "unknown")
    assert (answer.retry.retryable, str(answer.failover.other_vendor)) == (False, "no")


@pytest.mark.parametrize("code", [5100, 5101, 5111, 5211, 5220, 5231, 5999])
def test_bandwidths_own_failure_is_final_and_may_be_repeated(code):
    answer = normalize([event(code)])

    assert (str(answer.acceptance), answer.retry.retryable, str(answer.fault)) == (
        "accepted_then_failed",
        True,
        "vendor",
    )


@pytest.mark.parametrize("code", [5600, 5610, 5620, 5650])
def test_a_billed_failure_of_the_carrier_is_repeated_once(code):
    assert normalize([event(code)]).retry.max_attempts == 1


def test_the_two_codes_of_one_name_differ():
    """Both are called message-send-failed: with 5500 the carrier failed, with 5501 there was nowhere to go."""
    assert normalize([event(5500)]).code == "carrier_unavailable"
    assert normalize([event(5501)]).code == "route_unavailable"


def test_t_mobiles_cap_follows_the_brand_to_every_vendor():
    answer = normalize([event(4780)])

    assert (str(answer.scope), str(answer.failover.other_vendor), answer.retry.delay) == ("route", "no", 86400)


@pytest.mark.parametrize("kind", ["message-sending", "message-sent", "message-delivered", "message-read"])
@pytest.mark.parametrize("code", [None, 4720])
def test_a_state_on_the_way_is_no_error_whatever_code_stands_beside_it(kind, code):
    assert normalize_all([event(code, kind)]) == ()
    assert normalize([event(code, kind)]).vendor == "bandwidth"
    assert lookup("bandwidth", kind).code == "no_error"


def test_an_inbound_message_is_no_error():
    inbound = event(kind="message-received")
    inbound["message"]["direction"] = "in"

    assert normalize_all([inbound]) == ()


def test_of_a_list_each_failed_event_is_an_error():
    answers = normalize_all([event(4775), event(kind="message-delivered"), event(4702, to="+15550000002")])

    assert [str(answer.code) for answer in answers] == ["recipient_opted_out", "recipient_absent"]


@pytest.mark.parametrize(
    "payload",
    [
        [event(4775)],
        [event("4775")],
        event(4775),
        {"body": [event(4775)], "headers": {}},
        [without(event(4775), "message")],
        [without(event(4775), "description", "time", "to")],
        [event(4775, carrierName="AT&T", eventTime="2016-09-14T18:20:17Z")],
    ],
)
def test_every_form_of_one_stop_is_the_same_opt_out(payload):
    answer = normalize(payload)

    assert (answer.vendor, answer.vendor_code, str(answer.code)) == ("bandwidth", "4775", "recipient_opted_out")


@pytest.mark.parametrize(
    "payload",
    [
        {"errorCode": 4775, "description": "words"},
        {"error_code": "4775", "description": "words"},
        {"type": "message-failed", "error_code": 4775},
        "Message failed with error code 4775: destination-rejected-due-to-user-opt-out",
        "errorCode=4775 description=words",
    ],
)
def test_a_bare_form_is_read_for_a_caller_who_names_the_vendor(payload):
    answer = normalize(payload, vendor="bandwidth")

    assert (answer.vendor_code, str(answer.code)) == ("4775", "recipient_opted_out")
    assert detect(payload).vendor == "unknown"


@pytest.mark.parametrize("code", [None, 4999])
def test_a_failure_without_a_known_code_is_a_failure_all_the_same(code):
    answer = normalize([event(code)])

    assert (str(answer.code), str(answer.acceptance)) == ("delivery_failed", "accepted_then_failed")


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("to", "recipient_address_invalid"),
        ("from", "sender_invalid"),
        ("text", "request_invalid"),
        (None, "request_invalid"),
    ],
)
def test_the_field_of_a_refused_request_says_whose_number_is_wrong(field, code):
    named = {} if field is None else {"fieldErrors": [{"fieldName": field, "description": "words"}]}
    body = {"type": "request-validation", "description": "Your request could not be accepted", **named}

    answer = normalize(body, http_status=400)

    assert (str(answer.code), answer.field, str(answer.acceptance)) == (code, field, "rejected")


@pytest.mark.parametrize(("number", "code"), [("400", "sender_registration_failed"), ("500", "vendor_internal_error")])
def test_the_errorcode_of_a_toll_free_verification_stops_no_messages(number, code):
    """It is a text there, reads like an HTTP status and concerns no message."""
    body = {"accountId": "1", "phoneNumber": "+18005550000", "errorCode": number, "errorMessage": "words"}

    answer = normalize({**body, "internalTicketNumber": "10c0a000"})

    assert (answer.vendor, answer.vendor_code, str(answer.code)) == ("bandwidth", number, code)
    assert (str(answer.phase), str(answer.acceptance), str(answer.pause)) == ("management", "none", "no")


@pytest.mark.parametrize(("status", "code"), [("VERIFIED", "no_error"), ("UNVERIFIED", "sender_not_verified")])
def test_a_declined_verification_is_an_error_and_a_granted_one_is_none(status, code):
    body = {"accountId": "1", "phoneNumber": "+18005550000", "status": status, "internalTicketNumber": "10c0a000"}

    assert normalize(body).code == code


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "unauthorized", "description": "words"},
        {"type": "forbidden", "description": "words", "message": "words"},
        {"type": "message-failed", "errorCode": 123456},
        {"type": "message-failed", "error": "words"},
        {"errorCode": "400", "errorMessage": "words", "phoneNumber": "+18005550000"},
        {"errors": [{"type": "invalid_request", "description": "words"}]},
        {"timestamp": "2026", "status": 404, "error": "Not Found", "message": "", "path": "/orders/1"},
    ],
)
def test_look_alikes_are_not_taken(payload):
    assert detect(payload).vendor == "unknown"
    assert normalize(payload).vendor == "unknown"
