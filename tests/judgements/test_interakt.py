"""Interakt hands Meta's numbers through in its events."""

import pytest

import errnorm


def event(kind="message_api_failed", **message):
    """Give one event of the webhook."""
    customer = {"id": "c", "channel_phone_number": "15550000057", "traits": {}}
    return {"version": "1.0", "type": kind, "data": {"customer": customer, "message": {"id": "m", **message}}}


FAILED = {"channel_failure_reason": "Words", "message_status": "Failed"}


@pytest.mark.parametrize("kind", ["message_api_failed", "message_campaign_failed"])
@pytest.mark.parametrize("number", ["131026", "131047", "131049", "131050", "130472"])
def test_metas_number_answers_with_metas_rule(kind, number):
    """What Interakt relays means what Meta says, and Interakt stays the vendor."""
    answer = errnorm.normalize(event(kind, **FAILED, channel_error_code=number))
    own = errnorm.lookup("meta", number)

    assert (answer.vendor, answer.vendor_code, answer.code) == ("interakt", number, own.code)
    assert (answer.match.rule.split("/")[0], answer.message_id) == ("meta", "m")
    assert str(answer.acceptance) == "accepted_then_failed"


@pytest.mark.parametrize(
    "payload",
    [
        event(**FAILED, channel_error_code=131047),
        [event(**FAILED, channel_error_code="131047")],
        {"data": event(**FAILED, channel_error_code="131047")["data"]},
        event(**FAILED, channel_error_code="131047")["data"],
        event(**FAILED, channel_error_code="131047")["data"]["message"],
    ],
)
def test_every_wrapper_gives_the_same_answer(payload):
    """The event, its data and its message alone are read alike where the caller names Interakt."""
    answer = errnorm.normalize(payload, vendor="interakt")

    assert (answer.vendor_code, str(answer.code)) == ("131047", "conversation_window_closed")


@pytest.mark.parametrize("message", [FAILED, {**FAILED, "channel_error_code": None}])
def test_a_failure_without_a_number_stays_vague(message):
    """Without Meta's number nothing about the recipient is known."""
    answer = errnorm.normalize(event(**message))

    assert (answer.vendor, str(answer.code), answer.suppress.advice) == ("interakt", "delivery_failed", "none")


@pytest.mark.parametrize("stage", ["sent", "delivered", "read"])
@pytest.mark.parametrize("origin", ["api", "campaign"])
def test_events_on_the_way_are_no_errors(stage, origin):
    """A message sent, delivered or read is no error, whatever stands beside it."""
    kind = f"message_{origin}_{stage}"

    assert errnorm.normalize_all(event(kind, channel_error_code=None)) == ()
    assert [str(errnorm.lookup("interakt", kind).code), errnorm.detect(event(kind)).vendor] == ["no_error", "interakt"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"result": True, "message": "queued", "id": "m"}, 200, "no_error"),
        ({"result": False, "message": "Something is missing"}, 200, "request_invalid"),
        ({"result": False, "message": "Rate limit exceeded for this resource"}, 429, "rate_limited"),
    ],
)
def test_result_tells_an_answer(body, status, code):
    """A false result is a refusal even with HTTP 200, and a true one is none."""
    assert str(errnorm.normalize(body, vendor="interakt", http_status=status).code) == code


@pytest.mark.parametrize(
    "payload",
    [
        {"result": False, "message": "Something is missing"},
        {"result": True, "id": "m"},
        {"type": "message_api_failed"},
        {"type": "message_received", "data": {"message": {"text": "Hi"}}},
        {"message_status": "Failed"},
    ],
)
def test_look_alikes_prove_nobody(payload):
    """A result, a type alone and a state are anybody's."""
    assert errnorm.detect(payload).vendor == "unknown"
