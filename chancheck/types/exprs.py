"""Parentheses, and types where an expression may be (Go spec, Expressions)."""

from __future__ import annotations

from chancheck.syntax import ast
from chancheck.types import types as T
from chancheck.types.checker import Checker, Expressions, Hinted
from chancheck.types.operand import Operand


def paren(c: Checker, e: ast.ParenExpr, hint: T.Type | None) -> Operand:
    x = c.raw(e.x, hint)
    return Operand(x.mode, x.type, e, x.value, x.obj, x.comma_ok)


def bad(c: Checker, e: ast.BadExpr) -> Operand:
    return c.invalid(e)


def result(c: Checker, e: ast.Result) -> Operand:
    """Of a call that has been checked."""
    t = c.info.types[e.call]
    if isinstance(t, T.Tuple) and t.items:
        return Operand("value", t.items[e.index], e)
    constant = c.info.constants.get(e.call)
    mode = "constant" if constant is not None else "novalue" if t is T.VOID else "value"
    return Operand(mode, t, e.call, constant)


def type_operand(c: Checker, e: ast.Expr) -> Operand:
    t = c.type_or_none(e)
    return c.invalid(e) if t is None else Operand("type", t, e)


TYPE_EXPRESSIONS = (
    ast.ArrayType, ast.Ellipsis, ast.StructType, ast.FuncType, ast.InterfaceType, ast.MapType, ast.ChanType,
)  # fmt: skip

EXPRESSIONS: Expressions = {
    ast.BadExpr: bad,
    ast.Result: result,
    **dict.fromkeys(TYPE_EXPRESSIONS, type_operand),
}
HINTED: Hinted = {ast.ParenExpr: paren}
