"""Answers as the rows of the table and as lines of JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from errnorm.cli.envelope import envelope_of
from errnorm.cli.words import NOTHING, code_words, out_words, retry_words, safe

if TYPE_CHECKING:
    from errnorm import Advice, NormalizedError, Normalizer
    from errnorm.cli.source import Document


@dataclass(frozen=True, slots=True)
class Row:
    """One error as people read it; `advice` decides the colour."""

    file: str
    line: str
    vendor: str
    vendor_code: str
    code: str
    retry: str
    action: str
    fault: str
    out: str
    detail: str
    advice: Advice


@dataclass(frozen=True, slots=True)
class Found:
    """One answer and the document it was given for."""

    document: Document
    answer: NormalizedError


def answers_to(document: Document, asked: Normalizer, http_status: int | None) -> tuple[NormalizedError, ...]:
    """Give an answer for each error of a document, or `no_error`; what an envelope tells comes before `http_status`."""
    payload, beside = _question(document.value, http_status)
    return asked.normalize_all(payload, **beside) or (asked.normalize(payload, **beside),)


def errors_in(value: Any, asked: Normalizer, http_status: int | None) -> tuple[NormalizedError, ...]:
    """Give an answer for each error of what a document holds; none where the vendor reports success."""
    payload, beside = _question(value, http_status)
    return asked.normalize_all(payload, **beside)


def _question(value: Any, http_status: int | None) -> tuple[Any, dict[str, Any]]:
    envelope = envelope_of(value)
    status = http_status if envelope.http_status is None else envelope.http_status
    return envelope.payload, {"vendor": envelope.vendor, "http_status": status, "headers": envelope.headers}


def row_of(found: Found) -> Row:
    """Give the row for one answer; what a success has no use for is left out."""
    document, answer = found.document, found.answer
    cells = (retry_words(answer.retry, answer.acceptance), str(answer.action), str(answer.fault))
    retry, action, fault = cells if answer.is_error else (NOTHING,) * 3
    return Row(
        file=safe(document.file),
        line=str(document.line),
        vendor=safe(answer.vendor),
        vendor_code=code_words(answer),
        code=safe(answer.code),
        retry=retry,
        action=action,
        fault=fault,
        out=out_words(answer.acceptance),
        detail=safe(answer.detail or NOTHING),
        advice=answer.retry.advice,
    )


def json_line(found: Found, *, show_detail: bool) -> str:
    """Give the answer as a line of JSON that names its file and line first."""
    place = {"file": found.document.file, "line": found.document.line}
    return json.dumps({**place, **shown(found.answer.to_dict(), show_detail=show_detail)})


def shown(data: dict[str, Any], *, show_detail: bool) -> dict[str, Any]:
    """Give what `to_dict` wrote, without the vendor's own words unless they are wanted."""
    if show_detail:
        return data
    upstream = data["upstream"]
    kept = {name: value for name, value in data.items() if name != "detail"}
    return {**kept, "upstream": shown(upstream, show_detail=False) if upstream else None}
