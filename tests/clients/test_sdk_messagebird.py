"""The vendor's Python client (messagebird 2.2.0): its exceptions keep no HTTP status; 429 and 5xx are requests'."""

from __future__ import annotations

import json

import messagebird
import pytest
import requests
from messagebird.client import ErrorException
from messagebird.http_client import HttpClient

import errnorm

DENIED = {"code": 2, "description": "Request not allowed (incorrect access_key)", "parameter": "access_key"}
NOBODY = {"code": 9, "description": "no (correct) recipients found", "parameter": "recipient"}
TRIAL = {
    "code": 9,
    "description": "no (correct) recipients found. Note: during your test period you can only send to yourself.",
    "parameter": "recipient",
}
POOR = {"code": 25, "description": "Not enough balance", "parameter": None}
ABSENT = {"code": 20, "description": "message not found", "parameter": None}
BROKEN = {"code": 99, "description": "Internal error", "parameter": None}


def answer(status, body, **headers):
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = [f"HTTP/1.1 {status} No", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def send(url):
    client = messagebird.Client("key", http_client=HttpClient(url, "key", "errnorm-tests"))
    with pytest.raises((ErrorException, requests.RequestException)) as caught:
        client.message_create("Gateway", "15550000000", "Hello")
    return caught.value


def told(found):
    return found.vendor, found.vendor_code, str(found.code), found.http_status, str(found.acceptance)


@pytest.mark.parametrize("vendor", [None, "messagebird", "bird"])
@pytest.mark.parametrize(
    ("status", "error", "code"),
    [
        (401, DENIED, "credentials_invalid"),
        (422, NOBODY, "recipient_address_invalid"),
        (422, TRIAL, "recipient_not_allowlisted"),
        (422, POOR, "insufficient_balance"),
        (404, ABSENT, "resource_not_found"),
    ],
)
def test_a_refusal_is_read_from_the_list_that_the_exception_keeps(serve, status, error, code, vendor):
    failure = send(serve(answer(status, {"errors": [error]})))

    found = errnorm.normalize(failure, vendor=vendor)

    assert isinstance(failure, ErrorException)
    assert told(found) == ("messagebird", str(error["code"]), code, None, "rejected")
    assert found.field == error["parameter"]
    assert str(found.suppress.advice) == "none"


def test_every_error_of_the_list_has_its_answer(serve):
    failure = send(serve(answer(422, {"errors": [NOBODY, {"code": 10, "description": "bad", "parameter": "body"}]})))

    assert [str(found.code) for found in errnorm.normalize_all(failure)] == [
        "recipient_address_invalid",
        "parameter_invalid",
    ]


def test_an_error_of_the_voice_api_stops_no_messages(serve):
    """The Voice API has `message` in place of `description`, which the client drops."""
    found = errnorm.normalize(send(serve(answer(422, {"data": None, "errors": [{"code": 15, "message": "no"}]}))))

    assert told(found) == ("messagebird", "15", "credentials_invalid", None, "rejected")
    assert str(found.pause) == "no"


@pytest.mark.parametrize(("vendor", "named"), [(None, "unknown"), ("messagebird", "messagebird")])
def test_a_rate_limit_is_an_error_of_requests_and_keeps_its_wait(serve, vendor, named):
    failure = send(serve(answer(429, b"Too Many Requests", Retry_After=7)))

    found = errnorm.normalize(failure, vendor=vendor)

    assert isinstance(failure, requests.HTTPError)
    assert told(found) == (named, None, "rate_limited", 429, "rejected")
    assert found.retry.delay == 7


def test_an_internal_error_may_have_sent_the_message(serve):
    failure = send(serve(answer(500, {"errors": [BROKEN]})))

    found = errnorm.normalize(failure, vendor="messagebird")

    assert told(found) == ("messagebird", "99", "vendor_internal_error", 500, "unknown")
    assert errnorm.normalize(failure).vendor in {"messagebird", "unknown"}
    assert not found.retry.retryable


@pytest.mark.parametrize(("vendor", "named"), [(None, "unknown"), ("messagebird", "messagebird")])
def test_a_page_in_html_is_read_by_its_status(serve, vendor, named):
    failure = send(serve(answer(503, b"<html><body><h1>Service Unavailable</h1></body></html>")))

    assert told(errnorm.normalize(failure, vendor=vendor)) == (named, None, "vendor_unavailable", 503, "unknown")


def test_a_refused_connection_sent_nothing(closed_port):
    found = errnorm.normalize(send(f"http://127.0.0.1:{closed_port}"), vendor="messagebird")

    assert told(found) == ("messagebird", None, "connection_failed", None, "rejected")
