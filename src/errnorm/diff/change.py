"""One difference between two catalog sets, and the class it is of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """The class of a change.

    `stricter` asks for more before something is done that cannot be taken back; `looser` asks for less. A repeat, a
    way round a refusal and giving up an address are such things, so an address that is given up is looser, and an
    opt-out that is recorded is stricter.
    `code_changed` is another meaning: another canonical code, or a facet that knows no more or less.
    `form_changed` is a shape that reads payloads otherwise; it changes no verdict, and may change which one is found.
    """

    HARMLESS = "harmless"
    STRICTER = "stricter"
    LOOSER = "looser"
    CODE_CHANGED = "code_changed"
    FORM_CHANGED = "form_changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Change:
    """One part of one verdict that two sets tell otherwise.

    `vendor` is `canonical`, `http`, `transport` or `envelopes` for what belongs to no vendor. `code` is the vendor's
    code, or none for a rule without one. `field` is a facet (`retry.advice`), or `rule`, `shape`, `vendor`, `alias`.
    """

    rule: str
    vendor: str
    code: str | None
    field: str
    old: Any
    new: Any
    kind: Kind

    def to_dict(self) -> dict[str, Any]:
        """Give the change as JSON-ready data; the kind is called `class`."""
        return {
            "rule": self.rule,
            "vendor": self.vendor,
            "code": self.code,
            "field": self.field,
            "old": self.old,
            "new": self.new,
            "class": str(self.kind),
        }
