"""What happened to other gateways does not happen here.

The numbers are those of the list of scenarios; those about vendors without a catalog (8, part of 9) and about the
installation (17) are not here.
"""

from __future__ import annotations

import time

import httpx
import pytest
import requests

from errnorm import lookup, normalize, normalize_all

from .wire import (
    chirp_error,
    exotel_callback,
    gupshup_event,
    kirim_message,
    meta_error,
    meta_inbound,
    meta_item,
    meta_status,
    meta_webhook,
    telnyx_error,
    telnyx_item,
    telnyx_webhook,
)

NOW = 1_780_000_000
UPLOAD_FAILED = {"errors": [{"code": 131053, "title": "Media upload error"}]}
UNKNOWN_TO_META = meta_error(987654321, "(#987654321) A novelty for +15550001234", "key 4711")


def test_1_http_200_with_errors_is_a_failure():
    """An error in HTTP 200 is an error, it is tried again later, and only the message is concerned."""
    answer = normalize(UPLOAD_FAILED, vendor="meta", http_status=200)

    assert (answer.is_error, answer.code, answer.retry.advice, answer.scope) == (
        True,
        "media_upload_failed",
        "backoff",
        "message",
    )


def test_1_media_that_cannot_be_uploaded_suppresses_nobody():
    """The content is at fault and the recipient is not."""
    answer = normalize(UPLOAD_FAILED, vendor="meta", http_status=200)

    assert answer.suppress.advice == "none"


VENDORS = ["360dialog", "chirp", "exotel", "gupshup", "kirim", "meta", "meta_onprem", "startmessaging", "telnyx"]
READ_TIMEOUTS = {
    "httpx": httpx.ReadTimeout("The read operation timed out"),
    "requests": requests.exceptions.ReadTimeout("Read timed out. (read timeout=10)"),
    "builtin": TimeoutError("timed out"),
    "text": "requests.exceptions.ReadTimeout: HTTPSConnectionPool(host='api.example', port=443): Read timed out.",
    "node": "Error: ESOCKETTIMEDOUT",
}


@pytest.mark.parametrize("failure", READ_TIMEOUTS.values(), ids=READ_TIMEOUTS.keys())
def test_2_a_read_timeout_leaves_acceptance_open(failure):
    """The request was written, so the message may be out: no repeat at once and no other vendor."""
    answer = normalize(failure)

    assert (answer.code, answer.acceptance, answer.retry.retryable, answer.failover.other_vendor) == (
        "response_lost",
        "unknown",
        False,
        "no",
    )


@pytest.mark.parametrize("vendor", VENDORS)
@pytest.mark.parametrize("form", ["httpx", "text"])
def test_2_a_read_timeout_is_known_as_such_at_any_vendor(form, vendor):
    """Naming the vendor makes a lost answer no less known."""
    answer = normalize(READ_TIMEOUTS[form], vendor=vendor)

    assert (answer.vendor, answer.code, answer.match.how) == (vendor, "response_lost", "transport")


REFUSALS = {
    "httpx": httpx.ConnectError("[Errno 111] Connection refused"),
    "builtin": ConnectionRefusedError(111, "Connection refused"),
    "text": "httpx.ConnectError: [Errno 111] Connection refused",
    "node": "Error: connect ECONNREFUSED 127.0.0.1:443",
}


@pytest.mark.parametrize("failure", REFUSALS.values(), ids=REFUSALS.keys())
def test_3_a_refused_connection_sent_nothing(failure):
    """No connection was made, so a repeat or another vendor makes no duplicate."""
    answer = normalize(failure)

    assert (answer.acceptance, answer.retry.advice, answer.retry.retryable, answer.failover.other_vendor) == (
        "rejected",
        "backoff",
        True,
        "yes",
    )


