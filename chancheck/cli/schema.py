"""`chancheck schema`."""

from __future__ import annotations

import click


@click.command("schema")
def command() -> None:
    """Print the JSON Schema of `verify --output-format json`."""
    from chancheck.report.json import schema

    click.echo(schema(), nl=False)
