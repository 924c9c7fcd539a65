"""Where the vendors' documents contradict themselves, each other or Meta, the recorded judgement holds.

The sections are those of the record of conflicts; a test is named after its judgement.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from errnorm import UnknownVendor, lookup, normalize, normalize_all

from .wire import (
    chirp_error,
    dialog360_error,
    exotel_callback,
    exotel_sms,
    exotel_status,
    exotel_v1,
    exotel_v2,
    gupshup_event,
    gupshup_receipt,
    gupshup_v3,
    kirim_error,
    kirim_event,
    kirim_message,
    meta_error,
    meta_inbound,
    meta_item,
    meta_status,
    onprem_error,
    onprem_status,
    startmessaging_error,
    telnyx_error,
    telnyx_item,
    telnyx_webhook,
)

HOUR = 3600
DAY = 24 * HOUR
STRICTNESS = ["backoff", "after_wait", "after_condition", "after_fix", "never"]
CLOSED = "Message failed to send because more than 24 hours have passed since the customer last replied to this number"
UNPAID = "Could not send message due to lack of payment. Messaging can resume once overdue invoices are settled."
CAPPED = "This message was not delivered to maintain healthy ecosystem engagement."


def from_meta(code, message):
    """Give Meta's error as Chirp reports it."""
    return {"source": "meta", "code": code, "message": message}


def from_telnyx(code, message):
    """Give Telnyx's error as Chirp reports it."""
    return {"source": "telnyx", "code": code, "message": message}


# 1. The page called Gupshup-style is 360dialog's


@pytest.mark.parametrize("code", ["1005", "1006"])
def test_1005_and_1006_of_360dialog_are_not_gupshups(code):
    """360dialog's page shares the numbers 1005 and 1006 with Gupshup's list and none of their meanings."""
    answers = {lookup("360dialog", code).code, lookup("gupshup", code).code}

    assert len(answers) == 2


def test_a_lookup_for_gupshup_style_is_no_guess():
    """Nobody knows whose a "Gupshup-style" code is, so the look-up refuses the name and lists both vendors."""
    with pytest.raises(UnknownVendor) as refused:
        lookup("gupshup-style", "1005")

    assert {"360dialog", "gupshup"} <= set(refused.value.known)


# 2. Exotel's page against Meta


def test_exotel_130472_is_metas_experiment_holdout():
    """Exotel calls 130472 a rate limit to wait out; the recipient is in Meta's experiment and no wait helps."""
    answer = normalize(exotel_status(130472, "Experiment Rate Limit", "Exceeded experiment rate limit"))

    assert (answer.code, answer.retry.advice, answer.applies_to) == ("experiment_holdout", "never", "marketing")


def test_exotel_130497_is_a_country_restriction():
    """Exotel calls 130497 a scheduling error to retry; Meta forbids this business to message that country."""
    answer = normalize(exotel_status(130497, "Scheduling Error", "Message scheduling failed"))

    assert (answer.code, answer.retry.advice) == ("country_restricted", "never")


def test_exotel_131021_is_a_message_to_oneself():
    """Exotel calls 131021 a recipient without WhatsApp; sender and recipient are the same number."""
    answer = normalize(exotel_status(131021, "Recipient Not on WhatsApp", "The recipient number is not on WhatsApp"))

    assert (answer.code, answer.retry.advice) == ("recipient_is_sender", "after_fix")


def test_exotel_131021_suppresses_nobody():
    """A message to oneself says nothing about the contact's WhatsApp."""
    answer = normalize(exotel_status(131021, "Recipient Not on WhatsApp", "The recipient number is not on WhatsApp"))

    assert answer.suppress.advice == "none"


def test_exotel_131026_names_no_cause():
    """131026 hides several causes, so the answer claims no invalid number and no missing WhatsApp."""
    answer = normalize(exotel_status(131026, "Message Undeliverable", "Cannot deliver message to this number"))

    assert (answer.code, answer.retry.advice) == ("recipient_unreachable", "never")


def test_exotel_131042_is_a_payment_issue():
    """Exotel calls 131042 an eligibility of the message type; the account's payment set-up blocks sending."""
    answer = normalize(exotel_status(131042, "Business Eligibility", "Business is not eligible for this message type"))

    assert (answer.code, answer.fault, answer.retry.retryable) == ("payment_issue", "account", False)


def test_exotel_131045_is_the_senders_certificate():
    """Exotel sends the reader to the webhook's HTTPS; the sender's registration certificate is meant."""
    answer = normalize(exotel_status(131045, "Incorrect Certificate", "SSL certificate issue"))

    assert (answer.code, answer.retry.advice) == ("sender_certificate_invalid", "after_fix")


def test_exotel_131052_on_a_message_sent_is_that_messages_media():
    """Exotel ties 131052 to an outgoing message, so its media has to be mended."""
    answer = normalize(exotel_status(131052, "Media Download Error", "Could not download the media from your URL"))

    assert (answer.category, answer.retry.advice) == ("media", "after_fix")


def test_131052_that_no_message_sent_is_tied_to_is_inbound():
    """Meta's 131052 is about media that a user sent, so a look-up without an occurrence says so."""
    verdict = lookup("exotel", "131052")

    assert verdict.code == "inbound_media_unavailable"


def test_exotel_131048_is_no_backoff():
    """Exotel's table retries 131048 and its sample gives up; the sender's reputation stops all its sends."""
    answer = normalize(exotel_status(131048, "Spam Rate Limit", "Sent too many messages flagged as spam"))

    assert (answer.code, answer.retry.retryable, answer.scope, answer.pause) == ("spam_limited", False, "sender", "now")


def test_exotel_130429_backs_off_from_the_larger_of_its_two_values():
    """Exotel names 30 and 60 seconds for 130429, and the first repeat waits the larger of them."""
    answer = normalize(exotel_status(130429, "Rate Limit Hit", "Too many requests to WhatsApp API"))

    assert (answer.code, answer.retry.backoff) == ("throughput_limited", 60)


@pytest.mark.parametrize(
    ("code", "title", "canonical"),
    [(0, "Auth Error", "credentials_invalid"), (100, "Invalid Parameter", "parameter_invalid")],
    ids=["0", "100"],
)
def test_exotel_0_and_100_mean_what_meta_means(code, title, canonical):
    """Exotel and Meta agree on the numbers 0 and 100."""
    codes = {normalize(exotel_status(code, title, title)).code, normalize(meta_error(code, title)).code}

    assert codes == {canonical}


def test_exotel_1_with_its_title_is_a_missing_key():
    """The title tells Exotel's 1 from Meta's."""
    answer = normalize(exotel_status(1, "API Key Missing", "No API key provided in the request"))

    assert (answer.code, answer.retry.advice) == ("credentials_missing", "after_fix")


def test_exotel_1_without_a_title_in_its_own_answer_to_a_call_is_a_missing_key():
    """A bare 1 is Exotel's only where the form is Exotel's own answer to a call."""
    answer = normalize({"error": {"code": 1}}, vendor="exotel", http_status=401)

    assert answer.code == "credentials_missing"


