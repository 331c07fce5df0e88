"""What is said when a source is wrong in a command without a report, and when chancheck itself fails."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from chancheck import __version__
from chancheck.cli.status import BAD_INPUT, INTERNAL


def report_crash(file: Path, error: Exception, verbose: int) -> None:
    """One line that says what to do; the traceback only for who asks for it."""
    click.echo(f"{file}: internal error: {type(error).__name__}: {error}", err=True)
    if verbose > 1 or os.environ.get("CHANCHECK_TRACEBACK"):
        import traceback

        traceback.print_exception(error)
    else:
        click.echo(
            f"  This is a bug in chancheck {__version__}, not in your program. Please report it with the file; "
            "-v -v or CHANCHECK_TRACEBACK=1 shows where it happened.",
            err=True,
        )


@contextmanager
def on_bad_source(file: Path) -> Iterator[None]:
    """Shows what is wrong with a source in the commands that have no report."""
    from chancheck.diagnostic import SourceError

    try:
        yield
    except SourceError as error:
        from chancheck.report.messages import render_diagnostic
        from chancheck.report.show import Show

        lines = file.read_text(encoding="utf-8", errors="replace").split("\n") if file.is_file() else []
        for diagnostic in error.diagnostics:
            click.echo("\n".join(render_diagnostic(diagnostic, lines, Show())), err=True)
        raise SystemExit(BAD_INPUT) from None
    except click.ClickException:
        raise  # click says what is wrong with the options
    except Exception as error:
        report_crash(file, error, 0)
        raise SystemExit(INTERNAL) from None
