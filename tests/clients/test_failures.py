"""Calls that got no answer: what really went wrong, whether the message may be out, and what may be done."""

import asyncio
import ssl
import subprocess
import sys

import aiohttp
import httpx
import pytest
import requests
import urllib3

import errnorm

REJECTED = ("connection_failed", "backoff", True, "rejected", "yes", None)
OPEN = ("response_lost", "unknown", False, "unknown", "no", "reuse")
CALLERS_FAULT = ("request_invalid", "after_fix", False, "rejected", "no", None)
REDIRECTED = ("request_invalid", "after_fix", False, "unknown", "no", "reuse")


def facts(answer):
    key = answer.retry.idempotency_key
    return (
        str(answer.code),
        str(answer.retry.advice),
        answer.retry.retryable,
        str(answer.acceptance),
        str(answer.failover.other_vendor),
        key and str(key),
    )


def rule(answer):
    return (answer.match.rule or "").removeprefix("transport/")


@pytest.mark.parametrize(
    ("failure", "expected", "row"),
    [
        ("refused", REJECTED, "connection_refused"),
        ("name", REJECTED, "name_not_resolved"),
        ("read_timeout", OPEN, None),
        ("closed_without_answer", OPEN, "answer_broken_off"),
        ("reset", OPEN, None),
        ("closed_in_body", OPEN, "answer_broken_off"),
        ("closed_in_chunk", OPEN, "answer_broken_off"),
        ("no_http", OPEN, "answer_broken_off"),
    ],
)
def test_every_client_gives_the_same_answer_to_the_same_failure(fail, client, failure, expected, row):
    answer = errnorm.normalize(fail(client, failure))

    assert facts(answer) == expected
    assert row is None or rule(answer) == row
    assert (str(answer.match.how), answer.vendor, answer.vendor_code, answer.http_status) == (
        "transport",
        "unknown",
        None,
        None,
    )
    assert (str(answer.suppress.advice), str(answer.pause)) == ("none", "on_rate" if expected is REJECTED else "no")


@pytest.mark.parametrize("client", ["httpx", "httpx_async", "requests", "aiohttp"])
def test_a_connect_timeout_is_a_rejection(fail, client):
    answer = errnorm.normalize(fail(client, "connect_timeout"))

    assert facts(answer) == REJECTED
    assert rule(answer) == "connect_timeout"


def test_urllib_does_not_tell_a_connect_timeout_from_one_while_writing(fail):
    assert facts(errnorm.normalize(fail("urllib", "connect_timeout"))) == OPEN


def test_tls_against_a_plain_text_port_is_a_rejection_where_the_client_says_that_it_was_connecting(fail, client):
    error = fail(client, "tls_to_plain_text")
    answer = errnorm.normalize(error)

    # OpenSSL 3.2 names every fault of a record "record layer failure", which arises after the handshake too.
    certain = client in ("httpx", "httpx_async", "aiohttp") or "WRONG_VERSION_NUMBER" in str(error)
    assert facts(answer) == (REJECTED if certain else OPEN)


@pytest.mark.parametrize(("client", "expected"), [("httpx", REJECTED), ("requests", OPEN), ("urllib", OPEN)])
def test_a_connection_closed_in_the_handshake_is_a_rejection_only_where_that_is_certain(fail, client, expected):
    assert facts(errnorm.normalize(fail(client, "tls_closed"))) == expected


def test_a_certificate_that_is_refused_is_a_rejection():
    refused = ssl.SSLCertVerificationError(1, "[SSL: CERTIFICATE_VERIFY_FAILED] certificate has expired (_ssl.c:1006)")
    wrapped = requests.exceptions.SSLError(
        urllib3.exceptions.MaxRetryError(None, "/", urllib3.exceptions.SSLError(refused))
    )

    assert [facts(errnorm.normalize(error)) for error in (refused, wrapped)] == [REJECTED, REJECTED]
    assert facts(errnorm.normalize(ssl.SSLEOFError(8, "EOF occurred in violation of protocol"))) == OPEN


@pytest.mark.parametrize("client", ["httpx", "httpx_async", "requests", "aiohttp"])
def test_an_answer_that_cannot_be_unpacked_is_lost(fail, client):
    assert facts(errnorm.normalize(fail(client, "broken_gzip"))) == OPEN


def test_redirects_without_end_ask_for_another_address_and_leave_open_what_happened(fail, client):
    assert facts(errnorm.normalize(fail(client, "redirect_loop"))) == REDIRECTED


@pytest.mark.parametrize("url", ["foo://127.0.0.1/x", "127.0.0.1/x"])
def test_an_address_nobody_can_call_is_the_callers_fault(fail, client, url):
    answer = errnorm.normalize(fail(client, url))

    assert facts(answer) == CALLERS_FAULT
    assert (rule(answer), str(answer.fault), str(answer.alert)) == ("request_not_written", "caller", "ticket")


@pytest.mark.parametrize("client", ["httpx", "requests", "aiohttp"])
def test_an_address_that_does_not_parse_is_the_callers_fault(fail, client):
    assert facts(errnorm.normalize(fail(client, "http://[::1"))) == CALLERS_FAULT


@pytest.mark.parametrize("post", [httpx.post, requests.post], ids=["httpx", "requests"])
def test_a_header_that_cannot_be_written_is_the_callers_fault(post, closed_port, serve):
    with pytest.raises(Exception) as caught:  # noqa: PT011 - which exception it is, the client decides
        post(serve(b""), headers={"Authorization": "Bearer a\nb"})

    assert facts(errnorm.normalize(caught.value)) == CALLERS_FAULT


