"""Checks that the forms of two vendors can be told apart, and that vendors who are named exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from errnorm.catalog.diagnostics import nearest
from errnorm.catalog.schema import Constant
from errnorm.check.finding import Check, Fault, Severity
from errnorm.check.subject import valid_catalog

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from errnorm.catalog.schema import Shape
    from errnorm.catalog.strict_yaml import Where
    from errnorm.check.scene import Scene
    from errnorm.check.subject import Subject
    from errnorm.model.advice import Detection


def forms_prove_their_vendor(subject: Subject, scene: Scene) -> Iterator[Fault]:
    """The example of a form that proves its vendor is detected as that vendor's."""
    places = {shape.name: place for place, shape in enumerate(subject.catalog.shapes)} if subject.catalog else {}
    for catalog, shape, found in scene.detections:
        if catalog is subject.catalog and found.vendor != catalog.vendor:
            message = f"the example of {shape.name} is detected as {_named(found)} and not as {catalog.vendor}"
            cure = "add to `when` what only this vendor sends, or set `identifies: false`"
            yield subject.at(("shapes", places[shape.name], "when"), message, cure)


def forms_leave_others_alone(subject: Subject, scene: Scene) -> Iterator[Fault]:
    """No form takes an example that proves another vendor."""
    assert subject.catalog
    vendor = subject.catalog.vendor
    taken: dict[int | None, list[str]] = {}
    for catalog, shape, found in scene.detections:
        if catalog.vendor not in (vendor, found.vendor) and vendor in (found.vendor, *found.candidates):
            taken.setdefault(_taker(subject, scene, shape), []).append(f"{catalog.vendor} {shape.name}")
    for place, names in taken.items():
        where: Where = ("shapes",) if place is None else ("shapes", place, "when")
        name = "a shape" if place is None else f"the shape {subject.catalog.shapes[place].name}"
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        message = f"{name} takes the example of {names[0]}{more}"
        yield subject.at(where, message, "add to `when` what only this vendor sends, or set `identifies: false`")


def named_vendors_exist(subject: Subject, scene: Scene) -> Iterator[Fault]:
    """A vendor that a shape names as upstream or in passthrough has a catalog."""
    assert subject.catalog
    for place, shape in enumerate(subject.catalog.shapes):
        for where, name in _vendors_named(place, shape):
            if name not in scene.vendor_names:
                known = nearest(name, scene.vendor_names)
                message = f'the shape {shape.name} names the vendor "{name}", which has no catalog{known}'
                yield subject.at(where, message, "`errnorm vendors` lists the ids")


def _named(found: Detection) -> str:
    return f"one of {', '.join(found.candidates)}" if len(found.candidates) > 1 else found.vendor


def _taker(subject: Subject, scene: Scene, shape: Shape) -> int | None:
    """Give the place of the file's shape that fits the payload as a whole, or none where it fits only inside."""
    assert subject.catalog
    places = {own.name: place for place, own in enumerate(subject.catalog.shapes)}
    fitting = scene.normalizer.tables.detecting.fitting(shape.example, shape.example_headers or {})
    return next((places.get(one.name) for one in fitting if one.vendor == subject.catalog.vendor), None)


def _vendors_named(place: int, shape: Shape) -> Iterator[tuple[Where, str]]:
    for number, passed in enumerate(shape.passthrough or ()):
        yield ("shapes", place, "passthrough", number, "vendor"), passed.vendor
    named: Sequence[Any] = shape.upstream.vendor if shape.upstream else ()
    for source in named:
        if isinstance(source, Constant):
            yield ("shapes", place, "upstream", "vendor"), source.is_


CHECKS = (
    Check("SHP001", Severity.ERROR, forms_prove_their_vendor, valid_catalog),
    Check("SHP002", Severity.ERROR, forms_leave_others_alone, valid_catalog),
    Check("SHP004", Severity.ERROR, named_vendors_exist, valid_catalog),
)
