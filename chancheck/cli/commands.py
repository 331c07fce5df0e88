"""The list of commands. To add one: a module here with a click command named `command`, and its name in COMMANDS."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from chancheck import __version__

COMMANDS = (
    "verify", "demo", "fix", "explore", "learn", "replay", "run", "outcomes", "bounds", "size", "graph", "explain",
    "config", "schema", "lsp", "mcp",
)  # fmt: skip
"""In the order of `chancheck --help`."""

MEANT = {
    "check": "verify", "test": "verify", "lint": "verify", "vet": "verify",
    "settings": "config", "draw": "graph", "repair": "fix",
}  # fmt: skip
"""Commands that other tools call otherwise."""


class Commands(click.Group):
    """Imports a command's module only when it is needed: the start must be fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"chancheck.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name in COMMANDS or name.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        raise click.UsageError(f"no such command {name!r}{meant(name)}", ctx)


def meant(name: str) -> str:
    """The meaning of a word that is no command: a file, help, or a command with a similar name."""
    from difflib import get_close_matches

    if name == "help":
        return ": see chancheck --help"
    if Path(name).exists() or name.endswith((".go", ".gol", "...")):
        return f": did you mean chancheck verify {name}?"
    near = MEANT.get(name) or next(iter(get_close_matches(name, COMMANDS, 1)), "")
    return f": did you mean {near}?" if near else ""


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="chancheck")
@click.option("--config", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Read settings there.")
@click.option("--isolated", is_flag=True, help="Read no file of settings.")
@click.pass_context
def chancheck(context: click.Context, config: Path | None, isolated: bool) -> None:
    """A model checker for Go concurrency: every interleaving, every select, every timer."""
    from chancheck.cli.settings import defaults_for, nearest_file

    context.obj = None if isolated else config or nearest_file()
    name = context.invoked_subcommand or ""
    command = chancheck.get_command(context, name)
    if command is not None and name != "config":
        context.default_map = {name: defaults_for(command, context.obj)}
