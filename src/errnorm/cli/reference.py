"""`python -m errnorm.cli.reference` prints the page of the commands: their help as 80 columns show it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from errnorm.cli.app import app
from errnorm.render import markdown as md

# What click makes of a terminal of 80 columns.
_SETTINGS: dict[str, Any] = {"resilient_parsing": True, "terminal_width": 78}


def page() -> str:
    """Give the page of all commands."""
    sections = [
        block
        for name, text in _helps(app.make_context("errnorm", [], **_SETTINGS))
        for block in (f"## {name}", md.fenced(text, "text"))
    ]
    return md.page("Commands", *sections, source="src/errnorm/cli/")


def _helps(context: click.Context) -> Iterator[tuple[str, str]]:
    command = context.command
    yield context.command_path, "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from _helps(inner.make_context(name, [], parent=context, **_SETTINGS))


if __name__ == "__main__":
    click.echo(page(), nl=False)
