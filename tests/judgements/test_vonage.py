"""Vonage: the numbers of answer and receipt apart, success told from failure, and every form one answer."""

import json
from urllib.parse import urlencode

import pytest

from errnorm import detect, lookup, normalize, normalize_all

TYPES = "https://developer.vonage.com/api-errors"
MINUTE = 60
DAY = 86400


def part(status, words):
    """Give one part of the SMS API's answer that was refused."""
    return {"to": "15550000000", "status": status, "error-text": words}


def sent(message_id="0C000000217B7F02"):
    """Give one part that was taken."""
    return {"to": "15550000000", "message-id": message_id, "status": "0", "remaining-balance": "15.5", "network": "2"}


def answer(*parts):
    """Give the SMS API's answer."""
    return {"message-count": str(len(parts)), "messages": list(parts)}


def xml(*parts):
    """Give the SMS API's answer in its XML form."""
    inside = "".join(f"<message>{''.join(f'<{k}>{v}</{k}>' for k, v in part.items())}</message>" for part in parts)
    return f"<mt-submission-response><messages count='{len(parts)}'>{inside}</messages></mt-submission-response>"


def receipt(status, code, **more):
    """Give a delivery receipt."""
    head = {"msisdn": "15550000000", "to": "AcmeInc", "network-code": "12345", "messageId": "0A0000001234567B"}
    return {**head, "price": "0", "scts": "2001011400", "status": status, "err-code": code, **more}


def webhook(status, code=None, **more):
    """Give a status webhook of the Messages API."""
    head = {"message_uuid": "aaaaaaaa-bbbb-cccc-dddd-0123456789ab", "to": "15550000000", "from": "15550000001"}
    error = {"type": f"{TYPES}/messages#{code}", "title": code, "detail": "See type.", "instance": "bf0ca0bf"}
    head |= {"timestamp": "2020-01-01T14:00:00.000Z", "channel": "sms", "status": status}
    return {**head, **({"error": error} if code else {}), **more}


# Success and what is under way


@pytest.mark.parametrize(
    "payload",
    [
        answer(sent()),
        answer(sent("a"), sent("b")),
        [sent()],
        sent(),
        xml({"to": "15550000000", "messageId": "0C", "status": "0"}),
        receipt("delivered", "0"),
        receipt("accepted", "0"),
        receipt("buffered", "0"),
        receipt("buffered", "1"),
        receipt(["delivered"], ["0"]),
        webhook("submitted"),
        webhook("delivered"),
        webhook("read"),
        webhook("submitted", 1000),
        webhook("submitted", 1220),
        {"error-code": "200", "error-code-label": "success"},
    ],
)
def test_success_is_no_error(payload):
    """Status 0, an interim receipt and an error beside `submitted` fail nothing, with and without a hint."""
    for hint in (None, "vonage", "nexmo"):
        assert normalize_all(payload, vendor=hint, http_status=200) == ()
        assert normalize(payload, vendor=hint, http_status=200).vendor == "vonage"


def test_accepted_send_needs_the_callers_word():
    """A message_uuid alone proves nobody; for Vonage's caller it is a success."""
    assert normalize({"message_uuid": "aaaa"}).vendor == "unknown"
    assert not normalize({"message_uuid": "aaaa"}, vendor="vonage", http_status=202).is_error


# One number, two meanings


@pytest.mark.parametrize(
    ("code", "answered", "received"),
    [
        ("1", "throughput_limited", "delivery_failed"),
        ("2", "parameter_missing", "recipient_absent"),
        ("3", "parameter_invalid", "recipient_unknown"),
        ("4", "credentials_invalid", "recipient_barred"),
        ("6", "request_invalid", "content_blocked"),
        ("7", "recipient_on_block_list", "recipient_absent"),
        ("9", "insufficient_balance", "recipient_opted_out"),
        ("14", "credentials_invalid", "recipient_barred"),
        ("16", "parameter_invalid", "quota_exceeded"),
    ],
)
def test_answer_and_receipt_share_numbers_and_no_meaning(code, answered, received):
    """The form tells the surface; a bare number is not guessed at."""
    assert normalize(answer(part(code, "words"))).code == answered
    assert normalize(receipt("failed", code)).code == received
    assert lookup("vonage", code, surface="sms").code == answered
    assert lookup("vonage", code, surface="sms_dlr").code == received
    assert lookup("vonage", code).match.how == "ambiguous"


