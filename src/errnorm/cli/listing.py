"""`errnorm vendors` and `errnorm codes`: what the catalogs hold."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import click

from errnorm import MatchKind, UnknownVendor
from errnorm.cli import options
from errnorm.cli.words import NOTHING, retry_words, safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from errnorm import Verdict
    from errnorm.engine.tables import Vendor

_OF_A_CODE = ("code", "category", "title", "retry", "action", "remediation", "scope", "fault", "failover", "suppress")
_NUMBERS = re.compile(r"(\d+)")
VENDORS_EXAMPLES = """\b
Examples:
  errnorm vendors
  errnorm vendors --json | jq -r .id
"""
CODES_EXAMPLES = """\b
Examples:
  errnorm codes
  errnorm codes exotel
  errnorm codes chirp --json | jq -r '[.rule, .code] | @tsv'
"""


@click.command(epilog=VENDORS_EXAMPLES, short_help="List the vendors.")
@options.catalogs
@options.as_json
def vendors(*, catalogs: tuple[str, ...], as_json: bool) -> None:
    """List the vendors: id, title, aliases, and how many rules each has."""
    asked = options.normalizer(catalogs)
    known = [asked.tables.vendors[name] for name in asked.vendors()]
    if as_json:
        _print_json(map(_vendor_object, known))
        return
    from errnorm.cli.screen import print_columns, screen

    print_columns(screen(), ("vendor", "title", "aliases", "rules"), map(_vendor_row, known))


def _vendor_object(vendor: Vendor) -> dict[str, Any]:
    rules = len(vendor.rules.by_id)
    return {"id": vendor.id, "title": vendor.title, "aliases": list(vendor.aliases), "rules": rules}


def _vendor_row(vendor: Vendor) -> tuple[str, ...]:
    return vendor.id, safe(vendor.title), ", ".join(vendor.aliases) or NOTHING, str(len(vendor.rules.by_id))


@click.command(epilog=CODES_EXAMPLES, short_help="List the canonical codes, or a vendor's rules.")
@click.argument("vendor", required=False, shell_complete=options.complete_vendor)
@options.catalogs
@options.as_json
def codes(*, vendor: str | None, catalogs: tuple[str, ...], as_json: bool) -> None:
    """List the canonical codes with category, retry advice and action; with VENDOR the rules of its catalog."""
    asked = options.normalizer(catalogs)
    if vendor is None:
        vocabulary = asked.tables.vocabulary
        about = asked.tables.index["vocabulary"]["categories"]
        _list_codes([vocabulary.plain(code, MatchKind.EXACT) for code in vocabulary.codes], about, as_json=as_json)
        return
    found = asked.tables.vendor_named(vendor)
    if found is None:
        raise UnknownVendor(vendor, asked.vendors())
    _list_rules(found, as_json=as_json)


def _list_codes(known: list[Verdict], about: dict[str, str], *, as_json: bool) -> None:
    if as_json:
        _print_json({name: verdict.to_dict()[name] for name in _OF_A_CODE} for verdict in known)
        return
    from errnorm.cli.screen import on_terminal, print_columns, print_groups, screen

    console = screen()
    head, rows = ("category", "code", "retry", "action"), [_code_row(verdict) for verdict in known]
    if on_terminal(console):
        print_groups(console, rows, about)
    else:
        print_columns(console, head, rows)


def _code_row(verdict: Verdict) -> tuple[str, ...]:
    return str(verdict.category), str(verdict.code), retry_words(verdict.retry, None), str(verdict.action)


def _list_rules(vendor: Vendor, *, as_json: bool) -> None:
    rules = sorted(vendor.rules.by_id.values(), key=lambda rule: _in_number_order(rule.id))
    if as_json:
        _print_json({"rule": one.id, "title": one.verdict.vendor_title, "code": str(one.verdict.code)} for one in rules)
        return
    from errnorm.cli.screen import print_stacked, screen

    rows = [(one.id, str(one.verdict.code), safe(one.verdict.vendor_title or NOTHING)) for one in rules]
    print_stacked(screen(), ("rule", "code", "title"), rows)


def _in_number_order(name: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in _NUMBERS.split(name)]


def _print_json(objects: Iterable[dict[str, Any]]) -> None:
    for one in objects:
        click.echo(json.dumps(one))
