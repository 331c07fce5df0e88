"""Walks a trace through the executable semantics, so that nothing is shown that the rules do not allow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import cast

from chancheck.deadline import Exhausted
from chancheck.explore.engine import ENDINGS, Exploration, Found
from chancheck.machine.caching import CachingMachine, CachingScheduledMachine, Machines
from chancheck.machine.machine import Machine
from chancheck.machine.scheduling.machine import ScheduledMachine
from chancheck.machine.scheduling.steps import WOKEN
from chancheck.machine.state import GoroutineState, State
from chancheck.machine.step import Ended, Entered, Noted, Panicked, Race, Received, Returned, Spawned, Stack, Successor
from chancheck.machine.transition import CRASH, DEFAULT, END, TURN, YIELD, Transition
from chancheck.machine.workspace import FRESH
from chancheck.program.program import OFFSET_BITS, Program
from chancheck.program.scheduler import Scheduler
from chancheck.records import dataclass, field, replace
from chancheck.verdict.finding import Queues
from chancheck.verdict.message_origins import Delivery, Values

LONGEST_KEPT = 2000


class ReplayError(Exception):
    """A trace that an engine reported is not a run of the program: a bug of that engine."""


@dataclass(slots=True)
class Mover:
    """One goroutine's part in a step. operands: the cells of each operand of its operation; target: the object (by its
    identity in the run) and the offset that the first one points to; results: the cells of each result. receivers: by
    the index of a frame in the stack the object (identity) that its first parameter points to. entered: how many calls
    of the library the goroutine's own code had made before."""

    goroutine: int
    operation: int = -1
    place: int = 0
    operands: list[list[int]] = field(default_factory=list)
    shapes: list[int] = field(default_factory=list)  # shape of the object that each operand points to, or -1
    stack: Stack = ()
    target: tuple[int, int] | None = None
    results: dict[int, tuple[int, ...]] = field(default_factory=dict)
    receivers: dict[int, int] = field(default_factory=dict)
    entered: int = 0


def queues_of(run: Run, state: State) -> Queues | None:
    queues = state.queues
    if queues is None or not isinstance(run.machine, ScheduledMachine):
        return None

    def named(gs: Iterable[int]) -> tuple[int, ...]:
        return tuple(run.ids[g] if g >= 0 else 0 for g in gs)

    calling = [g for g in queues.parked if run.machine.calls_system(state.goroutines[g])]
    following = named(p.next for p in queues.processors)
    local = tuple(named(p.queue) for p in queues.processors)
    return Queues(named(queues.running), following, local, named(queues.shared), named(queues.parked), named(calling))


