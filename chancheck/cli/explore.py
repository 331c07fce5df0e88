"""`chancheck explore`."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import Any

import click

from chancheck.cli.crash_report import on_bad_source
from chancheck.cli.options import check_options, checks, exploring

BUDGET = 30.0


@click.command("explore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port of the page; default: a free one.")
@click.option("--open/--no-open", "opens", default=True, show_default=True, help="Open the page in a browser.")
@exploring
@checks
def command(file: Path, port: int, opens: bool, **given: Any) -> None:
    """Step through a program in the browser: you are the scheduler.

    The page is served to this machine only, at an address with a random token, until Ctrl-C. --budget is for the search
    for findings (default 30s).
    """
    from chancheck.files import read
    from chancheck.stepping.protocol import Protocol
    from chancheck.stepping.server import Server
    from chancheck.stepping.session import Session

    with on_bad_source(file):
        session = Session(read(file), check_options({**given, "budget": given["budget"] or BUDGET}))
    try:
        server = Server(Protocol(session), port)
    except OSError as error:
        raise click.UsageError(f"port {port} cannot be used: {(error.strerror or str(error)).lower()}") from None
    click.echo(f"{file}: {server.url}\nCtrl-C ends it.")
    if opens:
        webbrowser.open(server.url)
    try:
        server.answer_all()
    except KeyboardInterrupt:
        click.echo("")
    finally:
        server.server_close()
