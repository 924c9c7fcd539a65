"""Checks that every shape and rule is proved by a payload, and that the payload still proves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from errnorm.check.finding import Check, Fault, Severity
from errnorm.check.subject import valid_catalog
from errnorm.testing.substitution import payloads_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from errnorm.catalog.schema import Catalog, Rule, Shape
    from errnorm.check.scene import Scene
    from errnorm.check.subject import Subject

_SUCCESS = "no_error"


def shapes_have_examples(subject: Subject, _: Scene) -> Iterator[Fault]:
    """Every shape has an example."""
    assert subject.catalog
    for place, shape in enumerate(subject.catalog.shapes):
        if shape.example is None:
            message = f"the shape {shape.name} has no example"
            yield subject.at(("shapes", place), message, "add `example`: one whole payload with invented values")


def shapes_read_their_examples(subject: Subject, scene: Scene) -> Iterator[Fault]:
    """The example of a shape with fields is read by that shape."""
    for place, shape in _with_example(subject.catalog):
        if not shape.fields or shape.unwrap:
            continue
        read_by = _shapes_of(subject, scene, shape)
        if shape.name not in read_by:
            others = ", ".join(sorted(filter(None, read_by))) or "no shape"
            message = f"the example of {shape.name} is read by {others}"
            cure = "mend the example, or the conditions of the shape"
            yield subject.at(("shapes", place, "example"), message, cure)


def carriers_are_exercised(subject: Subject, scene: Scene) -> Iterator[Fault]:
    """The example of a shape that unwraps or passes through is recognised."""
    for place, shape in _with_example(subject.catalog):
        if shape.fields and not shape.unwrap:
            continue
        if not any(_shapes_of(subject, scene, shape)):
            message = f"nothing recognises the example of {shape.name} or what lies inside it"
            cure = "mend the example, or the conditions and the paths of the shape"
            yield subject.at(("shapes", place, "example"), message, cure)


def rules_win_their_examples(subject: Subject, scene: Scene) -> Iterator[Fault]:
    """The example of a rule selects that rule."""
    assert subject.catalog
    blocked = scene.ranking(subject).losers
    for place, rule in enumerate(subject.catalog.rules):
        if rule.example is None or rule.canonical == _SUCCESS or place in blocked:
            continue
        answer = scene.normalizer.normalize(rule.example, **_told(subject, rule))
        if answer.match.rule != subject.rules[place]["id"]:
            found = answer.match.rule or f"no rule ({answer.match.how})"
            message = f"the example of {subject.rules[place]['id']} selects {found}"
            yield subject.at(("rules", place, "example"), message, "mend the example, or the conditions of the rule")


def rules_are_reached(subject: Subject, scene: Scene) -> Iterator[Fault]:
    """Every rule is reached by an example, its own or one made from a shape's."""
    assert subject.catalog
    blocked = scene.ranking(subject).losers
    for place, rule in enumerate(subject.catalog.rules):
        if rule.example is None and place not in blocked and not _is_reached(subject, scene, place, rule):
            message = f"no shape and no example reaches {subject.rules[place]['id']}"
            cure = "add an `example` that selects it, or a shape with a place for what it asks"
            yield subject.at(("rules", place), message, cure)


def _is_reached(subject: Subject, scene: Scene, place: int, rule: Rule) -> bool:
    assert subject.catalog
    if rule.canonical == _SUCCESS and rule.code:
        return True
    for made in payloads_for(subject.catalog, rule):
        answers = scene.normalizer.normalize_all(
            made.payload, vendor=subject.catalog.vendor, http_status=made.http_status, headers=made.headers
        )
        if any(answer.match.rule == subject.rules[place]["id"] for answer in answers) or (
            rule.canonical == _SUCCESS and not answers
        ):
            return True
    return False


def _with_example(catalog: Catalog | None) -> Iterator[tuple[int, Shape]]:
    for place, shape in enumerate(catalog.shapes if catalog else ()):
        if shape.example is not None:
            yield place, shape


def _shapes_of(subject: Subject, scene: Scene, shape: Shape) -> set[str | None]:
    """Give the shapes in which the example of a shape is read where the caller names the vendor."""
    told = _told(subject, shape)
    answers = scene.normalizer.normalize_all(shape.example, **told)
    return {answer.match.shape for answer in (*answers, scene.normalizer.normalize(shape.example, **told))}


def _told(subject: Subject, part: Rule | Shape) -> dict[str, Any]:
    assert subject.catalog
    return {
        "vendor": subject.catalog.vendor,
        "http_status": part.example_http_status,
        "headers": part.example_headers,
    }


CHECKS = (
    Check("PRF001", Severity.ERROR, shapes_have_examples, valid_catalog),
    Check("PRF002", Severity.ERROR, shapes_read_their_examples, valid_catalog),
    Check("PRF003", Severity.ERROR, rules_win_their_examples, valid_catalog),
    Check("PRF004", Severity.ERROR, rules_are_reached, valid_catalog),
    Check("PRF005", Severity.ERROR, carriers_are_exercised, valid_catalog),
)
