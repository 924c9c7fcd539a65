"""Twilio's SDK for Python against a server that answers as Twilio does."""

import json
from urllib.parse import urlsplit

import pytest
from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

import errnorm

from .conftest import LONG, SHORT, silent

ACCOUNT, SID = "AC00000000000000000000000000000001", "SM00000000000000000000000000000001"
PAGE = "https://www.twilio.com/docs/errors/"


class LocalHttpClient(TwilioHttpClient):
    """Twilio's own HTTP client, with the host of the local server in each address."""

    def __init__(self, address, patience):
        super().__init__(timeout=patience)
        self.host = urlsplit(address).netloc

    def request(self, method, url, *args, **kwargs):
        return super().request(
            method, urlsplit(url)._replace(scheme="http", netloc=self.host).geturl(), *args, **kwargs
        )


def client(address, patience=LONG):
    return Client(ACCOUNT, "token", http_client=LocalHttpClient(address, patience))


def send(address, patience=LONG):
    message = {"to": "whatsapp:+15550000000", "from_": "whatsapp:+15550000001", "body": "Hello"}
    return client(address, patience).messages.create(**message)


def failure(address, kind=TwilioException, patience=LONG):
    with pytest.raises(kind) as caught:
        send(address, patience)
    return caught.value


def answer_bytes(status, body, kind="application/json", **headers):
    content = (body if isinstance(body, str) else json.dumps(body)).encode()
    lines = [f"HTTP/1.1 {status} No", f"Content-Type: {kind}", f"Content-Length: {len(content)}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


def refusal(code, status, message):
    return answer_bytes(status, {"code": code, "message": message, "more_info": f"{PAGE}{code}", "status": status})


def answers(found):
    """Give the answers without and with the vendor named."""
    return [errnorm.normalize(found), errnorm.normalize(found, vendor="twilio")]


def told(found):
    return {(a.vendor, a.vendor_code, str(a.code), a.http_status, str(a.acceptance)) for a in answers(found)}


REFUSALS = [
    (20003, 401, "Authenticate", "credentials_invalid"),
    (21211, 400, "The 'To' number whatsapp:+15550000000 is not a valid phone number.", "recipient_address_invalid"),
    (21610, 400, "Attempt to send to unsubscribed recipient", "recipient_opted_out"),
    (20429, 429, "Too Many Requests", "rate_limited"),
    (63007, 400, "Twilio could not find a Channel with the specified From address", "sender_not_registered"),
    (63031, 400, "Message cannot have the same To and From", "recipient_is_sender"),
    (63038, 429, "Account exceeded the 50 daily messages limit", "quota_exceeded"),
    (572005, 400, "Destination has not completed verification", "recipient_not_allowlisted"),
]


@pytest.mark.parametrize(("code", "status", "message", "canonical"), REFUSALS)
def test_a_refusal_tells_its_code(serve, code, status, message, canonical):
    error = failure(serve(refusal(code, status, message)), TwilioRestException)

    assert (error.code, error.status) == (code, status)
    assert told(error) == {("twilio", str(code), canonical, status, "rejected")}


def test_the_daily_cap_waits_a_day_and_no_seconds(serve):
    answer = errnorm.normalize(failure(serve(refusal(63038, 429, "null"))))

    assert (str(answer.retry.advice), answer.retry.delay) == ("after_wait", 86400)


@pytest.mark.parametrize(
    ("status", "canonical", "acceptance"),
    [
        (401, "credentials_invalid", "rejected"),
        (429, "rate_limited", "rejected"),
        (503, "vendor_unavailable", "unknown"),
    ],
)
def test_a_page_instead_of_json_is_no_code_of_twilios(serve, status, canonical, acceptance):
    """The SDK puts the HTTP status where Twilio's code would be."""
    page = answer_bytes(status, "<html><body><h1>No</h1></body></html>", "text/html", Retry_After="30")
    error = failure(serve(page), TwilioRestException)

    assert error.code == status
    assert told(error) == {("twilio", None, canonical, status, acceptance)}


def test_a_body_without_a_code_is_read_by_its_words(serve):
    error = failure(
        serve(answer_bytes(429, {"message": "Account exceeded the 50 daily messages limit", "status": 429}))
    )

    assert told(error) == {("twilio", None, "quota_exceeded", 429, "rejected")}


def test_a_problem_tells_its_code_and_field(serve):
    problem = {
        "type": f"{PAGE}63007",
        "title": "Sender not found",
        "status": 400,
        "code": 63007,
        "detail": "No such sender.",
        "errors": [{"detail": "is unknown", "pointer": "#/from"}],
    }
    error = failure(serve(answer_bytes(400, problem, "application/problem+json")), TwilioServiceException)

    assert told(error) == {("twilio", "63007", "sender_not_registered", 400, "rejected")}
    assert {a.field for a in answers(error)} == {"#/from"}


def created(serve, **members):
    message = {"sid": SID, "account_sid": ACCOUNT, "status": "queued", "error_code": None, "error_message": None}
    return send(serve(answer_bytes(201, {**message, "direction": "outbound-api", "body": "Hello", **members})))


@pytest.mark.parametrize("form", [vars, lambda message: message], ids=["properties", "instance"])
def test_a_message_that_failed_at_once_raises_nothing_and_is_still_a_failure(serve, form):
    message = created(serve, status="failed", error_code=63015, error_message="Not in the sandbox")

    found = {(a.vendor, a.vendor_code, str(a.code), str(a.acceptance), a.message_id) for a in answers(form(message))}
    assert found == {("twilio", "63015", "recipient_not_allowlisted", "accepted_then_failed", SID)}


@pytest.mark.parametrize("form", [vars, lambda message: message], ids=["properties", "instance"])
def test_a_message_taken_is_no_error(serve, form):
    message = created(serve)

    assert {(a.vendor, str(a.code), a.is_error) for a in answers(form(message))} == {("twilio", "no_error", False)}


def test_a_look_up_brings_the_code_that_came_later(serve):
    body = {
        "sid": SID,
        "account_sid": ACCOUNT,
        "status": "undelivered",
        "error_code": 30003,
        "direction": "outbound-api",
    }
    message = client(serve(answer_bytes(200, body))).messages(SID).fetch()

    assert {(str(a.code), a.vendor_code) for a in answers(message)} == {("recipient_absent", "30003")}


def test_credentials_that_are_missing_are_told_before_anything_is_sent():
    """So say older editions of the SDK."""
    error = TwilioException("Credentials are required to create a TwilioClient")

    assert {(str(a.code), str(a.acceptance)) for a in answers(error)} == {("credentials_missing", "rejected")}


def test_silence_leaves_open_whether_the_message_is_out(serve):
    error = failure(serve(silent), Exception, SHORT)

    assert {(str(a.code), str(a.acceptance), a.retry.retryable) for a in answers(error)} == {
        ("response_lost", "unknown", False)
    }


def test_a_refused_connection_sent_nothing(closed_port):
    error = failure(f"http://127.0.0.1:{closed_port}", Exception)

    assert {(str(a.code), str(a.acceptance)) for a in answers(error)} == {("connection_failed", "rejected")}


@pytest.mark.parametrize("terminal", [True, False])
def test_what_the_exception_prints_still_names_twilio(serve, monkeypatch, terminal):
    error = failure(serve(refusal(63031, 400, "Message cannot have the same To and From for account X")))
    monkeypatch.setattr("sys.stderr.isatty", lambda: terminal, raising=False)

    assert {(a.vendor, str(a.code)) for a in answers(str(error))} == {("twilio", "recipient_is_sender")}
