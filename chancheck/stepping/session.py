"""A program in which the user is the scheduler: at each step one of the enabled moves is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from functools import cached_property

from chancheck.check import in_module, unit_of
from chancheck.deadline import Exhausted, running
from chancheck.explore.engine import Exploration, Found
from chancheck.machine.caching import CachingMachine, CachingScheduledMachine
from chancheck.machine.state import State
from chancheck.machine.step import Successor
from chancheck.machine.transition import Trace, Transition
from chancheck.options import Options, buffered_timers, deadline_of, engine_options, scheduler_of
from chancheck.records import dataclass, replace
from chancheck.source import Pos, Source
from chancheck.stepping.ahead import Ending, ending_of
from chancheck.verdict.describe import Describer
from chancheck.verdict.finding import Finding, GoroutineReport, Step
from chancheck.verdict.moments import changes, pictures_of
from chancheck.verdict.names import Names
from chancheck.verdict.replay import Run, describe, walk
from chancheck.verdict.says import Says
from chancheck.verdict.scenes import Moment

Schedule = tuple[int, ...]
"""The moves of a run: of each, its number among the moves of the state it leaves."""

LONGEST = 2_000
"""Steps of a run that can be made by hand."""


@dataclass(frozen=True, slots=True)
class Move:
    """A step that is enabled. text: in the words of the source; processor: with a scheduler (-1: none)."""

    number: int
    goroutine: int
    text: str
    place: Pos
    partner: int = 0
    partner_text: str = ""
    processor: int = -1


@dataclass(frozen=True, slots=True)
class View:
    """A run so far. ends: for each step, how many moves it and those before it take. ending: if no move is left."""

    schedule: Schedule
    steps: tuple[Step, ...]
    moments: tuple[Moment, ...]
    goroutines: tuple[GoroutineReport, ...]
    ends: tuple[int, ...]
    moves: tuple[Move, ...]
    ending: Ending | None


@dataclass(slots=True)
class Spot:
    """A walked schedule."""

    run: Run
    state: State
    successors: list[Successor]
    halted: tuple[str, str] | None = None


class BadScheduleError(ValueError):
    """A schedule that is no run of the program."""


class Session:
    """The runs of one entry of a source. options: as of `verify`; `budget` limits the search for findings.

    Raises SourceError for a source with errors, ValueError for an unknown entry."""

    def __init__(self, source: Source, options: Options | None = None) -> None:
        from chancheck.closely import explored
        from chancheck.lower.lower_program import has_clock

        self.source, self.options = source, in_module(source, options or Options())
        with running(deadline_of(self.options)):
            self.unit = unit_of(source, self.options)
            if has_clock(self.unit):
                self.options = replace(self.options, time="virtual")
            program, found = explored(
                self.unit,
                engine_options(self.options),
                self.options.engine,
                "race" in self.options.checks and self.options.sched == "free",
                time=self.options.time,
                buffered_timers=buffered_timers(self.options),
            )
        self.program, self.found = program, found
        self.entry = self.options.entry or ("main" if self.unit.root_ends_all else "")
        scheduler = scheduler_of(self.options)
        self.symmetric = "symmetry" in self.options.reduce
        if scheduler is not None:
            self.machine: CachingMachine = CachingScheduledMachine(program, scheduler)
        else:
            self.machine = CachingMachine(program, self.symmetric)
        self.spots: dict[Schedule, Spot] = {}

    # --- runs -----------------------------------------------------------------------------------------

    def spot(self, schedule: Sequence[int]) -> Spot:
        """The state that a schedule leads to. Raises BadScheduleError if it is none."""
        wanted = tuple(schedule)
        if wanted not in self.spots:
            if len(self.spots) > 200:
                self.spots.clear()
            trace, last = self.trace(wanted)
            run = walk(self.machine, Found("live", (), trace))
            over = last is not None and last.state is None
            moves = [] if over else list(self.machine.successors(run.final))
            self.spots[wanted] = Spot(run, run.final, moves, last.halted if last is not None else None)
        return self.spots[wanted]

    def trace(self, schedule: Schedule) -> tuple[Trace, Successor | None]:
        """The steps of a schedule, and the last one."""
        if len(schedule) > LONGEST:
            raise BadScheduleError(f"the schedule has more than {LONGEST} steps")
        state: State | None = self.machine.initial()
        trace: list[Transition] = []
        last = None
        for n, number in enumerate(schedule, 1):
            moves = [] if state is None else list(self.machine.successors(state))
            if not 0 <= number < len(moves):
                raise BadScheduleError(f"step {n} of the schedule is not possible: there are {len(moves)} moves")
            last = moves[number]
            trace.append(last.transition)
            state = last.state
        return tuple(trace), last

    def view(self, schedule: Sequence[int] = ()) -> View:
        spot = self.spot(schedule)
        describer = Describer(self.program, spot.run, self.unit.phrases)
        steps, pictures = describer.steps, pictures_of(spot.run, describer.names)
        moments = tuple(changes([pictures[0], *(pictures[row.events[-1] + 1] for row in steps.rows)]))
        ends = tuple(row.events[-1] + 1 for row in steps.rows)
        goroutines = tuple(describer.goroutines((), "", ()))
        moves, ending = self.moves(schedule), self.ending(spot)
        return View(tuple(schedule), tuple(steps.steps()), moments, goroutines, ends, moves, ending)

    def ending(self, spot: Spot) -> Ending | None:
        """How the run ended, None if a move is left."""
        if spot.successors:
            return None
        kind, text = spot.halted or ("", "")
        return ending_of(self.program, spot.state, kind, text)

    # --- moves ----------------------------------------------------------------------------------------

    def moves(self, schedule: Sequence[int] = ()) -> tuple[Move, ...]:
        """The enabled moves, in the order of their numbers."""
        spot = self.spot(schedule)
        return tuple(self.move(n, spot, s) for n, s in enumerate(spot.successors))

    def move(self, number: int, spot: Spot, s: Successor) -> Move:
        run = forked(spot.run)
        describe(run, spot.state, s)
        run.events[-1].state = spot.state
        names = Names(self.program, run, self.unit.phrases)
        says, event = Says(run, names), run.events[-1]
        text = says.mover(event, len(run.events) - 1)
        partner = event.peer
        started = [names.shown[id] for id in event.started if id in names.shown]
        if started:
            text += f", starts {', '.join(map(str, started))}"
        return Move(
            number,
            names.shown.get(event.mover.goroutine, 0),
            text,
            names.user_pos(event.mover),
            names.shown.get(partner.goroutine, 0) if partner else 0,
            says.partner(event) if partner else "",
            event.processor,
        )

    # --- findings -------------------------------------------------------------------------------------

    @cached_property
    def findings(self) -> list[tuple[Finding, Schedule | None]]:
        """The findings of the search, each with the schedule that leads to it (None: it cannot be stepped)."""
        from chancheck.verdict.judge import judge
        from chancheck.verdict.replay import replayed

        with running(deadline_of(self.options)):
            found = self.with_shortest()
            runs = replayed(self.program, found, scheduler_of(self.options), self.symmetric)
            out: list[tuple[Finding, Schedule | None]] = []
            for run in runs:
                only = replace(found, found=[run.found])
                verdict = judge(self.program, only, [run], self.options.checks, phrases=self.unit.phrases)
                known = [f.location for f, _ in out]
                out += [(f, self.schedule_of(run.found)) for f in verdict.findings if f.location not in known]
        return out

    def with_shortest(self) -> Exploration:
        from chancheck.explore.shortest_traces import with_shortest_runs

        try:
            how = engine_options(self.options)
            return with_shortest_runs(self.program, how, self.options.engine, self.found, watched=False)
        except Exhausted:
            return self.found

    def schedule_of(self, found: Found) -> Schedule | None:
        """The numbers of the moves of a trace."""
        state, numbers = self.machine.initial(), []
        for t in found.trace:
            moves = list(self.machine.successors(state))
            at = next((n for n, s in enumerate(moves) if s.transition == t), None)
            if at is None:
                return None
            numbers.append(at)
            state = moves[at].state or state
        return tuple(numbers)


def forked(run: Run) -> Run:
    """A copy of a run to which a step can be added."""
    return replace(
        run,
        events=list(run.events),
        people={id: copy(person) for id, person in run.people.items()},
        accessed={key: list(value) for key, value in run.accessed.items()},
    )
