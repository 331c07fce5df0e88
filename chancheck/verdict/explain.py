"""The waits of each blocked goroutine at the end of a run: which goroutine holds it, which could still help, which
could have and has ended, and what was done to it before."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from chancheck.machine.state import GoroutineState
from chancheck.machine.step import Stack
from chancheck.program.program import OFFSET_BITS
from chancheck.program.rules import Telling
from chancheck.records import dataclass, field, replace
from chancheck.semantics import channel_object
from chancheck.source import NO_POS, Pos, is_library
from chancheck.verdict.abilities import Abilities
from chancheck.verdict.calls import calls_of
from chancheck.verdict.history import Call, History, Target, applied
from chancheck.verdict.inside import RUNNER, Inside, Permits, called, inside, made_inside, permits, running
from chancheck.verdict.names import Names, has_line
from chancheck.verdict.replay import Ending, Event, Person, Run, reached, stack_of
from chancheck.verdict.says import woken
from chancheck.verdict.waits import Gone, Helper, Holder, Past, Wait, Waiting


@dataclass(slots=True)
class Standing:
    """An alternative that a goroutine waits at: the target is None on nil."""

    operation: int
    place: int
    target: Target | None


@dataclass(slots=True)
class Waiter:
    """A goroutine at rest."""

    index: int
    id: int
    at: list[Standing] = field(default_factory=list)


class Explainer:
    """Explains the last state of a run. names: its goroutines, objects and places as the report shows them; number: of
    the step that shows an event."""

    def __init__(self, run: Run, names: Names, number: Callable[[int], int]) -> None:
        self.run, self.names, self.number = run, names, number
        self.history = History(run, names.user_pos)
        self.known: dict[int, tuple[Wait, ...]] = {}
        self.reach: dict[int, set[int]] = {}
        self.abilities = Abilities(run)

    def waits(self, i: int) -> tuple[Wait, ...]:
        """The waits of goroutine i of the last state."""
        if i not in self.known:
            self.known[i] = tuple(self.all_waits(i))
        return self.known[i]

    def reasons(self, indices: tuple[int, ...]) -> Iterator[Waiting]:
        """The waits of these goroutines; those that wait alike together."""
        alike: dict[object, list[tuple[int, Wait]]] = {}
        for i in indices:
            for wait in self.waits(i):
                alike.setdefault(shared(wait), []).append((i, wait))
        for members in alike.values():
            members.sort(key=lambda member: self.shown(member[0]))
            ids = tuple(dict.fromkeys(self.shown(i) for i, _ in members))
            wait = members[0][1]
            yield Waiting(ids, replace(wait, helpers=tuple(h for h in wait.helpers if h.goroutine not in ids)))

    # --- one goroutine --------------------------------------------------------------------------------

    def waiter(self, i: int) -> Waiter:
        g = self.run.final.goroutines[i]
        machine = self.run.machine
        site = machine.site(g)
        w = Waiter(i, self.run.ids[i])
        for a in site.alternatives if site is not None else ():
            operation = machine.program.operations[a.operation]
            if not operation.waiting or not a.operands:
                continue
            address = g.operand(a)
            nil = address == 0 and bool(operation.waiting_nil)
            w.at.append(Standing(a.operation, a.place, None if nil else self.history.target(address)))
        return w

    def shown(self, i: int) -> int:
        return self.names.shown.get(self.run.ids[i], 0)

    def all_waits(self, i: int) -> Iterator[Wait]:
        g = self.run.final.goroutines[i]
        if g.helper:
            return
        waiter = self.waiter(i)
        call = self.names.library_call(g)
        within = inside(self.run, self.names, g)
        hidden = [at for at in waiter.at if (call is not None or within is not None) and self.is_hidden(at)]
        if within is None and call is not None and hidden and (waits := self.permits(i, call)) is not None:
            yield waits
            return
        seen = [at for at in waiter.at if at not in hidden and (at.target is not None or not hidden)]
        told = seen or [at for at in hidden if at.target is not None][:1]
        if within is not None:
            known = (
                self.wait(i, told[0]) if told else Wait("", self.names.receiver(g, within.operation.rpartition(".")[2]))
            )
            yield self.within(i, within, known)
            return
        for at in told:
            yield self.wait(i, at)

    def within(self, i: int, call: Inside, wait: Wait) -> Wait:
        """The wait of a call of the library for what a model waits for in it."""
        holders = wait.holders or tuple(self.runners(call, wait.number))
        alike = {self.shown(j) for j in self.inside(call)} if call.state == "pipe" else set()
        helpers = () if holders else tuple(h for h in wait.helpers if h.goroutine not in alike)
        return replace(
            wait, operation=call.operation, state=call.state, needs=call.needs, joins=call.joins, holders=holders,
            held_by=tuple(dict.fromkeys(h.goroutine for h in holders)), since=0, past=(),
            helpers=helpers, reached_by=tuple(h.goroutine for h in helpers),
            gone=tuple(replace(g, verb="") for g in wait.gone),
        )  # fmt: skip

    def inside(self, call: Inside) -> list[int]:
        """The goroutines that rest in such a call."""
        return [j for j, g in enumerate(self.run.final.goroutines) if inside(self.run, self.names, g) == call]

    def runners(self, call: Inside, object: int) -> Iterator[Holder]:
        for j, g in enumerate(self.run.final.goroutines):
            place = running(self.run, self.names, g, call.runs, object) if call.runs else None
            if place is not None:
                yield Holder(self.shown(j), place, call.operation)

    def status(self, g: GoroutineState) -> str:
        """The state of a goroutine: the call of the library that it rests in, or what Go's runtime calls it."""
        within = inside(self.run, self.names, g)
        return within.operation if within is not None else self.names.status(g)

    def is_hidden(self, at: Standing) -> bool:
        """Whether the model made it for itself."""
        if not is_library(self.names.pos(at.place)):
            return False
        return at.target is None or not self.names.object(at.target)

    def wait(self, i: int, at: Standing) -> Wait:
        operation = self.run.machine.program.operations[at.operation]
        telling = operation.telling
        phrase = self.names.phrase(self.run.final.goroutines[i], at.place, telling.verb)
        if at.target is None:
            return Wait(operation.waiting_nil, phrase, state="nil")
        target, since = self.known_by(i, at, telling)
        text, made = self.names.described(target, self.own_phrase(i, at, phrase))
        wait = self.filled(i, operation.waiting, telling, text, made, target, since)
        made_by = made_inside(self.names, target)
        return replace(wait, needs=made_by.needs, state=made_by.state) if made_by and not wait.state else wait

    def own_phrase(self, i: int, at: Standing, phrase: str) -> str:
        """A name for the object itself, where the call in the source has it: not that of a Cond for its lock, nor that
        of a package."""
        name = self.names.called(stack_of(self.run.machine, self.run.final.goroutines[i]))
        relocks = name == "sync.(*Cond).Wait" and not self.run.machine.program.operations[at.operation].telling.through
        return "" if relocks or (name and "(" not in name) else phrase

    def known_by(self, i: int, at: Standing, telling: Telling) -> tuple[Target, int]:
        """The object that the source speaks of (a Cond, not its ticket), and the event with which the wait began."""
        assert at.target is not None
        if telling.through:
            for n in self.history.of_goroutine(self.run.ids[i])[::-1]:
                e = self.run.events[n]
                if self.history.operation(e) == telling.through and e.mover.target is not None:
                    return e.mover.target, n
        return at.target, -1

    def filled(self, i: int, status: str, telling: Telling, text: str, made: Pos, target: Target, since: int) -> Wait:
        holders = tuple(self.holders(telling, target))
        state, amount, of = self.state(status, telling, target)
        others = () if holders or state == "timer" else tuple(self.helpers(i, target, telling))
        return Wait(
            status, text, tuple(dict.fromkeys(h.goroutine for h in holders)), tuple(h.goroutine for h in others),
            target[0], made, state, amount, of, self.needs(telling), holders, others,
            () if holders else tuple(self.gone(target, telling)), tuple(self.past(target, telling, state)),
            self.number(since) if since >= 0 else 0, telling.joins,
        )  # fmt: skip

    def needs(self, telling: Telling) -> tuple[str, ...]:
        tellings = {o.name: o.telling for o in self.run.machine.program.operations}
        verbs = (tellings[name].verb for name in telling.woken_by if name in tellings)
        return tuple(dict.fromkeys(v for v in verbs if v)) or tuple(n.rpartition(".")[2] for n in telling.woken_by)

    # --- the object -----------------------------------------------------------------------------------

    def holders(self, telling: Telling, target: Target) -> Iterator[Holder]:
        present = set(self.run.ids)
        for taken in self.history.held.get(target, ()):
            if telling.mode and taken.mode and telling.mode != taken.mode:
                continue
            asks = self.asks(taken.goroutine, target, taken.mode)
            id = self.names.shown.get(taken.goroutine, 0)
            yield Holder(id, taken.place, taken.verb, asks, taken.goroutine not in present)

    def asks(self, goroutine: int, target: Target, mode: str) -> bool:
        """Whether it still waits for what it has taken."""
        if goroutine not in self.run.ids:
            return False
        operations = self.run.machine.program.operations
        at = self.waiter(self.run.ids.index(goroutine)).at
        return any(a.target == target and operations[a.operation].telling.asks == mode != "" for a in at)

    def state(self, status: str, telling: Telling, target: Target) -> tuple[str, int, int]:
        number = self.run.objects.index(target[0]) + 1
        _, header, tail = self.run.final.objects[number - 1]
        if status.startswith("chan ") or status == "select":
            if header[channel_object.TIMER] >= channel_object.UNARMED:
                return "timer", 0, 0
            if "send" in telling.verb and header[channel_object.CAP]:
                return "full", len(tail), header[channel_object.CAP]
        elif telling.counter >= 0:
            return "count", header[target[1] + telling.counter], 0
        return "", 0, 0

    def helpers(self, i: int, target: Target, telling: Telling | None = None) -> Iterator[Helper]:
        """Goroutines that could still act on an object. telling: of the wait; goroutines without code that may end it
        are left out, where that is known."""
        spinning = set(self.run.found.spinning)
        found = sorted((self.shown(j), j) for j in self.reaching(target) if j != i)
        for id, j in found:
            if telling is not None and telling.counter < 0 and not self.abilities.may(j, telling.woken_by):
                continue
            g = self.run.final.goroutines[j]
            at = self.waiter(j).at
            if self.only_runs_tests(j):
                continue
            on = self.names.phrase(g, at[0].place, "") if len(at) == 1 else ""
            returns = self.deferred(g, self.addresses(i, target), telling) if telling is not None else ""
            yield Helper(id, self.status(g), self.names.place(g), on, j in spinning, returns)

    def addresses(self, i: int, target: Target) -> set[int]:
        """The addresses by which calls name the object that a goroutine waits on: its own, and that of the receiver
        whose method waits."""
        own = ((self.run.objects.index(target[0]) + 1) << OFFSET_BITS) + target[1]
        return {own, self.names.call_on(self.run.final.goroutines[i])[1]} - {0}

    def deferred(self, g: GoroutineState, addresses: set[int], telling: Telling) -> str:
        """The user's function that deferred a call which may end a wait, with one of the addresses as an argument."""
        functions = self.run.machine.program.functions
        for frame in g.frames:
            function = functions[frame.function]
            for value, *given in () if is_library(self.names.pos(function.place)) else frame.deferred:
                able = self.abilities.of(-1 - value) if value < 0 else None
                if able and not able.isdisjoint(telling.woken_by) and not addresses.isdisjoint(given):
                    return function.name
        return ""

    def only_runs_tests(self, i: int) -> bool:
        g = self.run.final.goroutines[i]
        within = inside(self.run, self.names, g)
        return within is not None and within.state == RUNNER and not has_line(self.names.place(g))

    def gone(self, target: Target, telling: Telling) -> Iterator[Gone]:
        """Goroutines that could have helped; of those that did act on the object what they did last."""
        for person in self.run.people.values():
            end = person.ending
            if end is None or person.helper or person.id in self.run.ids:
                continue
            did = [(v, m) for _, v, m in self.history.acts(target, person.id) if v in self.needs(telling)]
            if did or target[0] in end.reached:
                call = self.names.called(end.stack) or "runtime.Goexit" if end.stack else ""
                place = self.ended_at(person, end, did[-1][1].stack if did else ())
                yield Gone(self.names.shown.get(person.id, 0), place, call, did[-1][0] if did else "")

    def ended_at(self, person: Person, end: Ending, stack: Stack) -> Pos:
        """Where the user's function that acted on the object returned, or the last that did."""
        exits = (self.names.pos(p) for f, p in end.stack if self.names.is_own((f, p)))
        acted = (self.names.pos(person.returns[f]) for f, _ in stack if f in person.returns)
        last = (self.names.pos(p) for p in [*person.returns.values()][-1:])
        return next((p for p in (*exits, *acted, *last) if has_line(p)), NO_POS)

    def past(self, target: Target, telling: Telling, state: str) -> Iterator[Past]:
        for n, e in self.history.on(target):
            verb, effect = self.verb(e), applied(self.run, e).name
            if state == "timer" or (telling.through and self.history.operation(e) in telling.woken_by):
                id = self.names.shown.get(e.mover.goroutine, 0)
                woke = () if state == "timer" else tuple(woken(self.run, self.names, n))
                yield Past(id, self.number(n), self.names.user_pos(e.mover), verb, effect, woke)

    def verb(self, e: Event) -> str:
        """The call of the user: the function of the library, or the operation itself."""
        name = self.names.called(e.mover.stack)
        return name.rpartition(".")[2] or self.run.machine.program.operations[e.mover.operation].telling.verb

    # --- permits --------------------------------------------------------------------------------------

    def permits(self, i: int, call: tuple[str, int]) -> Wait | None:
        """Things that a library type hands out by number, such as permits, and that a goroutine waits for."""
        name, receiver = call
        kind = permits(called(self.run, name))
        if kind is None or receiver not in self.run.objects:
            return None
        taken, size = self.cells(receiver, kind)
        target = (receiver, 0)
        holders = tuple(
            Holder(self.names.shown.get(h.goroutine, 0), h.place, h.verb, False, h.goroutine not in self.run.ids)
            for h in self.history.permits(receiver, self.calls())
        )
        verb = name.rpartition(".")[2]
        text, made = self.names.described(target, self.names.receiver(self.run.final.goroutines[i], verb))
        others = () if holders else tuple(self.helpers(i, target))
        return Wait(
            kind.operation, text, tuple(dict.fromkeys(h.goroutine for h in holders)),
            tuple(h.goroutine for h in others), receiver, made, "permits", taken, size, kind.needs, holders, others,
        )  # fmt: skip

    def cells(self, receiver: int, kind: Permits) -> tuple[int, int]:
        """How much is taken, and how much there is."""
        final = self.run.final.objects[self.run.objects.index(receiver)]
        taken, size = (final.header[cell] for cell in kind.cells)
        return taken, size

    def calls(self) -> list[Call]:
        return calls_of(self.run, self.names)

    # --- reach ----------------------------------------------------------------------------------------

    def reaching(self, target: Target) -> list[int]:
        """Indices of the goroutines that have a path of addresses from their stacks to the object."""
        number = self.run.objects.index(target[0]) + 1
        indices = [j for j, g in enumerate(self.run.final.goroutines) if not g.helper]
        return [j for j in indices if number in self.reached(j)]

    def reached(self, j: int) -> set[int]:
        if j not in self.reach:
            self.reach[j] = reached(self.run.final, j)
        return self.reach[j]


def shared(wait: Wait) -> object:
    """The common part of the waits of two goroutines."""
    return (wait.operation, wait.on, wait.number, wait.made, wait.state, wait.holders, wait.past)