def test_exotel_2_with_its_title_is_a_suspended_account():
    """The title tells Exotel's 2, which no repeat mends, from Meta's passing outage."""
    answer = normalize(exotel_status(2, "Account Suspended", "Your Exotel account is suspended"))

    assert (answer.code, answer.retry.retryable, answer.pause) == ("account_suspended", False, "now")


def test_a_bare_2_in_metas_form_passes():
    """2 is the most dangerous small number: in a list of errors as Meta writes it, it is a passing outage."""
    answer = normalize({"errors": [{"code": 2, "title": "API Service"}]}, vendor="exotel")

    assert (answer.category, answer.retry.advice) == ("service", "backoff")


def test_exotel_ex_restricted_by_meta_is_the_marketing_cap():
    """131049 is in none of Exotel's tables and arrives as a name in its callbacks."""
    answer = normalize(exotel_callback("EX_RESTRICTED_BY_META", CAPPED))

    assert (answer.code, answer.retry.advice, answer.retry.delay) == ("marketing_capped", "after_wait", DAY)


# 3. Exotel's page against itself


def test_exotel_470_waits_for_the_window_and_not_a_minute():
    """The sample code waits 60 seconds for every code from 400 to 499; the row of 470 waits for the next day."""
    answer = normalize(exotel_status(470, "Messaging Limit", "Reached business messaging limit for the day"))

    assert (answer.retry.advice, answer.retry.delay) == ("after_wait", DAY)


@pytest.mark.parametrize(
    ("code", "title", "canonical"),
    [(400, "Rate Limit", "rate_limited"), (401, "Throughput Limit", "throughput_limited")],
    ids=["400", "401"],
)
def test_exotels_body_codes_400_and_401_are_limits(code, title, canonical):
    """400 and 401 inside errors are limits that pass."""
    answer = normalize(exotel_status(code, title, title))

    assert (answer.code, answer.retry.advice) == (canonical, "backoff")


@pytest.mark.parametrize(
    ("status", "canonical"), [(400, "request_invalid"), (401, "credentials_invalid")], ids=["400", "401"]
)
def test_exotels_http_statuses_400_and_401_are_no_limits(status, canonical):
    """The same numbers as HTTP status are a malformed request and bad credentials."""
    answer = normalize("", vendor="exotel", http_status=status)

    assert (answer.code, answer.retry.advice) == (canonical, "after_fix")


def test_exotel_131000_is_retried():
    """The sample code gives up on 131000 in its default branch, the table retries it."""
    answer = normalize(exotel_status(131000, "Generic Error", "Unknown error from WhatsApp"))

    assert answer.retry.advice == "backoff"


@pytest.mark.parametrize(
    ("code", "title", "canonical"),
    [(2001, "Template Not Approved", "template_not_approved"), (2002, "Template Paused", "template_paused")],
    ids=["2001", "2002"],
)
def test_exotel_2001_and_2002_end_by_themselves(code, title, canonical):
    """A template that awaits approval or is paused comes back without a change to the request."""
    answer = normalize(exotel_status(code, title, title))

    assert (answer.code, answer.retry.advice) == (canonical, "after_condition")


# 4. Exotel's page against Exotel's other documents


@pytest.mark.parametrize(
    ("code", "title", "canonical"),
    [
        (1000, "Insufficient Balance", "insufficient_balance"),
        (1001, "WhatsApp Not Enabled", "feature_not_enabled"),
        (1002, "Number Not Registered", "sender_not_registered"),
        (1003, "WABA Not Connected", "account_not_connected"),
    ],
    ids=["1000", "1001", "1002", "1003"],
)
def test_exotel_1000_to_1003_among_whatsapp_errors(code, title, canonical):
    """In errors with code, title and detail 1000 to 1003 are the account's faults."""
    answer = normalize(exotel_status(code, title, title))

    assert answer.code == canonical


@pytest.mark.parametrize(
    ("code", "message", "http_code", "canonical"),
    [
        (1000, "Not Found", 404, "resource_not_found"),
        (1001, "Mandatory Parameter missing", 400, "parameter_missing"),
        (1002, "Invalid parameter", 400, "parameter_invalid"),
        (1003, "Authorization failed", 403, "resource_not_found"),
        (1010, "Authorization failed", 401, "credentials_invalid"),
    ],
    ids=["1000", "1001", "1002", "1003", "1010"],
)
def test_exotel_1000_to_1011_in_the_v2_envelope(code, message, http_code, canonical):
    """In error_data the same numbers are the platform's own."""
    answer = normalize(exotel_v2(code, message, http_code), http_status=http_code)

    assert answer.code == canonical


@pytest.mark.parametrize("code", [*range(1000, 1004), *range(30001, 30053)])
def test_a_bare_exotel_number_with_several_readings_is_ambiguous(code):
    """A number that Exotel's lists read differently is not guessed where nothing tells the list."""
    verdict = lookup("exotel", code)

    assert (verdict.code, verdict.match.how, len(verdict.match.candidates) > 1) == ("unknown", "ambiguous", True)


@pytest.mark.parametrize(
    "payload", [{"code": 1002}, {"exotel_error": "1002"}, "1002"], ids=["object", "text", "number"]
)
def test_a_bare_exotel_1002_in_no_form_is_not_guessed(payload):
    """A bare number in no known form gives no claim about the recipient or the sender."""
    answer = normalize(payload, vendor="exotel")

    assert (answer.code, answer.suppress.advice) == ("unknown", "none")


@pytest.mark.parametrize(
    ("surface", "canonical"), [("whatsapp_errors", "insufficient_balance"), ("v2", "resource_not_found")]
)
def test_a_surface_settles_exotels_1000(surface, canonical):
    """A look-up that names the surface is exact."""
    verdict = lookup("exotel", 1000, surface=surface)

    assert verdict.code == canonical


@pytest.mark.parametrize(
    ("number", "name", "canonical"),
    [
        (30010, "EX_TEMPLATE_NOT_FOUND", "template_not_found"),
        (30013, "EX_MESSAGE_EXPIRED", "message_expired"),
        (30007, "EX_INCAPABLE_RECIPIENT", "recipient_unreachable"),
    ],
)
def test_exotels_detailed_status_is_preferred_to_the_number(number, name, canonical):
    """The numbers changed meaning between two lists and the names did not."""
    answer = normalize(exotel_callback(name, "", number))

    assert answer.code == canonical


def test_exotel_ex_recipient_blocked_is_the_allowed_list():
    """30014 EX_RECIPIENT_BLOCKED means that the recipient is not in the allowed list, not that a user blocked us."""
    answer = normalize(exotel_callback("EX_RECIPIENT_BLOCKED", "Recipient is not in the allowed list", 30014))

    assert (answer.code, answer.suppress.advice) == ("recipient_not_allowlisted", "none")


