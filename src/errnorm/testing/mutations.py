"""Examples with something changed, and the answers that must hold nevertheless."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from errnorm.model.answer import NormalizedError
from errnorm.model.facets import Suppression
from errnorm.testing.finding import Finding
from errnorm.testing.reading import code_places, is_map, maps_of, optional_places
from errnorm.testing.tree import places, put, reversed_order, without

if TYPE_CHECKING:
    from errnorm.testing.subject import Example, Subject

Answers = Sequence[NormalizedError]
Mutants = Iterator[tuple[str, Any]]

_OTHER_TYPES: Sequence[Any] = ("", "x", 0, -1, 1.5, 10**400, True, None, [], {}, [[]], [None, 7], {"": {}})
_EXTRA = "x_errnorm_extra"
_MOST_CUTS = 64


@dataclass(frozen=True)
class Law:
    """One kind of change: its mutants with what was changed, and whether the answers before and after may stand."""

    name: str
    mutants: Callable[[Subject, Example], Mutants]
    holds: Callable[[Subject, Answers, Answers], bool]
    expected: str
    mend: str


def check(law: Law, subject: Subject, example: Example) -> None:
    """Raise `Finding` for the first mutant of an example that is answered otherwise than the law allows."""
    before = _ask(subject, example, example.payload)
    for change, payload in law.mutants(subject, example):
        after = _ask(subject, example, payload)
        if not law.holds(subject, before, after):
            raise Finding(
                example.place,
                f"the example of {example.owner} with {change} is answered {_told(after)}; as it is, {_told(before)}"
                + _difference(before, after),
                expected=law.expected,
                payload=payload,
                mend=law.mend,
            )


def _ask(subject: Subject, example: Example, payload: Any) -> Answers:
    try:
        subject.normalizer.normalize(payload, vendor=subject.written.vendor, **example.told)
        return subject.answers(payload, example.told)
    except Exception as error:
        raise Finding(
            example.place,
            f"an example of {example.owner} that was changed raises {type(error).__name__}: {error}",
            expected="an answer to any payload at all",
            payload=payload,
            mend="this is a fault of errnorm: report it with the payload and the catalog",
        ) from error


def _told(answers: Answers) -> str:
    return ", ".join(f"{answer.code} ({answer.match.rule or answer.match.how})" for answer in answers) or "no error"


def _difference(before: Answers, after: Answers) -> str:
    """Name the parts in which answers differ that look the same."""
    if len(before) != len(after) or _told(before) != _told(after):
        return ""
    pairs = [(old.to_dict(), new.to_dict()) for old, new in zip(before, after, strict=True)]
    parts = {name for old, new in pairs for name in old if old[name] != new[name]}
    return f"; they differ in {', '.join(sorted(parts))}"


def _other_type_of_code(subject: Subject, example: Example) -> Mutants:
    for place, value in code_places(subject, example):
        other = str(value) if isinstance(value, int) else int(value)
        yield f"{_path(place)} {other!r}", put(example.payload, place, other)


def _missing(subject: Subject, example: Example) -> Mutants:
    for place in optional_places(subject, example):
        yield f"no {_path(place)}", without(example.payload, place)


def _null(subject: Subject, example: Example) -> Mutants:
    for place in optional_places(subject, example):
        yield f"null at {_path(place)}", put(example.payload, place, None)


def _extra(subject: Subject, example: Example) -> Mutants:
    maps = maps_of(subject)  # one more key there is one more item, and no extra field
    for place, node in places(example.payload):
        if isinstance(node, dict) and not is_map(place, maps):
            for value in ("extra", 7, {"note": "extra"}):
                yield f"one more key in {_path(place)}", put(example.payload, place, {**node, _EXTRA: value})


def _retyped(_: Subject, example: Example) -> Mutants:
    if isinstance(example.payload, (dict, list)):
        for place, _node in places(example.payload):
            for value in _OTHER_TYPES:
                yield f"{value!r:.40} at {_path(place)}", put(example.payload, place, value)


def _reordered(_: Subject, example: Example) -> Mutants:
    if isinstance(example.payload, (dict, list)):
        yield "its keys and elements the other way round", reversed_order(example.payload)


def _truncated(_: Subject, example: Example) -> Mutants:
    if isinstance(example.payload, (dict, list)):
        text = json.dumps(example.payload)
        ends = {*range(0, len(text), max(1, len(text) // _MOST_CUTS))}
        for end in sorted(ends | {index for index, letter in enumerate(text) if letter.isdecimal()}):
            yield f"nothing but its first {end} characters", text[:end]


def _path(place: Sequence[str | int]) -> str:
    return ".".join(map(str, place)) or "the root"


def _are_equal(_: Subject, before: Answers, after: Answers) -> bool:
    return before == after


def _are_equal_but_shape(_: Subject, before: Answers, after: Answers) -> bool:
    return [_without_shape(answer) for answer in before] == [_without_shape(answer) for answer in after]


def _without_shape(answer: NormalizedError) -> dict[str, Any]:
    data = answer.to_dict()
    return {**data, "match": {**data["match"], "shape": None}}


def _are_equal_sets(_: Subject, before: Answers, after: Answers) -> bool:
    return {*before} == {*after}


def _have_equal_codes(_: Subject, before: Answers, after: Answers) -> bool:
    return {answer.code for answer in before} == {answer.code for answer in after}


def _are_anything(_: Subject, _before: Answers, _after: Answers) -> bool:
    return True


def _suppress_no_more(subject: Subject, before: Answers, after: Answers) -> bool:
    """Say whether no suppression is new; what the catalog says of the bare code holds where its words are cut off."""
    codes = [answer.vendor_code for answer in before if answer.vendor_code]
    bare = [subject.normalizer.lookup(subject.written.vendor, code).suppress.advice for code in codes]
    allowed = {Suppression.NONE, *bare, *(answer.suppress.advice for answer in before)}
    return {answer.suppress.advice for answer in after} <= allowed


LAWS: Sequence[Law] = (
    Law(
        "code as text and as number",
        _other_type_of_code,
        _are_equal_but_shape,
        "the same answer, for a vendor may send a plain number either way",
        "ask in `when` for `present` or `known` where it asks for `string` or `number`",
    ),
    Law(
        "optional fields missing",
        _missing,
        _have_equal_codes,
        "the same code: a field that only informs decides nothing",
        "name the field in `when` if the form is not proven without it, else let the other shape ask for more",
    ),
    Law(
        "optional fields null",
        _null,
        _have_equal_codes,
        "the same code: a field that only informs decides nothing",
        "ask in `when` for what is always there, not for an optional field",
    ),
    Law(
        "extra fields",
        _extra,
        _are_equal,
        "the same answer, for vendors add fields without notice",
        "write paths and conditions that name their keys, not `*` or the order of keys",
    ),
    Law(
        "reordered keys and arrays",
        _reordered,
        _are_equal_sets,
        "the same set of answers",
        "read every element with `each`, not the first one with `[]` in `fields`",
    ),
    Law("wrong types", _retyped, _are_anything, "an answer", "report it as a fault of errnorm"),
    Law(
        "truncated text",
        _truncated,
        _suppress_no_more,
        "no suppression that neither the whole payload nor its bare code has",
        "let the rule that suppresses ask for more than a short code, or for the form of a whole payload",
    ),
)
