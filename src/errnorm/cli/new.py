"""`errnorm new`: a stub for a vendor or for a code, in its place."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from errnorm import Code, Phase
from errnorm.cli import options
from errnorm.cli.desk import fill_in, folder_of, is_reached, today, write
from errnorm.cli.trouble import Trouble
from errnorm.cli.words import safe

if TYPE_CHECKING:
    from pathlib import Path

    from errnorm.authoring.new import Written
    from errnorm.authoring.stubs import RuleStub

_ID = re.compile(r"[a-z0-9][a-z0-9_]*")
EXAMPLES = """\b
Examples:
  errnorm new acme
  errnorm new acme 0010 --title "Absent subscriber" --canonical recipient_absent
  errnorm new exotel 1234 --surface v2
  errnorm new acme --catalogs my/catalogs
"""


@click.command(epilog=EXAMPLES, short_help="Write a stub for a vendor or a code.")
@options.vendor_argument
@click.argument("code", required=False)
@click.option("--title", metavar="TEXT", help="The vendor's own short title of the code; without CODE its name.")
@click.option("--canonical", metavar="WORD", help="The canonical code; `errnorm codes` lists them.")
@click.option("--status", metavar="WORD", help="The vendor's status word that has to stand beside the code.")
@click.option("--surface", metavar="NAME", help="The vendor's product, where it reuses numbers.")
@click.option("--phase", type=click.Choice([str(phase) for phase in Phase]), help="Where alone the code is met.")
@click.option("--source", metavar="NAME", help="The entry of `sources` that says so.")
@click.option("--catalogs", metavar="FOLDER", help="The folder to write in; else catalogs/ of the checkout.")
def new(  # noqa: PLR0913 - one parameter an option
    *,
    vendor: str,
    code: str | None,
    title: str | None,
    canonical: str | None,
    status: str | None,
    surface: str | None,
    phase: str | None,
    source: str | None,
    catalogs: str | None,
) -> None:
    """Write a stub: a catalog for VENDOR, or with CODE a rule in its place in VENDOR's catalog.

    Every line that was there stays as it was. A stub loads, so that all other vendors go on answering;
    `errnorm check` refuses it until its blanks are filled in.

    Exit status: 0; 2 where nothing was written, as for a code that has a rule already.
    """
    from errnorm.authoring.stubs import RuleStub
    from errnorm.authoring.words import NotWritable

    folder = folder_of(catalogs)
    _refuse_id(vendor)
    try:
        if code is None:
            _refuse_options_of_a_code(canonical=canonical, status=status, phase=phase, surface=surface, source=source)
            _write_catalog(folder, vendor, title, is_private=catalogs is not None)
        else:
            _refuse_words(code, canonical)
            stub = RuleStub(code.strip(), (), title, canonical, status, phase, surface, source)
            _write_rule(_with_rule(folder, vendor, stub, is_private=catalogs is not None))
    except NotWritable as error:
        raise Trouble(str(error)) from error


def _refuse_id(vendor: str) -> None:
    if not _ID.fullmatch(vendor):
        raise Trouble(f'"{safe(vendor)}" cannot be a vendor\'s id; ids are lower-case letters, digits and _')


def _refuse_options_of_a_code(**told: str | None) -> None:
    if given := next((name for name, value in told.items() if value is not None), None):
        raise click.UsageError(f"--{given} tells of a code, and no CODE is given")


def _refuse_words(code: str, canonical: str | None) -> None:
    from errnorm.catalog.diagnostics import nearest

    if not code.strip():
        raise Trouble("CODE is empty")
    known = [str(code) for code in Code]
    if canonical is not None and canonical not in known:
        raise Trouble(f'no such code "{canonical}"{nearest(canonical, known) or "; `errnorm codes` lists them"}')


def _write_catalog(folder: Path, vendor: str, title: str | None, *, is_private: bool) -> None:
    from errnorm.authoring.new import new_catalog
    from errnorm.authoring.page import shown
    from errnorm.catalog.blanks import blanks_in

    shipped = _shipped_title(vendor) if is_private else None
    page = new_catalog(folder, vendor, today=today(), title=title or shipped, with_shape=shipped is None)
    write([page])
    click.echo(f"{shown(page.path)}: catalog of {vendor}")
    fill_in(page, blanks_in(page.document))


def _with_rule(folder: Path, vendor: str, stub: RuleStub, *, is_private: bool) -> Written:
    from errnorm.authoring.new import catalog_with_rule, rule_written
    from errnorm.authoring.page import find_page

    page = find_page(folder, vendor)
    if page is not None:
        return rule_written(page, replace(stub, sources=[*page.catalog.sources]), is_reached)
    title = _shipped_title(vendor) if is_private else None
    if title is None:
        raise Trouble(f"no catalog of {vendor} in {folder}; write one with `errnorm new {vendor}`")
    stub = replace(stub, sources=["errors"], needs_example=True)
    return catalog_with_rule(folder, vendor, stub, today=today(), title=title)


def _write_rule(written: Written) -> None:
    from errnorm.authoring.page import shown
    from errnorm.catalog.blanks import blanks_in

    is_new_file = not written.page.path.exists()
    write([written.page])
    click.echo(f"{shown(written.page.path)}:{written.line}: rule {written.id}")
    fill_in(written.page, blanks_in(written.page.document) if is_new_file else written.blanks())


def _shipped_title(vendor: str) -> str | None:
    known = options.shipped().tables.vendors.get(vendor)
    return known.title if known is not None else None
