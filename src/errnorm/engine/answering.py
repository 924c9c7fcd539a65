"""One occurrence to one answer."""

from __future__ import annotations

from collections.abc import Callable

from errnorm.engine.delay import clock_of, delay_of
from errnorm.engine.fallback import by_failure, by_status, by_transient
from errnorm.engine.fields import PARTS
from errnorm.engine.holding import NO_HEADERS
from errnorm.engine.log_line import as_log, is_log
from errnorm.engine.rules import Case
from errnorm.engine.text import fold
from errnorm.engine.upstream import combine
from errnorm.model.answer import build_answer
from errnorm.model.facets import Acceptance, DelaySource, MatchKind
from errnorm.model.verdict import WAITING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from errnorm.engine.fields import FieldReader
    from errnorm.engine.receive import Received
    from errnorm.engine.recognise import Sighting
    from errnorm.engine.rules import Rule, RuleTable
    from errnorm.engine.shape import Shape
    from errnorm.engine.tables import Route, Tables, Vendor
    from errnorm.model.answer import NormalizedError
    from errnorm.model.facets import Phase
    from errnorm.model.verdict import Verdict

    Seen = tuple[FieldReader, Any, Sequence[Any], Mapping[str, str]]

UNKNOWN_VENDOR = "unknown"
_NO_WAIT = (None, None)
_DETAIL = PARTS.index("detail")


# What the caller told of one call: the raw input, phase, surface, the moment, the clock, the vendor name that nobody
# knows.
Asked = tuple["Any", "Phase | None", "str | None", "float | None", "Callable[[], float]", "str | None"]


def answer_item(
    tables: Tables,
    vendor: Vendor,
    shape: Shape,
    item: Any,
    around: Sequence[Any],
    headers: Mapping[str, str],
    http_status: int | None,
    asked: Asked,
) -> NormalizedError:
    """Give the answer to one occurrence: its rule, the upstream's say, the delay."""
    raw, phase, surface, _, _, unknown_vendor = asked
    fields: FieldReader = shape.fields  # type: ignore[assignment]
    parts = fields.parts(item, around, headers)
    phase, surface = shape.phase or phase, shape.surface or surface
    if http_status is None and fields.tells_status:
        http_status = fields.http_status(item, around, headers)
    seen = (fields, item, around, headers)
    route = (vendor.id == shape.vendor and tables.own_routes.get(shape)) or tables.route(vendor, shape)
    fast = phase is shape.phase and surface is shape.surface
    rule, rivals = (fast and _winner(route, seen, parts[0])) or _find_rule(
        route.tables, seen, parts, phase, surface, http_status
    )
    verdict = rule.verdict if rule is not None else None
    if verdict is not None and verdict.vendor != vendor.id:
        verdict = tables.vocabulary.rebased(verdict)
    upstream = None
    if shape.upstream is not None and (upstream := _upstream_answer(tables, shape, seen, phase)) is not None:
        verdict = combine(verdict, upstream.verdict, shape.upstream_mode, tables.vocabulary)
    if verdict is None:
        verdict = _without_rule(tables, seen, http_status)
    delay, source = _wait(verdict, seen, asked) if verdict.advice in WAITING else _NO_WAIT
    code, subcode, detail, request_id, message_id, field, docs_url = parts
    # fmt: off
    return build_answer((
        vendor.id, code, subcode, phase, surface, http_status, detail, request_id, message_id, field, docs_url,
        None, delay, source, upstream, shape.name, None, rivals, unknown_vendor, verdict, raw,
    ))
    # fmt: on


def _winner(route: Route, seen: Seen, code: str | None) -> tuple[Rule, tuple[str, ...]] | None:
    """Give the rule that the code alone decides, or the code and the words, with all those for the code."""
    rule = route.settled.get(code)
    if rule is None and code in route.worded:
        fields, item, around, headers = seen
        text = fold(fields.text(item, around, headers))
        rule = next((one for one in route.worded[code] if one.is_said_in(text)), None)
    return (rule, route.contested.get(code, ())) if rule is not None else None


