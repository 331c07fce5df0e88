"""The graph of one function under construction: blocks, variables, where each variable lives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chancheck.graph import ops
from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import types as T
from chancheck.types.objects import Info, Package
from chancheck.types.types import FuncObj, Obj, VarObj

if TYPE_CHECKING:
    from chancheck.graph.build import Builder


class Place:
    """Where a value is: `var` a plain variable, with a path of fields; or `ptr` an address."""

    __slots__ = ("path", "private", "ptr", "type", "var")

    def __init__(self, type: T.Type, var: ops.Var | None = None, path: tuple[int, ...] = (),
                 ptr: ops.Operand | None = None, private: bool = False) -> None:  # fmt: skip
        self.type, self.var, self.path, self.ptr, self.private = type, var, path, ptr, private


class Function:
    """State while one body is translated. `outer`: the function around a literal."""

    def __init__(self, builder: Builder, graph: ops.Graph, info: Info, package: Package,
                 outer: Function | None = None) -> None:  # fmt: skip
        self.builder, self.graph, self.info, self.package, self.outer = builder, graph, info, package, outer
        graph.runtime = (
            outer.graph.runtime if outer else package.is_private(graph.pos) and "visible" not in graph.directives
        )
        self.vars: dict[Obj, ops.Var] = {}
        self.memory: set[Obj] = set()
        self.results: list[VarObj] = []
        self.literals = 0
        self.has_defer = False
        self.current: ops.Block = self.new_block("entry")
        self.targets: list[tuple[str, ops.Block, ops.Block | None]] = []
        self.labels: dict[str, ops.Block] = {}  # where goto jumps to
        self.label = ""  # of the statement that comes next
        self.named = ""  # the variable or field that takes the value being computed
        self.fallthrough: ops.Block | None = None
        self.early: dict[ast.Expr, ops.Operand] = {}  # values of what came first in the statement (graph.order)
        self.embedded: dict[ast.Expr, tuple[Place, tuple[int, ...]]] = {}  # behind embedded pointers, and what is left
        self.loop: Any = None  # of the body of a range over a function (graph.iterators)

    def says(self, directive: str) -> bool:
        """Whether a directive stands above the declaration that the body is in."""
        return directive in self.graph.directives if self.outer is None else self.outer.says(directive)

    # --- blocks -------------------------------------------------------------------------------------

    def new_block(self, name: str = "") -> ops.Block:
        block = ops.Block(name=name)
        self.graph.blocks.append(block)
        return block

    def emit(self, instr: ops.Instr) -> None:
        self.current.instrs.append(instr)

    def end(self, terminator: ops.Instr, then: ops.Block | None = None) -> None:
        """Close the current block and go on in `then` (a new, unreachable one without it)."""
        self.emit(terminator)
        self.current = then or self.new_block("dead")

    def jump(self, pos: Pos, target: ops.Block, then: ops.Block | None = None) -> None:
        self.end(ops.Jump(pos, target), then)

    def temp(self, t: T.Type) -> ops.Var:
        return ops.Var(t)

    # --- variables ----------------------------------------------------------------------------------

    def lives_in_memory(self, var: VarObj) -> bool:
        if var.address_taken or has_array(var.type):
            return True
        return var.captured and (var.reassigned or var in self.results)

    def is_private(self, var: VarObj) -> bool:
        return self.graph.runtime or not (var.captured or var.address_taken)

    def declare(self, var: VarObj, value: ops.Operand | None, pos: Pos) -> None:
        """A new variable with an initial value (None: its zero value)."""
        if var.name == "_":
            return
        if self.lives_in_memory(var):
            ptr = ops.Var(T.Pointer(var.type), var.name)
            self.vars[var] = ptr
            self.memory.add(var)
            self.emit(ops.Alloc(pos, ptr, var.name))
            if value is not None:
                self.emit(ops.Store(pos, ptr, value, True))
            return
        plain = ops.Var(var.type, var.name)
        self.vars[var] = plain
        self.emit(ops.Move(pos, plain, ops.Zero(var.type) if value is None else value))

    def place_of(self, var: VarObj) -> Place:
        if var.is_global:
            self.builder.reach_global(var)
            private = self.builder.package(var.pkg).is_private(var.pos)
            return Place(var.type, ptr=ops.GlobalAddr(T.Pointer(var.type), var), private=private)
        known = self.vars.get(var)
        if known is None:
            raise KeyError(f"{self.graph.name}: variable {var.name} at {var.pos} has no place")
        if var in self.memory:
            return Place(var.type, ptr=known, private=self.is_private(var))
        return Place(var.type, var=known)

    def load(self, place: Place, pos: Pos) -> ops.Operand:
        if place.ptr is not None:
            dst = self.temp(place.type)
            self.emit(ops.Load(pos, dst, place.ptr, place.private or self.graph.runtime))
            return dst
        assert place.var is not None
        value: ops.Operand = place.var
        t = place.var.type
        for i in place.path:
            t = field_type(t, i)
            part = self.temp(t)
            self.emit(ops.Field(pos, part, value, i))
            value = part
        return value

    def store(self, place: Place, value: ops.Operand, pos: Pos) -> None:
        if place.ptr is not None:
            self.emit(ops.Store(pos, place.ptr, value, place.private or self.graph.runtime))
            return
        assert place.var is not None
        if not place.path:
            self.emit(ops.Move(pos, place.var, value))
            return
        self.set_path(place.var, place.path, value, pos)

    def set_path(self, var: ops.Var, path: tuple[int, ...], value: ops.Operand, pos: Pos) -> None:
        if len(path) > 1:
            inner = self.temp(field_type(var.type, path[0]))
            self.emit(ops.Field(pos, inner, var, path[0]))
            self.set_path(inner, path[1:], value, pos)
            value = inner
        self.emit(ops.SetField(pos, var, path[0], value))

    # --- finishing ----------------------------------------------------------------------------------

    def finish(self) -> None:
        """Drop blocks that cannot be reached."""
        graph = self.graph
        seen: set[int] = set()
        todo = [graph.blocks[0]] + ([graph.recovered] if graph.recovered else [])
        while todo:
            block = todo.pop()
            if id(block) in seen:
                continue
            seen.add(id(block))
            todo += successors(block)
        graph.blocks = [b for b in graph.blocks if id(b) in seen]


def successors(block: ops.Block) -> list[ops.Block]:
    match block.instrs[-1] if block.instrs else None:
        case ops.Jump(target=target):
            return [target]
        case ops.If(then=then, orelse=orelse):
            return [then, orelse]
        case ops.Select(cases=cases, default=default):
            return [c.target for c in cases] + ([default] if default else [])
    return []


def field_type(t: T.Type, i: int) -> T.Type:
    struct = t.underlying()
    assert isinstance(struct, T.Struct), t
    return struct.fields[i].type


def has_array(t: T.Type) -> bool:
    u = t.underlying()
    if isinstance(u, T.Array):
        return True
    return isinstance(u, T.Struct) and any(has_array(f.type) for f in u.fields)


__all__ = ["FuncObj", "Function", "Place", "field_type", "has_array", "successors"]
