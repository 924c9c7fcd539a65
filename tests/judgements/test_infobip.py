"""What Infobip's statuses and errors mean to whoever has to act on them."""

from __future__ import annotations

import json

import pytest

from errnorm import detect, lookup, normalize, normalize_all

BOTH = pytest.mark.parametrize("hint", [None, "infobip"])
GROUPS = {0: "ACCEPTED", 1: "PENDING", 2: "UNDELIVERABLE", 3: "DELIVERED", 4: "EXPIRED", 5: "REJECTED"}
NO_ERROR = {"groupId": 0, "groupName": "OK", "id": 0, "name": "NO_ERROR", "description": "No Error", "permanent": False}


def status(group, number, name):
    return {"groupId": group, "groupName": GROUPS[group], "id": number, "name": name, "description": "Said so"}


def error(number, name, group=1, group_name="HANDSET_ERRORS", *, permanent=True):
    return {
        "groupId": group,
        "groupName": group_name,
        "id": number,
        "name": name,
        "description": "Because",
        "permanent": permanent,
    }


UNDELIVERED = status(2, 9, "UNDELIVERABLE_NOT_DELIVERED")
ABSENT = error(27, "EC_ABSENT_SUBSCRIBER", permanent=False)


def item(its_status, its_error=None, **more):
    return {"messageId": "m-1", "to": "15550000000", "status": its_status, "error": its_error, **more}


def report(*items):
    return {"results": [{"bulkId": "b-1", "doneAt": "2026-11-22T10:00:05.000+0000", **one} for one in items]}


def sent(*items):
    return {"bulkId": "b-1", "messages": list(items)}


def exception(word, text="Words", **more):
    return {"requestError": {"serviceException": {"messageId": word, "text": text, **more}}}


# What is no error


@BOTH
@pytest.mark.parametrize("its_error", [None, {}, NO_ERROR, error(5000, "VOICE_ANSWERED", 0, "OK")])
@pytest.mark.parametrize(
    "its_status",
    [
        status(0, 0, "MESSAGE_ACCEPTED"),
        status(1, 26, "PENDING_ACCEPTED"),
        status(1, 200, "PENDING_ACCEPTED"),
        status(3, 2, "DELIVERED_TO_OPERATOR"),
        status(3, 5, "DELIVERED_TO_HANDSET"),
        status(1, 99999, "PENDING_SOMETHING_NEW"),
        {"groupId": "3", "groupName": "DELIVERED", "id": "5"},
        {"groupId": 1, "name": "PENDING_ENROUTE"},
    ],
)
def test_groups_0_1_and_3_are_never_errors(hint, its_status, its_error):
    """The group decides over whatever stands in the error object, whose NO_ERROR is no verdict by itself."""
    for payload in (
        report(item(its_status, its_error)),
        sent(item(its_status, its_error)),
        item(its_status, its_error),
    ):
        assert normalize_all(payload, vendor=hint) == ()
        assert detect(payload).vendor == "infobip"


def test_a_push_that_infobip_still_tries_is_pending():
    """Error 8012 says permanent; while the status is pending Infobip goes on by itself."""
    payload = report(item(status(1, 7, "PENDING_ENROUTE"), error(8012, "EC_PUSH_CLOUD_TEMP_UNAVAILABLE", 3, "CLOUD")))

    assert not normalize(payload).is_error


# Status and error share numbers


@pytest.mark.parametrize(
    ("number", "as_status", "status_code", "as_error", "error_code"),
    [
        (6, status(5, 6, "REJECTED_NETWORK"), "destination_not_enabled", "EC_ABSENT_SUBSCRIBER_SM", "recipient_absent"),
        (9, UNDELIVERED, "delivery_failed", "EC_ILLEGAL_SUBSCRIBER", "recipient_barred"),
        (
            10,
            status(5, 10, "REJECTED_DND"),
            "recipient_on_dnd_registry",
            "EC_BEARER_SERVICE_NOT_PROVISIONED",
            "recipient_not_capable",
        ),
        (
            12,
            status(5, 12, "REJECTED_NOT_ENOUGH_CREDITS"),
            "insufficient_balance",
            "EC_ILLEGAL_EQUIPMENT",
            "recipient_barred",
        ),
        (13, status(5, 13, "REJECTED_SENDER"), "sender_blocked", "EC_CALL_BARRED", "recipient_barred"),
        (15, status(4, 15, "EXPIRED_EXPIRED"), "message_expired", "EC_CUG_REJECT", "carrier_rejected"),
        (
            21,
            status(5, 21, "REJECTED_SYSTEM_ERROR"),
            "vendor_internal_error",
            "EC_FACILITY_NOT_SUPPORTED",
            "delivery_failed",
        ),
        (51, status(5, 51, "MISSING_TO"), "parameter_missing", "EC_RESOURCE_LIMITATION", "carrier_unavailable"),
    ],
)
def test_a_number_in_both_objects_has_two_meanings(number, as_status, status_code, as_error, error_code):
    """The status is read where there is no error; the bare number is ambiguous."""
    by_status = normalize(report(item(as_status, NO_ERROR)))
    by_error = normalize(report(item(UNDELIVERED, error(number, as_error))))

    assert (by_status.vendor_code, str(by_status.code)) == (str(number), status_code)
    assert (by_error.vendor_code, str(by_error.code)) == (str(number), error_code)
    assert str(lookup("infobip", number).match.how) == "ambiguous"
    assert str(lookup("infobip", number, surface="error").code) == error_code


