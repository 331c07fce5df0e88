"""Branches, loops, and the variables of a loop (Go spec, If statements; For statements)."""

from __future__ import annotations

from chancheck.graph import ops
from chancheck.graph.assignments import assign_values, is_blank
from chancheck.graph.builder import Labelled, Statements
from chancheck.graph.function import Function
from chancheck.graph.operators import branch
from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types.types import VarObj


def if_(f: Function, s: ast.IfStmt) -> None:
    if s.init is not None:
        f.stmt(s.init)
    then, after = f.new_block(), f.new_block()
    orelse = f.new_block() if s.orelse is not None else after
    branch(f, s.cond, then, orelse)
    f.current = then
    f.stmts(s.body.stmts)
    f.jump(s.body.end, after)
    if s.orelse is not None:
        f.current = orelse
        f.stmt(s.orelse)
        f.jump(s.pos, after)
    f.current = after


def for_(f: Function, s: ast.ForStmt, label: str) -> None:
    if s.init is not None:
        f.stmt(s.init)
    head, body, post, after = (f.new_block(n) for n in ("for", "body", "post", "after"))
    f.jump(s.pos, head, head)
    if s.cond is not None:
        branch(f, s.cond, body, after)
    else:
        f.jump(s.pos, body)
    f.current = body
    loop_body(f, s.body, label, after, post)
    f.jump(s.body.end, post, post)
    if f.package.per_iteration:
        for var in f.info.loop_vars.get(s, []):
            if var in f.memory and (var.captured or var.address_taken):
                renew(f, var, s.pos)
    if s.post is not None:
        f.stmt(s.post)
    f.jump(s.pos, head, after)


def renew(f: Function, var: VarObj, pos: Pos) -> None:
    """Each iteration has its own copy of the variable (since Go 1.22)."""
    value = f.load(f.place_of(var), pos)
    f.emit(ops.Alloc(pos, f.vars[var], var.name))
    f.emit(ops.Store(pos, f.vars[var], value, True))


def loop_body(f: Function, body: ast.BlockStmt, label: str, after: ops.Block, again: ops.Block) -> None:
    f.targets.append((label, after, again))
    f.stmts(body.stmts)
    f.targets.pop()


def iteration_values(f: Function, s: ast.RangeStmt, values: list[ops.Operand | None]) -> None:
    given = [(e, x) for e, x in zip((s.key, s.value), values, strict=False) if e and x and not is_blank(e)]
    if not s.define:
        # cmd/compile/internal/rangefunc assigns one after the other
        apart = [[pair] for pair in given] if f.loop is not None and f.loop.of is s else [given]
        for pairs in apart:
            assign_values(f, [e for e, _ in pairs], [x for _, x in pairs], s.pos)
        return
    for e, value in given:
        obj = f.info.defs[e]  # type: ignore[index]
        assert isinstance(obj, VarObj)
        if f.package.per_iteration or obj not in f.vars:
            f.declare(obj, value, e.pos)
        else:
            f.store(f.place_of(obj), value, e.pos)


def shared_loop_vars(f: Function, s: ast.RangeStmt) -> None:
    """Before Go 1.22 a loop's variables are declared once."""
    if s.define and not f.package.per_iteration:
        for var in f.info.loop_vars.get(s, []):
            if var.captured:
                var.reassigned = True
            f.declare(var, None, s.pos)


STATEMENTS: Statements = {ast.IfStmt: if_}
LABELLED: Labelled = {ast.ForStmt: for_}
