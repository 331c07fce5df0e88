"""A saved run is walked again on today's source: each step by a move of the same goroutine that does the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from chancheck.deadline import poll
from chancheck.records import dataclass
from chancheck.stepping.session import Move, Schedule, Session, View
from chancheck.verdict.finding import Step

MOST_MOVES = 12
"""Moves that one step of a report may consist of: a call of the library takes several."""

MOST_TRIES = 5_000


class SavedPlace(msgspec.Struct, frozen=True):
    file: str = ""
    line: int = 0
    column: int = 0


class SavedStep(msgspec.Struct, frozen=True):
    """A step as `verify --output-format json` writes it."""

    step: int
    goroutine: int
    operation: str
    location: SavedPlace | None = None
    partner: int | None = None


class SavedFinding(msgspec.Struct, frozen=True):
    kind: str
    message: str
    trace: list[SavedStep]


class SavedResult(msgspec.Struct, frozen=True):
    entry: str
    findings: list[SavedFinding]


class SavedReport(msgspec.Struct, frozen=True):
    results: list[SavedResult]


@dataclass(frozen=True, slots=True)
class Walk:
    """view: of the longest part that can be walked. steps: how many saved steps that is; parts: the first saved step
    that is not possible there. changed: the walked steps that have other words now, as (saved, now)."""

    view: View
    steps: int
    parts: SavedStep | None
    changed: tuple[tuple[SavedStep, Step], ...] = ()


def saved(text: bytes) -> list[SavedResult]:
    """The results in a report, or in a line of json-lines; raises ValueError for anything else."""
    try:
        return msgspec.json.decode(text, type=SavedReport).results
    except msgspec.ValidationError:
        lines = [line for line in text.splitlines() if line.strip()]
        return [msgspec.json.decode(line, type=SavedResult) for line in lines]


class Walker:
    """Looks for a schedule with the saved steps, depth first."""

    def __init__(self, session: Session, trace: Sequence[SavedStep]) -> None:
        self.session, self.trace = session, trace
        self.best: tuple[int, Schedule] = (0, ())
        self.tries = 0

    def walk(self) -> Walk:
        done = self.extended((), 0)
        steps, schedule = (len(self.trace), self.finished(done)) if done is not None else self.best
        view = self.session.view(schedule)
        pairs = zip(self.trace[:steps], view.steps, strict=False)
        changed = tuple((old, new) for old, new in pairs if plain(old.operation) != plain(new.operation))
        return Walk(view, steps, self.trace[steps] if steps < len(self.trace) else None, changed)

    def extended(self, schedule: Schedule, idle: int) -> Schedule | None:
        """A schedule that begins with this one and has all saved steps. idle: moves since the last step was met."""
        poll()
        steps = self.session.view(schedule).steps
        met = self.met(steps)
        if met < len(steps) - 1 or (met < len(steps) and met == len(self.trace)):
            return None
        if met > self.best[0]:
            self.best, idle = (met, schedule), 0
        if met == len(self.trace):
            return schedule
        if idle == MOST_MOVES or self.tries > MOST_TRIES:
            return None
        for move in self.fitting(schedule, met):
            self.tries += 1
            done = self.extended((*schedule, move.number), idle + 1)
            if done is not None:
                return done
        return None

    def met(self, steps: Sequence[Step]) -> int:
        """How many steps from the first on are the saved ones; the last may still be in progress."""
        pairs = zip(steps, self.trace, strict=False)
        return next(
            (n for n, (step, wanted) in enumerate(pairs) if not fits(step, wanted)), min(len(steps), len(self.trace))
        )

    def fitting(self, schedule: Schedule, met: int) -> Iterator[Move]:
        """Moves for the next saved step, those with its words first, then those that may belong to the step before,
        then those that no report shows as their own, as of the runner of a test."""
        wanted, moves = self.trace[met], self.session.moves(schedule)
        own = [m for m in moves if wanted.goroutine in (m.goroutine, m.partner)]
        yield from sorted(own, key=lambda m: (m.partner != (wanted.partner or 0), not alike(m.text, wanted.operation)))
        before = self.trace[met - 1].goroutine if met else 0
        yield from (m for m in moves if m.goroutine == before and m not in own)
        shown = len(self.session.view(schedule).steps)
        for move in moves:
            if move.goroutine != before and move not in own:
                steps = self.session.view((*schedule, move.number)).steps
                if len(steps) == shown or self.met(steps) == len(steps):
                    yield move

    def finished(self, schedule: Schedule) -> Schedule:
        """With the moves that belong to the last steps and that the report does not show."""
        for _ in range(MOST_MOVES):
            longer = [(*schedule, move.number) for move in self.session.moves(schedule)]
            same = [one for one in longer if len(self.session.view(one).steps) == len(self.trace)]
            if not same:
                break
            schedule = same[0]
        return schedule


def fits(step: Step, wanted: SavedStep) -> bool:
    """Whether a step is the saved one as far as that is known before the run is complete."""
    same = step.goroutine == wanted.goroutine and step.partner == (wanted.partner or 0)
    return same and first_word(step.operation) == first_word(wanted.operation)


def plain(text: str) -> str:
    """Without what the rest of the run decides, such as "(waits for readers)"."""
    return re.sub(r" \([a-z ]*\)$| begins$| returns$| continues$", "", text)


def alike(a: str, b: str) -> bool:
    return plain(a) == plain(b) or first_word(a) == first_word(b)


def first_word(text: str) -> str:
    return re.split(r"[ (]", text, maxsplit=1)[0]