def test_used_up_credit_opts_nobody_out():
    """The sync 9 is money and keeps the address; only the receipt's 9 is a legal opt-out."""
    credit, stop = normalize(answer(part("9", "Quota Exceeded - rejected"))), normalize(receipt("failed", "9"))

    assert (credit.suppress.advice, credit.scope, credit.acceptance) == ("none", "account", "rejected")
    assert (stop.suppress.advice, stop.action, stop.acceptance) == ("opt_out", "record_opt_out", "accepted_then_failed")


@pytest.mark.parametrize(("status", "code"), [("expired", "message_expired"), ("failed", "delivery_failed")])
def test_the_status_decides_where_the_number_says_nothing(status, code):
    """Err-code 1 and 99 name no cause, and 0 beside a failure is a contradiction."""
    assert {normalize(receipt(status, number)).code for number in ("0", "1", "99")} == {code}


# Dead, off, stop, filtered, not registered


@pytest.mark.parametrize(
    ("received", "messages", "code", "suppress"),
    [
        ("2", "1180", "recipient_absent", "none"),
        ("7", "1220", "recipient_absent", "none"),
        ("3", "1190", "recipient_unknown", "address"),
        ("9", "1240", "recipient_opted_out", "opt_out"),
        ("6", "1210", "content_blocked", "none"),
        ("5", "1200", "route_unavailable", "none"),
        ("8", "1230", "carrier_unavailable", "none"),
        ("12", "1260", "recipient_unreachable", "address_ttl"),
        ("14", "1280", "recipient_barred", "address_ttl"),
        ("15", "1290", "recipient_barred", "none"),
        ("51", "1481", "sender_not_compliant", "none"),
        ("52", "1482", "template_content_invalid", "none"),
        ("53", "1483", "recipient_not_opted_in", "none"),
    ],
)
def test_receipt_and_messages_agree_on_the_recipient(received, messages, code, suppress):
    """The same cause under two numberings gives one verdict, and only lasting causes touch the address."""
    answers = [normalize(receipt("failed", received)), normalize(webhook("rejected", messages))]

    assert {(said.code, said.suppress.advice) for said in answers} == {(code, suppress)}


def test_an_empty_prepaid_account_is_waited_for():
    """The recipient can top up: wait, and leave the address alone."""
    said = normalize(receipt("failed", "15"))

    assert (said.retry.advice, said.retry.delay, said.suppress.advice) == ("after_wait", DAY, "none")


def test_an_anti_fraud_number_without_a_source_suppresses_nobody():
    """20 to 22 come from a reseller's list only."""
    said = normalize(receipt("rejected", "21"))

    assert (said.code, said.match.evidence, said.suppress.advice) == ("fraud_suspected", "inferred", "none")


def test_a_daily_10dlc_cap_does_not_stop_the_account():
    """1460 counts one brand's messages; the account's other senders go on."""
    assert lookup("vonage", "1460").scope == "sender"


# Where nobody knows


@pytest.mark.parametrize(
    "payload",
    [
        answer(part("5", "Internal Error")),
        answer(sent(), part("1", "Throttled")),
        xml({"messageId": "0C", "status": "0"}, {"status": "1", "errorText": "Throttled"}),
        receipt("unknown", "1"),
        receipt("unknown", "0"),
        webhook("rejected", 1490),
        {"type": f"{TYPES}/messages#1030", "title": "Internal error", "detail": "x"},
    ],
)
def test_ambiguous_outcomes_say_so(payload):
    """A repeat of these could send a message twice."""
    said = normalize(payload)

    assert (said.vendor, said.acceptance, said.retry.retryable) == ("vonage", "unknown", False)