@pytest.mark.parametrize("vendor", VENDORS)
@pytest.mark.parametrize("form", ["httpx", "text"])
def test_3_a_refused_connection_is_known_as_such_at_any_vendor(form, vendor):
    """Naming the vendor makes a refused connection no less known."""
    answer = normalize(REFUSALS[form], vendor=vendor)

    assert (answer.vendor, answer.code, answer.match.how) == (vendor, "connection_failed", "transport")


def test_4_a_burst_of_gupshup_1002_opts_nobody_out():
    """A vendor's incident looks like 200 dead numbers, so one failure of a number suppresses nothing."""
    answers = [normalize(gupshup_event(1002, "Number Does Not Exists On WhatsApp")) for _ in range(200)]

    assert {(answer.suppress.advice, answer.suppress.strikes > 1) for answer in answers} == {("address_ttl", True)}


def test_5_a_closed_window_suppresses_nobody():
    """131047 says nothing about the contact."""
    answer = normalize(meta_error(131047, "(#131047) Re-engagement message"))

    assert answer.suppress.advice == "none"


def test_5_a_closed_windows_remedy_names_a_template():
    """The way out of a closed window is a template, and the answer says so."""
    answer = normalize(meta_error(131047, "(#131047) Re-engagement message"))

    assert (answer.action, "template" in answer.remediation) == ("send_template", True)


def test_6_131048_pauses_the_sender():
    """A quality problem of the sender stops all that it sends."""
    answer = normalize(meta_status(meta_item(131048, "Spam rate limit hit")))

    assert (answer.scope, answer.pause) == ("sender", "now")


def test_6_131048_returns_the_recipient_to_the_queue():
    """The recipient is not at fault and loses no attempt."""
    answer = normalize(meta_status(meta_item(131048, "Spam rate limit hit")))

    assert (answer.counts_as_attempt, answer.action) == (False, "pause_sending")


def test_6_131056_pauses_nothing():
    """Too many messages to one recipient are no reason to stop the others."""
    title = "(Business Account, Consumer Account) pair rate limit hit"
    answer = normalize(meta_error(131056, f"(#131056) {title}"))

    assert (answer.scope, answer.pause) == ("pair", "no")


def test_7_an_expired_token_consumes_no_attempt():
    """A queue is not dead-lettered because a token ran out."""
    answer = normalize(meta_error(190, "Error validating access token: Session has expired.", error_subcode=463))

    assert answer.counts_as_attempt is False


def test_7_an_expired_token_pages_the_accounts_owner():
    """Nobody but the account's owner puts a new token in place."""
    answer = normalize(meta_error(190, "Error validating access token: Session has expired.", error_subcode=463))

    assert (answer.alert, answer.fault, answer.scope) == ("page", "account", "account")


def test_9_the_same_code_in_two_phases_differs():
    """131051 on a message of ours is a wrong type, on a message of a user it is nobody's failure."""
    item = meta_item(131051, "Unsupported message type")
    codes = (normalize(meta_status(item)).code, normalize(meta_inbound(item)).code)

    assert codes == ("message_type_unsupported", "inbound_message_unsupported")


@pytest.mark.parametrize("code", ["131049", 131049.0, " 131049 "], ids=["text", "float", "padded"])
def test_10_the_forms_of_a_code_agree(code):
    """Number, text and padded text are one code."""
    answer = normalize(meta_error(code, "Not delivered"))

    assert answer == normalize(meta_error(131049, "Not delivered"))


@pytest.mark.parametrize("code", ["131049", 131049, " 131049 "], ids=["text", "number", "padded"])
def test_10_the_forms_of_a_code_agree_in_a_look_up(code):
    """A look-up takes a code as it lies in the caller's table."""
    verdict = lookup("meta", code)

    assert verdict.code == "marketing_capped"


@pytest.mark.parametrize("code", ["3", 3], ids=["text", "number"])
def test_10_leading_zeros_are_the_vendors(code):
    """Gupshup declares 003, and 3 is another number."""
    rules = {lookup("gupshup", "003").match.rule, lookup("gupshup", code).match.rule}

    assert len(rules) == 2


