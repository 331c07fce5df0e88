"""Switches and select (Go spec, Switch statements; Select statements)."""

from __future__ import annotations

from chancheck.graph import ops
from chancheck.graph.assignments import assign_values, bind
from chancheck.graph.builder import Labelled
from chancheck.graph.evaluation_order import early
from chancheck.graph.function import Function, strip
from chancheck.graph.operators import branch
from chancheck.syntax import ast
from chancheck.types import types as T
from chancheck.types.relations import is_interface


def switch(f: Function, s: ast.SwitchStmt, label: str) -> None:
    if s.init is not None:
        f.stmt(s.init)
    early(f, [s.tag])
    tag = f.stable(f.value(s.tag), s.pos) if s.tag is not None else None
    after = f.new_block("after")
    bodies = [f.new_block("case") for _ in s.clauses]
    default = after
    for clause, body in zip(s.clauses, bodies, strict=True):
        if clause.exprs is None:
            default = body
        for e in clause.exprs or []:
            more = f.new_block()
            if tag is None:
                branch(f, e, body, more)
            else:
                f.end(ops.If(e.pos, equals(f, tag, e), body, more))
            f.current = more
    f.jump(s.pos, default)
    f.targets.append((label, after, None))
    for i, (clause, body) in enumerate(zip(s.clauses, bodies, strict=True)):
        saved, f.fallthrough = f.fallthrough, bodies[i + 1] if i + 1 < len(bodies) else None
        f.current = body
        f.stmts(clause.body)
        f.fallthrough = saved
        f.jump(clause.pos, after)
    f.targets.pop()
    f.current = after


def equals(f: Function, tag: ops.Operand, e: ast.Expr) -> ops.Operand:
    early(f, [e])
    if f.is_nil(e):
        return f.arithmetic("==", tag, ops.Zero(tag.type), T.BOOL, e.pos)
    if is_interface(tag.type):
        return f.arithmetic("==", tag, f.value(e, tag.type), T.BOOL, e.pos)
    x = f.value(e)
    return f.arithmetic("==", f.converted(tag, x.type, e.pos), x, T.BOOL, e.pos)


def type_switch(f: Function, s: ast.TypeSwitchStmt, label: str) -> None:
    if s.init is not None:
        f.stmt(s.init)
    early(f, [s.x])
    x = f.stable(f.value(s.x), s.pos)
    after = f.new_block("after")
    bodies = [f.new_block("case") for _ in s.clauses]
    default = after
    for clause, body in zip(s.clauses, bodies, strict=True):
        var = f.info.implicits.get(clause)
        if clause.exprs is None:
            default = body
        single = len(clause.exprs or []) == 1 and f.info.types[(clause.exprs or [])[0]] is not T.NIL
        for e in clause.exprs or []:
            t = f.info.types[e]
            more, match = f.new_block(), f.new_block()
            if t is T.NIL:
                ok = f.arithmetic("==", x, ops.Zero(x.type), T.BOOL, e.pos)
                f.end(ops.If(e.pos, ok, match, more), match)
            else:
                dst = f.temp(t) if var is not None and single else None
                got = f.temp(T.BOOL)
                f.emit(ops.TypeAssert(e.pos, dst, got, x, t))
                f.end(ops.If(e.pos, got, match, more), match)
                if var is not None and dst is not None:
                    f.declare(var, dst, clause.pos)
            f.jump(e.pos, body, more)
    f.jump(s.pos, default)
    f.targets.append((label, after, None))
    for clause, body in zip(s.clauses, bodies, strict=True):
        f.current = body
        var = f.info.implicits.get(clause)
        if var is not None and var not in f.vars:
            f.declare(var, x, clause.pos)
        f.stmts(clause.body)
        f.jump(clause.pos, after)
    f.targets.pop()
    f.current = after


def select(f: Function, s: ast.SelectStmt, label: str) -> None:
    after = f.new_block("after")
    cases: list[ops.SelectCase] = []
    default: ops.Block | None = None
    bodies = [f.new_block("case") for _ in s.clauses]
    for clause, body in zip(s.clauses, bodies, strict=True):
        if clause.comm is None:
            default = body
        else:
            cases.append(select_case(f, clause.comm, body))
    if len(cases) == 1 and default is None:
        only = cases[0]
        f.emit(ops.Intrinsic(only.pos, only.name, only.args, only.dsts))
        f.jump(only.pos, only.target)
    else:
        f.end(ops.Select(s.pos, cases, default))
    f.targets.append((label, after, None))
    taken = iter(cases)
    for clause, body in zip(s.clauses, bodies, strict=True):
        f.current = body
        if clause.comm is not None:
            received(f, clause.comm, next(taken))
        f.stmts(clause.body)
        f.jump(clause.pos, after)
    f.targets.pop()
    f.current = after


def select_case(f: Function, comm: ast.Stmt, body: ops.Block) -> ops.SelectCase:
    if isinstance(comm, ast.SendStmt):
        early(f, [comm.chan, comm.value])
        ch = f.stable(f.value(comm.chan), comm.pos)
        t = ch.type.underlying()
        assert isinstance(t, T.Chan)
        value = f.stable(f.value(comm.value, t.elem), comm.pos)
        return ops.SelectCase("chan.send", [ch, value], [], body, comm.pos)
    receive = received_expr(comm)
    early(f, [receive.x])
    ch = f.stable(f.value(receive.x), receive.pos)
    t = ch.type.underlying()
    assert isinstance(t, T.Chan)
    return ops.SelectCase("chan.recv", [ch], [f.temp(t.elem), f.temp(T.BOOL)], body, receive.pos)


def received(f: Function, comm: ast.Stmt, case: ops.SelectCase) -> None:
    """v, ok := <-c in a case: the left side is evaluated only now."""
    if not isinstance(comm, ast.AssignStmt):
        return
    values = [x for x in case.dsts[: len(comm.lhs)] if x is not None]
    if comm.op == "=":
        assign_values(f, comm.lhs, values, comm.pos)
        return
    for e, value in zip(comm.lhs, values, strict=True):
        bind(f, e, f.info.defs.get(e) if isinstance(e, ast.Ident) else None, value, comm.pos)


def received_expr(comm: ast.Stmt) -> ast.UnaryExpr:
    e = comm.x if isinstance(comm, ast.ExprStmt) else comm.rhs[0] if isinstance(comm, ast.AssignStmt) else None
    assert e is not None
    inner = strip(e)
    assert isinstance(inner, ast.UnaryExpr)
    return inner


LABELLED: Labelled = {ast.SwitchStmt: switch, ast.TypeSwitchStmt: type_switch, ast.SelectStmt: select}
