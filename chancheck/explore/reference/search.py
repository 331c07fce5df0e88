"""The reference engine: explores every state, in Python, on the executable semantics of machine.py."""

from __future__ import annotations

import random
import time
from collections import deque

from chancheck.deadline import Exhausted, bounded, peak_bytes, resident_bytes
from chancheck.explore.engine import Bounds, Exploration, Found, Options, Statistics
from chancheck.explore.reference.bottom_sccs import bottom_components
from chancheck.explore.reference.traces import Runs
from chancheck.machine.caching import CachingMachine, CachingScheduledMachine
from chancheck.machine.machine import Machine
from chancheck.machine.scheduling.run_queues import check_queues
from chancheck.machine.state import Root, State
from chancheck.machine.step import Successor
from chancheck.machine.transition import END, TURN, Transition
from chancheck.machine.workspace import CRASHING, WORDING
from chancheck.program.program import Program
from chancheck.program.unknown import AGAIN


class ReferenceEngine:
    name = "reference"

    def explore(self, program: Program, options: Options) -> Exploration:
        if options.lossy:
            raise NotImplementedError("the reference engine keeps every state; --lossy needs the native engine")
        return Search(program, options).run()


def machine_of(program: Program, options: Options) -> Machine:
    """The machine for the program: with a scheduler goroutines have places in queues, so symmetry does not apply."""
    if options.scheduler is not None:
        if options.monitor:
            raise NotImplementedError("races are looked for without a scheduler")
        return CachingScheduledMachine(program, options.scheduler)
    return CachingMachine(program, "symmetry" in options.reduce, options.monitor or None)


