"""The vendor's Python SDK (bandwidth-sdk 23.3.1), whose ApiException has a twin of the same name in Infobip's SDK."""

from __future__ import annotations

import json

import pytest
import urllib3
from bandwidth import ApiClient, Configuration, MessagesApi
from bandwidth.exceptions import ApiException, BadRequestException, ServiceException, UnauthorizedException
from bandwidth.models.message_request import MessageRequest

import errnorm

REFUSED = "Your request could not be accepted"
FULL = "The SMS queue for your account is full and your message could not be accepted."


class LocalClient(ApiClient):
    """The SDK names its host in the code of each call; here every call goes to the local server."""

    host = ""

    def param_serialize(self, *args, _host=None, **kwargs):
        return super().param_serialize(*args, _host=self.host, **kwargs)


def answer(status, body, **headers):
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    kind = "text/html" if body.startswith(b"<") else "application/json"
    lines = [f"HTTP/1.1 {status} No", f"Content-Length: {len(body)}", f"Content-Type: {kind}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def send(url, patience=10.0):
    configuration = Configuration(username="user", password="not a secret")
    configuration.retries = False
    client = LocalClient(configuration)
    client.host = url.removesuffix("/messages")
    request = MessageRequest.from_dict(
        {"applicationId": "93de2206", "to": ["+15550000000"], "from": "+15550000001", "text": "Hello"}
    )
    with pytest.raises((ApiException, urllib3.exceptions.HTTPError)) as caught:
        MessagesApi(client).create_message("5500000", request, _request_timeout=patience)
    return caught.value


def told(found):
    return found.vendor, found.vendor_code, str(found.code), found.http_status, str(found.acceptance)


def refusal(field, why):
    return {
        "type": "request-validation",
        "description": REFUSED,
        "fieldErrors": [{"fieldName": field, "description": why}],
    }


@pytest.mark.parametrize("vendor", [None, "bandwidth"])
@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (400, {"type": "request-validation", "description": REFUSED}, ("request-validation", "request_invalid")),
        (400, refusal("to", "'+1' must be replaced"), ("request-validation", "recipient_address_invalid")),
        (400, refusal("from", "'+1' must be replaced"), ("request-validation", "sender_invalid")),
        (
            401,
            {"type": "unauthorized", "description": "Authentication Failed"},
            ("unauthorized", "credentials_invalid"),
        ),
        (401, {"type": "unauthorized", "description": "Other words"}, ("unauthorized", "credentials_invalid")),
        (403, {"type": "forbidden", "description": "Access Denied"}, ("forbidden", "permission_denied")),
        (
            415,
            {"type": "unsupported-content-type", "description": "no"},
            ("unsupported-content-type", "content_type_unsupported"),
        ),
    ],
)
def test_the_type_in_the_body_decides(serve, status, body, expected, vendor):
    found = errnorm.normalize(send(serve(answer(status, body))), vendor=vendor)

    assert told(found) == ("bandwidth", *expected, status, "rejected")
    assert str(found.suppress.advice) == "none"


@pytest.mark.parametrize("vendor", [None, "bandwidth"])
def test_a_full_queue_waits_as_long_as_the_header_says(serve, vendor):
    body = {"type": "max-message-queue-size-exceeded", "description": FULL}

    found = errnorm.normalize(send(serve(answer(429, body, Retry_After=9))), vendor=vendor)

    assert told(found) == ("bandwidth", "max-message-queue-size-exceeded", "rate_limited", 429, "rejected")
    assert (found.retry.delay, found.retry.retryable) == (9, True)


def test_a_full_queue_without_a_header_is_given_minutes(serve):
    body = {"type": "max-message-queue-size-exceeded", "description": FULL}

    assert errnorm.normalize(send(serve(answer(429, body)))).retry.backoff == 60


@pytest.mark.parametrize("vendor", [None, "bandwidth"])
def test_a_spring_page_is_no_other_vendors(serve, vendor):
    body = {"timestamp": "2026-06-11T12:02:00Z", "status": 404, "error": "Not Found", "message": "", "path": "/users/1"}

    found = errnorm.normalize(send(serve(answer(404, body))), vendor=vendor)

    assert told(found) == ("bandwidth", "404", "resource_not_found", 404, "rejected")


@pytest.mark.parametrize("vendor", [None, "bandwidth"])
@pytest.mark.parametrize(
    ("status", "body", "code", "acceptance"),
    [
        (500, b"<html><h1>Oops</h1></html>", "vendor_internal_error", "unknown"),
        (503, b"", "vendor_unavailable", "unknown"),
        (409, b"", "resource_conflict", "rejected"),
    ],
)
def test_an_answer_without_a_type_is_read_by_its_status(serve, status, body, code, acceptance, vendor):
    found = errnorm.normalize(send(serve(answer(status, body))), vendor=vendor)

    assert told(found) == ("bandwidth", None, code, status, acceptance)


def test_the_exceptions_are_those_of_this_sdk(serve):
    """Were the SDK to raise something else, the tests above would prove nothing."""
    body = {"type": "request-validation", "description": REFUSED}

    raised = [type(send(serve(answer(status, body)))) for status in (400, 401, 429, 500)]

    assert raised == [BadRequestException, UnauthorizedException, ApiException, ServiceException]


def test_a_timeout_may_have_sent_the_message(urls):
    found = errnorm.normalize(send(urls("read_timeout"), 0.3), vendor="bandwidth")

    assert told(found) == ("bandwidth", None, "response_lost", None, "unknown")


def test_a_refused_connection_sent_nothing(closed_port):
    found = errnorm.normalize(send(f"http://127.0.0.1:{closed_port}"), vendor="bandwidth")

    assert told(found) == ("bandwidth", None, "connection_failed", None, "rejected")
