"""A line on the terminal while a search lasts."""

from __future__ import annotations

import time
from typing import TextIO

from chancheck.explore.engine import Statistics
from chancheck.source import plain_name

PATIENCE, INTERVAL = 1.0, 0.2


class Progress:
    """Called by engines now and then; says True when the search shall stop.

    Writes only to a terminal, and only when the work has lasted over a second.
    """

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.file = ""
        self.interrupted = False
        self.visible = stream.isatty()
        self.started = time.monotonic()
        self.due = self.started + PATIENCE
        self.written = 0

    def __call__(self, statistics: Statistics) -> bool:
        now = time.monotonic()
        if self.visible and now >= self.due:
            self.due = now + INTERVAL
            self.write(line(plain_name(self.file), statistics))
        return self.interrupted

    def write(self, text: str) -> None:
        padding = " " * (self.written - len(text))
        self.stream.write(f"\r{text}{padding}")
        self.stream.flush()
        self.written = len(text)

    def close(self) -> None:
        """Leaves the terminal as it was."""
        if self.written:
            self.stream.write("\r" + " " * self.written + "\r")
            self.stream.flush()
            self.written = 0


def line(file: str, s: Statistics) -> str:
    if not s.states:
        return f"{file}: reading and preparing"
    rate = s.states / s.seconds if s.seconds else 0
    memory = s.peak_memory / 2**20
    return f"{file}: {s.states:,} states, {rate:,.0f}/s, depth {s.depth}, frontier {s.frontier:,}, {memory:,.0f} MB"
