"""The graph of one function under construction: blocks, variables, and how a kind of node finds its translation.

Each file holds functions of a Function, and tables of them by kind of node; `translate.py` assembles the tables. A file
imports only files below it: any expression or statement is reached through a table (`value`, `stmt`).
"""

from __future__ import annotations

from collections.abc import Callable

from chancheck.deadline import poll
from chancheck.diagnostic import Diagnostic, SourceError
from chancheck.graph import ops
from chancheck.graph.builder import Builder
from chancheck.graph.place import Place, field_type, has_array
from chancheck.graph.refusals import REFUSE, are_refusals, has_labels, is_open
from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import types as T
from chancheck.types.jumps import statements
from chancheck.types.objects import Info, NilObj, Package
from chancheck.types.relations import default_type, is_complex, is_interface, is_untyped
from chancheck.types.types import FuncObj, Obj, VarObj


def strip(e: ast.Expr) -> ast.Expr:
    while isinstance(e, ast.ParenExpr):
        e = e.x
    return e


def unsupported(pos: Pos, message: str, help: str = "") -> SourceError:
    return SourceError([Diagnostic("CC301", message, pos, help=help)])


class Loop:
    """The loop that a body belongs to. around: the function with the loop; exits: what to do there for each value of
    `next` from 1 on; inside: the variables that body and loop share, as addresses in the body; deferred: the list of
    what bodies have deferred, if this one can."""

    def __init__(self, of: ast.RangeStmt, around: Function, label: str, deferred: ops.Var | None) -> None:
        self.of, self.around, self.label, self.deferred = of, around, label, deferred
        inside = (s for s, _ in statements(of.body.stmts, ()))
        self.labels = {s.label.name for s in inside if isinstance(s, ast.LabeledStmt)}
        self.exits: list[Callable[[], None]] = []
        self.state = around.temp(T.Pointer(T.INT))
        self.next = around.temp(T.Pointer(T.INT))
        self.results = [around.temp(T.Pointer(v.type)) for v in around.results]
        self.inside: dict[ops.Var, ops.Var] = {}

    @property
    def shared(self) -> list[ops.Var]:
        return [self.state, self.next, *self.results, *([self.deferred] if self.deferred else [])]


