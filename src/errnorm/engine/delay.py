"""How long to wait, from headers, payload or catalog."""

from __future__ import annotations

import math
import re

from errnorm.engine.decode import read_json
from errnorm.engine.http_date import http_date
from errnorm.model.codes import Category
from errnorm.model.facets import Advice, DelaySource

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from errnorm.model.verdict import Verdict

LONGEST_DELAY = 31 * 86400.0
_UNITS = {
    "ms": 0.001,
    "millisecond": 0.001,
    "s": 1,
    "sec": 1,
    "second": 1,
    "m": 60,
    "min": 60,
    "minute": 60,
    "h": 3600,
    "hour": 3600,
    "d": 86400,
    "day": 86400,
}
_AMOUNT = re.compile(
    r"([0-9]{1,9}(?:\.[0-9]{1,3})?)\s*(milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|h|days?|d)\b",
    re.IGNORECASE | re.ASCII,
)
_BEFORE_AMOUNT = re.compile(r"\b(?:in|after|for|within)\s+\Z", re.IGNORECASE | re.ASCII)


def delay_of(
    verdict: Verdict, headers: Mapping[str, str], payload_delay: float | None, clock: Callable[[], float]
) -> tuple[float | None, DelaySource | None]:
    """Give the seconds to wait before the first repeat and where they were read.

    None unless the verdict says to back off or to wait. A header comes before the payload, both before the catalog;
    a catalog's wait is a floor, so the longer wins. Rubbish and negative values are ignored; 31 days is the most.
    `clock` gives the present as Unix seconds.
    """
    if verdict.advice is not Advice.BACKOFF and verdict.advice is not Advice.AFTER_WAIT:
        return None, None
    told, source = payload_delay, DelaySource.PAYLOAD
    if headers:
        from_headers = _header_delay(headers, verdict.category, clock)
        if from_headers is not None:
            told, source = from_headers, DelaySource.HEADER
    floor = verdict.delay
    if told is not None and (floor is None or told >= floor):
        return _whole(min(told, LONGEST_DELAY)), source
    return (floor, DelaySource.CATALOG) if floor is not None else (None, None)


def clock_of(now: float | None, headers: Mapping[str, str], clock: Callable[[], float]) -> Callable[[], float]:
    """Give the clock of one answer: `now` where the caller names it, else the `Date` header, else `clock`."""

    def read() -> float:
        sent = http_date(headers.get("date")) if now is None else now
        return sent if sent is not None else clock()

    return read


def take_delay(value: Any, unit: str, clock: Callable[[], float]) -> float | None:
    """Give the seconds that a field says, read as `seconds`, `ms`, `minutes`, `unix` (a moment) or `text`."""
    if unit == "text":
        return _delay_in_words(value[:4096]) if isinstance(value, str) else None
    number = _number(value)
    if number is None:
        return None
    match unit:
        case "unix":
            return _sane(number - clock())
        case "ms":
            return _sane(number / 1000)
        case "minutes":
            return _sane(number * 60)
        case _:
            return _sane(number)


def _delay_in_words(text: str) -> float | None:
    """Give the seconds of `in 30 seconds`, `after 5 min`, `for 1 hour`, `within 2 d`."""
    for found in _AMOUNT.finditer(text):
        if _BEFORE_AMOUNT.search(text, max(0, found.start() - 16), found.start()):
            unit = found[2].lower()
            return float(found[1]) * _UNITS[unit.removesuffix("s") if len(unit) > 2 else unit]
    return None


def _header_delay(headers: Mapping[str, str], category: Category, clock: Callable[[], float]) -> float | None:
    told = _retry_after(headers.get("retry-after"), clock)
    if told is None and category is Category.RATE_LIMIT:
        told = take_delay(headers.get("x-ratelimit-reset"), "unix", clock)
    return told if told is not None else _business_usage(headers.get("x-business-use-case-usage"))


def _retry_after(value: str | None, now: Callable[[], float]) -> float | None:
    if value is None:
        return None
    seconds = _sane(_number(value))
    if seconds is not None:
        return seconds
    moment = http_date(value)
    return _sane(moment - now()) if moment is not None else None


def _business_usage(value: str | None) -> float | None:
    """Give the longest `estimated_time_to_regain_access` (minutes) of Meta's usage header, in seconds."""
    if not value or len(value) > 65536:
        return None
    _, usage = read_json(value)
    entries = (
        [entry for uses in usage.values() if isinstance(uses, list) for entry in uses]
        if isinstance(usage, dict)
        else []
    )
    minutes = [_number(entry.get("estimated_time_to_regain_access")) for entry in entries if isinstance(entry, dict)]
    waits = [seconds for minute in minutes if minute and (seconds := _sane(minute * 60))]
    return max(waits, default=None)


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        number = (
            float(value)
            if not isinstance(value, str) or re.fullmatch(r"\s*-?[0-9]{1,15}(\.[0-9]{1,9})?\s*", value, re.ASCII)
            else math.nan
        )
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _sane(seconds: float | None) -> float | None:
    return seconds if seconds is not None and seconds >= 0 else None


def _whole(seconds: float) -> float:
    rounded = round(seconds, 3)
    return int(rounded) if rounded == int(rounded) else rounded
