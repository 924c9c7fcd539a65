"""Turn.io's rate limit in front of Meta's own answers."""

import pytest

import errnorm

WORDS = "You are being rate limited by Turn. please read the documentation at https://whatsapp.turn.io/docs/"
LIMIT = {"errors": [{"code": 429, "title": "Rate limit hit for bucket text", "details": WORDS}]}


@pytest.mark.parametrize("vendor", [None, "turnio", "turn", "turn_io"])
@pytest.mark.parametrize("payload", [LIMIT, {"errors": [{**LIMIT["errors"][0], "code": "429"}]}])
def test_turns_own_limit(vendor, payload):
    """The words name Turn, nothing came to WhatsApp, and Retry-After says how long to wait."""
    answer = errnorm.normalize(payload, vendor=vendor, http_status=429, headers={"Retry-After": "1"})

    assert (answer.vendor, str(answer.code), str(answer.acceptance)) == ("turnio", "rate_limited", "rejected")
    assert (str(answer.retry.advice), answer.retry.delay, str(answer.scope)) == ("backoff", 1.0, "sender")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"error": {"message": "(#131056) pair rate limit hit", "code": 131056}}, 403, "recipient_rate_limited"),
        ({"error": {"message": "(#130429) Rate limit hit", "code": 130429}}, 403, "throughput_limited"),
        ({"error": {"message": "(#368) Temporarily blocked", "code": 368}}, 403, "account_restricted"),
        ({"errors": [{"code": 470, "title": "Too old", "details": "24 hours"}]}, 400, "conversation_window_closed"),
        ({"errors": [{"code": 1013, "title": "User is not valid", "details": "x"}]}, 404, "recipient_not_on_channel"),
    ],
)
def test_metas_numbers_keep_metas_meaning(body, status, code):
    """Cloud API's and the on-premises client's errors are handed through, and Turn stays the vendor."""
    answer = errnorm.normalize(body, vendor="turnio", http_status=status)

    assert (answer.vendor, str(answer.code)) == ("turnio", code)


def test_a_message_taken_is_no_error():
    """The answer to a send is Meta's too."""
    assert str(errnorm.normalize({"messages": [{"id": "gBEG"}]}, vendor="turnio", http_status=201).code) == "no_error"


@pytest.mark.parametrize(
    "payload",
    [
        {"errors": [{"code": 429, "title": "Too many requests", "details": "Slow down"}]},
        {"errors": [{"code": 429, "title": "Rate limit hit for bucket text"}]},
        {"errors": [{"code": 1005, "title": "Access denied", "details": "Invalid credentials."}]},
    ],
)
def test_the_clients_own_form_is_not_turns(payload):
    """Without Turn's words the form is the on-premises client's or anybody's."""
    assert errnorm.detect(payload).vendor != "turnio"
