"""Answers with an HTTP error: the exceptions about them, the responses themselves, and bodies that stay unread."""

import asyncio
import http.client
import io
import json
import urllib.error
import urllib.request
from email.message import Message
from types import SimpleNamespace

import aiohttp
import httpx
import pydantic
import pytest
import requests
import urllib3

import errnorm

BODY = json.dumps(
    {"error": {"message": "(#131047) Re-engagement message", "type": "OAuthException", "code": 131047}}
).encode()
HIDDEN = "a body that was not read"


def answer_bytes(status, body=BODY, **headers):
    lines = [
        f"HTTP/1.1 {status} No",
        f"Content-Length: {len(body)}",
        "Content-Type: application/json",
        "Connection: close",
    ]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def told(answer):
    return answer.vendor, answer.vendor_code, str(answer.code), answer.http_status


META = ("meta", "131047", "conversation_window_closed", 400)
STATUS_ONLY = ("unknown", None, "request_invalid", 400)


@pytest.mark.parametrize("client", ["httpx", "httpx_async", "requests"])
def test_the_exception_of_raise_for_status_carries_the_body(fail, serve, client):
    answer = errnorm.normalize(fail(client, serve(answer_bytes(400))))

    assert told(answer) == META
    assert (str(answer.acceptance), answer.retry.retryable) == ("rejected", False)


@pytest.mark.parametrize("client", ["aiohttp", "urllib"])
def test_an_exception_without_its_body_tells_the_status_alone(fail, serve, client):
    answer = errnorm.normalize(fail(client, serve(answer_bytes(400))))

    assert told(answer) == STATUS_ONLY
    assert (str(answer.match.how), str(answer.acceptance)) == ("http_status", "rejected")


@pytest.mark.parametrize(
    ("status", "code", "acceptance", "retryable", "other_vendor"),
    [
        (401, "credentials_invalid", "rejected", False, "yes"),
        (404, "resource_not_found", "rejected", False, "no"),
        (408, "vendor_timeout", "unknown", False, "unknown"),
        (409, "resource_conflict", "rejected", False, "no"),
        (425, "vendor_unavailable", "rejected", True, "unknown"),
        (429, "rate_limited", "rejected", True, "unknown"),
        (499, "delivery_unconfirmed", "unknown", False, "no"),
        (418, "request_invalid", "rejected", False, "no"),
        (500, "vendor_internal_error", "unknown", False, "unknown"),
        (503, "vendor_unavailable", "unknown", False, "unknown"),
        (504, "vendor_timeout", "unknown", False, "unknown"),
        (561, "credentials_invalid", "unknown", False, "unknown"),
        (599, "vendor_internal_error", "unknown", False, "unknown"),
    ],
)
def test_a_status_without_a_known_body(fail, serve, client, status, code, acceptance, retryable, other_vendor):
    answer = errnorm.normalize(fail(client, serve(answer_bytes(status, b"<h1>No</h1>"))))

    assert (str(answer.code), answer.http_status, answer.vendor_code) == (code, status, None)
    assert (str(answer.acceptance), answer.retry.retryable) == (acceptance, retryable)
    assert str(answer.failover.other_vendor) == other_vendor
    assert (str(answer.retry.idempotency_key) == "reuse") == (acceptance == "unknown" or code == "vendor_unavailable")


def test_a_server_error_whose_body_a_rule_knows_stays_open_and_never_offers_another_vendor(fail, serve):
    for code in (1, 2, 4, 190, 131000, 131016, 131026, 131049):
        body = json.dumps({"error": {"message": "x", "type": "OAuthException", "code": code}}).encode()
        answer = errnorm.normalize(fail("httpx", serve(answer_bytes(500, body))))

        assert (answer.vendor_code, str(answer.acceptance), answer.retry.retryable) == (str(code), "unknown", False)
        assert str(answer.failover.other_vendor) != "yes"
        assert str(answer.retry.idempotency_key) == "reuse"


