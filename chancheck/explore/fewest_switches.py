"""Of the shortest runs to a finding the one with the fewest context switches, and of those the fewest preemptions.

A switch is a step by another goroutine than the step before; it is a preemption if that one could have continued. Where
few states lie within the length of the run, all runs of that length are compared (the cost of a state and the goroutine
that moved last is added up along the layers of a breadth-first search). Elsewhere the steps of the run that was found
are put into other orders, as far as they stay possible: the cheapest of a limited number of orders is followed at each
length. A small number comes first; a larger one follows while that makes the run cheaper and there is time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple, TypeAlias

from chancheck.deadline import Exhausted, bounded, poll
from chancheck.explore.engine import ENDINGS, Exploration, Found
from chancheck.machine.caching import CachingMachine, Machines
from chancheck.machine.machine import Machine
from chancheck.machine.state import GoroutineState, State
from chancheck.machine.step import Successor
from chancheck.machine.transition import Trace, Transition
from chancheck.machine.workspace import CRASHING, WORDING
from chancheck.program.program import Program
from chancheck.records import replace

MOST_WORK = 40_000
"""Of the comparison of all runs: nodes times goroutines."""
WIDTHS = (1, 4, 24)
LONGEST = 400
SECONDS, EACH = 1.5, 0.4
"""Seconds for all findings and for each."""

Cost = tuple[int, int]
GONE = -1
Signature = tuple[object, ...]
Take: TypeAlias = Callable[[], Successor]
Link: TypeAlias = "tuple[Link, Transition] | None"
"""The steps of a run, the last one first."""


def with_fewest_switches(program: Program, found: Exploration, symmetry: bool) -> Exploration:
    """The same findings with runs that switch less, as far as there is time."""
    machines = Machines(lambda shapes: CachingMachine(program, symmetry, shapes or None))
    try:
        with bounded(SECONDS):
            for n, f in enumerate(found.found):
                if f.kind not in ENDINGS and 1 < len(f.trace) <= LONGEST and not f.starved:
                    watched = (f.monitor or found.contended) if f.kind == "race" else frozenset[int]()
                    found.found[n] = improved(machines.following(watched, f.strings), f)
    except Exhausted:
        pass
    return found


def improved(machine: Machine, found: Found) -> Found:
    walked = walk(machine, found.trace)
    if walked is None:
        return found
    goal = Goal(machine, found, walked)
    for search in (compared, reordered):
        try:
            with bounded(EACH):
                better = search(machine, goal, walked)
        except Exhausted:
            continue
        if better is not None:
            trace, exact = better
            return replace(found, trace=trace, doomed=doomed(machine, found, trace), shortest=found.shortest or exact)
    return found


def doomed(machine: Machine, found: Found, trace: Trace) -> tuple[int, ...]:
    """The blocked goroutines by their indices in the state to which the new run leads."""
    walked = walk(machine, trace) if found.kind == "halt" else None
    if walked is None:
        return found.doomed
    return tuple(i for i, g in enumerate(walked.states[-1].goroutines) if not g.helper)


# --- the run that was found -----------------------------------------------------------------------


class Walked(NamedTuple):
    """A run: its states, its steps, and of each step the goroutines that take part by their identities, and those of
    the goroutines that it starts by their negative origins."""

    states: list[State]
    steps: list[Successor]
    parts: list[tuple[int, ...]]
    born: list[dict[int, int]]


def walk(machine: Machine, trace: Trace) -> Walked | None:
    state, made = machine.initial(), 1
    ids: tuple[int, ...] = (0,)
    walked = Walked([state], [], [], [])
    for t in trace:
        s = next((s for s in machine.successors(state) if s.transition == t), None)
        if s is None:
            return None
        walked.steps.append(s)
        walked.parts.append(parts_of(t, ids))
        walked.born.append({o: made + n for n, o in enumerate(o for o in s.origin if o < 0)})
        if s.state is None:
            return walked
        ids, made, state = named(s, ids, walked.born[-1]), made + len(walked.born[-1]), s.state
        walked.states.append(state)
    return walked


def parts_of(t: Transition, ids: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(ids[i] for i in (t.goroutine, t.peer) if i >= 0)


def named(s: Successor, ids: tuple[int, ...], born: dict[int, int]) -> tuple[int, ...]:
    """The identities of the goroutines after a step."""
    return tuple(ids[o] if o >= 0 else born[o] for o in s.origin)


class Goal:
    """The goal of a run that shows the same finding: a state, or the effect of its last step."""

    def __init__(self, machine: Machine, found: Found, walked: Walked) -> None:
        self.machine, self.kind, self.key = machine, found.kind, found.key
        self.end = walked.steps[-1].state
        self.halt = halted(walked.states[-1])
        self.fault = faulty(walked.states[len(walked.steps) - 1], walked.steps[-1])

    def is_state(self, state: State) -> bool:
        if self.kind == "component":
            return state == self.end
        return self.kind == "halt" and halted(state) == self.halt and not any(self.machine.successors(state))

    def is_step(self, state: State, s: Successor) -> bool:
        if self.kind == "race":
            return any(sorted((race.earlier_place, race.place)) == sorted(self.key[1:3]) for race in s.races)  # type: ignore[type-var]
        return self.kind == "fault" and s.halted is not None and faulty(state, s) == self.fault

    def is_reached(self, state: State, s: Successor) -> bool:
        return self.is_step(state, s) or (s.state is not None and self.is_state(s.state))


def halted(state: State) -> Signature:
    """Where the goroutines of a state are."""
    return (state.root, sorted(place_of(g) for g in state.goroutines if not g.helper))


def faulty(state: State, s: Successor) -> Signature:
    return (s.halted, place_of(state.goroutines[s.transition.goroutine]))


def place_of(g: GoroutineState) -> tuple[int, int]:
    """The code that a goroutine is at; of one that panics, where that began."""
    if g.frames:
        return g.top.function, g.top.pc
    return -1, g.panics[0].place if g.phase in (CRASHING, WORDING) else -1


# --- all runs of that length ----------------------------------------------------------------------

Node = tuple[State, int]


def compared(machine: Machine, goal: Goal, walked: Walked) -> tuple[Trace, bool] | None:
    """The best of all runs that are not longer."""
    layer: dict[Node, tuple[Cost, Link]] = {(machine.initial(), GONE): ((0, 0), None)}
    work = 0
    for depth in range(len(walked.steps)):
        following: dict[Node, tuple[Cost, Link]] = {}
        ends: list[tuple[Cost, Link]] = []
        for (state, last), (cost, past) in layer.items():
            for t, take, price in priced(machine, state, last, cost, first=depth == 0):
                s, link = take(), (past, t)
                if goal.is_step(state, s):
                    ends.append((price, link))
                if s.state is not None:
                    node = (s.state, after(s))
                    if node not in following or price < following[node][0]:
                        following[node] = (price, link)
            work += len(state.goroutines)
            if work + len(following) * len(state.goroutines) > MOST_WORK:
                return None
        ends += [(cost, link) for (state, _), (cost, link) in following.items() if goal.is_state(state)]
        if ends:
            return unrolled(min(ends, key=lambda end: end[0])[1]), True
        layer = following
    return None


def priced(
    machine: Machine, state: State, last: int, cost: Cost, *, first: bool
) -> Iterator[tuple[Transition, Take, Cost]]:
    """The steps from a state, each with a call that takes it and the cost of the run with it."""
    poll()
    steps = machine.possible(state)
    able = {i for t, _ in steps for i in (t.goroutine, t.peer)}
    for t, take in steps:
        switch = not first and t.goroutine != last
        yield t, take, (cost[0] + switch, cost[1] + (switch and last != GONE and last in able))


def after(s: Successor) -> int:
    """The index that the mover has after a step."""
    mover = s.transition.goroutine
    return s.origin.index(mover) if mover in s.origin else GONE


def unrolled(link: Link) -> Trace:
    out: list[Transition] = []
    while link is not None:
        link, t = link
        out.append(t)
    return tuple(out[::-1])


# --- the same steps in another order --------------------------------------------------------------


class Order(NamedTuple):
    """A beginning of a run made of the steps of the run that was found. done: how many each goroutine has made; ids: of
    the goroutines of the state."""

    cost: Cost
    done: tuple[int, ...]
    last: int
    state: State
    ids: tuple[int, ...]
    link: Link


class Longer(NamedTuple):
    """An order with one more step, which is not taken yet. step: its number in the run."""

    cost: Cost
    done: tuple[int, ...]
    last: int
    before: Order
    step: int
    transition: Transition
    take: Take


def reordered(machine: Machine, goal: Goal, walked: Walked) -> tuple[Trace, bool] | None:
    """A cheaper order of the steps of the run."""
    best: Order | None = None
    try:
        for width in WIDTHS:
            order = cheapest(machine, goal, walked, width)
            if best is not None and order is not None and order.cost >= best.cost:
                break
            best = order or best
    except Exhausted:
        pass
    return (unrolled(best.link), False) if best is not None and best.cost < cost_of(machine, walked) else None


def cost_of(machine: Machine, walked: Walked) -> Cost:
    """The cost of the run that was found."""
    cost, last = (0, 0), GONE
    for k, (state, step) in enumerate(zip(walked.states, walked.steps, strict=False)):
        prices = priced(machine, state, last, cost, first=k == 0)
        cost = next(price for t, _, price in prices if t == step.transition)
        last = after(step)
    return cost


def cheapest(machine: Machine, goal: Goal, walked: Walked, width: int) -> Order | None:
    """The cheapest order of the steps, of those that are among the cheapest `width` at every length."""
    lines = lines_of(walked)
    orders = [Order((0, 0), (0,) * len(lines), GONE, machine.initial(), (0,), None)]
    for depth in range(len(walked.steps)):
        best: dict[object, Longer] = {}
        for order in orders:
            for longer in continued(machine, walked, lines, order, first=depth == 0):
                key = (longer.done, longer.last)
                if key not in best or longer.cost < best[key].cost:
                    best[key] = longer
        ready = sorted(best.values(), key=lambda longer: longer.cost)
        if depth == len(walked.steps) - 1:
            ends = (order for before, s, order in taken(walked, ready) if goal.is_reached(before, s))
            return next(ends, None)
        orders = list(islice((order for _, s, order in taken(walked, ready) if s.state is not None), width))
    return None


def lines_of(walked: Walked) -> list[list[int]]:
    """For each goroutine the numbers of the steps in which it takes part."""
    lines: list[list[int]] = [[] for _ in range(1 + max((id for part in walked.parts for id in part), default=0))]
    for k, part in enumerate(walked.parts):
        for id in part:
            lines[id].append(k)
    return lines


def continued(
    machine: Machine, walked: Walked, lines: list[list[int]], order: Order, *, first: bool
) -> Iterator[Longer]:
    """Each step of the run that can come next."""
    following = {id: line[order.done[id]] for id, line in enumerate(lines) if order.done[id] < len(line)}
    last = order.ids.index(order.last) if order.last in order.ids else GONE
    for t, take, cost in priced(machine, order.state, last, order.cost, first=first):
        parts = parts_of(t, order.ids)
        k = following.get(parts[0], -1)
        if k >= 0 and walked.parts[k] == parts and same(t) == same(walked.steps[k].transition):
            done = tuple([n + (id in parts) for id, n in enumerate(order.done)])
            yield Longer(cost, done, parts[0], order, k, t, take)


def taken(walked: Walked, ready: Iterable[Longer]) -> Iterator[tuple[State, Successor, Order]]:
    """These orders with their last steps taken, except where a step starts other goroutines than in the run."""
    for cost, done, last, before, k, t, take in ready:
        s, link = take(), (before.link, t)
        if s.state is None:
            yield before.state, s, Order(cost, done, last, before.state, before.ids, link)
        elif {o for o in s.origin if o < 0} <= walked.born[k].keys():
            yield before.state, s, Order(cost, done, last, s.state, named(s, before.ids, walked.born[k]), link)


def same(t: Transition) -> tuple[object, ...]:
    return (t.alternative, t.rule, t.peer_alternative if t.peer >= 0 else 0, t.choices)
