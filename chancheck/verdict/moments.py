"""The states of a run as pictures: where each goroutine is, what channels hold, which goroutine has which lock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chancheck.machine.state import GoroutineState, State
from chancheck.machine.transition import Transition
from chancheck.program.forms import width
from chancheck.program.program import OFFSET_BITS, Shape
from chancheck.records import dataclass
from chancheck.source import NO_POS, Pos, is_library
from chancheck.syntax import ast
from chancheck.verdict.finding import FINISHED
from chancheck.verdict.history import Holdings, Taking, Target
from chancheck.verdict.names import Names
from chancheck.verdict.replay import Event, Run, walk
from chancheck.verdict.scenes import Figure, Moment, Thing
from chancheck.verdict.values import Values

CAP, CLOSED = 0, 1
CHANNEL_CELLS = ("cap", "closed")
MOST_VALUES = 64
"""Values of a buffer that are written out."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A whole state."""

    figures: dict[int, Figure]
    things: dict[int, Thing]


def changes(pictures: Iterable[Picture]) -> Iterator[Moment]:
    before = Picture({}, {})
    for now in pictures:
        figures = tuple(f for id, f in now.figures.items() if before.figures.get(id) != f)
        things = tuple(t for id, t in now.things.items() if before.things.get(id) != t)
        yield Moment(figures, things, tuple(id for id in before.things if id not in now.things))
        before = now


def pictures_of(run: Run, names: Names) -> list[Picture]:
    """Of a walked run: the first state, and the one after each event."""
    painter = Painter(run, names)
    out: list[Picture] = []

    def look(so_far: Run, state: State, _: Transition) -> None:
        out.append(painter.picture(so_far, state, run.events[len(so_far.events)].able))

    again = walk(run.machine, run.found, look)
    able = frozenset(again.ids[i] for i in able_in(run, again.final))
    return [*out, painter.picture(again, again.final, able)]


def able_in(run: Run, state: State) -> Iterator[int]:
    if run.found.kind not in ("halt", "fault"):
        yield from (i for s in run.machine.successors(state) for i in s.transition.goroutines)


class Painter:
    """Numbers the things of a run as they appear. known: a run with events that name the locks and counters, and the
    numbers of its goroutines."""

    def __init__(self, known: Run, names: Names) -> None:
        self.program, self.shown, self.phrases = known.machine.program, names.shown, names.phrases
        operations = self.program.operations
        self.locks = {family(o.name) for o in operations if any(rule.holds for rule in o.rules)}
        self.counters = {family(o.name): o.telling.counter for o in operations if o.telling.counter >= 0}
        self.globals = set(package_variables(names))
        self.acted: dict[Target, str] = {}
        self.numbers: dict[Target, int] = {}
        self.held, self.seen = Holdings(known, names.user_pos), 0
        self.note(known.events)

    def note(self, events: Iterable[Event]) -> None:
        """Remember which objects the operations of these events act on."""
        for e in events:
            for m in (e.mover, e.peer):
                name = self.program.operations[m.operation].name if m is not None and m.operation >= 0 else ""
                if m is not None and m.target is not None and name != "memory.access":
                    self.acted.setdefault(m.target, family(name))

    def picture(self, run: Run, state: State, able: frozenset[int]) -> Picture:
        for e in run.events[self.seen :]:
            self.held.add(e)
        self.seen = len(run.events)
        scene = Scene(self, run, state)
        figures = {f.id: f for f in scene.figures(able)}
        things = {t.id: t for t in scene.things()}
        return Picture(figures, things)