@pytest.mark.parametrize(
    ("description", "category"),
    [
        ("Access token has expired", "authentication"),
        ("Permission denied", "permission"),
        ("Service temporarily unavailable", "service"),
    ],
    ids=["token", "permission", "outage"],
)
def test_exotel_ex_system_error_is_read_by_its_description(description, category):
    """30004 lumps token faults with outages, and only the description tells which."""
    answer = normalize(exotel_callback("EX_SYSTEM_ERROR", description, 30004))

    assert answer.category == category


def test_exotel_30004_in_an_sms_receipt_is_the_dnd_registry():
    """The SMS number 30004 is keyed to DetailedStatusCode."""
    answer = normalize(exotel_sms(30004, "FAILED_DND"))

    assert answer.code == "recipient_on_dnd_registry"


@pytest.mark.parametrize(
    ("number", "name", "other"),
    [
        (23080, "SENDER_BLOCKED_BY_DLT", "FAILED_DLT_SCRUBBING"),
        (23083, "FAILED_DLT_SCRUBBING_ERROR", "FAILED_DLT_CONSENT"),
        (30005, "FAILED_DLT_SCRUBBING", "FAILED_INVALID_NUMBER"),
        (30010, "FAILED_INVALID_NUMBER", "FAILED_OPERATOR"),
        (30011, "FAILED_UNREACHABLE", "FAILED_EXPIRED"),
    ],
)
def test_exotels_two_readings_of_an_sms_number_are_told_apart_by_name(number, name, other):
    """Two of Exotel's lists name the same SMS number differently, and DetailedStatus says which one holds."""
    readings = [normalize(exotel_sms(number, given)) for given in (name, other)]

    assert readings[0].verdict != readings[1].verdict


@pytest.mark.parametrize("number", [20000, 20001, 20002, 20005, 20006])
def test_both_of_exotels_lists_of_sms_successes_hold(number):
    """Two lists of successes exist, and neither gives an error."""
    form = exotel_sms(number, "DELIVERED_TO_HANDSET").replace("Status=failed", "Status=sent")

    assert normalize_all(form) == ()


# 5. The number 470


def test_470_is_a_daily_limit_at_exotel_and_a_closed_window_on_premises():
    """Waiting ends Exotel's 470 and never the on-premises one."""
    exotel = normalize(exotel_status(470, "Messaging Limit", "Reached business messaging limit for the day"))
    onprem = normalize(onprem_status(470, CLOSED))

    assert (exotel.code, onprem.code) == ("quota_exceeded", "conversation_window_closed")


def test_470_is_a_closed_window_at_360dialog():
    """360dialog forwards the on-premises 470."""
    answer = normalize(onprem_status(470, CLOSED), vendor="360dialog")

    assert (answer.code, answer.action) == ("conversation_window_closed", "send_template")


@pytest.mark.parametrize(
    "title", ["Re-engagement message", CLOSED, "Session expired", "Customer service window closed"]
)
def test_470_whose_words_say_window_is_a_closed_window_even_at_exotel(title):
    """The words outweigh Exotel's reading of the number."""
    answer = normalize(exotel_status(470, title, title))

    assert (answer.code, answer.action) == ("conversation_window_closed", "send_template")


def test_470_that_speaks_of_a_limit_for_24_hours_is_still_exotels_daily_limit():
    """Exotel's own advice names a 24-hour window too, and that one rolls over by itself."""
    answer = normalize(exotel_status(470, "Messaging Limit", "Wait for the 24-hour window to roll over"))

    assert answer.code == "quota_exceeded"


# 6. Small numbers that several vendors use


@pytest.mark.parametrize(
    ("vendor", "code", "canonical"),
    [
        ("gupshup", 500, "vendor_internal_error"),
        ("gupshup", 1001, "sender_invalid"),
        ("gupshup", 1002, "recipient_not_on_channel"),
        ("gupshup", 1003, "insufficient_balance"),
        ("gupshup", 1006, "recipient_not_opted_in"),
        ("gupshup", 1008, "recipient_not_opted_in"),
        ("gupshup", 1009, "parameter_missing"),
        ("gupshup", 1010, "media_unreachable"),
        ("gupshup", 1011, "media_too_large"),
        ("gupshup", 1012, "recipient_opted_out"),
        ("gupshup", 2000, "template_parameters_mismatch"),
        ("360dialog", 1005, "sender_registration_failed"),
        ("360dialog", 1006, "resource_not_found"),
        ("360dialog", 1009, "parameter_invalid"),
        ("exotel", 1010, "credentials_invalid"),
        ("exotel", 1011, "content_type_unsupported"),
        ("exotel", 2000, "template_not_found"),
        ("exotel", 2001, "template_not_approved"),
        ("telnyx", 40001, "recipient_not_capable"),
        ("telnyx", 40300, "recipient_opted_out"),
        ("exotel", 40001, "insufficient_balance"),
    ],
)
def test_a_small_number_belongs_to_its_vendor(vendor, code, canonical):
    """The same small number means different things at different vendors."""
    verdict = lookup(vendor, code)

    assert verdict.code == canonical


def test_360dialog_2001_is_a_missing_translation():
    """2001 is a template that does not exist in the language at 360dialog, and one not approved at Exotel."""
    answer = normalize(onprem_error(2001, "Template does not exist", "Template name does not exist in the translation"))

    assert answer.code in {"template_not_found", "template_language_unsupported"}


@pytest.mark.parametrize(
    ("code", "reason", "canonical"),
    [
        (470, CLOSED, "conversation_window_closed"),
        (1026, "Receiver is incapable of receiving this message", "recipient_not_capable"),
        (2000, "Template parameter count mismatch", "template_parameters_mismatch"),
        (131047, "Re-engagement message", "conversation_window_closed"),
        (131049, CAPPED, "marketing_capped"),
    ],
)
def test_gupshup_passes_whatsapps_numbers_through_the_field_of_its_own(code, reason, canonical):
    """A number of a message event outside Gupshup's own list is WhatsApp's."""
    answer = normalize(gupshup_event(code, reason))

    assert (answer.vendor, answer.code) == ("gupshup", canonical)


@pytest.mark.parametrize(
    ("code", "reason", "category"),
    [
        (
            1005,
            "Message sending failed as user is inactive for session message and template did not match",
            "conversation",
        ),
        (1006, "Message failed due to opt-in failure", "consent"),
        (4005, "Message Sending failed as the template is paused.", "template"),
    ],
    ids=["1005", "1006", "4005"],
)
def test_gupshups_own_numbers_shadow_the_on_premises_ones(code, reason, category):
    """In a message event 1001 to 1012 and 4001 to 4005 are Gupshup's, whatever the on-premises client calls them."""
    answer = normalize(gupshup_event(code, reason))

    assert answer.category == category


