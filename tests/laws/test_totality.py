"""Whatever comes in, one answer comes out, the same each time."""

import copy
import json
import pickle

import hypothesis.strategies as st
import pytest
from hypothesis import given

import errnorm
from errnorm import Acceptance, Advice, NormalizedError, Suppression

from .strategies import anything, header_maps, json_values, near_payloads, statuses, vendors

NOW = 1_795_305_600.0
hints = st.one_of(st.none(), vendors, st.text(max_size=6))


@given(anything, hints, statuses, header_maps)
def test_every_payload_has_an_answer(payload, vendor, http_status, headers):
    """Normalising never raises and never gives anything but an answer whose words are all known."""
    answer = errnorm.normalize(payload, vendor=vendor, http_status=http_status, headers=headers, now=NOW)
    answers = errnorm.normalize_all(payload, vendor=vendor, http_status=http_status, headers=headers, now=NOW)

    assert answer.code in set(errnorm.Code)
    assert all(isinstance(one, NormalizedError) and one.is_error for one in answers)
    assert (answer in answers) if answers else not answer.is_error


@given(anything, hints, statuses, header_maps)
def test_the_same_question_has_the_same_answer(payload, vendor, http_status, headers):
    """Two calls agree, and a payload is the same after a call as before."""
    before = copy.deepcopy(payload)
    first = errnorm.normalize(payload, vendor=vendor, http_status=http_status, headers=headers, now=NOW)
    second = errnorm.normalize(payload, vendor=vendor, http_status=http_status, headers=headers, now=NOW)

    assert first == second
    assert repr(payload) == repr(before)


@given(anything, hints, statuses, header_maps)
def test_retryable_is_never_true_while_the_message_may_be_out(payload, vendor, http_status, headers):
    """Unknown acceptance forbids a plain repeat and a second vendor, and asks for the same idempotency key."""
    answer = errnorm.normalize(payload, vendor=vendor, http_status=http_status, headers=headers, now=NOW)
    unsure = answer.acceptance is Acceptance.UNKNOWN

    assert not (answer.retry.retryable and unsure)
    assert answer.retry.retryable <= (answer.retry.advice in {Advice.BACKOFF, Advice.AFTER_WAIT})
    assert not unsure or (str(answer.failover.other_vendor) != "yes" and str(answer.retry.idempotency_key) == "reuse")


@given(anything, hints, statuses, header_maps)
def test_a_wait_belongs_to_advice_that_waits(payload, vendor, http_status, headers):
    """A delay is between nothing and 31 days, names its source, and stands only beside advice to wait or back off."""
    retry = errnorm.normalize(payload, vendor=vendor, http_status=http_status, headers=headers, now=NOW).retry

    assert (retry.delay is None) == (retry.delay_source is None)
    assert retry.delay is None or (
        0 <= retry.delay <= 31 * 86400 and retry.advice in {Advice.BACKOFF, Advice.AFTER_WAIT}
    )


@given(anything, hints, statuses)
def test_no_address_suffers_without_a_rule_for_the_code(payload, vendor, http_status):
    """Suppression is advised only where a rule for the code itself, with documented or observed evidence, says so."""
    answer = errnorm.normalize(payload, vendor=vendor, http_status=http_status, now=NOW)

    if answer.suppress.advice is not Suppression.NONE:
        assert str(answer.match.how) in {"exact", "range", "upstream"}
        assert str(answer.match.evidence) in {"documented", "observed"}


@given(anything, hints, statuses)
def test_an_answer_survives_json_and_pickle(payload, vendor, http_status):
    """`from_dict` gives back what `to_dict` wrote, through JSON too, and pickle drops nothing but the raw input."""
    answer = errnorm.normalize(payload, vendor=vendor, http_status=http_status, now=NOW)
    copied = NormalizedError.from_dict(json.loads(json.dumps(answer.to_dict())))
    pickled = pickle.loads(pickle.dumps(answer))

    assert copied == answer == pickled
    assert copied.to_dict() == answer.to_dict()
    assert hash(copied) == hash(answer)
    assert pickled.raw is None


