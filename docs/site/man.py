"""Writes the man pages, made from the commands: chancheck.1, and chancheck-COMMAND.1 for each command.

python docs/site/man.py DIRECTORY        # then: man DIRECTORY/chancheck-verify.1
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import click

from chancheck import __version__
from chancheck.cli.commands import COMMANDS, chancheck


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the man pages.")
    parser.add_argument("directory", type=Path)
    folder = parser.parse_args().directory
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages():
        (folder / name).write_text(text, encoding="utf-8")


def pages() -> Iterator[tuple[str, str]]:
    top = click.Context(chancheck, info_name="chancheck")
    commands = {name: command for name in COMMANDS if (command := chancheck.get_command(top, name)) is not None}
    yield "chancheck.1", "\n".join([*page(chancheck, top, "chancheck"), *listed(commands)]) + "\n"
    for name, command in commands.items():
        context = click.Context(command, parent=top, info_name=name)
        yield f"chancheck-{name}.1", "\n".join(page(command, context, f"chancheck-{name}")) + "\n"


def page(command: click.Command, context: click.Context, name: str) -> Iterator[str]:
    said = (command.help or "").replace("\b", "").strip()
    usage = " ".join(command.collect_usage_pieces(context))
    yield f'.TH "{name.upper()}" 1 "" "chancheck {__version__}"'
    yield f".SH NAME\n{plain(name)} \\- {plain(said.split('. ')[0].split(chr(10))[0].rstrip('.'))}"
    yield f".SH SYNOPSIS\n.B {plain(name.replace('-', ' ', 1))}\n{plain(usage)}"
    yield ".SH DESCRIPTION\n" + "\n.PP\n".join(plain(" ".join(part.split())) for part in said.split("\n\n"))
    rows = [found for param in command.get_params(context) if (found := param.get_help_record(context))]
    yield ".SH OPTIONS"
    yield from (f".TP\n.B {plain(names)}\n{plain(text)}" for names, text in rows)


def listed(commands: dict[str, click.Command]) -> Iterator[str]:
    yield ".SH COMMANDS"
    yield from (f".TP\n.B chancheck\\-{name}(1)\n{plain(c.get_short_help_str(200))}" for name, c in commands.items())


def plain(text: str) -> str:
    """Text that roff takes for text."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join(f"\\&{line}" if line.startswith((".", "'")) else line for line in text.split("\n"))


if __name__ == "__main__":
    main()
