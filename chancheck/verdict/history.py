"""The acts of a run: on each object, by each goroutine, in each call that the user made."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from chancheck.machine.step import Stack
from chancheck.program.program import OFFSET_BITS
from chancheck.program.rules import Rule
from chancheck.records import dataclass
from chancheck.source import Pos
from chancheck.verdict.inside import called, permits
from chancheck.verdict.replay import Event, Mover, Run

Target = tuple[int, int]
"""The target of an operation: an object by the identity it has throughout the run, and the offset in it."""


@dataclass(frozen=True, slots=True)
class Taking:
    """A goroutine took an object, by `verb`, in a mode (see program.rules.Rule)."""

    goroutine: int
    place: Pos
    verb: str
    mode: str = ""


@dataclass(slots=True)
class Call:
    """A call that the user's code made, as the events in which the callee took steps: alone in `events` if the
    operation is not the library's. outer: the stack below; entered: distinguishes calls from one place."""

    goroutine: int
    events: list[int]
    name: str = ""  # of the function that was called, "" without one
    receiver: int = 0
    outer: Stack = ()
    entered: int = 0


class History:
    """place: where in the user's code a part of a step happens."""

    def __init__(self, run: Run, place: Callable[[Mover], Pos]) -> None:
        self.run, self.place = run, place
        self.held = holdings(run, place)

    def target(self, address: int) -> Target:
        return self.run.objects[(address >> OFFSET_BITS) - 1], address & ((1 << OFFSET_BITS) - 1)

    def operation(self, e: Event) -> str:
        return self.run.machine.program.operations[e.mover.operation].name if e.mover.operation >= 0 else ""

    def of_goroutine(self, id: int) -> list[int]:
        return [n for n, e in enumerate(self.run.events) if e.mover.goroutine == id]

    def on(self, target: Target) -> Iterator[tuple[int, Event]]:
        """The events of rules that acted on the object."""
        for n, e in enumerate(self.run.events):
            if e.kind == "rule" and e.mover.target == target:
                yield n, e

    def acts(self, target: Target, goroutine: int) -> Iterator[tuple[int, str, Mover]]:
        """The acts of a goroutine on the object, alone or as a partner: the event, the verb, its part in it."""
        operations = self.run.machine.program.operations
        for n, e in enumerate(self.run.events):
            for m in (e.mover, e.peer):
                if e.kind == "rule" and m is not None and (m.goroutine, m.target) == (goroutine, target):
                    yield n, operations[m.operation].telling.verb, m

    def permits(self, receiver: int, calls: list[Call]) -> list[Taking]:
        """Which goroutines took permits from the object by calls that have returned, and gave none back."""
        held: list[Taking] = []
        for call in calls:
            kind = permits(called(self.run, call.name)) if call.receiver == receiver else None
            if kind is not None and kind.takes and returned(self.run, call, calls):
                place = self.place(self.run.events[call.events[0]].mover)
                held.append(Taking(call.goroutine, place, call.name.rpartition(".")[2]))
            elif kind is not None and not kind.takes and held:
                held.remove(next((h for h in held if h.goroutine == call.goroutine), held[0]))
        return held


def returned(run: Run, call: Call, calls: list[Call]) -> bool:
    """Whether the goroutine took a step after the call, or has ended."""
    later = any(c.goroutine == call.goroutine and c.events[0] > call.events[-1] for c in calls)
    if later or call.goroutine not in run.ids:
        return True
    g = run.final.goroutines[run.ids.index(call.goroutine)]
    return all(run.machine.program.functions[f.function].name != call.name for f in g.frames)


class Holdings:
    """Objects that goroutines have taken and not given back so far (rules say which do: `holds`). at: by what was
    taken."""

    def __init__(self, run: Run, place: Callable[[Mover], Pos]) -> None:
        self.run, self.place = run, place
        self.at: dict[Target, list[Taking]] = {}

    def add(self, event: Event) -> None:
        """Count an event, the next one of the run."""
        if event.kind != "rule" or event.mover.target is None:
            return
        rule = applied(self.run, event)
        at = self.at.setdefault(event.mover.target, [])
        who = event.mover.goroutine
        if rule.holds > 0:
            verb = self.run.machine.program.operations[event.mover.operation].telling.verb
            at.append(Taking(who, self.place(event.mover), verb, rule.mode))
        elif rule.holds < 0:
            fits = [h for h in at if h.mode == rule.mode]
            own = [h for h in fits if h.goroutine == who]
            for given in (own or fits[:1])[-1:]:
                at.remove(given)


def holdings(run: Run, place: Callable[[Mover], Pos]) -> dict[Target, list[Taking]]:
    """Objects that have been taken and not given back at the end of a run."""
    held = Holdings(run, place)
    for event in run.events:
        held.add(event)
    return {target: at for target, at in held.at.items() if at}


def applied(run: Run, event: Event) -> Rule:
    """The rule of a step that applied one."""
    return run.machine.program.operations[event.mover.operation].rules[event.rule_number]