def _find_rule(
    asked_in_turn: Sequence[tuple[RuleTable, str | None]],
    seen: Seen,
    parts: Sequence[str | None],
    phase: Phase | None,
    surface: str | None,
    http_status: int | None,
) -> tuple[Rule | None, tuple[str, ...]]:
    """Give the rule that wins and all those for the same code; a code in any table comes before words in one."""
    code, cases = parts[0], []
    status = seen[0].status(*seen[1:])
    for table, passed in asked_in_turn:
        case = _case(seen, parts, status, phase, passed or surface, http_status)
        cases.append((table, case))
        rule = table.find_coded(case) if code is not None or status is not None else None
        if rule is not None:
            return rule, table.contested.get(code or "", ())
    return next((found for table, case in cases if (found := table.find_uncoded(case)) is not None), None), ()


def _case(
    seen: Seen,
    parts: Sequence[str | None],
    status: str | None,
    phase: Phase | None,
    surface: str | None,
    http_status: int | None,
) -> Case:
    fields, *where = seen
    return Case(parts[0], parts[1], status, phase, surface, http_status, lambda: fields.text(*where))


def _wait(verdict: Verdict, seen: Seen, asked: Asked) -> tuple[float | None, DelaySource | None]:
    fields, item, around, headers = seen
    if not headers and not fields.tells_delay:
        return (verdict.delay, DelaySource.CATALOG) if verdict.delay is not None else _NO_WAIT
    clock = clock_of(asked[3], headers, asked[4])
    return delay_of(verdict, headers, fields.delay(item, around, headers, clock), clock)


def _without_rule(tables: Tables, seen: Seen, http_status: int | None) -> Verdict:
    fields, *where = seen
    found = by_transient(tables, fields.transient(*where)) or by_status(tables, http_status)
    return found or tables.vocabulary.plain("unknown", MatchKind.UNKNOWN)


def _upstream_answer(tables: Tables, shape: Shape, seen: Seen, phase: Phase | None) -> NormalizedError | None:
    """Give the answer of the platform behind the vendor, or none where the payload names no code of it."""
    assert shape.upstream is not None
    name, code, subcode, detail, request_id = shape.upstream(*seen[1:])
    vendor = tables.vendor_named(name) if name is not None and code is not None else None
    if vendor is None:
        return None
    rules = vendor.rules
    rule = rules.find(Case(code, subcode, None, phase, None, None, lambda: detail or ""))
    verdict = rule.verdict if rule is not None else tables.vocabulary.plain("unknown", MatchKind.UNKNOWN)
    wait = (verdict.delay, DelaySource.CATALOG) if verdict.delay is not None else _NO_WAIT
    head = (vendor.id, code, subcode, phase, None, None, detail, request_id, None, None, None, None)
    return build_answer((*head, *wait, None, None, None, (), None, verdict, None))


def answer_success(tables: Tables, sighting: Sighting, received: Received, asked: Asked) -> NormalizedError:
    """Give `no_error`, with the message's id, for a payload that reports success or an interim state.

    Under an HTTP status of 400 or more the status refutes the body, and answers.
    """
    vendor, shape = sighting.shapes[0]
    phase, surface = shape.phase or asked[1], shape.surface or asked[2]
    case = Case(None, None, None, phase, surface, received.http_status)
    refuted = _of_status(tables, vendor, case) if is_refuted(sighting, received) else None
    verdict = refuted or tables.vocabulary.plain("no_error", MatchKind.SUCCESS)
    wait = _wait_by_headers(verdict, received, asked)
    named = vendor.id if len(sighting.vendors()) == 1 else UNKNOWN_VENDOR
    request_id = message_id = None
    if sighting.success is not None and shape.fields is not None:
        _, _, _, request_id, message_id, _, _ = shape.fields.parts(*sighting.success)
    head = (named, None, None, phase, surface, received.http_status, None, request_id, message_id, None, None)
    acceptance = None if refuted else Acceptance.ACCEPTED
    return build_answer((*head, acceptance, *wait, None, shape.name, None, (), asked[5], verdict, asked[0]))


