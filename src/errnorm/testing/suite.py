"""Every check of a catalog, by name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from errnorm.testing import examples, interference, laws, mutations, uniqueness
from errnorm.testing.finding import Finding
from errnorm.testing.shipped import shipped_examples
from errnorm.testing.subject import Subject, read_subjects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path


@dataclass(frozen=True)
class Check:
    """One check: `name` says what is checked, `run` raises `Finding` where it does not hold."""

    name: str
    run: Callable[[], None]


def checks_of(subject: Subject) -> Iterator[Check]:
    """Give the checks of one file, in the order in which their findings are best read."""
    if subject.catalog is None:
        yield Check("overrides take effect", partial(uniqueness.check_overrides, subject))
        return
    yield Check("rule ids are unique", partial(uniqueness.check_rule_ids, subject))
    yield Check("no two rules match the same", partial(uniqueness.check_matches, subject))
    yield from _of_shapes(subject)
    yield from _of_rules(subject)
    yield from _of_examples(subject)
    for vendor in shipped_examples():
        yield Check(f"{vendor} is left alone", partial(interference.check_vendor_is_left_alone, subject, vendor))
    yield Check("every payload has an answer", partial(laws.check_totality, subject))
    yield Check("the same payload has the same answer", partial(laws.check_determinism, subject))
    yield Check("text, bytes and parsed body have one answer", partial(laws.check_forms, subject))


def findings_of(paths: Sequence[str | Path]) -> list[Finding]:
    """Give what all checks of files and folders find. Raises `CatalogError` where one cannot be read."""
    checks = [check for subject in read_subjects(paths) for check in checks_of(subject)]
    return [finding for check in checks if (finding := _finding_of(check)) is not None]


def _finding_of(check: Check) -> Finding | None:
    try:
        check.run()
    except Finding as finding:
        return finding
    return None


def _of_shapes(subject: Subject) -> Iterator[Check]:
    for index, shape in enumerate(subject.written.shapes):
        yield Check(f"shape {shape.name}", partial(examples.check_shape, subject, index))
        if shape.identifies and shape.example is not None:
            yield Check(f"shape {shape.name} is detected", partial(examples.check_detection, subject, index))


def _of_rules(subject: Subject) -> Iterator[Check]:
    for index, (name, rule) in enumerate(subject.rules):
        yield Check(f"rule {name}", partial(examples.check_rule, subject, index))
        if rule.example is not None:
            yield Check(f"example of rule {name}", partial(examples.check_rule_example, subject, index))


def _of_examples(subject: Subject) -> Iterator[Check]:
    for example in subject.examples():
        for law in mutations.LAWS:
            if next(iter(law.mutants(subject, example)), None) is not None:
                yield Check(f"{example.owner}: {law.name}", partial(mutations.check, law, subject, example))
