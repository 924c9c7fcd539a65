"""The flat ledger: what every rule says, one line each, so that a change of meaning is one changed line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from errnorm.render.reference import Entry, Reference


def ledger(reference: Reference) -> str:
    """Give a line for every rule, sorted.

    A line is `vendor surface code[.subcode][~slug] -> canonical category advice action suppress`.
    """
    lines = [_line(entry) for entries in reference.entries.values() for entry in entries]
    return "".join(f"{line}\n" for line in sorted(lines))


def _line(entry: Entry) -> str:
    verdict = entry.verdict
    said = (verdict.code, verdict.category, verdict.advice, verdict.action, verdict.suppress.advice)
    return f"{' '.join(entry.id.split('/', 2))} -> {' '.join(map(str, said))}"
