"""The future accesses of a goroutine to each object, from each place where a frame can rest.

A backward data-flow analysis over each function. A *source* says where the address of an object will come from, in
terms of the frame at rest (program.sources): a register, a cell of the closure in a register, a constant, an element
of a known number, or anything that the goroutine can reach or be handed. For each source: the operations that may be
performed on that address *first*, before any other operation on it, and those that may be performed *later*. Operations
are bits of a number, and so, above them, are attempts at operations that may be given up.

Calls, goroutines and deferred functions are followed; where it is not known which function is called, any function with
its value taken may be. Objects made on the way are private and left out: no other goroutine waits there now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from heapq import heappop, heappush

from chancheck.deadline import poll, share, within
from chancheck.program.callees import Callees, bits_of_site
from chancheck.program.computed import LOADED, Node
from chancheck.program.frozen import Frozen
from chancheck.program.gates import Renaming, behind, is_gate
from chancheck.program.independence import lists_marked, operands_touched, touched
from chancheck.program.lone_starts import lone_starts
from chancheck.program.narrowing import Narrowing
from chancheck.program.pointers import Pointers
from chancheck.program.pointing import pointers_if_measured
from chancheck.program.program import Alternative, Function, Instr, Program
from chancheck.program.register_facts import Holding, changed, following, held, written
from chancheck.program.rules import Arg, Slot
from chancheck.program.sources import (
    ANY,
    ANYTHING,
    COMPUTED,
    KEPT,
    NO_GATES,
    REGISTER,
    Acts,
    Demand,
    Source,
    Sources,
    add,
    names,
)
from chancheck.records import dataclass, field


@dataclass(slots=True)
class Footprints:
    """at: by function and code index where a frame can rest, what it may still do (functions that never do anything
    are left out). kept: by function, what its closures may do that are called from memory. on_panic: operations that
    finding the text of an uncaught panic may perform. sets: of shapes; the first stands for all. nodes: of the
    addresses that are computed. closing: the shapes of closures. lone: functions that at most one goroutine begins
    with (lone_starts.py)."""

    at: dict[int, dict[int, Demand]] = field(default_factory=dict)
    kept: dict[int, Demand] = field(default_factory=dict)
    on_panic: int = 0
    sets: list[frozenset[int]] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    closing: list[int] = field(default_factory=list)
    lone: list[int] = field(default_factory=list)


class Analysis:
    """Footprints of one program. pointers: where addresses may point, if that is known."""

    def __init__(self, program: Program, pointers: Pointers | None = None) -> None:
        self.program, self.pointers = program, pointers
        self.sets: dict[frozenset[int] | None, int] = {None: 0}  # an address that points nowhere is none
        self.touches = [operands_touched(o) for o in program.operations]
        self.held = [held(program, f) for f in program.functions]
        self.frozen = Frozen(program, pointers, self.held)
        written = [self.frozen.of_function(n, len(f.code)) for n, f in enumerate(program.functions)]
        self.callees = Callees(program, pointers, self.held, written)
        self.sources = Sources(program)
        self.narrowed = Narrowing(program, pointers, self.sources.nodes, self.sets)
        self.passed: dict[tuple[int, int, int, Source], Source | None] = {}  # to a function, seen from its caller
        self.entries: list[Demand] = [{} for _ in program.functions]
        self.before: dict[int, list[Demand]] = {}
        self.origins: dict[tuple[int, int], dict[Source, tuple[Source, ...]]] = {}  # seen from before an instruction
        self.loops = [backward_targets(program, f) for f in program.functions]

    # --- which shapes

    def among(self, at: tuple[int, int], register: int) -> int:
        """The set of shapes that an address in a register may point into."""
        if self.pointers is None:
            return 0
        shapes = frozenset(cell.shape for cell in self.pointers.pointed(at, register))
        return self.sets.setdefault(shapes, len(self.sets))

    def found_by(self, at: tuple[int, int], alternative: Alternative) -> Iterator[Source]:
        """The objects that an operation finds in memory: where a cell of an operand's object is final or may be frozen,
        the one that lies there."""
        if self.pointers is None:
            yield ANY
            return
        operation = self.program.operations[alternative.operation]
        shapes, known = frozenset[int](), self.frozen.slots.get((at, alternative), {})
        for base in dict.fromkeys(b for rule in (*operation.rules, None) for b in touched(operation, rule)):
            if isinstance(base, Arg):
                continue
            found = frozenset(cell.shape for cell in self.pointers.based(at, alternative, base))
            if isinstance(base, Slot) and isinstance(base.base, Arg) and known.get(base):
                slot = Node(LOADED, self.sources.nodes.register(alternative.operands[base.base.index][0]), known[base])
                number = self.sources.nodes.of(slot._replace(k=base.offset))
                yield Source(COMPUTED, number, among=self.narrowed.number(found))
            else:
                shapes |= found
        for base in lists_marked(operation):
            shapes |= frozenset(cell.shape for cell in self.pointers.listed(at, alternative, base))
        if shapes:
            yield Source(ANYTHING, among=self.narrowed.number(shapes))

    # --- the analysis

    def run(self) -> Footprints:
        acting = [n for n in range(len(self.program.functions)) if self.callees.acts(n)]
        self.solve_all(acting)
        text = self.program.panic_text
        on_panic = self.callees.everything[text] | (self.callees.unknown if self.callees.calls_unknown(text) else 0)
        on_panic &= (1 << self.frozen.first) - 1
        for acts in self.entries[text].values():
            on_panic |= (acts.first | acts.later) >> self.frozen.first << self.frozen.first
        resting = {n: self.resting(n) for n in acting}
        sets = [shapes or frozenset() for shapes in self.sets]
        return Footprints(
            resting,
            self.kept(resting.values()),
            on_panic,
            sets,
            self.sources.nodes.all,
            list(self.callees.closures),
            lone_starts(self.program, self.callees.made, self.held),
        )

    def solve_all(self, acting: list[int]) -> None:
        """Until no function's entry changes; functions that are called come before their callers, where that can be."""
        places = {n: i for i, n in enumerate(self.callees_first(acting))}
        callers: dict[int, list[int]] = {n: [] for n in acting}
        for n in acting:
            for f in set[int]().union(*(functions or () for functions in self.callees.calls[n])) & callers.keys():
                callers[f].append(n)
        ordered, waiting = list(places), sorted(places.values())
        queued = set(waiting)
        while waiting:
            place = heappop(waiting)
            queued.discard(place)
            if self.solve(ordered[place]):
                for again in {places[n] for n in callers[ordered[place]]} - queued:
                    queued.add(again)
                    heappush(waiting, again)

    def callees_first(self, acting: list[int]) -> list[int]:
        found, seen = list[int](), set[int]()
        for first in acting:
            todo = [(first, False)]
            while todo:
                n, done = todo.pop()
                if done:
                    found.append(n)
                elif n not in seen:
                    seen.add(n)
                    todo.append((n, True))
                    todo += [(f, False) for functions in self.callees.calls[n] for f in functions or ()]
        wanted = set(acting)
        return [n for n in found if n in wanted]

    def solve(self, number: int) -> bool:
        """Brings one function up to date with what is known of the others; whether its entry changed."""
        function = self.program.functions[number]
        before = self.before.setdefault(number, [{} for _ in range(len(function.code) + 1)])
        moved = True
        while moved:
            moved = False
            loops = bool(self.loops[number])
            for pc in range(len(function.code) - 1, -1, -1):
                poll()
                if self.held[number][pc] is None:
                    continue
                new = self.transfer(number, pc, before)
                moved, before[pc] = moved or (loops and new != before[pc]), new
        changed = self.entries[number] != before[0]
        self.entries[number] = before[0]
        return changed

    def resting(self, number: int) -> dict[int, Demand]:
        """By every code index where a frame can rest. A frame that waits for a call resumes after it."""
        function = self.program.functions[number]
        found: dict[int, Demand] = {}
        for pc in function.live:
            if pc >= len(function.code) or self.held[number][pc] is None:
                continue
            demand: Demand = {}
            for source, acts in self.resumed(number, pc).items():
                add(demand, source._replace(closure=-1), acts)
            for source, acts in self.before[number][function.recovered].items() if function.recovered >= 0 else ():
                add(demand, source.anywhere(), acts._replace(gates=NO_GATES))
            found[pc] = demand
        return found

    def kept(self, resting: Iterable[dict[int, Demand]]) -> dict[int, Demand]:
        """The demands of closures that are called from memory, found from their own cells, by function."""
        functions = {s.register for at in resting for demand in at.values() for s in demand if s.kind == KEPT}
        found: dict[int, Demand] = {f: {} for f in functions}
        for f in functions:
            for source, acts in self.captured_by(f, 0).items():
                add(found[f], source._replace(closure=-1) if source.kind != KEPT else ANY, acts)
        return found

    def resumed(self, number: int, pc: int) -> Demand:
        code, before = self.program.functions[number].code, self.before[number]
        if code[pc].op not in ("call", "callv") or pc in self.loops[number]:
            return dict(before[pc])
        return self.backward((number, pc), code[pc], before[pc + 1], self.held[number][pc] or {})

    def backward(self, at: tuple[int, int], instr: Instr, after: Demand, now: Holding) -> Demand:
        moved = changed(instr, written(self.program, instr))
        if not moved:
            return dict(after)
        masks, gated = self.sources.masks, self.sources.read_by_gates
        found = [source for source in after if masks[source] & moved]
        behind = [source for source, acts in after.items() if acts.gates and gated(acts.gates) & moved]
        demand = dict(after)
        if not found and not behind:
            return demand
        self.sources.nodes.loads = self.frozen.loads.get(at, ())
        known, held_after = self.origins.setdefault(at, {}), partial(self.narrowed.after, at)

        def origins(source: Source) -> Iterable[Source]:
            if not masks[source] & moved:
                return (source,)
            if source not in known:
                found = self.sources.before(instr, source, now)
                narrowed = (self.narrowed(origin, source, held_after) for origin in found)
                known[source] = tuple(origin for origin in narrowed if origin is not None)
            return known[source]

        renamed = Renaming(origins)
        for source in behind:
            acts = demand[source]
            demand[source] = Acts(acts.first, acts.later, renamed(acts.gates))
        lost = [(source, demand.pop(source)) for source in found]
        for source, acts in lost:
            for origin in origins(source):
                add(demand, origin, acts)
        return demand

    def transfer(self, number: int, pc: int, before: list[Demand]) -> Demand:
        """The possible accesses from before an instruction on, given those after it."""
        instr = self.program.functions[number].code[pc]
        if instr.op == "operate":
            return self.at_site((number, pc), instr, self.held[number][pc] or {}, before)
        first, *others = (before[target] for target in following(self.program, pc, instr) or (len(before) - 1,))
        after = dict(first) if others else first
        for other in others:
            for source, acts in other.items():
                add(after, source, acts)
        now = self.held[number][pc] or {}
        if pc in self.callees.makes[number]:
            after = self.with_closure(after, *self.callees.makes[number][pc])
        demand = self.backward((number, pc), instr, after, now)
        self.add_calls((number, pc), instr, now, demand)
        for offset, bits in self.frozen.writes.get((number, pc), {}).items():
            register = instr.args[0]
            add(demand, Source(REGISTER, register, 0, offset, self.among((number, pc), register)), Acts(bits, 0))
        return demand

    def with_closure(self, after: Demand, register: int, functions: Iterable[int]) -> Demand:
        """With the operations of a closure that has just been made, by any caller (ADR 57)."""
        demand = dict(after)
        for f in functions:
            for source, acts in self.captured_by(f, register).items():
                add(demand, source, acts)
        return demand

    def captured_by(self, function: int, register: int) -> Demand:
        """The demands of a call that depend on values captured by its closure, which is in a register."""
        params = self.program.functions[function].params
        called = self.sources.called
        renamed = Renaming(lambda gate: [called(gate, params, -1, register)])
        demand: Demand = {}
        for source, acts in self.entries[function].items():
            if self.sources.read(source) & 1:
                acts = Acts(acts.first, acts.later, renamed(acts.gates)) if acts.gates else acts
                add(demand, called(source, params, -1, register), acts)
        return demand

    def add_calls(self, at: tuple[int, int], instr: Instr, now: Holding, demand: Demand) -> None:
        """The possible accesses of the functions that an instruction calls, starts or defers."""
        op, a = instr.op, instr.args
        if op == "call":
            self.add_entry(at, a[1], demand, arguments=a[2], closure=-1)
        elif op in ("callv", "spawn", "defer"):
            value = a[1] if op == "callv" else a[0]
            functions = self.callees.functions_at(at, instr, now)
            if functions is None and self.callees.unknown:
                add(demand, ANY, Acts(self.callees.unknown, self.callees.unknown))
            for f in functions or ():
                self.add_entry(at, f, demand, arguments=-1 if op == "spawn" else a[-2], closure=value)

    def add_entry(self, at: tuple[int, int], function: int, demand: Demand, arguments: int, closure: int) -> None:
        params = self.program.functions[function].params
        called = self.sources.called
        renamed = Renaming(lambda gate: [called(gate, params, arguments, closure)])
        for source, acts in self.entries[function].items():
            key = (*at, function, source)
            if key not in self.passed:
                self.passed[key] = self.seen_from_caller(at, function, source, arguments, closure)
            seen = self.passed[key]
            if seen is not None:
                acts = Acts(acts.first, acts.later, renamed(acts.gates)) if acts.gates else acts
                add(demand, seen, acts)

    def seen_from_caller(
        self, at: tuple[int, int], function: int, source: Source, arguments: int, closure: int
    ) -> Source | None:
        kept = function if function in self.callees.closed else -1
        params = self.program.functions[function].params
        origin = self.sources.called(source, params, arguments, closure, kept)
        held = partial(self.narrowed.passed, at, function, arguments=arguments, closure=closure)
        return self.narrowed(origin, source, held)

    def at_site(self, at: tuple[int, int], instr: Instr, now: Holding, before: list[Demand]) -> Demand:
        site = self.program.sites[instr.args[0]]
        demand: Demand = dict(before[site.default]) if site.default >= 0 else {}
        for alternative in site.alternatives:
            operands, indirect = self.touches[alternative.operation]
            addresses = [alternative.operands[i][0] for i in operands if i < len(alternative.operands)]
            same = {s for register in addresses for s in names(register, now)}
            given = self.sources.given(alternative)
            renamed = Renaming(partial(self.sources.after_results, alternative))
            gate = addresses[0] if is_gate(self.program.operations[alternative.operation]) else -1
            for source, acts in before[alternative.next].items():
                acts = acts._replace(gates=behind(renamed(acts.gates), gate))
                if source._replace(among=0, closure=-1) in same:
                    acts = acts._replace(first=0, later=acts.first | acts.later)
                lost = self.sources.read(source) & given
                for origin in self.sources.after_results(alternative, source) if lost else (source,):
                    add(demand, origin, acts)
            bit = bits_of_site(self.program, alternative, site)
            for register in addresses:
                add(demand, Source(REGISTER, register, among=self.among(at, register)), Acts(bit, 0))
            for source in self.found_by(at, alternative) if indirect else ():
                add(demand, source, Acts(bit, bit))
        return demand


def backward_targets(program: Program, function: Function) -> set[int]:
    """The code indices where a frame may rest and resume with local code."""
    return {t for pc, instr in enumerate(function.code) for t in following(program, pc, instr) if t <= pc}


POINTING = 0.6
"""Of the time that is left, what finding out where addresses point may take."""


def footprints(program: Program) -> Footprints:
    return Analysis(program, within(share(POINTING), lambda: pointers_if_measured(program))).run()


__all__ = ["Acts", "Demand", "Footprints", "Function", "Source", "footprints"]
