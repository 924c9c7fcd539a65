"""The vendor's Python SDK (telnyx 4.189.0): httpx's answers inside, the decoded body beside."""

from __future__ import annotations

import json

import pytest
import telnyx

import errnorm

DOCS = "https://developers.telnyx.com/docs/overview/errors/"


def answer(status, body, **headers):
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    kind = "text/html" if body.startswith(b"<") else "application/json"
    lines = [f"HTTP/1.1 {status} No", f"Content-Length: {len(body)}", f"Content-Type: {kind}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def errors(code, title, **more):
    return {"errors": [{"code": code, "title": title, "detail": title, "meta": {"url": DOCS + code}, **more}]}


def send(url, patience=10.0):
    client = telnyx.Telnyx(api_key="KEY", base_url=url.removesuffix("/messages"), max_retries=0, timeout=patience)
    with client, pytest.raises(telnyx.TelnyxError) as caught:
        client.messages.send(to="+15550000000", from_="+15550000001", text="Hello")
    return caught.value


def told(found):
    return found.vendor, found.vendor_code, str(found.code), found.http_status, str(found.acceptance)


@pytest.mark.parametrize("vendor", [None, "telnyx"])
@pytest.mark.parametrize(
    ("status", "body", "kind", "code"),
    [
        (
            400,
            errors("40310", "Invalid 'to' address", source={"pointer": "/to"}),
            "BadRequestError",
            "recipient_address_invalid",
        ),
        (400, errors("40305", "Invalid 'from' address"), "BadRequestError", "sender_invalid"),
        (401, errors("10009", "Authentication failed"), "AuthenticationError", "credentials_invalid"),
        (403, errors("10010", "Authorization failed"), "PermissionDeniedError", "permission_denied"),
        (404, errors("10005", "Resource not found"), "NotFoundError", "resource_not_found"),
        (422, errors("40300", "Blocked due to STOP message"), "UnprocessableEntityError", "recipient_opted_out"),
    ],
)
def test_the_code_in_the_body_decides(serve, status, body, kind, code, vendor):
    failure = send(serve(answer(status, body)))

    found = errnorm.normalize(failure, vendor=vendor)

    assert type(failure).__name__ == kind
    assert told(found) == ("telnyx", body["errors"][0]["code"], code, status, "rejected")


def test_a_refused_recipient_names_its_field(serve):
    body = errors("40310", "Invalid 'to' address", source={"pointer": "/to"})

    found = errnorm.normalize(send(serve(answer(400, body, X_Request_Id="3f1c0000"))))

    assert (found.field, found.request_id, str(found.suppress.advice)) == ("/to", "3f1c0000", "none")


@pytest.mark.parametrize("vendor", [None, "telnyx"])
def test_a_rate_limit_waits_as_long_as_the_header_says(serve, vendor):
    failure = send(serve(answer(429, errors("10011", "Too many requests"), Retry_After=7)))

    found = errnorm.normalize(failure, vendor=vendor)

    assert isinstance(failure, telnyx.RateLimitError)
    assert told(found) == ("telnyx", "10011", "rate_limited", 429, "rejected")
    assert (found.retry.delay, str(found.retry.delay_source), found.retry.retryable) == (7, "header", True)


@pytest.mark.parametrize("vendor", [None, "telnyx"])
@pytest.mark.parametrize(
    ("status", "body", "code", "vendor_code"),
    [
        (500, b"<html><body><h1>500</h1></body></html>", "vendor_internal_error", None),
        (502, b"<html><body><h1>Bad Gateway</h1></body></html>", "vendor_unavailable", None),
        (500, errors("10007", "Unexpected error"), "vendor_internal_error", "10007"),
    ],
)
def test_a_server_error_may_have_sent_the_message(serve, status, body, code, vendor_code, vendor):
    failure = send(serve(answer(status, body)))

    found = errnorm.normalize(failure, vendor=vendor)

    assert isinstance(failure, telnyx.InternalServerError)
    assert told(found) == ("telnyx", vendor_code, code, status, "unknown")
    assert not found.retry.retryable


@pytest.mark.parametrize("vendor", [None, "telnyx"])
def test_a_code_that_nobody_knows_is_told_and_judged_by_the_status(serve, vendor):
    found = errnorm.normalize(send(serve(answer(422, {"errors": [{"code": "49999", "title": "New"}]}))), vendor=vendor)

    assert told(found) == ("telnyx", "49999", "request_invalid", 422, "rejected")
    assert str(found.match.how) == "http_status"


def test_a_timeout_may_have_sent_the_message(urls):
    failure = send(urls("read_timeout"), 0.3)

    assert isinstance(failure, telnyx.APITimeoutError)
    assert told(errnorm.normalize(failure, vendor="telnyx")) == ("telnyx", None, "response_lost", None, "unknown")
    assert str(errnorm.normalize(failure).code) == "response_lost"


def test_a_refused_connection_sent_nothing(closed_port):
    failure = send(f"http://127.0.0.1:{closed_port}")

    assert isinstance(failure, telnyx.APIConnectionError)
    assert told(errnorm.normalize(failure, vendor="telnyx")) == ("telnyx", None, "connection_failed", None, "rejected")
    assert str(errnorm.normalize(failure).code) == "connection_failed"
