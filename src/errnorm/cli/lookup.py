"""`errnorm lookup`: a bare code, told in a few lines."""

from __future__ import annotations

import json
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import click

from errnorm import Code, MatchKind, Phase
from errnorm.cli import options
from errnorm.cli.finding import of_verdict
from errnorm.cli.story import Line, story
from errnorm.cli.words import NOTHING, Sentences, safe
from errnorm.normalizer import UnknownVendor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from errnorm import Normalizer, Verdict
    from errnorm.cli.finding import Finding
    from errnorm.engine.rules import Rule

_OPTIONS = {"phase": "--phase", "surface": "--surface", "subcode": "--subcode", "http_status": "--http-status"}
_NEEDED = frozenset({"vendor", "code"})
_MAYBE = frozenset({"http_status", "phase", "subcode", "surface", "text"})
EXAMPLES = """\b
Examples:
  errnorm lookup chirp conversation_window_expired
  errnorm lookup exotel 1000 --surface v2
  errnorm lookup telnyx 40300 --json
  errnorm lookup acme 17 --catalogs acme.yaml
  errnorm lookup --stream < codes.ndjson
"""


@click.command(epilog=EXAMPLES, short_help="Tell what a code means at a vendor.")
@click.argument("vendor", required=False, shell_complete=options.complete_vendor)
@click.argument("code", required=False, shell_complete=options.complete_code)
@click.option("--subcode", help="The vendor's second code.")
@click.option("--surface", help="The vendor's product or endpoint family, where it reuses numbers.")
@click.option("--phase", type=click.Choice([str(phase) for phase in Phase]), help="Where the code was met.")
@options.http_status
@click.option("--text", help="Words of the vendor's message, where they decide.")
@options.catalogs
@options.as_json
@options.as_stream
@click.pass_context
def lookup(  # noqa: PLR0913 - one parameter an option
    context: click.Context,
    *,
    vendor: str | None,
    code: str | None,
    subcode: str | None,
    surface: str | None,
    phase: str | None,
    http_status: int | None,
    text: str | None,
    catalogs: tuple[str, ...],
    as_json: bool,
    stream: bool,
) -> None:
    """Tell what CODE means at VENDOR. What is not told by an option matches anything.

    Where several rules fit, the answer is unknown and names them, with the option that selects each.

    With --stream a line {"vendor": ..., "code": ...} in, which may tell subcode, surface, phase, http_status and text,
    gives one line out: {"line": 1, "verdict": {...}} or {"line": 1, "problem": "..."}.

    Exit status: 0; 1 where no one rule is known for the code; 2 where nothing can be done.
    """
    asked = options.normalizer(catalogs)
    if stream:
        context.exit(_answer_lines(asked, vendor))
    if vendor is None or code is None:
        raise click.UsageError("give VENDOR and CODE, or --stream")
    verdict = asked.lookup(
        vendor, code, subcode=subcode, phase=phase, surface=surface, http_status=http_status, text=text
    )
    if as_json:
        click.echo(json.dumps(verdict.to_dict()))
    else:
        found = asked.tables.vendor_named(vendor)
        called = found.id if found is not None else vendor
        _tell(asked, verdict, of_verdict(verdict, called, code.strip(), phase=phase, http_status=http_status))
    context.exit(1 if verdict.code is Code.UNKNOWN else 0)


def _answer_lines(asked: Normalizer, vendor: str | None) -> int:
    from errnorm.cli.stream import stream

    if vendor is not None:
        raise click.UsageError("--stream reads vendor and code from standard input")

    def verdict(question: Any) -> dict[str, Any]:
        if not _is_question(question):
            raise ValueError(f"a question has vendor and code, may have {', '.join(sorted(_MAYBE))}, and no other key")
        try:
            return {"verdict": asked.lookup(**question).to_dict()}
        except UnknownVendor as error:
            raise ValueError(str(error)) from error

    return 1 if stream(verdict) else 0


def _is_question(question: Any) -> bool:
    return (
        isinstance(question, dict)
        and _NEEDED <= question.keys() <= _NEEDED | _MAYBE
        and all(isinstance(value, (str, int)) for value in question.values())
        and isinstance(question.get("text", ""), str)
    )


def _tell(asked: Normalizer, verdict: Verdict, finding: Finding) -> None:
    from errnorm.cli.screen import screen
    from errnorm.cli.telling import tell

    lines = [*story(finding, Sentences(asked)), *_candidates(asked, verdict)]
    if verdict.match.how is MatchKind.UNKNOWN:
        lines += _hints(asked, finding.vendor, finding.vendor_code)
    tell(screen(), finding, lines)


def _candidates(asked: Normalizer, verdict: Verdict) -> Iterator[Line]:
    label = "candidates"
    for name in verdict.match.candidates:
        rule = asked.tables.vendors[name.partition("/")[0]].rules.by_id[name]
        yield Line(label, f"{name}: {rule.verdict.code} ({safe(rule.verdict.vendor_title or NOTHING)})")
        if asks := _selected_by(rule):
            yield Line("", f"  {asks}")
        label = ""


def _selected_by(rule: Rule) -> str:
    known = [(_OPTIONS[name], values) for name, values in rule.conditions if name in _OPTIONS]
    asks = [f"{option} {'|'.join(sorted(map(str, values)))}" for option, values in known]
    return " ".join([*asks, *(f'--text "{phrase}"' for phrase in rule.phrases)])


def _hints(asked: Normalizer, vendor: str, code: str) -> Iterator[Line]:
    known = asked.tables.vendors[vendor].rules.by_code
    near = get_close_matches(code, known, n=3, cutoff=0.7)
    if near:
        yield Line("nearest", ", ".join(near))
    others = [other.id for other in asked.tables.vendors.values() if code in other.rules.by_code]
    if others:
        yield Line("known to", ", ".join(others))
    yield Line("", f"`errnorm codes {vendor}` lists all")