ODD = {
    "error_data_text": {"error": {"code": 131009, "type": "OAuthException", "message": "x", "error_data": "KEPT"}},
    "error_data_json": {
        "error": {"code": 131009, "type": "OAuthException", "message": "x", "error_data": '{"details": "KEPT"}'}
    },
    "error_missing": {"message": "KEPT"},
    "code_0": {"error": {"code": 0, "type": "OAuthException", "message": "KEPT"}},
    "code_null": {"error": {"code": None, "type": "OAuthException", "message": "KEPT"}},
}


@pytest.mark.parametrize("payload", ODD.values(), ids=ODD.keys())
def test_11_odd_shapes_keep_their_text(payload):
    """A shape nobody promised raises nothing and loses no words."""
    answer = normalize(payload, vendor="meta", http_status=400)

    assert (answer.is_error, "KEPT" in (answer.detail or "")) == (True, True)


@pytest.mark.parametrize("payload", [{"errors": []}, {"error": {}}, {"error": None}, {"errors": [None]}, {}, [], None])
def test_11_an_empty_error_in_http_400_is_still_an_error(payload):
    """Nothing to read is no success."""
    answer = normalize(payload, vendor="meta", http_status=400)

    assert (answer.is_error, answer.http_status) == (True, 400)


def test_11_an_empty_list_of_errors_on_a_delivered_message_is_no_error():
    """Telnyx writes errors: [] into its successes."""
    assert normalize_all(telnyx_webhook("delivered")) == ()


def test_12_the_vendors_code_and_the_platforms_are_both_reported():
    """The reseller's code and Meta's stand side by side."""
    provider = {"source": "meta", "code": 131026, "message": "Unable to deliver message"}
    answer = normalize(chirp_error("message_undeliverable", "provider_error", "Unable to deliver message.", provider))

    assert (answer.vendor, answer.vendor_code, answer.upstream.vendor, answer.upstream.vendor_code) == (
        "chirp",
        "message_undeliverable",
        "meta",
        "131026",
    )


def test_12_the_platforms_code_drives_a_coarse_one():
    """A code that covers several causes is read by the platform's."""
    provider = {"source": "meta", "code": 131049, "message": "Ecosystem protection"}
    answer = normalize(chirp_error("message_undeliverable", "provider_error", "Unable to deliver message.", provider))

    assert (answer.code, answer.match.how) == ("marketing_capped", "upstream")


def test_12_the_platforms_code_only_tightens_a_precise_one():
    """A precise code stays, and the platform's advice wins only where it is stricter."""
    answers = [normalize(kirim_message("quota_exceeded", number)) for number in (131016, 131026)]

    assert [(str(answer.code), str(answer.retry.advice)) for answer in answers] == [
        ("quota_exceeded", "after_wait"),
        ("quota_exceeded", "never"),
    ]


def test_13_an_unknown_code_has_one_label():
    """A code without a rule is counted under one name, whatever its number."""
    labels = {
        (normalize(payload).vendor, normalize(payload).category, normalize(payload).code)
        for payload in (UNKNOWN_TO_META, meta_error(987654322, "(#987654322) Another novelty"))
    }

    assert labels == {("meta", "unknown", "unknown")}


def test_13_an_unknown_code_shows_no_value():
    """The code and the words of an unknown error stay out of what is logged."""
    shown = repr(normalize(UNKNOWN_TO_META))

    assert [word for word in ("987654321", "novelty", "15550001234", "4711") if word in shown] == []


def test_13_an_unknown_code_keeps_its_evidence():
    """Who looks into it finds the code, the words and the input."""
    answer = normalize(UNKNOWN_TO_META)

    assert (answer.vendor_code, answer.detail, answer.raw) == ("987654321", "key 4711", UNKNOWN_TO_META)


