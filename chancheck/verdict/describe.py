"""Runs in the words of Go: where everybody stands, what each step did, who waits for whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from chancheck.machine.scheduling.machine import ScheduledMachine
from chancheck.machine.workspace import HELPER
from chancheck.program.program import OFFSET_BITS, Function, Program
from chancheck.source import NO_POS, Pos, is_library
from chancheck.verdict.explain import Explainer
from chancheck.verdict.finding import FINISHED, AccessReport, Finding, Frame, GoroutineReport, Queues, Step
from chancheck.verdict.replay import Event, Mover, Person, Run, Stack, stack_of

MOST_REASONS = 6
KINDS = ("read", "write", "atomic read", "atomic write")


class Describer:
    def __init__(self, program: Program, run: Run) -> None:
        self.program, self.run = program, run
        self.shown: dict[int, int] = {}
        for person in run.people.values():
            if not person.helper:
                self.shown[person.id] = len(self.shown) + 1

    def finding(self, code: str, kind: str, message: str, guilty: tuple[int, ...]) -> Finding:
        explainer = Explainer(self.run, self.shown, self.object, self.user_pos)
        goroutines = tuple(self.goroutines(guilty, kind, explainer))
        accesses = tuple(self.accesses()) if kind == "race" else ()
        location = self.location(kind, goroutines, accesses, guilty)
        why = tuple(w for g in goroutines if g.guilty for w in g.waits_for)[:MOST_REASONS]
        if kind == "panic":
            why = tuple(self.panicked_before(guilty))
        output = self.run.final[3].decode("utf-8", "replace") if self.run.final else ""
        why += explainer.circle_text(guilty)
        return Finding(code, kind, message, location, goroutines, accesses, tuple(self.steps()), why, output)

    def panicked_before(self, guilty: tuple[int, ...]) -> Iterator[str]:
        """Panics that were under way when the last one was raised; Go lists them above it."""
        for i in guilty:
            person = self.run.people[self.run.ids[i]]
            for stack in reversed(person.panics_before):
                places = [self.pos(p) for _, p in stack]
                where = next((p for p in places if not is_library(p)), NO_POS)
                me = f"goroutine {self.shown[person.id]}"
                yield f"{me} was panicking since {where.short}: a deferred call panicked again"

    def location(
        self,
        kind: str,
        goroutines: tuple[GoroutineReport, ...],
        accesses: tuple[AccessReport, ...],
        guilty: tuple[int, ...],
    ) -> Pos:
        if accesses:
            return accesses[0].location
        places = [g.location for g in goroutines if g.guilty and g.location != NO_POS]
        if kind == "panic":  # package testing panics again with what it recovered
            before = [stack for i in guilty for stack in reversed(self.run.people[self.run.ids[i]].panics_before)]
            places += [self.pos(place) for stack in before for _, place in stack]
        places += [goroutines[0].location] if goroutines else []
        own = [place for place in places if not is_library(place)]  # package testing waits for the test
        return next(iter(own or places), NO_POS)

    # --- goroutines -----------------------------------------------------------------------------------

    def goroutines(self, guilty: tuple[int, ...], kind: str, explainer: Explainer) -> list[GoroutineReport]:
        why = explainer.why(guilty) if kind != "panic" else {}
        out = []
        for i, g in enumerate(self.run.final[2]):
            if g[0] & HELPER:
                continue
            person = self.run.people[self.run.ids[i]]
            frames = self.frames(stack_of(self.run.machine, g))
            status = self.status(g)
            if (kind == "panic" and i in guilty) or not frames:
                frames = self.frames(person.panic) or frames
                status = "running"
            creator = self.run.people.get(person.creator)
            out.append(GoroutineReport(
                self.shown[person.id], self.name(self.own_function(person)), status, frames,
                self.creator_name(person.place, creator), self.pos(person.place) if person.place else NO_POS,
                why.get(i, ()), i in guilty, explainer.waits(i) if i in guilty and kind != "panic" else (),
            ))  # fmt: skip
        out += [self.ended(person) for person in self.run.people.values() if person.id not in self.run.ids]
        out.sort(key=lambda r: r.id)
        return [report for report in out if report.id]

    def ended(self, person: Person) -> GoroutineReport:
        """One that is not there any more; 0 for a helper of the runtime."""
        name, made = self.name(self.own_function(person)), self.pos(person.place) if person.place else NO_POS
        creator = self.creator_name(person.place, self.run.people.get(person.creator))
        return GoroutineReport(self.shown.get(person.id, 0), name, FINISHED, (), creator, made)

    def creator_name(self, place: int, creator: Any) -> str:
        """The function with the `go` statement, as in Go's "created at"."""
        if creator is None:
            return ""
        return self.function_at(place).partition(".gowrap")[0] or self.name(creator.function)

    def name(self, function: int) -> str:
        name = self.program.functions[function].name
        return "main.main" if name == "runtime.main" else name.partition(".gowrap")[0]

    def own_function(self, person: Person) -> int:
        """The outermost function of the user's that the goroutine was seen in; the one it began with if none was."""
        parts = (m for e in self.run.events for m in (e.mover, e.peer) if m is not None and m.goroutine == person.id)
        functions = (person.function, *(f for m in parts for f, _ in reversed(m.stack)))
        known = [(f, self.program.functions[f]) for f in functions]
        own = (f for f, function in known if not (is_wrapper(function) or is_library(self.pos(function.place))))
        return next(own, person.function)

    def frames(self, stack: Stack) -> tuple[Frame, ...]:
        functions = self.program.functions
        own = [(f, p) for f, p in stack if not (functions[f].is_wrapper or of_the_runtime(functions[f]))]
        return tuple(Frame(functions[f].name, self.pos(p)) for f, p in own or stack)

    def pos(self, place: int) -> Pos:
        return self.program.places[place] if 0 <= place < len(self.program.places) else NO_POS

    def status(self, g: Any) -> str:
        """What Go's runtime calls the state of a goroutine."""
        site = self.run.machine.site(g)
        if site is None:
            return "runnable"
        if site.waiting:
            return str(site.waiting)
        if not site.alternatives:
            return "select (no cases)"
        if len(site.alternatives) > 1:
            return "select"
        a = site.alternatives[0]
        operation = self.program.operations[a.operation]
        nil = bool(operation.waiting_nil) and g[2][-1][4][a.operands[0][0]] == 0
        return (operation.waiting_nil if nil else operation.waiting) or "runnable"

    def object(self, address: int) -> str:
        """An address of the last state in the program's words; nothing for what the library made for itself."""
        shape = self.run.final[1][(address >> OFFSET_BITS) - 1][0]
        if is_library(self.pos(self.program.shapes[shape].place)):
            return ""
        return self.shape_text(shape, address & ((1 << OFFSET_BITS) - 1))

    def shape_text(self, shape: int, offset: int = 0) -> str:
        s = self.program.shapes[shape]
        name = s.name.removeprefix("main.")
        cell = s.cells[offset] if offset < len(s.cells) and s.cells[offset] else ""
        where = self.pos(s.place)
        made = f" (made at {where.short})" if where.line and not is_library(where) else ""
        if not s.elem and cell and cell != s.name:
            plain = not s.name or s.name == "package variables" or ".func" in s.name
            return f"{cell if plain else name + '.' + cell}{made}"
        return f"{name or 'memory'}{made}"

    # --- steps ----------------------------------------------------------------------------------------

    def steps(self) -> list[Step]:
        out: list[Step] = []
        for e in self.run.events:
            step = self.step(e, len(out) + 1)
            if step is not None:
                out.append(step)
        return out

    def step(self, e: Event, number: int) -> Step | None:
        person = self.run.people[e.mover.goroutine]
        who = self.shown.get(person.id, 0)
        partner = self.shown.get(e.peer.goroutine, 0) if e.peer else 0
        return Step(
            number, who, self.operation(e, e.mover), self.user_pos(e.mover), e.rule,
            partner, self.operation(e, e.peer) if e.peer else "", self.user_pos(e.peer) if e.peer else NO_POS,
            "".join(e.notes), tuple(self.shown[p] for p in e.started), e.processor, self.queues(e.queues),
            tuple((self.shown.get(d.sender, 0), d.step, self.shown.get(d.receiver, 0)) for d in e.deliveries),
        )  # fmt: skip

    def queues(self, q: Queues | None) -> Queues | None:
        """The same with the numbers that goroutines are shown with."""
        if q is None:
            return None

        def named(ids: tuple[int, ...]) -> tuple[int, ...]:
            return tuple(self.shown.get(i, 0) for i in ids)

        local = tuple(map(named, q.local))
        return Queues(named(q.running), named(q.next), local, named(q.shared), named(q.parked), named(q.calling))

    def turn(self, e: Event) -> str:
        machine = self.run.machine
        return machine.scheduler.turns[e.rule_number].name if isinstance(machine, ScheduledMachine) else ""

    def user_pos(self, m: Mover) -> Pos:
        """The innermost place outside the library; of a crash, where the panic came from."""
        stack = m.stack or self.run.people[m.goroutine].panic
        places = [self.pos(m.place), *[self.pos(p) for _, p in stack]]
        return next((p for p in places if p.line and not is_library(p)), places[0])

    def operation(self, e: Event, m: Mover) -> str:
        if e.kind == "default" and m is e.mover:
            return "default"
        if e.kind == "turn":
            return f"P{e.processor}: {self.turn(e)}"
        if e.kind == "run":
            return "runs"
        if e.kind == "end":
            return "returns"
        if e.kind == "crash":
            return "panics"
        if m.operation < 0:
            return ""
        name = self.program.operations[m.operation].name
        on = self.shape_text(m.shapes[0], m.target[1]).partition(" (made")[0] if m.target else ""
        return f"{name.rpartition('.')[2].lower()} {on}".strip()

    # --- races ----------------------------------------------------------------------------------------

    def accesses(self) -> list[AccessReport]:
        shape, offset = self.run.race_shape
        what = self.shape_text(shape, offset)
        out = []
        for place, kind, goroutine, stack in self.run.accesses:
            id = self.shown.get(goroutine, 0)
            frames = self.frames(stack) or (Frame(self.function_at(place), self.pos(place)),)
            out.append(AccessReport(KINDS[kind], id, what, frames))
        return out

    def function_at(self, place: int) -> str:
        for f in self.program.functions:
            if any(i.place == place for i in f.code):
                return f.name
        return ""


def is_wrapper(function: Function) -> bool:
    """Whether it only passes a call on: a `go` statement's, or a method's."""
    return function.is_wrapper or ".gowrap" in function.name


def of_the_runtime(function: Function) -> bool:
    """Go's tracebacks leave it out as well."""
    return function.foreign and function.name.startswith("runtime.") and function.name != "runtime.main"
