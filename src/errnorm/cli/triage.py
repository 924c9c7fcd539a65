"""`errnorm triage`: what no rule knew in real failures, most frequent first, and stubs for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from errnorm.cli import options
from errnorm.cli.desk import folder_of, is_reached, today, write
from errnorm.cli.envelope import envelope_of
from errnorm.cli.meter import Meter
from errnorm.cli.rows import answers_to
from errnorm.cli.source import STANDARD_INPUT, Broken, documents, lines_of, refuse_unreadable, size_of
from errnorm.cli.tally import counted
from errnorm.cli.trouble import Trouble
from errnorm.cli.words import NOTHING, looks_like_a_code, safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from errnorm import NormalizedError, Normalizer
    from errnorm.authoring.groups import Group, Groups
    from errnorm.authoring.stubbing import Outcome

_MOST_KEYS = 6
_HEAD = ("count", "vendor", "code", "form", "answered by", "first")
EXAMPLES = """\b
Examples:
  errnorm triage failures.ndjson
  errnorm triage failures.ndjson --write
  errnorm triage --vendor acme --catalogs my/catalogs --write failures.ndjson
  errnorm triage --json failures.ndjson | jq -r .code
"""


@click.command(epilog=EXAMPLES, short_help="Group what no rule knew in files, and write stubs for it.")
@click.argument("files", nargs=-1, type=click.Path(readable=False, allow_dash=True))
@options.vendor_option
@options.http_status
@options.catalogs
@click.option("--write", "writes", is_flag=True, help="Write stubs into the folder of --catalogs, else the checkout's.")
@options.as_json
@click.pass_context
def triage(  # noqa: PLR0913 - one parameter an option
    context: click.Context,
    *,
    files: tuple[str, ...],
    vendor: str | None,
    http_status: int | None,
    catalogs: tuple[str, ...],
    writes: bool,
    as_json: bool,
) -> None:
    """Group the failures in FILES that no rule knew: by vendor, form and code, the most frequent first.

    FILES are read as `errnorm normalize` reads them. A form is the name of a shape, else the names of the payload's
    keys; no value of a payload is printed or written, but for a code that looks like one.

    With --write a known vendor gets a rule stub for each code, in its place, and a form that no shape knows a shape
    stub with its keys and blanks for values, in the vendor's catalog or, where nobody is known, in unnamed.yaml.

    Exit status: 0; 1 where no rule knew a failure, or something is not JSON; 2 where nothing can be done.
    """
    names = files or (STANDARD_INPUT,)
    asked = options.normalizer(_existing(catalogs) if writes else catalogs, vendor)
    refuse_unreadable(names)
    with Meter(size_of(names), allowed=True) as meter:
        groups, broken = _grouped(names, asked, http_status, meter)
    ranked = groups.ranked()
    outcomes = _written(ranked, asked, catalogs) if writes else []
    if as_json:
        _print_json(ranked, outcomes)
    else:
        _print_table(groups, ranked, outcomes, broken)
    context.exit(1 if ranked or broken else 0)


def _existing(catalogs: Sequence[str]) -> list[str]:
    """Give the catalogs to answer with: a folder that --write will fill may be new, or hold nothing yet."""
    return [name for name in catalogs if Path(name).suffix or any(Path(name).glob("*.yaml"))]


def _grouped(names: Sequence[str], asked: Normalizer, http_status: int | None, meter: Meter) -> tuple[Groups, int]:
    from errnorm.authoring.groups import Groups

    groups, broken = Groups(), 0
    for name in names:
        for document in documents(name, meter.follow(lines_of(name))):
            if isinstance(document, Broken):
                broken += 1
                meter.note(str(document))
                continue
            payload = envelope_of(document.value).payload
            for answer in answers_to(document, asked, http_status):
                groups.add(answer, payload, shown_code=_shown_code(answer), first=f"{document.file}:{document.line}")
    return groups, broken


def _shown_code(answer: NormalizedError) -> str | None:
    code = answer.vendor_code
    return code if code is not None and code.isprintable() and looks_like_a_code(code) else None


def _written(ranked: Sequence[Group], asked: Normalizer, catalogs: Sequence[str]) -> list[Outcome]:
    from errnorm.authoring.stubbing import Stubber

    if len(catalogs) > 1:
        raise Trouble("--write takes one --catalogs at most: the folder to write in")
    folder = folder_of(catalogs[0] if catalogs else None)
    stubber = Stubber(folder, asked.tables, today=today(), reaches=is_reached)
    outcomes = stubber.outcomes(ranked)
    write(stubber.pages.values())
    return outcomes


def _print_json(ranked: Sequence[Group], outcomes: Sequence[Outcome]) -> None:
    for index, group in enumerate(ranked):
        outcome = outcomes[index] if outcomes else None
        told = (
            {"stubs": list(outcome.stubs), "there_already": list(outcome.known), "no_stub": outcome.why or None}
            if outcome
            else {}
        )
        click.echo(json.dumps({**_object(group), **told}))


def _object(group: Group) -> dict[str, Any]:
    form = group.form
    return {
        "count": group.count,
        "vendor": form.vendor,
        "shape": form.shape or None,
        "keys": list(form.keys),
        "code": form.code or None,
        "match": sorted(group.hows),
        "http_status": sorted(group.statuses),
        "first": group.first,
    }


def _print_table(groups: Groups, ranked: Sequence[Group], outcomes: Sequence[Outcome], broken: int) -> None:
    from errnorm.cli.screen import print_stacked, screen

    if ranked:
        print_stacked(screen(), _HEAD, [_row(group) for group in ranked])
        click.echo()
    lost = f", {counted(broken, 'line')} not read" if broken else ""
    known = f"{groups.unknown():,} of {counted(groups.errors, 'error')}"
    click.echo(f"{known} known to no rule, in {counted(len(ranked), 'group')}{lost}")
    for group, outcome in zip(ranked, outcomes, strict=False):
        for stub in outcome.stubs:
            click.echo(f"written: {stub}")
        for stub in outcome.known:
            click.echo(f"there already: {stub}")
        if outcome.why:
            click.echo(f"no stub for {group.first}: {outcome.why}")
    if any(outcome.stubs for outcome in outcomes):
        click.echo("then: fill in the blanks, and run errnorm check")


def _row(group: Group) -> tuple[str, ...]:
    form = group.form
    code = "(hidden)" if form.hides_code else safe(form.code) or NOTHING
    return str(group.count), safe(form.vendor), code, _form(group), ", ".join(sorted(group.hows)), safe(group.first)


def _form(group: Group) -> str:
    form = group.form
    if form.shape or form.is_text:
        return form.shape or "a text"
    more = len(form.keys) - _MOST_KEYS
    return ", ".join(form.keys[:_MOST_KEYS]) + (f" and {more} more" if more > 0 else "") or NOTHING
