"""What Twilio's answers to a request mean to a gateway, judged code by code.

The codes of receipts (30xxx) and of the channels (63xxx) are not here.
"""

from __future__ import annotations

import pytest

from errnorm import detect, lookup, normalize

SEND_CODES = {
    # the account and its credentials
    "20003": "credentials_invalid",
    "20008": "credentials_invalid",
    "20005": "account_suspended",
    "10001": "account_suspended",
    "90010": "account_suspended",
    "20403": "permission_denied",
    "21622": "feature_not_enabled",
    # the recipient
    "21211": "recipient_address_invalid",
    "21265": "recipient_address_invalid",
    "21266": "recipient_is_sender",
    "21614": "recipient_not_capable",
    "21635": "recipient_not_capable",
    "21608": "recipient_not_allowlisted",
    "21610": "recipient_opted_out",
    # the sender
    "21212": "sender_invalid",
    "21606": "sender_invalid",
    "21612": "sender_invalid",
    "21659": "sender_invalid",
    "21661": "sender_invalid",
    "21660": "sender_not_permitted",
    "21267": "sender_not_permitted",
    # the destination country
    "21408": "destination_not_enabled",
    # load
    "20429": "rate_limited",
    "21611": "throughput_limited",
    "14107": "recipient_rate_limited",
    # the message
    "21602": "parameter_missing",
    "21604": "parameter_missing",
    "21617": "message_too_long",
    "21655": "template_not_found",
    "21656": "template_parameters_mismatch",
    "11751": "media_too_large",
    "21901": "parameter_invalid",
    # what the request names
    "20404": "resource_not_found",
    "21701": "resource_not_found",
    # Twilio itself
    "20500": "vendor_internal_error",
    "20503": "vendor_unavailable",
    "20504": "vendor_internal_error",
}

# Somebody should look at these, and no message waits for them.
NOT_MESSAGING = {
    "webhooks": ["11200", "11203", "11220", "11237", "11321", "12100", "12300", "12400", "97001"],
    "twiml": ["14101", "14102", "14103", "14108", "14109", "14111"],
    "voice": ["21210", "21214", "21217"],
    "access_tokens": ["20101", "20104", "20105", "20151", "20156", "20160"],
    "numbers": ["21407", "21421", "21422", "21613", "21712", "21714", "21715"],
    "registration": ["21717", "21724", "21726", "21729", "21730", "21731", "21736", "21737"],
    "broadcasts": ["36002", "36004", "36007"],
    "redaction": ["23001", "23002", "23003", "23004", "23005", "23006"],
    "templates": ["92001", "92002", "92004", "92009"],
}
OFF_SURFACE = [(surface, code) for surface, codes in NOT_MESSAGING.items() for code in codes]
UNCERTAIN = ["20500", "20503", "20504", "503", "500", "502", "504"]


def answer(code: str, status: int = 400):
    """Give the answer to the REST body of a code, in which the code is a number."""
    url = f"https://www.twilio.com/docs/errors/{code}"
    body = {"code": int(code), "message": "No.", "more_info": url, "status": status}
    return normalize(body, vendor="twilio")


@pytest.mark.parametrize(("code", "canonical"), SEND_CODES.items())
def test_code_of_a_send(code, canonical):
    """A code means the same in a body, as number and as text, and when it is looked up bare."""
    as_text = normalize({"code": code, "message": "No."}, vendor="twilio")

    assert {str(said.code) for said in (answer(code), as_text, lookup("twilio", code))} == {canonical}


def test_the_codes_are_the_vendors_own_in_each_answer():
    """The body names the vendor, and the code is kept as text."""
    body = {"code": 21211, "message": "No.", "more_info": "https://www.twilio.com/docs/errors/21211", "status": 400}
    seen = normalize(body)

    assert (seen.vendor, seen.vendor_code, seen.http_status, seen.match.how) == ("twilio", "21211", 400, "exact")


def test_a_stop_is_a_legal_opt_out():
    """Who said STOP gets nothing more, by no vendor and no channel."""
    said = answer("21610")

    assert (said.suppress.advice, said.retry.advice, said.failover.other_vendor, said.failover.other_channel) == (
        "opt_out",
        "never",
        "no",
        "no",
    )


@pytest.mark.parametrize("code", sorted({*SEND_CODES, *(code for _, code in OFF_SURFACE)} - {"21610"}, key=int))
def test_nothing_but_a_stop_costs_a_contact(code):
    """A wrong form, a landline, a trial account, a country or a call says nothing for good against the address."""
    assert answer(code).suppress.advice == "none"


@pytest.mark.parametrize("code", ["21211", "21217", "21265", "21614", "21635", "21266", "21612", "21408"])
def test_the_recipients_trouble_stops_no_sender(code):
    """One bad recipient, one bad pair or one closed country leaves account and sender running."""
    assert answer(code).pause != "now"


def test_a_closed_country_is_the_accounts_matter():
    """Geo permissions are set by the account, concern the country, and the recipient is not at fault."""
    said = answer("21408")

    assert (said.scope, said.fault, said.retry.advice) == ("route", "account", "after_fix")


