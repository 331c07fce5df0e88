"""`chancheck lsp`."""

from __future__ import annotations

import click

from chancheck.cli.exit_status import fail


@click.command("lsp")
def command() -> None:
    """Serve an editor on standard input and output (Language Server Protocol). Needs chancheck[lsp]."""
    try:
        from chancheck.servers.lsp import serve
    except ModuleNotFoundError as error:
        fail(f"{error.name} is not installed: pip install 'chancheck[lsp]'")
    serve()
