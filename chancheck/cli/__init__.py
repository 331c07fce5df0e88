"""The command line: arguments in, report out, exit status. One file a command, loaded when it is called for."""

from __future__ import annotations

import gc
import sys
from typing import TextIO, cast


def main() -> None:
    gc.set_threshold(200_000)  # trees and graphs stay; looking for garbage among them takes time
    from chancheck.cli.commands import chancheck
    from chancheck.cli.output import Guarded

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    output = Guarded(sys.stdout)
    sys.stdout = cast(TextIO, output)
    sys.setrecursionlimit(20_000)  # long chains of operators are deep trees
    try:
        chancheck(prog_name="chancheck")
    finally:
        output.flush()
