"""Reads through pointers in an iteration of a range over a map, and in functions that it calls: whether one can panic,
which shows how many iterations came before."""

from __future__ import annotations

from collections.abc import Iterable

from chancheck.graph import ops
from chancheck.graph.ops import successors
from chancheck.lower.uses import Uses
from chancheck.types import types as T

Path = tuple[object, ...]
"""An address as the variable, and the loads and fields behind it, that give it."""

SAFE, ENTRY, ANY = range(3)
"""Of a pointer: it is not nil; it is the key or the value of the iteration; nothing is known."""

READS = (ops.FieldAddr, ops.Load)
PURE = (
    ops.Move, ops.Unary, ops.MakeInterface, ops.Field, ops.SetField, ops.Len, ops.Alloc, ops.Jump, ops.If, ops.Return,
)  # fmt: skip
SAFE_OPERATORS = {"+", "-", "*", "|", "&", "^", "&^", "==", "!=", "<", "<=", ">", ">="}
"""Binary operators that cannot panic on operands of basic type."""
CHANGING = (ops.Call, ops.Invoke, ops.Intrinsic, ops.Select, ops.Store, ops.Spawn, ops.RunDefers)
MOST_CALLS = 4
"""Of functions within functions."""


class Reads:
    """panics: a pointer is read through that may be nil. entries: one that is the key or the value of an entry. some:
    memory is read that others may have."""

    def __init__(self) -> None:
        self.panics = self.entries = self.some = False

    def through(self, instr: ops.Instr, role: int) -> None:
        self.some |= isinstance(instr, ops.Load) and not instr.private
        self.panics |= role == ANY
        self.entries |= role == ENTRY

    def is_plain(self, instr: ops.Instr, roles: Iterable[int], lookups: bool, depth: int = 0) -> bool:
        """Whether a call is of a function that only computes and reads, without loops. roles: of the arguments.
        lookups: it may look into maps."""
        func = instr.func if isinstance(instr, ops.Call) else None
        if not isinstance(func, ops.FuncValue) or func.func.recovered is not None or depth > MOST_CALLS:
            return False
        inside = Pointers(func.func, dict(zip(func.func.params, roles, strict=False)))
        return not has_loop(func.func.blocks) and all(
            self.is_harmless(i, inside, lookups, depth) for block in func.func.blocks for i in block.instrs
        )

    def is_harmless(self, instr: ops.Instr, inside: Pointers, lookups: bool, depth: int) -> bool:
        match instr:
            case ops.Binary() | ops.Convert():
                return is_total(instr)
            case ops.FieldAddr(ptr=ptr) | ops.Load(ptr=ptr):
                self.through(instr, inside.role(ptr))
                return True
            case ops.MapLookup():
                self.some = True
                return lookups
            case ops.Len(x=x) if isinstance(x.type.underlying(), T.Map):
                self.some = True
                return lookups
            case ops.Store(private=private):
                return private
            case ops.Call(args=args):
                return self.is_plain(instr, map(inside.role, args), lookups, depth + 1)
        return isinstance(instr, PURE)


def is_total(instr: ops.Binary | ops.Convert) -> bool:
    """Whether it has a result for all operands."""
    if isinstance(instr, ops.Convert):
        return all(isinstance(t.underlying(), T.Basic) for t in (instr.dst.type, instr.x.type))
    return instr.op in SAFE_OPERATORS and isinstance(instr.x.type.underlying(), T.Basic)


def has_loop(blocks: Iterable[ops.Block]) -> bool:
    """Whether control can come back to one of these blocks through them."""
    left = set(blocks)
    while True:
        ends = {block for block in left if left.isdisjoint(successors(block))}
        if not ends:
            return bool(left)
        left -= ends


class Pointers(Uses):
    """The roles of the pointers of a function. given: of parameters. known: paths to pointers that are not nil."""

    def __init__(self, graph: ops.Graph, given: dict[ops.Var, int]) -> None:
        super().__init__(graph)
        self.given = given
        self.known: set[Path] = set()
        self.incoming = {*graph.params, *graph.captures}

    def role(self, x: ops.Operand) -> int:
        if isinstance(x, ops.GlobalAddr):
            return SAFE
        while isinstance(x, ops.Var) and x not in self.given:
            made = self.only_origin(x)
            if isinstance(made, ops.Alloc | ops.FieldAddr | ops.MakeClosure):
                return SAFE
            if not isinstance(made, ops.Move):
                break
            x = made.src
        if isinstance(x, ops.Var) and x in self.given:
            return self.given[x] if len(self.defined.get(x, [])) == (x not in self.incoming) else ANY
        return SAFE if self.path(x) in self.known else ANY

    def only_origin(self, x: ops.Var) -> ops.Instr | None:
        origins = self.defined.get(x, [])
        return origins[0] if len(origins) == 1 and x not in self.incoming else None

    def path(self, x: ops.Operand) -> Path | None:
        """None if it may be another address at another time."""
        if isinstance(x, ops.GlobalAddr):
            return ("global", x.var)
        if not isinstance(x, ops.Var):
            return None
        if x in self.incoming:
            return None if self.defined.get(x) else ("var", x)
        match self.only_origin(x):
            case ops.Move(src=src):
                return self.path(src)
            case ops.Load(ptr=ptr):
                return behind("load", self.path(ptr))
            case ops.FieldAddr(ptr=ptr, field=number):
                return behind(number, self.path(ptr))
            case None:
                return None
        return ("var", x)

    def learn(self, x: ops.Operand, block: ops.Block) -> None:
        """The pointers that are read through on the way to an operand that a block uses are not nil. Those that are
        loaded themselves are still the same if nothing has changed since."""
        made = self.only_origin(x) if isinstance(x, ops.Var) else None
        if isinstance(made, ops.Move):
            self.learn(made.src, block)
        elif isinstance(made, ops.FieldAddr | ops.Load):
            path = self.path(made.ptr)
            if path is not None and self.is_fresh(made.ptr, block):
                self.known.add(path)
            self.learn(made.ptr, block)

    def is_fresh(self, x: ops.Operand, block: ops.Block) -> bool:
        """Whether memory has not changed since an operand was loaded, where this block ends."""
        made = self.only_origin(x) if isinstance(x, ops.Var) else None
        if isinstance(made, ops.Load):
            after = block.instrs[block.instrs.index(made) :] if made in block.instrs else None
            if after is None or any(isinstance(i, CHANGING) for i in after):
                return False
        return not isinstance(made, ops.FieldAddr | ops.Load | ops.Move) or self.is_fresh(
            made.src if isinstance(made, ops.Move) else made.ptr, block
        )


def behind(step: object, path: Path | None) -> Path | None:
    return None if path is None else (*path, step)
