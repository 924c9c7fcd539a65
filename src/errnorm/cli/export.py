"""`errnorm export`: the catalogs as files for any program."""

from __future__ import annotations

from pathlib import Path

import click

from errnorm.cli import options
from errnorm.cli.trouble import Trouble

EPILOG = """\b
Files:
  errnorm.json          the whole catalog set, for a reader of its own
  errnorm.schema.json   its JSON Schema
  vectors.json          payloads and look-ups with their answers, for the tests of a reader
  vectors.schema.json   its JSON Schema
  lookup.json           vendor:code to verdict, and nothing else
  errnorm.csv           the same as rows, for SQL
  errnorm_duckdb.sql    what your failures mean, for DuckDB
  errnorm_bigquery.sql  the same for BigQuery
  SHA256SUMS            for sha256sum --check

\b
Examples:
  errnorm export
  errnorm export --out build/errnorm
  errnorm export --catalogs my/catalogs --out build/errnorm
  errnorm export | sha256sum --check
"""


@click.command(epilog=EPILOG, short_help="Write the catalogs as data for any program.")
@click.option(
    "--out", default="errnorm-export", show_default=True, type=click.Path(file_okay=False), help="The folder to write."
)
@options.catalogs
def export(*, out: str, catalogs: tuple[str, ...]) -> None:
    """Write the catalogs as data for any program, and print the SHA-256 of each file.

    The same catalogs give the same bytes. Own catalogs laid over the shipped ones give a catalog_version of their own,
    and the vectors the answers of that set.

    Exit status: 0; 2 where nothing can be done.
    """
    from errnorm.bundle.write import SUMS, export_files, write_files

    files = export_files(options.normalizer(catalogs))
    try:
        write_files(files, Path(out))
    except OSError as error:
        raise Trouble(f"{out} cannot be written: {error.strerror}") from error
    for line in files[SUMS].decode().splitlines():
        digest, _, name = line.partition("  ")
        click.echo(f"{digest}  {Path(out) / name}")
