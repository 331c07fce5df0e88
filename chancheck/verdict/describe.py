"""A run as a finding: its goroutines, what they wait for, which are to blame, and each step."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from chancheck.machine.state import GoroutineState
from chancheck.machine.step import Stack
from chancheck.program.program import Program
from chancheck.source import NO_POS, Pos, is_library, is_real
from chancheck.syntax.phrases import Phrases
from chancheck.verdict.blame import Blame
from chancheck.verdict.explain import Explainer
from chancheck.verdict.finding import FINISHED, AccessReport, Finding, Frame, GoroutineReport
from chancheck.verdict.loops import Rounds
from chancheck.verdict.moments import changes, pictures_of
from chancheck.verdict.names import Names, has_line, is_wrapper, of_the_runtime
from chancheck.verdict.panics import chain_text, origin
from chancheck.verdict.replay import Person, Run, stack_of
from chancheck.verdict.scenes import Moment
from chancheck.verdict.steps import Steps
from chancheck.verdict.waits import Cycle, Loop, Reason, Remark, Wait

KINDS = ("read", "write", "atomic read", "atomic write")
RUNNING = "running"

ROOT = 1
"""The goroutine that main runs in, or the tests."""

INPUT = "check.Int: "
"""How a note of an input's value begins (models/chancheck/check)."""