@dataclass(slots=True)
class Event:
    """A step. rule: its sentence, rule_number: which of its operation's rules; notes: what was printed or noted;
    started: goroutines it started; processor: which made it; queues: where all goroutines are after it; deliveries:
    values that the mover, or a goroutine that it enabled, received from earlier steps; able: goroutines that could step
    before it; state: the one before it, kept for runs of up to LONGEST_KEPT steps; cells: of the object that the mover
    acted on, from that place on, after it."""

    kind: str  # rule | default | run | end | crash | turn (of a processor)
    mover: Mover
    peer: Mover | None = None
    rule: str = ""
    rule_number: int = 0
    notes: list[str] = field(default_factory=list)
    started: list[int] = field(default_factory=list)
    processor: int = -1
    queues: Queues | None = None
    deliveries: list[Delivery] = field(default_factory=list)
    able: frozenset[int] = frozenset()
    state: State | None = None
    cells: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Raised:
    """A panic: where, its value as an interface value, whether it was recovered when a later one was raised, and the
    step in which it was raised."""

    stack: Stack
    value: tuple[int, int]
    recovered: bool = False
    step: int = 0


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of a goroutine: the step, the place, the stack with which it called runtime.Goexit if it did, and the
    objects (by identity) that it could reach before the step."""

    step: int
    place: int
    stack: Stack
    reached: frozenset[int]


@dataclass(slots=True)
class Person:
    """A goroutine of the run.

    creator, place and started_from: which goroutine's `go` statement started it, where, and the creator's whole stack.
    entered: how many calls of the library its own code made; returns: where each of the user's functions returned last.
    """

    id: int
    function: int
    creator: int = 0
    place: int = 0
    helper: bool = False
    panics: tuple[Raised, ...] = ()  # those under way, the latest last
    started_from: Stack = ()
    entered: int = 0
    returns: dict[int, int] = field(default_factory=dict)
    ending: Ending | None = None

    @property
    def panic(self) -> Stack:
        """Where the latest panic was raised."""
        return self.panics[-1].stack if self.panics else ()


@dataclass(slots=True)
class Run:
    """A walked trace: its steps, the state at its end, the identities of the goroutines and objects of that state, and
    for a race the two accesses as (place, kind, goroutine or 0, stack)."""

    found: Found
    machine: Machine
    final: State
    events: list[Event] = field(default_factory=list)
    ids: list[int] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)
    people: dict[int, Person] = field(default_factory=dict)
    accesses: list[tuple[int, int, int, Stack]] = field(default_factory=list)
    race_shape: tuple[int, int] = (0, 0)
    accessed: dict[tuple[int, int], list[tuple[int, Stack]]] = field(default_factory=dict)  # by (place, kind)
    fresh: dict[int, int] = field(default_factory=dict)  # goroutines that the last step started


def replayed(
    program: Program,
    exploration: Exploration,
    scheduler: Scheduler | None = None,
    symmetry: bool = True,
    known: Sequence[Run] = (),
) -> list[Run]:
    """The run to everything found that may be a defect; raises ReplayError for one that cannot be walked. symmetry: it
    was explored with it. known: runs already walked; those to the same findings are not walked again."""

    def machine(shapes: frozenset[int]) -> Machine:
        if scheduler is not None and not shapes:
            return CachingScheduledMachine(program, scheduler)
        return CachingMachine(program, symmetry, shapes or None)

    machines = Machines(machine)
    walked = {(r.found.kind, r.found.key, r.found.trace): r for r in known if r.found.kind != "race"}

    def run_to(found: Found) -> Run:
        run = walked.get((found.kind, found.key, found.trace))
        if run is None:
            watched = (found.monitor or exploration.contended) if found.kind == "race" else frozenset[int]()
            return walk(machines.following(watched, found.strings), found)
        return replace(run, found=found)

    runs: list[Run] = []
    try:
        for found in exploration.found:
            if found.kind not in ENDINGS:
                runs.append(run_to(found))
    except Exhausted as met:  # nothing is shown that was not replayed
        exploration.complete, exploration.limit = False, exploration.limit or met.limit
    return runs


Look = Callable[[Run, State, Transition], None]
"""What is to be done before each step of a run that is walked: so far, the state, and the step to come."""


def walk(machine: Machine, found: Found, look: Look = lambda run, state, t: None) -> Run:
    state = machine.initial()
    run = Run(found, machine, state)
    run.ids = [1]
    run.objects = [1]
    made = 1
    values = Values()
    run.people[1] = Person(1, machine.program.entry)
    for number, t in enumerate(found.trace):
        look(run, state, t)
        steps = list(machine.successors(state))
        s = next((s for s in steps if s.transition == t), None)
        if s is None:
            raise ReplayError(f"step {number + 1} of a run with {len(found.trace)} steps is not possible")
        describe(run, state, s)
        note_endings(run, state, s)
        run.events[-1].able = frozenset(run.ids[i] for s in steps for i in s.transition.goroutines)
        run.events[-1].state = state if len(found.trace) <= LONGEST_KEPT else None
        run.events[-1].cells = cells_after(run, s)
        run.events[-1].deliveries = values.moved(machine, state, s, run.ids, run.objects, number + 1)
        if s.state is None:
            run.final = state
            break
        run.ids = [run.ids[o] if o >= 0 else run.fresh[o] for o in s.origin]
        run.objects = [run.objects[n - 1] if n < FRESH else made + 1 + n - FRESH for n in s.objects]
        made += sum(n >= FRESH for n in s.outcome.objects)
        state = s.state
        run.final = state
        run.events[-1].queues = queues_of(run, state)
    else:
        run.final = state
    return run


def cells_after(run: Run, s: Successor) -> tuple[int, ...]:
    """The cells of the object that the mover acted on after the step, from the place on that it acted on."""
    target = run.events[-1].mover.target
    number = run.objects.index(target[0]) + 1 if target is not None else 0
    if target is None or number not in s.outcome.objects:
        return ()
    return tuple(s.outcome.objects[number].header[target[1] :])


def describe(run: Run, state: State, s: Successor) -> None:
    """Add the step to the run, and the goroutines it started."""
    program, t = run.machine.program, s.transition
    mover = part(run, state, t.goroutine, t.alternative)
    peer = part(run, state, t.peer, t.peer_alternative) if t.peer >= 0 else None
    kind = {DEFAULT: "default", YIELD: "run", END: "end", CRASH: "crash", TURN: "turn"}.get(t.alternative, "rule")
    rule = ""
    if kind == "turn" and isinstance(run.machine, ScheduledMachine):
        rule = run.machine.scheduler.turns[t.rule].text
    if kind == "rule":
        rule = program.operations[mover.operation].rules[t.rule].text
    event = Event(kind, mover, peer, rule, t.rule, processor=t.processor)
    new: dict[int, int] = {}
    movers = (t.goroutine, t.peer)
    for e in s.outcome.events:
        who = e.goroutine
        index = movers[who] if 0 <= who < WOKEN else who - WOKEN
        id = run.ids[index] if who >= 0 else new.get(who, 0)
        match e:
            case Spawned():
                me = new[e.started] = max(run.people) + 1
                run.people[me] = Person(me, e.function, id, e.place, e.helper, started_from=e.stack)
                if not e.helper:
                    event.started.append(me)
            case Returned() if id in run.people:
                run.people[id].returns[e.function] = e.place
            case Entered() if id in run.people:
                run.people[id].entered += 1
            case Panicked() if id in run.people:
                note_panic(run.people[id], len(run.events), e)
            case Received():
                part_of = mover if index == t.goroutine else peer
                if part_of is not None and who >= 0:
                    part_of.results.update(e.results)
            case Noted():
                event.notes.append(" ".join(e.values))
    for entry in s.outcome.log:
        if entry.action == "access":
            who = entry.goroutine
            _, _, kind_of_access, place, _, stack = cast("tuple[int, int, int, int, int, Stack]", entry.arguments)
            id = run.ids[movers[who]] if who >= 0 else new.get(who, 0)
            run.accessed.setdefault((place, kind_of_access), []).append((id, callers(run.machine, place, stack)))
    note_race(run, s.races, new)
    run.events.append(event)
    run.fresh = new


def note_panic(person: Person, step: int, e: Panicked) -> None:
    known = person.panics[: e.depth]
    if e.recovered and known:
        known = (*known[:-1], replace(known[-1], recovered=True))
    person.panics = (*known, Raised(e.stack, e.value, step=step))


def note_endings(run: Run, state: State, s: Successor) -> None:
    """Goroutines that end in the step, with what they could reach before it."""
    t = s.transition
    movers = (t.goroutine, t.peer)
    for e in s.outcome.events:
        if isinstance(e, Ended):
            who = e.goroutine
            index = movers[who] if 0 <= who < WOKEN else who - WOKEN
            person = run.people.get(run.ids[index] if who >= 0 else run.fresh.get(who, 0))
            if person is not None and person.ending is None:
                near = reached(state, index if who >= 0 else t.goroutine)  # what it started with, its creator had
                known = frozenset(run.objects[n - 1] for n in near)
                person.ending = Ending(len(run.events) - 1, e.place, e.stack, known)


def reached(state: State, i: int) -> set[int]:
    """Numbers of the objects to which a path of addresses leads from a goroutine's stack."""
    objects = state.objects
    seen = set(state.goroutines[i].links)
    todo = list(seen)
    while todo:
        for number in set(objects[todo.pop() - 1].links) - seen:
            seen.add(number)
            todo.append(number)
    return seen


