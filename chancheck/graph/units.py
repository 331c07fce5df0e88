"""Values, blocks and graphs. `ops.py` has the kinds of instructions, and the names of this module too."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from chancheck.diagnostic import Diagnostic
from chancheck.records import dataclass, field
from chancheck.source import Pos
from chancheck.syntax.phrases import Phrases
from chancheck.types.objects import Constant, Stated
from chancheck.types.types import FuncObj, Signature, Type, VarObj

# --- values --------------------------------------------------------------------------------------


@dataclass(eq=False, slots=True)
class Var:
    """A variable of one frame. `name` is the source's, or "" for a temporary."""

    type: Type
    name: str = ""


@dataclass(eq=False, slots=True)
class Const:
    """A constant of basic type."""

    type: Type
    value: Constant


@dataclass(eq=False, slots=True)
class Zero:
    """The zero value of any type (nil, "", 0, an empty struct...)."""

    type: Type


@dataclass(eq=False, slots=True)
class FuncValue:
    """A declared function or method (receiver first) as a value without captured variables."""

    type: Type
    func: Graph


@dataclass(eq=False, slots=True)
class GlobalAddr:
    """The address of a package variable."""

    type: Type  # Pointer
    var: VarObj


Operand = Var | Const | Zero | FuncValue | GlobalAddr


# --- instructions --------------------------------------------------------------------------------


@dataclass(eq=False, slots=True)
class Instr:
    """An instruction; `ops.py` has the kinds."""

    pos: Pos


# --- graphs --------------------------------------------------------------------------------------


@dataclass(eq=False, slots=True)
class Block:
    instrs: list[Instr] = field(default_factory=list)
    name: str = ""


@dataclass(eq=False, slots=True)
class Graph:
    """One function. `recovered`: block that runs after a recovered panic: deferred calls that
    are left, then the named results (None without defer).

    params: receiver first. captures: variables set from the closure when a call begins; for variables shared by
    reference they are pointers.
    """

    name: str  # as Go's tracebacks show it: main.worker, main.main.func1, sync.(*Mutex).Lock
    pos: Pos
    params: list[Var] = field(default_factory=list)
    results: list[Type] = field(default_factory=list)
    captures: list[Var] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)  # the first is the entry
    recovered: Block | None = None
    obj: FuncObj | None = None
    wrapper: bool = False  # made by the builder (go/defer thunk, promoted or bound method): not shown in stacks
    code: Hashable = None  # of wrappers made for each use: equal where Go has one function
    runtime: bool = False  # of a model of the runtime: all between two operations is one step, and no access is seen
    directives: frozenset[str] = frozenset()  # what stands above its declaration
    told: dict[str, str] = field(default_factory=dict)  # of those that explanations read: also for the literals in it
    ignore_leak: bool = False  # started by a `go` under //chancheck:ignore leak


@dataclass(eq=False, slots=True)
class Unit:
    """All graphs that the entry can reach, and the package variables in order of initialisation.

    entry: runs package initialisers, init functions and then main, or the test under the runner of models/testing.
    methods: for every concrete type that may be converted to an interface in reached code: the graphs of its methods
      that a reached interface can call, with a receiver of that type (wrapped where promoted or by value).
    """

    graphs: list[Graph]
    entry: Graph
    globals: list[VarObj]
    methods: list[tuple[Type, dict[str, Graph]]]
    root_ends_all: bool  # main: the process ends with it; a test: it continues
    runtime: dict[str, Graph] = field(default_factory=dict)  # functions of models/runtime that lowered code calls
    faults: tuple[Type, ...] = ()  # named strings: of a nil dereference, of what operations raise
    signature: Callable[[FuncObj], Signature] | None = None  # of a method, which may not have been called anywhere
    phrases: Phrases = field(default_factory=Phrases)  # what the user's source says at each place
    observers: list[tuple[Graph, VarObj]] = field(default_factory=list)  # each sets its variable to what holds
    properties: Stated | None = None  # temporal ones
    addressed: list[Type] = field(default_factory=list)  # what an unsafe.Pointer that others get may point to
    intrinsics: frozenset[str] = frozenset()  # functions without a body that are reached
    instances: dict[str, dict[Hashable, Graph]] = field(default_factory=dict)  # of functions by type (graph.dispatch)
    import_path: tuple[str, str] = ("", "")  # of the user's package: what names in graphs begin with, and Go's
    refused: list[Diagnostic] = field(
        default_factory=list
    )  # what is not supported: some runs end there (graph.refusals)
    selected: str = ""  # the path of the subtest to run
    inputs: tuple[int, ...] = ()  # values that stand for all of check.Int (chancheck.inputs)
    inputs_known: bool = False  # else an input of more than `few` values is unknown (chancheck.inputs finds them)
    few: int = 8  # values of an input that are tried one by one
    follows_inputs: bool = False  # the program is for the machine that follows inputs
    lowered: dict[Hashable, object] = field(default_factory=dict)  # programs, by how they are lowered
    facts: dict[str, object] = field(default_factory=dict)  # of the graphs, which all lowerings share
