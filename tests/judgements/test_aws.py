"""What AWS says of a message: the log that has words only, events that are final or not, reasons, and look-alikes."""

import json

import pytest

from errnorm import detect, lookup, normalize, normalize_all

XMLNS = "http://sns.amazonaws.com/doc/2010-03-31/"
REASONED = {"__type": "ConflictException", "Message": "No.", "Reason": "DESTINATION_PHONE_NUMBER_OPTED_OUT"}


def event(kind, *, final=True, **more):
    """Give a delivery event of End User Messaging SMS."""
    status = kind.split("_", 1)[1]
    base = {"eventVersion": "1.0", "destinationPhoneNumber": "+15550000000", "messageId": "m-1"}
    return {"eventType": kind, "isFinal": final, "messageStatus": status, **base, **more}


def receipt(words, status="FAILURE"):
    """Give a record of SNS's delivery log."""
    delivery = {"destination": "+15550000000", "smsType": "Transactional", "providerResponse": words, "mcc": 0}
    return {"notification": {"messageId": "m-1"}, "delivery": delivery, "status": status}


def notification(inner):
    """Give an SNS notification with this inside."""
    return {"Type": "Notification", "MessageId": "n-1", "TopicArn": "arn:aws:sns:x", "Message": json.dumps(inner)}


def xml(code, message="No.", xmlns=XMLNS):
    """Give an answer of a query API."""
    error = f"<Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>"
    return f'<ErrorResponse xmlns="{xmlns}">{error}<RequestId>r-1</RequestId></ErrorResponse>'


def whatsapp(*statuses):
    """Give the event of End User Messaging Social that hands on these statuses."""
    value = {"messaging_product": "whatsapp", "metadata": {}, "statuses": list(statuses)}
    entry = {"id": "1", "changes": [{"value": value, "field": "messages"}]}
    return {"context": {}, "whatsAppWebhookEntry": json.dumps(entry), "aws_account_id": "111122223333"}


FAILED = {"id": "wamid.A", "status": "failed", "errors": [{"code": 131047, "title": "Re-engagement message"}]}

# dead, off, stop, barred, listed, filtered: code, advice, suppression
TOLD_APART = {
    "INVALID": ("recipient_address_invalid", "after_fix", "none"),
    "UNREACHABLE": ("recipient_absent", "after_wait", "none"),
    "CARRIER_UNREACHABLE": ("carrier_unavailable", "backoff", "none"),
    "BLOCKED": ("recipient_barred", "never", "address_ttl"),
    "CARRIER_BLOCKED": ("carrier_rejected", "after_fix", "none"),
    "SPAM": ("content_blocked", "after_fix", "none"),
    "INVALID_MESSAGE": ("parameter_invalid", "after_fix", "none"),
    "TTL_EXPIRED": ("message_expired", "after_wait", "none"),
    "UNKNOWN": ("delivery_unconfirmed", "unknown", "none"),
}
WORDS = {
    "Invalid phone number": ("recipient_address_invalid", "after_fix", "none"),
    "Phone is currently unreachable/unavailable": ("recipient_absent", "after_wait", "none"),
    "Phone carrier is currently unreachable/unavailable": ("carrier_unavailable", "backoff", "none"),
    "Phone has blocked SMS": ("recipient_barred", "never", "address_ttl"),
    "Phone number is opted out": ("recipient_opted_out", "never", "opt_out"),
    "Phone is blacklisted": ("recipient_on_block_list", "never", "address"),
    "Destination is on a blocked list": ("recipient_on_block_list", "never", "address"),
    "Phone carrier has blocked this message": ("carrier_rejected", "after_fix", "none"),
    "Blocked as spam by phone carrier": ("content_blocked", "after_fix", "none"),
    "Message body is invalid": ("parameter_invalid", "after_fix", "none"),
    "This delivery would exceed max price": ("price_limit_exceeded", "after_fix", "none"),
    "No quota left for account": ("quota_exceeded", "after_wait", "none"),
    "Unknown error attempting to reach phone": ("delivery_failed", "unknown", "none"),
}


def told(answer):
    return str(answer.code), str(answer.retry.advice), str(answer.suppress.advice)


