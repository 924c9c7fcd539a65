"""Checks that every shape, rule and example of a catalog does what it is written for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from errnorm.testing.finding import Finding
from errnorm.testing.subject import Subject, told_beside
from errnorm.testing.substitution import Made, payloads_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from errnorm.catalog.schema import Rule, Shape
    from errnorm.engine.rules import Rule as Compiled


def check_shape(subject: Subject, index: int) -> None:
    """Raise `Finding` where a shape's example is missing, or is not read by that shape."""
    shape = subject.written.shapes[index]
    if shape.example is None and (shape.fields or shape.success or shape.unwrap):
        raise Finding(
            subject.place("shapes", index),
            f"shape {shape.name} has no example",
            expected="one whole payload, from which the payloads of every rule are made",
            mend="write the payload under `example`, with invented numbers and names",
        )
    if not is_read(subject, shape):
        raise Finding(
            subject.place("shapes", index, "example"),
            f"the example of shape {shape.name} is read by {', '.join(_reading(subject, shape)) or 'no shape'}",
            expected=f"{shape.name}, for a caller who names {subject.written.vendor}",
            payload=shape.example,
            mend="make `when` and the example agree, or ask in `when` for more than the other shape does",
        )


def check_detection(subject: Subject, index: int) -> None:
    """Raise `Finding` where the example of a shape that proves its vendor is not detected as that vendor's.

    An example that its shape does not even read is told by another check.
    """
    shape = subject.written.shapes[index]
    found = subject.normalizer.detect(shape.example, shape.example_headers)
    if found.vendor != subject.written.vendor and is_read(subject, shape):
        also = f" (candidates: {', '.join(found.candidates)})" if found.candidates else ""
        raise Finding(
            subject.place("shapes", index),
            f"the example of shape {shape.name} is detected as {found.vendor}{also}",
            expected=subject.written.vendor,
            payload=shape.example,
            mend="ask in `when` for what only this vendor sends, or say `identifies: false`",
        )


def is_read(subject: Subject, shape: Shape) -> bool:
    """Say whether a shape reads its own example; one that unwraps or only lends others' shapes leaves it to them."""
    if shape.unwrap or not (shape.fields or shape.success):
        return True
    return shape.example is not None and shape.name in _reading(subject, shape)


def _reading(subject: Subject, shape: Shape) -> list[str]:
    """Give the shapes in which the errors of a shape's example are found, or its success where it tells one."""
    told = told_beside(shape)
    answers = subject.answers(shape.example, told)
    first = subject.normalizer.normalize(shape.example, vendor=subject.written.vendor, **told)
    counted = (*answers, first) if shape.success else answers
    return [*dict.fromkeys(answer.match.shape for answer in counted if answer.match.shape)]


def check_rule(subject: Subject, index: int) -> None:
    """Raise `Finding` where a rule loses a payload made for it to a rule that asks for no more, or wins none at all."""
    name, rule = subject.rules[index]
    if rule.canonical == "no_error":
        check_success(subject, index)
        return
    made = [one for one in payloads_for(subject.whole, rule) if is_read(subject, one.shape)]
    won = False
    for one in made:
        winners = winners_in_shape(subject, one)
        won = won or any(_same(subject, name, winner) for winner in winners)
        if not won and any(not _outranks(subject, winner, name) for winner in winners):
            raise _lost(subject, index, one, winners)
    stale = [shape for shape in subject.whole.shapes if not is_read(subject, shape)]
    if not won and rule.example is None and not stale:
        raise _unreachable(subject, index, [one.shape.name for one in made])