def test_undeliverable_is_the_providers_trouble_and_no_dead_number():
    """Without an error it means that Vonage could not get through to the provider."""
    said = normalize(webhook("undeliverable"))

    assert (said.code, said.retry.advice, said.suppress.advice) == ("upstream_unavailable", "backoff", "none")


def test_a_mixed_answer_keeps_the_code_of_the_failed_part():
    """One part is queued and one refused: no plain throttle, but its number stays as evidence."""
    said = normalize(answer(sent(), part("1", "Throttled")), http_status=200)

    assert (said.code, said.vendor_code, said.message_id) == ("partial_failure", "1", "0C000000217B7F02")


# One answer, many forms

THROTTLED = part("1", "Throughput Rate Exceeded - please wait [ 250 ] and retry")


@pytest.mark.parametrize(
    "payload",
    [
        answer(THROTTLED),
        {"messages": [THROTTLED]},
        {"messages": THROTTLED},
        {"messages": [{**THROTTLED, "status": 1}]},
        [THROTTLED],
        THROTTLED,
        json.dumps(answer(THROTTLED)),
        {"response": answer(THROTTLED), "response_code": 200},
        {"msg": answer(THROTTLED)},
        xml({"status": "1", "errorText": THROTTLED["error-text"]}),
        f"Sms.send_message method failed with error code 1: {THROTTLED['error-text']}",
    ],
)
def test_every_form_of_the_answer(payload):
    """The wrapper, its absence, text and XML change nothing, and the wait in brackets is milliseconds."""
    for hint in (None, "vonage"):
        said = normalize(payload, vendor=hint, http_status=200)

        assert (said.vendor, said.vendor_code, said.code) == ("vonage", "1", "throughput_limited")
        assert (said.retry.delay, said.retry.delay_source, said.acceptance) == (0.25, "payload", "rejected")


def test_php_serialized_answer():
    """A log of PHP's serialize() holds the same answer."""
    text = (
        'a:2:{s:8:"response";O:8:"stdClass":2:{s:13:"message-count";s:1:"1";s:8:"messages";a:1:{i:0;O:8:"stdClass":3:'
        '{s:2:"to";s:11:"15550000000";s:10:"error-text";s:25:"Quota Exceeded - rejected";s:6:"status";s:1:"9";}}}'
        's:13:"response_code";i:200;}'
    )
    said = normalize(text)

    assert (said.vendor, said.vendor_code, said.code) == ("vonage", "9", "insufficient_balance")


STOP = receipt("failed", "9")


@pytest.mark.parametrize(
    "payload",
    [
        STOP,
        receipt("failed", 9),
        urlencode(STOP),
        "?" + urlencode(STOP),
        "https://gateway.example/dlr?" + urlencode(STOP),
        json.dumps(STOP),
        {key: [value] for key, value in STOP.items()},
        {"err_code": "9", "status": "failed", "messageId": "0A0000001234567B", "msisdn": "15550000000"},
        {"err-code": "9", "status": "rejected", "message-id": "0A0000001234567B"},
    ],
)
def test_every_form_of_the_receipt(payload):
    """JSON, query, form of lists and renamed keys give one opt-out of one message."""
    for hint in (None, "vonage"):
        said = normalize(payload, vendor=hint)

        assert (said.vendor, said.vendor_code, said.code) == ("vonage", "9", "recipient_opted_out")
        assert (said.phase, said.message_id) == ("delivery", "0A0000001234567B")


PROBLEM = webhook("rejected", 1240)["error"]


@pytest.mark.parametrize(
    "payload",
    [
        webhook("rejected", 1240),
        webhook("rejected", "1240"),
        webhook("rejected", error={"error": PROBLEM}),
        webhook("rejected", error={**PROBLEM, "type": "https://www.developer.vonage.com/en/api-errors/messages#1240"}),
        webhook("rejected", error={**PROBLEM, "type": "https://developer.nexmo.com/api-errors/messages-olympus#1240"}),
        PROBLEM,
        {"error": PROBLEM},
    ],
)
def test_every_form_of_the_problem(payload):
    """The fragment of the type is the code, on every host, with the title as number, text or nothing."""
    for hint in (None, "vonage"):
        said = normalize(payload, vendor=hint)

        assert (said.vendor, said.vendor_code, said.code) == ("vonage", "1240", "recipient_opted_out")


