"""Checks that what is said is supported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from errnorm.catalog.schema import Catalog, Rule, Shape
from errnorm.catalog.shared import Http, Transport
from errnorm.check.finding import Check, Fault, Severity
from errnorm.check.subject import citations, valid_catalog, valid_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from errnorm.check.scene import Scene
    from errnorm.check.subject import Subject


def sources_are_cited(subject: Subject, _: Scene) -> Iterator[Fault]:
    """Every source that is listed is cited."""
    if not isinstance(subject.model, (Catalog, Http, Transport)):
        return
    cited = {name.partition("#")[0] for _, name in citations(subject.model)}
    for name in subject.document.value["sources"]:
        if name not in cited:
            message = f'the source "{name}" is listed and never cited'
            yield subject.at(("sources", name), message, "cite it in the rule or shape it supports, or remove it")


def conclusions_are_explained(subject: Subject, _: Scene) -> Iterator[Fault]:
    """What is inferred has a note that says how."""
    assert subject.catalog
    parts: dict[str, Iterable[Rule | Shape]] = {"rules": subject.catalog.rules, "shapes": subject.catalog.shapes}
    for kind, members in parts.items():
        for place, part in enumerate(members):
            if part.evidence == "inferred" and not part.note:
                where = (kind, place, "evidence")
                message = f"{subject.word(where[:2])}: evidence is inferred, and no note says how"
                yield subject.at(where, message, "add `note`, or cite a source that documents it")


CHECKS = (
    Check("SRC002", Severity.WARNING, sources_are_cited, valid_file),
    Check("EVD001", Severity.ERROR, conclusions_are_explained, valid_catalog),
)
