"""Variables that own their slices: queues and stacks, without room for more elements (ADR 52).

A variable owns its slices if the program reads one only to read its elements, to put a part of it back, or to put back
the result of append. Then no other variable leads to the array, and it makes no difference whether append found room.
So each slice that is put back gets an array of its own, of just its length: queues with equal elements are equal then,
wherever they have slid to.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from chancheck.deadline import poll
from chancheck.graph import ops
from chancheck.lower.slice_regions import Region, Shared, is_slice
from chancheck.lower.uses import Uses, operands, targets
from chancheck.records import dataclass, field
from chancheck.source import Pos, is_library
from chancheck.types import types as T
from chancheck.types.relations import key

Home = Hashable
"""A kind of variables: a field of a struct type, a package variable, a variable of a function (and the closures that
share it)."""


@dataclass(slots=True)
class Owned:
    """kept: the instructions that put an owned slice back, each with the place of its owner's first one. empty: those
    that may put nil back for an empty slice. cuts: slicings whose upper bound must not exceed the length."""

    kept: dict[ops.Instr, Pos] = field(default_factory=dict)
    empty: set[ops.Instr] = field(default_factory=set)
    cuts: set[ops.Instr] = field(default_factory=set)


def owned_slices(unit: ops.Unit) -> Owned:
    """Those of variables of the user's functions that slide: a part of the slice is put back."""
    if "owned slices" not in unit.facts:
        unit.facts["owned slices"] = Owners(unit).owned() if any(map(slides, user_graphs(unit))) else Owned()
    return unit.facts["owned slices"]  # type: ignore[return-value]


def user_graphs(unit: ops.Unit) -> Iterator[ops.Graph]:
    return (graph for graph in unit.graphs if not is_library(graph.pos) and not is_unseen(graph))


def is_unseen(graph: ops.Graph) -> bool:
    """Whether accesses of a function are none for races."""
    return graph.runtime or "go:norace" in graph.directives


def slides(graph: ops.Graph) -> bool:
    return any(isinstance(i, ops.SliceOf) and is_slice(i.x) for block in graph.blocks for i in block.instrs)