class Scene:
    """One state of a run that is being walked."""

    def __init__(self, painter: Painter, run: Run, state: State) -> None:
        self.painter, self.run, self.state = painter, run, state
        self.names = Names(painter.program, run, painter.phrases)
        self.names.shown = painter.shown
        self.values = Values(run.machine, state)
        self.at = {identity: n for n, identity in enumerate(run.objects, 1)}
        self.waited: dict[Target, str] = {}
        self.families: dict[Target, str] = {}
        self.asking: set[tuple[int, Target, str]] = set()

    # --- goroutines -----------------------------------------------------------------------------------

    def figures(self, able: frozenset[int]) -> Iterator[Figure]:
        for person in self.run.people.values():
            id = self.names.shown.get(person.id, 0)
            if id and person.id not in self.run.ids:
                yield Figure(id, FINISHED, NO_POS, False)
        for i, g in enumerate(self.state.goroutines):
            id = self.names.shown.get(self.run.ids[i], 0)
            if id:
                on = tuple(dict.fromkeys(self.number(target) for target in self.targets(i, g)))
                yield Figure(id, self.names.status(g), self.names.place(g), self.run.ids[i] in able, on)

    def targets(self, i: int, g: GoroutineState) -> Iterator[Target]:
        """The objects of the alternatives that a goroutine is at, as the source speaks of them."""
        site = self.run.machine.site(g)
        for a in site.alternatives if site is not None else ():
            operation = self.run.machine.program.operations[a.operation]
            address = g.operand(a)
            if not operation.waiting or address <= 0:
                continue
            target = self.run.objects[(address >> OFFSET_BITS) - 1], address & ((1 << OFFSET_BITS) - 1)
            self.families.setdefault(target, family(operation.name))
            target = self.through(i, operation.telling.through) or target
            if operation.telling.asks:
                self.asking.add((self.names.shown.get(self.run.ids[i], 0), target, operation.telling.asks))
            if target not in self.waited:
                self.waited[target] = self.names.phrase(g, a.place, operation.telling.verb)
            yield target

    def through(self, i: int, name: str) -> Target | None:
        """The target of the operation before, if the wait began with that."""
        operations = self.run.machine.program.operations
        for e in reversed(self.run.events) if name else ():
            m = e.mover
            if m.goroutine == self.run.ids[i] and m.operation >= 0 and operations[m.operation].name == name:
                return m.target
        return None

    def number(self, target: Target) -> int:
        return self.painter.numbers.setdefault(target, len(self.painter.numbers) + 1)

    # --- things ---------------------------------------------------------------------------------------

    def things(self) -> Iterator[Thing]:
        for identity, n in self.at.items():
            shape = self.painter.program.shapes[self.state.objects[n - 1].shape]
            if shape.cells[:2] == CHANNEL_CELLS and self.is_shown((identity, 0), shape.place):
                yield self.channel((identity, 0), n)
        acted = {t: f for t, f in self.painter.acted.items() if t[0] in self.at}
        acted.update((t, self.families.get(t, "")) for t in self.waited if t not in acted)
        for target, kind in acted.items():
            shape = self.painter.program.shapes[self.state.objects[self.at[target[0]] - 1].shape]
            if shape.cells[:2] != CHANNEL_CELLS and self.name(target):
                yield self.acted_on(target, kind)
        yield from self.variables({(t[0], t[1]) for t in acted})

    def is_shown(self, target: Target, place: int) -> bool:
        return target in self.waited or not is_library(self.names.pos(place))

    def name(self, target: Target) -> str:
        shape = self.state.objects[self.at[target[0]] - 1].shape
        cells = self.painter.program.shapes[shape].cells
        cell = cells[target[1]] if target[1] < len(cells) else ""
        inside = target[1] != (cells.index(cell) if cell else 0)  # a part of a value of the library
        own = self.names.is_users(shape) and not inside and not self.is_global_of_a_model(shape, cell)
        users = self.names.shape_text(shape, target[1]) if own else ""
        return users or self.waited.get(target, "")

    def is_global_of_a_model(self, shape: int, cell: str) -> bool:
        """Whether a cell is a package variable that is not the user's: all of them are one object."""
        known = self.painter.globals
        return shape == self.painter.program.globals_shape and cell.partition(".")[0].partition("[")[0] not in known

    def made(self, target: Target) -> Pos:
        pos = self.names.pos(self.painter.program.shapes[self.state.objects[self.at[target[0]] - 1].shape].place)
        return NO_POS if is_library(pos) else pos

    def channel(self, target: Target, n: int) -> Thing:
        obj = self.state.objects[n - 1]
        form = self.painter.program.shapes[obj.shape].form
        values = tuple(self.values.text(form, element) for element in obj.tail[:MOST_VALUES])
        name = self.name(target) or "channel"
        return Thing(
            self.number(target), "channel", name, self.made(target), obj.header[CAP], len(obj.tail), values,
            bool(obj.header[CLOSED]),
        )  # fmt: skip

    def acted_on(self, target: Target, kind: str) -> Thing:
        header = self.state.objects[self.at[target[0]] - 1].header
        held = tuple(self.holder(target, taken) for taken in self.painter.held.at.get(target, ()))
        counter, text, sort = self.painter.counters.get(kind, -1), "", "object"
        if kind in self.painter.locks:
            sort = "lock"
        elif counter >= 0 and target[1] + counter < len(header):
            sort, text = "counter", str(header[target[1] + counter])
        elif kind == "atomic" and target[1] < len(header):
            sort, text = "variable", str(header[target[1]])
        return Thing(self.number(target), sort, self.name(target), self.made(target), held=held, text=text)

    def holder(self, target: Target, taken: Taking) -> tuple[int, str]:
        """A goroutine and its mode; a writer that has announced itself and waits for readers has a mode of its own."""
        id = self.names.shown.get(taken.goroutine, 0)
        return id, "asks" if (id, target, taken.mode) in self.asking else taken.mode

    def variables(self, acted: set[Target]) -> Iterator[Thing]:
        """Numbers, texts, slices and values of interfaces that the user's code shares, by name."""
        for identity, n in self.at.items():
            obj = self.state.objects[n - 1]
            shape = self.painter.program.shapes[obj.shape]
            if shape.elem or ".func" in shape.name or ".gowrap" in shape.name or not self.names.is_users(obj.shape):
                continue
            taken = {shape.cells[o] for i, o in acted if i == identity and o < len(shape.cells)} - {""}
            for offset in range(len(shape.header)):
                cell = shape.cells[offset] if offset < len(shape.cells) else ""
                if (identity, offset) in acted or cell in taken or self.is_global_of_a_model(obj.shape, cell):
                    continue
                if text := self.variable(shape, obj.header, offset, cell):
                    name, target = self.names.shape_text(obj.shape, offset), (identity, offset)
                    yield Thing(self.number(target), "variable", name, self.made(target), text=text)

    def variable(self, shape: Shape, header: tuple[int, ...], offset: int, cell: str) -> str:
        """The value that begins at a cell; nothing for an address, and for a part of what the library hides."""
        kind, lone = shape.header[offset], len(shape.header) == 1 and bool(shape.name)
        if offset < len(shape.forms):
            form = shape.forms[offset]
            shown = kind in "ib" or form == "any" or form[:1] == ("slice",)
            return self.values.text(form, header[offset : offset + width(form)]) if form and shown else ""
        if kind not in "ib" or not (lone or (cell and shape.cells.count(cell) == 1)):
            return ""
        return self.values.quoted(header[offset]) if kind == "b" else str(header[offset])


def package_variables(names: Names) -> Iterator[str]:
    """Those of the user's files."""
    for file in names.phrases.files:
        for decl in file.decls:
            if isinstance(decl, ast.GenDecl) and decl.keyword == "var":
                yield from (name.name for spec in decl.specs if isinstance(spec, ast.ValueSpec) for name in spec.names)


def family(name: str) -> str:
    """The common name of the operations on one kind of object: "sync.Mutex" of "sync.Mutex.Lock"."""
    return name.rpartition(".")[0]
