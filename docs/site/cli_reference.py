"""The reference of the command line, made from the commands themselves."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import click

from chancheck.cli.commands import COMMANDS, chancheck

HEAD = """# Command line

`chancheck COMMAND --help` prints the same. Most options can also be set by the environment, such as
`CHANCHECK_BUDGET=5s`, and in a file: `docs/configuration.md`.
"""


def page() -> str:
    top = click.Context(chancheck, info_name="chancheck")
    return "\n".join([HEAD, *options(chancheck, top), *(line for name in COMMANDS for line in section(name, top))])


def section(name: str, top: click.Context) -> Iterator[str]:
    command = chancheck.get_command(top, name)
    assert command is not None
    context = click.Context(command, parent=top, info_name=name)
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"\n## chancheck {name}\n\n    chancheck {name} {usage}\n"
    yield plain(inspect.cleandoc(command.help or "").replace("\b", ""))
    yield ""
    yield from options(command, context)


def options(command: click.Command, context: click.Context) -> Iterator[str]:
    rows = [found for param in command.get_params(context) if (found := param.get_help_record(context))]
    if rows:
        yield "| option | meaning |\n|---|---|"
        yield from (f"| `{code(names)}` | {cell(text)} |" for names, text in rows if text)


def code(names: str) -> str:
    return names.replace("|", "\\|")


def cell(text: str) -> str:
    return plain(text).replace("|", "\\|").replace("\n", " ").replace("\\[default", "<br>\\[default")


def plain(text: str) -> str:
    """Text that Markdown takes for text, but for what stands in backquotes: `[](a -> b)` is a formula, no link."""
    pieces = re.split(r"(`[^`]*`)", text)
    return "".join(piece if piece.startswith("`") else re.sub(r"([\[\]<>*_])", r"\\\1", piece) for piece in pieces)
