"""A Python client of the Cloud API (pywa 4.5.0): exceptions in slots, with the answer under `raw_response`."""

from __future__ import annotations

import json

import httpx
import pytest
import pywa
from pywa import errors
from pywa.types import MessageStatus

import errnorm

PAGE = b"<html><body><h1>Bad Gateway</h1></body></html>"


def answer(status, body, **headers):
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = [f"HTTP/1.1 {status} No", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def graph(code, message, **more):
    return {"error": {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "AxTrace", **more}}


@pytest.fixture
def client():
    with httpx.Client() as session:
        yield pywa.WhatsApp(phone_id="106540352242922", token="not a token", session=session)


def send(client, url, patience=10.0):
    client.api._session.base_url = url.removesuffix("/messages")
    client.api._session.timeout = patience
    with pytest.raises((errors.WhatsAppError, httpx.HTTPError)) as caught:
        client.send_message(to="15550000000", text="Hello")
    return caught.value


def webhook(client, error, status="failed"):
    """Give the status of a message as the client makes it of a webhook."""
    item = {"id": "wamid.A", "status": status, "timestamp": "1751142888", "recipient_id": "15550000000"}
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "15550000001", "phone_number_id": "106540352242922"},
        "contacts": [{"profile": {"name": "A. User"}, "wa_id": "15550000000"}],
        "statuses": [{**item, "errors": [error]} if error else item],
    }
    change = {"field": "messages", "value": value}
    update = {"object": "whatsapp_business_account", "entry": [{"id": "102290129340398", "changes": [change]}]}
    return MessageStatus.from_update(client=client, update=update)


def told(found):
    return found.vendor, found.vendor_code, str(found.code), found.http_status, str(found.acceptance)


@pytest.mark.parametrize("vendor", [None, "meta"])
@pytest.mark.parametrize(
    ("status", "body", "kind", "code"),
    [
        (
            400,
            graph(131030, "(#131030) Recipient phone number not in allowed list"),
            errors.RecipientNotInAllowedList,
            "recipient_not_allowlisted",
        ),
        (
            401,
            graph(190, "Error validating access token", error_subcode=463),
            errors.ExpiredAccessToken,
            "credentials_expired",
        ),
        (404, graph(132001, "(#132001) Template name does not exist"), errors.TemplateNotExists, "template_not_found"),
        (400, graph(131056, "(#131056) Pair rate limit hit"), errors.TooManyMessages, "recipient_rate_limited"),
        (
            400,
            graph(131047, "(#131047) Re-engagement message"),
            errors.ReEngagementMessage,
            "conversation_window_closed",
        ),
    ],
)
def test_graphs_code_decides(client, serve, status, body, kind, code, vendor):
    failure = send(client, serve(answer(status, body)))

    found = errnorm.normalize(failure, vendor=vendor)

    assert isinstance(failure, kind)
    assert told(found) == ("meta", str(body["error"]["code"]), code, status, "rejected")


@pytest.mark.parametrize(("status", "code"), [(500, "vendor_internal_error"), (502, "vendor_unavailable")])
def test_a_page_in_html_is_read_by_its_status(client, serve, status, code):
    """The client invents a code for it: the HTTP status, which is no code of Meta's."""
    failure = send(client, serve(answer(status, PAGE)))

    found = errnorm.normalize(failure, vendor="meta")

    assert failure.code == status
    assert told(found) == ("meta", None, code, status, "unknown")
    assert errnorm.normalize(failure).vendor in {"meta", "unknown"}


def test_a_rate_limit_waits_as_long_as_the_header_says(client, serve):
    found = errnorm.normalize(
        send(client, serve(answer(429, graph(130429, "(#130429) Rate limit hit"), Retry_After=9)))
    )

    assert (str(found.code), found.retry.delay) == ("throughput_limited", 9)


def test_a_code_that_nobody_knows_is_metas_all_the_same(client, serve):
    found = errnorm.normalize(send(client, serve(answer(400, graph(139999, "(#139999) New")))))

    assert (found.vendor, found.vendor_code) == ("meta", "139999")


def test_a_timeout_may_have_sent_the_message(client, urls):
    found = errnorm.normalize(send(client, urls("read_timeout"), 0.3), vendor="meta")

    assert told(found) == ("meta", None, "response_lost", None, "unknown")


def test_a_refused_connection_sent_nothing(client, closed_port):
    found = errnorm.normalize(send(client, f"http://127.0.0.1:{closed_port}"), vendor="meta")

    assert told(found) == ("meta", None, "connection_failed", None, "rejected")


@pytest.mark.parametrize("vendor", [None, "meta"])
@pytest.mark.parametrize(
    ("code", "words", "expected", "suppress"),
    [
        (131026, "Message undeliverable", "recipient_unreachable", "address_ttl"),
        (
            131049,
            "This message was not delivered to maintain healthy ecosystem engagement.",
            "marketing_capped",
            "none",
        ),
        (131047, "Re-engagement message", "conversation_window_closed", "none"),
        (131050, "User has stopped marketing messages", "recipient_opted_out", "opt_out"),
        (131053, "Media upload error", "media_upload_failed", "none"),
    ],
)
def test_the_error_of_a_failed_status_is_metas_and_came_after_acceptance(
    client, code, words, expected, suppress, vendor
):
    status = webhook(client, {"code": code, "title": words, "message": words, "error_data": {"details": words}})

    found = errnorm.normalize(status.error, vendor=vendor)

    assert told(found)[:2] == ("meta", str(code))
    assert (str(found.code), str(found.phase), str(found.acceptance)) == (expected, "delivery", "accepted_then_failed")
    assert str(found.suppress.advice) == suppress


def test_a_new_code_of_a_failed_status_is_told(client):
    status = webhook(client, {"code": 139998, "title": "New", "message": "New"})

    found = errnorm.normalize(status.error)

    assert (type(status.error), found.vendor, found.vendor_code) == (errors.WhatsAppError, "meta", "139998")
    assert str(found.acceptance) == "accepted_then_failed"


def test_a_delivered_status_has_no_error(client):
    assert webhook(client, None, "delivered").error is None
