"""Functions of models that only values of some kinds lead to: `//chancheck:kinds KIND...` above a declaration.

The kinds are those of models/internal/text: bool, int, uint, string, float, pointer, struct, array, slice, map, chan
and func; `uncommon` is any type but int, string and bool. Where no type that an entry makes an interface value has one
of them, the function is left out: formatting a number takes no code for structs. Above a function that recovers only
to panic again, `//chancheck:repanics` says that no other code gets the value.
"""

from __future__ import annotations

from collections.abc import Iterable

from chancheck.types import types as T
from chancheck.types.relations import key

UNCOMMON = "uncommon"
MAKING_TYPES = frozenset(
    f"internal/text.{name}"
    for name in (
        "Bind", "Call", "Elem", "ElemAddr", "FieldAddr", "NewOf", "Retype", "TypeElem", "TypeField", "TypeNumber",
        "TypeParam", "TypeResult", "ZeroOf",
    )
)  # fmt: skip
"""Operations by which a value of any type can become an interface value."""

COMPOSITE: dict[type[T.Type], str] = {
    T.Array: "array", T.Chan: "chan", T.Signature: "func", T.Map: "map", T.Pointer: "pointer", T.Slice: "slice",
    T.Struct: "struct",
}  # fmt: skip

OF_TYPES = frozenset({UNCOMMON, "bool", "complex", "float", "int", "other", "string", "uint", *COMPOSITE.values()})
"""Kinds that types have. Others are those of values that only some functions make, whatever types there are."""


def kind(t: T.Type) -> str:
    u = t.underlying()
    if not isinstance(u, T.Basic):
        return COMPOSITE.get(type(u), "other")
    return next((sort for sort in ("uint", "int", "float", "complex") if u.name.startswith(sort)), u.name)


def kinds(types: Iterable[T.Type], faults: list[T.Type], recovers: bool) -> set[str]:
    """Of the types that become interface values. faults: the types of run-time panics, which only code that recovers
    can hold."""
    found: set[str] = set()
    hidden = set() if recovers else set(map(key, faults))
    for t in types:
        if key(t) in hidden:
            continue
        found.add(kind(t))
        if t not in (T.INT, T.STRING, T.BOOL):
            found.add(UNCOMMON)
    return found