@pytest.mark.parametrize(
    ("its_status", "code"),
    [
        (status(5, 87, "SIGNALS_BLOCKED"), "fraud_suspected"),
        (status(4, 87, "SIGNALS_BLOCKED"), "fraud_suspected"),
        (status(5, 87, "REJECTED_INVALID_DELIVERY_TIME_WINDOW"), "parameter_invalid"),
        (status(5, 200, "REJECTED_INVALID_CONTACT"), "recipient_address_invalid"),
        (status(5, 14, "REJECTED_DESTINATION"), "recipient_on_block_list"),
        (status(5, 52, "REJECTED_DESTINATION"), "recipient_address_invalid"),
    ],
)
def test_a_number_that_products_share_is_told_by_its_name(its_status, code):
    """87 has three meanings and 200 two; 14 changed its name and kept its meaning."""
    assert str(normalize(report(item(its_status, NO_ERROR))).code) == code


@BOTH
def test_the_error_is_the_finer_cause(hint):
    """Read the error where it says something, the status where it does not."""
    answer = normalize(report(item(UNDELIVERED, error(1, "EC_UNKNOWN_SUBSCRIBER"))), vendor=hint)

    assert (answer.vendor_code, str(answer.code), answer.surface) == ("1", "recipient_unknown", "error")
    assert (answer.message_id, answer.request_id) == ("m-1", "b-1")


# Dead, off, stopped, filtered, unregistered


@pytest.mark.parametrize(
    ("number", "code", "advice", "suppress"),
    [
        ("1", "recipient_unknown", "never", "address"),
        ("3041", "recipient_unknown", "never", "address"),
        ("15017", "recipient_unknown", "never", "address"),
        ("6009", "recipient_unknown", "never", "address"),
        ("2", "recipient_absent", "after_wait", "none"),
        ("5", "recipient_absent", "after_wait", "none"),
        ("27", "recipient_absent", "after_wait", "none"),
        ("31", "recipient_absent", "after_wait", "none"),
        ("628", "recipient_absent", "after_wait", "none"),
        ("33", "recipient_inbox_full", "after_wait", "none"),
        ("13", "recipient_barred", "after_wait", "none"),
        ("581", "recipient_barred", "after_wait", "none"),
        ("255", "delivery_failed", "backoff", "none"),
        ("1153", "delivery_failed", "backoff", "none"),
        ("603", "recipient_opted_out", "never", "opt_out"),
        ("6003", "recipient_opted_out", "never", "opt_out"),
        ("7033", "recipient_opted_out", "never", "opt_out"),
        ("573", "recipient_blocked_sender", "never", "address_ttl"),
        ("604", "recipient_blocked_by_sender", "after_condition", "none"),
        ("2052", "recipient_on_block_list", "never", "address"),
        ("2050", "recipient_on_dnd_registry", "never", "address_ttl"),
        ("4137", "recipient_on_dnd_registry", "never", "address_ttl"),
        ("4140", "recipient_not_opted_in", "after_condition", "none"),
        ("561", "content_blocked", "after_fix", "none"),
        ("607", "content_blocked", "after_fix", "none"),
        ("4153", "content_blocked", "after_fix", "none"),
        ("488", "sender_not_compliant", "after_condition", "none"),
        ("572", "sender_not_compliant", "after_condition", "none"),
        ("4113", "sender_not_compliant", "after_condition", "none"),
        ("4126", "template_not_found", "after_fix", "none"),
        ("4138", "outside_sending_hours", "after_wait", "none"),
        ("7002", "recipient_not_on_channel", "never", "address_ttl"),
        ("7010", "conversation_window_closed", "after_fix", "none"),
        ("7032", "marketing_capped", "after_wait", "none"),
    ],
)
def test_what_to_do_about_the_recipient(number, code, advice, suppress):
    """A phone that is off is no dead number, a word of filtering no opt-out, and nobody is dropped for a registration."""
    verdict = lookup("infobip", number, surface="error")

    assert (str(verdict.code), str(verdict.retry.advice), str(verdict.suppress.advice)) == (code, advice, suppress)


