"""Checks that a catalog takes no payload from the shipped vendors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from errnorm.testing.finding import Finding
from errnorm.testing.shipped import shipped_examples, shipped_normalizer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from errnorm.testing.subject import Subject


def check_vendor_is_left_alone(subject: Subject, vendor: str) -> None:
    """Raise `Finding` where an example of a shipped vendor is detected otherwise than without the catalog."""
    before, after = shipped_normalizer(), subject.alone
    for owner, example in _examples_of(vendor):
        payload, headers = example["example"], example.get("example_headers")
        was, now = before.detect(payload, headers), after.detect(payload, headers)
        if was != now:
            found = now.vendor if not now.candidates else f"one of {', '.join(now.candidates)}"
            shape = _taking(subject, payload, example)
            place = subject.place("shapes", _index_of(subject, shape)) if shape else subject.place()
            raise Finding(
                place,
                f"with this catalog {vendor}'s {owner} is detected as {found}"
                + (f", through shape {shape}" if shape else ""),
                expected=was.vendor,
                payload=payload,
                mend="ask in the shape's `when` for what only this vendor sends, or say `identifies: false`",
            )


def _examples_of(vendor: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    found = shipped_examples()[vendor]
    for name, example in found["shapes"].items():
        yield f"example of shape {name}", example
    for name, example in found["rules"].items():
        yield f"example of {name}", example


def _taking(subject: Subject, payload: Any, example: Mapping[str, Any]) -> str | None:
    """Give the catalog's own shape that fits a payload, where one does."""
    own = {shape.name for shape in subject.written.shapes}
    told = {"http_status": example.get("example_http_status"), "headers": example.get("example_headers")}
    answers = subject.alone.normalize_all(payload, vendor=subject.written.vendor, **told)
    return next((answer.match.shape for answer in answers if answer.match.shape in own), None)


def _index_of(subject: Subject, name: str) -> int:
    return [shape.name for shape in subject.written.shapes].index(name)
