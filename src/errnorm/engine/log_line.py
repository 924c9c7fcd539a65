"""What the wording of a log line gives away."""

from __future__ import annotations

import re

from errnorm.engine.text import LONGEST_TEXT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_HASH = re.compile(r"\(#([0-9]{1,10})\)")
_WORDED_CODES = (
    re.compile(r"\((?:[A-Za-z]+ )?(?:error|code):? ([0-9]{1,7})\)", re.IGNORECASE | re.ASCII),
    re.compile(r"\[HTTP [1-5][0-9]{2}\] ([0-9]{1,7}) :|\bHTTP ERROR [1-5][0-9]{2}: ([0-9]{1,7}):", re.ASCII),
    re.compile(
        r"""["']?\b(?<!status )(?:error_?code|code|err)\b["']?\s*[:=]\s*["']?([A-Za-z0-9_.-]{1,64})""",
        re.IGNORECASE | re.ASCII,
    ),
    re.compile(r"(?<![A-Za-z])error(?:[ _]?code)?[ #:=]{1,2}([0-9]{1,7})\b", re.IGNORECASE | re.ASCII),
    re.compile(
        r"(?<![A-Za-z])(?:failed|undelivered|undeliverable|rejected)[ #:(]{1,2}([0-9]{5,7})\b", re.IGNORECASE | re.ASCII
    ),
    re.compile(r"\A[A-Za-z]{3,20}: ([0-9]{1,7}): ", re.ASCII),
    re.compile(r"\A[\[(\"']?([0-9]{1,7})(?:[:,\]]|\s|\Z)", re.ASCII),
    re.compile(r"\s[-\u2013\u2014]\s([0-9]{1,7})\s*\Z", re.ASCII),
)
_SIP = re.compile(r"SIP/2\.0 ([3-6][0-9]{2})\b", re.ASCII)
_SUBCODE = re.compile(r"""\b(?:error_)?subcode\b["']?\s*[:=]\s*["']?([0-9]{1,10})""", re.IGNORECASE | re.ASCII)
_STATUS = re.compile(
    r"\bHTTP ?(?:Error(?: code)?|/[0-9.]+)?[ :]{1,2}([1-5][0-9]{2})\b"
    r"|\bstatus(?:[ _]?code)?\]?[ =:]{1,2}([1-5][0-9]{2})\b"
    r"|resulted in an? `([1-5][0-9]{2}) "
    r"|\b([45][0-9]{2}) (?:Bad Request|Unauthorized|Payment Required|Forbidden|Not Found|Conflict|Unprocessable Entity"
    r"|Too Many Requests|Internal Server Error|Bad Gateway|Service Unavailable)\b"
    r"|\b([1-5][0-9]{2}) (?:Client|Server) Error\b|\b(?:Client|Server) error '([1-5][0-9]{2})\b"
    r"|(?:\A|ClientResponseError: )([1-5][0-9]{2}), message='"
    r"|<title>(?:[^<]{0,80}[|:-] *|Error *)?([1-5][0-9]{2})\b|\Aerror code: ([45][0-9]{2})\Z",
    re.IGNORECASE | re.ASCII,
)


def is_log(tree: Any) -> bool:
    """Say whether a tree is only a text and what its wording gives away."""
    return isinstance(tree, dict) and tree.keys() == {"log"} and isinstance(tree["log"], dict) and "text" in tree["log"]


def as_log(text: str) -> list[Any]:
    """Give the one tree of a text: itself, and what its wording gives away."""
    line = text[:LONGEST_TEXT]
    log: dict[str, Any] = {"text": line}
    if found := _HASH.search(line):
        log["hash"] = found[1]
    if code := next(
        (match[match.lastindex or 0] for pattern in _WORDED_CODES if (match := pattern.search(line))), None
    ):
        log["code"] = code.rstrip(".-")
    if found := _SIP.match(line):
        log["sip"] = found[1]
    if found := _SUBCODE.search(line):
        log["subcode"] = found[1]
    if found := _STATUS.search(line):
        log["http_status"] = next(group for group in found.groups() if group)
        if log.get("code") == log["http_status"]:
            del log["code"]
    return [{"log": log}]
