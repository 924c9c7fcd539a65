"""`errnorm check`: what is wrong with catalogs, and how to mend it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from errnorm.cli.trouble import Trouble, unreadable
from errnorm.store import checkout_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from errnorm.check.finding import Check, Finding
    from errnorm.check.run import Report

EXAMPLES = """\b
Examples:
  errnorm check
  errnorm check my/catalogs --fix
  errnorm check catalogs/acme.yaml --format github
  errnorm check --list
"""
_SHOWN = ("id", "severity", "file", "line", "column", "message", "cure", "claim", "fixable")


@click.command(epilog=EXAMPLES, short_help="Check catalogs and mend what can be mended.")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True, path_type=Path))
@click.option("--fix", is_flag=True, help="Rewrite what can be mended: layout and quotes, nothing else.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "json"]),
    default="text",
    help="Lines for people, annotations for GitHub, or JSON, one object a line.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")
@click.option("--list", "listing", is_flag=True, help="Print the checks: id, severity, claim.")
def check(*, paths: tuple[Path, ...], fix: bool, form: str, strict: bool, listing: bool) -> None:
    """Check catalogs: files, or folders of them; without PATH, in a checkout, its catalogs.

    A catalog of your own is checked as laid over the shipped ones. Prints every fault with file, line and column.
    Exits with 1 where there are errors.
    """
    if listing:
        _print_checks(as_json=form == "json")
        return
    report = _report(_files(paths), fix=fix)
    for finding in report.findings:
        click.echo(_FORMS[form](finding))
    if form == "text":
        click.echo(_summary(report), err=True)
    severities = {str(finding.severity) for finding in report.findings}
    if "error" in severities or (strict and severities):
        raise SystemExit(1)


def _files(paths: Sequence[Path]) -> list[Path]:
    from errnorm.check.run import files_in

    found = []
    for path in paths or [_own_catalogs()]:
        files = files_in(path)
        if not files:
            raise Trouble(f"{path} holds no file named *.yaml")
        found += files
    return found


def _own_catalogs() -> Path:
    """Give the catalogs of the checkout one stands in, else of the one that the package runs from."""
    here = Path("catalogs")
    found = here if (here / "canonical.yaml").is_file() else checkout_folder()
    if found is None:
        raise Trouble("name a catalog, a file or a folder; without a checkout there is none to take")
    return found


def _report(files: Sequence[Path], *, fix: bool) -> Report:
    from errnorm.check.run import check_files, mend_files

    try:
        return mend_files(files) if fix else check_files(files)
    except OSError as error:
        raise unreadable(str(error.filename), error) from error


def _as_github(finding: Finding) -> str:
    """Give a finding as a workflow command, which GitHub shows beside the line."""
    place = {
        "file": finding.file,
        "line": finding.line,
        "col": finding.column,
        "title": finding.id,
    }
    told = ",".join(f"{key}={_escaped(str(value), _IN_PROPERTY)}" for key, value in place.items())
    return f"::{finding.severity} {told}::{_escaped(finding.text, _IN_MESSAGE)}"


def _as_json(finding: Finding) -> str:
    return json.dumps({name: getattr(finding, name) for name in _SHOWN})


_IN_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = {**_IN_MESSAGE, ":": "%3A", ",": "%2C"}
_FORMS: dict[str, Callable[[Finding], str]] = {"text": str, "github": _as_github, "json": _as_json}


def _escaped(text: str, signs: Mapping[str, str]) -> str:
    return "".join(signs.get(character, character) for character in text)


def _summary(report: Report) -> str:
    count = Counter(str(finding.severity) for finding in report.findings)
    told = [f"{count[name]} {name}{'s' * (count[name] != 1)}" for name in ("error", "warning") if count[name]]
    fixable = sum(finding.fixable for finding in report.findings)
    files = len(report.files)
    parts = [f"{files} file{'s' * (files != 1)} checked: {', '.join(told) or 'nothing to mend'}"]
    parts += [f"rewritten: {', '.join(report.mended)}"] if report.mended else []
    parts += [f"--fix can mend {fixable}"] if fixable and not report.mended else []
    return "; ".join(parts)


def _print_checks(*, as_json: bool) -> None:
    from errnorm.check.checks import CHECKS

    if as_json:
        for one in CHECKS:
            click.echo(json.dumps(_about(one)))
        return
    from errnorm.cli.screen import print_columns, screen

    print_columns(screen(), ("id", "severity", "claim"), [(one.id, str(one.severity), one.claim) for one in CHECKS])


def _about(one: Check) -> dict[str, Any]:
    return {"id": one.id, "severity": str(one.severity), "claim": one.claim, "fixable": one.mend is not None}