def test_an_opt_out_from_marketing_leaves_one_time_codes_alone():
    """7033 is Meta's marketing opt-out, 603 the STOP to a sender."""
    assert str(lookup("infobip", "7033").applies_to) == "marketing"
    assert str(lookup("infobip", "603").applies_to) == "all"


@pytest.mark.parametrize("number", ["4103", "4104"])
def test_the_flooding_filter_forgets_after_an_hour(number):
    """Its errors carry permanent: true and no HTTP 429; an hour later the same message passes."""
    flooded = status(5, 20, "REJECTED_FLOODING_FILTER")
    answer = normalize(sent(item(flooded, error(number, "EC_DESTINATION_FLOODING", 2, "USER_ERRORS"))), http_status=200)
    bare = normalize(sent(item(flooded)), http_status=200)

    for one in (answer, bare):
        assert (str(one.code), one.retry.delay, one.retry.retryable) == ("recipient_rate_limited", 3600, True)
    assert (answer.vendor_code, bare.vendor_code) == (number, "20")


# Outcomes nobody knows


@pytest.mark.parametrize(
    ("its_status", "its_error"),
    [
        (status(4, 29, "EXPIRED_DLR_UNKNOWN"), NO_ERROR),
        (UNDELIVERED, error(502, "EC_NO_RESPONSE")),
        (UNDELIVERED, error(815, "EC_MESSAGE_SUBMITTED_NOT_ACKED", 3, "OPERATOR_ERRORS")),
        (UNDELIVERED, error(2048, "EC_TIME_OUT", 3, "OPERATOR_ERRORS")),
        (UNDELIVERED, error(7051, "EC_PROVIDER_TIMEOUT", 2, "PROVIDER")),
        (UNDELIVERED, error(15005, "EC_MMS_FORWARDED", 3, "OPERATOR_ERRORS")),
    ],
)
def test_an_outcome_that_nobody_knows_is_looked_up_and_not_repeated(its_status, its_error):
    """No answer and no receipt leave open whether the message is out."""
    answer = normalize(report(item(its_status, its_error)))

    assert (str(answer.acceptance), answer.retry.retryable, str(answer.action)) == ("unknown", False, "check_status")


def test_a_duplicate_means_that_the_first_one_counts():
    """Neither is worth a repeat."""
    for answer in (lookup("infobip", "23"), lookup("infobip", "5492"), lookup("infobip", "7280")):
        assert (str(answer.code), str(answer.acceptance)) == ("duplicate_request", "accepted")


# One failure in many forms

ONE = item(UNDELIVERED, ABSENT)
TEXTS = item(
    {"groupId": "2", "groupName": "UNDELIVERABLE", "id": "9", "name": "UNDELIVERABLE_NOT_DELIVERED"},
    {"groupId": "1", "groupName": "HANDSET_ERRORS", "id": "27", "name": "EC_ABSENT_SUBSCRIBER", "permanent": "false"},
)


@BOTH
@pytest.mark.parametrize(
    "payload",
    [
        report(ONE),
        report(TEXTS),
        {"results": ONE},
        {"data": {"results": [ONE]}},
        sent(ONE),
        sent({"destination": "15550000000", "messageId": "m-1", "status": UNDELIVERED, "error": ABSENT}),
        ONE,
        [ONE],
        [ONE, ONE],
        item(UNDELIVERED, [ABSENT]),
        item({"groupName": "UNDELIVERABLE", "description": "Undelivered"}, {"id": 27, "name": "EC_ABSENT_SUBSCRIBER"}),
        item({"groupId": 2, "name": "UNDELIVERABLE_NOT_DELIVERED"}, {"id": 27, "description": "Absent"}),
        ABSENT,
        json.dumps(report(ONE)),
        f"delivery failed: {report(ONE)!r}",
    ],
)
def test_an_absent_subscriber_in_every_form(hint, payload):
    """Numbers as text, one item or a list, with and without its envelope: the same answer."""
    answers = normalize_all(payload, vendor=hint)

    assert [(one.vendor, one.vendor_code, str(one.code)) for one in answers] == [("infobip", "27", "recipient_absent")]


