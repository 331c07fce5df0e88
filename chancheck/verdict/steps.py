"""The steps of a run in the words of the source: one for each call or operation that the user wrote."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from chancheck.machine.scheduling.machine import ScheduledMachine
from chancheck.records import dataclass, field
from chancheck.source import NO_POS, Pos, is_library
from chancheck.verdict.calls import calls_of
from chancheck.verdict.finding import Queues, Step
from chancheck.verdict.history import Call
from chancheck.verdict.names import Names
from chancheck.verdict.replay import Mover, Person, Run
from chancheck.verdict.says import Says


@dataclass(slots=True)
class Row:
    """One step as it is shown: events of one goroutine, none of another in between. call: they belong to; first, last:
    whether the call begins and ends in it. started: the goroutine that a `go` statement starts, for a row of its own.
    within: goroutines that the call itself started."""

    events: list[int]
    call: Call
    first: bool = True
    last: bool = True
    started: int = 0
    within: list[int] = field(default_factory=list)


class Steps:
    def __init__(self, run: Run, names: Names) -> None:
        self.run, self.names = run, names
        self.scheduled = isinstance(run.machine, ScheduledMachine)
        self.rows = list(self.folded())
        self.numbers = {n: k for k, row in enumerate(self.rows, 1) for n in row.events if not row.started}
        self.says = Says(run, names)

    def number(self, event: int) -> int:
        """The number of the step that shows an event."""
        known = [n for n in self.numbers if n <= event]
        return self.numbers[max(known)] if known else 1

    # --- rows -----------------------------------------------------------------------------------------

    def folded(self) -> Iterator[Row]:
        if self.scheduled:
            yield from (Row([n], Call(e.mover.goroutine, [n])) for n, e in enumerate(self.run.events))
            return
        chunks = sorted((row for call in calls_of(self.run, self.names) for row in chunks_of(call)), key=first_event)
        for row in chunks:
            starts = [self.run.people[id] for n in row.events for id in self.run.events[n].started]
            row.within = [person.id for person in starts if self.in_library(person)]
            if not self.is_silent(row, bool(starts), len(chunks)):
                yield row
            for person in starts:
                if person.id not in row.within:
                    yield Row(row.events[-1:], row.call, started=person.id)

    def in_library(self, person: Person) -> bool:
        return is_library(self.names.pos(person.place))

    def is_silent(self, row: Row, starts: bool, count: int) -> bool:
        """Main's steps to its first operation show as the goroutines that it starts. The runner of a test is no step of
        the test's."""
        event = self.run.events[row.events[0]]
        first = row.events == [0] and event.kind == "run" and not event.notes
        runner = not self.run.machine.program.root_ends_all
        if runner and not starts and self.is_runners(row):
            return True
        return first and (runner or not row.within) and (starts or count > 1)

    def is_runners(self, row: Row) -> bool:
        """Whether in these events the first goroutine of a test does what the user wrote no word of."""
        events = [self.run.events[n] for n in row.events]
        calm = all(e.kind not in ("crash", "default") and e.peer is None and not e.notes for e in events)
        return calm and all(e.mover.goroutine == 1 and not any(map(self.names.is_own, e.mover.stack)) for e in events)

    # --- steps ----------------------------------------------------------------------------------------

    def preemptions(self) -> int:
        """The switches at which the goroutine before could have gone on."""
        pairs = [(a, b) for a, b in pairwise(self.rows) if self.mover(a) != self.mover(b)]
        return sum(self.mover(a) in self.run.events[b.events[0]].able for a, b in pairs)

    def mover(self, row: Row) -> int:
        return self.run.people[row.started].creator if row.started else self.run.events[row.events[0]].mover.goroutine

    def steps(self) -> Iterator[Step]:
        for number, row in enumerate(self.rows, 1):
            yield self.start(number, row) if row.started else self.step(number, row)

    def step(self, number: int, row: Row) -> Step:
        events = [self.run.events[n] for n in row.events]
        e = self.says.main_event(events)
        who = self.names.shown.get(e.mover.goroutine, 0)
        peer = e.peer
        partner = self.names.shown.get(peer.goroutine, 0) if peer else 0
        text = self.says.row(row.events, e, row.call, begins=not row.last, ends=not row.first)
        started = [id for n in row.events for id in self.run.events[n].started] if self.scheduled else row.within
        if row.within:
            text += f" starts {', '.join(str(self.names.shown[id]) for id in row.within)}"
        return Step(
            number, who, text, self.position(e.mover), e.rule,
            partner, self.says.partner(e) if peer else "", self.names.user_pos(peer) if peer else NO_POS,
            "".join(note for e in events for note in e.notes), tuple(self.names.shown[p] for p in started),
            e.processor, self.queues(events[-1].queues),
            tuple((self.names.shown.get(d.sender, 0), self.number(d.step - 1), self.names.shown.get(d.receiver, 0))
                  for e in events for d in e.deliveries),
        )  # fmt: skip

    def start(self, number: int, row: Row) -> Step:
        person = self.run.people[row.started]
        pos = self.names.pos(person.place)
        phrase = self.names.phrases.at(pos, "go")
        id = self.names.shown[person.id]
        text = f"{'go ' + phrase.text if phrase else 'go'} starts {id}"
        return Step(number, self.names.shown.get(person.creator, 0), text, pos, started=(id,))

    def position(self, m: Mover) -> Pos:
        """Of a helper of the runtime: where the user requested it."""
        pos = self.names.user_pos(m)
        person = self.run.people[m.goroutine]
        if person.helper and is_library(pos):
            return next((self.names.pos(p) for f, p in person.started_from if self.names.is_own((f, p))), pos)
        return pos

    def queues(self, q: Queues | None) -> Queues | None:
        """The same with the numbers that goroutines are shown with."""
        if q is None:
            return None

        def named(ids: tuple[int, ...]) -> tuple[int, ...]:
            return tuple(self.names.shown.get(i, 0) for i in ids)

        local = tuple(map(named, q.local))
        return Queues(named(q.running), named(q.next), local, named(q.shared), named(q.parked), named(q.calling))


def first_event(row: Row) -> int:
    return row.events[0]


def chunks_of(call: Call) -> Iterator[Row]:
    """The events of a call, in runs that no other goroutine's step interrupts."""
    chunks: list[list[int]] = []
    for n in call.events:
        if chunks and chunks[-1][-1] == n - 1:
            chunks[-1].append(n)
        else:
            chunks.append([n])
    for k, events in enumerate(chunks):
        yield Row(events, call, k == 0, k == len(chunks) - 1)
