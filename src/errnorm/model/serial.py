"""Answers as plain data, and back."""

from __future__ import annotations

from errnorm.model.advice import Match, Suppress
from errnorm.model.answer import FACTS, NormalizedError, build_answer
from errnorm.model.codes import Action, Category, Code
from errnorm.model.facets import (
    Acceptance,
    Advice,
    Audience,
    DelaySource,
    Evidence,
    Fault,
    Help,
    KeyUse,
    MatchKind,
    Phase,
    Scope,
    Suppression,
)
from errnorm.model.value import Value
from errnorm.model.verdict import Verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_FLAT = (
    "acceptance",
    "action",
    "alert",
    "applies_to",
    "category",
    "code",
    "counts_as_attempt",
    "detail",
    "docs_url",
    "fault",
    "field",
    "health",
    "http_status",
    "message_id",
    "pause",
    "phase",
    "remediation",
    "request_id",
    "scope",
    "surface",
    "title",
    "vendor",
    "vendor_code",
    "vendor_subcode",
)
_BAD_GATEWAY = 502
_NESTED = ("failover", "match", "retry", "suppress", "upstream")
_PROBLEM = ("category", "action", "scope", "fault", "acceptance", "vendor", "phase")


def plain(value: Any) -> Any:
    """Give a value as JSON-ready data."""
    if isinstance(value, NormalizedError):
        return to_dict(value)
    if isinstance(value, Value):
        return {name: plain(getattr(value, name)) for name in value.__slots__}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return str(value) if isinstance(value, str) else value


def to_dict(answer: NormalizedError) -> dict[str, Any]:
    """Give an answer as JSON-ready data with sorted keys; absent parts are none."""
    return {name: plain(getattr(answer, name)) for name in sorted((*_FLAT, *_NESTED))}


def from_dict(data: dict[str, Any]) -> NormalizedError:
    """Give the answer that `to_dict` wrote. Raises `KeyError` where a required part is absent."""
    return restore(data, _BAD_GATEWAY)


def restore(data: dict[str, Any], http: int) -> NormalizedError:
    """Give the answer that `to_dict` wrote, with the status it has as a problem."""
    verdict, retry, match = _verdict(data, http), data["retry"], data["match"]
    facts = {
        **{name: data.get(name) for name in FACTS},
        "acceptance": Acceptance(data["acceptance"]),
        "delay": retry["delay"],
        "delay_source": _or_none(DelaySource, retry["delay_source"]),
        "phase": verdict.phase,
        "upstream": from_dict(data["upstream"]) if data.get("upstream") else None,
        "shape": match["shape"],
        "how": None,
        "candidates": tuple(match["candidates"]),
        "unknown_vendor": match["unknown_vendor"],
        "verdict": verdict,
        "raw": None,
    }
    return build_answer(tuple(facts[name] for name in FACTS))


def _verdict(data: dict[str, Any], http: int) -> Verdict:
    retry, failover = data["retry"], data["failover"]
    return Verdict.of(
        action=Action(data["action"]),
        advice=Advice(retry["advice"]),
        applies_to=Audience(data["applies_to"]),
        backoff=retry["backoff"],
        category=Category(data["category"]),
        coarse=False,
        code=Code(data["code"]),
        decided=False,
        fault=Fault(data["fault"]),
        http=http,
        idempotency_key=_or_none(KeyUse, retry["idempotency_key"]),
        match=_match(data["match"]),
        max_attempts=retry["max_attempts"],
        other_channel=Help(failover["other_channel"]),
        other_vendor=Help(failover["other_vendor"]),
        phase=_or_none(Phase, data["phase"]),
        remediation=data["remediation"],
        scope=Scope(data["scope"]),
        suppress=_suppress(data["suppress"]),
        surface=data["surface"],
        title=data["title"],
        vendor=data["vendor"],
    )


def _or_none(kind: Any, value: Any) -> Any:
    return None if value is None else kind(value)


def _match(data: dict[str, Any]) -> Match:
    return Match(
        tuple(data["candidates"]),
        data["catalog_version"],
        _or_none(Evidence, data["evidence"]),
        MatchKind(data["how"]),
        tuple(data["overrides"]),
        data["rule"],
        data["shape"],
        tuple(data["sources"]),
        data["unknown_vendor"],
    )


def _suppress(data: dict[str, Any]) -> Suppress:
    return Suppress(Suppression(data["advice"]), data["strikes"], data["ttl"])


def to_problem(answer: NormalizedError, instance: str | None) -> dict[str, Any]:
    """Give an answer as an RFC 9457 problem; `vendor_code` only where a rule knows it."""
    problem: dict[str, Any] = {
        "type": f"urn:errnorm:{answer.code}",
        "title": answer.title,
        "status": answer.verdict.http,
        "detail": answer.remediation,
        "code": str(answer.code),
        **{name: plain(getattr(answer, name)) for name in _PROBLEM},
        "retry": plain(answer.retry),
    }
    if (
        answer.match.rule
        and answer.vendor_code is not None
        and not answer.match.rule.startswith(("http/", "transport/"))
    ):
        problem["vendor_code"] = answer.vendor_code
    return {**problem, "instance": instance} if instance is not None else problem


def pydantic_schema() -> Any:
    """Give how pydantic takes an answer (itself, or what `to_dict` wrote) and gives it out (without `detail`)."""
    from pydantic_core import core_schema

    def take(value: Any) -> NormalizedError:
        return value if isinstance(value, NormalizedError) else from_dict(value)

    def give(value: NormalizedError) -> dict[str, Any]:
        return _without_detail(to_dict(value))

    return core_schema.no_info_plain_validator_function(
        take, serialization=core_schema.plain_serializer_function_ser_schema(give)
    )


def _without_detail(data: dict[str, Any]) -> dict[str, Any]:
    upstream = data["upstream"]
    kept = {name: value for name, value in data.items() if name != "detail"}
    return {**kept, "upstream": _without_detail(upstream) if upstream else None}
