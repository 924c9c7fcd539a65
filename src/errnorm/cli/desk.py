"""What the commands that write into catalogs have in common."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from errnorm.cli.trouble import Trouble
from errnorm.store import checkout_folder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from errnorm.authoring.page import Page
    from errnorm.catalog.strict_yaml import Where


def folder_of(named: str | None) -> Path:
    """Give the folder to write catalogs in: the one named, else that of the checkout. Raises `Trouble`."""
    if named is None:
        folder = checkout_folder()
        if folder is None:
            raise Trouble("an installed package has no catalogs to write in; name a folder: --catalogs FOLDER")
        return folder
    if Path(named).is_file():
        raise Trouble(f"{named} is a file; --catalogs takes the folder to write in")
    return Path(named)


def today() -> str:
    """Give the day, as 2026-11-22."""
    return dt.datetime.now(dt.UTC).date().isoformat()


def is_reached(page: Page, index: int) -> bool:
    """Say whether the example of one of the page's shapes can carry the code of the rule at this index."""
    from errnorm.testing.substitution import payloads_for

    return next(payloads_for(page.catalog, page.catalog.rules[index]), None) is not None


def write(pages: Iterable[Page]) -> None:
    """Write the pages to their files. Raises `Trouble`."""
    from errnorm.authoring.new import write_pages

    try:
        write_pages(pages)
    except OSError as error:
        raise Trouble(f"cannot write {error.filename}: {error.strerror or error}") from error


def fill_in(page: Page, blanks: Iterable[tuple[Where, str]]) -> None:
    """Print what is left to fill in, each with its line, and the command that checks it."""
    from errnorm.authoring.page import shown

    for where, what in blanks:
        fault = page.document.fault(where, what)
        click.echo(f"  {fault.line}: {where[-1]}: fill in {what}")
    click.echo(f"then: errnorm check {shown(page.path)}")
