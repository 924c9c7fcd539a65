"""`errnorm diff --check-changelog`: no published verdict changes without a line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from errnorm.cli.trouble import Trouble, unreadable
from errnorm.diff.changelog import Untold, catalogs_part, heading_to_write, lines_to_write, untold
from errnorm.diff.changes import changes_between
from errnorm.diff.prose import titles_of
from errnorm.diff.revision import RevisionError, folder_of, newest_tag, text_of, top_of
from errnorm.diff.sets import SetError, read_set

if TYPE_CHECKING:
    from errnorm.engine.tables import Tables


def check_changelog(path: Path, since: str | None, *, as_json: bool) -> int:
    """Print each untold change and the lines to write; give the exit status. Raises `Trouble` and `CatalogError`."""
    text = _read(path)
    here = path.resolve().parent
    try:
        base = since or newest_tag(here)
        if base is None:
            click.echo(
                "No tag is reachable from HEAD, so nothing is published yet and no line is asked for.", err=as_json
            )
            return 0
        revision, folder = folder_of(base)
        old, new = read_set(f"{revision}:{folder}", here), read_set(str(top_of(here) / folder), here)
        published = text_of(revision, path)
    except (RevisionError, SetError) as error:
        raise Trouble(str(error)) from error
    titles = titles_of([old, new])
    found = untold(changes_between(old, new), text, published, titles, _names(new))
    _print_found(path, catalogs_part(text).line, found, as_json=as_json)
    if found and not as_json:
        _print_lines(heading_to_write(text, published), lines_to_write(found, titles))
    elif not as_json:
        click.echo(f"Every verdict that changed since {revision} has its line.")
    return 1 if found else 0


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise unreadable(str(path), error) from error
    except UnicodeDecodeError as error:
        raise Trouble(f"{path} is not UTF-8") from error


def _names(tables: Tables) -> dict[str, set[str]]:
    return {vendor.id: set(vendor.aliases) for vendor in tables.vendors.values()}


def _print_found(path: Path, line: int, found: list[Untold], *, as_json: bool) -> None:
    place = {"file": str(path), "line": line}
    for one in found:
        said = {"kind": "untold", **place, **one.change.to_dict(), "message": str(one)}
        click.echo(json.dumps(said) if as_json else f"{path}:{line}:1: {one}")


def _print_lines(heading: str, lines: list[str]) -> None:
    click.echo(f'\nWrite under "### Catalogs" of "## {heading}", in your own words:\n')
    for line in lines:
        click.echo(line)