def _of_status(tables: Tables, vendor: Vendor | None, case: Case) -> Verdict | None:
    """Give what the vendor says of an HTTP status alone, else what everybody says."""
    rule = vendor.rules.find_by_status(case) if vendor is not None else None
    return rule.verdict if rule is not None else by_status(tables, case.http_status)


def is_refuted(sighting: Sighting, received: Received) -> bool:
    """Say whether a body that reports success stands under an HTTP status that reports none."""
    return not sighting.occurrences and (received.http_status or 0) >= 400


def _wait_by_headers(verdict: Verdict, received: Received, asked: Asked) -> tuple[float | None, DelaySource | None]:
    if verdict.advice not in WAITING:
        return _NO_WAIT
    return delay_of(verdict, received.headers, None, clock_of(asked[3], received.headers, asked[4]))


def answer_ambiguous(
    tables: Tables, answers: Sequence[NormalizedError], received: Received, asked: Asked
) -> NormalizedError:
    """Give the answer where several vendors' forms fit: their common code, else the fall-back."""
    candidates = tuple(dict.fromkeys(answer.vendor for answer in answers))
    codes = {str(answer.code) for answer in answers}
    common = tables.vocabulary.plain(codes.pop(), MatchKind.AMBIGUOUS) if len(codes) == 1 else None
    return answer_fallback(tables, received, asked, verdict=common, candidates=candidates)


def answer_fallback(
    tables: Tables,
    received: Received,
    asked: Asked,
    *,
    vendor: Vendor | None = None,
    verdict: Verdict | None = None,
    candidates: tuple[str, ...] = (),
) -> NormalizedError:
    """Give the answer where no vendor's form fits: by HTTP status, else by the transport failure, else unknown."""
    parts, http_status, text = _evidence(tables, received)
    if verdict is None:
        failure = received.failure or ((), text)
        verdict = _of_status(tables, vendor, Case(None, None, None, asked[1], asked[2], http_status))
        verdict = verdict or (by_failure(tables, failure) if http_status is None else None)
    if verdict is None:
        verdict = tables.vocabulary.plain("unknown", MatchKind.AMBIGUOUS if candidates else MatchKind.UNKNOWN)
    wait = _wait_by_headers(verdict, received, asked)
    code, subcode, detail, request_id, message_id, field, docs_url = parts
    head = (
        vendor.id if vendor is not None else UNKNOWN_VENDOR,
        code,
        subcode,
        asked[1],
        asked[2],
        http_status,
        detail,
        request_id,
        message_id,
        field,
        docs_url,
        None,
    )
    return build_answer((*head, *wait, None, None, None, candidates, asked[5], verdict, asked[0]))


def words_of(tables: Tables, received: Received) -> Iterator[Any]:
    """Give what the words inside an unrecognised object give away, as the tree of a log line."""
    for tree in received.trees[:1]:
        words = tables.generic.parts(tree, (), NO_HEADERS)[_DETAIL] if not is_log(tree) else None
        yield from as_log(words) if words else ()


def _evidence(tables: Tables, received: Received) -> tuple[Sequence[str | None], int | None, str]:
    """Give the parts, status and text of an unrecognised payload, by the first reading with a code or a detail."""
    parts: Sequence[str | None] = [None] * len(PARTS)
    http_status, text = received.http_status, ""
    for tree in received.trees:
        where = (tree, (), NO_HEADERS)
        http_status = http_status if http_status is not None else tables.generic.http_status(*where)
        if parts[0] is None and parts[_DETAIL] is None:
            parts, text = tables.generic.parts(*where), tables.generic.text(*where)
    return parts, http_status, text


def once(answers: Sequence[NormalizedError]) -> list[NormalizedError]:
    """Give the answers without repeats: same code, subcode and words, and the same message or none."""
    kept: list[NormalizedError] = []
    seen: dict[tuple[Any, ...], set[str | None]] = {}
    for answer in answers:
        key = (answer.vendor_code, answer.vendor_subcode, answer.detail, answer.code)
        messages = seen.setdefault(key, set())
        repeats = messages and (answer.message_id is None or None in messages or answer.message_id in messages)
        if not repeats:
            kept.append(answer)
        messages.add(answer.message_id)
    return kept