def test_a_landline_is_not_a_typing_error():
    """A landline stays one, and a malformed number can be corrected."""
    assert (answer("21635").retry.advice, answer("21211").retry.advice) == ("never", "after_fix")


def test_a_landline_may_be_called():
    """Another channel helps where a phone takes no text, and another vendor does not."""
    said = answer("21614")

    assert (said.failover.other_channel, said.failover.other_vendor) == ("yes", "no")


@pytest.mark.parametrize(("surface", "code"), OFF_SURFACE)
def test_what_concerns_no_message_stops_no_message(surface, code):
    """Webhooks, TwiML, calls, tokens of clients, numbers, registrations and warnings pause nothing."""
    said = answer(code)

    assert (said.surface, said.pause) == (surface, "no")


@pytest.mark.parametrize("code", [*NOT_MESSAGING["webhooks"], *NOT_MESSAGING["redaction"], "21733", "21730", "36007"])
def test_what_concerns_no_send_says_so(code):
    """Nothing was sent, so there is nothing to send again."""
    assert answer(code).acceptance == "none"


@pytest.mark.parametrize("code", ["11200", "11205", "23001", "23006", "21733"])
def test_a_warning_repeats_no_message(code):
    """The message of a warning is out; a repeat would be a second one."""
    assert not answer(code).retry.retryable


@pytest.mark.parametrize("code", UNCERTAIN)
@pytest.mark.parametrize("known_status", [True, False])
def test_a_failure_within_twilio_may_have_sent_the_message(code, known_status):
    """Twilio warns that a repeat after a 5xx can reach the recipient twice."""
    body = {"code": int(code), "message": "No."} | ({"status": 503} if known_status else {})
    said = normalize(body, vendor="twilio")

    assert (said.acceptance, said.retry.retryable, said.retry.idempotency_key) == ("unknown", False, "reuse")


@pytest.mark.parametrize("code", ["20429", "429"])
def test_a_429_was_never_processed(code):
    """Twilio says so, hence it may be repeated."""
    said = normalize({"code": int(code), "message": "Too many requests"}, vendor="twilio")

    assert (said.code, said.acceptance, said.retry.advice, said.retry.retryable) == (
        "rate_limited",
        "rejected",
        "backoff",
        True,
    )


def test_a_full_queue_is_hours_long():
    """The sender's queue holds ten hours, so a first wait of seconds is useless."""
    said = answer("21611")

    assert (said.scope, said.retry.advice, said.retry.backoff >= 60) == ("sender", "backoff", True)


def test_a_loop_with_one_number_brakes_only_that_pair():
    """Twilio fails what follows in the loop for 30 seconds, and other recipients get theirs."""
    said = answer("14107")

    assert (said.scope, said.pause, said.retry.delay >= 30) == ("pair", "no", True)


@pytest.mark.parametrize("code", ["21621", "21622"])
def test_no_mms_does_not_stop_sms(code):
    """The sender or the account may still send text."""
    assert answer(code).scope == "message"


@pytest.mark.parametrize("code", ["21657", "21703"])
def test_a_sender_unfit_for_one_country_serves_the_others(code):
    """The country is closed to this sender, and the sender is not paused elsewhere."""
    assert (answer(code).scope, answer(code).pause) == ("route", "on_rate")


@pytest.mark.parametrize(
    ("code", "canonical"),
    [
        ("400", "request_invalid"),
        ("401", "credentials_invalid"),
        ("403", "permission_denied"),
        ("404", "resource_not_found"),
        ("409", "resource_conflict"),
        ("410", "resource_not_found"),
        ("429", "rate_limited"),
        ("500", "vendor_internal_error"),
        ("502", "vendor_unavailable"),
        ("503", "vendor_unavailable"),
        ("504", "vendor_timeout"),
    ],
)
def test_a_status_in_place_of_the_code(code, canonical):
    """The SDKs put the HTTP status where the body has no code; a stored one can still be looked up."""
    assert {str(lookup("twilio", code).code), str(answer(code, int(code)).code)} == {canonical}


@pytest.mark.parametrize("code", [400, 403, 404, 410, 503])
@pytest.mark.parametrize("more", [{}, {"status": 400}, {"more_info": "https://docs.acme.example/errors/404"}])
def test_a_status_as_code_proves_no_vendor(code, more):
    """Any API answers so."""
    assert detect({"code": code, "message": "No.", **more}).vendor != "twilio"


def test_six_digits_are_not_five_with_a_suffix():
    """216602 is about the content type and 21660 about the account of the sender."""
    assert (lookup("twilio", "216602").code, lookup("twilio", "21660").code) == (
        "message_type_unsupported",
        "sender_not_permitted",
    )


def test_an_expired_token_is_told_from_a_wrong_one():
    """An expired token is created anew, a wrong one is created otherwise."""
    assert (lookup("twilio", "20104").code, lookup("twilio", "20101").code) == (
        "credentials_expired",
        "credentials_invalid",
    )


def test_a_busy_messaging_service_is_not_an_empty_one():
    """The one may be tried again, the other needs senders first."""
    assert (lookup("twilio", "21702").retry.advice, lookup("twilio", "21704").retry.advice) == (
        "after_wait",
        "after_fix",
    )
