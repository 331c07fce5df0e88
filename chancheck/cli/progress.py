"""Progress on stderr, and what Ctrl-C does, for the commands that explore."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chancheck.report.progress import Progress


ONE_REQUEST = 0.5
"""Signals within so many seconds are one request: timeout(1) signals a process, and then its group."""


@contextmanager
def progress_shown() -> Iterator[Progress]:
    """Progress on stderr; Ctrl-C and SIGTERM ask the search to stop (a second one stops at once)."""
    from chancheck.report.progress import Progress

    progress = Progress(sys.stderr)

    first = float("inf")

    def interrupt(*_: Any) -> None:
        nonlocal first
        if progress.interrupted and time.monotonic() - first > ONE_REQUEST:
            raise KeyboardInterrupt
        first = min(first, time.monotonic())
        progress.interrupted = True

    signals = [signal.SIGINT, signal.SIGTERM]
    previous = [signal.signal(number, interrupt) for number in signals]
    try:
        yield progress
    finally:
        progress.close()
        for number, handler in zip(signals, previous, strict=True):
            signal.signal(number, handler)