@pytest.mark.parametrize("status", [{"code": "1002"}, {"errors": [{"code": 1002, "title": "Number Not On WhatsApp"}]}])
def test_gupshups_version_3_keeps_the_code_in_two_places(status):
    """The code of a version 3 webhook is read from errors and from the status itself."""
    answer = normalize(gupshup_v3({**status, "reason": "Number Does Not Exist On WhatsApp"}))

    assert (answer.vendor, answer.vendor_code, answer.code) == ("gupshup", "1002", "recipient_not_on_channel")


# 7. 360dialog's numbers with several remedies


@pytest.mark.parametrize(
    ("text", "canonical", "advice"),
    [
        ("Unknown error: biz_link_error", "sender_registration_failed", "after_fix"),
        ("Number linked to active non-enterprise account", "sender_registration_failed", "after_fix"),
        ("Error verifying the number", "sender_registration_failed", "after_condition"),
        ("Timeout", "sender_registration_locked", "after_wait"),
    ],
    ids=["biz_link_error", "non_enterprise", "verifying", "timeout"],
)
def test_360dialog_1005_is_read_by_its_text(text, canonical, advice):
    """One number, always in HTTP 403, has four remedies."""
    answer = normalize({"errors": [{"code": 1005, "title": text}]}, vendor="360dialog", http_status=403)

    assert (answer.code, answer.retry.advice) == (canonical, advice)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Unknown error: biz_link_error", ["install", "delete"]),
        ("Number linked to active non-enterprise account", ["delete"]),
        ("Error verifying the number", ["support"]),
    ],
    ids=["biz_link_error", "non_enterprise", "verifying"],
)
def test_360dialog_1005_has_the_remedy_of_its_cause(text, words):
    """The remedies differ although the canonical code is one."""
    remedy = lookup("360dialog", 1005, text=text).remediation.lower()

    assert [word for word in words if word in remedy] == words


def test_360dialog_1005_biz_link_error_comes_before_the_other_causes():
    """A text that holds several of the phrases is answered by the first cause of the judgement's order."""
    several = "TIMEOUT while verifying the number: BIZ_LINK_ERROR"

    assert (
        lookup("360dialog", 1005, text=several).remediation
        == lookup("360dialog", 1005, text="biz_link_error").remediation
    )


def test_360dialog_1005_without_words_is_a_refused_registration():
    """Without words the cautious answer holds: fix first, no automatic repeat."""
    answer = normalize({"errors": [{"code": 1005}]}, vendor="360dialog", http_status=403)

    assert (answer.code, answer.retry.advice, answer.retry.retryable) == (
        "sender_registration_failed",
        "after_fix",
        False,
    )


def test_360dialog_1005_never_pauses_messaging():
    """A registration that fails is no reason to stop the messages of other numbers."""
    answer = normalize({"errors": [{"code": 1005, "title": "Timeout"}]}, vendor="360dialog", http_status=403)

    assert answer.pause == "no"


@pytest.mark.parametrize(
    ("title", "action"),
    [
        ("Failed to generate processed file path", "contact_vendor"),
        ("Image file format (audio/mpeg) is not supported", "fix_media"),
    ],
    ids=["path", "format"],
)
def test_360dialogs_two_1000s_are_told_apart_by_text(title, action):
    """1000 is a full file store, which support clears, or a wrong MIME type."""
    answer = normalize(onprem_error(1000, title, title), vendor="360dialog")

    assert answer.action == action


@pytest.mark.parametrize(
    ("payload", "category"),
    [
        (
            onprem_status(500, "structure unavailable: Client could not display the highly structured message (hsm)"),
            "template",
        ),
        (dialog360_error(500, "Internal server error"), "service"),
    ],
    ids=["structure", "restart"],
)
def test_360dialogs_two_500s_are_told_apart(payload, category):
    """500 is a template the client cannot show or a restart of the account."""
    answer = normalize(payload, vendor="360dialog")

    assert answer.category == category


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        (
            "This URL *** is blocked. More info: https://docs.360dialog.com/whatsapp-api/whatsapp-api",
            "feature_not_enabled",
        ),
        ("Permission denied", "permission_denied"),
        ("Trigger registration error (1005): Timeout", "sender_registration_locked"),
    ],
    ids=["path", "partner", "registration"],
)
def test_360dialogs_three_403s_are_told_apart_by_text(text, canonical):
    """403 is a blocked path, a Partner API without the right, or a refused registration."""
    answer = normalize(dialog360_error(403, text), vendor="360dialog", http_status=403)

    assert answer.code == canonical


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        (
            "Your WhatsApp for Business API has been disabled. If you believe this is a mistake, please contact us.",
            "account_suspended",
        ),
        ("You have exceeded the limit of 1 request every * seconds. Try again later.", "rate_limited"),
        (UNPAID, "payment_issue"),
        ("Bad request", "request_invalid"),
        (
            '{"error":{"message":"(#131009) Parameter value is not valid","type":"OAuthException","code":131009}}',
            "parameter_invalid",
        ),
    ],
    ids=["disabled", "usage_limit", "unpaid", "bad_request", "embedded"],
)
def test_360dialogs_five_400s_are_told_apart_by_text(text, canonical):
    """400 is a disabled account, a limit, an unpaid bill, a malformed request or Meta's error in a text."""
    answer = normalize(dialog360_error(400, text), vendor="360dialog", http_status=400)

    assert answer.code == canonical


def test_360dialog_401_whose_body_says_404():
    """The body of an invalid key says 404; the outer status and the text win."""
    answer = normalize(dialog360_error(404, "Invalid api_key or token expired"), vendor="360dialog", http_status=401)

    assert (answer.code, answer.http_status, answer.scope) == ("credentials_invalid", 401, "account")


def test_360dialog_401_whose_body_says_404_needs_no_outer_status():
    """The text alone tells an invalid key from a missing resource."""
    answer = normalize(dialog360_error(404, "Invalid api_key or token expired"))

    assert answer.code == "credentials_invalid"


def test_360dialog_usage_limit_in_http_400():
    """A rule that never repeats a 4xx is wrong here: the text says that the limit passes."""
    text = "You have exceeded the limit of 1 request every * seconds. Try again later."
    answer = normalize(dialog360_error(400, text), vendor="360dialog", http_status=400)

    assert (answer.code, answer.retry.advice, answer.retry.retryable) == ("rate_limited", "backoff", True)


# 8. 131049 and the bucket of the undeliverable


@pytest.mark.parametrize(
    ("code", "title", "canonical", "advice"),
    [
        (131026, "Unable to deliver message", "recipient_unreachable", "never"),
        (131049, "Ecosystem protection", "marketing_capped", "after_wait"),
        (130472, "Experiment participant", "experiment_holdout", "never"),
    ],
    ids=["131026", "131049", "130472"],
)
def test_chirp_message_undeliverable_over_131026_131049_and_130472(code, title, canonical, advice):
    """Chirp puts three of Meta's codes under one, with fixes that suit only the first; Meta's code decides."""
    payload = chirp_error(
        "message_undeliverable", "provider_error", "Unable to deliver message.", from_meta(code, title)
    )
    answer = normalize(payload, http_status=402)

    assert (answer.vendor, answer.code, answer.retry.advice) == ("chirp", canonical, advice)


