"""Branches and loops (Go spec, If statements; For statements)."""

from __future__ import annotations

from chancheck.graph import iterators, ops
from chancheck.graph.assignments import Assignments, is_blank
from chancheck.graph.function import Place
from chancheck.graph.order import early
from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import types as T
from chancheck.types.relations import is_integer, is_string
from chancheck.types.types import VarObj


class Loops(Assignments):
    # provided by the part for statements
    def stmts(self, stmts: list[ast.Stmt]) -> None:
        raise NotImplementedError

    def stmt(self, s: ast.Stmt) -> None:
        raise NotImplementedError

    def if_(self, s: ast.IfStmt) -> None:
        if s.init is not None:
            self.stmt(s.init)
        then, after = self.new_block(), self.new_block()
        orelse = self.new_block() if s.orelse is not None else after
        self.branch(s.cond, then, orelse)
        self.current = then
        self.stmts(s.body.stmts)
        self.jump(s.body.end, after)
        if s.orelse is not None:
            self.current = orelse
            self.stmt(s.orelse)
            self.jump(s.pos, after)
        self.current = after

    def for_(self, s: ast.ForStmt, label: str) -> None:
        if s.init is not None:
            self.stmt(s.init)
        head, body, post, after = (self.new_block(n) for n in ("for", "body", "post", "after"))
        self.jump(s.pos, head, head)
        if s.cond is not None:
            self.branch(s.cond, body, after)
        else:
            self.jump(s.pos, body)
        self.current = body
        self.loop_body(s.body, label, after, post)
        self.jump(s.body.end, post, post)
        if self.package.per_iteration:
            for var in self.info.loop_vars.get(s, []):
                if var in self.memory and (var.captured or var.address_taken):
                    self.renew(var, s.pos)
        if s.post is not None:
            self.stmt(s.post)
        self.jump(s.pos, head, after)

    def renew(self, var: VarObj, pos: Pos) -> None:
        """Each iteration has its own copy of the variable (since Go 1.22)."""
        value = self.load(self.place_of(var), pos)
        self.emit(ops.Alloc(pos, self.vars[var], var.name))
        self.emit(ops.Store(pos, self.vars[var], value, True))

    def loop_body(self, body: ast.BlockStmt, label: str, after: ops.Block, again: ops.Block) -> None:
        self.targets.append((label, after, again))
        self.stmts(body.stmts)
        self.targets.pop()

    def range_(self, s: ast.RangeStmt, label: str) -> None:
        early(self, [s.x])
        t = self.type_of(s.x)
        under = t.underlying()
        array = under.elem.underlying() if isinstance(under, T.Pointer) else under
        if is_integer(t):
            self.range_count(s, label, self.stable(self.value(s.x), s.pos), t, None)
        elif is_string(t):
            self.range_string(s, label)
        elif isinstance(array, T.Array):
            if isinstance(under, T.Array) and (s.value is not None and not is_blank(s.value)):
                ptr = self.spilled(self.value(s.x), s.pos).ptr
            else:
                ptr = self.value(s.x) if isinstance(under, T.Pointer) else None
            self.range_count(s, label, ops.Const(T.INT, array.length), T.INT, ptr)
        elif isinstance(under, T.Slice):
            x = self.stable(self.value(s.x), s.pos)
            n = self.temp(T.INT)
            self.emit(ops.Len(s.pos, n, x))
            self.range_count(s, label, n, T.INT, x)
        elif isinstance(under, T.Map):
            self.range_map(s, label, under)
        elif isinstance(under, T.Chan):
            self.range_channel(s, label, under)
        else:
            iterators.range_function(self, s, label)

    def iteration_values(self, s: ast.RangeStmt, values: list[ops.Operand | None]) -> None:
        given = [(e, x) for e, x in zip((s.key, s.value), values, strict=False) if e and x and not is_blank(e)]
        if not s.define:
            # cmd/compile/internal/rangefunc assigns one after the other
            apart = [[pair] for pair in given] if self.loop is not None and self.loop.of is s else [given]
            for pairs in apart:
                self.assign_values([e for e, _ in pairs], [x for _, x in pairs], s.pos)
            return
        for e, value in given:
            obj = self.info.defs[e]  # type: ignore[index]
            assert isinstance(obj, VarObj)
            if self.package.per_iteration or obj not in self.vars:
                self.declare(obj, value, e.pos)
            else:
                self.store(self.place_of(obj), value, e.pos)

    def shared_loop_vars(self, s: ast.RangeStmt) -> None:
        """Before Go 1.22 a loop's variables are declared once."""
        if s.define and not self.package.per_iteration:
            for var in self.info.loop_vars.get(s, []):
                if var.captured:
                    var.reassigned = True
                self.declare(var, None, s.pos)

    def range_count(self, s: ast.RangeStmt, label: str, n: ops.Operand, t: T.Type, x: ops.Operand | None) -> None:
        self.shared_loop_vars(s)
        i = self.temp(t)
        self.emit(ops.Move(s.pos, i, ops.Const(t, 0)))
        head, body, post, after = (self.new_block(b) for b in ("range", "body", "post", "after"))
        self.jump(s.pos, head, head)
        self.end(ops.If(s.pos, self.arithmetic("<", i, n, T.BOOL, s.pos), body, after), body)
        element: ops.Operand | None = None
        if x is not None and s.value is not None and not is_blank(s.value):
            under = x.type.underlying()
            if isinstance(under, T.Pointer):
                under = under.elem.underlying()
            assert isinstance(under, T.Slice | T.Array)
            ptr = self.temp(T.Pointer(under.elem))
            self.emit(ops.IndexAddr(s.pos, ptr, x, i))
            element = self.load(Place(under.elem, ptr=ptr), s.pos)
        self.iteration_values(s, [self.stable_count(i, s.pos), element])
        self.loop_body(s.body, label, after, post)
        self.jump(s.body.end, post, post)
        self.emit(ops.Binary(s.pos, i, "+", i, ops.Const(t, 1)))
        self.jump(s.pos, head, after)

    def stable_count(self, i: ops.Var, pos: Pos) -> ops.Operand:
        return i

    def range_string(self, s: ast.RangeStmt, label: str) -> None:
        self.shared_loop_vars(s)
        x = self.stable(self.value(s.x), s.pos)
        n, i, rune, width = (self.temp(t) for t in (T.INT, T.INT, T.INT32, T.INT))
        self.emit(ops.Len(s.pos, n, x))
        self.emit(ops.Move(s.pos, i, ops.Const(T.INT, 0)))
        self.emit(ops.Move(s.pos, width, ops.Const(T.INT, 0)))
        head, body, post, after = (self.new_block(b) for b in ("range", "body", "post", "after"))
        self.jump(s.pos, head, head)
        self.end(ops.If(s.pos, self.arithmetic("<", i, n, T.BOOL, s.pos), body, after), body)
        self.emit(ops.DecodeRune(s.pos, rune, width, x, i))
        self.iteration_values(s, [i, rune])
        self.loop_body(s.body, label, after, post)
        self.jump(s.body.end, post, post)
        self.emit(ops.Binary(s.pos, i, "+", i, width))
        self.jump(s.pos, head, after)

    def range_map(self, s: ast.RangeStmt, label: str, t: T.Map) -> None:
        self.shared_loop_vars(s)
        m = self.stable(self.value(s.x), s.pos)
        it, ok = self.temp(T.UNSAFE_POINTER), self.temp(T.BOOL)
        self.emit(ops.MapRange(s.pos, it, m))
        key = self.temp(t.key) if s.key is not None and not is_blank(s.key) else None
        value = self.temp(t.elem) if s.value is not None and not is_blank(s.value) else None
        head, body, after = (self.new_block(b) for b in ("range", "body", "after"))
        self.jump(s.pos, head, head)
        self.emit(ops.MapNext(s.pos, ok, key, value, it, m))
        self.end(ops.If(s.pos, ok, body, after), body)
        self.iteration_values(s, [key, value])
        self.loop_body(s.body, label, after, head)
        self.jump(s.body.end, head, after)

    def range_channel(self, s: ast.RangeStmt, label: str, t: T.Chan) -> None:
        self.shared_loop_vars(s)
        ch = self.stable(self.value(s.x), s.pos)
        v, ok = self.temp(t.elem), self.temp(T.BOOL)
        head, body, after = (self.new_block(b) for b in ("range", "body", "after"))
        self.jump(s.pos, head, head)
        self.emit(ops.Intrinsic(s.x.pos, "chan.recv", [ch], [v, ok]))
        self.end(ops.If(s.pos, ok, body, after), body)
        self.iteration_values(s, [v])
        self.loop_body(s.body, label, after, head)
        self.jump(s.body.end, head, after)