def note_race(run: Run, races: Sequence[Race], new: dict[int, int]) -> None:
    """The two accesses of the race that the run was kept for, the later one first, as Go's detector lists them."""

    def person(index: int) -> int:
        return run.ids[index] if index >= 0 else new.get(index, 0)

    for race in races:
        first, kind = race.earlier_place, race.earlier_kind
        if tuple(sorted((first, race.place))) == tuple(run.found.key[1:3]):
            later = person(race.goroutine)
            holders = [person(other) for other in race.others]
            if len(holders) != 1:  # others know of the access, or the goroutine that made it has ended
                holders = [id for id, _ in run.accessed.get((first, kind), ()) if id != later][-1:]
            earlier = holders[0] if holders else 0
            run.accesses = [
                (race.place, race.kind, later, stack_at(run, race.place, race.kind, later)),
                (first, kind, earlier, stack_at(run, first, kind, earlier)),
            ]
            run.race_shape = (race.shape, race.offset)
            return


def part(run: Run, state: State, index: int, alternative: int) -> Mover:
    """The operation and place of a goroutine."""
    machine, g = run.machine, state.goroutines[index]
    mover = Mover(run.ids[index], stack=stack_of(machine, g), entered=run.people[run.ids[index]].entered)
    if mover.stack:
        mover.place = mover.stack[0][1]
    site = machine.site(g)
    if site is not None and alternative >= 0:
        a = site.alternatives[alternative]
        regs = g.top.registers
        mover.operation, mover.place = a.operation, a.place or mover.place
        for first, width in a.operands:
            cells = list(regs[first : first + width])
            mover.operands.append(cells)
            mover.shapes.append(shape_at(state, cells[0]) if width == 1 else -1)
        mover.receivers = receivers_of(run, g)
        if mover.shapes and mover.shapes[0] >= 0:
            address = mover.operands[0][0]
            mover.target = (run.objects[(address >> OFFSET_BITS) - 1], address & ((1 << OFFSET_BITS) - 1))
    return mover


