"""The entry points: any payload, a bare code, or a question about the vendor, over one catalog set."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import chain

from errnorm.engine.answering import (
    Asked,
    answer_ambiguous,
    answer_fallback,
    answer_item,
    answer_success,
    is_refuted,
    once,
    words_of,
)
from errnorm.engine.fallback import by_status
from errnorm.engine.holding import NO_HEADERS, status_of
from errnorm.engine.log_line import is_log
from errnorm.engine.receive import receive
from errnorm.engine.recognise import Recogniser, only_error, raising_vendor, speaking_vendor
from errnorm.engine.rules import Case
from errnorm.engine.text import code_text
from errnorm.model.acceptance import BY_RULE
from errnorm.model.advice import Detection
from errnorm.model.codes import Code
from errnorm.model.facets import MatchKind, Phase
from errnorm.store import shipped_tables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from errnorm.engine.receive import Received
    from errnorm.engine.recognise import Sighting
    from errnorm.engine.tables import Tables, Vendor
    from errnorm.model.answer import NormalizedError
    from errnorm.model.verdict import Verdict

_FIRST_PHASES = frozenset({Phase.REQUEST, Phase.DELIVERY, None})
_MOST_ERRORS = 1000


class UnknownVendor(LookupError):  # noqa: N818 - the name callers catch
    """No catalog has this vendor id, or several claim it; `nearest` holds the id or ids most like `vendor`."""

    def __init__(self, vendor: str, known: Sequence[str], claiming: Sequence[str] = ()) -> None:
        from difflib import get_close_matches

        self.vendor = vendor
        self.nearest = tuple(claiming) or tuple(get_close_matches(str(vendor).lower(), known, n=1, cutoff=0.5))
        self.known = tuple(known)
        super().__init__(vendor, known, claiming)

    def __str__(self) -> str:
        hint = (
            f"did you mean {' or '.join(map(repr, self.nearest))}?"
            if self.nearest
            else f"known: {', '.join(self.known)}"
        )
        return f"no catalog for vendor {self.vendor!r}; {hint}"


class Normalizer:
    """Answers from one catalog set; immutable, and safe to share between threads.

    `clock` gives the present as Unix seconds; it is asked only where a wait depends on it.
    `vendor` is the hint for every call that gives none. Raises `UnknownVendor` for a vendor nobody has.
    """

    __slots__ = ("_clock", "_tables", "_vendor")

    def __init__(
        self, *, vendor: str | None = None, clock: Callable[[], float] = time.time, tables: Tables | None = None
    ) -> None:
        self._tables = tables
        self._clock = clock
        self._vendor = self._known_vendor(vendor).id if vendor is not None else None

    @property
    def tables(self) -> Tables:
        """The compiled catalog set, read when it is first needed."""
        if self._tables is None:
            self._tables = shipped_tables()
        return self._tables

    def normalize(
        self,
        payload: Any,
        *,
        vendor: str | None = None,
        http_status: int | None = None,
        headers: Mapping[str, str] | None = None,
        phase: str | None = None,
        surface: str | None = None,
        now: float | None = None,
    ) -> NormalizedError:
        """Give one answer to any payload; never raises, never changes the payload.

        `payload` is a parsed body, text or bytes of any form, a response or an exception. `vendor` is the id of the
        vendor the caller talks to; without it the vendor is found where the form proves one. `now` is Unix seconds.
        Of several errors the first counts, requests and receipts before what is about inbound or management;
        `no_error` where the vendor reports success.

        >>> body = {"error": {"message": "(#131049) Not delivered", "type": "OAuthException", "code": 131049}}
        >>> answer = Normalizer().normalize(body)
        >>> str(answer.code), str(answer.retry.advice), answer.retry.delay, str(answer.suppress.advice)
        ('marketing_capped', 'after_wait', 86400, 'none')
        """
        name = self._vendor if vendor is None else vendor
        if type(payload) is dict and not headers and (name is None or type(name) is str):
            # A parsed body that is one error in one known form is by far the most common: it takes the shortest way.
            tables = self._tables or self.tables
            hint, shapes = tables.asked.get(name) or tables.first_asked(str(name))
            only = only_error(shapes.fitting(payload, NO_HEADERS), payload)
            if only is not None:
                shape, item, around = only
                asked: Asked = (payload, _phase(phase) if phase else None, surface, now, self._clock, None)
                status = None if http_status is None else status_of(http_status)
                speaker = hint or tables.vendors[shape.vendor]
                answer = answer_item(tables, speaker, shape, item, around, NO_HEADERS, status, asked)
                if answer.verdict.code is not Code.NO_ERROR:
                    return answer
        sighting, received, asked = self._look(payload, vendor, http_status, headers, phase, surface, now)
        if sighting is None:
            return self._fall_back(vendor, received, asked)
        answers = self._answers(sighting, received, asked)
        return answers[0] if answers else answer_success(self.tables, sighting, received, asked)

    def normalize_all(
        self,
        payload: Any,
        *,
        vendor: str | None = None,
        http_status: int | None = None,
        headers: Mapping[str, str] | None = None,
        phase: str | None = None,
        surface: str | None = None,
        now: float | None = None,
    ) -> tuple[NormalizedError, ...]:
        """Give one answer for each error in the payload; empty where the vendor reports success or an interim state.

        The arguments are those of `normalize`. The same error twice in one payload counts once; 1,000 errors at most.
        """
        sighting, received, asked = self._look(payload, vendor, http_status, headers, phase, surface, now)
        if sighting is None:
            return (self._fall_back(vendor, received, asked),)
        if is_refuted(sighting, received):
            return (answer_success(self.tables, sighting, received, asked),)
        return self._answers(sighting, received, asked)

    def lookup(
        self,
        vendor: str,
        code: str | int,
        *,
        subcode: str | int | None = None,
        phase: str | None = None,
        surface: str | None = None,
        http_status: int | None = None,
        text: str | None = None,
    ) -> Verdict:
        """Give what the catalogs say about a bare code; what is not told matches anything. Raises `UnknownVendor`.

        Where only rules for several surfaces, phases or texts fit, the verdict is `unknown`, match `ambiguous`, with
        the
        candidates and the facets on which they agree.
        """
        words = (lambda: text) if text else None
        case = Case(code_text(code), code_text(subcode), None, _phase(phase), surface, http_status, words)
        chosen = self._known_vendor(vendor)
        passed = [row["vendor"] for shape in chosen.shapes for row in shape.passthrough]
        for name in dict.fromkeys([chosen.id, *passed]):
            found = self._look_up_in(self.tables.vendors[name], case) if name in self.tables.vendors else None
            if found is not None:
                return found if name == chosen.id else self.tables.vocabulary.rebased(found)
        found = by_status(self.tables, http_status) or self.tables.vocabulary.plain("unknown", MatchKind.UNKNOWN)
        return found.with_(vendor=chosen.id)

    def detect(self, payload: Any, headers: Mapping[str, str] | None = None) -> Detection:
        """Give the vendor whose form the payload has, or `unknown` with the candidates."""
        sighting, _, _ = self._look(payload, None, None, headers, None, None, None)
        seen = sighting.vendors() if sighting is not None else ()
        return Detection((), seen[0]) if len(seen) == 1 else Detection(seen, "unknown")

    def vendors(self) -> tuple[str, ...]:
        """Give the ids of the vendors, sorted."""
        return tuple(sorted(self.tables.vendors))

    def with_catalogs(self, *sources: str | Path | Mapping[str, Any]) -> Normalizer:
        """Give a Normalizer with your own catalogs and overrides over these; this one stays as it is.

        A source is a file, a folder, or a mapping: a catalog, or `{"overrides": [...]}`. A rule of the same id is
        replaced.
        Raises `CatalogError` with every fault, each with file, line and column.
        """
        from errnorm.layering import layered

        return Normalizer(
            vendor=self._vendor,
            clock=self._clock,
            tables=layered(self.tables, sources),
        )

    def _look(
        self,
        payload: Any,
        vendor: str | None,
        http_status: Any,
        headers: Any,
        phase: str | None,
        surface: str | None,
        now: float | None,
    ) -> tuple[Sighting | None, Received, Asked]:
        tables, name = self.tables, self._vendor if vendor is None else vendor
        hint = self._named(vendor)
        unknown = str(vendor) if name is not None and hint is None else None
        asked: Asked = (payload, _phase(phase), surface, now, self._clock, unknown)
        received = receive(payload, http_status, headers)
        if isinstance(payload, BaseException) and name is None:
            hint = raising_vendor(tables, received)
        found = self._seek(hint, received, asked)
        if found is None and name is None and (speaker := speaking_vendor(tables, received)) is not None:
            found = self._seek(speaker, received, asked)
        return found, received, asked

    def _seek(self, hint: Vendor | None, received: Received, asked: Asked) -> Sighting | None:
        """Give what the first telling tree is recognised as; a log line counts where a rule knows its words."""
        seeker = Recogniser(self.tables, hint, received.http_status)
        for tree in chain(received.trees, words_of(self.tables, received)):
            found = seeker.seek(tree, received.headers)
            if found is not None and (not is_log(tree) or self._is_told_by_a_rule(found, asked)):
                return found
        return None

    def _fall_back(self, vendor: str | None, received: Received, asked: Asked) -> NormalizedError:
        """Give the answer where no rule knows the words; a text that proves a vendor is still this vendor's."""
        told = self._named(vendor)
        answer = answer_fallback(self.tables, received, asked, vendor=told)
        if told is not None or not answer.verdict.match.rule or asked[5] is not None:
            return answer
        speaker = speaking_vendor(self.tables, received)
        return answer if speaker is None else answer_fallback(self.tables, received, asked, vendor=speaker)

    def _answers(self, sighting: Sighting, received: Received, asked: Asked) -> tuple[NormalizedError, ...]:
        answers = [answer_item(self.tables, *seen, asked) for seen in sighting.occurrences[:_MOST_ERRORS]]
        if len(sighting.vendors()) > 1:
            return (answer_ambiguous(self.tables, answers, received, asked),) if answers else ()
        errors = once([answer for answer in answers if answer.is_error])
        return tuple(sorted(errors, key=lambda answer: answer.phase not in _FIRST_PHASES))

    def _is_told_by_a_rule(self, sighting: Sighting, asked: Asked) -> bool:
        """Say whether a log line tells a vendor's error; where no rule knows its words, transport and status may."""
        answers = [answer_item(self.tables, *seen, asked) for seen in sighting.occurrences]
        return any(answer.verdict.match.how in BY_RULE for answer in answers)

    def _known_vendor(self, name: str) -> Vendor:
        found = self.tables.vendor_named(name)
        if found is None:
            raise UnknownVendor(name, self.vendors(), self.tables.claiming(str(name)))
        return found

    def _named(self, vendor: str | None) -> Vendor | None:
        return self.tables.vendor_named(self._vendor if vendor is None else vendor)

    def _look_up_in(self, vendor: Vendor, case: Case) -> Verdict | None:
        """Give the verdict of one vendor's rules for a bare code, or none where none fits.

        Where every rule for the code is bound to a surface that is not told, ranges on other surfaces count as
        readings too. What no rule knows as a code may be one's second code.
        """
        rules = vendor.rules
        fitting = [rule for rule in rules.by_code.get(case.code or "", ()) if rule.fits_loosely(case)]
        ranges = [rule for rule in rules.in_range(case.code) if rule.fits_loosely(case)]
        if not fitting or (case.surface is None and all(rule.surface is not None for rule in fitting)):
            known = {rule.surface for rule in fitting}
            fitting += [rule for rule in ranges if rule.surface not in known]
        fitting = fitting or rules.with_subcode(case)
        if not fitting:
            return None
        winner = fitting[0] if len(fitting) == 1 else next((rule for rule in fitting if rule.fits(case)), None)
        if winner is not None:
            return winner.verdict
        return self.tables.vocabulary.agreed([rule.verdict for rule in fitting], [rule.id for rule in fitting])


def _phase(phase: str | None) -> Phase | None:
    return Phase(phase) if isinstance(phase, str) and phase else None


__all__ = ["Normalizer", "UnknownVendor"]