@pytest.mark.parametrize(
    "payload",
    [
        telnyx_error("40300", "Blocked due to STOP message", "Messages cannot be sent to '+15550001234'."),
        exotel_callback("EX_INVALID_RECIPIENT", "+15550001234 is not valid", 30012),
        chirp_error("invalid_phone_number", "invalid_request_error", 'The phone number "+15550001234" is not valid.'),
        "Message to +15550001234 failed",
    ],
    ids=["telnyx", "exotel", "chirp", "text"],
)
@pytest.mark.parametrize("show", [repr, str, "{0}".format], ids=["repr", "str", "format"])
def test_14_a_phone_number_in_the_text_is_not_shown(payload, show):
    """What a log prints of an answer holds no personal data."""
    assert "15550001234" not in show(normalize(payload))


ADVERSARIAL = {
    "parentheses": "(#" * 500_000,
    "digits": "1" * 1_000_000,
    "braces": "{" * 1_000_000,
    "quotes": "{'a': '" * 140_000,
    "spaces": " " * 1_000_000 + "x",
    "ampersands": "a=b&" * 250_000,
    "bars": "error | " * 125_000,
    "tags": "<a>" * 330_000,
}


@pytest.mark.parametrize("text", ADVERSARIAL.values(), ids=ADVERSARIAL.keys())
def test_15_a_megabyte_of_hostile_text_takes_bounded_time(text):
    """A long text costs a bounded amount of work, as a whole payload and inside one."""
    start = time.perf_counter()
    normalize(text)
    normalize(meta_error(131026, text, text))

    assert time.perf_counter() - start < 2


NO_FAILURES = {
    "meta-sent": meta_status(meta_item(131026, "Message undeliverable"), status="sent"),
    "meta-delivered": meta_status(meta_item(131049, "Not delivered"), status="delivered"),
    "telnyx-delivered": telnyx_webhook("delivered", telnyx_item("40002", "Blocked as spam - temporary", "Flagged.")),
    "telnyx-queued": telnyx_webhook("queued", telnyx_item("40008", "Undeliverable", "Not accepted.")),
    "kirim-pending": {
        "data": {"id": "msg_01HXYZ", "status": "pending", "error": {"code": "provider_error", "provider_code": 131000}}
    },
    "gupshup-sent": {"type": "message-event", "payload": {"type": "sent", "payload": {"code": 1002, "reason": "x"}}},
    "exotel-read": {
        "type": "message_status",
        "account_sid": "exotel_sid",
        "data": {"message_sid": "m", "status": "read", "errors": [{"code": 131026, "title": "x", "detail": "x"}]},
    },
}


@pytest.mark.parametrize("payload", NO_FAILURES.values(), ids=NO_FAILURES.keys())
def test_16_a_code_on_a_pending_or_delivered_status_is_no_failure(payload):
    """The status outweighs a code that stands beside it."""
    assert normalize_all(payload) == ()


def test_16_one_failed_message_among_delivered_ones_is_one_failure():
    """Each status of a webhook is judged by itself."""
    failed = {"id": "wamid.F", "status": "failed", "errors": [meta_item(131026, "Message undeliverable")]}
    answers = normalize_all(meta_webhook(statuses=[{"id": "wamid.D", "status": "delivered"}, failed]))

    assert [answer.message_id for answer in answers] == ["wamid.F"]


@pytest.mark.parametrize(
    ("value", "delay"),
    [
        ("120", 120),
        ("Thu, 28 May 2026 20:28:20 GMT", 100),
        ("soon", None),
        ("-5", None),
        ("", None),
        ("99999999999", 31 * 24 * 3600),
    ],
    ids=["seconds", "date", "rubbish", "negative", "empty", "endless"],
)
def test_18_retry_after_is_read_as_seconds_or_date_and_rubbish_is_ignored(value, delay):
    """A header that makes no sense gives no delay, and an endless one is cut at 31 days."""
    payload = telnyx_error("10011", "Too many requests", "You have exceeded the limit.")
    answer = normalize(payload, vendor="telnyx", http_status=429, headers={"Retry-After": value}, now=NOW)

    assert (answer.code, answer.retry.delay) == ("rate_limited", delay)
