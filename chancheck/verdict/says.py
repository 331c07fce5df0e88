"""The steps of a run in the words of the source: `jobs <- 7`, `wg.Done() → 0`, `q.cond.Signal() wakes 5`."""

from __future__ import annotations

from collections.abc import Sequence

from chancheck.machine.scheduling.machine import ScheduledMachine
from chancheck.program.rules import Access, Telling
from chancheck.source import NO_POS, is_library
from chancheck.syntax.phrases import Phrase
from chancheck.verdict.history import Call, applied
from chancheck.verdict.names import Names
from chancheck.verdict.replay import Event, Mover, Run, stack_of
from chancheck.verdict.values import Values

OWN_WORDS = {"run": "runs", "end": "returns", "crash": "panics"}
ATOMIC_SHOWN = frozenset({"atomic.load", "atomic.add", "atomic.swap", "atomic.cas"})
UNTOLD = ("", "{}", "&...", "func")
"""Values that are not worth showing."""

BOOLEAN = frozenset({"atomic.cas", "sync.Mutex.TryLock", "sync.RWMutex.TryLock", "sync.RWMutex.TryRLock"})
FIRES = ("alarm.fire", "context.expire")


class Says:
    def __init__(self, run: Run, names: Names) -> None:
        self.run, self.names = run, names
        self.scheduled = isinstance(run.machine, ScheduledMachine)

    def main_event(self, events: Sequence[Event]) -> Event:
        """Of the events of one call, the one that says most: a meeting, else that a timer fires, else the last that
        has a verb, else the last."""
        met = [e for e in events if e.peer is not None]
        fired = [e for e in events if self.operation(e.mover) in FIRES]
        told = [e for e in events if e.kind == "rule" and self.verb(e.mover)]
        return (met or fired or told or [*events])[-1]

    def operation(self, m: Mover) -> str:
        return self.run.machine.program.operations[m.operation].name if m.operation >= 0 else ""

    def row(self, numbers: Sequence[int], e: Event, call: Call, *, begins: bool, ends: bool) -> str:
        events = [self.run.events[n] for n in numbers]
        text = self.mover(e, numbers[-1])
        if not call.name:
            return text
        if ends:
            return f"{text} returns" if not begins else f"{text} continues"
        blocked = begins or self.is_inside(call)
        begun = [b for x in events if x.kind == "rule" and (b := self.telling(x.mover).begun)]
        return f"{text} ({begun[-1]})" if blocked and begun else f"{text} begins" if begins else text

    def is_inside(self, call: Call) -> bool:
        """Whether the run ends before the call returns."""
        if call.goroutine not in self.run.ids:
            return False
        g = self.run.final.goroutines[self.run.ids.index(call.goroutine)]
        inside = self.names.called(stack_of(self.run.machine, g)) == call.name
        later = any(e.mover.goroutine == call.goroutine for e in self.run.events[call.events[-1] + 1 :])
        return inside and not later

    def mover(self, e: Event, number: int) -> str:
        if e.kind == "turn":
            machine = self.run.machine
            turn = machine.scheduler.turns[e.rule_number].name if isinstance(machine, ScheduledMachine) else ""
            return f"P{e.processor}: {turn}"
        if e.kind == "default":
            return self.default(e.mover)
        if self.is_in_library(e.mover):
            return f"{'returns to' if self.was_own(e.mover, number) else 'in'} {self.package(e.mover)}"
        if e.kind in OWN_WORDS:
            return OWN_WORDS[e.kind]
        return self.acting(e, e.mover) + self.effect(e, number)

    def is_in_library(self, m: Mover) -> bool:
        """Whether the goroutine is in the library's function that it began with, before or after the user's code."""
        if not m.stack or self.run.people[m.goroutine].helper or m.goroutine == 1:
            return False
        own = any(map(self.names.is_own, m.stack))
        return not own and is_library(self.names.pos(self.run.machine.program.functions[m.stack[-1][0]].place))

    def was_own(self, m: Mover, number: int) -> bool:
        """Whether the goroutine was seen in the user's code before an event."""
        movers = (mover for e in self.run.events[:number] for mover in (e.mover, e.peer) if mover is not None)
        return any(any(map(self.names.is_own, other.stack)) for other in movers if other.goroutine == m.goroutine)

    def package(self, m: Mover) -> str:
        """The name of the library's package that a goroutine began in."""
        name = self.run.machine.program.functions[m.stack[-1][0]].name
        return name.rpartition("/")[2].partition(".")[0]

    def partner(self, e: Event) -> str:
        assert e.peer is not None
        return self.acting(e, e.peer)

    # --- words ----------------------------------------------------------------------------------------

    def verb(self, m: Mover) -> str:
        return self.telling(m).verb if m.operation >= 0 else ""

    def telling(self, m: Mover) -> Telling:
        return self.run.machine.program.operations[m.operation].telling

    def default(self, m: Mover) -> str:
        phrase = self.call_phrase(m)
        return f"{phrase.text}" if phrase is not None else "select takes default"

    def acting(self, e: Event, m: Mover) -> str:
        """The act of a goroutine, without its result."""
        call = self.names.called(m.stack)
        verb = self.verb(m)
        if self.run.people[m.goroutine].helper:
            return self.helper(m)
        if not call and verb in ("send", "receive") and not is_library(self.names.pos(m.place)):
            return self.communication(e, m, verb)
        phrase = self.call_phrase(m)
        if phrase is not None:
            return phrase.text
        name = self.run.machine.program.operations[m.operation].name
        if name == "memory.access":
            assigned = self.names.phrases.at(self.names.pos(m.place), "assign")
            return assigned.text if assigned is not None else "memory access"
        word = call.rpartition(".")[2] or verb or name.rpartition(".")[2].lower()
        return f"{word} {self.object(m)}".strip()

    def helper(self, m: Mover) -> str:
        """A timer, by what the user called to set it."""
        stack = self.run.people[m.goroutine].started_from
        pos = next((self.names.pos(p) for f, p in stack if self.names.is_own((f, p))), NO_POS)
        phrase = self.names.phrases.at(pos, "call", self.names.called(stack).rpartition(".")[2])
        name = self.names.called(stack).rpartition("/")[2]
        what = f"{phrase.on}.{phrase.name}" if phrase is not None and "(" in name else name or "timer"
        operation = self.operation(m)
        if operation in FIRES:
            return f"{what} fires"
        if self.waits_outside(m.goroutine):
            return "an event from outside" + (f": {what}" if name else "")
        return "time passes" if operation.startswith("clock.") else f"runtime of {what}"

    def waits_outside(self, helper: int) -> bool:
        """Whether a helper of the runtime has waited for what comes from outside the program."""
        done = (e.mover for e in self.run.events if e.mover.goroutine == helper and e.mover.operation >= 0)
        return any(self.telling(m).outside for m in done)

    def call_phrase(self, m: Mover) -> Phrase | None:
        """The call of the user's in which a part of a step happens."""
        pos = self.names.user_pos(m)
        name = self.names.called(m.stack).rpartition(".")[2] or (self.verb(m) if m.operation >= 0 else "")
        found = self.names.phrases.at(pos, "call", name) if name else None
        return found or self.names.phrases.at(pos, "call")

    def communication(self, e: Event, m: Mover, verb: str) -> str:
        on = self.names.phrase_at(m.stack, m.place, verb) or self.object(m)
        value = self.value(e, m, verb)
        if verb == "send":
            phrase = self.names.phrases.at(self.names.pos(m.place), "send") if value in ("", *UNTOLD) else None
            return phrase.text if phrase is not None else f"{on} <- {value or '...'}"
        loop = self.names.phrases.at(self.names.pos(m.place), "range")
        got = "closed" if self.is_closed(e) else value
        return f"{'range ' if loop else '<-'}{on}" + (f" = {got}" if got not in UNTOLD else "")

    def is_closed(self, e: Event) -> bool:
        return e.peer is None and e.kind == "rule" and applied(self.run, e).name == "closed"

    def object(self, m: Mover) -> str:
        return self.names.shape_text(m.shapes[0], m.target[1]) if m.target else ""

    # --- values ---------------------------------------------------------------------------------------

    def value(self, e: Event, m: Mover, verb: str) -> str:
        """What is sent or received."""
        if not e.state or m.target is None or not self.names.is_users(m.shapes[0]):
            return ""
        form = self.run.machine.program.shapes[m.shapes[0]].form
        cells = tuple(m.operands[1]) if verb == "send" else m.results.get(0)
        if verb == "receive" and cells is None:
            cells = tuple(e.mover.operands[1]) if e.peer is m and len(e.mover.operands) > 1 else self.front(e, m)
        return Values(self.run.machine, e.state).text(form, cells) if cells is not None else ""

    def front(self, e: Event, m: Mover) -> tuple[int, ...] | None:
        """The oldest value of a buffer before the step."""
        tail = e.state.at(m.operands[0][0]).tail if e.state is not None else ()
        return tail[0] if tail else None

    def effect(self, e: Event, number: int) -> str:
        """The result of an act: a counter, a value, which goroutine it wakes."""
        if e.kind != "rule" or e.mover.operation < 0:
            return ""
        operation = self.run.machine.program.operations[e.mover.operation]
        telling = operation.telling
        if self.is_inner(e.mover, operation.name):
            return ""
        if telling.counter >= 0 and not telling.joins and telling.counter < len(e.cells):
            return f" → {e.cells[telling.counter]}"
        if telling.wakes:
            woke = woken(self.run, self.names, number)
            return f" wakes {', '.join(map(str, woke))}" if woke else " wakes no goroutine" if self.is_lost(e) else ""
        cells = e.mover.results.get(0)
        if operation.name in BOOLEAN and cells:
            return f" → {'true' if cells[0] else 'false'}"
        if operation.name in ATOMIC_SHOWN and cells and len(cells) == 1:
            if not self.is_address(e.mover):
                return f" → {cells[0]}"
            return "" if cells[0] else " → nil"
        return ""

    def is_address(self, m: Mover) -> bool:
        """Whether the cell that it acts on holds an address, which means nothing to the user."""
        if m.target is None or m.shapes[0] < 0:
            return False
        return self.run.machine.program.shapes[m.shapes[0]].header[m.target[1] : m.target[1] + 1] == "r"

    def is_inner(self, m: Mover, operation: str) -> bool:
        """Whether the library uses the operation of another package, which is no business of the user's."""
        package = self.names.called(m.stack).rpartition("/")[2].partition(".")[0]
        return package not in ("", operation.partition(".")[0])

    def is_lost(self, e: Event) -> bool:
        return all(isinstance(effect, Access) for effect in applied(self.run, e).effects)


def woken(run: Run, names: Names, number: int) -> list[int]:
    """Goroutines that can step after an event and could not before, by the numbers that they are shown with."""
    e = run.events[number]
    after = run.events[number + 1].able if number + 1 < len(run.events) else frozenset()
    ids = after - e.able - {e.mover.goroutine} - set(e.started)
    return sorted(names.shown[id] for id in ids if id in names.shown)
