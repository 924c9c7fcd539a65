"""The parts of an answer that are values of their own."""

from __future__ import annotations

from errnorm.model.facets import Advice, DelaySource, Help, KeyUse, MatchKind, Suppression
from errnorm.model.value import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from errnorm.model.facets import Evidence


class Retry(Value):
    """Whether and when the same payload, with nothing else changed, may be sent again.

    `retryable` is true only where the advice is to back off or wait and the message is surely not out.
    `delay` (seconds, from `delay_source`) comes before the first repeat; `backoff` (seconds) is the first of growing
    waits;
    `max_attempts` counts further tries worth making; `idempotency_key` says which key a repeat needs.
    """

    __slots__ = ("advice", "backoff", "delay", "delay_source", "idempotency_key", "max_attempts", "retryable")

    advice: Advice
    retryable: bool
    delay: float | None
    delay_source: DelaySource | None
    backoff: float | None
    max_attempts: int | None
    idempotency_key: KeyUse | None

    def __init__(
        self,
        advice: Advice,
        backoff: float | None = None,
        delay: float | None = None,
        delay_source: DelaySource | None = None,
        idempotency_key: KeyUse | None = None,
        max_attempts: int | None = None,
        retryable: bool = False,  # noqa: FBT001, FBT002 - the order is that of the slots, for pickle
    ) -> None:
        self._fill(advice, backoff, delay, delay_source, idempotency_key, max_attempts, retryable)


class Failover(Value):
    """Whether the same message through another vendor or another channel would help."""

    __slots__ = ("other_channel", "other_vendor")

    other_vendor: Help
    other_channel: Help

    def __init__(self, other_channel: Help, other_vendor: Help) -> None:
        self._fill(other_channel, other_vendor)


class Suppress(Value):
    """Advice about the address: for how long (`ttl`, seconds), after how many failures a day apart (`strikes`)."""

    __slots__ = ("advice", "strikes", "ttl")

    advice: Suppression
    ttl: float | None
    strikes: int | None

    def __init__(self, advice: Suppression, strikes: int | None = None, ttl: float | None = None) -> None:
        self._fill(advice, strikes, ttl)


class Match(Value):
    """What selected the verdict.

    `how` and the id of the `rule`, the `shape` that was recognised, the rule's `evidence` and `sources` (URLs),
    the `candidates` that lost or could not be told apart, the `overrides` that changed the rule's verdict and why,
    the `unknown_vendor` a caller named, and the `catalog_version`.
    """

    __slots__ = (
        "candidates",
        "catalog_version",
        "evidence",
        "how",
        "overrides",
        "rule",
        "shape",
        "sources",
        "unknown_vendor",
    )

    how: MatchKind
    rule: str | None
    shape: str | None
    evidence: Evidence | None
    sources: tuple[str, ...]
    candidates: tuple[str, ...]
    overrides: tuple[str, ...]
    unknown_vendor: str | None
    catalog_version: str | None

    def __init__(
        self,
        candidates: tuple[str, ...] = (),
        catalog_version: str | None = None,
        evidence: Evidence | None = None,
        how: MatchKind = MatchKind.UNKNOWN,
        overrides: tuple[str, ...] = (),
        rule: str | None = None,
        shape: str | None = None,
        sources: tuple[str, ...] = (),
        unknown_vendor: str | None = None,
    ) -> None:
        self._fill(candidates, catalog_version, evidence, how, overrides, rule, shape, sources, unknown_vendor)


class Detection(Value):
    """Which vendor a payload proves: its id, or `unknown` with the `candidates` that could not be told apart."""

    __slots__ = ("candidates", "vendor")

    vendor: str
    candidates: tuple[str, ...]

    def __init__(self, candidates: tuple[str, ...], vendor: str) -> None:
        self._fill(candidates, vendor)
