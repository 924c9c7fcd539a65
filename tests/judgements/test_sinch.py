"""Sinch: what its numbers, statuses and reasons ask of a gateway."""

import json

import pytest

import errnorm

from .wire_sinch import callback, grouped, receipt, report


def codes(payload, **told):
    return [str(answer.code) for answer in errnorm.normalize_all(payload, **told)]


def verdict(payload, **told):
    answer = errnorm.normalize(payload, **told)
    return str(answer.code), str(answer.retry.advice), str(answer.suppress.advice)


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (report(0, "Failed"), "delivery_failed"),
        (report(400, "Expired"), "message_expired"),
        (report(401, "Unknown"), "delivery_unconfirmed"),
        (report(999, "Cancelled"), "message_cancelled"),
        (report(None, "Failed"), "delivery_failed"),
    ],
)
def test_failed_status_wins_over_a_number_that_tells_none(payload, expected):
    assert codes(payload) == [expected]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (403, ("vendor_internal_error", "backoff", "none")),
        (404, ("carrier_unavailable", "backoff", "none")),
        (406, ("message_expired", "after_wait", "none")),
        (407, ("message_cancelled", "never", "none")),
        (408, ("carrier_rejected", "never", "none")),
        (412, ("destination_not_enabled", "after_fix", "none")),
        (413, ("account_suspended", "after_condition", "none")),
        (150, ("recipient_unknown", "never", "address")),  # dead
        (153, ("recipient_absent", "after_wait", "none")),  # off
        (201, ("recipient_absent", "after_wait", "none")),
        (210, ("recipient_inbox_full", "after_wait", "none")),
        (151, ("recipient_barred", "never", "address_ttl")),
        (152, ("recipient_not_capable", "never", "none")),
        (255, ("recipient_blocked_sender", "never", "address_ttl")),  # the recipient's own list
        (251, ("sender_blocked", "after_condition", "none")),  # a list of the sending side
        (15, ("content_blocked", "after_fix", "none")),  # filtered
        (62, ("content_blocked", "after_fix", "none")),
        (60, ("sender_blocked", "after_condition", "none")),  # campaign not active
        (61, ("recipient_on_block_list", "never", "address")),
        (64, ("quota_exceeded", "after_wait", "none")),
        (300, ("recipient_address_invalid", "after_fix", "none")),
        (310, ("sender_invalid", "after_fix", "none")),
    ],
)
def test_report_and_receipt_say_the_same(code, expected):
    """REST reports carry the numbers of SMPP receipts unpadded; both are delivery, none is an HTTP status."""
    assert verdict(report(code, "Failed")) == expected
    assert verdict(report(str(code), "Failed")) == expected
    assert verdict(grouped((0, "Delivered"), (code, "Failed"))) == expected
    assert verdict({"code": code, "status": "Failed", "count": 1}, vendor="clx") == expected
    assert verdict(receipt("UNDELIV", f"{code:03d}"), vendor="sinch") == expected
    assert str(errnorm.normalize(report(code, "Failed"), http_status=200).acceptance) == "accepted_then_failed"


def test_grouped_report_gives_one_answer_for_each_status():
    payload = grouped((0, "Delivered"), (153, "Failed"), (412, "Failed"), (400, "Queued"))

    assert codes(payload) == ["recipient_absent", "destination_not_enabled"]
    assert {answer.message_id for answer in errnorm.normalize_all(payload)} == {"B1"}


def test_nothing_but_an_explicit_word_opts_anybody_out():
    """Sinch's Deleted may come of an opt-out or of a bad number, so it proves neither."""
    assert verdict(report(None, "Deleted")) == ("carrier_rejected", "never", "none")
    assert verdict(callback("RECIPIENT_NOT_OPTED_IN"))[2] == "none"
    assert verdict(callback("CHANNEL_REJECT", channel_code="131050")) == ("recipient_opted_out", "never", "opt_out")


@pytest.mark.parametrize(
    ("reason", "channel_code", "expected"),
    [
        ("CHANNEL_REJECT", "131049", "marketing_capped"),
        ("CHANNEL_FAILURE", 131049, "marketing_capped"),
        ("RATE_LIMITED", "131056", "recipient_rate_limited"),
        ("UNKNOWN", "131026", "recipient_unreachable"),
        ("A_REASON_OF_TOMORROW", "131047", "conversation_window_closed"),
        ("CHANNEL_REJECT", None, "carrier_rejected"),
        ("OUTSIDE_ALLOWED_SENDING_WINDOW", "131026", "conversation_window_closed"),
        ("CHANNEL_REJECT", "999999", "carrier_rejected"),
    ],
)
@pytest.mark.parametrize("key", ["message_delivery_report", "event_delivery_report"])
def test_wide_reason_gives_way_to_metas_number_and_a_precise_one_stands(reason, channel_code, expected, key):
    payload = callback(reason, key=key, sub_code="UNSPECIFIED_SUB_CODE", channel_code=channel_code)

    answer = errnorm.normalize(payload)

    assert (answer.vendor, answer.vendor_code, str(answer.code)) == ("sinch", reason, expected)
    assert codes(json.dumps(payload)) == [expected]


def test_reason_answers_alike_with_less_and_less_around_it():
    whole = callback("CHANNEL_REJECT", sub_code="UNSPECIFIED_SUB_CODE", channel_code="131049")
    inner = whole["message_delivery_report"]
    bare = {"status": "FAILED", "reason": inner["reason"]}

    assert codes(whole) == codes(inner) == codes(inner["reason"]) == codes(whole["message_delivery_report"] | {"x": 1})
    assert codes(bare, vendor="sinch") == codes([inner["reason"]], vendor="sinch") == codes(whole)


def test_finer_cause_wins_over_a_wide_reason_alone():
    assert codes(callback("UNKNOWN", sub_code="INACTIVE_SENDER")) == ["sender_not_registered"]
    assert codes(callback("CHANNEL_REJECT", sub_code="ATTACHMENT_REJECTED")) == ["media_invalid"]
    assert codes(callback("RECIPIENT_NOT_REACHABLE", sub_code="ATTACHMENT_REJECTED")) == ["recipient_unreachable"]


@pytest.mark.parametrize("channel", ["SMS", "RCS", "VIBERBM"])
def test_recipient_out_of_reach_is_not_suppressed(channel):
    assert verdict(callback("RECIPIENT_NOT_REACHABLE", channel=channel))[2] == "none"


@pytest.mark.parametrize(
    "payload",
    [
        report(None, "Unknown"),
        callback("DELIVERY_REPORT_TIME_OUT"),
        callback("DELIVERY_TIMED_OUT"),
        receipt("UNKNOWN", "000"),
    ],
)
def test_what_may_have_arrived_is_not_sent_again(payload):
    answer = errnorm.normalize(payload, vendor="sinch")

    assert (str(answer.acceptance), answer.retry.retryable) == ("unknown", False)
