"""Where a report goes, and how: width, colour, how much of it."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

from chancheck.cli.exit_status import INTERNAL, fail

if TYPE_CHECKING:
    from chancheck.report.render_options import Show
    from chancheck.verdict.finding import Result

T = TypeVar("T")


class Report:
    """Written while results arrive, as far as its format allows that."""

    def __init__(self, given: dict[str, Any]) -> None:
        self.path: Path | None = given["output_file"]
        self.format: str = given["output_format"]
        self.show = show_for(given, sys.stdout if self.path is None else None)
        self.first = True

    def add(self, result: Result) -> None:
        from chancheck.report import piece

        self.write(piece(result, self.format, self.show, self.first))

    def close(self, results: Sequence[Result]) -> None:
        from chancheck.report import closing

        self.write(closing(results, self.format, self.show, self.first))
        if self.first and self.path is not None:
            write("", self.path)

    def write(self, text: str) -> None:
        if text:
            write(text, self.path, "w" if self.first else "a")
            self.first = False


def write(text: str, path: Path | None, mode: str = "w") -> None:
    """To a file, or to standard output when there is no path."""
    if path is None:
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    try:
        with path.open(mode, encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
    except OSError as error:
        fail(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}")


def show_for(given: dict[str, Any], stream: TextIO | None) -> Show:
    from chancheck.language import usual_language
    from chancheck.report.render_options import Show, in_colour, plain

    verbosity = -1 if given["quiet"] else min(given["verbose"], 1)
    width = max(40, columns())
    paint = in_colour() if wants_colour(given["color"], stream) else plain
    language = given.get("lang") or usual_language()
    return Show(width, verbosity, given["trace_format"], paint, given.get("show", ()), language)


def columns() -> int:
    """Of the terminal; 80 where there is none."""
    if not os.environ.get("COLUMNS") and not (sys.__stdout__ and sys.__stdout__.isatty()):
        return 80
    from shutil import get_terminal_size

    return get_terminal_size((80, 24)).columns


def wants_colour(choice: str, stream: TextIO | None) -> bool:
    """NO_COLOR and FORCE_COLOR as no-color.org and rich read them; a flag wins over both."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


class Guarded:
    """Standard output. If it cannot be written to, the command ends with one line on stderr; with none if the reader
    has closed the pipe, as `head` does."""

    def __init__(self, stream: TextIO | None) -> None:
        self.stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

    def write(self, text: str) -> int:
        return self.tried(lambda stream: stream.write(text))

    def flush(self) -> None:
        self.tried(lambda stream: stream.flush())

    def isatty(self) -> bool:
        return self.stream is not None and self.stream.isatty()

    def tried(self, use: Callable[[TextIO], T]) -> T:
        try:
            if self.stream is None or self.stream.closed:
                raise OSError(errno.EBADF, "is closed")
            return use(self.stream)
        except OSError as error:
            reason = "" if error.errno == errno.EPIPE else (error.strerror or str(error)).lower()
        self.stream = open(os.devnull, "w")  # noqa: PTH123, SIM115
        os.dup2(self.stream.fileno(), 1)  # what is left in buffers goes there
        with suppress(OSError, AttributeError):
            sys.stderr.write(f"Error: standard output: {reason}\n" if reason else "")
            sys.stderr.flush()
        raise SystemExit(INTERNAL)
