"""`chancheck mcp`."""

from __future__ import annotations

import click

from chancheck.cli.exit_status import fail


@click.command("mcp")
def command() -> None:
    """Serve an agent on standard input and output (Model Context Protocol). Needs chancheck[mcp]."""
    try:
        from chancheck.servers.mcp import serve
    except ModuleNotFoundError as error:
        fail(f"{error.name} is not installed: pip install 'chancheck[mcp]'")
    serve()