@pytest.mark.parametrize("prefix", ["TEXT_", "MEDIA_"])
@pytest.mark.parametrize("status", TOLD_APART)
def test_an_event_tells_what_became_of_the_message(prefix, status):
    answer = normalize(event(prefix + status))

    assert (answer.vendor, told(answer)) == ("aws", TOLD_APART[status])
    assert str(answer.acceptance) == ("unknown" if status == "UNKNOWN" else "accepted_then_failed")


@pytest.mark.parametrize("status", TOLD_APART)
def test_pinpoints_record_status_means_the_same(status):
    answer = normalize({"event_type": "_SMS.FAILURE", "attributes": {"record_status": status, "message_id": "m-1"}})

    assert (answer.vendor, told(answer), answer.message_id) == ("aws", TOLD_APART[status], "m-1")


@pytest.mark.parametrize("words", WORDS)
def test_the_words_of_the_delivery_log_are_its_code(words):
    answer = normalize(receipt(words))

    assert (answer.vendor, answer.vendor_code, told(answer)) == ("aws", words, WORDS[words])
    assert str(lookup("aws", words).code) == WORDS[words][0]


@pytest.mark.parametrize("words", WORDS)
def test_the_words_tell_the_same_in_other_spellings_and_lines(words):
    """Words that are only found in a text suppress nobody."""
    spelled = normalize(receipt(f"{words.upper()}."))
    line = normalize(f"SMS to +15550000000: {words}", vendor="aws")

    assert told(spelled) == told(line) == (*WORDS[words][:2], "none")


@pytest.mark.parametrize(
    "payload",
    [
        event("TEXT_SUCCESSFUL"),
        event("TEXT_DELIVERED"),
        event("MEDIA_DELIVERED"),
        event("RCS_READ"),
        event("RCS_FALLEN_BACK_TO_SMS"),
        event("TEXT_QUEUED", final=False),
        event("TEXT_PENDING"),
        event("TEXT_UNREACHABLE", final=False),
        event("TEXT_UNREACHABLE", final="false"),
        receipt("Message has been accepted by phone carrier", "SUCCESS"),
        {"event_type": "_SMS.BUFFERED", "attributes": {"record_status": "PENDING"}},
        {"event_type": "_SMS.SUCCESS", "attributes": {"record_status": "DELIVERED"}},
        {"MessageResponse": {"Result": {"+15550000000": {"DeliveryStatus": "SUCCESSFUL", "StatusCode": 200}}}},
        whatsapp({"id": "wamid.A", "status": "delivered"}),
        notification(event("TEXT_DELIVERED")),
    ],
)
def test_success_and_what_is_not_final_are_no_errors(payload):
    assert (str(normalize(payload).code), normalize_all(payload)) == ("no_error", ())


def test_final_decides_and_not_the_name():
    codes = [str(normalize(event("TEXT_UNREACHABLE", final=final)).code) for final in (True, "true", False)]

    assert codes == ["recipient_absent", "recipient_absent", "no_error"]


def test_only_stop_said_in_words_is_an_opt_out():
    """TEXT_BLOCKED alone may be the phone's or the carrier's doing."""
    said = normalize(event("TEXT_BLOCKED", messageStatusDescription="Phone number is opted out"))
    stop = normalize({"event_type": "_SMS.OPTOUT", "attributes": {"record_status": "DELIVERED"}})

    codes = [str(answer.code) for answer in (said, stop, normalize(event("TEXT_BLOCKED")))]
    assert codes == ["recipient_opted_out", "recipient_opted_out", "recipient_barred"]
    assert (str(said.suppress.advice), str(stop.suppress.advice)) == ("none", "opt_out")


