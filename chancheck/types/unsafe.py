"""Package unsafe: sizes, which are constants, and texts and bytes that share memory (Go spec, Package unsafe)."""

from __future__ import annotations

from chancheck.source import NO_POS
from chancheck.syntax import ast
from chancheck.types import show, sizes
from chancheck.types import types as T
from chancheck.types.base import Operand
from chancheck.types.exprs import Exprs
from chancheck.types.objects import BuiltinObj, Obj, TypeName
from chancheck.types.operands import start
from chancheck.types.relations import is_integer, is_string, is_untyped

ARITY = {"Sizeof": (1, 1), "Alignof": (1, 1), "Offsetof": (1, 1), "String": (2, 2), "StringData": (1, 1),
         "Slice": (2, 2), "SliceData": (1, 1)}  # fmt: skip


def scope() -> dict[str, Obj]:
    names: dict[str, Obj] = {name: BuiltinObj(name, NO_POS, "unsafe") for name in ARITY}
    return {"Pointer": TypeName("Pointer", NO_POS, "unsafe", T.UNSAFE_POINTER), **names}


class Unsafe(Exprs):
    def builtin_Sizeof(self, e: ast.CallExpr) -> Operand:
        return self.size(e, 0)

    def builtin_Alignof(self, e: ast.CallExpr) -> Operand:
        return self.size(e, 1)

    def size(self, e: ast.CallExpr, which: int) -> Operand:
        x = self.value(e.args[0])
        return self.invalid(e) if x.bad else Operand("constant", T.UINTPTR, e, sizes.go_size(x.type)[which])

    def builtin_Offsetof(self, e: ast.CallExpr) -> Operand:
        inner = e.args[0]
        while isinstance(inner, ast.ParenExpr):
            inner = inner.x
        x = self.value(e.args[0])
        chosen = self.info.selections.get(inner) if isinstance(inner, ast.SelectorExpr) else None
        if x.bad:
            return self.invalid(e)
        if chosen is None or chosen.kind != "field":
            self.error(start(e.args[0]), f"invalid argument: {show.expr(e.args[0])} is not a selector expression")
            return self.invalid(e)
        assert isinstance(inner, ast.SelectorExpr)
        at, t = 0, self.info.types[inner.x].underlying()
        if isinstance(t, T.Pointer):
            t = t.elem.underlying()
        for index in chosen.path:
            if not isinstance(t, T.Struct):
                self.error(start(e.args[0]), f"invalid argument: field {inner.sel.name} is embedded via a pointer")
                return self.invalid(e)
            at += sizes.field_offset(t, index)
            t = t.fields[index].type.underlying()
        return Operand("constant", T.UINTPTR, e, at)

    def builtin_String(self, e: ast.CallExpr) -> Operand:
        return self.shared(e, T.STRING, lambda t: isinstance(t, T.Pointer) and t.elem.underlying() is T.UINT8, "*byte")

    def builtin_Slice(self, e: ast.CallExpr) -> Operand:
        return self.shared(e, None, lambda t: isinstance(t, T.Pointer), "pointer")

    def builtin_StringData(self, e: ast.CallExpr) -> Operand:
        return self.shared(e, T.Pointer(T.UINT8), is_string, "string")

    def builtin_SliceData(self, e: ast.CallExpr) -> Operand:
        return self.shared(e, None, lambda t: isinstance(t, T.Slice), "slice")

    def shared(self, e: ast.CallExpr, t: T.Type | None, fits: object, what: str) -> Operand:
        x = self.value(e.args[0])
        for a in e.args[1:]:
            n = self.expr(a)
            if not n.bad and not is_integer(n.type):
                self.error(start(a), f"invalid argument: index {n} must be integer")
            elif not n.bad and is_untyped(n.type):
                self.convert_untyped(n, T.INT)
        if x.bad:
            return self.invalid(e)
        under = x.type.underlying()
        if not fits(under):  # type: ignore[operator]
            self.error(start(e.args[0]), f"invalid argument: {x} is not a {what}")
            return self.invalid(e)
        if t is None:
            assert isinstance(under, T.Pointer | T.Slice)
            t = T.Slice(under.elem) if isinstance(under, T.Pointer) else T.Pointer(under.elem)
        return Operand("value", t, e)
