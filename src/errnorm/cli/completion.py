"""`errnorm completion`: the script that lets a shell complete commands, options, vendors and codes."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

EXAMPLES = """\b
Examples:
  errnorm completion bash > ~/.local/share/bash-completion/completions/errnorm
  errnorm completion zsh > "${fpath[1]}/_errnorm"
  errnorm completion fish > ~/.config/fish/completions/errnorm.fish
"""


@click.command(epilog=EXAMPLES, short_help="Print the completion script for a shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, *, shell: str) -> None:
    """Print the completion script for SHELL: bash, zsh or fish."""
    kind = get_completion_class(shell)
    assert kind is not None
    root = context.find_root()
    click.echo(kind(root.command, {}, "errnorm", "_ERRNORM_COMPLETE").source())
