"""Data races: for each cell that goroutines share, a system that watches one access to it, no matter which.

Each goroutine, and each clock of the memory model, knows of that access or does not; acquiring, releasing, starting a
goroutine and meeting pass the knowledge on. A goroutine that accesses the cell without knowing races. Only the clocks
of the operations' rules are used.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from chancheck.forall.facts import CellKey
from chancheck.forall.system import Action, System, Transition
from chancheck.forall.values import Atom, Cell, Number, Ref, plus, terms_of, variable
from chancheck.records import dataclass, field

KINDS = ("read", "write", "atomic read", "atomic write")


def conflict(a: str, b: str) -> bool:
    return ("write" in a or "write" in b) and not (a.startswith("atomic") and b.startswith("atomic"))


def shared_cells(system: System) -> list[CellKey]:
    """Cells that two goroutines may access in conflict; of those that are always accessed together, one."""
    accesses: dict[CellKey, list[tuple[object, str]]] = defaultdict(list)
    where: dict[CellKey, list[tuple[int, int, str]]] = defaultdict(list)
    for n, t in enumerate(system.transitions):
        for side, log in enumerate((t.log, t.peer_log)):
            for event in log:
                if event[0] == "access" and event[1][0] in system.escaped:  # type: ignore[index]
                    accesses[event[1]].append((system.places[t.moves[side][0]].kind, str(event[2])))  # type: ignore[index]
                    where[event[1]].append((n, side, str(event[2])))  # type: ignore[index]
    found: dict[object, CellKey] = {}
    for cell, made in accesses.items():
        if any(conflict(a, b) and (k != m or k in system.many) for k, a in made for m, b in made):
            found.setdefault(tuple(sorted(set(where[cell]))), cell)
    return list(found.values())


@dataclass(slots=True)
class Way:
    """One way in which a transition passes knowledge on. knows: whether mover and partner know."""

    knows: list[bool]
    guards: list[Atom] = field(default_factory=list)
    values: dict[str, Number] = field(default_factory=dict)
    spawned: list[int] = field(default_factory=list)
    fault: str = ""

    def copy(self) -> Way:
        return Way([*self.knows], [*self.guards], dict(self.values), [*self.spawned], self.fault)

    def value(self, name: str) -> Number:
        return self.values.get(name, variable(name))


def bit(clock: tuple[Cell, str]) -> str:
    return f"clock:{clock[0]}:{clock[1]}"


class Watched:
    """The system that watches a cell. Place p is 2p there, and 2p + 1 for a goroutine that knows."""

    def __init__(self, system: System, cell: CellKey) -> None:
        self.system, self.cell = system, cell

    def made(self) -> System:
        old = self.system
        new = System(old.parameters, many=old.many)
        new.places = [p for p in old.places for _ in range(2)]
        for t in old.transitions:
            if t.fault or t.ends:
                continue  # what a panic ends, the plain system excludes
            for first in (False, True):
                for second in (False, True) if len(t.moves) > 1 else (False,):
                    for path in self.paths(t, Way([first, second])):
                        new.transitions.append(self.transition(t, [first, second], path))
        names = {v for t in new.transitions for v in (*t.updates, *(v for g in t.guards for v in terms_of(g.lin)))}
        new.bits = sorted(v for v in names if v.startswith(("watched:", "clock:", "free:")))
        new.finish()
        new.returned = -2  # a race counts whatever main does
        return new

    def transition(self, t: Transition, before: list[bool], path: Way) -> Transition:
        moves = tuple(
            (2 * src + known, -1 if path.fault else 2 * dst + knows)
            for (src, dst), known, knows in zip(t.moves, before, path.knows, strict=False)
        )
        guards = (*t.guards, *path.guards)
        action = Action(0, 0, -1)
        return Transition(
            action, moves, tuple(path.spawned), guards, t.updates | path.values, path.fault, place=t.place
        )

    def paths(self, t: Transition, start: Way) -> Iterator[Way]:
        """Every way through what the detector sees of a transition."""
        events = [(side, e) for side, log in enumerate((t.log, t.peer_log)) for e in log]
        todo = [(start, 0)]
        while todo:
            path, n = todo.pop()
            if n == len(events) or path.fault:
                path.spawned += [2 * q for q in t.spawned[len(path.spawned) :]]
                yield path
                continue
            side, event = events[n]
            todo += [(after, n + 1) for after in self.after(t, path, side, event)]

    def after(self, t: Transition, path: Way, side: int, event: tuple[object, ...]) -> Iterator[Way]:
        match event:
            case ("access", cell, kind, _) if cell == self.cell:
                yield from self.accessed(path, side, str(kind))
            case ("spawn", _):
                path.spawned.append(2 * t.spawned[len(path.spawned)] + path.knows[side])
                yield path
            case ("meet",):
                path.knows = [any(path.knows)] * 2
                yield path
            case ("acquire", clock):
                yield from self.acquired(path, side, clock)  # type: ignore[arg-type]
            case ("release", clock, replace):
                self.released(path, side, clock, bool(replace))  # type: ignore[arg-type]
                yield path
            case _:
                yield path

    def accessed(self, path: Way, side: int, kind: str) -> Iterator[Way]:
        """It races with what was watched, is watched, or neither."""
        if not path.knows[side]:
            for other in KINDS:
                if conflict(kind, other):
                    racing = path.copy()
                    if self.assume(racing, f"watched:{other}", 1):
                        racing.fault = "data race"
                        yield racing
        watching = path.copy()
        if all(self.assume(watching, f"watched:{other}", 0) for other in KINDS):
            watching.values[f"watched:{kind}"] = 1
            watching.knows[side] = True
            yield watching
        yield path

    def assume(self, path: Way, name: str, value: int) -> bool:
        """That a bit has a value, if it can."""
        now = path.value(name)
        if isinstance(now, int):
            return now == value
        path.guards.append(Atom(plus(now, value, -1), True))
        return True

    def acquired(self, path: Way, side: int, clock: tuple[Cell, str]) -> Iterator[Way]:
        if clock[1] in ("filled", "front"):
            yield from self.acquired_slot(path, side, clock)
            return
        if path.knows[side]:
            yield path
            return
        for value in (0, 1):
            after = path.copy()
            if self.assume(after, bit(clock), value):
                after.knows[side] = bool(value)
                yield after

    def released(self, path: Way, side: int, clock: tuple[Cell, str], replace: bool) -> None:
        if clock[1] in ("filled", "front"):
            self.released_slot(path, side, clock)
        elif path.knows[side] or replace:
            path.values[bit(clock)] = int(path.knows[side])

    # --- a channel's buffer: how many filled slots know; whether the only slot knows while it is free -----------------

    def names(self, clock: tuple[Cell, str]) -> tuple[str, str, str, bool]:
        key = clock[0].obj if isinstance(clock[0], Ref) else clock[0]
        return f"knowing:{key}", f"free:{key}", f"len:{key}", key in self.system.single_slots

    def acquired_slot(self, path: Way, side: int, clock: tuple[Cell, str]) -> Iterator[Way]:
        knowing, free, length, single = self.names(clock)
        if clock[1] == "filled":
            if not single:
                yield path
                return
            for value in (0, 1):
                after = path.copy()
                if self.assume(after, free, value):
                    after.knows[side] = after.knows[side] or bool(value)
                    after.values[free] = 0
                    yield after
            return
        knows = path.copy()
        knows.guards.append(Atom(plus(variable(knowing), -1), False))
        knows.values[knowing] = plus(variable(knowing), -1)
        knows.knows[side] = True
        yield knows
        path.guards.append(Atom(plus(plus(variable(length), variable(knowing), -1), -1), False))
        yield path

    def released_slot(self, path: Way, side: int, clock: tuple[Cell, str]) -> None:
        knowing, free, _, single = self.names(clock)
        if not path.knows[side]:
            return
        if clock[1] == "filled":
            path.values[knowing] = plus(path.value(knowing), 1)
        elif single:
            path.values[free] = 1
