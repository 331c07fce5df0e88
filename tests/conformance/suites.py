"""What is compared with real Go, and the loop that all of it shares: programs are built together, run, and judged."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from chancheck.toolchain.runs import Run

from . import assignments, concurrent, libraries, sequential
from .bundle import Bundle
from .compare import Judgement, client, differs, unpredicted, unreported
from .golang import Batch


@dataclass(frozen=True)
class Suite:
    """program: writes one; judge: compares what its runs showed with what chancheck says; runs: how many, and three
    times as many of a program with places for naps; limit: seconds for each; workers: how many at a time."""

    name: str
    program: Callable[[Random], str]
    judge: Callable[[str, Sequence[Run]], Judgement]
    runs: int
    limit: float = 1.0
    workers: int = 2
    race: bool = False
    flags: tuple[str, ...] = ()

    def compare(self, folder: Path, randoms: Sequence[Random], runs: int = 0) -> Tally:
        """Writes, builds, runs and judges a program for each source of decisions."""
        programs = [self.program(random) for random in randoms]
        gc.freeze()  # what is loaded stays; looking through it again and again takes a third of the time
        batch = Batch(folder, programs, self.race, self.flags)
        tally = Tally()
        for number, text in enumerate(programs):
            seen = batch.runs(number, runs or self.runs, self.limit, self.workers)
            tally.add(text, self.judge(text, seen), len(seen))
        return tally


@dataclass(frozen=True)
class Clients:
    """Random clients of one library: `runs` of each, and half as many under the race detector."""

    package: str
    runs: int = 24
    limit: float = 1.0

    @property
    def name(self) -> str:
        return f"library {self.package}"

    def compare(self, folder: Path, randoms: Sequence[Random], runs: int = 0) -> Tally:
        needed = libraries.needed(libraries.CLIENTS[self.package])
        programs = [libraries.of(self.package)(random) for random in randoms]
        plain, detecting = (Bundle(folder / str(race), programs, race, needed) for race in (False, True))
        gc.freeze()
        tally, count = Tally(), runs or self.runs
        for number, text in enumerate(programs):
            seen = plain.runs(number, count, self.limit)
            under = detecting.runs(number, count // 2 if ends(seen) else 2, self.limit)
            tally.add(text, client(text, seen, under), len(seen) + len(under))
        return tally


def ends(seen: Sequence[Run]) -> bool:
    """Whether no run stays for ever: under the race detector, which reports no deadlock, it would take all its time."""
    return not any(run.outcome.endswith(("<hang>", "<deadlock>")) for run in seen)


@dataclass
class Tally:
    """How many programs and runs there were, what was noted of them, and which differ: (what is wrong, the text)."""

    programs: int = 0
    runs: int = 0
    notes: dict[str, int] = field(default_factory=dict)
    wrong: list[tuple[str, str]] = field(default_factory=list)

    def add(self, text: str, judgement: Judgement, runs: int) -> None:
        self.programs += 1
        self.runs += runs
        for note in judgement.notes:
            self.notes[note] = self.notes.get(note, 0) + 1
        if judgement.problem:
            self.wrong.append((judgement.problem, text))

    def __add__(self, other: Tally) -> Tally:
        notes = {note: self.notes.get(note, 0) + other.notes.get(note, 0) for note in {*self.notes, *other.notes}}
        return Tally(self.programs + other.programs, self.runs + other.runs, notes, self.wrong + other.wrong)

    def __str__(self) -> str:
        notes = "".join(f", {count} {note}" for note, count in sorted(self.notes.items()))
        return f"{self.programs} programs, {self.runs} runs{notes}; {len(self.wrong)} differ"

    def explain(self) -> str:
        """The first that differs."""
        return f"{self}\n" + "\n".join(self.wrong[0]) if self.wrong else str(self)


CONCURRENT = Suite("concurrent", concurrent.program, unpredicted, runs=6)
SEQUENTIAL = Suite(
    "sequential", sequential.program, differs, runs=1, limit=10.0, flags=("-gcflags=chancheck/...=-N -l",)
)
"""Capacities after append are those of runtime/slice.go only where the compiler keeps no slice on the stack."""
ASSIGNMENTS = Suite("assignments", assignments.program, differs, runs=1, limit=10.0, flags=SEQUENTIAL.flags)
RACES = Suite("races", concurrent.racy_program, unreported, runs=6, limit=0.4, workers=6, race=True)
"""The race detector reports no deadlock: such a run takes the whole time that it is given."""

LIBRARIES = tuple(Clients(name) for name in libraries.CLIENTS)

SUITES: dict[str, Suite | Clients] = {
    suite.name: suite for suite in (CONCURRENT, SEQUENTIAL, ASSIGNMENTS, RACES, *LIBRARIES)
}