def test_a_full_pool_says_nothing_about_the_vendor(serve, urls):
    url = urls("read_timeout")
    limits, patience = httpx.Limits(max_connections=1), httpx.Timeout(5, pool=0.05)
    with (
        httpx.Client(limits=limits, timeout=patience) as client,
        client.stream("POST", serve(b"HTTP/1.1 200 OK\r\n\r\n")),
        pytest.raises(httpx.PoolTimeout) as caught,
    ):
        client.post(url)
    with urllib3.HTTPConnectionPool("127.0.0.1", 9, maxsize=1, block=True) as pool:
        held = pool._get_conn()
        with pytest.raises(urllib3.exceptions.EmptyPoolError) as empty:
            pool.urlopen("POST", "/", pool_timeout=0.05)
        held.close()

    for error in (caught.value, empty.value):
        answer = errnorm.normalize(error)
        assert facts(answer) == ("connection_failed", "backoff", True, "rejected", "unknown", None)
        assert (str(answer.fault), str(answer.health), str(answer.pause)) == ("caller", "none", "no")


def test_waiting_for_a_connection_of_aiohttps_pool_is_a_connect_timeout(urls):
    async def post():
        connector, limits = aiohttp.TCPConnector(limit=1), aiohttp.ClientTimeout(connect=0.05)
        async with aiohttp.ClientSession(connector=connector, timeout=limits) as session:
            first = asyncio.create_task(session.post(urls("read_timeout")).__aenter__())
            await asyncio.sleep(0.01)
            with pytest.raises(aiohttp.ConnectionTimeoutError) as caught:
                await session.post(urls("read_timeout"))
            first.cancel()
            await asyncio.wait([first])
        return caught.value

    assert facts(errnorm.normalize(asyncio.run(post()))) == REJECTED


@pytest.mark.parametrize("client", ["httpx", "requests", "aiohttp"])
@pytest.mark.parametrize("answer", [None, b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"])
def test_what_our_own_proxy_says_is_no_answer_of_the_vendor(client, answer, serve, closed_port):
    proxy = serve(answer) if answer else f"http://127.0.0.1:{closed_port}"
    with pytest.raises(Exception) as caught:  # noqa: PT011 - which exception it is, the client decides
        post_through(client, proxy)
    said = errnorm.normalize(caught.value)

    assert said.http_status is None
    assert (str(said.code), said.retry.retryable, str(said.acceptance)) == ("connection_failed", True, "rejected")
    assert answer is None or (rule(said), str(said.failover.other_vendor)) == ("proxy_failed", "unknown")


def post_through(client, proxy):
    url = "https://127.0.0.1:9/messages"
    match client:
        case "httpx":
            httpx.post(url, proxy=proxy)
        case "requests":
            requests.post(url, proxies={"https": proxy}, timeout=5)
        case _:

            async def post():
                async with aiohttp.ClientSession() as session:
                    await session.post(url, proxy=proxy)

            asyncio.run(post())


@pytest.mark.parametrize(("status", "code"), [(503, "vendor_unavailable"), (429, "rate_limited")])
def test_answers_that_the_clients_own_retries_used_up_leave_open_what_the_earlier_attempts_did(serve, status, code):
    url = serve(b"HTTP/1.1 %d No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" % status)
    again = urllib3.Retry(2, status_forcelist=[status], allowed_methods=None)
    with requests.Session() as session:
        session.mount("http://", requests.adapters.HTTPAdapter(max_retries=again))
        with pytest.raises(requests.exceptions.RetryError) as caught:
            session.post(url)

    assert facts(errnorm.normalize(caught.value)) == (code, "backoff", False, "unknown", "unknown", "reuse")


def test_a_call_given_up_or_cancelled_in_flight_is_open(urls):
    async def give_up():
        async with aiohttp.ClientSession() as session:
            await asyncio.wait_for(session.post(urls("read_timeout")), 0.1)

    async def cancel():
        async with aiohttp.ClientSession() as session:
            call = asyncio.create_task(session.post(urls("read_timeout")).__aenter__())
            await asyncio.sleep(0.1)
            call.cancel()
            await call

    with pytest.raises(asyncio.TimeoutError) as given_up:
        asyncio.run(give_up())
    with pytest.raises(asyncio.CancelledError) as cancelled:
        asyncio.run(cancel())

    assert [facts(errnorm.normalize(caught.value)) for caught in (given_up, cancelled)] == [OPEN, OPEN]


def test_the_whole_time_of_aiohttp_running_out_is_open(urls):
    async def post():
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=0.1)) as session:
            await session.post(urls("read_timeout"))

    with pytest.raises(TimeoutError) as caught:
        asyncio.run(post())

    assert facts(errnorm.normalize(caught.value)) == OPEN


@pytest.mark.parametrize("failure", ["refused", "read_timeout"])
def test_a_hint_names_the_vendor_and_changes_nothing_else(fail, client, failure):
    error = fail(client, failure)
    expected = facts(errnorm.normalize(error))

    for vendor in errnorm.vendors():
        answer = errnorm.normalize(error, vendor=vendor)
        assert (answer.vendor, answer.vendor_code, *facts(answer)) == (vendor, None, *expected)


def test_no_client_is_imported_for_this():
    clients = "{'httpx', 'requests', 'aiohttp', 'urllib.request', 'http.client'}"
    code = f"import sys, errnorm; errnorm.normalize(TimeoutError()); print({clients} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "set()"
