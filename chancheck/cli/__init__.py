"""The command line: arguments in, report out, exit status. One file a command, loaded when it is called for."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import Any, NoReturn, TextIO, cast


def main() -> None:
    gc.set_threshold(200_000)  # trees and graphs stay; looking for garbage among them takes time
    from chancheck.cli.given import plain
    from chancheck.cli.output import Guarded

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    output = Guarded(sys.stdout)
    sys.stdout = cast(TextIO, output)
    sys.setrecursionlimit(20_000)  # long chains of operators are deep trees
    given = plain(sys.argv[1:])
    try:
        if given is not None:
            verify(*given)
        from chancheck.cli.commands import chancheck

        chancheck(prog_name="chancheck")
    finally:
        output.flush()


def verify(paths: tuple[Path, ...], given: dict[str, Any]) -> NoReturn:
    """`chancheck verify` without click. The process ends at once: taking all objects apart takes time."""
    from chancheck.cli.verifying import say_what_is_missing, status_of

    say_what_is_missing(given["engine"], given["lossy"])
    status = status_of(paths, given)
    sys.stdout.flush()
    os._exit(status)
