"""Where a report goes, and how: width, colour, how much of it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from chancheck.cli.status import fail

if TYPE_CHECKING:
    from chancheck.report.show import Show
    from chancheck.verdict.finding import Result


def write_report(results: Sequence[Result], given: dict[str, Any]) -> None:
    from chancheck.report import render

    path: Path | None = given["output_file"]
    write(render(results, given["output_format"], show_for(given, sys.stdout if path is None else None)), path)


def write(text: str, path: Path | None) -> None:
    """To a file, or to standard output when there is no path."""
    if path is None:
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        fail(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}")


def show_for(given: dict[str, Any], stream: TextIO | None) -> Show:
    from chancheck.report.show import Show, in_colour, plain

    verbosity = -1 if given["quiet"] else min(given["verbose"], 1)
    width = max(40, shutil.get_terminal_size((80, 24)).columns)
    paint = in_colour() if wants_colour(given["color"], stream) else plain
    return Show(width, verbosity, given["trace_format"], paint)


def wants_colour(choice: str, stream: TextIO | None) -> bool:
    """NO_COLOR and FORCE_COLOR as no-color.org and rich read them; a flag wins over both."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"
