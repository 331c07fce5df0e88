"""Unification of types, for the inference of type arguments (Go spec, Type unification)."""

from __future__ import annotations

from chancheck.types import types as T
from chancheck.types.relations import identical

DEEPEST_MATCH = 50
"""Levels of a type that are compared: recursive ones have no end."""


def unify(pattern: T.Type, t: T.Type, found: dict[T.TypeParam, T.Type], depth: int = 0) -> bool:
    """Bind the type parameters in `pattern` so that it becomes t (inexact: underlying types may meet)."""
    if isinstance(pattern, T.TypeParam):
        if pattern in found:
            known = found[pattern]
            if isinstance(t, T.Named) and not isinstance(known, T.Named) and identical(known, t.underlying()):
                found[pattern] = t  # of a declared type and a literal one the declared one
                return True
            return identical(known, t) or identical(known.underlying(), t.underlying())
        found[pattern] = t
        return True
    if isinstance(pattern, T.Named):
        if isinstance(t, T.Named) and t.obj is pattern.obj:
            return all(unify(a, b, found, depth + 1) for a, b in zip(pattern.args, t.args, strict=True))
        if pattern.args and depth < DEEPEST_MATCH:
            return unify(pattern.underlying(), t, found, depth + 1)
        return True
    if isinstance(t, T.Named) and not isinstance(t.underlying(), T.Interface):
        t = t.underlying()
    if type(pattern) is not type(t):
        return True  # assignability is checked later, with its own message
    match pattern, t:
        case (T.Pointer(), T.Pointer()) | (T.Slice(), T.Slice()) | (T.Array(), T.Array()) | (T.Chan(), T.Chan()):
            return unify(pattern.elem, t.elem, found, depth + 1)  # type: ignore[attr-defined]
        case T.Map(), T.Map():
            return unify(pattern.key, t.key, found, depth + 1) and unify(pattern.elem, t.elem, found, depth + 1)
        case T.Signature(), T.Signature():
            pairs = [*zip(pattern.params, t.params, strict=False), *zip(pattern.results, t.results, strict=False)]
            return all(unify(a, b, found, depth + 1) for a, b in pairs)
    return True