class Owners:
    def __init__(self, unit: ops.Unit) -> None:
        self.unit = unit
        self.shared: set[Home] = set()
        self.regions: dict[Home, list[Region]] = {}
        self.uses: dict[ops.Graph, Uses] = {}
        self.same: dict[ops.Var, ops.Var] = {}  # captured variables and those that they stand for
        self.structs: dict[int, frozenset[Hashable]] = {}

    def owned(self) -> Owned:
        self.relate_captures()
        users = filter(slides, user_graphs(self.unit))
        self.wanted = {home for graph in users for home in self.sliding(graph)} - {None}
        if not self.wanted:
            return Owned()
        for graph in self.unit.graphs:
            if not is_library(graph.pos):
                self.look_through(graph)
        self.wanted_structs = frozenset(home[1] for home in self.wanted if home[0] == "field")  # type: ignore[index]
        if self.wanted_structs:
            self.look_for_copies()
        return self.result()

    def result(self) -> Owned:
        found = Owned()
        for home, regions in self.regions.items():
            if home in self.shared or not any(region.slid for region in regions):
                continue
            kept = [i for region in regions for i in region.kept]
            place = min(i.pos for i in kept)
            found.kept.update((i, place) for i in kept)
            found.cuts.update(i for region in regions for i in region.cuts)
            if not any(region.compared for region in regions):
                found.empty.update(kept)
        return found

    # --- variables

    def relate_captures(self) -> None:
        for graph in self.unit.graphs:
            for instr in (i for block in graph.blocks for i in block.instrs if isinstance(i, ops.MakeClosure)):
                for inner, outer in zip(instr.func.captures, instr.captures, strict=True):
                    if isinstance(outer, ops.Var):
                        self.join(inner, outer)

    def root(self, var: ops.Var) -> ops.Var:
        while var in self.same:
            var = self.same[var]
        return var

    def join(self, a: ops.Var, b: ops.Var) -> None:
        a, b = self.root(a), self.root(b)
        if a is not b:
            self.same[a] = b

    def uses_of(self, graph: ops.Graph) -> Uses:
        if graph not in self.uses:
            self.uses[graph] = Uses(graph)
        return self.uses[graph]

    def home(self, uses: Uses, x: ops.Operand) -> Home:
        """The kind of variable at an address; None: another one."""
        if isinstance(x, ops.GlobalAddr):
            return ("package", x.var)
        if not isinstance(x, ops.Var):
            return None
        origins = uses.defined.get(x, [])
        if len(origins) == 1 and isinstance(origins[0], ops.FieldAddr):
            return self.field(origins[0])
        return ("variable", self.root(x))

    def field(self, instr: ops.FieldAddr) -> Home:
        pointed = instr.dst.type.underlying()
        if not isinstance(pointed, T.Pointer) or not isinstance(pointed.elem.underlying(), T.Slice):
            return None
        struct = instr.ptr.type.underlying()
        assert isinstance(struct, T.Pointer)
        return ("field", key(struct.elem.underlying()), instr.field)

    def sliding(self, graph: ops.Graph) -> Iterator[Home]:
        """The kinds of variables that get a part of a slice."""
        uses = self.uses_of(graph)
        for instr in (i for block in graph.blocks for i in block.instrs):
            if isinstance(instr, ops.SliceOf) and is_slice(instr.x) and instr.max is None:
                use = uses.only_use(instr.dst)
                if isinstance(use, ops.Append):
                    use = uses.only_use(use.dst)
                if isinstance(use, ops.Store):
                    yield self.home(uses, use.ptr)
                elif isinstance(use, ops.Move) and len(uses.defined[use.dst]) > 1:
                    yield ("plain", use.dst)

    # --- what functions do with them

    def look_through(self, graph: ops.Graph) -> None:
        """Finds the stretches of code that use wanted variables, and other uses of their addresses."""
        for home in self.mentioned(graph) - self.shared:
            poll()
            try:
                self.look_at(graph, home)
            except Shared:
                self.shared.add(home)

    def mentioned(self, graph: ops.Graph) -> set[Home]:
        found: set[Home] = {("variable", self.root(x)) for x in (*graph.params, *graph.captures)}
        found.update(("plain", x) for x in (*graph.params, *graph.captures))
        for instr in (i for block in graph.blocks for i in block.instrs):
            if isinstance(instr, ops.FieldAddr):
                found.add(self.field(instr))
            elif isinstance(instr, ops.MakeClosure):
                found.update(("variable", self.root(x)) for x in instr.captures if isinstance(x, ops.Var))
            elif isinstance(instr, ops.Alloc):
                found.add(("variable", self.root(instr.dst)))
            elif isinstance(instr, ops.Move):
                found.add(("plain", instr.dst))
            found.update(("package", x.var) for x in operands(instr) if isinstance(x, ops.GlobalAddr))
        return found & self.wanted

    def look_at(self, graph: ops.Graph, home: Home) -> None:
        uses = self.uses_of(graph)
        plain = home[1] if home[0] == "plain" else None  # type: ignore[index]
        if plain in (*graph.params, *graph.captures) or is_unseen(graph):
            raise Shared
        region = Region(uses, plain, lambda x: self.home(uses, x) == home)
        self.regions.setdefault(home, []).append(region)
        look = assignment_of if plain is not None else self.assignment_in_memory
        assigned = list[ops.Store | ops.Move]()
        for block in graph.blocks:
            for at in range(len(block.instrs)):
                assigned += look(region, block, at)
        if not all(i in region.kept or is_fresh(uses, i.src, i) for i in assigned):
            raise Shared

    def assignment_in_memory(self, region: Region, block: ops.Block, at: int) -> Iterator[ops.Store]:
        """The instruction at a place of a block if it assigns the variable. One that reads it is followed."""
        instr = block.instrs[at]
        for x in operands(instr):
            if not isinstance(x, ops.Var | ops.GlobalAddr) or not region.is_home(x):
                continue
            self.check_address(region.uses, x)
            if isinstance(instr, ops.Load):
                region.follow(block, at)
            elif isinstance(instr, ops.Store) and x is instr.ptr:
                yield instr
            elif not isinstance(instr, ops.MakeClosure) or isinstance(x, ops.GlobalAddr):
                raise Shared

    def check_address(self, uses: Uses, x: ops.Var | ops.GlobalAddr) -> None:
        """It is that of a field or a variable made here, or was captured: no pointer that came from elsewhere."""
        if isinstance(x, ops.Var) and x not in uses.graph.captures:
            origins = uses.defined.get(x, [])
            if not origins or not all(isinstance(i, ops.FieldAddr | ops.Alloc) for i in origins):
                raise Shared

    # --- copies of whole structs

    def look_for_copies(self) -> None:
        """Fields of structs that are copied, or that reflection or unsafe code can reach, are known elsewhere."""
        self.lose(t for t, _ in self.unit.methods if any(x.startswith("internal/text.") for x in self.unit.intrinsics))
        self.lose(self.unit.addressed)
        for graph in self.unit.graphs:
            if not is_library(graph.pos) or "[" in graph.name:
                poll()
                self.look_for_copies_in(graph)

    def lose(self, types: Iterable[T.Type]) -> None:
        """All that values of these types lead to may be known elsewhere."""
        todo, seen = list(types), set[int]()
        while todo:
            t = todo.pop().underlying()
            if id(t) in seen:
                continue
            seen.add(id(t))
            if isinstance(t, T.Struct):
                self.copied(t)
                todo += [f.type for f in t.fields]
            elif isinstance(t, T.Pointer | T.Slice | T.Array | T.Chan | T.Map):
                todo += [t.elem, *([t.key] if isinstance(t, T.Map) else [])]

    def copied(self, t: T.Type) -> None:
        held = self.held(t)
        self.shared.update(home for home in self.wanted if home[0] == "field" and home[1] in held)  # type: ignore[index]

    def held(self, t: T.Type) -> frozenset[Hashable]:
        """The struct types with wanted fields that a value of a type contains."""
        under = t.underlying()
        if id(under) not in self.structs:
            found = frozenset[Hashable]()
            if isinstance(under, T.Array):
                found = self.held(under.elem)
            elif isinstance(under, T.Struct):
                found = found.union([key(under)], *(self.held(f.type) for f in under.fields))
            self.structs[id(under)] = found & self.wanted_structs
        return self.structs[id(under)]

    def look_for_copies_in(self, graph: ops.Graph) -> None:
        for t in (*graph.results, *(x.type for x in (*graph.params, *graph.captures))):
            self.copied(t)
        for instr in (i for block in graph.blocks for i in block.instrs):
            if isinstance(instr, ops.Append | ops.Copy):
                t = (instr.to if isinstance(instr, ops.Copy) else instr.dst).type.underlying()
                if isinstance(t, T.Slice):
                    self.copied(t.elem)
            for x in targets(instr):
                if self.held(x.type):
                    self.look_at_literal(graph, x)

    def look_at_literal(self, graph: ops.Graph, x: ops.Var) -> None:
        """A composite literal that initialises a variable is no copy."""
        uses = self.uses_of(graph)
        sets = [i for i in uses.defined[x] if isinstance(i, ops.SetField)]
        others = [i for i in uses.defined[x] if i not in sets]
        reads = [i for i in uses.used.get(x, []) if i not in sets]
        begins = all(isinstance(i, ops.Move) and isinstance(i.src, ops.Zero) for i in others)
        ends = len(reads) == 1 and isinstance(reads[0], ops.Store | ops.SetField) and reads[0].src is x
        if x.name or not begins or not ends:
            self.copied(x.type)
        struct = key(x.type.underlying())
        self.shared.update(
            home for i in sets if (home := ("field", struct, i.field)) in self.wanted and not is_fresh(uses, i.src, i)
        )


