"""The tables of a Program under construction: everything that is numbered, each thing once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator

from chancheck.diagnostic import Diagnostics
from chancheck.graph import ops
from chancheck.lower import layout
from chancheck.lower.slice_owners import Owned, owned_slices
from chancheck.program.independence import counts_goroutines, expressions
from chancheck.program.program import Function, Program, Shape
from chancheck.program.rules import Operation
from chancheck.semantics.operations import operations
from chancheck.source import NO_POS, Pos
from chancheck.types import types as T
from chancheck.types.relations import key, missing_method
from chancheck.types.types import FuncObj

UNSUPPORTED = "CC301"

Generator = Callable[["Tables"], Function]


class Tables:
    """`ready` functions have code; the others are generated at the end, when all types are known."""

    def __init__(
        self,
        unit: ops.Unit,
        keep_output: bool,
        time: str = "any",
        buffered_timers: bool = False,
        pauses: frozenset[Pos] = frozenset(),
        closely: bool = False,
        counted: bool = False,
        bubble: bool = False,
        doubtful: bool = False,
    ) -> None:
        self.unit = unit
        self.keep_output = keep_output
        self.time, self.buffered_timers = time, buffered_timers
        self.meanings = operations(time, bubble)
        self.pauses, self.closely, self.counted, self.doubtful = pauses, closely, counted, doubtful
        self.looks_at_stacks = False
        self.program = Program(places=[NO_POS], root_ends_all=unit.root_ends_all, counted=counted)
        self.errors = Diagnostics()
        self.types: list[T.Type | None] = [None]
        self.reflected = frozenset(key(t) for t, _ in unit.methods)  # the types that become interface values
        self.implements: dict[int, dict[str, ops.Graph]] = {}
        self._strings: dict[bytes, int] = {b"": 0}
        self._places: dict[Pos, int] = {NO_POS: 0}
        self._shapes: dict[Shape, int] = {}
        self._types: dict[Hashable, int] = {}
        self._methods: dict[str, int] = {}
        self._operations: dict[str, int] = {}
        self._graphs: dict[ops.Graph, int] = {}
        self._functions: dict[Hashable, int] = {}
        self._late: list[tuple[int, Generator]] = []
        self._early: list[tuple[int, Generator]] = []
        self._interfaces: dict[Hashable, tuple[int, T.Type]] = {}
        self.pending: list[tuple[int, ops.Graph]] = []
        self.drafts: list[Function] | None = None  # functions that are not analysed yet, as they may be made again
        self.of_late: dict[int, tuple[tuple[int, int], list[Function]]] = {}  # what they depend on, and drafts
        self.looks_at_functions = False
        instrs = (i for graph in unit.graphs for block in graph.blocks for i in block.instrs)
        self.updated_maps = {key(i.map.type.underlying()) for i in instrs if isinstance(i, ops.MapUpdate)}
        self.owned = owned_slices(unit) if not pauses and not doubtful else Owned()
        self.result_counts: dict[str, int] = {}  # by operation
        self.offsets: dict[object, int] = {}  # of package variables, in cells

    # --- numbers of things

    def string(self, text: str | bytes) -> int:
        data = text.encode() if isinstance(text, str) else text
        if data not in self._strings:
            self._strings[data] = len(self.program.strings)
            self.program.strings.append(data)
        return self._strings[data]

    def place(self, pos: Pos) -> int:
        if pos not in self._places:
            self._places[pos] = len(self.program.places)
            self.program.places.append(pos)
        return self._places[pos]

    def shape(self, shape: Shape) -> int:
        if shape not in self._shapes:
            self._shapes[shape] = len(self.program.shapes)
            self.program.shapes.append(shape)
        return self._shapes[shape]

    def operation(self, name: str) -> int:
        """The number of an operation; with it come the operations that its rules meet."""
        if name not in self._operations:
            operation = self.meanings[name]
            self._operations[name] = len(self.program.operations)
            self.program.operations.append(operation)
            for rule in operation.rules:
                if rule.peer:
                    self.operation(rule.peer)
        return self._operations[name]

    @property
    def counts(self) -> bool:
        """Whether some operation so far counts goroutines, and not only when all that can end have ended."""
        rules = (rule for operation in self.program.operations for rule in operation.rules if rule.pace != "idle")
        return any(counts_goroutines(x) for rule in rules for x in expressions(rule))

    def operation_of(self, name: str) -> Operation:
        return self.meanings[name]

    def method(self, name: str) -> int:
        return self._methods.setdefault(name, len(self._methods))

    def note(self, text: str) -> int:
        notes = self.program.notes
        if text not in notes:
            notes.append(text)
        return notes.index(text)

    def error(self, message: str, pos: Pos, help: str = "") -> None:
        self.errors.error(UNSUPPORTED, message, pos, help=help)

    # --- types

    def type_number(self, t: T.Type) -> int:
        """The number of a concrete type that interface values can have."""
        identity = key(t)
        if identity not in self._types:
            self._types[identity] = len(self.types)
            self.types.append(t)
            self.program.types.append((layout.type_name(t), layout.payload(t)))
        return self._types[identity]

    def concrete_types(self) -> list[tuple[int, T.Type]]:
        return [(number, t) for number, t in enumerate(self.types) if t is not None]

    def type_set(self, interface: T.Type) -> int:
        """The number of the set of types that implement an interface; the set is filled at the end."""
        identity = key(interface)
        if identity not in self._interfaces:
            self._interfaces[identity] = (len(self.program.type_sets), interface)
            self.program.type_sets.append(frozenset())
        return self._interfaces[identity][0]

    def has_methods_of(self, number: int, t: T.Type, interface: T.Type) -> bool:
        """Whether values of the type can be used as the interface: it has the methods, and code for them exists."""
        wanted = interface.underlying()
        assert isinstance(wanted, T.Interface)
        if wanted.methods and number not in self.implements:
            return False
        return missing_method(t, wanted, self.signature_of) is None

    def signature_of(self, method: FuncObj) -> T.Signature:
        assert self.unit.signature is not None
        return self.unit.signature(method)

    def fill_type_sets(self) -> None:
        for number, interface in self._interfaces.values():
            members = (n for n, t in self.concrete_types() if self.has_methods_of(n, t, interface))
            self.program.type_sets[number] = frozenset(members)

    # --- functions

    def graph(self, graph: ops.Graph) -> int:
        """The number of a graph's function; its code follows."""
        if graph not in self._graphs:
            self._graphs[graph] = self._reserve(graph.name, sum(map(layout.width, graph.results)))
            self.pending.append((self._graphs[graph], graph))
        return self._graphs[graph]

    def graphs(self) -> Iterator[tuple[ops.Graph, int]]:
        """Those that have a number so far."""
        self.looks_at_functions = True
        yield from self._graphs.items()

    def made(self, what: str) -> list[int]:
        """The functions made by the lowering with an identity that begins so."""
        self.looks_at_functions = True
        return [n for identity, n in self._functions.items() if isinstance(identity, tuple) and identity[0] == what]

    def generated(self, identity: Hashable, results: int, generate: Generator, *, late: bool = False) -> int:
        """The number of a function made by the lowering itself; `late`: it needs all types of the program."""
        if identity not in self._functions:
            number = self._reserve(str(identity), results)
            self._functions[identity] = number
            (self._late if late else self._early).append((number, generate))
        return self._functions[identity]

    def generate_early(self) -> bool:
        """Makes the functions requested so far; whether there were any."""
        work, self._early = self._early, []
        for number, generate in work:
            self.program.functions[number] = generate(self)
        return bool(work)

    def generate_late(self) -> None:
        """New functions may need more types. A function is made again where there are more types now, or, if it asks
        for those, more functions."""
        for number, generate in self._late:
            before, _ = self.of_late.get(number, ((-1, -1), []))
            if before[0] == len(self.types) and before[1] in (-1, len(self.program.functions)):
                continue
            self.drafts, self.looks_at_functions = [], False
            types, functions = len(self.types), len(self.program.functions)
            self.program.functions[number] = generate(self)
            self.of_late[number] = (types, functions if self.looks_at_functions else -1), self.drafts
            self.drafts = None

    @property
    def late(self) -> list[Function]:
        return [function for _, drafts in self.of_late.values() for function in drafts]

    @property
    def extent(self) -> tuple[int, int, int]:
        """How much there is that generated functions depend on."""
        return len(self.types), len(self.program.functions), len(self.program.type_sets)

    def _reserve(self, name: str, results: int = 0) -> int:
        self.program.functions.append(Function(name, [], "", 0, results))
        return len(self.program.functions) - 1

    def runtime(self, name: str) -> int:
        """The function of models/runtime with this name."""
        return self.graph(self.unit.runtime[name])
