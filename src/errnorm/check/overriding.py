"""The check that overrides change something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from errnorm.catalog.diagnostics import nearest
from errnorm.check.finding import Check, Fault, Severity
from errnorm.check.scene import rules_of, unknown_rules
from errnorm.check.subject import valid_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from errnorm.check.scene import Scene
    from errnorm.check.subject import Subject


def overridden_rules_exist(subject: Subject, scene: Scene) -> Iterator[Fault]:
    """Every rule that an override names exists."""
    tables = scene.normalizer.tables
    for place, rule in unknown_rules(subject, tables).items():
        vendor = rule.partition("/")[0]
        known = nearest(rule, rules_of(tables, vendor)) or nearest(vendor, tables.vendors)
        message = f'no such rule "{rule}"{known}'
        yield subject.at(("overrides", place, "rule"), message, "`errnorm codes VENDOR` lists the ids")


CHECKS = (Check("OVR001", Severity.ERROR, overridden_rules_exist, valid_file),)
