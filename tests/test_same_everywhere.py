"""What a reader in another language found: forms that Python's own habits decided."""

from base64 import b64encode

import pytest

import errnorm
from errnorm.engine.decode import decode
from errnorm.engine.holding import headers_of, status_of
from errnorm.engine.http_date import http_date

BODY = {"errors": [{"code": "40305", "title": "Invalid", "meta": {"url": "https://developers.telnyx.com/docs/x"}}]}


def test_a_key_inside_a_list_is_found_through_a_list_of_one():
    """The shape that is found by a key inside a list is found where its elements stand in lists of one."""
    wrapped = {"errors": [[error] for error in BODY["errors"]]}

    assert errnorm.normalize(wrapped, vendor="telnyx").match.shape == "api_errors"
    assert errnorm.normalize(BODY, vendor="telnyx").match.shape == "api_errors"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("Sun, 22 Nov 2026 00:00:07 GMT", 1795305607),
        ("Sunday, 22-Nov-26 00:00:07 GMT", 1795305607),
        ("Sun Nov 22 00:00:07 2026", 1795305607),
        ("Sun, 22 Nov 2026 00:00:07", 1795305607),
        ("Sun, 22 Nov 2026 00:00:07 -0130", 1795305607 + 5400),
        ("Sun, 31 Feb 2026 00:00:07 GMT", None),
        ("Sun, 22 Nov 2026 00:00:60 GMT", None),
        ("22 \u0661\u0661 2026", None),
        ("tomorrow", None),
    ],
)
def test_dates_do_not_depend_on_the_machine(text, seconds):
    assert http_date(text) == seconds


def test_header_values_that_are_no_text_are_scalars_or_nothing():
    assert headers_of({"A": 5.0, "B": None, "C": True, "D": {}, "E": ["7", "8"]}) == {"a": "5", "c": "true", "e": "7"}
    assert headers_of(["ab", "cd"]) == {}


def test_a_status_may_be_written_with_a_fraction_of_zeros():
    assert [status_of(value) for value in (429.0, 429.5, True)] == [429, None, None]


def test_names_in_pasted_objects_are_kept_as_they_are_written():
    assert decode("said {1.0: 'a', None: 'b', true: 'c'}")[0] == {"1.0": "a", "None": "b", "true": "c"}


@pytest.mark.parametrize("text", ["body: Array\n(\n)\n", "got map[log:<nil>]", "got map[log:x]", "{'log': 7} said"])
def test_a_text_is_not_lost_where_a_dump_in_it_is_empty_or_looks_like_a_log_line(text):
    assert errnorm.normalize(text).detail == text.strip()


def test_base64_is_read_in_its_standard_form_alone():
    """Padding behind a whole number of groups is refused; languages differ on it."""
    body = '{"error": {"message": "(#131049) Not delivered", "type": "OAuthException", "code": 131049}}'
    text = b64encode(body.ljust(101).encode()).decode()

    assert text[-2:].count("=") == 1
    assert errnorm.normalize({"statusCode": 400, "body": text}).vendor == "meta"
    for other in (text.removesuffix("="), text + "=", b64encode(body.ljust(102).encode()).decode() + "="):
        assert errnorm.normalize({"statusCode": 400, "body": other}).vendor == "unknown"


def test_a_wait_is_whole_where_it_is_so_after_rounding():
    body = {"error": {"code": "RATE_LIMITED", "message": "x", "retry_after": 6.99999}}

    assert repr(errnorm.normalize(body, vendor="startmessaging").retry.delay) == "7"
