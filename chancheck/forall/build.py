"""The counting system of a program: every step that a goroutine can make from every place, on symbolic values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from chancheck.deadline import poll
from chancheck.forall.facts import FEW, GLOBALS, Again, Facts
from chancheck.forall.local import ROOT_KIND, Ends, Faulted, FramePlace, Local, Place
from chancheck.forall.memory import Impossible, Memory, NilFault
from chancheck.forall.rules import Applied, Standing, eager
from chancheck.forall.system import Action, System, Transition
from chancheck.forall.values import ANY, MINE, PEER, Cell, Key, Lin, Outside, Ref, turned_name, variable
from chancheck.machine.workspace import Strings
from chancheck.program.program import Alternative, Program, Site
from chancheck.program.rules import Rule

MOST_PLACES, MOST_BUILDS = 600, 300
RETURNED = "returned"


def built(program: Program, parameters: dict[int, str]) -> System:
    """The system of a program. parameters: the names of cells of package variables that stand for any number."""
    facts, strings, names = Facts(parameters), Strings(program.strings), Names(program)
    for _ in range(MOST_BUILDS):
        facts.grown, facts.missing = False, None
        try:
            system = Builder(program, facts, strings, names).run()
        except Again:
            continue
        if not facts.grown and facts.missing is None:
            system.escaped = facts.escaped()
            for key, shape in facts.shapes.items():
                for offset, name in enumerate(program.shapes[shape].cells):
                    if name:
                        system.cell_names[key, offset] = name if key == GLOBALS else f"{key}.{name}"
            system.single_slots = {
                k for (k, cell), v in facts.contents.items() if cell == 0 and v == {1} and k not in facts.many
            }
            return system
        if not facts.grown and facts.missing is not None:
            raise Outside("memory that no step has set", facts.missing[1])
    raise Outside("too many kinds of values")


Possible = tuple[Place, "Place | None", "Alternative | Site | None", "Alternative | None", "Rule | None"]


class Names:
    """Names for objects and kinds of goroutines: what is made, and a number where there are several."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.known: dict[object, str] = {}
        self.count: dict[str, int] = defaultdict(int)

    def of(self, what: str, maker: Key, stack: tuple[tuple[int, int], ...]) -> str:
        known = self.known.get((what, maker, stack))
        if known is None:
            base = what.rpartition("/")[2] or "object"
            self.count[base] += 1
            known = f"{base}#{self.count[base]}" if self.count[base] > 1 else base
            self.known[what, maker, stack] = known
        return known


class Builder:
    def __init__(self, program: Program, facts: Facts, strings: Strings, names: Names) -> None:
        self.program, self.facts, self.strings, self.names = program, facts, strings, names
        self.system = System(dict(facts.parameters))
        self.places: dict[Place, int] = {}
        self.todo: list[Place] = []
        self.made: dict[Key, list[tuple[int, int]]] = defaultdict(list)
        self.making: list[tuple[Key, Key]] = []

    def run(self) -> System:
        registers = (0,) * len(self.program.functions[self.program.entry].registers)
        self.facts.shapes[GLOBALS] = self.program.globals_shape
        root = Place(ROOT_KIND, (FramePlace(self.program.entry, 0, 0, (), registers),))
        self.number(root)
        done: list[Place] = []
        while self.todo:
            place = self.todo.pop(0)
            done.append(place)
            for action in self.actions(place, done):
                self.explore(*action)
        self.check_several()
        system = self.system
        system.many = {p.kind for p in self.places if p.kind in self.facts.many}
        system.finish()
        return system

    def number(self, place: Place) -> int:
        n = self.places.get(place)
        if n is None:
            n = self.places[place] = len(self.places)
            if n > MOST_PLACES:
                raise Outside("more places than are looked at")
            self.system.places.append(place)
            self.todo.append(place)
        return n

    # --- what can happen at a place ----------------------------------------------------------------------------

    def actions(self, place: Place, done: list[Place]) -> Iterator[Possible]:
        """(place, partner, alternatives, rule), alone and with every place so far."""
        if place.phase == "ending" or (place.frames and self.site(place) is None):
            yield place, None, None, None, None
            return
        site = self.site(place)
        if site is None:
            return
        for a in site.alternatives:
            for rule in self.program.operations[a.operation].rules:
                if not rule.peer and rule.pace != "idle":
                    yield place, None, a, None, rule
                elif rule.pace == "idle":
                    raise Outside("time", a.place)
        if site.default >= 0:
            yield place, None, site, None, None
        for other in done:
            yield from self.joint(place, other)
            if other is not place:
                yield from self.joint(other, place)

    def joint(self, place: Place, other: Place) -> Iterator[Possible]:
        mine, site = self.site(place), self.site(other)
        if mine is None or site is None or (mine.default >= 0 and site.default >= 0):
            return
        if place.kind == other.kind and place.kind not in self.facts.many:
            return
        for a in mine.alternatives:
            for rule in self.program.operations[a.operation].rules:
                for b in site.alternatives if rule.peer else ():
                    if self.program.operations[b.operation].name == rule.peer and self.meet(place, a, other, b):
                        yield place, other, a, b, rule

    def meet(self, place: Place, a: Alternative, other: Place, b: Alternative) -> bool:
        x, y = (p.frames[-1].registers[c.operands[0][0]] for p, c in ((place, a), (other, b)))
        return isinstance(x, Ref) and self.facts.general(x) == self.facts.general(y)

    def site(self, place: Place) -> Site | None:
        if not place.frames or place.phase:
            return None
        frame = place.frames[-1]
        instr = self.program.functions[frame.function].code[frame.pc]
        return self.program.sites[instr.args[0]] if instr.op == "operate" else None

    # --- the steps of an action ---------------------------------------------------------------------------------

    def explore(self, place: Place, other: Place | None, a: Alternative | Site | None, b: Alternative | None,
                rule: Rule | None) -> None:  # fmt: skip
        """Every path of an action becomes a transition."""
        action = Action(len(self.system.actions), self.number(place), -1 if other is None else self.number(other))
        self.system.actions.append(action)
        choices: list[int] = []
        while True:
            poll()
            memory = Memory(self.program, self.facts, choices)
            step = Step(self, memory, place, other)
            try:
                self.system.transitions.append(step.taken(action, a, b, rule))
            except Impossible:
                pass
            except Outside as met:
                raise met if met.place else Outside(met.what, memory.place) from None
            choices = memory.choices[: len(memory.arity)]
            while choices and choices[-1] + 1 >= memory.arity[len(choices) - 1]:
                choices.pop()
            if not choices:
                return
            choices = [*choices[:-1], choices[-1] + 1]

    # --- what there may be several of -----------------------------------------------------------------------------

    def named(self, what: str, maker: Key, stack: tuple[tuple[int, int], ...]) -> Key:
        key = self.names.of(what, maker, stack)
        if maker in self.facts.many and key not in self.facts.many:
            self.facts.drop(self.facts.many, key)
        self.making.append((maker, key))
        return key

    def check_several(self) -> None:
        """There may be several objects that one step makes, if that step can be made again."""
        after: dict[int, set[int]] = defaultdict(set)
        for t in self.system.transitions:
            for src, dst in t.moves:
                after[src].add(dst)
        found = set()
        for key, edges in self.made.items():
            if key in self.facts.many:
                continue
            starts = {src for src, _ in edges}
            if any(starts & reached(dst, after) for _, dst in edges):
                found.add(key)
        if found:
            self.facts.many |= found
            raise Again