@BOTH
@pytest.mark.parametrize("none", [None, {}, NO_ERROR, {"id": "0"}, {"name": "NO_ERROR"}, {"groupName": "OK"}, []])
def test_a_rejection_without_a_cause_is_told_by_its_status(hint, none):
    """However a client writes that there is no error, the rejection stays one."""
    its_status = status(5, 12, "REJECTED_NOT_ENOUGH_CREDITS")
    for payload in (report(item(its_status, none)), sent(item(its_status, none)), item(its_status, none)):
        (answer,) = normalize_all(payload, vendor=hint)

        assert (answer.vendor_code, str(answer.code)) == ("12", "insufficient_balance")


@pytest.mark.parametrize("odd", [-1, 1.5, "x-9", "lower_case", True, 10**20])
def test_an_odd_number_is_never_a_success(odd):
    """An error object that makes no sense does not turn an undelivered message into a delivered one."""
    answer = normalize(report(item(UNDELIVERED, {"id": odd, "name": "odd"})))

    assert (str(answer.code), answer.vendor) == ("delivery_failed", "infobip")


@BOTH
@pytest.mark.parametrize(
    ("its_status", "its_error", "vendor_code", "code"),
    [
        ({"groupName": "REJECTED", "name": "REJECTED_X"}, {"name": "EC_BAD"}, "EC_BAD", "delivery_failed"),
        ({"groupName": "EXPIRED", "name": "EXPIRED_X"}, None, "EXPIRED_X", "message_expired"),
        ({"groupName": "UNDELIVERABLE", "name": "UNDELIVERABLE_X"}, None, "UNDELIVERABLE_X", "delivery_failed"),
        (status(5, 99999, "REJECTED_X"), error(99998, "EC_X"), "99998", "delivery_failed"),
        ({"groupName": "REJECTED", "name": "REJECTED_DND"}, None, "REJECTED_DND", "recipient_on_dnd_registry"),
        ({"groupId": 5, "name": "REJECTED_NOT_ENOUGH_CREDITS"}, {"name": "EC_NEW"}, "EC_NEW", "insufficient_balance"),
        (
            {"groupName": "REJECTED", "name": "REJECTED_X"},
            {"name": "EC_UNKNOWN_SUBSCRIBER"},
            "EC_UNKNOWN_SUBSCRIBER",
            "recipient_unknown",
        ),
    ],
)
def test_names_do_where_numbers_are_missing(hint, its_status, its_error, vendor_code, code):
    """A known name is as good as its number; an unknown one falls back on its status, then on its group."""
    answer = normalize(report(item(its_status, its_error)), vendor=hint)

    assert (answer.vendor, answer.vendor_code, str(answer.code)) == ("infobip", vendor_code, code)
    if code == "delivery_failed":
        assert (str(answer.retry.advice), str(answer.suppress.advice)) == ("unknown", "none")


def test_a_report_tells_each_of_its_messages():
    """A hundred results may come in one webhook; those that arrived are no errors."""
    mixed = report(
        item(status(3, 5, "DELIVERED_TO_HANDSET"), NO_ERROR, messageId="a"),
        item(UNDELIVERED, error(1, "EC_UNKNOWN_SUBSCRIBER"), messageId="b"),
        item(status(5, 6, "REJECTED_NETWORK"), NO_ERROR, messageId="c"),
    )

    assert {one.message_id: str(one.code) for one in normalize_all(mixed)} == {
        "b": "recipient_unknown",
        "c": "destination_not_enabled",
    }


def test_the_phase_follows_the_form():
    """A rejection inside the answer to a send was never taken; one in a report was."""
    rejected = status(5, 6, "REJECTED_NETWORK")
    whatsapp = {"to": "15550000000", "messageCount": 1, "messageId": "m-1", "status": rejected}

    assert [str(normalize(one).acceptance) for one in (sent(item(rejected)), whatsapp, report(item(rejected)))] == [
        "rejected",
        "rejected",
        "accepted_then_failed",
    ]


# The API's own refusals


