"""Statements as blocks."""

from __future__ import annotations

from chancheck.graph import iterators, ops
from chancheck.graph.calls import Calls
from chancheck.graph.exprs import strip, unsupported
from chancheck.graph.function import Place
from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import types as T
from chancheck.types.objects import VarObj
from chancheck.types.relations import is_integer, is_interface, is_string


class Target:
    """What an assignment writes to, its operands already evaluated."""

    def __init__(self, type: T.Type | None, place: Place | None = None, map: ops.Operand | None = None,
                 key: ops.Operand | None = None) -> None:  # fmt: skip
        self.type, self.place, self.map, self.key = type, place, map, key


class Stmts(Calls):
    def stmts(self, stmts: list[ast.Stmt]) -> None:
        for s in stmts:
            self.stmt(s)

    def stmt(self, s: ast.Stmt) -> None:
        label, self.label, self.named = self.label, "", ""
        match s:
            case ast.ExprStmt():
                inner = strip(s.x)
                if isinstance(inner, ast.CallExpr):
                    self.call(inner)
                else:
                    self.value(s.x)
            case ast.SendStmt():
                ch = self.value(s.chan)
                t = ch.type.underlying()
                assert isinstance(t, T.Chan)
                ch = self.stable(ch, s.pos)
                self.emit(ops.Intrinsic(s.pos, "chan.send", [ch, self.stable(self.value(s.value, t.elem), s.pos)], []))
            case ast.AssignStmt():
                self.assign(s)
            case ast.IncDecStmt():
                self.update(s.x, s.op[0], None, s.pos)
            case ast.GoStmt():
                self.go(s)
            case ast.DeferStmt():
                if self.loop is not None:
                    iterators.refuse_defer(s.pos)
                self.emit(ops.Defer(s.pos, self.thunk(s.call, s.pos)))
            case ast.ReturnStmt():
                self.return_(s)
            case ast.BlockStmt():
                self.stmts(s.stmts)
            case ast.IfStmt():
                self.if_(s)
            case ast.ForStmt():
                self.for_(s, label)
            case ast.RangeStmt():
                self.range_(s, label)
            case ast.SwitchStmt():
                self.switch(s, label)
            case ast.TypeSwitchStmt():
                self.type_switch(s, label)
            case ast.SelectStmt():
                self.select(s, label)
            case ast.DeclStmt():
                self.declaration(s.decl)
            case ast.LabeledStmt():
                self.labelled(s)
            case ast.BranchStmt():
                self.jump_statement(s)
            case ast.EmptyStmt():
                pass
            case _:
                raise unsupported(s.pos, "this statement is not supported")

    def labelled(self, s: ast.LabeledStmt) -> None:
        self.label = s.label.name
        if isinstance(s.stmt, ast.BlockStmt | ast.IfStmt):
            after = self.new_block()
            self.targets.append((s.label.name, after, None))
            self.label = ""
            self.stmt(s.stmt)
            self.targets.pop()
            self.jump(s.pos, after, after)
        else:
            self.stmt(s.stmt)

    def go(self, s: ast.GoStmt) -> None:
        f = self.thunk(s.call, s.pos)
        self.builder.mark_ignored(self, f, s.pos)
        self.emit(ops.Spawn(s.pos, f))

    # --- assignments ----------------------------------------------------------------------------------

    def assign(self, s: ast.AssignStmt) -> None:
        if s.op == ":=":
            self.define(s)
        elif s.op != "=":
            self.update(s.lhs[0], s.op[:-1], s.rhs[0], s.pos)
        elif len(s.lhs) == 1 and len(s.rhs) == 1:
            target = self.target(s.lhs[0])
            self.named = shown(s.lhs[0])
            self.put(target, self.value(s.rhs[0], target.type), s.pos)
        else:
            targets = [self.target(e) for e in s.lhs]
            values = self.values_for(s.rhs, [t.type for t in targets])
            for target, value in zip(targets, values, strict=True):
                if target.type is not None:
                    value = self.converted(value, target.type, s.pos)
                self.put(target, value, s.pos)

    def values_for(self, rhs: list[ast.Expr], types: list[T.Type | None]) -> list[ops.Operand]:
        if len(rhs) == len(types):
            return [self.stable(self.value(e, t), e.pos) for e, t in zip(rhs, types, strict=True)]
        return self.several(rhs[0])

    def target(self, e: ast.Expr) -> Target:
        inner = strip(e)
        if isinstance(inner, ast.Ident) and inner.name == "_":
            return Target(None)
        if isinstance(inner, ast.IndexExpr):
            under = self.type_of(inner.x).underlying()
            if isinstance(under, T.Map):
                m = self.stable(self.value(inner.x), e.pos)
                return Target(under.elem, map=m, key=self.stable(self.value(inner.indices[0], under.key), e.pos))
        place = self.place(inner)
        return Target(place.type, place)

    def put(self, target: Target, value: ops.Operand, pos: Pos) -> None:
        if target.map is not None and target.key is not None:
            self.emit(ops.MapUpdate(pos, target.map, target.key, value))
        elif target.place is not None:
            self.store(target.place, value, pos)

    def update(self, e: ast.Expr, op: str, rhs: ast.Expr | None, pos: Pos) -> None:
        """x op= y, and x++."""
        target = self.target(e)
        assert target.type is not None
        if target.map is not None and target.key is not None:
            old: ops.Operand = self.temp(target.type)
            assert isinstance(old, ops.Var)
            self.emit(ops.MapLookup(pos, old, None, target.map, target.key))
        else:
            assert target.place is not None
            old = self.stable(self.load(target.place, pos), pos)
        y = ops.Const(target.type, 1) if rhs is None else self.value(rhs)
        self.put(target, self.arithmetic(op, old, y, target.type, pos), pos)

    def define(self, s: ast.AssignStmt) -> None:
        objs = [self.info.defs.get(e) if isinstance(e, ast.Ident) else None for e in s.lhs]
        types: list[T.Type | None] = []
        for e, obj in zip(s.lhs, objs, strict=True):
            old = self.info.uses.get(e) if isinstance(e, ast.Ident) else None
            var = obj if isinstance(obj, VarObj) else old
            types.append(var.type if isinstance(var, VarObj) and var.name != "_" else None)
        if len(s.lhs) == 1:
            self.named = shown(s.lhs[0])
            value = self.value(s.rhs[0], types[0])
            self.bind(s.lhs[0], objs[0], value, s.pos)
            return
        values = self.values_for(s.rhs, types)
        for e, obj, t, value in zip(s.lhs, objs, types, values, strict=True):
            self.bind(e, obj, value if t is None else self.converted(value, t, s.pos), s.pos)

    def bind(self, e: ast.Expr, obj: object, value: ops.Operand, pos: Pos) -> None:
        if isinstance(obj, VarObj):
            self.declare(obj, value, e.pos)
        else:
            old = self.info.uses.get(e) if isinstance(e, ast.Ident) else None
            if isinstance(old, VarObj):
                self.store(self.place_of(old), value, pos)

    def declaration(self, d: ast.GenDecl) -> None:
        if d.keyword != "var":
            return
        for spec in d.specs:
            assert isinstance(spec, ast.ValueSpec)
            made = [self.info.defs[n] for n in spec.names]
            variables = [v for v in made if isinstance(v, VarObj)]
            if spec.values:
                self.named = spec.names[0].name
                values = self.values_for(spec.values, [v.type for v in variables])
                values = [self.converted(x, v.type, spec.pos) for x, v in zip(values, variables, strict=True)]
                for v, x in zip(variables, values, strict=True):
                    self.declare(v, x, v.pos)
            else:
                for v in variables:
                    self.declare(v, None, v.pos)

    # --- leaving ----------------------------------------------------------------------------------------

    def return_(self, s: ast.ReturnStmt) -> None:
        types = [v.type for v in self.results]
        values: list[ops.Operand] = []
        if s.results:
            if len(s.results) == len(types):
                given = [self.stable(self.value(e, t), e.pos) for e, t in zip(s.results, types, strict=True)]
            else:
                given = self.several(s.results[0])
            values = [self.converted(v, t, s.pos) for v, t in zip(given, types, strict=True)]
        self.return_values(s.pos, values)

    def return_values(self, pos: Pos, values: list[ops.Operand]) -> None:
        """Return these values; without any, what the named results hold."""
        if self.loop is not None:
            iterators.give_back(self, pos, values)
            return
        if values and self.keeps_results():
            for var, x in zip(self.results, values, strict=True):
                self.set_result(var, x, pos)
        self.leave(pos, values)

    def keeps_results(self) -> bool:
        return self.has_defer or any(v.name for v in self.results)

    def set_result(self, var: VarObj, x: ops.Operand, pos: Pos) -> None:
        self.store(self.place_of(var), x, pos)

    def leave(self, pos: Pos, values: list[ops.Operand]) -> None:
        if self.has_defer:
            self.emit(ops.RunDefers(pos))
        if self.keeps_results():
            values = [self.load(self.place_of(v), pos) for v in self.results]
        self.end(ops.Return(pos, values))

    def jump_statement(self, s: ast.BranchStmt) -> None:
        if s.keyword == "fallthrough":
            assert self.fallthrough is not None
            self.jump(s.pos, self.fallthrough)
            return
        for name, after, again in reversed(self.targets):
            if s.label is not None and name != s.label.name:
                continue
            if s.keyword == "continue" and again is None:
                continue
            if s.label is None and again is None and after.name == "labelled":
                continue
            self.jump(s.pos, again if s.keyword == "continue" and again else after)
            return
        if self.loop is None:
            raise unsupported(s.pos, f"{s.keyword} is not supported here")
        iterators.branch(self, s)

    # --- branches and loops -------------------------------------------------------------------------------

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
                if var in self.memory and var.captured:
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
        for e, value in zip((s.key, s.value), values, strict=False):
            if e is None or value is None or is_blank(e):
                continue
            if s.define:
                obj = self.info.defs[e]  # type: ignore[index]
                assert isinstance(obj, VarObj)
                if self.package.per_iteration or obj not in self.vars:
                    self.declare(obj, value, e.pos)
                else:
                    self.store(self.place_of(obj), value, e.pos)
            else:
                target = self.target(e)
                assert target.type is not None
                self.put(target, self.converted(value, target.type, e.pos), e.pos)

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

    # --- switches -----------------------------------------------------------------------------------------

    def switch(self, s: ast.SwitchStmt, label: str) -> None:
        if s.init is not None:
            self.stmt(s.init)
        tag = self.stable(self.value(s.tag), s.pos) if s.tag is not None else None
        after = self.new_block("after")
        bodies = [self.new_block("case") for _ in s.clauses]
        default = after
        for clause, body in zip(s.clauses, bodies, strict=True):
            if clause.exprs is None:
                default = body
            for e in clause.exprs or []:
                more = self.new_block()
                if tag is None:
                    self.branch(e, body, more)
                else:
                    self.end(ops.If(e.pos, self.equals(tag, e), body, more))
                self.current = more
        self.jump(s.pos, default)
        self.targets.append((label, after, None))
        for i, (clause, body) in enumerate(zip(s.clauses, bodies, strict=True)):
            saved, self.fallthrough = self.fallthrough, bodies[i + 1] if i + 1 < len(bodies) else None
            self.current = body
            self.stmts(clause.body)
            self.fallthrough = saved
            self.jump(clause.pos, after)
        self.targets.pop()
        self.current = after

    def equals(self, tag: ops.Operand, e: ast.Expr) -> ops.Operand:
        if self.is_nil(e):
            return self.arithmetic("==", tag, ops.Zero(tag.type), T.BOOL, e.pos)
        if is_interface(tag.type):
            return self.arithmetic("==", tag, self.value(e, tag.type), T.BOOL, e.pos)
        x = self.value(e)
        return self.arithmetic("==", self.converted(tag, x.type, e.pos), x, T.BOOL, e.pos)

    def type_switch(self, s: ast.TypeSwitchStmt, label: str) -> None:
        if s.init is not None:
            self.stmt(s.init)
        x = self.stable(self.value(s.x), s.pos)
        after = self.new_block("after")
        bodies = [self.new_block("case") for _ in s.clauses]
        default = after
        for clause, body in zip(s.clauses, bodies, strict=True):
            var = self.info.implicits.get(clause)
            if clause.exprs is None:
                default = body
            single = len(clause.exprs or []) == 1 and self.info.types[(clause.exprs or [])[0]] is not T.NIL
            for e in clause.exprs or []:
                t = self.info.types[e]
                more, match = self.new_block(), self.new_block()
                if t is T.NIL:
                    ok = self.arithmetic("==", x, ops.Zero(x.type), T.BOOL, e.pos)
                    self.end(ops.If(e.pos, ok, match, more), match)
                else:
                    dst = self.temp(t) if var is not None and single else None
                    got = self.temp(T.BOOL)
                    self.emit(ops.TypeAssert(e.pos, dst, got, x, t))
                    self.end(ops.If(e.pos, got, match, more), match)
                    if var is not None and dst is not None:
                        self.declare(var, dst, clause.pos)
                self.jump(e.pos, body, more)
        self.jump(s.pos, default)
        self.targets.append((label, after, None))
        for clause, body in zip(s.clauses, bodies, strict=True):
            self.current = body
            var = self.info.implicits.get(clause)
            if var is not None and var not in self.vars:
                self.declare(var, x, clause.pos)
            self.stmts(clause.body)
            self.jump(clause.pos, after)
        self.targets.pop()
        self.current = after

    def select(self, s: ast.SelectStmt, label: str) -> None:
        after = self.new_block("after")
        cases: list[ops.SelectCase] = []
        default: ops.Block | None = None
        bodies = [self.new_block("case") for _ in s.clauses]
        for clause, body in zip(s.clauses, bodies, strict=True):
            if clause.comm is None:
                default = body
            else:
                cases.append(self.select_case(clause.comm, body))
        if len(cases) == 1 and default is None:
            c = cases[0]
            self.emit(ops.Intrinsic(c.pos, c.name, c.args, c.dsts))
            self.jump(c.pos, c.target)
        else:
            self.end(ops.Select(s.pos, cases, default))
        self.targets.append((label, after, None))
        taken = iter(cases)
        for clause, body in zip(s.clauses, bodies, strict=True):
            self.current = body
            if clause.comm is not None:
                self.received(clause.comm, next(taken))
            self.stmts(clause.body)
            self.jump(clause.pos, after)
        self.targets.pop()
        self.current = after

    def select_case(self, comm: ast.Stmt, body: ops.Block) -> ops.SelectCase:
        if isinstance(comm, ast.SendStmt):
            ch = self.stable(self.value(comm.chan), comm.pos)
            t = ch.type.underlying()
            assert isinstance(t, T.Chan)
            value = self.stable(self.value(comm.value, t.elem), comm.pos)
            return ops.SelectCase("chan.send", [ch, value], [], body, comm.pos)
        receive = received_expr(comm)
        ch = self.stable(self.value(receive.x), receive.pos)
        t = ch.type.underlying()
        assert isinstance(t, T.Chan)
        return ops.SelectCase("chan.recv", [ch], [self.temp(t.elem), self.temp(T.BOOL)], body, receive.pos)

    def received(self, comm: ast.Stmt, case: ops.SelectCase) -> None:
        """v, ok := <-c in a case: the left side is looked at only now."""
        if not isinstance(comm, ast.AssignStmt):
            return
        for e, value in zip(comm.lhs, case.dsts, strict=False):
            assert value is not None
            if comm.op == ":=":
                obj = self.info.defs.get(e) if isinstance(e, ast.Ident) else None
                self.bind(e, obj, value, comm.pos)
            else:
                target = self.target(e)
                if target.type is not None:
                    self.put(target, self.converted(value, target.type, comm.pos), comm.pos)


def received_expr(comm: ast.Stmt) -> ast.UnaryExpr:
    e = comm.x if isinstance(comm, ast.ExprStmt) else comm.rhs[0] if isinstance(comm, ast.AssignStmt) else None
    assert e is not None
    inner = strip(e)
    assert isinstance(inner, ast.UnaryExpr)
    return inner


def is_blank(e: ast.Expr) -> bool:
    return isinstance(e, ast.Ident) and e.name == "_"


def shown(e: ast.Expr) -> str:
    """A name for what is made for this variable or field."""
    e = strip(e)
    if isinstance(e, ast.Ident):
        return e.name
    return e.sel.name if isinstance(e, ast.SelectorExpr) else ""