def check_success(subject: Subject, index: int) -> None:
    """Raise `Finding` where a code that means success is an error in a shape, or when it is looked up."""
    name, rule = subject.rules[index]
    vendor, ask = subject.written.vendor, subject.normalizer
    looked_up = [(code, ask.lookup(vendor, code, surface=rule.surface).code) for code in rule.code or ()]
    received = [
        (one.payload, ask.normalize(one.payload, vendor=vendor).code) for one in payloads_for(subject.whole, rule)
    ]
    wrong = [(asked, code) for asked, code in [*looked_up, *received] if code != "no_error"]
    if wrong or not (looked_up or received):
        raise Finding(
            subject.place("rules", index),
            f"rule {name} means success, and is answered {wrong[0][1]}" if wrong else f"nothing reaches rule {name}",
            expected="no_error wherever its code arrives",
            payload=wrong[0][0] if wrong else None,
            mend="take the code out of the other rule that matches it, or give this rule the same conditions",
        )


def check_rule_example(subject: Subject, index: int) -> None:
    """Raise `Finding` where the example beside a rule is answered by another rule."""
    name, rule = subject.rules[index]
    answer = subject.normalizer.normalize(rule.example, vendor=subject.written.vendor, **told_beside(rule))
    is_success = rule.canonical == "no_error" and answer.code == "no_error"
    if not is_success and not _same(subject, name, answer.match.rule or ""):
        raise Finding(
            subject.place("rules", index, "example"),
            f"the example of rule {name} is answered by {answer.match.rule or 'no rule'}"
            f" ({answer.code}, shape {answer.match.shape or 'none'})",
            expected=name,
            payload=rule.example,
            mend="make the example a payload with what the rule asks for, or mend what the rule asks for",
        )


def winners_in_shape(subject: Subject, made: Made) -> list[str]:
    """Give the rules of the answers that came through the shape a payload was made from."""
    answers = subject.answers(made.payload, {"http_status": made.http_status, "headers": made.headers})
    return [answer.match.rule or "no rule" for answer in answers if answer.match.shape == made.shape.name]


def match_parts(rule: Compiled) -> frozenset[tuple[object, ...]]:
    """Give what a rule matches, one part for each of its codes, for comparison with another's."""
    conditions, phrases = frozenset(rule.conditions), frozenset(rule.phrases)
    limits = tuple(rule.limits) if rule.limits else None
    return frozenset((code, limits, conditions, phrases) for code in rule.codes or (None,))


def _same(subject: Subject, name: str, winner: str) -> bool:
    """Say whether a rule won, or one that matches the same, which another check tells of."""
    by_id = subject.vendor.rules.by_id
    return winner == name or (winner in by_id and not match_parts(by_id[winner]).isdisjoint(match_parts(by_id[name])))


def _outranks(subject: Subject, winner: str, name: str) -> bool:
    by_id = subject.vendor.rules.by_id
    return winner in by_id and by_id[winner].rank < by_id[name].rank


def _lost(subject: Subject, index: int, made: Made, winners: Sequence[str]) -> Finding:
    return Finding(
        subject.place("rules", index),
        f"rule {subject.rules[index][0]} loses in shape {made.shape.name} to {', '.join(winners)}",
        expected="this rule, or one that asks for more than it does",
        payload=made.payload,
        mend="let the shape read what the rule asks for, or give the rule the shape's phase and surface",
    )


def _unreachable(subject: Subject, index: int, tried: Sequence[str]) -> Finding:
    name, rule = subject.rules[index]
    seen = f"it wins in none of the shapes {', '.join(tried)}" if tried else f"no shape has a place for {_asked(rule)}"
    return Finding(
        subject.place("rules", index),
        f"nothing selects rule {name}: {seen}",
        expected="a shape in which the rule can arrive and wins, or an example of its own",
        mend="add the field to a shape, take the condition away, or write a whole payload under the rule's `example`",
    )


def _asked(rule: Rule) -> str:
    names = ("code", "range", "subcode", "status", "text", "phase", "surface", "http_status")
    asked = {name: getattr(rule, name) for name in names if getattr(rule, name)}
    return ", ".join(
        f"{name} {' or '.join(map(str, value)) if isinstance(value, list) else value}" for name, value in asked.items()
    )
