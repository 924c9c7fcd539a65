"""AiSensy's words, whose name and errorCode only repeat the HTTP status."""

import pytest

import errnorm

CREDITS = "Insufficient WhatsApp Conversation Credits (WCC)!"
PLAN = "No Plan active on assistant!"


def body(name, words, **more):
    """Give the newer body."""
    return {"message": words, "name": name, "errorCode": int(name[3:]), "errorMessage": words, **more}


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (body("ERR400", PLAN, aisTraceId="ais_1"), "payment_issue"),
        (body("ERR400", PLAN), "payment_issue"),
        (body("ERR402", CREDITS, aisTraceId="ais_1"), "insufficient_balance"),
        (body("ERR402", CREDITS), "insufficient_balance"),
        ({"name": "ERR402", "errorCode": 402, "errorMessage": CREDITS}, "insufficient_balance"),
        (body("ERR400", "Something new", aisTraceId="ais_1"), "request_invalid"),
    ],
)
def test_a_body_with_aisensys_marks_proves_it(payload, code):
    """A trace id or its two well-known sentences name AiSensy; what else comes as ERR400 stays vague."""
    answer = errnorm.normalize(payload)

    assert (answer.vendor, str(answer.code), answer.http_status) == ("aisensy", code, payload["errorCode"])
    assert str(answer.acceptance) == "rejected"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Campaign does not exist.", "resource_not_found"),
        ("Invalid Number", "recipient_address_invalid"),
        ("Template params does not match the campaign", "template_parameters_mismatch"),
        (PLAN, "payment_issue"),
        (CREDITS, "insufficient_balance"),
    ],
)
@pytest.mark.parametrize("form", ["json", "line"])
def test_a_message_alone_is_read_for_those_who_name_aisensy(words, code, form):
    """The words alone prove nobody."""
    payload = {"message": words} if form == "json" else f'AiSensy 400: {{"message":"{words}"}}'

    assert str(errnorm.normalize(payload, vendor="aisensy", http_status=400).code) == code
    assert errnorm.detect(payload).vendor == "unknown"


def test_no_refusal_gives_an_address_up():
    """A malformed number is corrected and not suppressed, and an empty account says nothing of the recipient."""
    for words in ("Invalid Number", PLAN, CREDITS):
        assert errnorm.normalize({"message": words}, vendor="aisensy").suppress.advice == "none"


@pytest.mark.parametrize(
    "payload",
    [
        {"success": "true", "submitted_message_id": "m"},
        {"submitted_message_id": "m"},
        {"success": "true"},
        {"success": True},
    ],
)
def test_success_is_no_error(payload):
    """The member success is a text there, and the id alone serves too."""
    assert str(errnorm.normalize(payload, vendor="aisensy", http_status=200).code) == "no_error"


@pytest.mark.parametrize("payload", [{}, "", {"success": "false"}])
def test_an_empty_body_is_told_by_its_status(payload):
    """A 503 without words may have been taken."""
    answer = errnorm.normalize(payload, vendor="aisensy", http_status=503)

    assert (str(answer.code), str(answer.acceptance)) == ("vendor_unavailable", "unknown")


@pytest.mark.parametrize(
    "payload",
    [
        {"message": "Invalid Number"},
        {"name": "ERR402", "errorCode": 402, "errorMessage": "Payment required"},
        {"name": "ERR_NETWORK", "message": "Network Error", "code": "ERR_NETWORK"},
        {"success": True},
        {"errorMessage": "boom", "errorType": "Runtime.Error"},
    ],
)
def test_look_alikes_prove_nobody(payload):
    """Neither a name with ERR nor an errorMessage is AiSensy's alone."""
    assert errnorm.detect(payload).vendor == "unknown"
