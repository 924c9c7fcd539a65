"""YCloud's words, with Meta's error beside them or in their place."""

import pytest

import errnorm

META = {
    "message": "(#131056) (Business Account, Consumer Account) pair rate limit hit",
    "type": "OAuthException",
    "code": "131056",
    "fbtrace_id": "A",
    "error_data": {"messaging_product": "whatsapp", "details": "Too many messages"},
}


def refusal(code, status=403, **more):
    """Give the answer to a call."""
    return {"error": {"status": status, "code": code, "message": "Words", "requestId": "req_1", **more}}


def event(**message):
    """Give the webhook about one message."""
    inner = {"id": "63", "wamid": "wamid.A", "status": "failed", **message}
    return {"id": "evt_1", "type": "whatsapp.message.updated", "apiVersion": "v2", "whatsappMessage": inner}


@pytest.mark.parametrize(
    ("code", "canonical", "suppress"),
    [
        ("RECIPIENT_UNSUBSCRIBED", "recipient_opted_out", "opt_out"),
        ("RECIPIENT_IN_BLOCK_LIST", "recipient_blocked_by_sender", "none"),
        ("BALANCE_INSUFFICIENT", "insufficient_balance", "none"),
        ("CONTENT_PROHIBITED", "content_blocked", "none"),
        ("SENDER_ID_UNAVAILABLE", "sender_name_not_approved", "none"),
        ("SENDER_RATE_LIMITED", "throughput_limited", "none"),
        ("ACCOUNT_RATE_LIMITED", "rate_limited", "none"),
        ("WHATSAPP_TEMPLATE_UNAVAILABLE", "template_not_approved", "none"),
    ],
)
def test_a_word_means_the_same_in_both_places(code, canonical, suppress):
    """An answer says that nothing went out, a webhook that the message failed after it was taken."""
    answered, reported = errnorm.normalize(refusal(code)), errnorm.normalize(event(errorCode=code))

    assert [str(answered.code), str(reported.code)] == [canonical, canonical]
    assert [answered.suppress.advice, reported.suppress.advice] == [suppress, suppress]
    assert [str(answered.acceptance), str(reported.acceptance)] == ["rejected", "accepted_then_failed"]
    assert {answered.vendor, reported.vendor} == {"ycloud"}


def test_metas_error_beside_a_coarse_word_decides():
    """TOO_MANY_REQUESTS covers the pair limit, which pauses one recipient and not the account."""
    whole = refusal("TOO_MANY_REQUESTS", 429, message=META["message"], target="whatsappApiError", whatsappApiError=META)
    answer, plain = errnorm.normalize(whole), errnorm.normalize(refusal("TOO_MANY_REQUESTS", 429))

    assert (answer.vendor, answer.vendor_code, str(answer.code)) == (
        "ycloud",
        "TOO_MANY_REQUESTS",
        "recipient_rate_limited",
    )
    assert (answer.upstream.vendor_code, str(answer.scope)) == ("131056", "pair")
    assert (str(plain.code), str(plain.scope)) == ("rate_limited", "account")


@pytest.mark.parametrize("number", ["131026", "131047", "131049", 131050])
@pytest.mark.parametrize("beside", [{}, {"errorMessage": "Words"}, {"whatsappApiError": {}}])
def test_metas_number_in_a_webhook_answers_with_metas_rule(number, beside):
    """What errorCode holds means what Meta says, and YCloud stays the vendor."""
    more = {name: {**META, "code": number} if name == "whatsappApiError" else value for name, value in beside.items()}
    answer = errnorm.normalize(event(errorCode=number, **more))

    assert (answer.vendor, answer.vendor_code, answer.code) == (
        "ycloud",
        str(number),
        errnorm.lookup("meta", number).code,
    )
    assert answer.message_id == "63"


def test_a_message_alone_is_read_for_those_who_name_ycloud():
    """The inside of the webhook proves nobody where Meta's error is not beside it."""
    inner = event(errorCode="131047")["whatsappMessage"]

    assert str(errnorm.normalize(inner, vendor="ycloud").code) == "conversation_window_closed"
    assert errnorm.detect(inner).vendor == "unknown"


@pytest.mark.parametrize("status", ["accepted", "sent", "delivered", "read"])
def test_messages_on_the_way_are_no_errors(status):
    """Only failed is a failure, in the webhook and in the answer to a send."""
    assert errnorm.normalize_all(event(status=status)) == ()
    assert str(errnorm.normalize({"id": "63", "wabaId": "1", "status": status}, vendor="ycloud").code) == "no_error"


def test_an_unsupported_inbound_message_failed_no_send():
    """Meta's error on a message received is about that message."""
    inner = {"id": "63", "type": "unsupported", "errors": [{"code": "131051", "message": "Unsupported"}]}
    answer = errnorm.normalize({"type": "whatsapp.inbound_message.received", "whatsappInboundMessage": inner})

    assert (answer.vendor, str(answer.code)) == ("ycloud", "inbound_message_unsupported")
    assert (
        errnorm.normalize_all({"type": "whatsapp.inbound_message.received", "whatsappInboundMessage": {"id": "1"}})
        == ()
    )


@pytest.mark.parametrize(
    "payload",
    [
        {"error": {"code": "NOT_FOUND", "message": "Words"}},
        {"error": {"code": 404, "status": "NOT_FOUND", "message": "Words"}},
        {"error": {"code": "PARAM_INVALID", "status": 400}},
        {"status": "failed", "errorCode": "131047"},
        {"code": "UNAUTHORIZED", "message": "Words"},
    ],
)
def test_look_alikes_prove_nobody(payload):
    """Words like NOT_FOUND are everybody's."""
    assert errnorm.detect(payload).vendor == "unknown"
