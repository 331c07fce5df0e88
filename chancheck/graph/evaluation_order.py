"""The expressions that a statement evaluates first.

The spec orders calls, receives and the logical operators among themselves, and leaves open when variables are read
(Go spec, Order of evaluation). cmd/compile does the former first, from left to right, then reads variables, follows
pointers and indexes (cmd/compile/internal/walk/order.go): in `x + f()` x is as f leaves it, in `total += <-c` it is
read after the receive. That decides what races there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from chancheck.graph.function import Function
from chancheck.syntax import ast
from chancheck.types import types as T
from chancheck.types.relations import is_string
from chancheck.types.types import VarObj

MAY_PANIC = {"/", "%", "<<", ">>"}

POINTERS = T.Pointer, T.Chan, T.Map, T.Signature
"""Types that an interface value holds as they are."""


def early(f: Function, exprs: Sequence[ast.Expr | None], always: bool = False) -> None:
    """Evaluates the calls and the like in these expressions if something before them is to be read after them; or
    `always`, if all that is left of the expressions comes later."""
    parts = [part for e in exprs if e is not None for part in parts_of(f, e)]
    acts = [part for part in parts if part is not None]
    if acts and (always or None in parts[: len(parts) - parts[::-1].index(acts[-1])]):
        taker, fields = f.named, field_names(f, exprs)
        for e in acts:
            f.named = fields.get(e, taker)
            f.early[e] = f.stable(f.plain(e), e.pos)
        f.named = taker


def field_names(f: Function, exprs: Iterable[ast.Expr | None]) -> dict[ast.Expr, str]:
    """The fields that values in literals of structs are for."""
    names, todo = dict[ast.Expr, str](), [e for e in exprs if e is not None]
    for e in todo:
        if isinstance(e, ast.CompositeLit) and isinstance(f.info.types.get(e, T.NIL).underlying(), T.Struct):
            keyed = ((element.value, element.key) for element in e.elements)
            names |= {value: key.name for value, key in keyed if isinstance(key, ast.Ident)}
        if not acts(f, e):
            todo += operands(f, e)
    return names


def parts_of(f: Function, e: ast.Expr) -> Iterator[ast.Expr | None]:
    """The outermost expressions that act, in their order, and None for what is read or may panic."""
    while isinstance(e, ast.ParenExpr):
        e = e.x
    if e in f.early or e in f.info.constants or e in f.info.is_type:
        return
    if acts(f, e):
        yield e
        return
    for child in operands(f, e):
        yield from parts_of(f, child)
    if reads(f, e):
        yield None


def acts(f: Function, e: ast.Expr) -> bool:
    """Whether it comes first: what orderState.expr1 makes a copy of."""
    match e:
        case ast.CallExpr():
            fun = e.fun.x if isinstance(e.fun, ast.ParenExpr) else e.fun
            if e.fun in f.info.is_type or fun in f.info.is_type:
                return isinstance(f.type_of(e).underlying(), T.Slice) and is_string(f.type_of(e.args[0]))
            return True
        case ast.UnaryExpr():
            return e.op == "<-"
        case ast.BinaryExpr():
            return e.op in ("&&", "||")
        case ast.TypeAssertExpr():
            return not isinstance(f.type_of(e).underlying(), POINTERS)
        case ast.SliceExpr():
            return True
        case ast.CompositeLit():
            return isinstance(f.info.types.get(e, T.NIL).underlying(), T.Map) and bool(e.elements)
    return False


def operands(f: Function, e: ast.Expr) -> Iterable[ast.Expr]:
    """Of expressions that do not act."""
    e = f.without_arguments(e)
    match e:
        case ast.SelectorExpr():
            return [e.x] if e in f.info.selections else []
        case ast.IndexExpr():
            return [] if f.function_named(e) is not None else [e.x, *e.indices]
        case ast.CompositeLit():
            return [element.value for element in e.elements]
        case ast.CallExpr():
            return e.args
        case ast.StarExpr() | ast.UnaryExpr() | ast.TypeAssertExpr():
            return [e.x]
        case ast.BinaryExpr():
            return [e.x, e.y]
    return []


def reads(f: Function, e: ast.Expr) -> bool:
    """Whether its value, or whether it panics, may depend on what is done before."""
    e = f.without_arguments(e)
    match e:
        case ast.Ident():
            obj = f.info.uses.get(e)
            return isinstance(obj, VarObj) and (obj.is_global or obj in f.memory)
        case ast.SelectorExpr():
            chosen = f.info.selections.get(e)
            if chosen is None:
                return isinstance(f.info.uses.get(e.sel), VarObj)
            return len(chosen.path) != 1 or isinstance(f.info.types[e.x].underlying(), T.Pointer)
        case ast.IndexExpr():
            return f.function_named(e) is None
        case ast.StarExpr() | ast.CallExpr() | ast.TypeAssertExpr():
            return True
        case ast.BinaryExpr():
            return e.op in MAY_PANIC
    return False