@given(near_payloads())
def test_text_bytes_and_parsed_body_agree(pair):
    """A JSON body has the same answer parsed, as text and as bytes."""
    vendor, payload = pair
    if not isinstance(payload, (dict, list)):
        return
    try:
        text = json.dumps(payload, allow_nan=False)
    except ValueError:
        return
    parsed = errnorm.normalize_all(json.loads(text), vendor=vendor, now=NOW)

    assert errnorm.normalize_all(text, vendor=vendor, now=NOW) == parsed
    assert errnorm.normalize_all(text.encode(), vendor=vendor, now=NOW) == parsed


@given(json_values)
def test_detection_names_a_known_vendor_or_none(payload):
    """Detection gives the id of a catalog, or `unknown`, with candidates only where nothing decides."""
    found = errnorm.detect(payload)

    assert found.vendor in {*errnorm.vendors(), "unknown"}
    assert not found.candidates or found.vendor == "unknown"
    assert set(found.candidates) <= set(errnorm.vendors())


def nested(depth):
    value = {}
    for _ in range(depth):
        value = {"error": value, "data": [value]} if depth < 12 else {"error": value}
    return value


def itself():
    value = []
    value.append(value)
    return value


def listed(depth):
    value = {"error": {"code": 131049, "type": "OAuthException"}}
    for _ in range(depth):
        value = [value]
    return value


HUGE = {
    "list-of-itself": itself,
    "list-100000-deep": lambda: listed(100_000),
    "object-11-deep": lambda: nested(11),
    "object-100000-deep": lambda: nested(100_000),
    "text-of-brackets": lambda: "[" * 100_000,
    "text-of-open-objects": lambda: '{"a":' * 100_000,
    "text-of-digits": lambda: "9" * 1_000_000,
    "number-of-100000-digits": lambda: '{"error":{"code":' + "9" * 100_000 + "}}",
    "number-beyond-floats": lambda: '{"error":{"code":1e999999}}',
    "text-of-open-codes": lambda: "(#" * 500_000,
    "text-of-waits": lambda: "in 1 " * 200_000,
    "text-of-elements": lambda: "<a>" * 100_000,
    "text-of-comments": lambda: "<!--" * 250_000,
    "text-of-open-strings": lambda: "{'" * 500_000,
    "text-of-fields": lambda: "a=b&" * 250_000,
    "text-of-escapes": lambda: '\\"' * 500_000,
    "text-of-receipts": lambda: "id:" * 300_000 + " stat:x",
    "text-of-bars": lambda: "error | " * 150_000,
    "strings-of-5-megabytes": lambda: {
        "error": {"message": "x" * 5_000_000, "code": "y" * 5_000_000, "type": "OAuthException"}
    },
    "list-of-50000-bodies": lambda: [{"error": {"code": 131049, "type": "OAuthException"}}] * 50_000,
    "100000-errors": lambda: webhook([{"errors": [{"code": number} for number in range(2000)]}] * 50),
    "200000-keys": lambda: {f"key{number}": {} for number in range(200_000)},
}


def webhook(statuses):
    value = {"messaging_product": "whatsapp", "statuses": statuses}
    return {"object": "whatsapp_business_account", "entry": [{"changes": [{"value": value}]}]}


@pytest.mark.parametrize("make", HUGE.values(), ids=HUGE.keys())
def test_size_and_depth_are_bounded(make):
    """Input of any size or depth is answered within the bounds: 1,000 errors, 4,096 characters a text."""
    answers = errnorm.normalize_all(make(), vendor="meta")

    assert len(answers) <= 1000
    assert all(len(answer.detail or "") <= 4096 and len(answer.vendor_code or "") <= 4096 for answer in answers)


def test_a_code_that_compares_like_nothing_else_is_no_code():
    """An object whose comparison raises is a payload like any other."""

    class Hostile:
        def __eq__(self, other):
            raise RuntimeError

        __hash__ = None

        def __str__(self):
            raise RuntimeError

    answer = errnorm.normalize(
        {"error": {"code": Hostile(), "type": Hostile(), "message": [Hostile()]}, "errors": [Hostile()]}
    )

    assert str(answer.code) == "unknown"
