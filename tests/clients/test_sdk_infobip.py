"""Infobip's own client against a server that answers as Infobip does: its exceptions keep the text as `body`."""

import json

import pytest
from infobip_api_client import ApiClient, Configuration, SmsApi
from infobip_api_client.models import SmsDestination, SmsMessage, SmsMessageContent, SmsRequest, SmsTextContent

import errnorm

from .conftest import silent

HTML = b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
BOTH = pytest.mark.parametrize("hint", [None, "infobip"])


def service_exception(word, text, **more):
    return {"requestError": {"serviceException": {"messageId": word, "text": text, **more}}}


def platform_error(code, description, *violations):
    return {
        "errorCode": code,
        "description": description,
        "action": "Check the documentation.",
        "violations": list(violations),
        "resources": [{"name": "Errors", "url": "/docs/errors"}],
    }


def answer_bytes(status, body, **headers):
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    kind = "text/html" if isinstance(body, bytes) else "application/json"
    lines = [f"HTTP/1.1 {status} No", f"Content-Type: {kind}", f"Content-Length: {len(content)}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


def send(url, patience=5.0):
    configuration = Configuration(host=url, api_key="key")
    configuration.retries = 0
    message = SmsMessage(
        sender="Shop",
        destinations=[SmsDestination(to="15550000000")],
        content=SmsMessageContent(SmsTextContent(text="Hello")),
    )
    with ApiClient(configuration) as client:
        return SmsApi(client).send_sms_messages(SmsRequest(messages=[message]), _request_timeout=patience)


def failure(url, patience=5.0):
    with pytest.raises(Exception) as error:  # noqa: PT011 - which exception it is, the client decides
        send(url, patience)
    return error.value


INVALID = {"validationErrors": {"messages[0].content.text": ["must not be blank"]}}
EMPTY = {"property": "messages", "violation": "must not be empty"}


@BOTH
@pytest.mark.parametrize(
    ("status", "raised", "body", "vendor_code", "code"),
    [
        (
            401,
            "Unauthorized",
            service_exception("UNAUTHORIZED", "Invalid login"),
            "UNAUTHORIZED",
            "credentials_invalid",
        ),
        (400, "BadRequest", service_exception("BAD_REQUEST", "Bad", **INVALID), "BAD_REQUEST", "request_invalid"),
        (403, "Forbidden", service_exception("FORBIDDEN", "No scope"), "FORBIDDEN", "permission_denied"),
        (500, "Service", service_exception("GENERAL_ERROR", "Oops"), "GENERAL_ERROR", "vendor_internal_error"),
        (400, "BadRequest", platform_error("E400", "Request is invalid.", EMPTY), "E400", "request_invalid"),
    ],
)
def test_a_refused_call(serve, hint, status, raised, body, vendor_code, code):
    error = failure(serve(answer_bytes(status, body)))
    answer = errnorm.normalize(error, vendor=hint)

    assert type(error).__name__ == f"{raised}Exception"
    assert (answer.vendor, answer.vendor_code, str(answer.code)) == ("infobip", vendor_code, code)
    assert (answer.http_status, str(answer.acceptance)) == (status, "unknown" if status == 500 else "rejected")


@BOTH
@pytest.mark.parametrize(
    ("body", "vendor_code"),
    [
        (service_exception("TOO_MANY_REQUESTS", "Too many requests"), "TOO_MANY_REQUESTS"),
        (platform_error("E429", "Too many requests sent."), "E429"),
    ],
)
def test_the_rate_limit_is_the_bare_exception_and_keeps_its_wait(serve, hint, body, vendor_code):
    error = failure(serve(answer_bytes(429, body, Retry_After="7")))
    answer = errnorm.normalize(error, vendor=hint)

    assert type(error).__name__ == "ApiException"
    assert (answer.vendor, answer.vendor_code, str(answer.code)) == ("infobip", vendor_code, "rate_limited")
    assert (answer.retry.retryable, answer.retry.delay, str(answer.retry.delay_source)) == (True, 7, "header")


@BOTH
def test_a_missing_recipient_comes_with_http_400_and_the_form_of_a_success(serve, hint):
    status = {
        "groupId": 5,
        "groupName": "REJECTED",
        "id": 51,
        "name": "MISSING_TO",
        "description": "Missing destination.",
    }
    answer = errnorm.normalize(
        failure(serve(answer_bytes(400, {"messages": [{"to": "null", "status": status}]}))), vendor=hint
    )

    assert (answer.vendor, answer.vendor_code, str(answer.code)) == ("infobip", "51", "parameter_missing")
    assert (answer.http_status, str(answer.suppress.advice)) == (400, "none")


def rejected(number, name, group=5, group_name="REJECTED"):
    status = {"groupId": group, "groupName": group_name, "id": number, "name": name, "description": "Said so"}
    return {"bulkId": "b-1", "messages": [{"messageId": "m-1", "destination": "15550000000", "status": status}]}


AS = {
    "model": lambda model: model,
    "to_dict": lambda model: model.to_dict(),
    "to_json": lambda model: model.to_json(),
    "model_dump": lambda model: model.model_dump(),
}


@BOTH
@pytest.mark.parametrize("form", list(AS))
@pytest.mark.parametrize(
    ("number", "name", "code"),
    [
        (6, "REJECTED_NETWORK", "destination_not_enabled"),
        (12, "REJECTED_NOT_ENOUGH_CREDITS", "insufficient_balance"),
        (14, "REJECTED_DESTINATION_BLOCKLISTED", "recipient_on_block_list"),
        (20, "REJECTED_FLOODING_FILTER", "recipient_rate_limited"),
    ],
)
def test_a_rejected_recipient_inside_http_200_raises_nothing_and_is_an_error(serve, hint, form, number, name, code):
    model = send(serve(answer_bytes(200, rejected(number, name))))
    answer = errnorm.normalize(AS[form](model), vendor=hint, http_status=200)

    assert (answer.vendor, answer.vendor_code, str(answer.code)) == ("infobip", str(number), code)
    assert (answer.message_id, str(answer.acceptance)) == ("m-1", "rejected")


@BOTH
@pytest.mark.parametrize("form", list(AS))
def test_an_accepted_message_is_no_error(serve, hint, form):
    model = send(serve(answer_bytes(200, rejected(26, "PENDING_ACCEPTED", 1, "PENDING"))))
    answer = errnorm.normalize(AS[form](model), vendor=hint)

    assert (answer.is_error, answer.vendor, answer.message_id) == (False, "infobip", "m-1")
    assert errnorm.normalize_all(AS[form](model), vendor=hint) == ()


@BOTH
def test_a_page_of_the_gateway_is_nobodys_form(serve, hint):
    answer = errnorm.normalize(failure(serve(answer_bytes(502, HTML))), vendor=hint)

    assert answer.vendor == (hint or "unknown")
    assert (str(answer.code), answer.http_status, str(answer.acceptance)) == ("vendor_unavailable", 502, "unknown")


@BOTH
def test_a_read_that_timed_out_leaves_the_outcome_open(serve, hint):
    answer = errnorm.normalize(failure(serve(silent), patience=0.3), vendor=hint)

    assert (str(answer.code), str(answer.acceptance), answer.retry.retryable) == ("response_lost", "unknown", False)


@BOTH
def test_a_refused_connection_sent_nothing(closed_port, hint):
    answer = errnorm.normalize(failure(f"http://127.0.0.1:{closed_port}"), vendor=hint)

    assert (str(answer.code), str(answer.acceptance)) == ("connection_failed", "rejected")
