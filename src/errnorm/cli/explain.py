"""`errnorm explain`: one payload, told in a few lines."""

from __future__ import annotations

import io
import sys
from itertools import islice
from typing import TYPE_CHECKING

import click

from errnorm import Code
from errnorm.cli import options
from errnorm.cli.envelope import is_envelope
from errnorm.cli.finding import of_answer
from errnorm.cli.rows import Found, answers_to, json_line
from errnorm.cli.source import STANDARD_INPUT, Document, documents, lines_of, refuse_unreadable, shown_name
from errnorm.cli.story import story
from errnorm.cli.trouble import Trouble
from errnorm.cli.words import Sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from errnorm import NormalizedError, Normalizer

EXAMPLES = """\b
Examples:
  errnorm explain response.json --http-status 403
  errnorm explain callback.xml --vendor exotel
  pbpaste | errnorm explain
"""


@click.command(epilog=EXAMPLES, short_help="Tell what one payload means.")
@click.argument("file", default=STANDARD_INPUT, type=click.Path(readable=False, allow_dash=True))
@options.vendor_option
@options.http_status
@options.catalogs
@options.as_json
@options.show_detail
@click.pass_context
def explain(  # noqa: PLR0913 - one parameter an option
    context: click.Context,
    *,
    file: str,
    vendor: str | None,
    http_status: int | None,
    catalogs: tuple[str, ...],
    as_json: bool,
    show_detail: bool,
) -> None:
    """Tell what the one payload in FILE means: what happened, who acts, what to do, when, and why.

    FILE (standard input where there is none) is any text as the vendor sent it: JSON, XML, a form, a log line; or an
    envelope, as `errnorm normalize` reads it.

    Exit status: 0; 1 where nothing is known about it; 2 where nothing can be done.
    """
    asked = options.normalizer(catalogs, vendor)
    document = _payload_of(file)
    answers = answers_to(document, asked, http_status)
    if as_json:
        for answer in answers:
            sys.stdout.write(json_line(Found(document, answer), show_detail=show_detail) + "\n")
    else:
        _tell_all(answers, asked, show_detail=show_detail)
    context.exit(1 if all(answer.code is Code.UNKNOWN for answer in answers) else 0)


def _payload_of(name: str) -> Document:
    refuse_unreadable([name])
    text = b"".join(lines_of(name))
    if not text.strip():
        raise Trouble(f"{shown_name(name)} is empty")
    found = list(islice(documents(name, io.BytesIO(text)), 2))
    match found:
        case [Document() as only] if is_envelope(only.value):
            return only
        case [Document(value=dict()), Document(value=dict())]:
            click.echo("errnorm: the whole is taken for one payload; `errnorm normalize` answers each line", err=True)
    return Document(shown_name(name), 1, text)


def _tell_all(answers: Sequence[NormalizedError], asked: Normalizer, *, show_detail: bool) -> None:
    from errnorm.cli.screen import screen
    from errnorm.cli.telling import tell

    console, say = screen(), Sentences(asked)
    for index, answer in enumerate(answers, 1):
        if index > 1:
            console.print()
        finding = of_answer(answer)
        number = f"{index}/{len(answers)}" if len(answers) > 1 else ""
        tell(console, finding, story(finding, say, show_detail=show_detail), number=number)