class Search:
    def __init__(self, program: Program, options: Options) -> None:
        self.program, self.options = program, options
        self.machine = machine_of(program, options)
        self.touched: dict[tuple[int, int], int] = {}
        self.machine.touched = None if options.monitor else self.touched
        self.result = Exploration(statistics=Statistics(engine="reference"))
        self.numbers: dict[State, int] = {}
        self.states: list[State] = []
        self.runs = Runs()
        self.edges: list[list[int]] = []
        self.ends: set[int] = set()  # states from which the run can end at once
        self.keys: dict[tuple[str, tuple[object, ...], bytes], tuple[int, int, int]] = {}
        self.found_at = 0.0  # when the first defect was found
        self.outputs = any(type(e).__name__ == "Output" for o in program.operations for r in o.rules for e in r.effects)

    def run(self) -> Exploration:
        self.started = time.monotonic()
        self.reported = self.started
        self.frontier: deque[int] = deque()
        self.add(self.machine.initial())
        try:
            with bounded(self.options.limits.seconds):
                self.look()
        except KeyboardInterrupt:
            self.cut("interrupt")
        except MemoryError:
            self.cut("memory")
        except Exhausted as met:
            self.cut(met.limit)
        self.count()
        self.result.statistics.peak_memory = peak_bytes()
        self.result.contended = contended(self.touched, self.program)
        return self.result

    def look(self) -> None:
        if self.options.search == "random":
            self.walk()
        else:
            self.visit_all()
        if self.options.components and self.result.complete and not self.options.monitor:
            self.look_for_components()

    def cut(self, limit: str) -> None:
        self.result.complete, self.result.limit = False, limit

    # --- the loop -----------------------------------------------------------------------------------

    def visit_all(self) -> None:
        deep = self.options.limits.depth
        take = self.frontier.popleft if self.options.search == "bfs" else self.frontier.pop
        while self.frontier:
            limit = self.limit()
            if limit:
                self.cut(limit)
                return
            n = take()
            if deep is not None and self.runs.depths[n] >= deep:
                self.cut("depth")
                continue
            self.expand(n)
            if self.result.found and self.result.found[-1].text.startswith(AGAIN):
                self.cut("unknown")
                return
            if self.options.stop_first and self.result.found and self.stops():
                return

    def stops(self) -> bool:
        defects = [f for f in self.result.found if f.kind in ("fault", "race") or (f.kind == "halt" and f.doomed)]
        if defects:
            self.cut("first")
        return bool(defects)

    def expand(self, n: int) -> None:
        state = self.states[n]
        moved = False
        able: set[int] = set()
        turning: set[int] = set()  # processors
        for s in self.machine.successors(state):
            moved = True
            able |= {s.transition.goroutine, s.transition.peer}
            if s.transition.alternative == TURN:
                turning.add(s.transition.processor)
            self.result.statistics.transitions += 1
            self.judge(state, n, s)
            if s.state is None or (self.outputs and self.program.root_ends_all and ends_root(state, s.transition)):
                self.ends.add(n)
                continue
            m = self.go(n, s)
            if self.options.components and not self.options.monitor:
                self.edges[n].append(m)
        if not moved:
            self.halt(state, n)
        if self.options.measure and not (state.root_returned and self.program.root_ends_all):
            measure(self.result.bounds, state, able)
            if state.queues is not None:
                check_queues(state.queues, {i for i, g in enumerate(state.goroutines) if not g.helper}, turning)

    def add(self, state: State) -> int:
        n = self.numbers.get(state)
        if n is None:
            n = self.numbers[state] = len(self.states)
            self.states.append(state)
            self.edges.append([])
            self.frontier.append(n)
        return n

    def go(self, n: int, s: Successor) -> int:
        """The number of the state that a step leads to."""
        m = self.add(s.state)  # type: ignore[arg-type]
        known = m < len(self.runs.depths)
        if not known or self.options.search == "bfs":
            self.runs.reach(n, s, m)
        if not known:
            self.result.statistics.depth = max(self.result.statistics.depth, self.runs.depths[m])
        return m

    def walk(self) -> None:
        """Random runs, never a proof."""
        chance = random.Random(self.options.seed)
        self.cut("random")
        deep = self.options.limits.depth or 10_000
        budget = self.options.limits.seconds or 10.0
        while time.monotonic() - self.started < budget and not self.limit():
            n, steps = 0, 0
            while steps < deep and not self.limit():
                options = list(self.machine.successors(self.states[n]))
                if not options:
                    self.halt(self.states[n], n)
                    break
                s = chance.choice(options)
                self.judge(self.states[n], n, s)
                self.result.statistics.transitions += 1
                if s.state is None:
                    break
                n = self.go(n, s)
                steps += 1
            if self.options.stop_first and self.result.found and self.stops():
                return

    def limit(self) -> str:
        """The limit that has been met, if any; now and then also progress."""
        limits, n = self.options.limits, len(self.states)
        if limits.states is not None and n >= limits.states:
            return "states"
        if self.result.statistics.transitions % 64:
            return ""
        now = time.monotonic()
        if limits.seconds is not None and now - self.started > limits.seconds:
            return "seconds"
        if limits.patience is not None and self.found_at and now - self.found_at > limits.patience:
            return "patience"
        if limits.memory is not None and resident_bytes() > limits.memory:
            return "memory"
        if self.options.progress is not None and now - self.reported > 0.2:
            self.reported = now
            self.count()
            if self.options.progress(self.result.statistics):
                return "interrupt"
        return ""

    def count(self) -> None:
        statistics = self.result.statistics
        statistics.states = len(self.states)
        statistics.frontier = len(self.frontier)
        statistics.seconds = time.monotonic() - self.started

    # --- what is found ------------------------------------------------------------------------------

    def judge(self, state: State, n: int, s: Successor) -> None:
        after = state.root_returned and self.program.root_ends_all
        for race in s.races:
            self.report("race", n, s.transition, ("race", *sorted((race.earlier_place, race.place))), root_done=after)
        if s.halted is not None and (not after or s.halted[0] == "unknown"):
            kind, text = s.halted
            where = self.place_of(state, s.transition.goroutine)
            self.report(kind, n, s.transition, (text, where), text, output=state.output + s.outcome.output)
        if ends_root(state, s.transition):
            self.result.root_can_end = True
            if self.program.root_ends_all:
                self.report("end", n, s.transition, (), root_done=True, output=state.output)

    def halt(self, state: State, n: int) -> None:
        root, output = state.root, state.output
        blocked = tuple(i for i, g in enumerate(state.goroutines) if not g.helper)
        if root == Root.EXITED and not blocked:
            text = "fatal: no goroutines (main called runtime.Goexit) - deadlock!"
            self.report("fault", n, None, (text,), text, output=output)
            return
        if not self.program.root_ends_all and root == Root.RETURNED and not blocked:
            self.report("end", n, None, (), root_done=True, output=output)
        if blocked:
            sites = tuple(sorted({self.place_of(state, i) for i in blocked}))
            self.report("halt", n, None, (state.root_returned, sites), "", blocked, (), state.root_returned, output)

    def place_of(self, state: State, i: int) -> tuple[int, int]:
        g = state.goroutines[i]
        if not g.frames:
            return (-1, g.panics[0].place if g.phase in (CRASHING, WORDING) else -1)
        return (g.top.function, g.top.pc)

    def report(self, kind: str, n: int, t: Transition | None, key: tuple[object, ...], text: str = "",
               doomed: tuple[int, ...] = (), spinning: tuple[int, ...] = (), root_done: bool = False,
               output: bytes = b"", starved: tuple[int, ...] = ()) -> None:  # fmt: skip
        full = (kind, key, output if self.outputs else b"")
        mover = t.goroutine if t is not None else -1
        length = self.runs.depths[n] + (t is not None)
        changes = self.runs.cost(n, mover) if t is not None else self.runs.changes[n]
        number = len(self.result.found)
        if full in self.keys:
            best, fewest, number = self.keys[full]
            if (length, changes) >= (best, fewest) or self.options.search != "bfs":
                return
        self.keys[full] = (length, changes, number)
        if not self.found_at and (kind in ("fault", "race") or (kind == "halt" and doomed)):
            self.found_at = time.monotonic()
        trace = self.runs.trace(n, mover) + ((t,) if t is not None else ())
        self.result.found[number : number + 1] = [
            Found(kind, key, trace, text, doomed, spinning, root_done, output, starved)
        ]

    def look_for_components(self) -> None:
        for members in bottom_components(self.edges):
            if len(members) == 1 and members[0] not in self.edges[members[0]]:
                continue
            if not self.ends.isdisjoint(members):
                continue
            self.component(sorted(members))

    def component(self, members: list[int]) -> None:
        """Finds the goroutines that move in a bottom component and those blocked in it forever, by following them
        along steps."""
        first = members[0]
        inside = {n: i for i, n in enumerate(members)}
        classes: dict[tuple[int, int], tuple[int, int]] = {}
        moves: set[tuple[int, int]] = set()

        def find(x: tuple[int, int]) -> tuple[int, int]:
            while classes.setdefault(x, x) != x:
                x = classes[x] = classes[classes[x]]
            return x

        for n in members:
            for s in self.machine.successors(self.states[n]):
                if s.state is None:
                    continue
                m = self.numbers[s.state]
                assert m in inside
                moves.add((n, s.transition.goroutine))
                if s.transition.peer >= 0:
                    moves.add((n, s.transition.peer))
                for new, old in enumerate(s.origin):
                    if old >= 0:
                        classes[find((m, new))] = find((n, old))
        moving = {find(x) for x in moves}
        state = self.states[first]
        ordinary = [i for i, g in enumerate(state.goroutines) if not g.helper]
        doomed = tuple(i for i in ordinary if find((first, i)) not in moving)
        spinning = tuple(i for i in ordinary if i not in doomed)
        spin = [state.goroutines[i] for i in spinning]
        key = (state.root_returned, tuple(sorted({self.place_of(state, i) for i in doomed})),
               any(g.root for g in spin), tuple(sorted({g.frames[0].function for g in spin if g.frames})))  # fmt: skip
        still = [i for i in range(len(state.goroutines)) if find((first, i)) not in moving]
        starved = tuple(
            i for i in still if self.machine.delayed(state, i) or (i in doomed and self.machine.queued(state, i))
        )
        self.report("component", first, None, key, "", doomed, spinning, state.root_returned, state.output, starved)