@pytest.mark.parametrize(
    "payload",
    [
        {"title": "1240", "detail": "x"},
        {"title": 1240},
        webhook("rejected", error={"title": "1240", "detail": "x"}),
        {"message_uuid": "a", "status": "rejected", "error": {"title": 1240}},
    ],
)
def test_the_title_is_the_code_where_the_type_is_lost(payload):
    """For Vonage's caller a title of digits serves."""
    assert normalize(payload, vendor="vonage").code == "recipient_opted_out"


def test_invalid_parameters_name_the_field():
    """The generic problem lists what is wrong."""
    listed = [{"name": "to", "reason": "is required"}]
    said = normalize(
        {"type": f"{TYPES}#invalid-params", "title": "Invalid params", "detail": "x", "invalid_parameters": listed}
    )

    assert (said.code, said.vendor_code, said.field) == ("parameter_invalid", "invalid-params", "to")


def test_an_older_host_and_spelling():
    """The answer of 2020 that an integrator posted."""
    said = normalize({"type": "https://www.nexmo.com/messages/Errors#InvalidParams", "title": "x", "detail": "y"})

    assert (said.vendor, said.code) == ("vonage", "parameter_invalid")


def test_the_references_rate_limit_carries_the_number_of_missing_parameters():
    """The example of HTTP 429 has 1010 under the title Rate Limit Hit."""
    problem = {"type": "https://developer.nexmo.com/api-errors/messages-olympus#1010", "title": "Rate Limit Hit"}

    assert normalize({**problem, "detail": "Please wait"}, http_status=429).code == "rate_limited"
    assert normalize({**problem, "title": "Missing params", "detail": "x"}, http_status=422).code == "parameter_missing"


def test_number_unreachable_is_an_old_reading_of_17():
    """Newer lists say blocked, older ones unreachable; the words decide."""
    assert normalize(answer(part("17", "Message blocked by provider"))).code == "policy_violation"
    assert normalize(answer(part("17", "Number unreachable"))).code == "recipient_absent"


def test_settings_of_an_application_stop_no_message():
    """Errors of the Application and Numbers API concern management."""
    said = normalize({"type": f"{TYPES}/application#payload-validation", "title": "Bad Request", "detail": "x"})
    numbers = normalize({"error-code": "420", "error-code-label": "method failed"}, http_status=420)

    assert (said.code, said.pause) == ("parameter_invalid", "no")
    assert (numbers.phase, numbers.pause) == ("management", "no")


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "https://example.com/errors#1240", "title": "1240", "detail": "x"},
        {"type": "https://example.com/Error#out-of-credit", "title": "You do not have enough credit", "status": 403},
        {"status": "failed", "error_code": "9", "message_id": "a"},
        {"messages": [{"status": "failed", "id": "wamid.A"}]},
        {"messages": [{"status": {"groupId": 5, "id": 51}, "messageId": "a", "to": "15550000000"}]},
        {"message_uuid": ["a"], "api_id": "b", "message": "message(s) queued"},
        {"status": "error", "error-text": "no such widget"},
        "id:1 sub:001 dlvrd:000 submit date:2001011200 done date:2001011200 stat:UNDELIV err:009 text:",
    ],
)
def test_lookalikes_are_not_vonages(payload):
    """Problems of other hosts and other vendors' lists prove nothing about Vonage."""
    assert detect(payload).vendor != "vonage"


def test_a_verify_number_is_no_sms_status():
    """Other APIs of Vonage number their errors too; an unknown one falls back to the HTTP status."""
    said = normalize({"type": f"{TYPES}/verify#9", "title": "x", "detail": "y"}, http_status=409)

    assert (said.vendor, said.match.how, said.suppress.advice) == ("vonage", "http_status", "none")