@BOTH
@pytest.mark.parametrize(
    ("body", "http_status", "code"),
    [
        (exception("UNAUTHORIZED", "Invalid login details"), 401, "credentials_invalid"),
        (exception("UNAUTHORIZED", "Invalid logon details"), None, "credentials_invalid"),
        (exception("BAD_REQUEST", validationErrors={"content.text": ["must not be blank"]}), 400, "request_invalid"),
        (exception("SOMETHING_NEW", validationErrors={"to": ["is wrong"]}), 400, "request_invalid"),
        (exception("TOO_MANY_REQUESTS", "Too many requests"), 429, "rate_limited"),
        (exception("GENERAL_ERROR"), 500, "vendor_internal_error"),
        (
            {"errorCode": "E429", "description": "d", "action": "a", "violations": [], "resources": []},
            None,
            "rate_limited",
        ),
        (
            {"errorCode": "E777", "description": "d", "action": "a", "violations": [], "resources": []},
            403,
            "permission_denied",
        ),
    ],
)
def test_a_refused_call(hint, body, http_status, code):
    """Two envelopes; a word that no list holds falls back on the HTTP status."""
    answer = normalize(body, vendor=hint, http_status=http_status)

    assert (answer.vendor, str(answer.code)) == ("infobip", code)


def test_moments_errors_are_told_by_the_http_status():
    """Their numbers are published nowhere, and other vendors write errorCode and errorMessage too."""
    body = {"errorCode": 40001, "errorMessage": "Invalid flow"}
    answer = normalize(body, vendor="infobip", http_status=400)

    assert (answer.vendor_code, str(answer.code)) == ("40001", "request_invalid")
    assert detect(body).vendor == "unknown"


# Who is not Infobip


@pytest.mark.parametrize(
    "payload",
    [
        exception("SVC0001", "General error %1 (ec=%2)", variables=["a", "b"]),
        exception("SVC3002", "Error writing output performing %1 on %2", variables=[]),
        exception("SVC0001", "Invalid access token"),
        exception("BAD_REQUEST", "Words with %1", variables=["x"]),
        {"requestError": {"policyException": {"messageId": "POL0001", "text": "Policy", "variables": []}}},
        {
            "messages": [
                {"to": "1", "status": {"groupId": 18, "groupName": "PENDING", "id": 51, "name": "ENROUTE (SENT)"}}
            ]
        },
        {
            "messages": [
                {"status": {"groupId": 19, "groupName": "REJECTED", "id": 57, "name": "REJECTED_NOT_ENOUGH_CREDITS"}}
            ]
        },
        {"results": [{"messageId": "m", "status": "REJECTED", "error": {"code": 1}}]},
        {"results": [{"id": 5, "status": {"name": "PENDING"}}]},
        {"status": {"id": 5, "name": "REJECTED"}},
        {"status": "REJECTED_BY_BANK"},
        {"groupId": 5, "groupName": "REJECTED", "id": 4711, "name": "Applicants"},
        {"errorCode": "E429", "errorMessage": "Slow down"},
        {"errorCode": "E_TOKEN", "description": "No token", "action": "login"},
    ],
)
def test_a_look_alike_is_not_taken_for_infobip(payload):
    """ONAP, Orange, NextSMS and plain words share parts of the forms."""
    assert detect(payload).vendor != "infobip"
    assert normalize(payload).vendor != "infobip"


# Log lines

LINES = "groupName: {1}\t\ngroupId: {0}\t\nname: {2}\t\ndescription: As it says\t\t\nstatusId: {3}"


@BOTH
@pytest.mark.parametrize(
    ("values", "code"),
    [
        ((2, "UNDELIVERABLE", "UNDELIVERABLE_REJECTED_OPERATOR", 4), "carrier_rejected"),
        ((5, "REJECTED", "REJECTED_DESTINATION_NOT_REGISTERED", 18), "recipient_not_allowlisted"),
        ((1, "PENDING", "PENDING_ENROUTE", 7), "no_error"),
    ],
)
def test_a_status_logged_line_by_line(hint, values, code):
    """The PHP client's users log the members of a status so."""
    answer = normalize(LINES.format(*values), vendor=hint)

    assert (answer.vendor, str(answer.code)) == ("infobip", code)
    assert answer.vendor_code == (str(values[3]) if answer.is_error else None)


def test_a_name_in_a_log_line_serves_who_names_the_vendor():
    """The word alone proves nobody."""
    line = "Receiver: 15550000000 Message status: REJECTED_SOURCE."

    assert str(normalize(line, vendor="infobip").code) == "sender_not_permitted"
    assert normalize(line).vendor == "unknown"
