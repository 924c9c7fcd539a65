"""Sinch's own client against a server that answers as Sinch does: its exceptions keep the answer as `http_response`."""

import json

import pytest
from sinch import SinchClient
from sinch.core.clients.retry_configuration import RetryConfiguration
from sinch.core.enums import RetryPolicy

import errnorm

from .conftest import read_request, silent

TOKEN = {"access_token": "t", "expires_in": 3600, "scope": "", "token_type": "bearer"}
HTML = b"<html><head><title>503 Service Temporarily Unavailable</title></head><body>nginx</body></html>"
BOTH = pytest.mark.parametrize("hint", [None, "sinch"])


def answer_bytes(status, body, **headers):
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = [f"HTTP/1.1 {status} No", f"Content-Length: {len(content)}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


def with_token(answer):
    """Answer the question for a token, then everything else with `answer`."""

    def handle(connection, _over):
        head = read_request(connection)
        connection.sendall(answer_bytes(200, TOKEN) if b"/oauth2/token" in head else answer)

    return handle


def client_at(url, **credentials):
    """Give a client that asks the local server alone and does not try again by itself."""
    client = SinchClient(
        sms_region="eu",
        conversation_region="eu",
        retry_configuration=RetryConfiguration(retry_policy=RetryPolicy.NONE),
        **credentials,
    )
    client.configuration.auth_origin = url
    client.configuration.sms_origin_with_service_plan_id = url
    client.configuration.conversation_origin = url
    client.configuration.numbers_origin = url
    return client


def caught(call):
    with pytest.raises(Exception) as error:  # noqa: PT011 - which exception it is, the client decides
        call()
    return error.value


def sms_failure(url, patience=5):
    client = client_at(url, service_plan_id="plan", sms_api_token="token")
    client.configuration.connection_timeout = patience
    return caught(lambda: client.sms.batches.send_sms(to=["15550000000"], from_="15550000001", body="Hello"))


def project_client(url):
    return client_at(url, key_id="key", key_secret="secret", project_id="project")


def conversation_failure(url):
    client = project_client(url)
    identities = [{"channel": "WHATSAPP", "identity": "15550000000"}]
    return caught(
        lambda: client.conversation.messages.send_text_message(
            app_id="app", text="Hello", recipient_identities=identities
        )
    )


def told(answer):
    return answer.vendor, answer.vendor_code, str(answer.code), answer.http_status, str(answer.acceptance)


@BOTH
@pytest.mark.parametrize(
    ("status", "code", "canonical"),
    [
        (400, "syntax_invalid_parameter_format", "parameter_invalid"),
        (400, "syntax_constraint_violation", "request_invalid"),
        (403, "unknown_campaign", "parameter_invalid"),
        (403, "missing_callback_url", "parameter_missing"),
    ],
)
def test_refused_batch_keeps_its_code(serve, hint, status, code, canonical):
    error = sms_failure(serve(answer_bytes(status, {"code": code, "text": "No."})))

    answer = errnorm.normalize(error, vendor=hint)

    assert type(error).__name__ == "SmsException"
    assert told(answer) == ("sinch", code, canonical, status, "rejected")
    assert str(answer.match.how) == "exact"


@BOTH
def test_token_of_another_service_plan(serve, hint):
    answer = errnorm.normalize(sms_failure(serve(answer_bytes(401, b""))), vendor=hint)

    assert told(answer) == ("sinch", None, "credentials_invalid", 401, "rejected")


@BOTH
def test_throttled_batch_waits_as_long_as_the_header_says(serve, hint):
    answer = errnorm.normalize(sms_failure(serve(answer_bytes(429, b"", Retry_After="17"))), vendor=hint)

    assert told(answer) == ("sinch", None, "rate_limited", 429, "rejected")
    assert (answer.retry.retryable, answer.retry.delay, str(answer.retry.delay_source)) == (True, 17, "header")


@BOTH
def test_page_of_a_proxy_leaves_open_whether_the_batch_is_out(serve, hint):
    error = sms_failure(serve(answer_bytes(503, HTML, Content_Type="text/html")))

    assert told(errnorm.normalize(error, vendor=hint)) == ("sinch", None, "vendor_unavailable", 503, "unknown")


@BOTH
@pytest.mark.parametrize(
    ("status", "name", "canonical"),
    [
        (400, "INVALID_ARGUMENT", ("parameter_invalid", "request_invalid")),
        (404, "NOT_FOUND", ("resource_not_found", "resource_not_found")),
        (429, "RESOURCE_EXHAUSTED", ("rate_limited", "rate_limited")),
    ],
)
def test_refused_message_of_the_conversation_api(serve, hint, status, name, canonical):
    """The body is Google's form and proves nobody; without a hint the client's exception names Sinch by its module."""
    body = {"error": {"code": status, "message": "No.", "status": name, "details": []}}
    error = conversation_failure(serve(with_token(answer_bytes(status, body))))

    answer = errnorm.normalize(error, vendor=hint)

    assert type(error).__name__ == "ConversationException"
    assert (answer.vendor, answer.http_status, str(answer.acceptance)) == ("sinch", status, "rejected")
    assert str(answer.code) in canonical
    if hint:
        assert (answer.vendor_code, str(answer.code)) == (name, canonical[0])


@BOTH
def test_refused_key(serve, hint):
    body = {"error": "invalid_client", "error_description": "Client authentication failed", "status_code": 401}
    error = conversation_failure(serve(answer_bytes(401, body)))

    answer = errnorm.normalize(error, vendor=hint)

    assert type(error).__name__ == "AuthenticationException"
    assert (answer.vendor, str(answer.code), answer.http_status) == ("sinch", "credentials_invalid", 401)


@BOTH
def test_credentials_that_the_client_misses_send_nothing(hint):
    client = client_at("http://127.0.0.1:9", service_plan_id="plan", sms_api_token="token")
    error = caught(lambda: client.numbers.get(phone_number="+15550000000"))

    answer = errnorm.normalize(error, vendor=hint)

    assert type(error).__name__ == "ValidationException"
    assert told(answer) == ("sinch", None, "credentials_missing", None, "rejected")


def test_answer_that_never_comes_may_hide_a_batch(serve):
    error = sms_failure(serve(silent), patience=0.3)

    answer = errnorm.normalize(error, vendor="sinch")

    assert (answer.vendor, str(answer.code), str(answer.acceptance)) == ("sinch", "response_lost", "unknown")
    assert not answer.retry.retryable
    assert errnorm.normalize(error).vendor == "unknown"


def test_refused_connection_sends_nothing(closed_port):
    answer = errnorm.normalize(sms_failure(f"http://127.0.0.1:{closed_port}"), vendor="sinch")

    assert (str(answer.code), str(answer.acceptance)) == ("connection_failed", "rejected")