def assignment_of(region: Region, block: ops.Block, at: int) -> Iterator[ops.Move]:
    """As `assignment_in_memory`, of a plain variable."""
    instr, home = block.instrs[at], region.home
    if any(x is home for x in operands(instr)):
        region.follow(block, at)
    if home in targets(instr):
        if not isinstance(instr, ops.Move):
            raise Shared
        yield instr


def is_fresh(uses: Uses, x: ops.Operand, by: ops.Instr) -> bool:
    """Whether a value that an instruction uses is nil, or a new slice that nothing else has."""
    if isinstance(x, ops.Zero):
        return True
    origins = uses.defined.get(x, []) if isinstance(x, ops.Var) else []
    others = [i for i in uses.used.get(x, []) if i is not by] if isinstance(x, ops.Var) else []
    if len(origins) != 1 or not all(is_initialisation(uses, i) for i in others):
        return False
    match origins[0]:
        case ops.Move(src=src):
            return is_fresh(uses, src, origins[0])
        case ops.Append(x=first):
            return isinstance(first, ops.Zero)
    return isinstance(origins[0], ops.MakeSlice)


def is_initialisation(uses: Uses, instr: ops.Instr) -> bool:
    """Whether it takes the address of an element of a literal, to store its value."""
    return isinstance(instr, ops.IndexAddr) and all(
        isinstance(use, ops.Store) and use.ptr is instr.dst and use.private for use in uses.used.get(instr.dst, [])
    )