def test_chirp_message_undeliverable_without_a_provider_code_is_coarse():
    """Without Meta's code the answer is the commonest cause and says that the code covers several."""
    answer = normalize(chirp_error("message_undeliverable", "provider_error", "Unable to deliver message."))

    assert (answer.code, answer.retry.advice, answer.verdict.coarse) == ("recipient_unreachable", "never", True)


@pytest.mark.parametrize(
    "payload",
    [
        meta_status(meta_item(131049, CAPPED)),
        exotel_status(131049, "Not delivered", CAPPED),
        gupshup_event(131049, CAPPED),
        kirim_message("provider_error", 131049),
        chirp_error("message_undeliverable", "provider_error", "x", from_meta(131049, "Ecosystem protection")),
    ],
    ids=["meta", "exotel", "gupshup", "kirim", "chirp"],
)
def test_131049_waits_a_day_and_flags_nobody(payload):
    """The per-user marketing limit says nothing about the contact and ends after a day at the earliest."""
    answer = normalize(payload)

    assert (answer.retry.advice, answer.retry.delay >= DAY, answer.suppress.advice) == ("after_wait", True, "none")


@pytest.mark.parametrize(
    ("code", "title", "canonical"),
    [
        (368, "Policy violations", "account_restricted"),
        (131031, "Account locked", "account_restricted"),
        (131042, "Payment issue", "payment_issue"),
        (130497, "Country restriction", "country_restricted"),
    ],
    ids=["368", "131031", "131042", "130497"],
)
def test_chirp_account_restricted_over_its_four_meta_codes(code, title, canonical):
    """A policy strike, a lock, a bill and a country share one code of Chirp's."""
    payload = chirp_error(
        "account_restricted", "provider_error", "Your account has been restricted.", from_meta(code, title)
    )
    answer = normalize(payload, http_status=403)

    assert answer.code == canonical


@pytest.mark.parametrize(
    ("code", "title", "canonical"),
    [
        (132001, "Template does not exist in the specified language", "template_not_found"),
        (132007, "Template rejected for policy violation", "template_content_invalid"),
    ],
    ids=["132001", "132007"],
)
def test_chirp_template_not_found_over_its_two_meta_codes(code, title, canonical):
    """A missing template and one that breaks a rule share one code of Chirp's."""
    payload = chirp_error(
        "template_not_found", "invalid_request_error", "Template does not exist.", from_meta(code, title)
    )
    answer = normalize(payload, http_status=404)

    assert answer.code == canonical


def test_chirp_meta_api_error_over_135000_is_the_requests_fault():
    """Chirp retries meta_api_error; Meta calls 135000 a fault of the request, which no repeat mends."""
    payload = chirp_error(
        "meta_api_error", "api_error", "An unknown error occurred.", from_meta(135000, "Generic error")
    )
    answer = normalize(payload, http_status=424)

    assert (answer.code, answer.retry.advice) == ("request_invalid", "after_fix")


# 9. Chirp's Telnyx sample, and Telnyx against itself


def test_chirp_telnyx_api_error_over_40300_is_an_opt_out_and_never_retried():
    """Chirp advises to retry its own sample; 40300 is a STOP, and texting after it breaks the law."""
    message = "An unexpected error occurred with the Telnyx API."
    payload = chirp_error("telnyx_api_error", "api_error", message, from_telnyx("40300", "Could not send message"))
    answer = normalize(payload, http_status=424)

    assert (answer.code, answer.retry.advice, answer.suppress.advice) == ("recipient_opted_out", "never", "opt_out")


def test_an_opt_out_is_helped_by_no_other_vendor_and_no_other_channel():
    """A recipient who wrote STOP is not reached another way."""
    answer = normalize(telnyx_error("40300", "Blocked due to STOP message", "Messages cannot be sent."))

    assert (answer.failover.other_vendor, answer.failover.other_channel) == ("no", "no")


@pytest.mark.parametrize("status", [400, 403, 409, 422])
def test_telnyx_40300_does_not_depend_on_the_http_status(status):
    """Clients met 40300 with four statuses, so the code alone decides."""
    payload = telnyx_error(
        "40300", "Blocked due to STOP message", "Messages cannot be sent due to an existing block rule."
    )
    answer = normalize(payload, http_status=status)

    assert answer.code == "recipient_opted_out"


@pytest.mark.parametrize(
    ("title", "detail"),
    [
        ("Forbidden", "The number is not assigned to a messaging profile."),
        ("Number not assigned", "The sending number is not assigned to a messaging profile."),
    ],
    ids=["forbidden", "not_assigned"],
)
def test_telnyx_40300_whose_title_says_otherwise_is_answered_by_the_title(title, detail):
    """Two digests give 40300 another meaning, so a title that agrees with them is believed with low confidence."""
    answer = normalize(telnyx_error("40300", title, detail))

    assert (answer.category in {"sender", "permission"}, answer.match.evidence) == (True, "inferred")


@pytest.mark.parametrize(
    ("code", "title", "category"),
    [
        ("40001", "Not routable", "recipient"),
        ("40008", "Undeliverable", "delivery"),
        ("40300", "Blocked due to STOP message", "consent"),
        ("40305", "Invalid 'from' address", "sender"),
        ("40310", "Invalid 'to' address", "recipient"),
    ],
)
def test_telnyx_40xxx_are_no_rate_limits(code, title, category):
    """A page of Telnyx's calls all of 40xxx rate limits, and its own reference contradicts it."""
    answer = normalize(telnyx_webhook("delivery_failed", telnyx_item(code, title, title)))

    assert answer.category == category


def test_telnyx_40008_backs_off_with_a_low_cap():
    """Telnyx's retry table repeats 40008 and its code table doubts the number."""
    answer = normalize(telnyx_webhook("delivery_failed", telnyx_item("40008", "Undeliverable", "Not accepted.")))

    assert (answer.retry.advice, answer.retry.max_attempts <= 3) == ("backoff", True)


def test_telnyx_40010_is_a_missing_registration():
    """40010 is listed under two categories; the campaign is what is missing."""
    answer = normalize(
        telnyx_webhook("delivery_failed", telnyx_item("40010", "Not 10DLC registered", "Not registered."))
    )

    assert (answer.code, answer.retry.retryable) == ("sender_not_compliant", False)


def test_telnyx_40328_on_a_delivered_message_is_no_failure():
    """40328 warns of a long text; the message is out."""
    warning = telnyx_item("40328", "SMS exceeds recommended size", "The message splits into many parts.")

    assert normalize_all(telnyx_webhook("delivered", warning)) == ()


def test_telnyx_40328_is_never_repeated_blindly():
    """The message may be out in many parts, so its status is looked up first."""
    answer = normalize(telnyx_error("40328", "SMS exceeds recommended size", "The message splits into many parts."))

    assert (answer.acceptance, answer.retry.retryable, answer.action) == ("unknown", False, "check_status")


# 10. Kirim


