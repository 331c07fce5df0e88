"""The time and the memory that an entry may still take, shared by every phase that works for it (ADR 30).

An entry has one `Deadline`, made when its work begins. Every pass calls `poll` in its loops; a pass with a result that
is optional runs `within` a share of the time and is left out when the share is used up.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from chancheck.records import dataclass

T = TypeVar("T")

OFTEN = 64
"""Calls of `poll` between two readings of the clock."""

MEMORY_EVERY = 0.02
"""Seconds between two readings of the size of the process."""

UNLIMITED = 1e9
"""Seconds that no run lasts."""

ROOM = 1 << 27
"""Bytes for what has to be done though the memory is used up."""

LARGE = 1 << 20
"""Bytes from which on the size of the process is read before they are taken."""


class Exhausted(Exception):
    """limit: what is used up: "seconds", "memory", or "interrupt" for a request to stop."""

    def __init__(self, limit: str) -> None:
        super().__init__(limit)
        self.limit = limit


@dataclass(slots=True)
class Deadline:
    """end: by time.monotonic(); last: the same for what has to be done though the time is used up. memory: bytes of the
    process. stopped: whether a stop was requested."""

    end: float | None = None
    last: float | None = None
    memory: int | None = None
    stopped: Callable[[], bool] | None = None
    memory_due: float = 0.0

    @classmethod
    def of(
        cls, seconds: float | None, grace: float, memory: int | None, stopped: Callable[[], bool] | None = None
    ) -> Deadline:
        """From now on."""
        end = None if seconds is None else time.monotonic() + seconds
        return cls(end, None if end is None else end + grace, memory, stopped)

    def left(self) -> float | None:
        """Seconds, not below 0; None: as many as are wanted."""
        return None if self.end is None else max(0.0, self.end - time.monotonic())

    def look(self) -> None:
        """Raises Exhausted with the limit that is met."""
        now = time.monotonic()
        if self.end is not None and now >= self.end:
            raise Exhausted("seconds")
        if now < self.memory_due:
            return
        self.memory_due = now + MEMORY_EVERY
        if self.memory is not None and resident_bytes() > self.memory:
            raise Exhausted("memory")
        if self.stopped is not None and self.stopped():
            raise Exhausted("interrupt")


_now: ContextVar[Deadline] = ContextVar("deadline")
_NONE = Deadline()
_calls = OFTEN  # of `poll`, up to the next look


def current() -> Deadline:
    return _now.get(_NONE)


def poll() -> None:
    """To be called in every loop that a program can make long: raises Exhausted at the limits of the entry."""
    global _calls
    _calls -= 1
    if _calls <= 0:
        _calls = OFTEN
        _now.get(_NONE).look()


def left(at_most: float | None = None) -> float | None:
    """Seconds that the entry has left, and no more than `at_most`; None: no limit."""
    rest = current().left()
    return at_most if rest is None else rest if at_most is None else min(rest, at_most)


@contextmanager
def running(deadline: Deadline) -> Iterator[Deadline]:
    """All that runs inside works for this deadline."""
    token = _now.set(deadline)
    try:
        yield deadline
    finally:
        _now.reset(token)


@contextmanager
def extended() -> Iterator[Deadline]:
    """For what has to be done though a limit is met, or a stop was requested."""
    whole = current()
    memory = None if whole.memory is None else max(whole.memory, resident_bytes()) + ROOM
    with running(Deadline(whole.last, whole.last, memory)) as longer:
        yield longer


@contextmanager
def bounded(seconds: float | None) -> Iterator[Deadline]:
    """At most so many seconds from now on; None: as many as the entry has."""
    whole = current()
    end = whole.end if seconds is None else time.monotonic() + seconds
    end = end if whole.end is None or end is None else min(end, whole.end)
    with running(Deadline(end, whole.last, whole.memory, whole.stopped)) as part:
        yield part


@contextmanager
def shortened(seconds: float) -> Iterator[Deadline]:
    """Ends so many seconds earlier than the entry."""
    rest = current().left()
    with bounded(None if rest is None else rest - seconds) as part:
        yield part


def within(seconds: float, work: Callable[[], T]) -> T | None:
    """The result of `work`, if it takes no longer and the entry has the time; else None. Other limits end the entry."""
    with bounded(seconds) as part:
        try:
            return work()
        except Exhausted as met:
            if met.limit != "seconds" or part.end is None or time.monotonic() < part.end:
                raise
    return None


def share(part: float) -> float:
    """Seconds: a part of what is left."""
    rest = current().left()
    return UNLIMITED if rest is None else rest * part


def claim(more: int) -> None:
    """Raises Exhausted where so many more bytes are more than the entry may have."""
    memory = current().memory
    if memory is not None and more > LARGE and resident_bytes() + more > memory:
        raise Exhausted("memory")


def resident_bytes(pid: int | str = "self") -> int:
    """Memory of a process in use now; where the system does not say, the peak of this one."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as file:  # noqa: PTH123
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return peak_bytes() if pid == "self" else 0


def peak_bytes() -> int:
    """The most memory that this process had; 0 on systems that do not say (Windows, a browser)."""
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
