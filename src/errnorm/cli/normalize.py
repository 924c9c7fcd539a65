"""`errnorm normalize`: files of payloads to a table, or to lines of JSON."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from errnorm.cli import options
from errnorm.cli.meter import Meter
from errnorm.cli.rows import Found, answers_to, errors_in, json_line, row_of, shown
from errnorm.cli.source import STANDARD_INPUT, Broken, documents, lines_of, refuse_unreadable, size_of
from errnorm.cli.tally import Tally
from errnorm.cli.words import safe
from errnorm.normalizer import UnknownVendor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from errnorm import Normalizer

_MOST_NOTES = 20
EPILOG = """\b
Columns:
  retry     when the same payload may be sent again, unchanged;
            "same key": only under the idempotency key of the first try
  who acts  who has to do something about it
  out?      may the message be out: no, maybe, yes, or failed (taken at
            first, then reported as failed)

\b
Examples:
  errnorm normalize failures.ndjson
  errnorm normalize --vendor kirim webhook.json
  errnorm normalize --json failures.ndjson | jq -r .code | sort | uniq -c
  zcat failures.ndjson.gz | errnorm normalize --vendor meta
  errnorm normalize --stream < requests.ndjson
"""


@click.command(epilog=EPILOG, short_help="Answer every payload in files.")
@click.argument("files", nargs=-1, type=click.Path(readable=False, allow_dash=True))
@options.vendor_option
@options.http_status
@options.catalogs
@options.as_json
@options.as_stream
@options.show_detail
@click.pass_context
def normalize(  # noqa: PLR0913 - one parameter an option
    context: click.Context,
    *,
    files: tuple[str, ...],
    vendor: str | None,
    http_status: int | None,
    catalogs: tuple[str, ...],
    as_json: bool,
    stream: bool,
    show_detail: bool,
) -> None:
    """Answer every payload in FILES (JSON or NDJSON; standard input where there are none).

    A file is one JSON document, or one document a line. A document is a raw payload, or an envelope:
    {"payload": ..., "vendor": ..., "http_status": ..., "headers": ...} with at least one of the last three, which
    come before the options. A payload with several errors gives several rows, a success one with no_error.

    With --stream a line in gives one line out: {"line": 1, "answers": [...]}, none where the vendor reports success,
    or {"line": 1, "problem": "..."}.

    Exit status: 0; 1 where something is not JSON (reported, the rest goes on); 2 where nothing can be done.
    """
    asked = options.normalizer(catalogs, vendor)
    if stream:
        context.exit(_answer_lines(files, asked, http_status, show_detail=show_detail))
    names = files or (STANDARD_INPUT,)
    refuse_unreadable(names)
    tally = Tally()
    with Meter(size_of(names), allowed=not (as_json and sys.stdout.isatty())) as meter:
        found = _answered(names, asked, http_status, tally, meter)
        if as_json:
            _print_json(found, show_detail=show_detail)
        else:
            _print_table(found, tally, show_file=len(names) > 1, show_detail=show_detail)
    context.exit(1 if tally.broken else 0)


def _answer_lines(files: Sequence[str], asked: Normalizer, http_status: int | None, *, show_detail: bool) -> int:
    from errnorm.cli.stream import stream

    if files:
        raise click.UsageError("--stream reads standard input, and no files")

    def answers(document: Any) -> dict[str, Any]:
        found = errors_in(document, asked, http_status)
        return {"answers": [shown(answer.to_dict(), show_detail=show_detail) for answer in found]}

    return 1 if stream(answers) else 0


def _answered(
    names: Sequence[str], asked: Normalizer, http_status: int | None, tally: Tally, meter: Meter
) -> Iterator[Found]:
    strangers: set[str] = set()
    for name in names:
        for document in documents(name, meter.follow(lines_of(name))):
            if isinstance(document, Broken):
                tally.broken += 1
                meter.note(str(document))
                continue
            answers = answers_to(document, asked, http_status)
            tally.add(answers)
            stranger = answers[0].match.unknown_vendor
            if stranger is not None and stranger not in strangers and len(strangers) < _MOST_NOTES:
                strangers.add(stranger)
                why = UnknownVendor(safe(stranger), asked.vendors())
                meter.note(f"{document.file}:{document.line}: answered without the vendor: {why}")
            for answer in answers:
                yield Found(document, answer)
    meter.close()


def _print_json(found: Iterable[Found], *, show_detail: bool) -> None:
    for one in found:
        sys.stdout.write(json_line(one, show_detail=show_detail) + "\n")
        sys.stdout.flush()


def _print_table(found: Iterable[Found], tally: Tally, *, show_file: bool, show_detail: bool) -> None:
    from errnorm.cli.screen import screen
    from errnorm.cli.table import print_rows
    from errnorm.cli.tally import summary

    console = screen()
    left_out = print_rows(console, map(row_of, found), show_file=show_file, show_detail=show_detail)
    if left_out:
        console.print(f"... and {left_out:,} more rows; a pipe or --json shows all")
    console.print()
    for index, line in enumerate(summary(tally)):
        console.print(line, soft_wrap=True, style="" if index else "bold")