class Describer:
    def __init__(self, program: Program, run: Run, phrases: Phrases | None = None) -> None:
        self.program, self.run = program, run
        self.names = Names(program, run, phrases or Phrases())
        self.shown = self.names.shown

    @cached_property
    def steps(self) -> Steps:
        return Steps(self.run, self.names)

    @cached_property
    def explainer(self) -> Explainer:
        return Explainer(self.run, self.names, lambda n: self.steps.number(n))

    def finding(self, code: str, kind: str, message: str, guilty: tuple[int, ...]) -> Finding:
        """guilty: indices of the last state's goroutines that the finding is about."""
        waiting = guilty if kind in ("deadlock", "leak", "stuck") else ()
        blame = Blame(self.explainer, waiting)
        culprits = blame.culprits() if waiting else guilty
        loops = tuple(self.loops(blame, culprits)) if kind in ("leak", "stuck") else ()
        around = loops or (tuple(self.bystanders(blame, culprits)) if kind in ("leak", "stuck") else ())
        goroutines = tuple(self.goroutines(guilty, kind, around))
        accesses = tuple(self.accesses()) if kind == "race" else ()
        places = self.places(kind, goroutines, accesses, culprits, loops)
        if kind == "panic":
            message = self.panic_text(message, guilty)
        if kind == "leak":
            message = self.leak_text(culprits, loops)
        why = tuple(self.why(blame, culprits, around))
        output = self.run.final.output.decode("utf-8", "replace")
        location = self.raised_at(guilty, places) if kind == "panic" else places[0] if places else NO_POS
        return Finding(
            code, kind, message, location, goroutines, accesses, tuple(self.steps.steps()), why, output, "", places,
            self.steps.preemptions(), self.run.found.shortest, (), self.causes(culprits if waiting else ()),
        )  # fmt: skip

    def moments(self) -> tuple[Moment, ...]:
        """The first state of the run, and the one after each step."""
        pictures = pictures_of(self.run, self.names)
        return tuple(changes([pictures[0], *(pictures[row.events[-1] + 1] for row in self.steps.rows)]))

    def causes(self, culprits: tuple[int, ...]) -> frozenset[str]:
        """The objects that the goroutines to blame wait for: a channel by where it was made, other things by the place
        of the wait."""
        out = set()
        for i in culprits:
            for wait in self.explainer.waits(i):
                channel = wait.operation.startswith("chan ") and wait.made.line and wait.state != "timer"
                out.add(f"{wait.operation} {wait.made}" if channel else str(self.place(i)))
        return frozenset(out)

    def why(self, blame: Blame, culprits: tuple[int, ...], loops: tuple[Loop, ...]) -> Iterator[Reason]:
        """The cycle, then the goroutines to blame, then the others, with loops behind what waits for them."""
        cycle = blame.cycle()
        if cycle:
            yield Cycle(tuple(self.explainer.shown(i) for i in cycle))
        others = tuple(i for i in blame.guilty if i not in culprits)
        told = {loop.goroutine for loop in loops}
        culprits = tuple(
            i for i in culprits if self.explainer.shown(i) not in told and not self.explainer.only_runs_tests(i)
        )
        yield from self.explainer.reasons(culprits if blame.guilty else ())
        yield from loops
        yield from self.explainer.reasons(tuple(i for i in others if has_line(self.place(i))))
        notes = (note for event in self.run.events for note in event.notes)
        if given := [note.removeprefix(INPUT).strip() for note in notes if note.startswith(INPUT)]:
            yield Remark(f"check.Int gave {', '.join(given)} in this run")

    def place(self, i: int) -> Pos:
        return self.names.place(self.run.final.goroutines[i])

    def loops(self, blame: Blame, culprits: tuple[int, ...]) -> Iterator[Loop]:
        """Of goroutines that take steps for ever: those that are to blame, or that those to blame wait for."""
        spinning = self.run.found.spinning
        wanted = {j for i in culprits for j in ({i} | blame.needed(i)) if j in spinning}
        for j in sorted(wanted):
            if not self.run.final.goroutines[j].helper:
                yield Rounds(self.run, self.names, j).loop(self.explainer.shown(j))

    def bystanders(self, blame: Blame, culprits: tuple[int, ...]) -> Iterator[Loop]:
        """Loops that never end, where the program has not ended and no goroutine can wake one that is to blame: code
        behind such a loop never runs."""
        if ROOT not in self.run.ids or all(blame.needed(i) for i in culprits):
            return
        for j in sorted(self.run.found.spinning):
            if not self.run.final.goroutines[j].helper:
                yield Rounds(self.run, self.names, j).loop(self.explainer.shown(j))

    def raised_at(self, guilty: tuple[int, ...], places: tuple[Pos, ...]) -> Pos:
        """Where the user's code raised a panic that ends the run, not where it was raised again; of a select, the
        case."""
        person = self.run.people[self.run.ids[guilty[0]]]
        raised = origin(person.panics)
        if raised is None:
            return places[0] if places else NO_POS
        mover = self.run.events[raised.step].mover if raised.step < len(self.run.events) else None
        if mover is not None and mover.operation >= 0 and mover.stack[:1] == raised.stack[:1]:
            own = self.names.pos(mover.place)
            if has_line(own):
                return own
        own_places = (self.names.pos(p) for f, p in raised.stack if self.names.is_own((f, p)))
        return next(own_places, places[0] if places else NO_POS)

    # --- what it says in one line -----------------------------------------------------------------------

    def leak_text(self, culprits: tuple[int, ...], loops: tuple[Loop, ...]) -> str:
        blocked = [i for i in culprits if i not in self.run.found.spinning]
        waits = [waits for i in blocked if (waits := self.explainer.waits(i))]
        if not waits:
            if loops:
                return f"goroutine {loops[0].goroutine} runs for ever and can never end"
            return f"blocked forever in {self.names.status(self.run.final.goroutines[culprits[0]])}"
        what = " and ".join(dict.fromkeys(map(waiting, waits)))
        if loops:
            who = f"goroutine {self.explainer.shown(blocked[0])} is blocked" if len(blocked) == 1 else "blocked"
            return f"goroutine {loops[0].goroutine} never ends its loop; {who} forever in {what}"
        return f"blocked forever in {what}"

    def panic_text(self, message: str, guilty: tuple[int, ...]) -> str:
        if not guilty or not message.startswith("panic: "):
            return message
        return chain_text(self.run, self.run.people[self.run.ids[guilty[0]]], message)

    def places(
        self,
        kind: str,
        goroutines: tuple[GoroutineReport, ...],
        accesses: tuple[AccessReport, ...],
        culprits: tuple[int, ...],
        loops: tuple[Loop, ...],
    ) -> tuple[Pos, ...]:
        """Where the finding is, the first place to blame first."""
        if accesses:
            return tuple(a.location for a in accesses)
        ids = [self.explainer.shown(i) for i in culprits]
        own = [g.location for id in ids for g in goroutines if g.id == id and has_line(g.location)]
        spun = [pos for loop in loops for pos in (loop.place,) if has_line(pos)]
        others = [g.location for g in goroutines if g.guilty] + [g.location for g in goroutines[:1]]
        others.append(self.names.pos(self.program.functions[self.program.entry].place))
        return tuple(dict.fromkeys([*spun[:1], *own])) or tuple(filter(has_line, others))[:1]

    # --- goroutines -----------------------------------------------------------------------------------

    def goroutines(self, guilty: tuple[int, ...], kind: str, loops: tuple[Loop, ...]) -> list[GoroutineReport]:
        out = []
        for i, g in enumerate(self.run.final.goroutines):
            if not g.helper:
                out.append(self.goroutine(i, g, guilty, kind, loops))
        out += [self.ended(person) for person in self.run.people.values() if person.id not in self.run.ids]
        out.sort(key=lambda r: r.id)
        return [report for report in out if report.id]

    def goroutine(
        self, i: int, g: GoroutineState, guilty: tuple[int, ...], kind: str, loops: tuple[Loop, ...]
    ) -> GoroutineReport:
        person = self.run.people[self.run.ids[i]]
        id = self.shown[person.id]
        frames, status = self.frames(stack_of(self.run.machine, g)), self.names.status(g)
        if kind == "failure" and i in guilty:
            status = RUNNING
        if (kind == "panic" and i in guilty) or not stack_of(self.run.machine, g):
            frames = self.frames(remaining(person)) or frames
            status = RUNNING
        spins = any(loop.goroutine == id for loop in loops)
        waits: tuple[Wait, ...] = ()
        if i in guilty and kind not in ("panic", "failure", "race") and not spins:
            waits = self.explainer.waits(i)
        status = RUNNING if spins else status
        by, at, creator = self.created(person)
        return GoroutineReport(
            id, self.name(person), status, frames, by, at, i in guilty or spins, waits, creator
        )  # fmt: skip

    def ended(self, person: Person) -> GoroutineReport:
        """One that is not there any more; 0 for a helper of the runtime."""
        by, at, creator = self.created(person)
        return GoroutineReport(
            self.shown.get(person.id, 0), self.name(person), FINISHED, (), by, at, creator=creator
        )  # fmt: skip

    def name(self, person: Person) -> str:
        return self.names.function(self.names.own_function(person))

    def created(self, person: Person) -> tuple[str, Pos, int]:
        """The function with the `go` statement, as in Go's "created by", the place, and the creator. Of a goroutine
        that the library starts: the library's function that the user called, and the place of that call."""
        creator = self.run.people.get(person.creator)
        if creator is None or not person.place:
            return "", NO_POS, 0
        id, pos, stack = self.shown.get(creator.id, 0), self.names.pos(person.place), person.started_from
        if is_library(pos):
            by = self.names.called(stack) or self.names.function_at(person.place)
            own = next((self.names.pos(p) for f, p in stack if self.names.is_own((f, p))), NO_POS)
            return (by, own, id) if own.line else ("", NO_POS, 0)
        by = self.names.function_at(person.place).partition(".gowrap")[0]
        return by or self.names.function(creator.function), pos, id

    def frames(self, stack: Stack) -> tuple[Frame, ...]:
        """The user's frames, and of the library's between them the function that was called. PANIC stands for one that
        panicked there."""
        functions = self.program.functions
        kept = [(f, p) for f, p in stack if f < 0 or not (is_wrapper(functions[f]) or of_the_runtime(functions[f]))]
        kept = kept or [(f, p) for f, p in stack if f >= 0]
        out: list[Frame] = []
        for n, (f, p) in enumerate(kept):
            if f < 0:
                out.append(Frame("panic", NO_POS))
            elif not is_library(self.names.pos(p)):
                out.append(Frame(functions[f].name, self.names.pos(p)))
            elif self.is_entered(kept, n):
                at = self.names.pos(p)
                out.append(Frame(functions[f].name, at if is_real(at) else NO_POS, model=True))
        innermost = next((f for f, _ in kept if f >= 0), 0)
        return tuple(out) or ((Frame(functions[innermost].name, NO_POS, model=True),) if kept else ())

    def is_entered(self, stack: list[tuple[int, int]], n: int) -> bool:
        """Whether a frame of the library was called by one of the user's, or by the runtime for a panic."""
        below = stack[n + 1] if n + 1 < len(stack) else None
        return below is not None and (below[0] < 0 or not is_library(self.names.pos(below[1])))

    # --- races ----------------------------------------------------------------------------------------

    def accesses(self) -> list[AccessReport]:
        shape, offset = self.run.race_shape
        made = self.names.pos(self.program.shapes[shape].place)
        what = self.names.shape_text(shape, offset)
        if made.line and not is_library(made):
            what += f" (made at {made.short})"
        out = []
        for place, kind, goroutine, stack in self.run.accesses:
            frames = self.frames(stack) or (Frame(self.names.function_at(place), self.names.pos(place)),)
            out.append(AccessReport(KINDS[kind], self.shown.get(goroutine, 0), what, frames))
        return out


PANIC = (-1, 0)


def remaining(person: Person) -> Stack:
    """The stack of a goroutine that panics, with what earlier panics left on it."""
    whole: Stack = ()
    for raised in person.panics:
        stack = raised.stack
        if not whole:
            whole = stack
            continue
        there = [frame for frame in whole if frame != PANIC]
        common = 0
        while common < min(len(stack), len(there)) and stack[-1 - common] == there[-1 - common]:
            common += 1
        whole = (*stack[: len(stack) - common], PANIC, *whole)
    return whole


def waiting(waits: tuple[Wait, ...]) -> str:
    """The operation that a goroutine is blocked in."""
    several = ", ".join(dict.fromkeys(wait.on for wait in waits if wait.on))
    return f"{waits[0].operation}{on(waits[0])}" if len(waits) == 1 else f"select on {several}"


def on(wait: Wait) -> str:
    return f" on {wait.on}" if wait.on else ""