def measure(bounds: Bounds, state: State, able: set[int]) -> None:
    """Update the bounds with a state; able: the goroutines that can step in it."""
    ordinary = {i for i, g in enumerate(state.goroutines) if not g.helper}
    bounds.goroutines = max(bounds.goroutines, len(ordinary))
    for obj in state.objects:
        if len(obj.tail) > bounds.longest.get(obj.shape, 0):
            bounds.longest[obj.shape] = len(obj.tail)
    if state.queues is not None:
        bounds.blocked = max(bounds.blocked, len(state.queues.parked))
        bounds.queue = max([bounds.queue, *(p.queued for p in state.queues.processors)])
    else:
        bounds.blocked = max(bounds.blocked, len(ordinary - able))


def ends_root(state: State, t: Transition) -> bool:
    """Whether the root goroutine returns for good."""
    return t.alternative == END and state.goroutines[t.goroutine].root


def contended(touched: dict[tuple[int, int], int], program: Program) -> frozenset[int]:
    """Shapes that more than one kind of goroutine accesses (or one kind that may run several times), with a write."""
    users: dict[int, set[int]] = {}
    kinds: dict[int, int] = {}
    for (shape, function), mask in touched.items():
        users.setdefault(shape, set()).add(function)
        kinds[shape] = kinds.get(shape, 0) | mask
    shared = set()
    for shape, functions in users.items():
        written = kinds[shape] & 0b1010
        if written and (len(functions) > 1 or functions != {program.entry}):
            shared.add(shape)
    return frozenset(shared)


__all__ = ["ReferenceEngine", "Search"]
