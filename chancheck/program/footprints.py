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
from chancheck.program.computed import Node
from chancheck.program.finals import final_loads
from chancheck.program.gates import Renaming, behind, is_gate
from chancheck.program.independence import operands_touched, touched
from chancheck.program.lone_starts import Call, lone_starts
from chancheck.program.pointers import Pointers, fits
from chancheck.program.pointing import pointers_if_measured
from chancheck.program.program import Alternative, Function, Instr, Program, Site
from chancheck.program.register_facts import CONSTANT, METHOD, NEW, Held, Holding, changed, following, held, written
from chancheck.program.rules import Arg
from chancheck.program.sources import ANY, ANYTHING, NO_GATES, REGISTER, Acts, Demand, Source, Sources, add, names
from chancheck.records import dataclass, field


@dataclass(slots=True)
class Footprints:
    """at: by function and code index where a frame can rest, what it may still do (functions that never do anything
    are left out). on_panic: operations that finding the text of an uncaught panic may perform. sets: of shapes; the
    first stands for all. nodes: of the addresses that are computed. lone: functions that at most one goroutine begins
    with (lone_starts.py)."""

    at: dict[int, dict[int, Demand]] = field(default_factory=dict)
    on_panic: int = 0
    sets: list[frozenset[int]] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    lone: list[int] = field(default_factory=list)


