"""The command line: arguments in, report out, exit status. One file a command, loaded when it is called for."""

from __future__ import annotations

import gc
import signal
import sys


def main() -> None:
    from chancheck.cli.commands import chancheck

    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `chancheck ... | head` ends quietly
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    gc.set_threshold(50_000)  # trees and graphs stay; looking for garbage among them takes time
    sys.setrecursionlimit(20_000)  # long chains of operators are deep trees
    chancheck(prog_name="chancheck")
