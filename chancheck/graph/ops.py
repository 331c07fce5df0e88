"""The parts of a process graph: typed variables, instructions, blocks.

A function becomes a graph of basic blocks of instructions over typed variables (values of any Go type, structs and
arrays included). Everything with an order in Go (calls, receives, panics, accesses) is an instruction of its own, in
that order. Variables that goroutines or closures share, or that `&` is applied to, live in memory: their
`Var` holds a pointer that an `Alloc` made, and every access is a `Load` or `Store`. All others are plain variables
that only their own frame sees. The *meaning* of an operation on a channel or a lock is defined elsewhere.
"""

from __future__ import annotations

from chancheck.graph.units import (  # noqa: F401
    Block,
    Const,
    FuncValue,
    GlobalAddr,
    Graph,
    Instr,
    Operand,
    Unit,
    Var,
    Zero,
)  # fmt: skip
from chancheck.records import dataclass, field
from chancheck.source import Pos
from chancheck.types.types import Type

# --- instructions --------------------------------------------------------------------------------


@dataclass(eq=False, slots=True)
class Move(Instr):
    dst: Var
    src: Operand


@dataclass(eq=False, slots=True)
class Binary(Instr):
    """+ - * / % & | ^ << >> &^ == != < <= > >= on operands of one basic type (shifts: y any integer), == and != on
    any comparable type. Division by zero, negative shifts and uncomparable dynamic types panic."""

    dst: Var
    op: str
    x: Operand
    y: Operand


@dataclass(eq=False, slots=True)
class Unary(Instr):
    """- ^ !"""

    dst: Var
    op: str
    x: Operand


@dataclass(eq=False, slots=True)
class Convert(Instr):
    """Conversion to dst.type between basic types, string and []byte/[]rune, or types with one underlying type."""

    dst: Var
    x: Operand


@dataclass(eq=False, slots=True)
class MakeInterface(Instr):
    """A value of concrete type x.type as an interface value."""

    dst: Var
    x: Operand


@dataclass(eq=False, slots=True)
class TypeAssert(Instr):
    """x.(type). Without `ok` a mismatch panics with Go's text. dst may be None in a type switch that only tests."""

    dst: Var | None
    ok: Var | None
    x: Operand
    type: Type


@dataclass(eq=False, slots=True)
class Alloc(Instr):
    """A new zeroed variable of type dst.type.elem. name/declared: of the source variable, for reports."""

    dst: Var
    name: str = ""


@dataclass(eq=False, slots=True)
class Load(Instr):
    """dst = *ptr; an access that can race, unless `private` (no other goroutine can have the address yet)."""

    dst: Var
    ptr: Operand
    private: bool = False


@dataclass(eq=False, slots=True)
class Store(Instr):
    """*ptr = src; `private`: initialisation of memory that no other goroutine can have yet."""

    ptr: Operand
    src: Operand
    private: bool = False


@dataclass(eq=False, slots=True)
class FieldAddr(Instr):
    """dst = &ptr.field; nil panics."""

    dst: Var
    ptr: Operand
    field: int


@dataclass(eq=False, slots=True)
class Field(Instr):
    """dst = x.field of a struct value."""

    dst: Var
    x: Operand
    field: int


@dataclass(eq=False, slots=True)
class SetField(Instr):
    """x.field = src where x is a plain struct variable."""

    x: Var
    field: int
    src: Operand


@dataclass(eq=False, slots=True)
class IndexAddr(Instr):
    """dst = &x[index]; x a slice or a pointer to an array; out of range panics."""

    dst: Var
    x: Operand
    index: Operand


@dataclass(eq=False, slots=True)
class Index(Instr):
    """dst = x[index] of a string (a byte), or of an array value with constant index."""

    dst: Var
    x: Operand
    index: Operand


@dataclass(eq=False, slots=True)
class SliceOf(Instr):
    """x[low:high:max]; x a string, a slice, or a pointer to an array."""

    dst: Var
    x: Operand
    low: Operand | None
    high: Operand | None
    max: Operand | None


@dataclass(eq=False, slots=True)
class Len(Instr):
    """len, or cap, of a string, slice, map or channel."""

    dst: Var
    x: Operand
    cap: bool = False


@dataclass(eq=False, slots=True)
class MakeSlice(Instr):
    dst: Var
    len: Operand
    cap: Operand | None


@dataclass(eq=False, slots=True)
class MakeMap(Instr):
    dst: Var


@dataclass(eq=False, slots=True)
class MakeChan(Instr):
    dst: Var
    size: Operand | None
    name: str = ""  # of the variable or field it is assigned to, for reports