class Function:
    """State while one body is translated. `outer`: the function around a literal."""

    def __init__(self, builder: Builder, graph: ops.Graph, info: Info, package: Package,
                 outer: Function | None = None) -> None:  # fmt: skip
        self.builder, self.graph, self.info, self.package, self.outer = builder, graph, info, package, outer
        graph.runtime = (
            outer.graph.runtime if outer else package.is_private(graph.pos) and "visible" not in graph.directives
        )
        graph.told = outer.graph.told if outer else graph.told
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
        self.early: dict[ast.Expr, ops.Operand] = {}  # values evaluated first (graph.evaluation_order)
        self.embedded: dict[ast.Expr, tuple[Place, tuple[int, ...]]] = {}  # behind embedded pointers, and what is left
        self.refused: list[Diagnostic] = []  # in a statement that ends the run
        self.loop: Loop | None = None  # of the body of a range over a function (graph.range_over_func)

    def plain(self, e: ast.Expr) -> ops.Operand:
        """The value of an expression, of the expression's own type."""
        poll()
        constant = self.info.constants.get(e)
        if constant is not None:
            return ops.Const(self.type_of(e), constant)
        inner = strip(e)
        if inner in self.early:
            return self.early.pop(inner)
        if inner is not e and isinstance(inner, ast.FuncLit | ast.CallExpr) and inner not in self.info.types:
            self.info.types[inner] = self.info.types[e]
        row = self.builder.tables.values.get(type(inner))
        if row is None:
            raise unsupported(e.pos, "this expression is not supported")
        return row(self, inner)

    def stmt(self, s: ast.Stmt) -> None:
        poll()
        label, self.label, self.named = self.label, "", ""
        tables = self.builder.tables
        if labelled := tables.labelled.get(type(s)):
            labelled(self, s, label)
        elif row := tables.statements.get(type(s)):
            row(self, s)
        else:
            raise unsupported(s.pos, "this statement is not supported")

    def says(self, directive: str) -> bool:
        """Whether a directive stands above the declaration that the body is in."""
        return directive in self.graph.directives if self.outer is None else self.outer.says(directive)

    def new_block(self, name: str = "") -> ops.Block:
        block = ops.Block(name=name)
        self.graph.blocks.append(block)
        return block

    def emit(self, instr: ops.Instr) -> None:
        self.current.instrs.append(instr)

    def end(self, terminator: ops.Instr, then: ops.Block | None = None) -> None:
        """Close the current block and continue in `then` (a new, unreachable one without it)."""
        self.emit(terminator)
        self.current = then or self.new_block("dead")

    def jump(self, pos: Pos, target: ops.Block, then: ops.Block | None = None) -> None:
        self.end(ops.Jump(pos, target), then)

    def temp(self, t: T.Type) -> ops.Var:
        return ops.Var(t)

    def lives_in_memory(self, var: VarObj) -> bool:
        if var.address_taken or has_array(var.type):
            return True
        varies = var.reassigned and not (var.steady and self.package.per_iteration)
        return var.captured and (varies or var in self.results)

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
            private = not var.name[0].isupper() and self.builder.package(var.pkg).is_private(var.pos)
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

    def arithmetic(self, op: str, x: ops.Operand, y: ops.Operand, t: T.Type, pos: Pos) -> ops.Operand:
        if op == "/" and is_complex(t):
            return self.complex_quotient(x, y, t, pos)
        dst = self.temp(t)
        self.emit(ops.Binary(pos, dst, op, x, y))
        return dst

    def complex_quotient(self, x: ops.Operand, y: ops.Operand, t: T.Type, pos: Pos) -> ops.Operand:
        """A call of the runtime, which knows complex128 only."""
        wide = [self.temp(T.COMPLEX128) for _ in range(3)]
        self.emit(ops.Convert(pos, wide[0], x))
        self.emit(ops.Convert(pos, wide[1], y))
        self.emit(ops.Call(pos, [wide[2]], self.builder.library("runtime", "complexQuotient"), [*wide[:2]]))
        dst = self.temp(t)
        self.emit(ops.Convert(pos, dst, wide[2]))
        return dst

    def type_of(self, e: ast.Expr) -> T.Type:
        t = self.info.types[e]
        return default_type(t) if is_untyped(t) and t is not T.NIL else t

    def value(self, e: ast.Expr, to: T.Type | None = None) -> ops.Operand:
        """The value of an expression, as a value of type `to`."""
        if self.is_nil(e):
            return ops.Zero(to or self.info.types[e])
        x = self.plain(e)
        return x if to is None else self.converted(x, to, e.pos)

    def is_nil(self, e: ast.Expr) -> bool:
        inner = strip(e)
        return isinstance(inner, ast.Ident) and isinstance(self.info.uses.get(inner), NilObj)

    def converted(self, x: ops.Operand, to: T.Type, pos: Pos) -> ops.Operand:
        """x where a value of type `to` is wanted: concrete values become interface values."""
        if x.type is T.NIL:
            return ops.Zero(to)
        if is_interface(to) and not is_interface(x.type):
            dst = self.temp(to)
            self.builder.becomes_interface(x.type)
            self.emit(ops.MakeInterface(pos, dst, x))
            return dst
        if isinstance(x, ops.Zero):
            return ops.Zero(to)
        return x

    def stable(self, x: ops.Operand, pos: Pos) -> ops.Operand:
        """A copy of a source variable's value, which later assignments do not change."""
        if isinstance(x, ops.Var) and x.name:
            copy = self.temp(x.type)
            self.emit(ops.Move(pos, copy, x))
            return copy
        return x

    def function_named(self, e: ast.Expr) -> FuncObj | None:
        """The declared function that an expression names, if it does."""
        e = strip(e)
        while isinstance(e, ast.IndexExpr):
            e = strip(e.x)
        obj = None
        if isinstance(e, ast.Ident):
            obj = self.info.uses.get(e)
        elif isinstance(e, ast.SelectorExpr) and e not in self.info.selections:
            obj = self.info.uses.get(e.sel)
        return obj if isinstance(obj, FuncObj) else None

    def without_arguments(self, e: ast.Expr) -> ast.Expr:
        """The name of a generic method to which e gives type arguments; else e."""
        name = strip(e)
        while isinstance(name, ast.IndexExpr):
            name = strip(name.x)
        chosen = self.info.selections.get(name) if isinstance(name, ast.SelectorExpr) else None
        generic = chosen is not None and isinstance(chosen.obj, FuncObj) and chosen.obj.decl.type.type_params
        return name if generic else e

    def stmts(self, stmts: list[ast.Stmt]) -> None:
        around = len(self.targets)
        for at, s in enumerate(stmts, 1):
            try:
                if s in self.info.refused:
                    raise SourceError(self.info.refused[s])
                self.stmt(s)
            except SourceError as error:
                if not self.builder.partly or not are_refusals(error.diagnostics) or has_labels(stmts[at:]):
                    raise
                del self.targets[around:]
                self.refuse(error.diagnostics)
                return

    def refuse(self, found: list[Diagnostic]) -> None:
        """A run that comes here ends."""
        self.refused, pos = found, self.graph.pos
        reach = self.builder.reach
        first = found[0] if reach.now is None else reach.told(found, reach.now)[0]
        self.emit(ops.Intrinsic(pos, REFUSE, [ops.Const(T.STRING, first.message.encode())], []))
        self.end(ops.Return(pos, [ops.Zero(t) for t in self.graph.results]))

    def finish(self) -> None:
        """Drop blocks that cannot be reached."""
        graph = self.graph
        for block in [b for b in graph.blocks if self.refused and is_open(b)]:
            self.current = block
            self.refuse(self.refused)
        seen: set[int] = set()
        todo = [graph.blocks[0]] + ([graph.recovered] if graph.recovered else [])
        while todo:
            block = todo.pop()
            if id(block) in seen:
                continue
            seen.add(id(block))
            todo += ops.successors(block)
        graph.blocks = [b for b in graph.blocks if id(b) in seen]
