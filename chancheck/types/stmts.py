"""Simple statements (Go spec, Statements)."""

from __future__ import annotations

from chancheck.syntax import ast
from chancheck.types import show
from chancheck.types import types as T
from chancheck.types.checker import Checker, Statements
from chancheck.types.operand import Operand, start
from chancheck.types.operands import assigned, expr, raw_quietly, value
from chancheck.types.types import VarObj


def expr_stmt(c: Checker, s: ast.ExprStmt) -> None:
    x = c.raw(s.x)
    inner = s.x
    while isinstance(inner, ast.ParenExpr):
        inner = inner.x
    if x.bad:
        return
    useful = isinstance(inner, ast.CallExpr) or (isinstance(inner, ast.UnaryExpr) and inner.op == "<-")
    pure = {"append", "cap", "len", "make", "new", "min", "max", "complex", "real", "imag"}
    if isinstance(inner, ast.CallExpr):
        callee = c.info.uses.get(inner.fun) if isinstance(inner.fun, ast.Ident) else None
        if (callee is not None and callee.__class__.__name__ == "BuiltinObj" and callee.name in pure) or (
            inner.fun in c.info.is_type
        ):
            useful = False
    if not useful or x.mode == "type":
        c.error(start(s.x), f"{show.expr(s.x)} ({str(x).partition(' (')[2]} is not used" if " (" in str(x)
                   else f"{show.expr(s.x)} is not used")  # fmt: skip


def send(c: Checker, s: ast.SendStmt) -> None:
    ch = value(c, s.chan)
    u = None if ch.bad else ch.type.underlying()
    if not isinstance(u, T.Chan):
        raw_quietly(c, s.value)
        if not ch.bad:
            c.error(s.pos, f"invalid operation: cannot send to non-channel {ch.type} {ch}")
        return
    if u.dir == "recv":
        c.error(s.pos, f"invalid operation: cannot send to receive-only channel {ch.type} {ch}")
    assigned(c, expr(c, s.value, u.elem), u.elem, "send")


def go_or_defer(c: Checker, s: ast.GoStmt | ast.DeferStmt) -> None:
    word = "go" if isinstance(s, ast.GoStmt) else "defer"
    x = c.raw(s.call)
    inner = s.call
    while isinstance(inner, ast.ParenExpr):
        inner = inner.x
    if isinstance(inner, ast.CallExpr) and inner.fun in c.info.is_type:
        c.error(s.pos, f"{word} requires function call, not conversion")
    elif isinstance(inner, ast.CallExpr) and isinstance(inner.fun, ast.Ident) and not x.bad and x.mode != "novalue":
        obj = c.info.uses.get(inner.fun)
        if obj.__class__.__name__ == "BuiltinObj" and obj is not None and obj.name not in ("copy", "recover"):
            c.error(s.pos, f"{word} discards result of {show.expr(inner)}")


def return_stmt(c: Checker, s: ast.ReturnStmt) -> None:
    results = c.context.results
    if not s.results:
        if results and not c.context.named_results:
            c.error(s.pos, f"not enough return values\n\thave ()\n\twant {show.tuple_of(types_of(results))}")
        for r in results:
            if c.context.named_results and r.name not in ("", "_") and c.scope.find(r.name) is not r:
                c.error(s.pos, f"result parameter {r.name} not in scope at return")
        return
    if not results:
        c.error(start(s.results[0]), "too many return values\n\thave "
                   f"{show.tuple_of([value(c, e).type for e in s.results])}\n\twant ()")  # fmt: skip
        return
    if len(s.results) == 1 and len(results) > 1:
        x = c.raw(s.results[0])
        if isinstance(x.type, T.Tuple) and x.mode != "novalue" and len(x.type.items) == len(results):
            for r, t in zip(results, x.type.items, strict=True):
                assigned(c, Operand("value", t, s.results[0]), r.type, "return statement")
            return
        if not x.bad:
            c.error(start(s.results[0]), "not enough return values\n\thave "
                       f"{show.tuple_of([x.type])}\n\twant {show.tuple_of(types_of(results))}")  # fmt: skip
        return
    operands = [expr(c, e, r.type) for e, r in zip(s.results, results, strict=False)]
    operands += [expr(c, e) for e in s.results[len(results) :]]
    if len(operands) != len(results):
        few = "not enough" if len(operands) < len(results) else "too many"
        have = show.tuple_of([o.type for o in operands])
        c.error(start(s.results[0]), f"{few} return values\n\thave {have}\n\twant "
                   f"{show.tuple_of(types_of(results))}")  # fmt: skip
        return
    for o, r in zip(operands, results, strict=True):
        assigned(c, o, r.type, "return statement")


def types_of(variables: list[VarObj]) -> list[T.Type]:
    return [v.type for v in variables]


def labeled(c: Checker, s: ast.LabeledStmt) -> None:
    c.stmt(s.stmt)


def nothing(c: Checker, s: ast.Stmt) -> None:
    """An empty statement; a jump, which `labels.py` checks with its function; one that the parser has reported."""


STATEMENTS: Statements = {
    ast.ExprStmt: expr_stmt,
    ast.SendStmt: send,
    ast.GoStmt: go_or_defer,
    ast.DeferStmt: go_or_defer,
    ast.ReturnStmt: return_stmt,
    ast.BlockStmt: Checker.inner,
    ast.LabeledStmt: labeled,
    ast.EmptyStmt: nothing,
    ast.BranchStmt: nothing,
    ast.BadStmt: nothing,
}