@pytest.mark.parametrize(
    "wrapped",
    [
        event("TEXT_UNREACHABLE"),
        [event("TEXT_UNREACHABLE")],
        json.dumps(event("TEXT_UNREACHABLE")),
        notification(event("TEXT_UNREACHABLE")),
        {"Records": [{"EventSource": "aws:sns", "Sns": notification(event("TEXT_UNREACHABLE"))}]},
        {"Records": [{"eventSource": "aws:sqs", "body": json.dumps(event("TEXT_UNREACHABLE"))}]},
        {"Records": [{"eventSource": "aws:sqs", "body": json.dumps(notification(event("TEXT_UNREACHABLE")))}]},
        {"Messages": [{"Body": json.dumps(event("TEXT_UNREACHABLE"))}]},
        {"source": "aws.sms-voice", "detail-type": "Text Message", "detail": event("TEXT_UNREACHABLE")},
        {"logEvents": [{"message": json.dumps(receipt("Phone is currently unreachable/unavailable"))}]},
        receipt("Phone is currently unreachable/unavailable")["delivery"],
    ],
)
def test_the_wrapping_changes_nothing(wrapped):
    answer = normalize(wrapped)

    assert (answer.vendor, str(answer.code)) == ("aws", "recipient_absent")


def test_every_record_of_a_batch_is_answered():
    records = [{"Sns": notification(event(kind))} for kind in ("TEXT_INVALID", "TEXT_DELIVERED", "TEXT_SPAM")]

    answers = normalize_all({"Records": records})

    assert [str(answer.code) for answer in answers] == ["recipient_address_invalid", "content_blocked"]


@pytest.mark.parametrize("kind", ["com.amazonaws.pinpointsmsvoicev2#ConflictException", "ConflictException"])
def test_the_reason_is_finer_than_the_exception(kind):
    answer = normalize({**REASONED, "__type": kind}, http_status=400)

    assert (answer.vendor, answer.vendor_code, answer.vendor_subcode) == (
        "aws",
        "ConflictException",
        REASONED["Reason"],
    )
    assert told(answer) == ("recipient_opted_out", "never", "opt_out")


def test_a_reason_nobody_knows_leaves_the_exceptions_meaning():
    answer = normalize({**REASONED, "Reason": "SOMETHING_NEW"}, vendor="aws", http_status=400)

    assert (answer.vendor_subcode, str(answer.code)) == ("SOMETHING_NEW", "resource_conflict")


@pytest.mark.parametrize(
    "bare",
    [
        {"code": "ConflictException", "Reason": REASONED["Reason"]},
        {"Error": {"Code": "ConflictException", "Message": "No."}, "Reason": REASONED["Reason"]},
        {"Error": {"Code": "ConflictException"}, "Reason": REASONED["Reason"], "ResponseMetadata": {}},
        {"$metadata": {"httpStatusCode": 400}, "name": "ConflictException", "Reason": REASONED["Reason"]},
    ],
)
def test_what_loggers_and_sdks_leave_tells_the_same(bare):
    assert str(normalize(bare, vendor="aws").code) == "recipient_opted_out"


def test_the_sandbox_and_the_account_are_told_from_the_recipient():
    reasons = {
        "DESTINATION_PHONE_NUMBER_NOT_VERIFIED": "recipient_not_allowlisted",
        "NO_ORIGINATION_IDENTITIES_FOUND": "sender_invalid",
        "DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION": "destination_not_enabled",
    }
    found = {reason: str(lookup("aws", "ConflictException", subcode=reason).code) for reason in reasons}

    assert found == reasons
    assert str(lookup("aws", "ValidationException", subcode="SENDER_ID_NOT_REGISTERED").code) == "sender_not_compliant"


def test_management_never_pauses_messaging():
    verdict = lookup("aws", "ServiceQuotaExceededException", subcode="POOLS_PER_ACCOUNT")
    answer = normalize({**REASONED, "Reason": "LAST_PHONE_NUMBER"}, vendor="aws", http_status=400)

    assert (str(verdict.code), str(answer.phase)) == ("resource_limit_reached", "management")


def test_each_address_of_pinpoint_is_judged_for_itself():
    result = {
        "+15550000001": {"DeliveryStatus": "OPT_OUT", "StatusCode": 400, "MessageId": "m-1"},
        "+15550000002": {"DeliveryStatus": "SUCCESSFUL", "StatusCode": 200, "MessageId": "m-2"},
        "+15550000003": {"DeliveryStatus": "UNKNOWN_FAILURE", "StatusCode": 500, "MessageId": "m-3"},
    }
    answers = normalize_all({"MessageResponse": {"RequestId": "r-1", "Result": result}}, http_status=200)

    found = [(str(answer.code), answer.message_id, str(answer.acceptance)) for answer in answers]
    assert found == [("recipient_opted_out", "m-1", "rejected"), ("delivery_failed", "m-3", "unknown")]


