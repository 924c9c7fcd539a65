"""Exceptions within exceptions: causes, wrappers, earlier attempts, groups; and objects that resist being read."""

import errno
import http.client
import json
import socket
import ssl
import urllib.error
from collections.abc import Mapping
from types import MappingProxyType

import httpx
import pytest
import requests

import errnorm

BODY = {"error": {"message": "(#131047) Re-engagement message", "type": "OAuthException", "code": 131047}}
REFUSED = ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused")


class SdkError(Exception):
    """What a vendor's SDK raises in place of its HTTP client's exception."""


def raised(error, cause=None, while_handling=None):
    """Give `error` as Python leaves it: raised from `cause`, while another was being handled."""
    try:
        try:
            if while_handling is not None:
                raise while_handling
        finally:
            if cause is not None:
                raise error from cause
            raise error
    except type(error) as caught:
        return caught


def told(error, **asked):
    answer = errnorm.normalize(error, **asked)
    return str(answer.code), str(answer.acceptance), answer.retry.retryable


REJECTED = ("connection_failed", "rejected", True)
OPEN = ("response_lost", "unknown", False)
UNKNOWN = ("unknown", "unknown", False)


def answered(status, body=BODY):
    return httpx.HTTPStatusError(
        "no", request=httpx.Request("POST", "http://127.0.0.1"), response=httpx.Response(status, json=body)
    )


def test_a_cause_speaks_through_its_wrapper():
    assert told(raised(SdkError("sending failed"), cause=httpx.ConnectError("no"))) == REJECTED
    assert told(raised(SdkError("sending failed"), cause=raised(OSError("no"), cause=REFUSED))) == REJECTED
    assert told(raised(SdkError("sending failed"), cause=httpx.ReadTimeout(""))) == OPEN
    assert told(raised(SdkError("sending failed"), cause=answered(400)))[0] == "conversation_window_closed"


@pytest.mark.parametrize(
    "wrapper", [SdkError("failed"), RuntimeError("failed"), ValueError("failed"), Exception("failed")]
)
def test_a_wrapper_speaks_for_what_it_was_raised_over_though_it_does_not_name_it(wrapper):
    assert told(raised(wrapper, while_handling=httpx.ConnectError("no"))) == REJECTED
    assert told(raised(wrapper, while_handling=answered(400)))[0] == "conversation_window_closed"


def test_nothing_is_called_unsent_because_an_earlier_attempt_was():
    for second in (
        TimeoutError(),
        ConnectionResetError(),
        KeyError("messages"),
        http.client.RemoteDisconnected(),
        json.JSONDecodeError("no", "<", 0),
    ):
        assert told(raised(second, while_handling=httpx.ConnectError("no")))[1:] == ("unknown", False)
    assert told(raised(httpx.RemoteProtocolError("gone"), while_handling=httpx.ConnectTimeout(""))) == OPEN


def test_an_answer_to_an_earlier_attempt_is_not_the_answer_to_this_one():
    assert told(raised(httpx.ReadTimeout(""), while_handling=answered(429, {}))) == OPEN
    assert told(raised(TimeoutError(), while_handling=answered(400))) == OPEN


@pytest.mark.parametrize(
    "first", [httpx.ReadTimeout(""), requests.ReadTimeout("no"), http.client.RemoteDisconnected("gone")]
)
def test_an_earlier_attempt_that_is_open_keeps_the_message_open(first):
    second = raised(httpx.ConnectError("no"), cause=raised(OSError("no"), while_handling=first))

    assert told(second) == OPEN
    assert errnorm.normalize(second).match.rule == "transport/earlier_attempt_open"


def test_a_real_second_attempt_in_a_handler(fail, serve):
    url = serve(b"")
    try:
        requests.post(url, timeout=5)
    except requests.ConnectionError:
        second = fail("requests", "refused")

    assert told(second) == OPEN


def test_the_exceptions_of_pythons_own_modules():
    assert told(socket.gaierror(socket.EAI_NONAME, "Name or service not known")) == REJECTED
    assert told(urllib.error.URLError(REFUSED)) == REJECTED
    assert told(urllib.error.URLError(TimeoutError("timed out"))) == OPEN
    assert told(urllib.error.URLError("unknown url type: foo"))[:2] == ("request_invalid", "rejected")
    assert told(http.client.InvalidURL("nonnumeric port: 'x'"))[:2] == ("request_invalid", "rejected")
    for lost in (
        http.client.BadStatusLine("x"),
        http.client.IncompleteRead(b""),
        http.client.ResponseNotReady(),
        ssl.SSLZeroReturnError(),
    ):
        assert told(lost) == OPEN
    assert told(OSError(errno.EHOSTUNREACH, "No route to host")) == OPEN
    assert told(OSError(errno.ENOSPC, "No space left on device")) == UNKNOWN


class TerseError(httpx.ConnectError):
    """Its name and text tell nothing; its class does."""


def test_a_cause_is_found_wherever_an_exception_keeps_it():
    kept = SdkError("sending failed")
    kept.reason = TerseError("")

    assert told(kept) == REJECTED
    assert told(SdkError("sending failed", TerseError(""))) == REJECTED


