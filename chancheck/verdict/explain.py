"""Why nobody can go on: what each blocked goroutine waits for, who holds it, who could still help, and who waits for
whom in a circle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from chancheck.machine.workspace import HELPER
from chancheck.program.program import OFFSET_BITS
from chancheck.source import Pos
from chancheck.verdict.finding import Wait
from chancheck.verdict.replay import Event, Mover, Run

Target = tuple[int, int]
"""What an operation acts on: an object by the identity it has throughout the run, and the offset in it."""


@dataclass(slots=True)
class Waiter:
    """A goroutine at rest. waits: (status, target, text of the object) of each of its alternatives; `nil` ones have no
    target. turns: objects of operations that never wait."""

    id: int
    waits: list[tuple[str, Target | None, str]] = field(default_factory=list)
    turns: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Holding:
    """Somebody took an object and has not given it back."""

    goroutine: int
    place: Pos
    operation: str


class Explainer:
    """Explains the last state of a run. names: numbers of goroutines as the report shows them; text: an address of the
    last state in the program's words; place: where in the user's code a part of a step happens."""

    def __init__(self, run: Run, names: dict[int, int], text: Callable[[int], str], place: Callable[[Mover], Pos]):
        self.run, self.names, self.text, self.place = run, names, text, place
        self.held = holdings(run, self.place)

    def why(self, guilty: tuple[int, ...]) -> dict[int, tuple[str, ...]]:
        """Sentences by index of the goroutine, for those that a finding is about."""
        out: dict[int, tuple[str, ...]] = {}
        for i in guilty:
            g = self.run.final[2][i]
            if not g[0] & HELPER:
                out[i] = tuple(self.sentences(i, self.waiter(i, g)))
        return out

    def waits(self, i: int) -> tuple[Wait, ...]:
        """What `sentences` say, as data."""
        out = []
        for status, target, text in self.waiter(i, self.run.final[2][i]).waits:
            if target is None:
                out.append(Wait(status, "a nil channel"))
                continue
            holders = tuple(self.names.get(h.goroutine, 0) for h in self.held.get(target, []))
            others = () if holders else tuple(self.names[self.run.ids[j]] for j in self.reaching(target) if j != i)
            out.append(Wait(status, text, holders, others, target[0], self.made(target)))
        return tuple(out)

    def made(self, target: Target) -> Pos:
        """Where an object of the last state was made."""
        program = self.run.machine.program
        shape = self.run.final[1][self.run.objects.index(target[0])][0]
        place: Pos = program.places[program.shapes[shape].place]
        return place

    def waiter(self, i: int, g: Any) -> Waiter:
        waiter = Waiter(self.run.ids[i])
        site = self.run.machine.site(g)
        for a in site.alternatives if site is not None else ():
            operation = self.run.machine.program.operations[a.operation]
            address = g[2][-1][4][a.operands[0][0]] if a.operands else 0
            if not operation.waiting and not operation.waiting_nil:
                waiter.turns += [self.text(address)] if address > 0 else []
                continue
            status = operation.waiting or operation.name
            if address > 0:
                waiter.waits.append((status, self.target(address), self.text(address)))
            elif operation.waiting_nil:
                waiter.waits.append((status, None, ""))
        return waiter

    def target(self, address: int) -> Target:
        return self.run.objects[(address >> OFFSET_BITS) - 1], address & ((1 << OFFSET_BITS) - 1)

    # --- sentences ------------------------------------------------------------------------------------

    def sentences(self, i: int, waiter: Waiter) -> Iterator[str]:
        me = self.goroutine(waiter.id)
        for text in filter(None, waiter.turns):
            yield f"{me} goes round for ever: at {text}, for one"
        for status, target, text in waiter.waits:
            if target is None:
                yield f"{me} waits on a nil channel: nobody can ever wake it"
                continue
            holders = self.held.get(target, [])
            party = (
                self.holders_text(waiter.id, holders)
                if holders
                else self.helpers_text(i, target, "it" if text else "what it waits for")
            )
            yield f"{me} waits ({status}){f' on {text}' if text else ''}: {party}"

    def holders_text(self, me: int, holders: list[Holding]) -> str:
        parts = []
        for h in holders:
            who = f"{self.goroutine(h.goroutine)}{' itself' if h.goroutine == me else ''}"
            if h.goroutine not in self.present():
                who += ", which has ended,"
            parts.append(f"{who} holds it since {h.place.short} ({h.operation})")
        return ", ".join(parts)

    def helpers_text(self, i: int, target: Target, what: str) -> str:
        others = sorted(self.names[self.run.ids[j]] for j in self.reaching(target) if j != i)
        if not others:
            return f"no other goroutine can reach {what}"
        return f"only {listed([f'goroutine {n}' for n in others])} can reach {what}"

    def goroutine(self, id: int) -> str:
        return f"goroutine {self.names.get(id, id)}"

    def present(self) -> set[int]:
        return set(self.run.ids)

    # --- who reaches what, who waits for whom ---------------------------------------------------------

    def reaching(self, target: Target) -> list[int]:
        """Indices of the goroutines from whose stacks a path of addresses leads to the object."""
        number = self.run.objects.index(target[0]) + 1
        indices = [j for j, g in enumerate(self.run.final[2]) if not g[0] & HELPER]
        return [j for j in indices if number in self.reached(self.run.final[2][j])]

    def reached(self, g: Any) -> set[int]:
        objects = self.run.final[1]
        seen = set(g.links)
        todo = list(seen)
        while todo:
            for number in set(objects[todo.pop() - 1].links) - seen:
                seen.add(number)
                todo.append(number)
        return seen

    def circle(self, guilty: tuple[int, ...]) -> list[int]:
        """Indices of goroutines each of which needs the next one, and the last one the first; empty if there are none.

        One that waits for a single thing needs its holder, or, where nobody holds it, the only other goroutine that
        can reach it.
        """
        needs: list[tuple[int, int]] = []
        index = {id: i for i, id in enumerate(self.run.ids)}
        for i in guilty:
            targets = {target for _, target, _ in self.waiter(i, self.run.final[2][i]).waits}
            if len(targets) != 1 or None in targets:
                continue
            target = next(iter(targets))
            assert target is not None
            holders = [index[h.goroutine] for h in self.held.get(target, []) if h.goroutine in index]
            others = holders or [j for j in self.reaching(target) if j != i]
            if holders or len(others) == 1:
                needs += [(i, j) for j in others if j in guilty]
        return shortest_circle(needs)

    def circle_text(self, guilty: tuple[int, ...]) -> tuple[str, ...]:
        circle = self.circle(guilty)
        if not circle:
            return ()
        names = [self.goroutine(self.run.ids[i]) for i in circle]
        chain = ", which waits for ".join([*names[1:], names[0]])
        return (f"so {names[0]} waits for {chain}: a circle",)


def shortest_circle(needs: Iterable[tuple[int, int]]) -> list[int]:
    """Of the circles of two or more along these edges the shortest, of these the first; empty if there are none."""
    after: dict[int, list[int]] = {}
    for a, b in sorted(set(needs)):
        if a != b:
            after.setdefault(a, []).append(b)
    circles = [path for start in after if (path := way_back(start, after))]
    return min(circles, key=len, default=[])


def way_back(start: int, after: dict[int, list[int]]) -> list[int]:
    """A shortest path, breadth first, from whose end an edge leads to its start."""
    came: dict[int, int] = {}
    todo = [start]
    for at in todo:
        for b in after.get(at, ()):
            if b == start:
                path = [at]
                while path[-1] != start:
                    path.append(came[path[-1]])
                return path[::-1]
            if b not in came:
                came[b] = at
                todo.append(b)
    return []


def holdings(run: Run, place: Callable[[Mover], Pos]) -> dict[Target, list[Holding]]:
    """What has been taken and not given back at the end of a run (rules say which do: `holds`)."""
    held: dict[Target, list[Holding]] = {}
    for event in run.events:
        rule = applied(run, event)
        if rule is None or not rule.holds or event.mover.target is None:
            continue
        at = held.setdefault(event.mover.target, [])
        who = event.mover.goroutine
        if rule.holds > 0:
            name = run.machine.program.operations[event.mover.operation].waiting
            at.append(Holding(who, place(event.mover), (name or "TryLock").rpartition(".")[2]))
        elif at:
            own = [h for h in at if h.goroutine == who]
            at.remove(own[-1] if own else at[0])
    return {target: at for target, at in held.items() if at}


def applied(run: Run, event: Event) -> Any:
    if event.kind != "rule":
        return None
    return run.machine.program.operations[event.mover.operation].rules[event.rule_number]


def listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
