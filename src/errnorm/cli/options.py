"""Options that several commands share, and the Normalizer they ask for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from errnorm import Normalizer

if TYPE_CHECKING:
    from collections.abc import Sequence


def complete_vendor(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    """Give the ids of the vendors that begin so."""
    known = shipped().tables.vendors.values()
    return [CompletionItem(vendor.id, help=vendor.title) for vendor in known if vendor.id.startswith(begun)]


def complete_code(context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
    """Give the codes of the vendor already named that begin so."""
    vendor = shipped().tables.vendor_named(context.params.get("vendor"))
    rules = vendor.rules.by_code if vendor is not None else {}
    return [
        CompletionItem(code, help=found[0].verdict.vendor_title)
        for code, found in rules.items()
        if code.startswith(begun)
    ]


vendor_argument = click.argument("vendor", shell_complete=complete_vendor)
vendor_option = click.option(
    "--vendor", metavar="ID", shell_complete=complete_vendor, help="The vendor you talk to; else the form tells."
)
http_status = click.option(
    "--http-status",
    metavar="STATUS",
    type=click.IntRange(100, 599),
    help="The HTTP status of the response.",
)
catalogs = click.option(
    "--catalogs",
    type=click.Path(readable=False),
    multiple=True,
    help="Your own catalog or overrides, a file or a folder, laid over the shipped ones; may be repeated.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line.")
as_stream = click.option(
    "--stream", is_flag=True, help="Answer each line of standard input with one line of JSON, at once."
)
show_detail = click.option(
    "--show-detail", is_flag=True, help="Also print the vendor's own words and ids; they may hold phone numbers."
)


@cache
def shipped() -> Normalizer:
    """Give the Normalizer over the shipped catalogs alone."""
    return Normalizer()


def normalizer(catalogs: Sequence[str], vendor: str | None = None) -> Normalizer:
    """Give the Normalizer over the shipped catalogs and these. Raises `UnknownVendor` and `CatalogError`."""
    asked = shipped()
    if catalogs:
        asked = asked.with_catalogs(*catalogs)
    return asked if vendor is None else Normalizer(vendor=vendor, tables=asked.tables)