def test_a_status_that_no_answer_brought_counts_nowhere():
    """Aiohttp raises ClientResponseError(status=400, headers=None) where it cannot parse what came back."""
    unread = SdkError("HTTP 400 Bad Request")
    unread.status, unread.headers = 400, None

    assert errnorm.normalize(unread).http_status is None
    assert told(unread) == UNKNOWN


def test_a_group_of_one_speaks_for_its_member():
    assert told(ExceptionGroup("unhandled errors in a TaskGroup", [httpx.ConnectError("no")])) == REJECTED
    assert told(ExceptionGroup("outer", [ExceptionGroup("inner", [answered(400)])]))[0] == "conversation_window_closed"
    assert told(BaseExceptionGroup("g", [httpx.ReadTimeout("")])) == OPEN


def test_a_group_speaks_for_several_only_where_they_say_the_same():
    assert told(ExceptionGroup("g", [httpx.ConnectError("no"), httpx.ConnectError("no")])) == REJECTED
    assert told(ExceptionGroup("g", [httpx.ReadTimeout(""), httpx.ReadTimeout("")])) == OPEN
    for other in (
        httpx.ReadTimeout(""),
        KeyError("x"),
        answered(400),
        raised(httpx.ConnectError(""), cause=KeyError("x")),
    ):
        for order in ([httpx.ConnectError("no"), other], [other, httpx.ConnectError("no")]):
            assert told(ExceptionGroup("g", order)) == UNKNOWN
    assert told(ExceptionGroup("g", [answered(400), answered(500)])) == UNKNOWN


def test_too_large_a_group_proves_nothing():
    assert told(ExceptionGroup("g", [httpx.ConnectError("no")] * 1000)) == UNKNOWN


def test_a_chain_that_bites_its_tail_and_one_without_end_are_read_to_a_bound():
    first, second = SdkError("a"), SdkError("b")
    first.__cause__, second.__cause__ = second, first
    deep = httpx.ConnectError("no")
    for number in range(10_000):
        deep = raised(SdkError(number), cause=deep)
    nested = httpx.ConnectError("no")
    for _ in range(200):
        nested = ExceptionGroup("g", [nested, nested])

    assert [told(error) for error in (first, deep, nested)] == [UNKNOWN] * 3


class HostileError(Exception):
    """Refuses every question but the last."""

    def _refuse(self, *_):
        raise RuntimeError("leave me alone")

    __str__ = __repr__ = __bool__ = __eq__ = __iter__ = __len__ = _refuse
    __hash__ = Exception.__hash__
    args = response = headers = status = status_code = code = reason = body = exceptions = __cause__ = property(_refuse)


class HostileResponse:
    status_code = 503

    def _refuse(self, *_):
        raise OSError("read from the network")

    __str__ = __bool__ = __iter__ = __len__ = _refuse
    text = content = body = data = _content = fp = property(_refuse)

    @property
    def headers(self):
        return HostileMapping()


class HostileMapping(dict):
    def items(self):
        raise RuntimeError("leave me alone")

    __bool__ = __iter__ = __len__ = items


def test_an_exception_that_refuses_to_be_read_is_answered_all_the_same():
    assert told(HostileError()) == UNKNOWN
    assert told(raised(HostileError(), while_handling=httpx.ConnectError("no"))) == REJECTED
    assert told(raised(SdkError("x"), cause=HostileError())) == UNKNOWN


def test_a_response_that_refuses_to_be_read_still_has_its_status():
    answer = errnorm.normalize(HostileResponse())

    assert (answer.http_status, str(answer.code)) == (503, "vendor_unavailable")


@pytest.mark.parametrize(
    "headers", [HostileMapping(), 7, "Retry-After: 5", [("a",)], {None: object()}, [b"x"], object()]
)
def test_headers_of_any_kind_are_survived(headers):
    assert told(httpx.ConnectError("no"), headers=headers) == REJECTED


@pytest.mark.parametrize("status", [True, 0, 99, 600, -1, 1e3, "x", "٤٠٠", object(), None])
def test_a_status_that_is_none_is_ignored(status):
    assert errnorm.normalize({}, http_status=status).http_status is None


class HostileContainer(Mapping):
    def _refuse(self, *_):
        raise RuntimeError("leave me alone")

    __getitem__ = __iter__ = __len__ = _refuse


def test_a_payload_that_cannot_be_read_at_all_is_answered_all_the_same():
    released = memoryview(b"x")
    released.release()

    assert [told(payload)[0] for payload in (HostileContainer(), released, object(), 10**5000)] == ["unknown"] * 4


def test_a_payload_that_holds_itself_costs_bounded_work():
    wheel = []
    wheel += [wheel, wheel, wheel]

    assert told((wheel,))[0] == "unknown"
    assert told(MappingProxyType({"error": (wheel,)}))[0] == "unknown"


def test_a_mapping_that_is_no_dict_and_tuples_are_read_as_json_is():
    error = MappingProxyType(BODY["error"])

    assert errnorm.normalize(MappingProxyType({"error": error})).vendor_code == "131047"
    assert errnorm.normalize(({"error": error},)).vendor_code == "131047"


def test_no_personal_data_of_an_exception_is_shown():
    error = requests.ConnectionError("http://127.0.0.1/send?to=15550000000 Connection refused")
    answer = errnorm.normalize(error)

    assert "15550000000" not in repr(answer) + json.dumps(answer.problem())
