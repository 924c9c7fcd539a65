"""Exceptions that survive only as text: what `repr`, `str` and a traceback leave of them."""

import traceback

import pytest

import errnorm


def told(text, **asked):
    answer = errnorm.normalize(text, **asked)
    return str(answer.code), str(answer.acceptance), answer.vendor, answer.vendor_code


REJECTED = ("connection_failed", "rejected", "unknown", None)
OPEN = ("response_lost", "unknown", "unknown", None)

FAILURES = [
    ("refused", REJECTED),
    ("name", REJECTED),
    ("read_timeout", OPEN),
    ("closed_without_answer", OPEN),
    ("closed_in_body", OPEN),
]


@pytest.mark.parametrize(("failure", "expected"), FAILURES)
def test_the_repr_and_the_traceback_of_a_real_exception_say_what_it_says(fail, client, failure, expected):
    error = fail(client, failure)
    lines = "".join(traceback.format_exception(error))

    assert told(repr(error)) == expected
    assert told(lines) == expected
    assert told(f"2026-11-22 10:00:00 ERROR send failed\n{lines}") == expected


def test_a_connect_timeout_is_known_by_its_repr(fail):
    for client in ("httpx", "httpx_async", "requests", "aiohttp"):
        assert told(repr(fail(client, "connect_timeout"))) == REJECTED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("httpx.ReadTimeout('')", OPEN),
        ("TimeoutError()", OPEN),
        ("CancelledError()", OPEN),
        ("<urlopen error timed out>", OPEN),
        ("ConnectionResetError(104, 'Connection reset by peer')", OPEN),
        ("aiohttp.client_exceptions.ServerDisconnectedError: Server disconnected", OPEN),
        ("AxiosError: timeout of 5000ms exceeded", OPEN),
        ("FetchError: request to http://127.0.0.1/ failed, reason: socket hang up", OPEN),
        ("read tcp 127.0.0.1:443: read: no route to host", OPEN),
        ("[Errno 111] Connection refused", REJECTED),
        ("OSError(101, 'Network is unreachable')", REJECTED),
        ("<urlopen error [Errno 111] Connection refused>", REJECTED),
        ("Error: connect ECONNREFUSED 127.0.0.1:3000", REJECTED),
        ("Error: getaddrinfo ENOTFOUND errnorm.invalid", REJECTED),
        ("dial tcp 127.0.0.1:443: connect: no route to host", REJECTED),
        ("curl: (7) Failed to connect to 127.0.0.1 port 1: Connection refused", REJECTED),
    ],
)
def test_texts_of_failures(text, expected):
    assert told(text) == expected
    assert told(text.encode()) == expected


def test_lines_of_code_in_a_traceback_are_no_evidence():
    text = (
        'Traceback (most recent call last):\n  File "x.py", line 7, in send\n    except ConnectTimeout:\nTimeoutError'
    )

    assert told(text) == OPEN


def test_the_traceback_of_a_group_names_its_member():
    group = ExceptionGroup("unhandled errors in a TaskGroup", [ConnectionRefusedError(111, "Connection refused")])

    assert told("".join(traceback.format_exception(group))) == REJECTED


def test_the_last_words_of_a_long_text_count():
    assert told("x " * 10_000 + "httpx.ConnectTimeout") == REJECTED
    assert told("x " * 10_000 + "httpx.ReadTimeout") == OPEN


def test_where_a_text_names_both_the_open_one_counts():
    assert told("ConnectTimeout, then ReadTimeout") == OPEN
    assert told("ReadTimeout, then ConnectTimeout") == OPEN
