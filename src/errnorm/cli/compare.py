"""`errnorm compare`: your own table of codes held against the catalog."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from errnorm.cli import options
from errnorm.cli.trouble import Trouble, unreadable
from errnorm.cli.words import retry_words, safe
from errnorm.diff.dictionary import DictionaryError, Entry, read_dictionary
from errnorm.diff.disagreement import Comparison, Disagreement, compare_entries
from errnorm.diff.labels import known_words

if TYPE_CHECKING:
    from collections.abc import Iterator

_MEANINGS = {"retryable": True, "permanent": False}
EPILOG = """\b
Forms:
  {131049: False}                    whether it may be repeated
  {"131049": "permanent"}            a label; Retry.PERMANENT is "permanent"
  {131049: {"retry": False, ...}}    one of the parts tells
  {(100, 33): False}                 code and subcode
  {131048, 131056}                   a list or set, with --meaning

\b
Examples:
  errnorm compare app/errors.py::RETRYABLE --vendor meta --meaning retryable
  errnorm compare app/errors.py::Codes.TABLE --vendor exotel
  errnorm compare codes.json --vendor telnyx --json | jq -r .rule
"""


@click.command(epilog=EPILOG, short_help="Hold your own table of codes against the catalog.")
@click.argument("table", metavar="FILE.py::NAME|FILE.json")
@click.option(
    "--vendor", metavar="ID", required=True, shell_complete=options.complete_vendor, help="Whose codes they are."
)
@click.option("--meaning", type=click.Choice([*_MEANINGS]), help="What it means to stand in a list or set.")
@options.catalogs
@options.as_json
@click.pass_context
def compare(  # noqa: PLR0913 - one parameter an option
    context: click.Context, *, table: str, vendor: str, meaning: str | None, catalogs: tuple[str, ...], as_json: bool
) -> None:
    """Print where a table of yours disagrees with the catalog of a vendor, and our source for it.

    The Python file is read and never run.

    Exit status: 0 where all agree; 1 where an entry disagrees or has a label that is not known; 2 where nothing can
    be done.
    """
    entries = _read(table)
    if meaning is None and any(entry.is_member for entry in entries):
        raise click.UsageError("a list or set needs --meaning retryable or --meaning permanent")
    asked = options.normalizer(catalogs)
    found = compare_entries(entries, asked, vendor, None if meaning is None else _MEANINGS[meaning])
    for line in _json_lines(found) if as_json else _lines(found):
        click.echo(line)
    context.exit(1 if found.disagreements or found.unknown_labels else 0)


def _read(table: str) -> list[Entry]:
    try:
        return read_dictionary(table)
    except DictionaryError as error:
        raise Trouble(str(error)) from error
    except OSError as error:
        raise unreadable(table.partition("::")[0], error) from error


def _lines(found: Comparison) -> Iterator[str]:
    for one in found.disagreements:
        yield from _told(one)
    for entry in found.unknown_labels:
        yield f"{safe(entry.place)}: {_theirs(entry)}: no word of this is a known label"
    if found.unknown_labels:
        yield f"known labels: {known_words()}, and the canonical codes"
    if found.disagreements or found.unknown_labels:
        yield ""
    yield _counted(found)
    for words, entries in (("not in the catalog", found.unknown_codes), ("not decided by it", found.undecided)):
        if entries:
            yield f"{words}: {', '.join(safe(_code(entry)) for entry in entries)}"


def _told(one: Disagreement) -> Iterator[str]:
    verdict = one.verdict
    ours = f"{verdict.code}, {retry_words(verdict.retry, verdict.acceptance)}, {verdict.action}"
    several = f" (one of {one.readings} meanings)" if one.readings > 1 else ""
    yield f"{safe(one.entry.place)}: {_theirs(one.entry)}: you say {safe(one.claim.words)}, the catalog {ours}{several}"
    if verdict.meaning:
        yield f"  {safe(verdict.meaning)}"
    yield f"  {verdict.match.rule}, {verdict.match.evidence}: {', '.join(verdict.match.sources)}"


def _counted(found: Comparison) -> str:
    counts = {
        "disagree": len({one.entry.place for one in found.disagreements}),
        "agree": found.agreed,
        "not in the catalog": len(found.unknown_codes),
        "not decided": len(found.undecided),
        "unknown label": len(found.unknown_labels),
    }
    return ", ".join(f"{number} {words}" for words, number in counts.items() if number or words == "disagree")


def _code(entry: Entry) -> str:
    return entry.code if entry.subcode is None else f"{entry.code}.{entry.subcode}"


def _theirs(entry: Entry) -> str:
    return safe(_code(entry) if entry.is_member else f"{_code(entry)}: {entry.value!r:.80}")


def _json_lines(found: Comparison) -> Iterator[str]:
    for one in found.disagreements:
        verdict = one.verdict
        ours: dict[str, Any] = {
            "claim": one.claim.words,
            "ours": str(verdict.code),
            "retry": str(verdict.advice),
            "delay": verdict.delay,
            "action": str(verdict.action),
            "rule": verdict.match.rule,
            "evidence": str(verdict.match.evidence),
            "sources": list(verdict.match.sources),
            "readings": one.readings,
        }
        yield json.dumps({"kind": "disagreement", **_object(one.entry), **ours})
    rest = {
        "unknown_label": found.unknown_labels,
        "unknown_code": found.unknown_codes,
        "undecided": found.undecided,
    }
    for kind, entries in rest.items():
        for entry in entries:
            yield json.dumps({"kind": kind, **_object(entry)})


def _object(entry: Entry) -> dict[str, Any]:
    place = {"file": entry.file, "line": entry.line, "column": entry.column}
    return {**place, "code": entry.code, "subcode": entry.subcode, "theirs": entry.value}
