"""Conversions (Go spec, Conversions)."""

from __future__ import annotations

from fractions import Fraction

from chancheck.syntax import ast
from chancheck.types import constants
from chancheck.types import types as T
from chancheck.types.checker import Checker
from chancheck.types.complexes import Complex
from chancheck.types.operand import Operand, start
from chancheck.types.operands import assigned, compatible_kind, convert_untyped, expr, retype, settle, why_not
from chancheck.types.relations import (
    convertible,
    default_type,
    is_integer,
    is_interface,
    is_numeric,
    is_string,
    is_untyped,
)


def conversion(c: Checker, e: ast.CallExpr, t: T.Type) -> Operand:
    if len(e.args) != 1:
        few = "missing argument" if not e.args else "too many arguments"
        c.error(e.end if not e.args else e.args[1].pos, f"{few} in conversion to {t}")
        return c.invalid(e)
    if e.ellipsis:
        c.error(e.args[0].pos, f"invalid use of ... in conversion to {t}")
        return c.invalid(e)
    x = expr(c, e.args[0], t)
    if x.bad or isinstance(t, T.Invalid):
        return c.invalid(e)
    if x.mode == "nil":
        assigned(c, x, t, "conversion")
        return Operand("value", t, e)
    under = t.underlying()
    if x.mode == "constant" and x.value is not None and isinstance(under, T.Basic):
        return constant_conversion(c, e, x, t)
    if is_untyped(x.type):
        ok = compatible_kind(c, x, t) or is_interface(t)
        convert_untyped(c, x, default_type(x.type) if is_interface(t) or not ok else t)
    if is_interface(t) and x.mode == "constant":
        settle(c, x)
    if not convertible(x.type, t, c.sig):
        c.error(start(e.args[0]), f"cannot convert {x} to type {t}{why_not(c, x.type, t)}")
        return c.invalid(e)
    return Operand("value", t, e)


def constant_conversion(c: Checker, e: ast.CallExpr, x: Operand, t: T.Type) -> Operand:
    assert x.value is not None
    if is_string(t) and is_integer(x.type) and isinstance(x.value, int):
        if is_untyped(x.type):
            retype(c, x.expr, T.INT32)
        code = x.value if 0 <= x.value <= 0x10FFFF and not 0xD800 <= x.value < 0xE000 else 0xFFFD
        return Operand("constant", t, e, chr(code).encode())
    if constants.fits(x.value, t):
        if is_untyped(x.type):
            retype(c, x.expr, t)
        return Operand("constant", t, e, constants.represented(x.value, t))
    if is_numeric(x.type) and is_numeric(t):
        why = "truncated" if isinstance(x.value, Fraction | Complex) else "overflows"
        c.error(start(e.args[0]), f"cannot convert {x} to type {t} ({why})")
    else:
        c.error(start(e.args[0]), f"cannot convert {x} to type {t}")
    return c.invalid(e)