@pytest.mark.parametrize("wrap", [dict, notification, lambda event: {"Records": [{"Sns": notification(event)}]}])
def test_whatsapp_events_are_metas_inside(wrap):
    answers = normalize_all(wrap(whatsapp(FAILED, {"id": "wamid.B", "status": "read"})))

    found = [(answer.vendor, answer.vendor_code, str(answer.code), answer.message_id) for answer in answers]
    assert found == [("aws", "131047", "conversation_window_closed", "wamid.A")]


def test_metas_own_number_refines_what_aws_relays():
    body, headers = {"message": "(#131047) Re-engagement message"}, {"x-amzn-errortype": "AccessDeniedByMetaException"}
    bare = normalize({"message": "Denied."}, http_status=403, headers=headers)

    assert str(normalize(body, http_status=403, headers=headers).code) == "conversation_window_closed"
    assert (bare.vendor, str(bare.code)) == ("aws", "permission_denied")


@pytest.mark.parametrize("code", ["InternalError", "InternalFailure", "ServiceUnavailable", "RequestTimeout"])
def test_the_services_own_faults_leave_it_open_whether_the_message_is_out(code):
    assert str(normalize(xml(code), http_status=500).acceptance) == "unknown"


def test_a_number_that_sns_cannot_publish_to():
    said = "Invalid parameter: PhoneNumber Reason: +15550000000 is not valid to publish to"
    codes = [str(normalize(xml("InvalidParameter", message), http_status=400).code) for message in (said, "No.")]

    assert codes == ["recipient_address_invalid", "parameter_invalid"]


@pytest.mark.parametrize("code", ["Throttled", "ThrottledException", "Throttling", "TooManyRequestsException"])
def test_every_name_of_throttling_is_one(code):
    assert str(lookup("aws", code).code) == "rate_limited"


@pytest.mark.parametrize(
    "payload",
    [
        xml("Throttling", xmlns="http://ses.amazonaws.com/doc/2010-12-01/"),
        xml("MessageRejected", xmlns="http://ses.amazonaws.com/doc/2010-12-01/"),
        "<Error><Code>InvalidParameter</Code><Message>No.</Message><HostId>h</HostId></Error>",
        {"__type": "com.amazonaws.dynamodb.v20120810#ValidationException", "message": "No."},
        {"__type": "ValidationException", "Message": "No.", "Reason": "FIELD_VALIDATION_FAILED"},
        {"Error": {"Code": "AccessDenied", "Message": "No."}, "ResponseMetadata": {"HTTPStatusCode": 403}},
        {"notification": {"messageId": "m"}, "delivery": {"providerResponse": '{"reason":"BadDeviceToken"}'}},
        "An error occurred (ThrottlingException) when calling the PutItem operation: Rate exceeded",
        {"eventType": "TEXT_CHANGED", "document": 1},
        {"source": "aws.s3", "detail": {"reason": "PutObject"}},
        notification({"AlarmName": "a", "NewStateValue": "ALARM"}),
        {"code": "Throttling", "message": "Request was denied due to user flow control.", "requestId": "r"},
    ],
)
def test_other_services_are_not_taken_for_messaging(payload):
    assert detect(payload).vendor == "unknown"


def test_the_namespace_proves_sns_where_the_code_does_not():
    answer = normalize(xml("Throttling"), http_status=400)

    assert (answer.vendor, answer.vendor_code, answer.request_id) == ("aws", "Throttling", "r-1")


def test_another_vendors_error_inside_sns_stays_that_vendors():
    error = {
        "code": "40310",
        "title": "No",
        "meta": {"url": "https://developers.telnyx.com/docs/overview/errors/40310"},
    }

    assert normalize(notification({"errors": [error]})).vendor == "telnyx"
