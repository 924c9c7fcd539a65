"""Everything a catalog says about one error, without the occurrence."""

from __future__ import annotations

from errnorm.model.advice import Failover, Match, Retry, Suppress
from errnorm.model.derived import alert, health, pause
from errnorm.model.facets import Acceptance, Advice, DelaySource, Phase
from errnorm.model.value import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from errnorm.model.codes import Action, Category, Code
    from errnorm.model.facets import Alert, Audience, Fault, Health, Help, KeyUse, Pause, Scope

WAITING = frozenset({Advice.BACKOFF, Advice.AFTER_WAIT})


class Verdict(Value):
    """What a rule says: built once, shared by all answers that it gives.

    `delay` and `backoff` are seconds. `acceptance` is none where it follows from the phase and the HTTP status;
    `decided` tells that the rule itself, and not the code's default, sets it. `coarse` marks a code that covers
    several causes.
    `phase` and `surface` say what the error concerns where the form it arrived in cannot tell.
    """

    __slots__ = (
        "acceptance",
        "action",
        "advice",
        "applies_to",
        "backoff",
        "category",
        "coarse",
        "code",
        "decided",
        "delay",
        "disputed",
        "fault",
        "http",
        "idempotency_key",
        "match",
        "max_attempts",
        "meaning",
        "other_channel",
        "other_vendor",
        "phase",
        "remediation",
        "scope",
        "suppress",
        "surface",
        "title",
        "vendor",
        "vendor_title",
    )

    acceptance: Acceptance | None
    action: Action
    advice: Advice
    applies_to: Audience
    backoff: float | None
    category: Category
    coarse: bool
    code: Code
    decided: bool
    delay: float | None
    disputed: str | None
    fault: Fault
    http: int
    idempotency_key: KeyUse | None
    match: Match
    max_attempts: int | None
    meaning: str | None
    other_channel: Help
    other_vendor: Help
    phase: Phase | None
    remediation: str
    scope: Scope
    suppress: Suppress
    surface: str | None
    title: str
    vendor: str
    vendor_title: str | None

    def __init__(self, *parts: Any) -> None:
        self._fill(*parts)

    @classmethod
    def of(cls, **parts: Any) -> Verdict:
        """Give the verdict with these parts; an absent part is none."""
        return cls(*[parts.get(name) for name in cls.__slots__])

    def with_(self, **parts: Any) -> Verdict:
        """Give the same verdict with these parts otherwise."""
        return Verdict(*[parts[name] if name in parts else getattr(self, name) for name in self.__slots__])

    @property
    def retry(self) -> Retry:
        """Whether and when to repeat, as far as the catalog alone can say."""
        source = DelaySource.CATALOG if self.delay is not None else None
        retryable = self.advice in WAITING and self.acceptance is not Acceptance.UNKNOWN
        return Retry(self.advice, self.backoff, self.delay, source, self.idempotency_key, self.max_attempts, retryable)

    @property
    def failover(self) -> Failover:
        """Whether another vendor or channel would help."""
        return Failover(self.other_channel, self.other_vendor)

    @property
    def pause(self) -> Pause:
        """Whether to stop the scope."""
        return pause(self.scope, self.phase, self.surface)

    @property
    def health(self) -> Health:
        """What the failure counts against."""
        return health(self.category, self.scope)

    @property
    def alert(self) -> Alert:
        """Whom to tell."""
        return alert(self.category)

    def to_dict(self) -> dict[str, Any]:
        """Give the verdict as JSON-ready data."""
        from errnorm.model.serial import plain

        nested = {name: plain(getattr(self, name)) for name in ("failover", "match", "retry", "suppress")}
        hidden = {
            "advice",
            "backoff",
            "coarse",
            "decided",
            "delay",
            "http",
            "idempotency_key",
            "max_attempts",
            "other_channel",
            "other_vendor",
        }
        flat = {name: plain(getattr(self, name)) for name in self.__slots__ if name not in hidden}
        derived = {name: plain(getattr(self, name)) for name in ("alert", "health", "pause")}
        return dict(sorted({**flat, **nested, **derived}.items()))
