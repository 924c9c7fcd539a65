"""How long to wait, read from the headers of real responses."""

import json
from email.utils import formatdate

import httpx
import pytest
import requests

import errnorm

SENT = 1_800_000_000
DAY = 86400


def answer_with(serve, status, body=b"{}", **headers):
    lines = [f"HTTP/1.1 {status} No", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    url = serve("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
    answers = [errnorm.normalize(response) for response in (httpx.post(url), requests.post(url, timeout=5))]
    with pytest.raises(httpx.HTTPStatusError) as caught:
        httpx.post(url).raise_for_status()
    answers.append(errnorm.normalize(caught.value))
    waits = {(answer.retry.delay, answer.retry.delay_source and str(answer.retry.delay_source)) for answer in answers}
    assert len(waits) == 1, waits
    return waits.pop()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("30", (30, "header")),
        ("0", (0, "header")),
        ("1.5", (1.5, "header")),
        (formatdate(SENT + 90, usegmt=True), (90, "header")),
        (formatdate(SENT - 90, usegmt=True), (None, None)),
        ("soon", (None, None)),
        ("", (None, None)),
        ("-5", (None, None)),
        ("inf", (None, None)),
        ("1e9", (None, None)),
        (str(40 * DAY), (31 * DAY, "header")),
        (formatdate(SENT + 40 * DAY, usegmt=True), (31 * DAY, "header")),
        ("9" * 15, (31 * DAY, "header")),
        ("9" * 400, (None, None)),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_retry_after(serve, status, value, expected):
    assert answer_with(serve, status, Retry_After=value, Date=formatdate(SENT, usegmt=True)) == expected


def test_a_wait_is_given_only_where_the_advice_is_to_wait(serve):
    assert answer_with(serve, 400, Retry_After="30") == (None, None)
    assert answer_with(serve, 500, Retry_After="30") == (30, "header")


def test_the_callers_clock_comes_before_the_date_of_the_response(serve):
    moment, date = formatdate(SENT + 90, usegmt=True), formatdate(SENT, usegmt=True)
    response = httpx.Response(429, headers={"Retry-After": moment, "Date": date})

    assert errnorm.normalize(response).retry.delay == 90
    assert errnorm.normalize(response, now=SENT + 60).retry.delay == 30


def test_a_rate_limit_reset_counts_only_for_a_rate_limit(serve):
    headers = {"X_RateLimit_Reset": SENT + 45, "Date": formatdate(SENT, usegmt=True)}

    assert answer_with(serve, 429, **headers) == (45, "header")
    assert answer_with(serve, 503, **headers) == (None, None)


def test_retry_after_comes_before_a_rate_limit_reset(serve):
    date = formatdate(SENT, usegmt=True)

    assert answer_with(serve, 429, Retry_After="7", X_RateLimit_Reset=SENT + 45, Date=date) == (7, "header")
    assert answer_with(serve, 429, Retry_After="soon", X_RateLimit_Reset=SENT + 45, Date=date) == (45, "header")


def test_metas_usage_header_names_minutes_and_the_longest_counts(serve):
    usage = {
        "102290129340398": [{"type": "whatsapp", "estimated_time_to_regain_access": minutes} for minutes in (0, 3, 2)]
    }
    body = json.dumps({"error": {"message": "(#80007) Rate limit", "type": "OAuthException", "code": 80007}}).encode()

    assert answer_with(serve, 400, body, X_Business_Use_Case_Usage=json.dumps(usage)) == (180, "header")
    assert answer_with(serve, 429, X_Business_Use_Case_Usage=json.dumps(usage)) == (180, "header")
    assert answer_with(serve, 429, X_Business_Use_Case_Usage="[") == (None, None)


def test_a_repeated_header_that_the_client_joined_is_rubbish(serve):
    date = formatdate(SENT, usegmt=True)

    assert answer_with(serve, 429, Retry_After="5\r\nRetry-After: 9", Date=date) == (None, None)


def test_of_headers_in_a_list_the_first_counts():
    for headers in ({"Retry-After": ["5", "9"]}, [("Retry-After", "5"), ("retry-after", "9")], {b"Retry-After": b"5"}):
        assert errnorm.normalize({}, http_status=429, headers=headers).retry.delay == 5
