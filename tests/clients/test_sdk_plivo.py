"""What Plivo's own Python SDK raises, against a local server that answers as Plivo does."""

import json

import plivo
import plivo.rest.client
import pytest
import requests

import errnorm

from .conftest import silent

PAGE = b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
AUTH_ID = "MAMDAWMDAWMDAWMDAWMD"


def answer(status, body, *headers, kind="application/json"):
    """Give the bytes of an answer."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    head = [f"HTTP/1.1 {status} Said", f"Content-Type: {kind}", f"Content-Length: {len(raw)}", "Connection: close"]
    return "\r\n".join([*head, *headers, "", ""]).encode() + raw


def error(words):
    """Give Plivo's answer with these words."""
    return {"api_id": "97ceeb52-58b6-11e1-86da-77300b68f8bb", "error": words}


@pytest.fixture
def send(serve, monkeypatch):
    """Give the exception that a send through the SDK raises where the server does this."""

    def raised(handle):
        base = serve(handle).removesuffix("/messages") + "/v1/Account"
        monkeypatch.setattr(plivo.rest.client, "PLIVO_API_BASE_URI", base)
        client = plivo.RestClient(AUTH_ID, "secret", timeout=1)
        with client, pytest.raises(Exception) as caught:  # noqa: PT011 - which exception it is, the SDK decides
            client.messages.create(src="15550000001", dst="15550000000", text="Hello")
        return caught.value

    return raised


@pytest.mark.parametrize("hint", [None, "plivo"])
@pytest.mark.parametrize(
    ("status", "words", "name", "code"),
    [
        (400, "invalid dst number", "ValidationError", "recipient_address_invalid"),
        (400, "src parameter not present", "ValidationError", "parameter_missing"),
        (400, "some new words", "ValidationError", "request_invalid"),
        (401, "authentication failed", "AuthenticationError", "credentials_invalid"),
        (403, "destination country barred", "GeoPermissionError", "destination_not_enabled"),
        (403, "Insufficient Credit", "GeoPermissionError", "insufficient_balance"),
        (403, "some new words", "GeoPermissionError", "permission_denied"),
        (404, "not found", "ResourceNotFoundError", "resource_not_found"),
        (422, "some new words", "InvalidRequestError", "request_invalid"),
    ],
)
def test_refusal(send, hint, status, words, name, code):
    """The exceptions carry words alone; words that are known decide, else the status that the class stands for."""
    raised = send(answer(status, error(words)))

    said = errnorm.normalize(raised, vendor=hint)

    assert type(raised).__name__ == name
    assert (said.vendor, said.vendor_code, said.code) == ("plivo", None, code)
    assert (said.http_status, said.acceptance) == (status, "rejected")
    assert said.suppress.advice == "none"


@pytest.mark.parametrize(
    ("status", "code"), [(401, "credentials_invalid"), (403, "permission_denied"), (409, "resource_conflict")]
)
def test_answer_without_json(send, status, code):
    """Where the body is no JSON, the SDK puts words of its own in place."""
    said = errnorm.normalize(send(answer(status, b"refused", kind="text/plain")))

    assert (said.vendor, said.code, said.http_status) == ("plivo", code, status)


@pytest.mark.parametrize("hint", [None, "plivo"])
def test_rate_limit_keeps_its_status_in_words(send, hint):
    """429 has no class of its own, and the header is lost with the response."""
    said = errnorm.normalize(send(answer(429, error("rate_limit_exceeded"), "Retry-After: 7")), vendor=hint)

    assert (said.vendor, said.code, said.http_status, said.acceptance) == ("plivo", "rate_limited", 429, "rejected")
    assert said.retry.advice == "backoff"


@pytest.mark.parametrize("hint", [None, "plivo"])
@pytest.mark.parametrize("status", [500, 502, 503])
def test_page_of_a_proxy(send, hint, status):
    """The SDK throws the page away; nobody knows whether the message is out."""
    said = errnorm.normalize(send(answer(status, PAGE, kind="text/html")), vendor=hint)

    assert (said.vendor, said.category, said.http_status) == ("plivo", "service", status)
    assert (said.acceptance, said.retry.retryable) == ("unknown", False)


def test_no_answer_in_time(send):
    """A read timeout says nothing about the message."""
    raised = send(silent)

    assert isinstance(raised, requests.exceptions.ReadTimeout)
    said = errnorm.normalize(raised, vendor="plivo")
    assert (said.code, said.acceptance, said.retry.retryable) == ("response_lost", "unknown", False)


def test_missing_credentials_never_reach_plivo(monkeypatch):
    """The SDK refuses by itself; nothing was sent."""
    for name in ("PLIVO_AUTH_ID", "PLIVO_AUTH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(plivo.exceptions.AuthenticationError) as caught:
        plivo.RestClient()

    said = errnorm.normalize(caught.value)

    assert (said.vendor, said.code, said.acceptance) == ("plivo", "credentials_missing", "rejected")