class Analysis:
    """Footprints of one program. pointers: where addresses may point, if that is known."""

    def __init__(self, program: Program, pointers: Pointers | None = None) -> None:
        self.program, self.pointers = program, pointers
        self.sets: dict[frozenset[int] | None, int] = {None: 0}  # an address that points nowhere is none
        self.touches = [operands_touched(o) for o in program.operations]
        self.held = [held(program, f) for f in program.functions]
        self.closures = self.functions_of_shapes()
        self.captured = self.functions_captured()
        self.made = [list(self.called(n)) for n in range(len(program.functions))]
        self.calls = [[call.targets for call in made] for made in self.made]
        self.everything = self.all_operations()
        self.unknown = self.of_unknown_functions()
        self.sources = Sources(program)
        self.finals = final_loads(program, pointers, self.held) if pointers is not None else frozenset()
        self.entries: list[Demand] = [{} for _ in program.functions]
        self.before: dict[int, list[Demand]] = {}
        self.origins: dict[tuple[int, int], dict[Source, tuple[Source, ...]]] = {}  # seen from before an instruction
        self.loops = [backward_targets(program, f) for f in program.functions]

    # --- which functions

    def functions_of_shapes(self) -> dict[int, set[int]]:
        """By shape, the functions that closures of it may call."""
        found: dict[int, set[int]] = {}
        for function, holdings in zip(self.program.functions, self.held, strict=True):
            for instr, now in zip(function.code, holdings, strict=False):
                if instr.op != "put" or instr.args[1] or not now:
                    continue
                shape, number = now.get(instr.args[0]), now.get(instr.args[2])
                if shape is not None and shape.kind == NEW and number is not None and number.kind == CONSTANT:
                    found.setdefault(shape.a, set()).add(number.a)
        return found

    def functions_captured(self) -> dict[tuple[int, int], set[int] | None]:
        """By shape of a closure and cell, the functions that the captured value may be; None: not known."""
        found: dict[tuple[int, int], set[int] | None] = {}
        for function, holdings in zip(self.program.functions, self.held, strict=True):
            for instr, now in zip(function.code, holdings, strict=False):
                poll()
                shape = now.get(instr.args[0]) if now and instr.op == "put" else None
                if now is None or shape is None or shape.kind != NEW or shape.a not in self.closures:
                    continue
                _, cell, source, width = instr.args
                for n in range(width):
                    known, more = found.get((shape.a, cell + n), set()), self.functions_of(now.get(source + n))
                    found[shape.a, cell + n] = None if known is None or more is None else known | more
        return found

    def loaded_from_closure(self, number: int, register: int) -> set[int] | None:
        """The functions that a register of a function holds, if it only ever gets a captured value; None: not known."""
        cells = set[int]()
        for instr in self.program.functions[number].code:
            poll()
            if any(register in span for span in written(self.program, instr)):
                if instr.op != "get" or instr.args[1] != 0:
                    return None
                cells.add(instr.args[2] + register - instr.args[0])
        found = set[int]()
        for shape, functions in self.closures.items():
            if number in functions:
                for cell in cells:
                    known = self.captured.get((shape, cell))
                    if known is None:
                        return None
                    found |= known
        return found or None

    def functions_of(self, value: Held | None) -> set[int] | None:
        """The functions that a function value may be; None: not known."""
        if value is None:
            return None
        if value.kind == CONSTANT:
            return {-1 - value.a} if value.a < 0 else set()
        if value.kind == METHOD:
            return {f for (_, method), f in self.program.methods.items() if method == value.a}
        return self.closures.get(value.a) if value.kind == NEW else None

    def called(self, number: int) -> Iterator[Call]:
        """The calls, starts and deferrals of a function."""
        for pc, (instr, now) in enumerate(zip(self.program.functions[number].code, self.held[number], strict=False)):
            if now is None:
                continue
            if instr.op == "call":
                yield Call(pc, {instr.args[1]}, exact=True)
            elif instr.op in ("callv", "spawn", "defer"):
                register = instr.args[instr.op == "callv"]
                known = self.functions_known(number, register, now)
                yield Call(pc, self.functions_at((number, pc), instr, now), known is not None)

    def functions_known(self, number: int, register: int, now: Holding) -> set[int] | None:
        """The functions that the value in a register may be, from facts about registers alone."""
        found = self.functions_of(now.get(register))
        return self.loaded_from_closure(number, register) if found is None else found

    def functions_at(self, at: tuple[int, int], instr: Instr, now: Holding) -> set[int] | None:
        """The functions that an instruction may call, start or defer through a value."""
        found = self.functions_known(at[0], instr.args[instr.op == "callv"], now)
        if found is None:
            return self.pointers.called(at, instr) if self.pointers is not None else None
        return {f for f in found if fits(self.program, f, at, instr)}

    def among(self, at: tuple[int, int], register: int) -> int:
        """The set of shapes that an address in a register may point into."""
        if self.pointers is None:
            return 0
        shapes = frozenset(cell.shape for cell in self.pointers.pointed(at, register))
        return self.sets.setdefault(shapes, len(self.sets))

    def taken(self) -> set[int]:
        """The functions that a value may denote."""
        found = set(self.program.methods.values()).union(*self.closures.values())
        for holdings in self.held:
            for now in holdings:
                found |= {-1 - h.a for h in (now or {}).values() if h.kind == CONSTANT and h.a < 0}
        return {f for f in found if 0 <= f < len(self.program.functions)}

    def all_operations(self) -> list[int]:
        """By function, all operations that calling it may lead to, those of unknown functions left out."""
        masks = [0] * len(self.program.functions)
        for n, function in enumerate(self.program.functions):
            for instr in function.code:
                if instr.op == "operate":
                    site = self.program.sites[instr.args[0]]
                    for alternative in site.alternatives:
                        masks[n] |= self.bits(alternative, site)
        changed = True
        while changed:
            changed = False
            for n, calls in enumerate(self.calls):
                poll()
                new = masks[n]
                for functions in calls:
                    for f in functions or ():
                        new |= masks[f]
                changed, masks[n] = changed or new != masks[n], new
        return masks

    def of_unknown_functions(self) -> int:
        mask = 0
        for f in self.taken():
            mask |= self.everything[f]
        return mask

    def acts(self, number: int) -> bool:
        """Whether a function may lead to an operation at all."""
        if self.everything[number]:
            return True
        seen, todo = {number}, [number]
        while todo:
            poll()
            for functions in self.calls[todo.pop()]:
                if functions is None and self.unknown:
                    return True
                new = (functions or set()) - seen
                seen |= new
                todo += new
        return False

    def found_by(self, at: tuple[int, int], alternative: Alternative) -> int:
        """The set of shapes of the objects that an operation finds in memory."""
        if self.pointers is None:
            return 0
        operation = self.program.operations[alternative.operation]
        bases = {base for rule in (*operation.rules, None) for base in touched(operation, rule)}
        cells = [self.pointers.based(at, alternative, base) for base in bases if not isinstance(base, Arg)]
        shapes = frozenset(cell.shape for found in cells for cell in found)
        return self.sets.setdefault(shapes, len(self.sets))

    # --- the analysis

    def run(self) -> Footprints:
        acting = [n for n in range(len(self.program.functions)) if self.acts(n)]
        self.solve_all(acting)
        text = self.program.panic_text
        on_panic = self.everything[text] | (self.unknown if self.acts(text) else 0)
        resting = {n: self.resting(n) for n in acting}
        sets = [shapes or frozenset() for shapes in self.sets]
        return Footprints(
            resting, on_panic, sets, self.sources.nodes.all, lone_starts(self.program, self.made, self.held)
        )

    def solve_all(self, acting: list[int]) -> None:
        """Until no function's entry changes; functions that are called come before their callers, where that can be."""
        places = {n: i for i, n in enumerate(self.callees_first(acting))}
        callers: dict[int, list[int]] = {n: [] for n in acting}
        for n in acting:
            for f in set[int]().union(*(functions or () for functions in self.calls[n])) & callers.keys():
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
                    todo += [(f, False) for functions in self.calls[n] for f in functions or ()]
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
            demand = self.resumed(number, pc)
            for source, acts in self.before[number][function.recovered].items() if function.recovered >= 0 else ():
                add(demand, source.anywhere(), acts._replace(gates=NO_GATES))
            found[pc] = demand
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
        self.sources.nodes.loads = at in self.finals
        demand: Demand = {}
        read, known = self.sources.read, self.origins.setdefault(at, {})

        def origins(source: Source) -> Iterable[Source]:
            if not read(source) & moved:
                return (source,)
            if source not in known:
                known[source] = tuple(self.sources.before(instr, source, now))
            return known[source]

        renamed = Renaming(origins)
        for source, acts in after.items():
            acts = acts._replace(gates=renamed(acts.gates)) if acts.gates else acts
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
        demand = self.backward((number, pc), instr, after, now)
        self.add_calls((number, pc), instr, now, demand)
        return demand

    def add_calls(self, at: tuple[int, int], instr: Instr, now: Holding, demand: Demand) -> None:
        """The possible accesses of the functions that an instruction calls, starts or defers."""
        op, a = instr.op, instr.args
        if op == "call":
            self.add_entry(a[1], demand, arguments=a[2], closure=-1)
        elif op in ("callv", "spawn", "defer"):
            value = a[1] if op == "callv" else a[0]
            functions = self.functions_at(at, instr, now)
            if functions is None and self.unknown:
                add(demand, ANY, Acts(self.unknown, self.unknown))
            for f in functions or ():
                self.add_entry(f, demand, arguments=-1 if op == "spawn" else a[-2], closure=value)

    def add_entry(self, function: int, demand: Demand, arguments: int, closure: int) -> None:
        params = self.program.functions[function].params
        called = self.sources.called
        renamed = Renaming(lambda gate: [called(gate, params, arguments, closure)])
        for source, acts in self.entries[function].items():
            acts = acts._replace(gates=renamed(acts.gates)) if acts.gates else acts
            add(demand, called(source, params, arguments, closure), acts)

    def bits(self, alternative: Alternative, site: Site) -> int:
        bit = 1 << alternative.operation
        return bit | bit << len(self.program.operations) if site.default >= 0 else bit

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
                if source._replace(among=0) in same:
                    acts = acts._replace(first=0, later=acts.first | acts.later)
                lost = self.sources.read(source) & given
                for origin in self.sources.after_results(alternative, source) if lost else (source,):
                    add(demand, origin, acts)
            bit = self.bits(alternative, site)
            for register in addresses:
                add(demand, Source(REGISTER, register, among=self.among(at, register)), Acts(bit, 0))
            if indirect:
                add(demand, Source(ANYTHING, among=self.found_by(at, alternative)), Acts(bit, bit))
        return demand


def backward_targets(program: Program, function: Function) -> set[int]:
    """The code indices where a frame may rest and resume with local code."""
    return {t for pc, instr in enumerate(function.code) for t in following(program, pc, instr) if t <= pc}


POINTING = 0.6
"""Of the time that is left, what finding out where addresses point may take."""


def footprints(program: Program) -> Footprints:
    return Analysis(program, within(share(POINTING), lambda: pointers_if_measured(program))).run()


__all__ = ["Acts", "Demand", "Footprints", "Function", "Source", "footprints"]
