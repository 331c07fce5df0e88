"""The states of a counting system where its parameters have values."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator

from chancheck.deadline import poll
from chancheck.forall.system import Edge, System
from chancheck.forall.values import at as value_at
from chancheck.forall.values import holds
from chancheck.records import dataclass, field

Control = tuple[int, ...]
Numbers = tuple[int, ...]


@dataclass(slots=True)
class Visited:
    """states: control and numbers; complete: all of them. faults: edges to a panic that a state takes. halts: states in
    which nothing can happen and not all is done."""

    states: dict[Control, set[Numbers]] = field(default_factory=lambda: defaultdict(set))
    complete: bool = True
    faults: list[tuple[Edge, Control, Numbers]] = field(default_factory=list)
    halts: list[tuple[Control, Numbers]] = field(default_factory=list)


def visit(system: System, values: dict[str, int], most: int) -> Visited:
    out, names = Visited(), system.counters
    start = (system.start, (0,) * len(names))
    todo, count = deque([start]), 1
    out.states[start[0]].add(start[1])
    edges = by_place(system, system.edges)
    faults = by_place(system, system.faults)
    while todo:
        poll()
        control, numbers = todo.popleft()
        now = dict(zip(names, numbers, strict=True)) | values
        for edge in possible(faults, control, now):
            if system.returned != control[0]:
                out.faults.append((edge, control, numbers))
        for edge in possible(edges, control, now):
            after = list(control)
            for one, where in edge.after:
                after[one] = where
            changed = now | {v: value_at(x, now) for v, x in edge.updates.items()}
            places, numbered = tuple(after), tuple(changed[v] for v in names)
            if numbered not in out.states[places]:
                if count >= most:
                    out.complete = False
                    return out
                count += 1
                out.states[places].add(numbered)
                todo.append((places, numbered))
        if halted(system, control, now):
            out.halts.append((control, numbers))
    return out


def by_place(system: System, edges: list[Edge]) -> dict[tuple[int, int], list[Edge]]:
    """By the position of the first goroutine that moves, where there is one that there is once."""
    found: dict[tuple[int, int], list[Edge]] = defaultdict(list)
    for edge in edges:
        found[edge.before[0] if edge.before else (-1, -1)].append(edge)
    return found


def possible(edges: dict[tuple[int, int], list[Edge]], control: Control, now: dict[str, int]) -> Iterator[Edge]:
    for key in ((-1, -1), *enumerate(control)):
        for edge in edges.get(key, ()):
            if all(control[w] == p for w, p in edge.before) and all(holds(g, now) for g in edge.guards):
                yield edge


def halted(system: System, control: Control, now: dict[str, int]) -> bool:
    """Nothing is sure to happen, and main has not returned or some goroutine has not ended."""
    over = all(p in system.ended or p < 0 for p in control[: len(system.singles)]) and control[0] == system.returned
    if over and all(
        not now[f"at:{n}"] for n, p in enumerate(system.places) if p.kind in system.many and n not in system.ended
    ):
        return False
    for action in system.actions:
        where, guards = system.occupied(action)
        if all(control[w] == p for w, p in where) and all(holds(g, now) for g in guards):
            for condition in action.enabled:
                if all(holds(g, now) for g in condition):
                    return False
    return True
