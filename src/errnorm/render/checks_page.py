"""The page of the checks, from their own claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from errnorm.render import markdown as md

if TYPE_CHECKING:
    from collections.abc import Iterable

    from errnorm.check.finding import Check

_LEAD = (
    "`errnorm check` reads catalogs and shows every place where one of these does not hold.\n"
    "An error makes a catalog unfit, a warning untidy; `errnorm check --fix` mends some of them by itself."
)


def checks_page(checks: Iterable[Check]) -> str:
    """Give the page of all checks, sorted by id; a claim is Markdown."""
    rows = [
        [md.code(check.id), check.severity, check.claim, "yes" if check.mend else "no"]
        for check in sorted(checks, key=lambda check: check.id)
    ]
    table = md.table(["check", "severity", "what holds", "mended by --fix"], rows)
    return md.page("Checks", _LEAD, table, source="src/errnorm/check/")
