"""Failures that no rule knew, grouped by what may be told of them: vendor, form, code; never a value."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from errnorm.authoring.skeleton import paths_of, skeleton_of
from errnorm.model.facets import MatchKind

if TYPE_CHECKING:
    from errnorm.model.answer import NormalizedError

NO_RULE = frozenset({MatchKind.UNKNOWN, MatchKind.HTTP_STATUS, MatchKind.TRANSIENT, MatchKind.AMBIGUOUS})
UNKNOWN_VENDOR = "unknown"
_VENDOR_ID = re.compile(r"[a-z][a-z_]{1,30}[0-9]{0,3}")


@dataclass(frozen=True, order=True)
class Form:
    """What failures of one group share: the `vendor`, the `shape` or else the `keys`, and the `code`.

    `is_text` says that the payload is a text without keys; `hides_code` that there is a code that does not look
    like one and is not told; `is_known_vendor` that the vendor has a catalog.
    """

    vendor: str
    shape: str
    keys: tuple[str, ...]
    code: str
    is_text: bool = False
    hides_code: bool = False
    is_known_vendor: bool = True


@dataclass
class Group:
    """The failures of one form: how many, where the first stood, what answered them, and what they look like."""

    form: Form
    first: str
    skeleton: Any = None
    count: int = 0
    hows: set[str] = field(default_factory=set)
    statuses: set[int] = field(default_factory=set)


class Groups:
    """The groups of one run, which keep no payload and no value."""

    def __init__(self) -> None:
        self.errors = 0
        self._groups: dict[Form, Group] = {}

    def add(self, answer: NormalizedError, payload: Any, *, shown_code: str | None, first: str) -> None:
        """Count one answer; `shown_code` is its code where that looks like a code, else none."""
        if not answer.is_error:
            return
        self.errors += 1
        if answer.match.how not in NO_RULE:
            return
        skeleton = skeleton_of(payload) if answer.match.shape is None else None
        form = _form_of(answer, skeleton, shown_code)
        group = self._groups.setdefault(form, Group(form, first, skeleton))
        group.count += 1
        group.hows.add(str(answer.match.how))
        group.statuses |= {answer.http_status} if answer.http_status is not None else set()

    def ranked(self) -> list[Group]:
        """Give the groups, the most frequent first."""
        return sorted(self._groups.values(), key=lambda group: (-group.count, group.form))

    def unknown(self) -> int:
        """Give how many errors no rule knew."""
        return sum(group.count for group in self._groups.values())


def _form_of(answer: NormalizedError, skeleton: Any, shown_code: str | None) -> Form:
    named = answer.match.unknown_vendor
    is_text = answer.match.shape is None and skeleton is None
    code = None if is_text else shown_code
    return Form(
        vendor=named if named and _VENDOR_ID.fullmatch(named) else answer.vendor,
        shape=answer.match.shape or "",
        keys=paths_of(skeleton) if skeleton is not None else (),
        code=code or "",
        is_text=is_text,
        hides_code=code is None and answer.vendor_code is not None,
        is_known_vendor=named is None and answer.vendor != UNKNOWN_VENDOR,
    )
