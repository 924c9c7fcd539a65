"""Checks of what reading a file finds: whether it is YAML without its traps, and has the form of the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from errnorm.check.finding import Check, Fault, Severity
from errnorm.check.subject import any_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from errnorm.catalog.diagnostics import Diagnostic
    from errnorm.check.scene import Scene
    from errnorm.check.subject import Subject

_SIGNS = {
    "SCH001": ("is not YAML", "is not UTF-8", "cannot be read", "a key must be text"),
    "SCH002": ("stands here twice",),
    "SCH003": ("anchors and aliases", "the tag "),
    "SRC001": ("is listed under `sources`",),
    "SHP003": ("is taken by shapes.",),
}
_FORM = "SCH004"
_SAYS_HOW = ("; nearest: ", "; allowed: ", "; write ", "Add `why`")


def readable(subject: Subject, _: Scene) -> Iterator[Fault]:
    """A file is YAML in UTF-8."""
    return _found(subject, "SCH001", "mend the text there")


def keys_once(subject: Subject, _: Scene) -> Iterator[Fault]:
    """No key stands twice in one mapping."""
    return _found(subject, "SCH002", "keep one of the two")


def no_indirection(subject: Subject, _: Scene) -> Iterator[Fault]:
    """A file has no anchors, aliases and tags."""
    return _found(subject, "SCH003", "write the plain value")


def form_of_the_schema(subject: Subject, _: Scene) -> Iterator[Fault]:
    """Every key and every value is one that the schema knows."""
    return _found(subject, _FORM, "docs/guide/catalog-format.md describes each key")


def citations_are_listed(subject: Subject, _: Scene) -> Iterator[Fault]:
    """Every source that is cited is listed under `sources`."""
    return _found(subject, "SRC001", "list it with url and retrieved, or cite one that is listed")


def shape_names_once(subject: Subject, _: Scene) -> Iterator[Fault]:
    """No two shapes of a vendor have the same name."""
    return _found(subject, "SHP003", "name one of them otherwise")


def _found(subject: Subject, wanted: str, cure: str) -> Iterator[Fault]:
    for one in subject.diagnostics:
        if _id_of(one) == wanted:
            message = f"{one.where}: {one.message}" if one.where else one.message
            yield Fault(one.line, one.column, message, _cure(one.message, cure))


def _id_of(diagnostic: Diagnostic) -> str:
    signs = ((name, sign) for name, known in _SIGNS.items() for sign in known)
    return next((name for name, sign in signs if sign in diagnostic.message), _FORM)


def _cure(message: str, usual: str) -> str:
    if "required and absent" in message:
        return "add it"
    return "" if any(sign in message for sign in _SAYS_HOW) else usual


CHECKS = (
    Check("SCH001", Severity.ERROR, readable, any_file),
    Check("SCH002", Severity.ERROR, keys_once, any_file),
    Check("SCH003", Severity.ERROR, no_indirection, any_file),
    Check("SCH004", Severity.ERROR, form_of_the_schema, any_file),
    Check("SRC001", Severity.ERROR, citations_are_listed, any_file),
    Check("SHP003", Severity.ERROR, shape_names_once, any_file),
)
