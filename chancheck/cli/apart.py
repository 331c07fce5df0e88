"""The entries of a file, decided in a child process: whatever happens there costs one entry (ADR 30).

The child announces each entry and sends its result. The parent ends a child that exceeds the limits of an entry by more
than a margin, and starts another one for the entries that are left.
"""

from __future__ import annotations

import gc
import os
import pickle
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NoReturn

from chancheck import facts
from chancheck.deadline import ROOM, resident_bytes
from chancheck.records import dataclass, replace
from chancheck.verdict.finding import LIMITS, Result

if TYPE_CHECKING:
    from chancheck.check import Entries, Options
    from chancheck.explore.engine import Statistics

INTERVAL = 0.05
MARGIN, MOST = 0.3, 3.0
"""Seconds of processor time, and of any time, that a child may exceed its limit by (and by the time for telling)."""

MORE = 2**26
"""Bytes that a child may have beyond its limit and the room for telling."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """names: the entries to decide; None: all there are. warns: the first says what there is to say of the package."""

    names: list[str] | None = None
    warns: bool = True


@dataclass(frozen=True, slots=True)
class Message:
    """names: of the entries to come. entry: the one that begins, with its limits. result: of the current one. facts:
    all that the entry read."""

    names: list[str] | None = None
    entry: str | None = None
    seconds: float | None = None
    memory: int | None = None
    result: Result | None = None
    facts: facts.Facts | None = None


def decide_apart(
    path: Path, options: Options, stopped: Callable[[], bool], wanted: Wanted | None = None
) -> Iterator[Result]:
    """One result for each entry, as each is decided."""
    wanted = wanted or Wanted()
    if not hasattr(os, "fork"):
        yield from decide_here(path, options, wanted, lambda message: None)
        return
    names = wanted.names
    while names is None or names:
        child = Child(path, options, replace(wanted, names=names))
        for message in child.messages(stopped):
            names = message.names if message.names is not None else names  # a test may be divided
            facts.add(message.facts or {})
            if message.result is not None:
                names = [name for name in names or () if name != message.result.entry]
                yield message.result
        if child.ended == "" or stopped():
            return
        yield lost(path, child.entry, child.ended)
        if not child.entry:
            return
        names = [name for name in names or () if name != child.entry]


def lost(path: Path, entry: str, ended: str) -> Result:
    """The result of an entry that took its process with it."""
    from chancheck.check import cut_short
    from chancheck.cli.crash_report import crashed

    if ended in LIMITS:
        return cut_short(str(path), entry, ended)
    return crashed(path, entry, f"the process that checked it {ended}")


# --- in the child ----------------------------------------------------------------------------------


def decide_here(path: Path, options: Options, wanted: Wanted, announce: Callable[[Message], None]) -> Iterator[Result]:
    from chancheck.cli.crash_report import crashed

    opened = begun(path, options, announce)
    if isinstance(opened, Result):
        yield opened
        return
    entries, names = opened
    entries.todo = names if wanted.names is None else list(wanted.names)
    if not wanted.warns:
        entries.warnings = ()

    def began(entries: Entries, entry: str) -> None:
        if entry:
            announce(Message(entry=entry, seconds=entries.deadline.left(), memory=entries.deadline.memory))
        else:
            announce(Message(names=list(entries.todo)))

    while entries.todo:
        try:
            yield from entries.results(began)
        except Exception as error:
            yield crashed(path, entries.todo.pop(0), said(error), traced(error))


def said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def traced(error: Exception) -> str:
    from traceback import format_exception

    return "".join(format_exception(error))


def begun(path: Path, options: Options, announce: Callable[[Message], None]) -> tuple[Entries, list[str]] | Result:
    """The entries of a file with their names, or what keeps it from being checked."""
    from chancheck.check import Entries, unreadable
    from chancheck.cli.crash_report import crashed
    from chancheck.diagnostic import SourceError
    from chancheck.files import read

    try:
        entries = Entries(read(path), options)
        announce(Message(entry=options.entry, seconds=entries.deadline.left(), memory=entries.deadline.memory))
        names = entries.begin()
        return names if isinstance(names, Result) else (entries, names)
    except SourceError as error:
        return unreadable(path, options, error)
    except Exception as error:
        return crashed(path, options.entry, said(error), traced(error))


def work(path: Path, options: Options, wanted: Wanted, to: BinaryIO, parent: int) -> None:
    """All that a child does."""
    asked = options.progress

    def progress(statistics: Statistics) -> bool:
        if os.getppid() != parent:
            os._exit(1)  # no process reads the results
        return asked is not None and asked(statistics)

    def send(message: Message) -> None:
        content = pickle.dumps(message)
        to.write(len(content).to_bytes(8, "big") + content)
        to.flush()

    def stop(*_: object) -> None:  # however often: the parent passes it on, and a terminal or timeout(1) signals both
        if asked is not None and hasattr(asked, "interrupted"):
            asked.interrupted = True

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, stop)
    with facts.recorded() as seen:
        for result in decide_here(path, replace(options, progress=progress), wanted, send):
            send(Message(result=result))
            if progress_asks_to_stop(options):
                return
    send(Message(facts=seen))


def progress_asks_to_stop(options: Options) -> bool:
    return bool(getattr(options.progress, "interrupted", False))


# --- in the parent ---------------------------------------------------------------------------------


@dataclass(slots=True)
class Allowed:
    """Until when a child may work on its entry, and the most memory it may have."""

    end: float | None
    memory: int | None
    used: float | None = None  # processor time, when the end was reached

    @classmethod
    def of(cls, seconds: float | None, memory: int | None) -> Allowed:
        from chancheck.options import GRACE

        return cls(None if seconds is None else time.monotonic() + seconds + GRACE, memory)

    def exceeded(self, pid: int) -> str:
        if self.memory is not None and resident_bytes(pid) > self.memory + ROOM + MORE:
            return "memory"
        late = -1.0 if self.end is None else time.monotonic() - self.end
        if late < 0:
            return ""
        used = processor_seconds(pid)
        self.used = used if self.used is None else self.used
        return "seconds" if late > MOST or (late > MARGIN and used - self.used >= MARGIN) else ""


class Child:
    """ended: why there is nothing more to come: "" if it has finished, a limit, or how it ended."""

    def __init__(self, path: Path, options: Options, wanted: Wanted) -> None:
        from chancheck.options import deadline_of

        self.entry, self.ended, self.asked = "", "", False
        self.content = bytearray()
        whole = deadline_of(options)
        self.allowed = Allowed.of(whole.left(), whole.memory)
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        gc.freeze()  # what exists now stays: the child does not scan it, and copies none of its pages
        parent, (self.source, target) = os.getpid(), os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self.source)
            begin(path, options, wanted, target, parent)
        os.close(target)

    def messages(self, stopped: Callable[[], bool]) -> Iterator[Message]:
        try:
            while self.waits(stopped):
                part = os.read(self.source, 1 << 16)
                if not part:
                    break
                self.content += part
                yield from self.arrived()
        finally:
            os.close(self.source)
            self.finish()

    def waits(self, stopped: Callable[[], bool]) -> bool:
        """Until there is something to read; False if the child exceeded its limits."""
        while not select.select([self.source], [], [], INTERVAL)[0]:
            if stopped() and not self.asked:
                self.asked = True
                os.kill(self.pid, signal.SIGTERM)
            self.ended = self.allowed.exceeded(self.pid)
            if self.ended:
                return False
        return True

    def arrived(self) -> Iterator[Message]:
        while len(self.content) >= 8 and len(self.content) >= 8 + (size := int.from_bytes(self.content[:8], "big")):
            message: Message = pickle.loads(bytes(self.content[8 : 8 + size]))
            del self.content[: 8 + size]
            if message.entry is not None:
                self.entry, self.allowed = message.entry, Allowed.of(message.seconds, message.memory)
            yield message

    def finish(self) -> None:
        if self.ended or sys.exc_info()[0] is not None:
            os.kill(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        if not self.ended and os.WIFSIGNALED(status):
            self.ended = f"was ended by {signal.Signals(os.WTERMSIG(status)).name}"
        elif not self.ended and os.WEXITSTATUS(status):
            self.ended = f"ended with status {os.WEXITSTATUS(status)}"


def begin(path: Path, options: Options, wanted: Wanted, target: int, parent: int) -> NoReturn:
    """In the new process. Nothing of the parent's is cleaned up here."""
    status = 1
    try:
        with os.fdopen(target, "wb") as to:
            work(path, options, wanted, to, parent)
        status = 0
    except KeyboardInterrupt:  # a second request to stop, before `work` had begun
        pass
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(status)


def processor_seconds(pid: int) -> float:
    """Processor seconds of a process; where the system does not report them, the clock, which is an upper bound."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, IndexError):
        return time.monotonic()
