"""SignalWire's words, and its numbers that look like Twilio's."""

import pytest

import errnorm

URL = "https://developer.signalwire.com/rest/overview/error-codes/#"


def refusal(code, **more):
    """Give the answer of the REST API."""
    return {"errors": [{"type": "validation_error", "code": code, "message": "Words", "attribute": "to", **more}]}


def callback(number, status="undelivered"):
    """Give a status callback."""
    ids = "MessageSid=6f5e4d3c-0000&SmsSid=6f5e4d3c-0000&AccountSid=0b3c2d1e-0000"
    return f"{ids}&MessageStatus={status}&SmsStatus={status}&ErrorCode={number}"


@pytest.mark.parametrize(
    ("code", "canonical"),
    [
        ("not_routable", "destination_not_enabled"),
        ("insufficient_balance", "insufficient_balance"),
        ("invalid_destination_number", "recipient_address_invalid"),
        ("missing_required_parameter", "parameter_missing"),
        ("message_body_required", "parameter_missing"),
        ("rate_limit_exceeded", "rate_limited"),
        ("campaign_not_active", "sender_not_compliant"),
    ],
)
def test_a_word_of_the_rest_api(code, canonical):
    """The link names SignalWire; without it the caller has to."""
    linked, bare = refusal(code, url=URL + code), refusal(code)

    assert [errnorm.normalize(linked).vendor, str(errnorm.normalize(linked).code)] == ["signalwire", canonical]
    assert str(errnorm.normalize(bare, vendor="signalwire").code) == canonical
    assert errnorm.detect(bare).vendor == "unknown"


@pytest.mark.parametrize(
    ("number", "code", "suppress"),
    [
        ("30002", "insufficient_balance", "none"),
        ("30003", "recipient_absent", "none"),
        ("30004", "recipient_opted_out", "opt_out"),
        ("30005", "recipient_unknown", "address"),
        ("30006", "recipient_not_capable", "none"),
        ("30007", "content_blocked", "none"),
        ("30008", "delivery_failed", "none"),
        ("30022", "throughput_limited", "none"),
        ("30027", "quota_exceeded", "none"),
        ("21717", "sender_not_compliant", "none"),
    ],
)
def test_a_number_means_what_signalwire_says(number, code, suppress):
    """Off, dead, opted out, filtered and unregistered are told apart, in every form of the callback."""
    listed = {"MessageSid": ["6f"], "MessageStatus": ["failed"], "ErrorCode": [number]}
    resource = {
        "sid": "6f",
        "status": "failed",
        "error_code": int(number),
        "uri": "/api/laml/2010-04-01/Accounts/0/Messages/6f",
    }
    for payload in (callback(number), listed, resource):
        answer = errnorm.normalize(payload, vendor="signalwire")
        assert (answer.vendor_code, str(answer.code), answer.suppress.advice) == (number, code, suppress)
        assert str(answer.acceptance) == "accepted_then_failed"
    assert errnorm.detect(resource).vendor == "signalwire"


@pytest.mark.parametrize("status", ["queued", "sending", "sent", "delivered"])
def test_messages_on_the_way_are_no_errors(status):
    """A state without a number is no error, and an empty number is none."""
    resource = {"sid": "6f", "status": status, "error_code": None, "uri": "/api/laml/2010-04-01/Accounts/0/Messages/6f"}

    assert errnorm.normalize_all(callback("", status), vendor="signalwire") == ()
    assert errnorm.normalize_all(resource) == ()


@pytest.mark.parametrize("status", ["failed", "undelivered"])
def test_a_failure_without_a_number_stays_vague(status):
    """Nothing about the recipient is known."""
    assert str(errnorm.normalize(callback("", status), vendor="signalwire").code) == "delivery_failed"


def test_an_opt_out_is_one_at_either_stage():
    """21610 refuses the call and 30004 fails the message, both for a STOP."""
    refused = errnorm.normalize({"code": 21610, "message": "Words"}, vendor="signalwire")
    failed = errnorm.normalize(callback("30004"), vendor="signalwire")

    assert [str(refused.code), str(failed.code)] == ["recipient_opted_out"] * 2
    assert [str(refused.acceptance), str(failed.acceptance)] == ["rejected", "accepted_then_failed"]


def test_a_block_list_that_may_hold_the_sender_suppresses_nobody():
    """number_blacklisted does not say whose number is meant."""
    assert errnorm.lookup("signalwire", "number_blacklisted").suppress.advice == "none"


@pytest.mark.parametrize(
    "payload",
    [
        callback("30004"),
        refusal("not_routable"),
        {"code": 21610, "message": "Words"},
        {"sid": "6f", "status": "failed"},
    ],
)
def test_forms_of_the_imitated_api_do_not_prove_signalwire(payload):
    """Only a link or the path names SignalWire."""
    assert errnorm.detect(payload).vendor != "signalwire"
