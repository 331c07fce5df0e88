"""Simple statements (Go spec, Statements)."""

from __future__ import annotations

from chancheck.graph import ops, range_over_func
from chancheck.graph.builder import Statements
from chancheck.graph.calls import call, deferred, several, thunk_of
from chancheck.graph.closures import mark_ignored
from chancheck.graph.evaluation_order import early
from chancheck.graph.exits import labelled_block, return_values
from chancheck.graph.function import Function, strip
from chancheck.syntax import ast
from chancheck.types import types as T


def return_(f: Function, s: ast.ReturnStmt) -> None:
    types = [v.type for v in f.results]
    values: list[ops.Operand] = []
    if s.results:
        if len(s.results) == len(types):
            early(f, s.results)
            given = [f.stable(f.value(e, t), e.pos) for e, t in zip(s.results, types, strict=True)]
        else:
            given = several(f, s.results[0])
        values = [f.converted(v, t, s.pos) for v, t in zip(given, types, strict=True)]
    return_values(f, s.pos, values)


def labelled(f: Function, s: ast.LabeledStmt) -> None:
    here = labelled_block(f, s.label.name)
    f.jump(s.pos, here, here)
    f.label = s.label.name
    f.stmt(s.stmt)


def go(f: Function, s: ast.GoStmt) -> None:
    started = thunk_of(f, s.call, s.pos)
    mark_ignored(f, started, s.pos)
    f.emit(ops.Spawn(s.pos, started))


def expr_stmt(f: Function, s: ast.ExprStmt) -> None:
    inner = strip(s.x)
    if isinstance(inner, ast.CallExpr):
        call(f, inner, unused=True)
    else:
        early(f, [s.x])
        f.value(s.x)


def send(f: Function, s: ast.SendStmt) -> None:
    early(f, [s.chan, s.value])
    ch = f.value(s.chan)
    t = ch.type.underlying()
    assert isinstance(t, T.Chan)
    ch = f.stable(ch, s.pos)
    f.emit(ops.Intrinsic(s.pos, "chan.send", [ch, f.stable(f.value(s.value, t.elem), s.pos)], []))


def defer(f: Function, s: ast.DeferStmt) -> None:
    if f.loop is not None:
        range_over_func.defer(f, f.loop, s.pos, thunk_of(f, s.call, s.pos))
    else:
        f.emit(deferred(f, s.call, s.pos))


def block(f: Function, s: ast.BlockStmt) -> None:
    f.stmts(s.stmts)


def empty(f: Function, s: ast.EmptyStmt) -> None:
    pass


STATEMENTS: Statements = {
    ast.ExprStmt: expr_stmt,
    ast.SendStmt: send,
    ast.GoStmt: go,
    ast.DeferStmt: defer,
    ast.ReturnStmt: return_,
    ast.BlockStmt: block,
    ast.LabeledStmt: labelled,
    ast.EmptyStmt: empty,
}
