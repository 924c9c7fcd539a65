"""Measures the normaliser against `json.loads` of the same body and prints rows as JSON; run by `ratios.py`."""

from __future__ import annotations

import json
import sys
import timeit
from collections.abc import Callable

import errnorm

TURNS, CALLS = 40, 2000
WORDS = (
    "In order to maintain a healthy ecosystem engagement, the message failed to be delivered. "
    "Please see the documentation. "
)
BODIES = {
    "meta": {
        "error": {
            "message": "(#131049) This message was not delivered to maintain healthy ecosystem engagement.",
            "type": "OAuthException",
            "code": 131049,
            "error_data": {"messaging_product": "whatsapp", "details": ""},
            "error_subcode": 2494055,
            "fbtrace_id": "AbCdEfGhIjKlMnOpQrStUvWxYz",
        }
    },
    "chirp": {
        "error": {
            "type": "provider_error",
            "code": "recipient_not_on_whatsapp",
            "message": "",
            "doc_url": "https://docs.buildwithchirp.com/api_reference/error-codes#recipient_not_on_whatsapp",
            "param": None,
        }
    },
    "kirim": {
        "error": {
            "type": "invalid_request_error",
            "code": "invalid_phone_number",
            "message": "",
            "param": "to",
            "request_id": "req_01HXYZABCDEFGHJKMNPQRSTVWX",
        }
    },
    "startmessaging": {
        "error": {
            "code": "INVALID_RECIPIENT",
            "message": "",
            "details": {"field": "to", "value": "1234567890"},
            "request_id": "req_abc123",
        }
    },
    "360dialog": {
        "meta": {
            "success": False,
            "http_code": 401,
            "developer_message": "Invalid api_key or token expired. ",
            "360dialog_trace_id": "A1",
        }
    },
    "telnyx": {
        "errors": [
            {
                "code": "40300",
                "title": "Blocked due to STOP message",
                "detail": "",
                "meta": {"url": "https://developers.telnyx.com/docs/overview/errors/40300"},
            }
        ]
    },
    "twilio": {
        "code": 21610,
        "message": "",
        "more_info": "https://www.twilio.com/docs/errors/21610",
        "status": 400,
    },
    "vonage": {
        "type": "https://developer.vonage.com/api-errors/messages#1430",
        "title": "Invalid recipient",
        "detail": "",
        "instance": "bf0ca0bf927b3b52e3cb03217e1a1ddf",
    },
    "infobip": {
        "results": [
            {
                "bulkId": "2034072219640523072",
                "messageId": "2250be2d4219-3af1-78856-aabe-1362af1edfd2",
                "to": "15550000000",
                "status": {"groupId": 5, "groupName": "REJECTED", "id": 12, "name": "REJECTED_NOT_ENOUGH_CREDITS"},
                "error": {"groupId": 0, "groupName": "OK", "id": 0, "name": "NO_ERROR", "permanent": False},
                "callbackData": "",
            }
        ]
    },
}
TEXTS = {
    "meta": ("error", "error_data", "details"),
    "telnyx": ("errors", 0, "detail"),
    "360dialog": ("meta", "developer_message"),
    "twilio": ("message",),
    "vonage": ("detail",),
    "infobip": ("results", 0, "callbackData"),
}


def body_of(vendor: str, length: int = 450) -> bytes:
    """Give a vendor's body as bytes, its free text filled up to `length`."""
    body = json.loads(json.dumps(BODIES[vendor]))
    *parents, last = TEXTS.get(vendor, ("error", "message"))
    holder = body
    for key in parents:
        holder = holder[key]
    missing = length - len(json.dumps(body))
    holder[last] += (WORDS * 5)[: max(0, missing)]
    return json.dumps(body).encode()


def ratio(subject: Callable[[], object], floor: Callable[[], object]) -> float:
    """Give the best time of one over that of the other, taken in turns."""
    pairs = [(timeit.timeit(subject, number=CALLS), timeit.timeit(floor, number=CALLS)) for _ in range(TURNS)]
    return min(pair[0] for pair in pairs) / min(pair[1] for pair in pairs)


def rows() -> list[dict[str, object]]:
    """Measure every body, with and without the hint, and the floors; every vendor's rules are loaded before."""
    found: list[dict[str, object]] = []
    for loaded in errnorm._shipped.tables.vendors.values():
        assert loaded.rules.by_id
    for vendor in BODIES:
        raw = body_of(vendor)
        body = json.loads(raw)
        floor = f"json.loads of the same {len(raw)} bytes"
        known = ratio(
            lambda body=body, vendor=vendor: errnorm.normalize(body, vendor=vendor), lambda raw=raw: json.loads(raw)
        )
        unknown = ratio(lambda body=body: errnorm.normalize(body), lambda raw=raw: json.loads(raw))
        found.append({"what": f"normalize, vendor {vendor} named", "beside": floor, "ratio": known, "limit": 1.5})
        found.append({"what": f"normalize, vendor {vendor} detected", "beside": floor, "ratio": unknown, "limit": 2.5})
    raw = body_of("meta")
    codes = errnorm._shipped.tables.vendors["meta"].rules.by_code
    found.append(
        {
            "what": "floor: dict look-up",
            "beside": "the same",
            "ratio": ratio(lambda: codes.get("131049"), lambda: json.loads(raw)),
            "limit": None,
        }
    )
    return found


if __name__ == "__main__":
    json.dump(rows(), sys.stdout)
