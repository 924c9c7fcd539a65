"""The answer to one payload."""

from __future__ import annotations

from errnorm.model.acceptance import BY_RULE, acceptance_of
from errnorm.model.advice import Failover, Match, Retry
from errnorm.model.derived import alert, health, pause
from errnorm.model.facets import Acceptance, Help, KeyUse, Pause
from errnorm.model.value import Value
from errnorm.model.verdict import WAITING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from errnorm.model.advice import Suppress
    from errnorm.model.codes import Action, Category, Code
    from errnorm.model.facets import Alert, Audience, Fault, Health, Phase, Scope
    from errnorm.model.verdict import Verdict

FACTS = (
    "vendor",
    "vendor_code",
    "vendor_subcode",
    "phase",
    "surface",
    "http_status",
    "detail",
    "request_id",
    "message_id",
    "field",
    "docs_url",
    "acceptance",
    "delay",
    "delay_source",
    "upstream",
    "shape",
    "how",
    "candidates",
    "unknown_vendor",
    "verdict",
    "raw",
)
_new = object.__new__


class NormalizedError(Value):
    """One answer: what happened, whether and when to repeat, what to do, who has to act, what to pause.

    Made by `errnorm.normalize`. Immutable, hashable, picklable. `raw` is the input as it was given; it takes no part in
    equality, hash, pickle, `repr` or `to_dict`. `repr` shows no free text of the vendor, and `vendor_code` only where
    a rule knows it.
    """

    __slots__ = ("_facts",)

    _facts: tuple[Any, ...]

    def __init__(self) -> None:
        raise TypeError("answers come from errnorm.normalize or NormalizedError.from_dict")

    @property
    def verdict(self) -> Verdict:
        """What the catalogs say about such an error, without the occurrence."""
        return self._facts[19]  # type: ignore[no-any-return]

    @property
    def raw(self) -> Any:
        """The input as it was given."""
        return self._facts[20]

    @property
    def code(self) -> Code:
        """The canonical code."""
        return self.verdict.code

    @property
    def category(self) -> Category:
        """The class of the code."""
        return self.verdict.category

    @property
    def title(self) -> str:
        """One constant sentence for the code."""
        return self.verdict.title

    @property
    def is_error(self) -> bool:
        """Whether the payload reports an error at all."""
        return str(self.verdict.code) != "no_error"

    @property
    def action(self) -> Action:
        """What to do next."""
        return self.verdict.action

    @property
    def remediation(self) -> str:
        """What to do next, as one imperative sentence."""
        return self.verdict.remediation

    @property
    def scope(self) -> Scope:
        """What is affected."""
        return self.verdict.scope

    @property
    def fault(self) -> Fault:
        """Who has to act."""
        return self.verdict.fault

    @property
    def suppress(self) -> Suppress:
        """Advice about the address."""
        return self.verdict.suppress

    @property
    def applies_to(self) -> Audience:
        """Which class of message is refused."""
        return self.verdict.applies_to

    @property
    def vendor(self) -> str:
        """The vendor the caller talks to, or `unknown`."""
        return self._facts[0]  # type: ignore[no-any-return]

    @property
    def vendor_code(self) -> str | None:
        """The vendor's code as received, always text."""
        return self._facts[1]  # type: ignore[no-any-return]

    @property
    def vendor_subcode(self) -> str | None:
        """The vendor's second code, always text."""
        return self._facts[2]  # type: ignore[no-any-return]

    @property
    def phase(self) -> Phase | None:
        """Where in the message's life the payload arrived: the rule's word, else the shape's, else the caller's."""
        return self.verdict.phase or self._facts[3]

    @property
    def surface(self) -> str | None:
        """The vendor's own product or endpoint family."""
        return self._facts[4] or self.verdict.surface

    @property
    def http_status(self) -> int | None:
        """The HTTP status of the response."""
        return self._facts[5]  # type: ignore[no-any-return]

    @property
    def detail(self) -> str | None:
        """The vendor's own words, 4,096 characters at most; they may hold personal data."""
        return self._facts[6]  # type: ignore[no-any-return]

    @property
    def request_id(self) -> str | None:
        """The vendor's id of the request."""
        return self._facts[7]  # type: ignore[no-any-return]

    @property
    def message_id(self) -> str | None:
        """The vendor's id of the message."""
        return self._facts[8]  # type: ignore[no-any-return]

    @property
    def field(self) -> str | None:
        """The field of the request that the vendor names."""
        return self._facts[9]  # type: ignore[no-any-return]

    @property
    def docs_url(self) -> str | None:
        """The page the vendor points to."""
        return self._facts[10]  # type: ignore[no-any-return]

    @property
    def acceptance(self) -> Acceptance:
        """Whether the message may already be out."""
        facts = self._facts
        return facts[11] or acceptance_of(facts[19], self.phase, facts[5])

    @property
    def upstream(self) -> NormalizedError | None:
        """The error of the platform behind the vendor."""
        return self._facts[14]  # type: ignore[no-any-return]

    @property
    def retry(self) -> Retry:
        """Whether and when the same payload may be sent again."""
        verdict, facts = self.verdict, self._facts
        unsure = self.acceptance is Acceptance.UNKNOWN
        key = KeyUse.REUSE if unsure else verdict.idempotency_key
        retryable = verdict.advice in WAITING and not unsure
        return Retry(verdict.advice, verdict.backoff, facts[12], facts[13], key, verdict.max_attempts, retryable)

    @property
    def failover(self) -> Failover:
        """Whether another vendor or channel would help; where the message may be out, a yes is unknown."""
        verdict = self.verdict
        if self.acceptance is not Acceptance.UNKNOWN:
            return verdict.failover
        return Failover(
            *[Help.UNKNOWN if help_ is Help.YES else help_ for help_ in (verdict.other_channel, verdict.other_vendor)]
        )

    @property
    def match(self) -> Match:
        """What selected the verdict."""
        facts, base = self._facts, self.verdict.match
        return Match(
            tuple(rival for rival in facts[17] if rival != base.rule) or base.candidates,
            base.catalog_version,
            base.evidence,
            facts[16] or base.how,
            base.overrides,
            base.rule,
            facts[15],
            base.sources,
            facts[18],
        )

    @property
    def pause(self) -> Pause:
        """Whether to stop the scope."""
        return pause(self.verdict.scope, self.phase, self.surface)

    @property
    def counts_as_attempt(self) -> bool:
        """Whether this failure uses up one of the message's attempts; not where sending is to be paused anyway."""
        return self.pause is not Pause.NOW

    @property
    def health(self) -> Health:
        """What the failure counts against."""
        return health(self.verdict.category, self.verdict.scope)

    @property
    def alert(self) -> Alert:
        """Whom to tell."""
        return alert(self.verdict.category)

    def to_dict(self) -> dict[str, Any]:
        """Give the answer as JSON-ready data, without `raw`; `from_dict` reads it back."""
        from errnorm.model.serial import to_dict

        return to_dict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> NormalizedError:
        """Give the answer that `to_dict` wrote. Raises `KeyError` where a required part is absent."""
        from errnorm.model.serial import from_dict

        return from_dict(data)

    def problem(self, *, instance: str | None = None) -> dict[str, Any]:
        """Give an RFC 9457 problem without the vendor's words; `status` is the gateway's towards its own client."""
        from errnorm.model.serial import to_problem

        return to_problem(self, instance)

    def __eq__(self, other: object) -> bool:
        return self.to_dict() == other.to_dict() if isinstance(other, NormalizedError) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.code, self.vendor, self.vendor_code, self.message_id, self.request_id))

    def __repr__(self) -> str:
        known = self.match.how in BY_RULE
        code = f", vendor_code={self.vendor_code!r}" if known and self.vendor_code is not None else ""
        said = f"code={str(self.code)!r}, retry={str(self.verdict.advice)!r}, action={str(self.action)!r}"
        return f"NormalizedError({said}, vendor={self.vendor!r}{code})"

    def __reduce__(self) -> tuple[Any, ...]:
        from errnorm.model.serial import restore

        return restore, (self.to_dict(), self.verdict.http)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> Any:
        from errnorm.model.serial import pydantic_schema

        return pydantic_schema()

    @classmethod
    def __get_pydantic_json_schema__(cls, _core: Any, _handler: Any) -> dict[str, Any]:
        from errnorm.model.json_schema import answer_schema

        return answer_schema(without=("detail",))


_put_facts = NormalizedError.__dict__["_facts"].__set__


def build_answer(facts: tuple[Any, ...]) -> NormalizedError:
    """Give the answer of these facts, in the order of `FACTS`."""
    answer = _new(NormalizedError)
    _put_facts(answer, facts)
    return answer
