"""What stops a command, told in plain lines."""

from __future__ import annotations

from typing import IO, Any

import click

from errnorm.catalog.diagnostics import CatalogError
from errnorm.normalizer import UnknownVendor
from errnorm.store import NoCatalogsError


class Trouble(click.ClickException):
    """A command cannot go on; shown as `errnorm: ...` on standard error, exit status 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the lines."""
        click.echo("\n".join(f"errnorm: {line}" for line in self.message.splitlines()), file=file, err=file is None)


class CatalogTrouble(Trouble):
    """A catalog has faults; each is shown as `file:line:column: ...`, which editors open at the place."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print every fault as it is, so that the place stands first."""
        click.echo(self.message, file=file, err=file is None)


class Commands(click.Group):
    """The commands; what is wrong with a vendor's name or a catalog ends each of them alike."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except (UnknownVendor, NoCatalogsError) as error:
            raise Trouble(str(error)) from error
        except CatalogError as error:
            raise CatalogTrouble(str(error)) from error


def unreadable(name: str, error: OSError) -> Trouble:
    """Give the trouble with a file that cannot be read."""
    return Trouble(f"cannot read {name}: {error.strerror or error}")