def receivers_of(run: Run, g: GoroutineState) -> dict[int, int]:
    """By the index of a frame of the stack, the object that its first parameter points to."""
    functions, out = run.machine.program.functions, {}
    for n, frame in enumerate(reversed(g.frames)):
        function = functions[frame.function]
        if function.params and function.registers[1] == "r" and frame.registers[1] > 0:
            out[n] = run.objects[(frame.registers[1] >> OFFSET_BITS) - 1]
    return out


def shape_at(state: State, cell: int) -> int:
    n = cell >> OFFSET_BITS
    return state.objects[n - 1].shape if 0 < n <= len(state.objects) else -1


def stack_at(run: Run, place: int, kind: int, goroutine: int) -> Stack:
    """The stack with which a goroutine made its latest access of a kind at a place."""
    made = run.accessed.get((place, kind), ())
    return next((stack for id, stack in reversed(made) if id == goroutine), ())


def callers(machine: Machine, place: int, frames: tuple[tuple[int, int], ...]) -> Stack:
    """A stack from the function on that has a place, given as functions and code indices. The innermost function's
    index is not where it is while it runs."""
    code = machine.local.code
    for n, (function, _) in enumerate(frames):
        if any(instr.place == place for instr in code[function]):
            return ((function, place), *((f, code[f][pc].place) for f, pc in frames[n + 1 :]))
    return ()


def stack_of(machine: Machine, g: GoroutineState) -> Stack:
    return machine.local.stack(g)
