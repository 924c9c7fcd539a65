"""`errnorm diff`: what two catalog sets tell otherwise."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from errnorm.cli import options
from errnorm.cli.changelog import check_changelog
from errnorm.cli.effect import Effect, effect_on
from errnorm.cli.trouble import Trouble
from errnorm.diff.bump import REASONS, bump_for, bump_of
from errnorm.diff.changes import changes_between
from errnorm.diff.prose import changelog_lines, titles_of
from errnorm.diff.sets import SetError, read_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from errnorm.diff.bump import Bump
    from errnorm.diff.change import Change
    from errnorm.engine.tables import Tables

EPILOG = """\b
A catalog set is
  a folder of catalogs (without canonical.yaml: over the shipped vocabulary),
  a wheel, or a folder of compiled data (index.json, rules_VENDOR.json),
  a bundle: a JSON file with the keys index and rules,
  REV or REV:FOLDER of the git checkout you stand in; FOLDER is catalogs
  where it is left out.

\b
Classes:
  harmless      wording, sources, better evidence
  stricter      asks for more before something that cannot be taken back:
                later or no repeats, no way round, a recorded opt-out
  looser        the opposite; also an address that is given up, for
                whoever has it gets no more messages
  code_changed  another canonical code, action, fault ...
  form_changed  a shape reads payloads otherwise; --against shows which
  added, removed

\b
Examples:
  errnorm diff v0.1.0 catalogs
  errnorm diff HEAD~1 HEAD --json | jq -r 'select(.class == "looser") | .rule'
  errnorm diff v0.1.0 catalogs --against failures.ndjson
  errnorm diff --check-changelog CHANGELOG.md
"""


@click.command(epilog=EPILOG, short_help="Tell what two catalog sets tell otherwise.")
@click.argument("old", required=False)
@click.argument("new", required=False)
@click.option(
    "--against",
    metavar="FILE",
    type=click.Path(readable=False, allow_dash=True),
    help="Payloads or envelopes as `errnorm normalize` reads them; tells which answers change.",
)
@click.option(
    "--first", metavar="N", type=click.IntRange(0), default=20, show_default=True, help="Changed answers to show."
)
@click.option(
    "--check-changelog",
    "changelog",
    metavar="FILE",
    type=click.Path(readable=False),
    help="Refuse a changed verdict whose vendor has no new line under Catalogs.",
)
@click.option("--since", metavar="REV", help="What --check-changelog starts from; else the newest tag reachable.")
@options.as_json
@click.pass_context
def diff(  # noqa: PLR0913 - one parameter an option
    context: click.Context,
    *,
    old: str | None,
    new: str | None,
    against: str | None,
    first: int,
    changelog: str | None,
    since: str | None,
    as_json: bool,
) -> None:
    """Tell what changes from the catalog set OLD to NEW, as lines for a changelog, and the version it demands.

    Exit status: 0 where nothing changes; 1 where something does, or a changelog lacks a line; 2 where nothing can be
    done.
    """
    if changelog is not None:
        _refuse_sets_beside_changelog(old, new, against)
        context.exit(check_changelog(Path(changelog), since, as_json=as_json))
    if old is None or new is None or since is not None:
        raise click.UsageError("give OLD and NEW, or --check-changelog FILE [--since REV]")
    before, after = _read(old), _read(new)
    changes = changes_between(before, after)
    effect = effect_on(against, before, after) if against is not None else None
    tell = _print_json if as_json else _print_prose
    tell(changes, effect, first, titles_of([before, after]))
    context.exit(1 if changes or (effect is not None and effect.changed) else 0)


def _refuse_sets_beside_changelog(*given: str | None) -> None:
    if any(word is not None for word in given):
        raise click.UsageError("--check-changelog takes no OLD, NEW or --against; --since names what it starts from")


def _read(name: str) -> Tables:
    try:
        return read_set(name, Path.cwd())
    except (SetError, OSError) as error:
        raise Trouble(str(error)) from error


def _print_json(changes: Sequence[Change], effect: Effect | None, first: int, _: dict[str, str]) -> None:
    """Print a line for each change, for each changed answer, and one for all."""
    for change in changes:
        click.echo(json.dumps({"kind": "change", **change.to_dict(), "bump": str(bump_of(change))}))
    for answer in effect.changed[:first] if effect is not None else ():
        click.echo(json.dumps({"kind": "answer", **answer.to_dict()}))
    bump = bump_for(changes)
    told: dict[str, Any] = {
        "changes": len(changes),
        "classes": _count(changes),
        "bump": str(bump),
        "why": REASONS[bump],
    }
    click.echo(json.dumps({"kind": "summary", **told, **(effect.counts() if effect is not None else {})}))


def _print_prose(changes: Sequence[Change], effect: Effect | None, first: int, titles: dict[str, str]) -> None:
    if changes:
        click.echo("### Catalogs\n")
        for line in changelog_lines(changes, titles):
            click.echo(line)
        click.echo("")
    for line in _conclusion(changes, bump_for(changes)):
        click.echo(line)
    for line in effect.lines(first) if effect is not None else ():
        click.echo(line)


def _conclusion(changes: Sequence[Change], bump: Bump) -> list[str]:
    if not changes:
        return ["No verdict changes."]
    classes = ", ".join(f"{number} {kind.replace('_', ' ')}" for kind, number in _count(changes).items())
    return [
        f"{len(changes)} {'change' if len(changes) == 1 else 'changes'}: {classes}.",
        f"Version: {bump}; {REASONS[bump]}.",
    ]


def _count(changes: Sequence[Change]) -> dict[str, int]:
    return dict(Counter(str(change.kind) for change in changes).most_common())
