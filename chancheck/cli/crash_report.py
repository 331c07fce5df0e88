"""Messages for a wrong source in a command without a report, and for failures of chancheck itself."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from chancheck import __version__
from chancheck.cli.exit_status import BAD_INPUT, INTERNAL, UNFINISHED, say
from chancheck.source import plain_name

if TYPE_CHECKING:
    from chancheck.verdict.finding import Result


def crashed(file: Path, entry: str, what: str, trace: str = "") -> Result:
    """The result of an entry on which chancheck itself failed. trace: of the failure, if requested."""
    from chancheck.diagnostic import Diagnostic
    from chancheck.source import Pos
    from chancheck.verdict.codes import INTERNAL as CODE
    from chancheck.verdict.finding import ERROR, Result, Verdict

    if trace and os.environ.get("CHANCHECK_TRACEBACK"):
        say(trace, end="")
    advice = (
        f"this is a bug in chancheck {__version__}, not in your program; please report it with the file: "
        "CHANCHECK_TRACEBACK=1 shows where it happened"
    )
    diagnostic = Diagnostic(CODE, f"internal error: {what}", Pos(str(file), 0, 0), help=advice)
    return Result(str(file), entry, Verdict(ERROR), None, False, (diagnostic,))


def report_crash(file: Path, error: Exception, verbose: int) -> None:
    """One line that says what to do; the traceback only on request."""
    say(f"{plain_name(str(file))}: internal error: {type(error).__name__}: {error}")
    if verbose > 1 or os.environ.get("CHANCHECK_TRACEBACK"):
        import traceback

        traceback.print_exception(error)
    else:
        say(
            f"  This is a bug in chancheck {__version__}, not in your program. Please report it with the file; "
            "-v -v or CHANCHECK_TRACEBACK=1 shows where it happened."
        )


def text_of(file: Path) -> str:
    from chancheck.facts import content

    try:
        return content(file).decode("utf-8", "replace")
    except OSError:
        return ""


@contextmanager
def on_bad_source(file: Path) -> Iterator[None]:
    """Shows what is wrong with a source in the commands that have no report."""
    from chancheck.deadline import Exhausted
    from chancheck.diagnostic import SourceError

    try:
        yield
    except SourceError as error:
        from chancheck.report.messages import render_diagnostic
        from chancheck.report.render_options import Show

        lines = text_of(file).split("\n")
        for diagnostic in error.diagnostics:
            say("\n".join(render_diagnostic(diagnostic, lines, Show())))
        raise SystemExit(BAD_INPUT) from None
    except Exhausted as met:
        from chancheck.verdict.finding import LIMITS

        say(f"{plain_name(str(file))}: inconclusive: {LIMITS[met.limit]}")
        raise SystemExit(UNFINISHED) from None
    except Exception as error:
        from click import ClickException

        if isinstance(error, ClickException):
            raise  # click says what is wrong with the options
        report_crash(file, error, 0)
        raise SystemExit(INTERNAL) from None