def test_a_response_that_was_read_is_its_body_status_and_headers(serve):
    url = serve(answer_bytes(400, Retry_After="7"))
    with urllib3.PoolManager() as pool:
        responses = [httpx.post(url), requests.post(url, timeout=5), pool.request("POST", url)]
        answers = [errnorm.normalize(response) for response in responses]
        responses[-1].close()

    assert [told(answer) for answer in answers] == [META] * 3
    assert [answer.raw for answer in answers] == responses


def test_a_response_of_aiohttp_that_was_read_is_its_body_and_status(serve):
    async def post():
        async with aiohttp.ClientSession() as session, session.post(serve(answer_bytes(400))) as response:
            unread = errnorm.normalize(response)
            await response.read()
            return unread, errnorm.normalize(response)

    unread, read = asyncio.run(post())

    assert (told(unread), told(read)) == (STATUS_ONLY, META)


def test_an_unread_body_stays_in_the_connection(serve):
    url = serve(answer_bytes(400, HIDDEN.encode()))
    with httpx.Client() as client, client.stream("POST", url) as response:
        assert told(errnorm.normalize(response)) == STATUS_ONLY
        assert not response.is_stream_consumed
        assert response.read().decode() == HIDDEN
    with requests.post(url, stream=True, timeout=5) as response:
        assert told(errnorm.normalize(response)) == STATUS_ONLY
        assert response._content is False
        assert response.text == HIDDEN
    with urllib3.PoolManager() as pool, pool.request("POST", url, preload_content=False) as response:
        assert told(errnorm.normalize(response)) == STATUS_ONLY
        assert response.data.decode() == HIDDEN


def test_the_exception_over_an_unread_body_leaves_it_in_the_connection(serve):
    url = serve(answer_bytes(400, HIDDEN.encode()))
    with httpx.Client() as client, client.stream("POST", url) as response:
        with pytest.raises(httpx.HTTPStatusError) as caught:
            response.raise_for_status()
        assert told(errnorm.normalize(caught.value)) == STATUS_ONLY
        assert response.read().decode() == HIDDEN
    with requests.post(url, stream=True, timeout=5) as response:
        with pytest.raises(requests.HTTPError) as caught:
            response.raise_for_status()
        assert told(errnorm.normalize(caught.value)) == STATUS_ONLY
        assert response.text == HIDDEN
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(url, data=b"{}", timeout=5)
    with caught.value as error:
        assert told(errnorm.normalize(error)) == STATUS_ONLY
        assert error.read().decode() == HIDDEN


def test_nothing_waits_for_a_body_that_does_not_come(serve):
    def stalling(connection, over):
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 503 No\r\nContent-Length: 9\r\nRetry-After: 5\r\n\r\n")
        over.wait(10)

    url = serve(stalling)
    with requests.get(url, stream=True, timeout=5) as response:
        answer = errnorm.normalize(response)
    connection = http.client.HTTPConnection(url.split("/")[2], timeout=5)
    connection.request("GET", "/")
    with connection.getresponse() as plain:
        same = errnorm.normalize(plain)
    connection.close()

    assert [(said.http_status, said.retry.delay) for said in (answer, same)] == [(503, 5), (503, 5)]


def test_a_body_that_was_consumed_in_pieces_is_not_asked_for_again(serve):
    url = serve(answer_bytes(400, HIDDEN.encode()))
    with httpx.Client() as client, client.stream("POST", url) as response:
        list(response.iter_bytes())
        assert told(errnorm.normalize(response)) == STATUS_ONLY
    with requests.post(url, stream=True, timeout=5) as response:
        list(response.iter_content(4))
        assert told(errnorm.normalize(response)) == STATUS_ONLY


def http_error(body, code=400):
    headers = Message()
    headers["Retry-After"] = "9"
    return urllib.error.HTTPError("http://127.0.0.1/", code, "No", headers, body)


