"""`errnorm vendors` and `errnorm codes`: what the catalogs hold."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import click

from errnorm import MatchKind, UnknownVendor
from errnorm.cli import options
from errnorm.cli.table import colour_of, grid, plain_lines, screen
from errnorm.cli.words import NOTHING, retry_words, safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from errnorm import Normalizer, Verdict
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


@click.command(epilog=VENDORS_EXAMPLES)
@options.catalogs
@options.as_json
def vendors(*, catalogs: tuple[str, ...], as_json: bool) -> None:
    """List the vendors: id, title, aliases, and how many rules each has."""
    asked = options.normalizer(catalogs)
    known = [asked.tables.vendors[name] for name in asked.vendors()]
    if as_json:
        _print_json(
            {"id": one.id, "title": one.title, "aliases": list(one.aliases), "rules": len(one.rules.by_id)}
            for one in known
        )
        return
    rows = [(one.id, safe(one.title), ", ".join(one.aliases) or NOTHING, str(len(one.rules.by_id))) for one in known]
    _print_columns(screen(), ("vendor", "title", "aliases", "rules"), rows)


@click.command(epilog=CODES_EXAMPLES)
@click.argument("vendor", required=False, shell_complete=options.complete_vendor)
@options.catalogs
@options.as_json
def codes(*, vendor: str | None, catalogs: tuple[str, ...], as_json: bool) -> None:
    """List the canonical codes with category, retry advice and action; with VENDOR the rules of its catalog."""
    asked = options.normalizer(catalogs)
    if vendor is None:
        _list_codes(asked, as_json=as_json)
        return
    found = asked.tables.vendor_named(vendor)
    if found is None:
        raise UnknownVendor(vendor, asked.vendors())
    _list_rules(found, as_json=as_json)


def _list_codes(asked: Normalizer, *, as_json: bool) -> None:
    vocabulary = asked.tables.vocabulary
    known = [vocabulary.plain(code, MatchKind.EXACT) for code in vocabulary.codes]
    console = screen()
    if as_json:
        _print_json({name: verdict.to_dict()[name] for name in _OF_A_CODE} for verdict in known)
    elif console.is_terminal:
        _print_by_category(
            console,
            known,
            asked,
        )
    else:
        rows = [(str(one.code), str(one.category), retry_words(one.retry, None), str(one.action)) for one in known]
        _print_columns(console, ("code", "category", "retry", "action"), rows)


def _print_by_category(console: Console, known: Sequence[Verdict], asked: Normalizer) -> None:
    """Print the codes under their categories, so that 80 columns hold them."""
    about = asked.tables.index["vocabulary"]["categories"]
    widths = [max(map(len, words)) for words in zip(*map(_code_cells, known), strict=True)]
    for category in dict.fromkeys(verdict.category for verdict in known):
        console.print(Text.assemble((str(category), "bold"), "  ", (safe(about.get(category, "")), "dim")))
        for verdict in (one for one in known if one.category == category):
            code, retry, action = map(str.ljust, _code_cells(verdict), widths)
            console.print(Text.assemble("  ", (code, colour_of(verdict.code, verdict.advice)), f"  {retry}  {action}"))


def _code_cells(verdict: Verdict) -> tuple[str, str, str]:
    return str(verdict.code), retry_words(verdict.retry, None), str(verdict.action)


def _list_rules(vendor: Vendor, *, as_json: bool) -> None:
    rules = sorted(vendor.rules.by_id.items(), key=lambda pair: _in_number_order(pair[0]))
    if as_json:
        _print_json(
            {"rule": name, "title": rule.verdict.vendor_title, "code": str(rule.verdict.code)} for name, rule in rules
        )
        return
    rows = [(name, str(rule.verdict.code), safe(rule.verdict.vendor_title or NOTHING)) for name, rule in rules]
    _print_columns(screen(), ("rule", "code", "title"), rows)


def _in_number_order(name: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in _NUMBERS.split(name)]


def _print_json(objects: Iterable[dict[str, Any]]) -> None:
    for one in objects:
        click.echo(json.dumps(one))


def _print_columns(console: Console, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    if not console.is_terminal:
        for line in plain_lines(rows, head):
            click.echo(line)
        return
    table = grid(*head)
    for row in rows:
        table.add_row(*row)
    console.print(table)
