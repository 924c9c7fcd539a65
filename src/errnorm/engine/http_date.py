"""Moments as HTTP headers write them."""

from __future__ import annotations

import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CLOCK = r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})"
_MONTH = r"(?P<month>[A-Za-z]{3})"
_FORMS = (
    re.compile(
        rf"\s*(?:[A-Za-z]{{3,9}},?\s*)?(?P<day>[0-9]{{1,2}})[ -]{_MONTH}[ -](?P<year>[12][0-9]{{3}}|[0-9]{{2}})\s+"
        rf"{_CLOCK}(?:\s+(?:GMT|UTC?|Z|(?P<zone>[+-][0-9]{{4}})))?\s*",
        re.ASCII | re.IGNORECASE,
    ),
    re.compile(
        rf"\s*[A-Za-z]{{3}}\s+{_MONTH}\s+(?P<day>[0-9]{{1,2}})\s+{_CLOCK}\s+(?P<year>[12][0-9]{{3}})(?P<zone>)\s*",
        re.ASCII,
    ),
)


def http_date(value: str | None) -> float | None:
    """Give the Unix seconds of a date in one of the three forms of RFC 9110, or none; without a zone it is UTC.

    >>> http_date("Sun, 22 Nov 2026 00:00:00 GMT"), http_date("Sun Nov 22 00:00:00 2026"), http_date("tomorrow")
    (1795305600.0, 1795305600.0, None)
    """
    if not value or len(value) > 64:
        return None
    found = next(filter(None, (form.fullmatch(value) for form in _FORMS)), None)
    if found is None or found["month"].lower() not in _MONTHS:
        return None
    from datetime import UTC, datetime

    year, zone = int(found["year"]), found["zone"] or "+0000"
    if year < 100:
        year += 1900 if year > 68 else 2000
    month = _MONTHS.index(found["month"].lower()) + 1
    try:
        day, hour, minute, second = (int(found[name]) for name in ("day", "hour", "minute", "second"))
        moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC).timestamp()
    except ValueError:
        return None
    ahead = int(zone[1:3]) * 3600 + int(zone[3:]) * 60
    return moment + ahead if zone[0] == "-" else moment - ahead
