"""Predeclared names (Go spec, Predeclared identifiers)."""

from __future__ import annotations

from chancheck.source import NO_POS
from chancheck.types import types as T
from chancheck.types.objects import BuiltinObj, ConstObj, NilObj
from chancheck.types.relations import Scope
from chancheck.types.types import Obj, TypeName

ERROR = T.Named(TypeName("error", NO_POS, "", T.INVALID), T.Interface({"Error": T.Signature([], [T.STRING])}))
ERROR.obj.type = ERROR
ANY = T.Interface({})
COMPARABLE = T.Interface({}, comparable=True)

BASICS = (
    T.BOOL, T.STRING, T.INT, T.INT8, T.INT16, T.INT32, T.INT64, T.UINT, T.UINT8, T.UINT16, T.UINT32, T.UINT64,
    T.UINTPTR, T.FLOAT32, T.FLOAT64, T.COMPLEX64, T.COMPLEX128,
)  # fmt: skip

BUILTINS = (
    "append", "cap", "clear", "close", "complex", "copy", "delete", "imag", "len", "make", "max", "min", "new",
    "panic", "print", "println", "real", "recover",
)  # fmt: skip


def universe() -> Scope:
    named: dict[str, T.Type] = {t.name: t for t in BASICS}
    named |= {"byte": T.UINT8, "rune": T.INT32, "any": ANY, "error": ERROR, "comparable": COMPARABLE}
    names: dict[str, Obj] = {name: TypeName(name, NO_POS, "", t) for name, t in named.items()}
    names |= {name: BuiltinObj(name, NO_POS, "") for name in BUILTINS}
    names |= {name: ConstObj(name, NO_POS, "", T.UNTYPED_BOOL, name == "true") for name in ("true", "false")}
    names["nil"] = NilObj("nil", NO_POS, "")
    return Scope(None, names)


UNIVERSE = universe()