@pytest.mark.parametrize(
    "payload",
    [kirim_event("outside_24h_window", 131047), meta_status(meta_item(131047, "Re-engagement message"))],
    ids=["own", "meta"],
)
def test_kirims_message_status_is_read_in_both_forms(payload):
    """The guide shows Kirim's own form of message.status, the event catalogue Meta's."""
    answer = normalize(payload, vendor="kirim", headers={"X-Kirim-Source": "meta"})

    assert (answer.vendor, answer.code, answer.phase) == ("kirim", "conversation_window_closed", "delivery")


def test_metas_form_of_kirims_webhook_holds_metas_code():
    """There is no code of Kirim's in the JSON that Kirim forwards."""
    payload = meta_status(meta_item(131026, "Message undeliverable"))
    answer = normalize(payload, vendor="kirim", headers={"X-Kirim-Source": "meta"})

    assert (answer.vendor_code, answer.match.rule) == ("131026", "meta/any/131026")


KIRIM_CODES = [
    "degraded",
    "media_invalid",
    "outside_24h_window",
    "provider_error",
    "quota_exceeded",
    "recipient_unavailable",
    "template_not_approved",
    "template_params_mismatch",
]
META_CODES = [
    *(0, 1, 2, 3, 4, 10, 33, 100, 190, 200, 368, 613, 80007, 130403, 130429, 130472, 130497, 131000, 131005, 131008),
    *(131009, 131016, 131021, 131026, 131030, 131031, 131037, 131042, 131045, 131047, 131048, 131049, 131050, 131051),
    *(131052, 131053, 131056, 131057, 131060, 132000, 132001, 132005, 132007, 132012, 132015, 132016, 132068, 132069),
    *(133000, 133004, 133005, 133006, 133008, 133009, 133010, 133015, 133016, 134011, 135000, 137000),
]


@settings(deadline=None)  # the first example reads the catalogs
@given(code=st.sampled_from(KIRIM_CODES), provider_code=st.sampled_from(META_CODES) | st.integers(0, 200_000))
def test_kirims_provider_code_only_tightens(code, provider_code):
    """Kirim's code always stands, and Meta's number never makes the advice looser."""
    alone = normalize(kirim_message(code))
    beside = normalize(kirim_message(code, provider_code))

    assert beside.code == alone.code
    assert STRICTNESS.index(beside.retry.advice) >= STRICTNESS.index(alone.retry.advice)


def test_131049_under_kirims_provider_error_turns_a_backoff_into_a_wait():
    """Meta's cap lasts a day, so Kirim's growing waits would begin too early."""
    answer = normalize(kirim_message("provider_error", 131049))

    assert (answer.code, answer.retry.advice, answer.retry.delay) == ("upstream_error", "after_wait", DAY)


def test_130429_under_kirims_quota_exceeded_shortens_nothing():
    """A throughput limit passes in seconds, and Kirim's daily quota does not."""
    answer = normalize(kirim_message("quota_exceeded", 130429))

    assert (answer.code, answer.retry.advice, answer.retry.delay) == ("quota_exceeded", "after_wait", DAY)


def test_kirims_quota_waits_a_day_and_not_its_samples_hour():
    """The text says 24 hours, the sample handler one hour, and the longer one is the hint."""
    answer = normalize(kirim_message("quota_exceeded"))

    assert (answer.retry.advice, answer.retry.delay) == ("after_wait", DAY)


def test_kirims_degraded_account_waits_and_is_not_reconnected():
    """Reconnecting is the wrong advice for an account in a cool-down."""
    answer = normalize(kirim_message("degraded"))

    assert (answer.code, answer.retry.advice, "reconnect" in answer.remediation.lower()) == (
        "account_degraded",
        "after_wait",
        False,
    )


def test_kirims_account_not_connected_allows_for_a_degraded_account():
    """The synchronous code names the same state, so its remedy tells the two causes apart."""
    answer = normalize(kirim_error("account_not_connected", "The account is pending or degraded."), http_status=422)

    assert (answer.code, "degraded" in answer.remediation) == ("account_not_connected", True)


def test_kirims_provider_error_counts_the_try_that_kirim_made():
    """Of the three to five tries that Kirim advises it has made one."""
    answer = normalize(kirim_message("provider_error"))

    assert (answer.retry.advice, answer.retry.max_attempts <= 4) == ("backoff", True)


@pytest.mark.parametrize(
    ("payload", "phase", "acceptance"),
    [
        (kirim_error("outside_24h_window", "Conversation window closed."), "request", "rejected"),
        (kirim_message("outside_24h_window", 131047), "delivery", "accepted_then_failed"),
    ],
    ids=["call", "message"],
)
def test_kirims_outside_24h_window_is_accepted_on_both_surfaces(payload, phase, acceptance):
    """The older guide lists it among answers to a call, the present one only on messages."""
    answer = normalize(payload)

    assert (answer.code, answer.phase, answer.acceptance) == ("conversation_window_closed", phase, acceptance)


def test_kirims_rate_limit_brakes_the_account():
    """By key or by organisation, the budget is wider than one message."""
    answer = normalize(kirim_error("rate_limit_exceeded", "Too many requests.", "rate_limit_error"), http_status=429)

    assert answer.scope == "account"


# 11. Chirp and StartMessaging against their own pages


@pytest.mark.parametrize(
    "payload",
    [
        chirp_error(
            "rate_limit_exceeded", "invalid_request_error", "Too many requests. Please retry after 30 seconds."
        ),
        {"error": "Rate limit exceeded. Try again in 30 seconds."},
    ],
    ids=["object", "text"],
)
def test_chirps_429_is_read_in_both_forms(payload):
    """The code table shows an object, the rate-limit page a sentence; both wait the half minute they name."""
    answer = normalize(payload, vendor="chirp", http_status=429)

    assert (answer.code, answer.retry.advice, answer.retry.delay) == ("rate_limited", "backoff", 30)


def test_chirps_type_invalid_request_error_does_not_forbid_a_repeat():
    """Chirp gives its rate limit the type of an invalid request."""
    answer = normalize(
        chirp_error("rate_limit_exceeded", "invalid_request_error", "Too many requests."), http_status=429
    )

    assert answer.retry.retryable


@pytest.mark.parametrize(
    ("code", "title", "canonical"),
    [
        (130429, "Rate limit hit", "throughput_limited"),
        (131056, "(Business Account, Consumer Account) pair rate limit hit", "recipient_rate_limited"),
        (131048, "Spam rate limit hit", "spam_limited"),
    ],
    ids=["130429", "131056", "131048"],
)
def test_chirp_whatsapp_rate_limited_is_read_by_its_provider_code(code, title, canonical):
    """Seconds of throughput and longer limits share one code of Chirp's."""
    payload = chirp_error(
        "whatsapp_rate_limited", "provider_error", "WhatsApp messaging rate limit reached.", from_meta(code, title)
    )
    answer = normalize(payload, http_status=429)

    assert answer.code == canonical


