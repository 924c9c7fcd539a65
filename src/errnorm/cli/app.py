"""The group of commands."""

from __future__ import annotations

import click

from errnorm import __version__
from errnorm.cli import options
from errnorm.cli.check import check
from errnorm.cli.compare import compare
from errnorm.cli.completion import completion
from errnorm.cli.diff import diff
from errnorm.cli.explain import explain
from errnorm.cli.export import export
from errnorm.cli.listing import codes, vendors
from errnorm.cli.lookup import lookup
from errnorm.cli.new import new
from errnorm.cli.normalize import normalize
from errnorm.cli.triage import triage
from errnorm.cli.trouble import Commands

EXAMPLES = """\b
Examples:
  errnorm normalize failures.ndjson
  errnorm lookup chirp conversation_window_expired
  errnorm explain response.json --vendor telnyx --http-status 403
  errnorm codes exotel
"""


def _print_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click calls it so
    if wanted:
        click.echo(f"errnorm {__version__}, catalogs {options.shipped().tables.vocabulary.version}")
        context.exit()


@click.group(cls=Commands, epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Show the versions."
)
def app() -> None:
    """One answer to whatever a messaging vendor sends when it says no."""


for command in (normalize, lookup, explain, vendors, codes, check, new, triage, diff, compare, export, completion):
    app.add_command(command)