def test_urllibs_error_gives_its_body_only_from_memory():
    with http_error(io.BytesIO(BODY)) as error:
        assert told(errnorm.normalize(error)) == META
        error.read(20)
        assert told(errnorm.normalize(error)) == META

    assert told(errnorm.normalize(error)) == STATUS_ONLY
    assert told(errnorm.normalize(http_error(None))) == STATUS_ONLY


def test_urllibs_status_is_never_taken_for_a_vendors_code():
    with http_error(io.BytesIO(), 429) as error:
        answer = errnorm.normalize(error)

    assert (answer.vendor_code, answer.http_status, answer.retry.delay) == (None, 429, 9)


def test_what_the_caller_passes_comes_before_what_the_response_says(serve):
    answer = errnorm.normalize(
        httpx.post(serve(answer_bytes(429, b"", Retry_After="7"))), http_status=503, headers={"retry-after": "8"}
    )

    assert (answer.http_status, answer.retry.delay) == (503, 8)


def test_a_success_nobody_recognises_is_open(serve):
    answer = errnorm.normalize(requests.post(serve(answer_bytes(200, b"<html>ok</html>")), timeout=5))

    assert (str(answer.code), answer.http_status, str(answer.acceptance)) == ("unknown", 200, "unknown")
    assert (answer.retry.retryable, str(answer.retry.idempotency_key)) == (False, "reuse")


def test_a_body_that_is_no_json_though_the_code_expected_it_is_kept_as_evidence(serve):
    response = requests.post(serve(answer_bytes(200, BODY + b"}")), timeout=5)
    with pytest.raises(requests.JSONDecodeError) as caught:
        response.json()

    assert told(errnorm.normalize(caught.value)) == (*META[:3], None)

    async def post():
        url = serve(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi")
        async with aiohttp.ClientSession() as session, session.post(url) as answer:
            await answer.json()

    with pytest.raises(aiohttp.ContentTypeError) as wrong:
        asyncio.run(post())
    answer = errnorm.normalize(wrong.value)
    assert (str(answer.code), answer.http_status, str(answer.acceptance)) == ("unknown", 200, "unknown")


class Slotted:
    __slots__ = ("body", "headers", "status")

    def __init__(self):
        self.status, self.headers, self.body = 400, {"Retry-After": ["3", "4"]}, BODY


@pytest.mark.parametrize(
    "response",
    [
        Slotted(),
        SimpleNamespace(status_code=400, headers=None, content=BODY),
        SimpleNamespace(status_code=400, headers=[(b"Retry-After", b"3")], text=BODY.decode()),
        SimpleNamespace(status=400, headers={}, body=json.loads(BODY)),
        SimpleNamespace(status=400, headers={}, data=json.loads(BODY)),
    ],
    ids=["slots", "content", "text", "body", "data"],
)
def test_responses_of_other_clients_are_read_by_their_parts(response):
    assert told(errnorm.normalize(response)) == META


def test_an_sdks_exception_may_carry_status_and_parsed_body_itself():
    error = ValueError("sending failed")
    error.status_code, error.body = 400, json.loads(BODY)

    assert told(errnorm.normalize(error)) == META


def test_a_client_s_model_of_a_body_is_the_body():
    body = json.loads(BODY)

    class Model(pydantic.BaseModel):
        failure: dict = pydantic.Field(alias="error")

    class Record:
        def __init__(self):
            self.error = body["error"]
            self.body = "the words of the message, which are no answer"

    for payload in (Model(**body), Record()):
        answer = errnorm.normalize(payload)
        assert (answer.vendor, answer.vendor_code, answer.raw) == ("meta", "131047", payload)


def test_a_response_under_another_name_is_found():
    class ClientError(Exception):
        def __init__(self):
            super().__init__("Error 400")
            self.http_response = SimpleNamespace(status_code=400, headers={"retry-after": "7"}, body=json.loads(BODY))

    assert told(errnorm.normalize(ClientError())) == META