@pytest.mark.parametrize("code", ["DAILY_LIMIT_REACHED", "BROADCAST_LIMIT"])
def test_startmessaging_daily_limit_in_http_429_waits(code):
    """The sample client doubles seconds for every 429; a daily limit lasts until its reset."""
    answer = normalize(startmessaging_error(code, "Daily message quota exceeded."), http_status=429)

    assert (answer.code, answer.retry.advice, answer.retry.delay >= HOUR) == ("quota_exceeded", "after_wait", True)


def test_startmessaging_daily_limit_is_not_shortened_by_a_header_of_seconds():
    """A Retry-After of seconds comes with every 429, and the limit of the day outlasts it."""
    payload = startmessaging_error("DAILY_LIMIT_REACHED", "Daily message quota exceeded.")
    answer = normalize(payload, http_status=429, headers={"Retry-After": "2"})

    assert answer.retry.delay >= HOUR


def test_invalid_recipient_and_invalid_phone_are_two_things():
    """INVALID_RECIPIENT is a number without WhatsApp; INVALID_PHONE and others' invalid_phone_number are malformed."""
    malformed = {
        lookup("startmessaging", "INVALID_PHONE").retry.advice,
        lookup("chirp", "invalid_phone_number").retry.advice,
        lookup("kirim", "invalid_phone_number").retry.advice,
    }

    assert (lookup("startmessaging", "INVALID_RECIPIENT").retry.advice, malformed) == ("never", {"after_fix"})


@pytest.mark.parametrize(
    ("payload", "headers", "source"),
    [
        (startmessaging_error("RATE_LIMITED", "Too many requests."), {"Retry-After": "120"}, "header"),
        (
            {
                "success": False,
                "error": {"code": "RATE_LIMITED", "message": "Too many OTP requests.", "retry_after": 120},
            },
            {},
            "payload",
        ),
    ],
    ids=["whatsapp", "auth"],
)
def test_startmessagings_rate_limited_keeps_its_wait_in_two_places(payload, headers, source):
    """One API says the wait in Retry-After, the other in the body."""
    answer = normalize(payload, http_status=429, headers=headers)

    assert (answer.retry.delay, answer.retry.delay_source) == (120, source)


def test_startmessaging_recipient_blocked_is_answered_as_unreachable():
    """Meta does not disclose a block, so StartMessaging's claim is kept as its words and not as the code."""
    answer = normalize(startmessaging_error("RECIPIENT_BLOCKED", "User blocked your number"), http_status=400)

    assert (answer.code, answer.vendor_code, answer.detail) == (
        "recipient_unreachable",
        "RECIPIENT_BLOCKED",
        "User blocked your number",
    )


@pytest.mark.parametrize(
    "payload",
    [
        startmessaging_error("TEMPLATE_PAUSED", "Template is paused by Meta"),
        exotel_status(2002, "Template Paused", "Template is paused due to quality issues"),
        gupshup_event(4005, "Message Sending failed as the template is paused."),
        meta_error(132015, "(#132015) Template is Paused"),
    ],
    ids=["startmessaging", "exotel", "gupshup", "meta"],
)
def test_a_paused_template_waits_for_a_condition_at_every_vendor(payload):
    """The vendors advise to resubmit, to improve or nothing; the pause ends once the template is approved again."""
    answer = normalize(payload)

    assert (answer.code, answer.retry.advice) == ("template_paused", "after_condition")


# 12. The same condition under different HTTP statuses


@pytest.mark.parametrize(
    ("payload", "status", "canonical"),
    [
        (
            chirp_error("conversation_window_expired", "provider_error", "More than 24 hours."),
            402,
            "conversation_window_closed",
        ),
        (startmessaging_error("OUTSIDE_WINDOW", "24h session expired"), 400, "conversation_window_closed"),
        (kirim_message("outside_24h_window", 131047), 200, "conversation_window_closed"),
        (meta_error(131047, "(#131047) Re-engagement message"), 400, "conversation_window_closed"),
        (
            chirp_error("template_not_found", "invalid_request_error", "Template does not exist."),
            404,
            "template_not_found",
        ),
        (startmessaging_error("TEMPLATE_NOT_FOUND", "Template doesn't exist"), 404, "template_not_found"),
        (meta_error(132001, "(#132001) Template name does not exist in the translation"), 404, "template_not_found"),
        (
            dialog360_error(400, "You have exceeded the limit of 1 request every * seconds. Try again later."),
            400,
            "rate_limited",
        ),
        (
            {"RestException": {"Status": 429, "Message": "Rate limit exceeded.", "Code": "RATE_LIMIT_EXCEEDED"}},
            429,
            "rate_limited",
        ),
    ],
    ids=[
        "window-chirp-402",
        "window-startmessaging-400",
        "window-kirim-200",
        "window-meta-400",
        "template-chirp-404",
        "template-startmessaging-404",
        "template-meta-404",
        "rate-360dialog-400",
        "rate-exotel-429",
    ],
)
def test_one_condition_under_many_http_statuses_is_one_code(payload, status, canonical):
    """The code decides and the HTTP status does not."""
    answer = normalize(payload, http_status=status)

    assert answer.code == canonical


@pytest.mark.parametrize(
    ("payload", "vendor", "status"),
    [
        (exotel_v2(1000, "Insufficient balance", 402), "exotel", 402),
        (
            exotel_v1(403, "Insufficient balance to send the SMS"),
            "exotel",
            403,
        ),
        (gupshup_event(1003, "Unable To Send Message | Check your wallet balance"), "gupshup", None),
        (
            {"success": False, "error": {"code": "INSUFFICIENT_CREDITS", "message": "Not enough credits."}},
            "startmessaging",
            402,
        ),
        (
            chirp_error("account_restricted", "provider_error", "Restricted.", from_meta(131042, "Payment issue")),
            "chirp",
            403,
        ),
        (dialog360_error(400, UNPAID), "360dialog", 400),
    ],
    ids=["exotel-402", "exotel-403", "gupshup-webhook", "startmessaging-402", "chirp-403", "360dialog-400"],
)
def test_money_is_behind_many_http_statuses(payload, vendor, status):
    """Only the code or the text tells that a bill is unpaid."""
    answer = normalize(payload, vendor=vendor, http_status=status)

    assert (answer.category, answer.retry.advice) == ("billing", "after_condition")


CHIRP_402 = [
    "conversation_window_expired",
    "display_name_not_approved",
    "groups_not_eligible",
    "message_undeliverable",
    "recipient_not_on_whatsapp",
    "a_code_of_next_year",
]


@pytest.mark.parametrize(
    "payload",
    [
        *(chirp_error(code, "provider_error", "The message was refused.") for code in CHIRP_402),
        {"error": {"type": "provider_error", "message": "The message was refused."}},
        {},
        "",
    ],
    ids=[*CHIRP_402, "no_code", "no_members", "no_body"],
)
def test_chirp_402_never_means_payment(payload):
    """Chirp answers 402 where Meta refuses a delivery, with or without a code it documents."""
    answer = normalize(payload, vendor="chirp", http_status=402)

    assert answer.category != "billing"


