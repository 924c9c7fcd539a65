"""Twilio: one error in all its forms, what is no error, and the causes a gateway must tell apart."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from errnorm import detect, lookup, normalize, normalize_all

SID = "SM00000000000000000000000000000001"
ACCOUNT = "AC00000000000000000000000000000001"
PAGE = "https://www.twilio.com/docs/errors/"


def callback(code=None, status="undelivered", **more):
    """Give the fields of a status callback."""
    fields = {"MessageSid": SID, "SmsSid": SID, "MessageStatus": status, "SmsStatus": status, "AccountSid": ACCOUNT}
    return {**fields, **({} if code is None else {"ErrorCode": code}), **more}


def event(code=None, status="UNDELIVERED", kind="undelivered"):
    """Give an event of Event Streams."""
    data = {"messageSid": SID, "accountSid": ACCOUNT, "messageStatus": status}
    data |= {} if code is None else {"errorCode": code}
    return {"specversion": "1.0", "type": f"com.twilio.messaging.message.{kind}", "id": "EZ1", "data": data}


def resource(code=None, status="undelivered", **more):
    """Give the Message resource."""
    return {"sid": SID, "account_sid": ACCOUNT, "status": status, "error_code": code, "error_message": None, **more}


def rest(code, status=400, message="Refused"):
    """Give the REST API's error."""
    return {"code": code, "message": message, "more_info": f"{PAGE}{code}", "status": status}


DELIVERY_FORMS = {
    "form": urlencode(callback("30005")),
    "url": f"https://gateway.example/twilio?{urlencode(callback('30005'))}",
    "fields": callback("30005"),
    "number": callback(30005),
    "lists": {name: [value] for name, value in callback("30005").items()},
    "short": "MessageSid=SM7f1&MessageStatus=undelivered&ErrorCode=30005",
    "old": {"SmsSid": SID, "SmsStatus": "undelivered", "ErrorCode": "30005"},
    "without status": {"MessageSid": SID, "ErrorCode": "30005"},
    "mms": {**callback("30005"), "MessageSid": "MM" + SID[2:]},
    "event": event(30005),
    "events": [event(30005)],
    "event text": [event("30005")],
    "data": event(30005)["data"],
    "snake": {"message_sid": SID, "message_status": "undelivered", "error_code": "30005"},
    "resource": resource(30005),
    "resource text": resource("30005"),
    "list": {"messages": [{**resource(30005), "direction": "outbound-api"}], "page": 0},
    "xml": f"<TwilioResponse><Message><Sid>{SID}</Sid><Status>undelivered</Status><ErrorCode>30005</ErrorCode>"
    "</Message></TwilioResponse>",
}


@pytest.mark.parametrize("payload", DELIVERY_FORMS.values(), ids=DELIVERY_FORMS.keys())
def test_a_dead_number_is_the_same_in_every_form(payload):
    answers = {normalize(payload), normalize(payload, vendor="twilio")}

    assert {(a.vendor, a.code, a.vendor_code, a.phase, a.acceptance) for a in answers} == {
        ("twilio", "recipient_unknown", "30005", "delivery", "accepted_then_failed")
    }
    assert {(a.suppress.advice, a.retry.advice) for a in answers} == {("address", "never")}


REQUEST_FORMS = {
    "json": rest(63007),
    "code as text": rest("63007"),
    "camel": {"code": 63007, "message": "Refused", "moreInfo": f"{PAGE}63007", "status": 400},
    "code in the page only": {"message": "Refused", "more_info": f"{PAGE}63007", "status": 400},
    "no page": {"code": 63007, "message": "Refused", "status": 400},
    "wrapped": {"provider": "sms", "error": rest(63007)},
    "xml": "<?xml version='1.0'?><TwilioResponse><RestException><Code>63007</Code><Message>Refused</Message>"
    "<Status>400</Status></RestException></TwilioResponse>",
    "problem": {"type": f"{PAGE}63007", "title": "Refused", "status": 400, "code": 63007},
    "node": f"RestException [Error]: Refused\n    at a (/x.js:1:1) {{\n  status: 400,\n  code: 63007,\n"
    f"  moreInfo: '{PAGE}63007',\n  details: undefined\n}}",
    "ruby": f"[HTTP 400] 63007 : Unable to create record\nRefused\n{PAGE}63007\n\n",
    "go": f"Status: 400 - ApiError 63007: Refused (null) More info: {PAGE}63007",
}


@pytest.mark.parametrize("payload", REQUEST_FORMS.values(), ids=REQUEST_FORMS.keys())
def test_a_refused_request_is_the_same_in_every_form(payload):
    answers = {normalize(payload), normalize(payload, vendor="twilio")}

    assert {(a.vendor, a.code, a.vendor_code, a.http_status, a.acceptance) for a in answers} == {
        ("twilio", "sender_not_registered", "63007", 400, "rejected")
    }


