"""What is said where no rule matched: the vendor's hint, the HTTP status, the kind of transport failure."""

from __future__ import annotations

from collections.abc import Sequence

from errnorm.engine.text import fold
from errnorm.model.facets import MatchKind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from errnorm.engine.tables import Tables
    from errnorm.model.verdict import Verdict


def by_transient(tables: Tables, hint: str | None) -> Verdict | None:
    """Give the verdict for the vendor's own hint that a fault passes, or none."""
    row = tables.http["transient"].get(hint) if hint else None
    return _of_row(tables, row, MatchKind.TRANSIENT, f"http/transient/{hint}") if row else None


def by_status(tables: Tables, http_status: int | None) -> Verdict | None:
    """Give the verdict for an HTTP status, or none where it says nothing about a fault."""
    if http_status is None:
        return None
    statuses, classes = tables.http["statuses"], tables.http["classes"]
    row = statuses.get(str(http_status)) or classes.get(str(http_status // 100))
    return _of_row(tables, row, MatchKind.HTTP_STATUS, f"http/{http_status}") if row else None


def by_failure(tables: Tables, failure: tuple[Sequence[str], str] | None) -> Verdict | None:
    """Give the verdict for a failure without a response, told by its classes or the words of its text, or none."""
    if failure is None:
        return None
    names, text = set(failure[0]), fold(failure[1])
    for row, classes, phrases in tables.transport:
        if names & classes or any(phrase in text for phrase in phrases):
            return _of_row(tables, row, MatchKind.TRANSPORT, f"transport/{row['name']}")
    return None


def _of_row(tables: Tables, row: Any, how: MatchKind, rule: str) -> Verdict:
    data = {"id": rule, "canonical": row["canonical"], "sources": row["sources"], "facets": row.get("facets", {})}
    return tables.vocabulary.of_rule(data, how, "unknown")
