"""What a bare code means, as tables for programs that need no shapes: slim JSON, and rows for SQL."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from errnorm.model.verdict import Verdict
    from errnorm.normalizer import Normalizer

_RETRY = ("delay", "backoff", "max_attempts", "idempotency_key")
_FLAT = ("acceptance", "action", "alert", "applies_to", "category", "code", "fault", "health", "pause", "scope")
COLUMNS = (
    "vendor",
    "vendor_code",
    "surface",
    "vendor_title",
    "code",
    "category",
    "retry",
    "delay_seconds",
    "backoff_seconds",
    "max_attempts",
    "idempotency_key",
    "action",
    "acceptance",
    "scope",
    "pause",
    "fault",
    "alert",
    "health",
    "other_vendor",
    "other_channel",
    "suppress",
    "suppress_ttl_seconds",
    "suppress_strikes",
    "applies_to",
    "match",
    "evidence",
    "rule",
    "candidates",
    "meaning",
    "remediation",
    "source",
)


class Entry:
    """What one code of a vendor means; `surface` is told where the vendor reuses the number between products."""

    __slots__ = ("code", "surface", "vendor", "verdict")

    def __init__(self, vendor: str, code: str, surface: str | None, verdict: Verdict) -> None:
        self.vendor = vendor
        self.code = code
        self.surface = surface
        self.verdict = verdict

    @property
    def key(self) -> str:
        """`vendor:code`, or `vendor:code@surface`."""
        return f"{self.vendor}:{self.code}" + (f"@{self.surface}" if self.surface else "")


def entries(normalizer: Normalizer) -> Iterator[Entry]:
    """Give every exact code of every vendor as `lookup` answers it, and again for each surface it is bound to."""
    for name in normalizer.vendors():
        for code, rules in sorted(normalizer.tables.vendors[name].rules.by_code.items()):
            yield Entry(name, code, None, normalizer.lookup(name, code))
            for surface in sorted({rule.surface for rule in rules if rule.surface}):
                yield Entry(name, code, surface, normalizer.lookup(name, code, surface=surface))


def lookup_table(normalizer: Normalizer) -> dict[str, Any]:
    """Give the slim table: each distinct verdict once, and for each key the place of its verdict.

    The places count from 0; `titles` has a sentence for each canonical code.
    """
    verdicts: list[dict[str, Any]] = []
    places: dict[str, int] = {}
    codes: dict[str, int] = {}
    for entry in entries(normalizer):
        said = _slim(entry.verdict)
        place = places.setdefault(repr(said), len(verdicts))
        if place == len(verdicts):
            verdicts.append(said)
        codes[entry.key] = place
    index = normalizer.tables.index
    titles = {name: code["summary"] for name, code in index["vocabulary"]["codes"].items()}
    version = {"schema_version": index["schema_version"], "catalog_version": index["catalog_version"]}
    return {**version, "titles": titles, "verdicts": verdicts, "codes": codes}


def _slim(verdict: Verdict) -> dict[str, Any]:
    retry = {"retry": str(verdict.advice), **{name: getattr(verdict, name) for name in _RETRY}}
    suppress = {
        "suppress": str(verdict.suppress.advice),
        "suppress_ttl": verdict.suppress.ttl,
        "suppress_strikes": verdict.suppress.strikes,
    }
    failover = {"other_vendor": verdict.other_vendor, "other_channel": verdict.other_channel}
    flat = {name: getattr(verdict, name) for name in _FLAT}
    said = {**flat, **retry, **suppress, **failover, "match": verdict.match.how}
    return {
        name: str(value) if isinstance(value, str) else value
        for name, value in sorted(said.items())
        if value is not None
    }


def table_csv(normalizer: Normalizer) -> str:
    """Give one row for each entry, RFC 4180 with line feeds; an empty cell is "nothing told"."""
    text = io.StringIO()
    rows = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    rows.writeheader()
    for entry in entries(normalizer):
        rows.writerow(_row(entry))
    return text.getvalue()


def _row(entry: Entry) -> Mapping[str, Any]:
    verdict, slim = entry.verdict, _slim(entry.verdict)
    renamed = {
        "delay_seconds": slim.get("delay"),
        "backoff_seconds": slim.get("backoff"),
        "suppress_ttl_seconds": slim.get("suppress_ttl"),
    }
    told = {
        "vendor": entry.vendor,
        "vendor_code": entry.code,
        "surface": entry.surface,
        "vendor_title": verdict.vendor_title,
        "evidence": verdict.match.evidence,
        "rule": verdict.match.rule,
        "candidates": " ".join(verdict.match.candidates),
        "meaning": verdict.meaning,
        "remediation": verdict.remediation,
        "source": " ".join(verdict.match.sources),
    }
    row = {**{name: value for name, value in slim.items() if name in COLUMNS}, **renamed, **told}
    return {name: "" if value is None else value for name, value in row.items()}