@pytest.mark.parametrize(
    "code", ["meta_api_error", "meta_api_unavailable", "telnyx_api_error", "telnyx_api_unavailable"]
)
def test_chirp_424_is_no_fault_of_the_caller(code):
    """Chirp answers 424 where the platform behind it failed."""
    answer = normalize(chirp_error(code, "api_error", "An unexpected error occurred."), http_status=424)

    assert (answer.category, answer.fault) == ("service", "upstream")


# Codes of several vendors and of Meta


@pytest.mark.parametrize(
    ("code", "details", "canonical"),
    [
        (131031, "Business account has been locked.", "account_restricted"),
        (
            131031,
            "Unable to verify data in the request: the two-step verification PIN does not match.",
            "verification_code_incorrect",
        ),
    ],
    ids=["locked", "pin"],
)
def test_131031_has_two_causes_told_apart_by_details(code, details, canonical):
    """131031 is a lock of the account or a PIN that does not match."""
    answer = normalize(meta_error(code, "(#131031) Account has been locked", details))

    assert answer.code == canonical


@pytest.mark.parametrize("code", [0, "0"], ids=["number", "text"])
def test_meta_code_0_is_a_code(code):
    """Zero is Meta's number for a failed authentication and no absence of one."""
    answer = normalize(meta_error(code, "(#0) AuthException"))

    assert (answer.vendor_code, answer.code) == ("0", "credentials_invalid")


def test_131048_is_the_senders_reputation_and_no_backoff():
    """131048 stops the sender and repeats nothing by itself."""
    answer = normalize(meta_status(meta_item(131048, "Spam rate limit hit")))

    assert (answer.code, answer.scope, answer.pause, answer.retry.retryable) == ("spam_limited", "sender", "now", False)


CLOSED_WINDOWS = {
    "meta-request": (meta_error(131047, "(#131047) Re-engagement message"), "meta"),
    "meta-webhook": (meta_status(meta_item(131047, "Re-engagement message")), "meta"),
    "onprem-470": (onprem_status(470, CLOSED), "meta_onprem"),
    "360dialog-131047": (meta_status(meta_item(131047, "Re-engagement message")), "360dialog"),
    "360dialog-470": (onprem_status(470, CLOSED), "360dialog"),
    "chirp": (
        chirp_error("conversation_window_expired", "provider_error", "x", from_meta(131047, "Re-engagement message")),
        "chirp",
    ),
    "exotel-errors": (
        exotel_status(131047, "Re-engagement Message", "Session expired (24+ hours since last reply)"),
        "exotel",
    ),
    "exotel-callback": (exotel_callback("EX_REENGAGEMENT_ERROR", "Re-engagement message", 30018), "exotel"),
    "gupshup-1005": (gupshup_event(1005, "Message sending failed as user is inactive for session message"), "gupshup"),
    "gupshup-131047": (gupshup_event(131047, "Re-engagement message"), "gupshup"),
    "gupshup-v3": (gupshup_v3({"errors": [meta_item(131047, "Re-engagement message")]}), "gupshup"),
    "kirim": (kirim_message("outside_24h_window", 131047), "kirim"),
    "kirim-event": (kirim_event("outside_24h_window", 131047), "kirim"),
    "startmessaging": (startmessaging_error("OUTSIDE_WINDOW", "24h session expired"), "startmessaging"),
}


@pytest.mark.parametrize(("payload", "vendor"), CLOSED_WINDOWS.values(), ids=CLOSED_WINDOWS.keys())
def test_131047_never_suppresses_anybody_in_any_vendors_form(payload, vendor):
    """A closed window says nothing about the contact, and a template is the remedy."""
    answer = normalize(payload, vendor=vendor)

    assert (answer.code, answer.suppress.advice, answer.action) == (
        "conversation_window_closed",
        "none",
        "send_template",
    )


def test_a_message_of_a_user_that_meta_cannot_hand_over_fails_no_send():
    """131051 on a message received is inbound, and nothing of ours failed."""
    answer = normalize(
        meta_inbound(meta_item(131051, "Message type unknown", "Message type is currently not supported."))
    )

    assert (answer.code, answer.phase, answer.acceptance) == ("inbound_message_unsupported", "inbound", "none")


# Gupshup's gateway and its receipts


@pytest.mark.parametrize(
    ("code", "details", "canonical"),
    [
        ("102", "Authentication failed due to invalid userId or password", "credentials_invalid"),
        ("105", "Invalid phone number", "recipient_address_invalid"),
    ],
)
def test_gupshup_gateway_error_in_http_200(code, details, canonical):
    """The gateway answers HTTP 200 in every case."""
    answer = normalize({"response": {"id": code, "details": details, "status": "error"}}, http_status=200)

    assert (answer.vendor, answer.vendor_code, answer.code, answer.acceptance) == (
        "gupshup",
        code,
        canonical,
        "rejected",
    )


def test_gupshup_response_id_is_a_message_id_where_the_gateway_accepts():
    """The same member is the code of an error and the id of a message."""
    payload = {"response": {"id": "3940265861", "phone": "15550000001", "details": "", "status": "success"}}
    answer = normalize(payload, http_status=200)

    assert (answer.code, answer.message_id, answer.vendor_code) == ("no_error", "3940265861", None)


def test_gupshup_response_id_is_no_message_id_where_the_gateway_refuses():
    """A refusal has no message."""
    payload = {"response": {"id": "105", "details": "Invalid phone number", "status": "error"}}
    answer = normalize(payload, http_status=200)

    assert answer.message_id is None


@pytest.mark.parametrize(
    "payload",
    [
        "error | 102 | Authentication failed due to invalid userId or password",
        "error: 102: Authentication failed due to invalid userId or password",
    ],
    ids=["bars", "colons"],
)
def test_gupshups_gateway_text_has_two_separators(payload):
    """One client prints bars, another colons."""
    answer = normalize(payload, vendor="gupshup")

    assert (answer.vendor_code, answer.code) == ("102", "credentials_invalid")


@pytest.mark.parametrize(
    "payload",
    [
        gupshup_receipt("003", "UNKNOWN_SUBSCRIBER"),
        "externalId=1&deliveredTS=1526347800000&status=FAILURE&cause=UNKNOWN_SUBSCRIBER&phoneNo=15550000001&errCode=003&noOfFrags=1&mask=TESTIN",
    ],
    ids=["post", "get"],
)
def test_a_zero_padded_code_keeps_its_zeros(payload):
    """003 is a code of three characters."""
    answer = normalize(payload)

    assert (answer.vendor_code, answer.code) == ("003", "recipient_unknown")


def test_a_zero_padded_code_without_its_zeros_is_another_code():
    """Gupshup declares 003, so 3 is not that code."""
    verdict = lookup("gupshup", "3")

    assert verdict.match.rule != lookup("gupshup", "003").match.rule