@dataclass(eq=False, slots=True)
class Append(Instr):
    """append(x, elems...), or append(x, spread...) where spread is a slice or string."""

    dst: Var
    x: Operand
    elems: list[Operand] = field(default_factory=list)
    spread: Operand | None = None


@dataclass(eq=False, slots=True)
class Copy(Instr):
    dst: Var | None
    to: Operand
    source: Operand


@dataclass(eq=False, slots=True)
class MapLookup(Instr):
    dst: Var | None
    ok: Var | None
    map: Operand
    key: Operand


@dataclass(eq=False, slots=True)
class MapUpdate(Instr):
    map: Operand
    key: Operand
    value: Operand


@dataclass(eq=False, slots=True)
class MapDelete(Instr):
    map: Operand
    key: Operand


@dataclass(eq=False, slots=True)
class Clear(Instr):
    """clear(x) of a map or slice."""

    x: Operand


@dataclass(eq=False, slots=True)
class MapRange(Instr):
    """Starts an iteration; `iter` is then used by MapNext only."""

    iter: Var
    map: Operand


@dataclass(eq=False, slots=True)
class MapNext(Instr):
    """ok = another entry was produced, in any order; entries deleted before they are reached are not produced, entries
    added may or may not be."""

    ok: Var
    key: Var | None
    value: Var | None
    iter: Var
    map: Operand


@dataclass(eq=False, slots=True)
class DecodeRune(Instr):
    """The code point of string x at byte `at`, and its width in bytes."""

    rune: Var
    width: Var
    x: Operand
    at: Operand


@dataclass(eq=False, slots=True)
class MakeClosure(Instr):
    """A function value of `func` with these captured values (in the order of func.captures)."""

    dst: Var
    func: Graph
    captures: list[Operand]


@dataclass(eq=False, slots=True)
class Call(Instr):
    """A call of a declared function (receiver among the args) or of a function value. One dst per result."""

    dsts: list[Var | None]
    func: Operand
    args: list[Operand]


@dataclass(eq=False, slots=True)
class Invoke(Instr):
    """A method call through an interface value; nil panics. An interface of a modelled library counts as any other."""

    dsts: list[Var | None]
    x: Operand
    method: str
    args: list[Operand]


@dataclass(eq=False, slots=True)
class MethodValue(Instr):
    """dst = x.method of an interface value, bound now; nil panics. (For concrete types the builder makes a closure.)"""

    dst: Var
    x: Operand
    method: str


@dataclass(eq=False, slots=True)
class Spawn(Instr):
    """go func() with no arguments left (the builder wraps others in a closure); nil is fatal."""

    func: Operand
    helper: bool = False  # a goroutine of the runtime model (a timer): not counted, not reported


@dataclass(eq=False, slots=True)
class Defer(Instr):
    """defer func(args)."""

    func: Operand
    args: list[Operand] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class RunDefers(Instr):
    """Runs the deferred calls of this frame (before a return)."""


@dataclass(eq=False, slots=True)
class Recover(Instr):
    dst: Var


@dataclass(eq=False, slots=True)
class Intrinsic(Instr):
    """A body-less function of models/, by its full name (`sync.(*Mutex).Lock`), with its arguments in order, or a
    language operation: "chan.send" (ch, v), "chan.recv" (ch) -> v, ok, "chan.close" (ch).
    `chancheck.semantics` says what it is. Each dst may be None."""

    name: str
    args: list[Operand]
    dsts: list[Var | None]


@dataclass(eq=False, slots=True)
class SelectCase:
    name: str  # "chan.send" or "chan.recv"
    args: list[Operand]
    dsts: list[Var | None]
    target: Block
    pos: Pos


# --- terminators: the last instruction of every block ---------------------------------------------


@dataclass(eq=False, slots=True)
class Jump(Instr):
    target: Block


@dataclass(eq=False, slots=True)
class If(Instr):
    cond: Operand
    then: Block
    orelse: Block


@dataclass(eq=False, slots=True)
class Return(Instr):
    values: list[Operand]


@dataclass(eq=False, slots=True)
class Panic(Instr):
    """panic(x), x an interface value (`any`)."""

    x: Operand


@dataclass(eq=False, slots=True)
class Select(Instr):
    """default is the block taken when no case is ready; None: wait. No cases and no default: blocks for ever."""

    cases: list[SelectCase]
    default: Block | None


def successors(block: Block) -> list[Block]:
    """The blocks that a block's last instruction may lead to."""
    match block.instrs[-1] if block.instrs else None:
        case Jump(target=target):
            return [target]
        case If(then=then, orelse=orelse):
            return [then, orelse]
        case Select(cases=cases, default=default):
            return [c.target for c in cases] + ([default] if default else [])
    return []