def reached(start: int, after: dict[int, set[int]]) -> set[int]:
    seen, todo = {start}, [start]
    while todo:
        for n in after[todo.pop()] - seen:
            seen.add(n)
            todo.append(n)
    return seen


class Step:
    """One path of an action."""

    def __init__(self, builder: Builder, memory: Memory, place: Place, other: Place | None) -> None:
        self.builder, self.memory, self.program, self.facts = builder, memory, builder.program, builder.facts
        self.log: list[tuple[object, ...]] = []
        self.peer_log: list[tuple[object, ...]] = []
        self.spawned: list[Place] = []
        self.olds = [place] if other is None else [place, other]
        builder.making = []
        if place.kind == ROOT_KIND and builder.places[place] == 0:  # package variables are set up
            memory.fresh[GLOBALS] = [0] * len(memory.shape(GLOBALS).header)
            memory.private[GLOBALS] = 0
        self.mover = self.local(place, self.log)
        self.peer = self.local(other, self.peer_log, True) if other is not None else None

    def local(self, place: Place, log: list[tuple[object, ...]], peer: bool = False) -> Local:
        b = self.builder
        return Local(b.program, b.facts, b.strings, self.memory, b.named, place, log, self.spawned, peer)

    def taken(
        self, action: Action, a: Alternative | Site | None, b: Alternative | None, rule: Rule | None
    ) -> Transition:
        t = Transition(action)
        memory = self.memory
        try:
            self.begin(action, a, b, rule)
            for local in (self.mover, self.peer):
                if local is not None:
                    local.run(lambda g: eager(self.program, memory, g))
        except Faulted as fault:
            t.fault = str(fault)
        except NilFault:
            t.fault = "nil dereference"
        except Ends:
            t.ends = True
        t.place = memory.place
        if t.fault or t.ends:
            t.guards = tuple(memory.guards)
            t.moves = tuple((self.builder.number(p), -1) for p in self.olds)
            return t
        self.finish(t)
        return t

    def begin(self, action: Action, a: Alternative | Site | None, b: Alternative | None, rule: Rule | None) -> None:
        memory, program = self.memory, self.program
        if self.mover.phase == "ending":
            self.mover.phase = RETURNED
            action.enable((), True)
        elif a is None:
            action.enable((), True)
        elif isinstance(a, Site):
            memory.place = a.place
            for alternative in a.alternatives:
                self.gives_up(alternative)
            action.enable(memory.guards, not memory.unsure)
            self.mover.top.pc = a.default
        else:
            memory.place = a.place
            operation = program.operations[a.operation]
            if operation.waiting_nil and self.mover.top.registers[a.operands[0][0]] == 0:
                raise Impossible
            standing = Standing(self.mover, a)
            partner = Standing(self.peer, b) if self.peer is not None and b is not None else None
            applied = Applied(program, memory, standing, partner)
            assert rule is not None
            if not applied.truth(rule.guard):
                raise Impossible
            if partner is not None:
                at = self.facts.general(standing.arg(0))
                memory.unsure = memory.unsure or (isinstance(at, Ref) and (at.obj in self.facts.many or at.offset < 0))
            action.enable(memory.guards, not memory.unsure)
            applied.applied(rule)

    def gives_up(self, alternative: Alternative) -> None:
        operation = self.program.operations[alternative.operation]
        if operation.waiting_nil and self.mover.top.registers[alternative.operands[0][0]] == 0:
            return
        if not Applied(self.program, self.memory, Standing(self.mover, alternative), None).truth(operation.gives_up):
            raise Impossible

    def finish(self, t: Transition) -> None:
        builder, memory = self.builder, self.memory
        memory.publish_all()
        news = [self.rested(self.mover)] + ([self.rested(self.peer)] if self.peer is not None else [])
        for started in self.spawned:
            t.spawned += (builder.number(started),)
        for side, (old, new) in enumerate(zip(self.olds, news, strict=True)):
            for v in variables_of(old) - variables_of(new) - set(self.facts.parameters.values()):
                memory.values[turned_name(v) if side else v] = 0
        t.moves = tuple((builder.number(old), builder.number(new)) for old, new in zip(self.olds, news, strict=True))
        t.guards, t.updates = tuple(memory.guards), dict(memory.values)
        t.log, t.peer_log = tuple(self.log), tuple(self.peer_log)
        for maker, key in builder.making:
            for old, move in zip(self.olds, t.moves, strict=True):
                if old.kind == maker:
                    builder.made[key].append(move)

    def rested(self, local: Local) -> Place:
        """Where a goroutine is at the end of the step, with what is needed of its registers."""
        frames: list[FramePlace] = []
        below: list[tuple[int, int]] = []
        for frame in local.frames:
            function = self.program.functions[frame.function]
            live = function.live.get(frame.pc) if frame.pc else None
            where = (local.kind, tuple(below), frame.function)
            registers = tuple(
                self.kept(local, (*where, r), function.registers[r], v, function.names.get(r, f"r{r}"))
                if live is None or r in live else 0
                for r, v in enumerate(frame.registers)
            )  # fmt: skip
            deferred = tuple(self.kept_call(local, (*where, n), call) for n, call in enumerate(frame.deferred, -8))
            frames.append(FramePlace(frame.function, frame.pc, frame.status, deferred, registers))
            below.append((frame.function, frame.pc))
        return Place(local.kind, tuple(frames), local.phase)

    def kept_call(self, local: Local, at: tuple[object, ...], call: tuple[Cell, ...]) -> tuple[Cell, ...]:
        """A deferred call as a place has it."""
        value, *given = call
        if not isinstance(value, int) or not given:
            return call
        function = self.program.functions[-1 - value]
        return value, *(
            self.kept(local, (*at, r), function.registers[r], v, function.names.get(r, f"r{r}"))
            for r, v in enumerate(given, 1)
        )

    def kept(self, local: Local, at: tuple[object, ...], form: str, value: Cell, name: str) -> Cell:
        """The value of a register as a place has it."""
        facts = self.facts
        if isinstance(value, Ref) or value == ANY:
            return self.varying(local, at, value, name) if at in facts.registers and form == "i" else value
        if at in facts.registers:
            return self.varying(local, at, value, name)
        if not facts.constant(value):
            if form != "i" or (local.kind in facts.many and not only_private(value)):
                return ANY
            facts.drop(facts.registers, at)
        seen = facts.seen.setdefault(at, set())
        seen.add(value)
        if len(seen) > FEW and form in "ib":
            facts.drop(facts.registers, at)
        return value

    def varying(self, local: Local, at: tuple[object, ...], value: Cell, name: str) -> Cell:
        """The variable for a register."""
        facts, kind = self.facts, local.kind
        if at in facts.unknown:
            return ANY
        if not isinstance(value, (int, Lin)) or (
            kind in facts.many and not (facts.constant(value) or only_private(value))
        ):
            facts.drop(facts.unknown, at)
        known = self.builder.names.of(f"{kind}.{name}" if kind != ROOT_KIND else name, "register", at)  # type: ignore[arg-type]
        if kind in facts.many:
            self.memory.values[(PEER if local.peer else MINE) + known] = value  # type: ignore[assignment]
            return variable(MINE + known)
        facts.sets(known, ANY)
        self.memory.values[known] = value  # type: ignore[assignment]
        return variable(known)


def only_private(x: Cell) -> bool:
    return isinstance(x, Lin) and all(v.startswith((MINE, PEER)) for v, _ in x.terms)


def variables_of(place: Place) -> set[str]:
    cells = (x for f in place.frames for part in (f.registers, *f.deferred) for x in part)
    return {v for x in cells if isinstance(x, Lin) and len(x.terms) == 1 and x.const == 0 for v, _ in x.terms}
