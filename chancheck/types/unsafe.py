"""Package unsafe: sizes, which are constants, and texts and bytes that share memory (Go spec, Package unsafe)."""

from __future__ import annotations

from chancheck.source import NO_POS
from chancheck.syntax import ast
from chancheck.types import show, sizes
from chancheck.types import types as T
from chancheck.types.checker import Checker
from chancheck.types.objects import BuiltinObj
from chancheck.types.operand import Operand, start
from chancheck.types.operands import convert_untyped, expr, value
from chancheck.types.relations import is_integer, is_string, is_untyped
from chancheck.types.types import Obj, TypeName

ARITY = {"Sizeof": (1, 1), "Alignof": (1, 1), "Offsetof": (1, 1), "String": (2, 2), "StringData": (1, 1),
         "Slice": (2, 2), "SliceData": (1, 1)}  # fmt: skip


def scope() -> dict[str, Obj]:
    names: dict[str, Obj] = {name: BuiltinObj(name, NO_POS, "unsafe") for name in ARITY}
    return {"Pointer": TypeName("Pointer", NO_POS, "unsafe", T.UNSAFE_POINTER), **names}


def builtin_Sizeof(c: Checker, e: ast.CallExpr) -> Operand:
    return size(c, e, 0)


def builtin_Alignof(c: Checker, e: ast.CallExpr) -> Operand:
    return size(c, e, 1)


def size(c: Checker, e: ast.CallExpr, which: int) -> Operand:
    x = value(c, e.args[0])
    return c.invalid(e) if x.bad else Operand("constant", T.UINTPTR, e, sizes.go_size(x.type)[which])


def builtin_Offsetof(c: Checker, e: ast.CallExpr) -> Operand:
    inner = e.args[0]
    while isinstance(inner, ast.ParenExpr):
        inner = inner.x
    x = value(c, e.args[0])
    chosen = c.info.selections.get(inner) if isinstance(inner, ast.SelectorExpr) else None
    if x.bad:
        return c.invalid(e)
    if chosen is None or chosen.kind != "field":
        c.error(start(e.args[0]), f"invalid argument: {show.expr(e.args[0])} is not a selector expression")
        return c.invalid(e)
    assert isinstance(inner, ast.SelectorExpr)
    at, t = 0, c.info.types[inner.x].underlying()
    if isinstance(t, T.Pointer):
        t = t.elem.underlying()
    for index in chosen.path:
        if not isinstance(t, T.Struct):
            c.error(start(e.args[0]), f"invalid argument: field {inner.sel.name} is embedded via a pointer")
            return c.invalid(e)
        at += sizes.field_offset(t, index)
        t = t.fields[index].type.underlying()
    return Operand("constant", T.UINTPTR, e, at)


def builtin_String(c: Checker, e: ast.CallExpr) -> Operand:
    return shared(c, e, T.STRING, lambda t: isinstance(t, T.Pointer) and t.elem.underlying() is T.UINT8, "*byte")


def builtin_Slice(c: Checker, e: ast.CallExpr) -> Operand:
    return shared(c, e, None, lambda t: isinstance(t, T.Pointer), "pointer")


def builtin_StringData(c: Checker, e: ast.CallExpr) -> Operand:
    return shared(c, e, T.Pointer(T.UINT8), is_string, "string")


def builtin_SliceData(c: Checker, e: ast.CallExpr) -> Operand:
    return shared(c, e, None, lambda t: isinstance(t, T.Slice), "slice")


def shared(c: Checker, e: ast.CallExpr, t: T.Type | None, fits: object, what: str) -> Operand:
    x = value(c, e.args[0])
    for a in e.args[1:]:
        n = expr(c, a)
        if not n.bad and not is_integer(n.type):
            c.error(start(a), f"invalid argument: index {n} must be integer")
        elif not n.bad and is_untyped(n.type):
            convert_untyped(c, n, T.INT)
    if x.bad:
        return c.invalid(e)
    under = x.type.underlying()
    if not fits(under):  # type: ignore[operator]
        c.error(start(e.args[0]), f"invalid argument: {x} is not a {what}")
        return c.invalid(e)
    if t is None:
        assert isinstance(under, T.Pointer | T.Slice)
        t = T.Slice(under.elem) if isinstance(under, T.Pointer) else T.Pointer(under.elem)
    return Operand("value", t, e)


BUILTINS = {
    "Sizeof": builtin_Sizeof,
    "Alignof": builtin_Alignof,
    "Offsetof": builtin_Offsetof,
    "String": builtin_String,
    "Slice": builtin_Slice,
    "StringData": builtin_StringData,
    "SliceData": builtin_SliceData,
}