COLOURED = (
    "\n\x1b[31m\x1b[49mHTTP Error\x1b[0m \x1b[37m\x1b[49mYour request was:\x1b[0m\n\n\x1b[36m\x1b[49mPOST /Messages.json"
    "\x1b[0m\n\n\x1b[37m\x1b[49mTwilio returned the following information:\x1b[0m\n\n\x1b[34m\x1b[49mUnable to create "
    "record: Refused\x1b[0m\n\n\x1b[37m\x1b[49mMore information may be available here:\x1b[0m\n\n"
    "\x1b[34m\x1b[49mhttps://www.twilio.com/docs/errors/63031\x1b[0m\n\n"
)


COLOURLESS = f"Twilio returned the following information:\n\nRefused\n\nMore information:\n\n{PAGE}63031"


@pytest.mark.parametrize("text", [COLOURED, COLOURLESS, f"send failed: {COLOURLESS}\nat line 3"])
def test_the_page_in_the_sdks_text_names_the_code(text):
    answer = normalize(text)

    assert (answer.vendor, answer.code, answer.vendor_code) == ("twilio", "recipient_is_sender", "63031")


UNDER_WAY = ["accepted", "scheduled", "queued", "sending", "sent", "delivered", "read"]


@pytest.mark.parametrize("status", UNDER_WAY)
@pytest.mark.parametrize("code", [None, "30008"])
def test_a_state_on_the_way_is_no_error_whatever_code_stands_beside_it(status, code):
    forms = [
        callback(code, status),
        urlencode(callback(code, status)),
        {name: [value] for name, value in callback(code, status).items()},
        resource(code, status),
        event(code, status.upper(), status)["data"],
    ]

    assert [normalize_all(form) for form in forms] == [()] * len(forms)
    assert {(normalize(form).vendor, normalize(form).code) for form in forms} == {("twilio", "no_error")}
    assert lookup("twilio", status).code == "no_error"


@pytest.mark.parametrize("code", ["30025", "30026", "30905", "63037", "63046"])
def test_notices_and_successes_of_the_dictionary_are_no_errors(code):
    assert lookup("twilio", code).code == "no_error"


def test_a_message_of_the_user_is_no_error():
    payload = {"MessageSid": SID, "SmsSid": SID, "SmsStatus": "received", "Body": "STOP", "From": "+15550000000"}

    assert (normalize(payload).vendor, normalize(payload).is_error, normalize(payload).phase) == (
        "twilio",
        False,
        "inbound",
    )


@pytest.mark.parametrize("code", ["30009", "30038", "30039"])
@pytest.mark.parametrize("form", [callback, resource])
def test_failures_of_messages_received_blame_no_send(code, form):
    payload = form(code, "failed") if form is callback else form(code, "failed", direction="inbound")
    answer = normalize(payload)

    assert (answer.code, answer.phase, answer.suppress.advice, answer.pause) == (
        "inbound_message_unsupported",
        "inbound",
        "none",
        "no",
    )


TOLD_APART = {
    "30005": ("recipient_unknown", "address"),
    "30003": ("recipient_absent", "none"),
    "30004": ("carrier_rejected", "none"),
    "30006": ("recipient_not_capable", "none"),
    "30007": ("content_blocked", "none"),
    "30008": ("delivery_failed", "none"),
    "30032": ("sender_not_compliant", "none"),
    "30034": ("sender_not_compliant", "none"),
    "30040": ("sender_not_compliant", "none"),
    "30450": ("fraud_suspected", "none"),
    "30610": ("outside_sending_hours", "none"),
    "30630": ("recipient_opted_out", "opt_out"),
    "63003": ("recipient_not_on_channel", "address_ttl"),
    "63014": ("recipient_blocked_sender", "address_ttl"),
    "63015": ("recipient_not_allowlisted", "none"),
    "63016": ("conversation_window_closed", "none"),
    "63024": ("recipient_unreachable", "address_ttl"),
    "63026": ("spam_limited", "none"),
    "63032": ("experiment_holdout", "none"),
    "63033": ("recipient_opted_out", "opt_out"),
    "63036": ("recipient_not_capable", "none"),
    "63049": ("marketing_capped", "none"),
    "63051": ("account_restricted", "none"),
}


@pytest.mark.parametrize(("code", "told"), TOLD_APART.items(), ids=TOLD_APART.keys())
def test_dead_off_stop_filtered_and_unregistered_are_told_apart(code, told):
    answer = normalize(callback(code, "failed"))

    assert (answer.code, answer.suppress.advice) == told


@pytest.mark.parametrize("code", ["30630", "63033"])
def test_an_opt_out_is_never_gone_around(code):
    answer = normalize(callback(code, "failed"))

    assert (answer.retry.advice, answer.failover.other_vendor, answer.failover.other_channel) == ("never", "no", "no")


@pytest.mark.parametrize("code", ["30018", "30046", "30410"])
def test_where_the_message_may_be_out_nobody_is_told_to_repeat(code):
    answer = normalize(callback(code))

    assert (answer.acceptance, answer.retry.retryable) == ("unknown", False)


@pytest.mark.parametrize("code", ["30020", "30021", "30500", "63009", "63010", "63012", "63023"])
def test_a_fault_of_the_service_is_repeated_only_where_the_message_is_known_to_have_failed(code):
    failed, asked = normalize(callback(code, "failed")), normalize(rest(int(code), 500), http_status=500)

    assert (failed.acceptance, failed.retry.retryable) == ("accepted_then_failed", True)
    assert (asked.acceptance, asked.retry.retryable) == ("unknown", False)


