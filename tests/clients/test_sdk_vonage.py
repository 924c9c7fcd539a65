"""What Vonage's own Python SDK raises, against a local server that answers as Vonage does."""

import json

import pytest
import requests
from requests.adapters import HTTPAdapter
from vonage import Auth, HttpClientOptions, Vonage
from vonage_messages import Sms
from vonage_sms import SmsMessage

import errnorm

from .conftest import silent

TYPES = "https://developer.vonage.com/api-errors"
SENT = {
    "to": "15550000000",
    "message-id": "0C000000217B7F02",
    "status": "0",
    "remaining-balance": "15.5",
    "message-price": "0.03",
    "network": "23410",
}
PAGE = b"<html><head><title>503 Service Temporarily Unavailable</title></head><body>nginx</body></html>"


class Plain(HTTPAdapter):
    """Speak HTTP where the SDK insists on HTTPS."""

    def send(self, request, *args, **kwargs):
        request.url = request.url.replace("https:", "http:", 1)
        return super().send(request, *args, **kwargs)


def answer(status, body, *headers, kind="application/json"):
    """Give the bytes of an answer."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    head = [f"HTTP/1.1 {status} Said", f"Content-Type: {kind}", f"Content-Length: {len(raw)}", "Connection: close"]
    return "\r\n".join([*head, *headers, "", ""]).encode() + raw


@pytest.fixture
def send(serve):
    """Give the exception that a send through the SDK raises where the server does this."""

    def raised(handle, message, **options):
        host = serve(handle).removeprefix("http://").removesuffix("/messages")
        auth = Auth(api_key="abcd1234", api_secret="secret")
        client = Vonage(auth, HttpClientOptions(api_host=host, rest_host=host, max_retries=0, **options))
        client.http_client._session.mount("https://127.0.0.1", Plain())
        with pytest.raises(Exception) as caught:  # noqa: PT011 - which exception it is, the SDK decides
            (client.sms if isinstance(message, SmsMessage) else client.messages).send(message)
        return caught.value

    return raised


def text():
    return SmsMessage(to="15550000000", from_="AcmeInc", text="Hello")


def message():
    return Sms(to="15550000000", from_="15550000001", text="Hello")


@pytest.mark.parametrize("hint", [None, "vonage", "nexmo"])
@pytest.mark.parametrize(
    ("status", "words", "code", "acceptance"),
    [
        ("1", "Throttled", "throughput_limited", "rejected"),
        ("2", "Missing api_key", "credentials_missing", "rejected"),
        ("4", "Bad Credentials", "credentials_invalid", "rejected"),
        ("5", "Internal Error", "vendor_internal_error", "unknown"),
        ("9", "Quota Exceeded - rejected", "insufficient_balance", "rejected"),
        ("29", "Non White-listed Destination - rejected", "recipient_not_allowlisted", "rejected"),
        ("33", "Number De-activated", "recipient_unknown", "rejected"),
    ],
)
def test_sms_error_tells_its_code_in_words_only(send, hint, status, words, code, acceptance):
    """SmsError has no attributes; the number after `error code` is the sync status."""
    body = {"message-count": "1", "messages": [{"to": "15550000000", "status": status, "error-text": words}]}

    said = errnorm.normalize(send(answer(200, body), text()), vendor=hint)

    assert (said.vendor, said.vendor_code, said.code, said.acceptance) == ("vonage", status, code, acceptance)
    assert said.surface == "sms"


def test_the_wait_in_brackets_is_read(send):
    """The throttle names milliseconds inside its words."""
    words = "Throughput Rate Exceeded - please wait [ 250 ] and retry"
    body = {"message-count": "1", "messages": [{"status": "1", "error-text": words}]}

    said = errnorm.normalize(send(answer(200, body), text()))

    assert (said.code, said.retry.delay, said.retry.delay_source) == ("throughput_limited", 0.25, "payload")


@pytest.mark.parametrize("hint", [None, "vonage"])
def test_a_part_that_went_out_makes_a_repeat_a_duplicate(send, hint):
    """PartialFailureError keeps the answer as a mapping; one part is queued, so nothing may be repeated blindly."""
    failed = {"to": "15550000000", "status": "1", "error-text": "Throttled"}
    said = errnorm.normalize(send(answer(200, {"message-count": "2", "messages": [SENT, failed]}), text()), vendor=hint)

    assert (said.vendor, said.vendor_code, said.code, said.acceptance) == ("vonage", "1", "partial_failure", "unknown")
    assert not said.retry.retryable


def test_several_parts_that_all_failed_are_a_refusal(send):
    """The SDK raises PartialFailureError for these too, though no part went out."""
    failed = {"to": "15550000000", "status": "9", "error-text": "Quota Exceeded - rejected"}
    said = errnorm.normalize(send(answer(200, {"message-count": "2", "messages": [failed, failed]}), text()))

    assert (said.vendor_code, said.code, said.acceptance) == ("9", "insufficient_balance", "rejected")


@pytest.mark.parametrize("hint", [None, "vonage"])
@pytest.mark.parametrize(
    ("status", "fragment", "title", "code"),
    [
        (401, "#unauthorized", "Unauthorized", "credentials_invalid"),
        (402, "#low-balance", "Low balance", "insufficient_balance"),
        (403, "#forbidden", "Forbidden", "permission_denied"),
        (422, "/messages#1430", "Invalid recipient", "recipient_address_invalid"),
        (422, "/messages#1120", "Invalid sender", "sender_invalid"),
        (500, "/messages#1030", "Internal error", "vendor_internal_error"),
    ],
)
def test_problem_in_the_response(send, hint, status, fragment, title, code):
    """HttpRequestError and its subclasses keep the whole response."""
    body = {"type": TYPES + fragment, "title": title, "detail": "See type.", "instance": "bf0ca0bf"}

    said = errnorm.normalize(send(answer(status, body), message()), vendor=hint)

    assert (said.vendor, said.vendor_code, said.code) == ("vonage", fragment.rpartition("#")[2], code)
    assert (said.http_status, said.acceptance) == (status, "unknown" if status >= 500 else "rejected")


@pytest.mark.parametrize("hint", [None, "vonage"])
def test_rate_limit_with_retry_after(send, hint):
    """The header of the response decides how long to wait."""
    body = {"type": TYPES + "#throttled", "title": "Rate Limit Hit", "detail": "Please wait, then retry your request"}

    said = errnorm.normalize(send(answer(429, body, "Retry-After: 7"), message()), vendor=hint)

    assert (said.vendor, said.code, said.http_status) == ("vonage", "rate_limited", 429)
    assert (said.retry.delay, said.retry.delay_source) == (7, "header")


@pytest.mark.parametrize("status", [500, 503])
def test_page_of_a_proxy(send, status):
    """A page names no vendor; the caller may. Nobody knows whether the message is out."""
    raised = send(answer(status, PAGE, kind="text/html"), message())
    bare, hinted = errnorm.normalize(raised), errnorm.normalize(raised, vendor="vonage")

    assert (bare.vendor, hinted.vendor) == ("unknown", "vonage")
    assert {bare.acceptance, hinted.acceptance} == {"unknown"}
    assert (hinted.category, hinted.http_status) == ("service", status)


def test_no_answer_in_time(send):
    """A read timeout says nothing about the message."""
    raised = send(silent, message(), timeout=1)

    assert isinstance(raised, requests.exceptions.ReadTimeout)
    said = errnorm.normalize(raised, vendor="vonage")
    assert (said.code, said.acceptance, said.retry.retryable) == ("response_lost", "unknown", False)
