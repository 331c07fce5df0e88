"""The list of commands. To add one: a module here with a click command named `command`, and its name in COMMANDS."""

from __future__ import annotations

from importlib import import_module

import click

from chancheck import __version__

COMMANDS = ("verify", "run", "outcomes", "bounds", "size", "graph", "explain", "schema")
"""In the order of `chancheck --help`."""


class Commands(click.Group):
    """Imports a command's module only when it is needed: the start must be fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"chancheck.cli.{cmd_name}").command
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="chancheck")
def chancheck() -> None:
    """A model checker for Go concurrency: every interleaving, every select, every timer."""
