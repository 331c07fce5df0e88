"""Switches and select (Go spec, Switch statements; Select statements)."""

from __future__ import annotations

from chancheck.graph import ops
from chancheck.graph.exprs import strip
from chancheck.graph.loops import Loops
from chancheck.graph.order import early
from chancheck.syntax import ast
from chancheck.types import types as T
from chancheck.types.relations import is_interface


class Switches(Loops):
    def switch(self, s: ast.SwitchStmt, label: str) -> None:
        if s.init is not None:
            self.stmt(s.init)
        early(self, [s.tag])
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
        early(self, [e])
        if self.is_nil(e):
            return self.arithmetic("==", tag, ops.Zero(tag.type), T.BOOL, e.pos)
        if is_interface(tag.type):
            return self.arithmetic("==", tag, self.value(e, tag.type), T.BOOL, e.pos)
        x = self.value(e)
        return self.arithmetic("==", self.converted(tag, x.type, e.pos), x, T.BOOL, e.pos)

    def type_switch(self, s: ast.TypeSwitchStmt, label: str) -> None:
        if s.init is not None:
            self.stmt(s.init)
        early(self, [s.x])
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
            early(self, [comm.chan, comm.value])
            ch = self.stable(self.value(comm.chan), comm.pos)
            t = ch.type.underlying()
            assert isinstance(t, T.Chan)
            value = self.stable(self.value(comm.value, t.elem), comm.pos)
            return ops.SelectCase("chan.send", [ch, value], [], body, comm.pos)
        receive = received_expr(comm)
        early(self, [receive.x])
        ch = self.stable(self.value(receive.x), receive.pos)
        t = ch.type.underlying()
        assert isinstance(t, T.Chan)
        return ops.SelectCase("chan.recv", [ch], [self.temp(t.elem), self.temp(T.BOOL)], body, receive.pos)

    def received(self, comm: ast.Stmt, case: ops.SelectCase) -> None:
        """v, ok := <-c in a case: the left side is looked at only now."""
        if not isinstance(comm, ast.AssignStmt):
            return
        values = [x for x in case.dsts[: len(comm.lhs)] if x is not None]
        if comm.op == "=":
            self.assign_values(comm.lhs, values, comm.pos)
            return
        for e, value in zip(comm.lhs, values, strict=True):
            self.bind(e, self.info.defs.get(e) if isinstance(e, ast.Ident) else None, value, comm.pos)


def received_expr(comm: ast.Stmt) -> ast.UnaryExpr:
    e = comm.x if isinstance(comm, ast.ExprStmt) else comm.rhs[0] if isinstance(comm, ast.AssignStmt) else None
    assert e is not None
    inner = strip(e)
    assert isinstance(inner, ast.UnaryExpr)
    return inner