def test_the_daily_cap_waits_a_day_and_the_sandbox_seconds():
    capped = normalize({**rest(63038, 429), "message": None}, http_status=429)
    sandbox = normalize(rest(63018, 429, f"Account {ACCOUNT} exceeded the 1 rps rate limit"), http_status=429)

    assert (capped.code, capped.retry.advice, capped.retry.delay) == ("quota_exceeded", "after_wait", 86400)
    assert (sandbox.code, sandbox.retry.advice, sandbox.retry.backoff) == ("throughput_limited", "backoff", 3)
    assert normalize(callback("63018")).retry.backoff == 60


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("stat:UNDELIV err:005", "recipient_unknown"),
        ("stat:UNDELIV err:001", "recipient_absent"),
        ("stat:UNDELIV err:002", "recipient_inbox_full"),
        ("stat:UNDELIV err:009", "recipient_barred"),
        ("stat:DELIVRD err:000", "no_error"),
        ("stat:UNDELIV err:000", "delivery_failed"),
        ("stat:EXPIRED err:000", "message_expired"),
        ("stat:UNKNOWN err:000", "delivery_unconfirmed"),
    ],
)
def test_receipts_are_read_for_those_who_name_the_vendor(text, code):
    receipt = f"id:{SID} sub:001 dlvrd:000 submit date:2606111200 done date:2606111201 {text} text:Hi"

    assert normalize(receipt, vendor="twilio").code == code
    assert "twilio" not in {detect(receipt).vendor, normalize(receipt).vendor}


@pytest.mark.parametrize("payload", ['{"resource_sid": "SM1", "error_code": "30034"}', '{"error_code": "30034", "mor'])
def test_the_debuggers_payload_is_read_whole_or_cut(payload):
    fields = {"AccountSid": ACCOUNT, "Level": "ERROR", "Payload": payload, "Sid": "NO1"}
    forms = [fields, urlencode(fields)]

    assert {(normalize(f).vendor, normalize(f).code, normalize(f).vendor_code) for f in forms} == {
        ("twilio", "sender_not_compliant", "30034")
    }


def test_of_several_events_only_the_failed_counts():
    answers = normalize_all([event(None, "DELIVERED", "delivered"), event(30034, "FAILED", "failed")])

    assert [(a.code, a.message_id) for a in answers] == [("sender_not_compliant", SID)]


@pytest.mark.parametrize("code", ["13999", "31999", "40999", "53999", "81999", "60599", "30789", "30998", "63199"])
def test_an_unlisted_code_names_its_product_and_pauses_nothing(code):
    verdict = lookup("twilio", code)

    assert (verdict.match.how, verdict.retry.retryable, verdict.suppress.advice, verdict.pause) == (
        "range",
        False,
        "none",
        "no",
    )


@pytest.mark.parametrize("code", ["30101", "30441", "30703", "30883", "57012", "63040", "63103"])
def test_what_concerns_set_up_concerns_no_message(code):
    verdict = lookup("twilio", code)

    assert (verdict.phase, verdict.pause, verdict.suppress.advice) == ("management", "no", "none")


LOOK_ALIKES = {
    "signalwire": {"code": "21211", "message": "x", "more_info": "https://signalwire.com/docs/21211", "status": 400},
    "signalwire callback": {"MessageSid": "0f0f0f0f-0000-4000", "MessageStatus": "failed", "ErrorCode": "30007"},
    "discord": {"message": "Cannot send messages to this user", "code": 50007},
    "spring": {"timestamp": "x", "status": 404, "error": "Not Found", "message": "x", "path": "/a"},
    "plain status": {"code": 404, "message": "Not found", "status": 404},
    "house api": {"code": 20001, "message": "token expired", "status": 401},
    "wrapped status": {"code": 21211, "message": "x", "status": 400, "success": False, "data": None},
    "callback without sid": {"MessageStatus": "failed", "ErrorCode": "30007"},
    "cloud event": {"specversion": "1.0", "type": "com.example.message.failed", "data": {"errorCode": 30007}},
    "problem": {"type": "about:blank", "title": "x", "status": 400, "code": 21211},
    "exotel": "<TwilioResponse><RestException><Status>403</Status><Message>Insufficient balance to send the SMS"
    "</Message></RestException></TwilioResponse>",
    "exotel code": "<TwilioResponse><RestException><Code>34010</Code><Status>401</Status><Message>x</Message>"
    "</RestException></TwilioResponse>",
    "page of a proxy": "<html><body><h1>503 Service Unavailable</h1></body></html>",
}


@pytest.mark.parametrize("payload", LOOK_ALIKES.values(), ids=LOOK_ALIKES.keys())
def test_look_alikes_are_not_taken(payload):
    assert detect(payload).vendor != "twilio"
    assert normalize(payload).vendor != "twilio"


def test_exotels_copy_of_the_xml_stays_exotels():
    assert normalize(LOOK_ALIKES["exotel"]).vendor == "exotel"
