"""Operands: what an expression may stand for, untyped values, assignability (Go spec, Assignability)."""

from __future__ import annotations

from fractions import Fraction

from chancheck.syntax import ast
from chancheck.types import constants, show
from chancheck.types import types as T
from chancheck.types.checker import Checker
from chancheck.types.complexes import Complex
from chancheck.types.inference import instantiated_for
from chancheck.types.operand import Operand, constant_text, start
from chancheck.types.relations import (
    assignable,
    default_type,
    has_nil,
    is_boolean,
    is_complex,
    is_integer,
    is_interface,
    is_numeric,
    is_string,
    is_untyped,
    missing_method,
)
from chancheck.types.types import FuncObj


def constant_int(c: Checker, e: ast.Expr) -> int | None:
    x = expr(c, e)
    if x.bad:
        return None
    if x.mode != "constant" or x.value is None:
        c.error(e.pos, f"invalid array length {show.expr(e)}")
        return None
    if is_untyped(x.type):
        convert_untyped(c, x, T.INT)
    if not is_integer(x.type) or not isinstance(x.value, int):
        if not x.bad:
            c.error(e.pos, f"array length {x} must be integer")
        return None
    return x.value


def check_size_operand(c: Checker, e: ast.Expr, x: Operand) -> int | None:
    if not x.bad and isinstance(x.value, Fraction | Complex) and constants.fits(x.value, T.INT):
        convert_untyped(c, x, T.INT)
        return int(x.value) if isinstance(x.value, int) else None
    return check_index_operand(c, e, x)


def check_index_operand(c: Checker, e: ast.Expr, x: Operand) -> int | None:
    if x.bad:
        return None
    if x.mode == "nil" or not (is_integer(x.type) or (is_untyped(x.type) and is_numeric(x.type) and x.value is None)):
        c.error(start(e), f"cannot convert {x} to type int" if x.mode == "constant"
                   else f"invalid argument: index {x} must be integer")  # fmt: skip
        return None
    if is_untyped(x.type):
        convert_untyped(c, x, T.INT)
    if isinstance(x.value, int) and x.value < 0:
        c.error(start(e), f"invalid argument: index {x} must not be negative")
        return None
    return x.value if isinstance(x.value, int) else None


COMPARISONS = {"==", "!=", "<", "<=", ">", ">="}


def expr(c: Checker, e: ast.Expr, hint: T.Type | None = None) -> Operand:
    """Check an expression that must be a single value; untyped ones stay untyped."""
    x = c.raw(e, hint)
    if x.mode == "novalue":
        c.error(start(e), f"{show.expr(e)} (no value) used as value")
        return c.invalid(e)
    if x.mode == "type":
        c.error(start(e), f"{show.expr(e)} (type) is not an expression")
        return c.invalid(e)
    if x.mode == "builtin":
        c.error(start(e), f"{show.expr(e)} (built-in) must be called")
        return c.invalid(e)
    if x.mode == "generic":
        goal = hint.underlying() if hint is not None and not isinstance(hint, T.Invalid) else None
        if isinstance(x.obj, FuncObj) and (isinstance(goal, T.Signature) or not isinstance(e, ast.Ident)):
            return instantiated_for(c, x, x.obj, goal if isinstance(goal, T.Signature) else None)
        c.error(start(e), f"cannot use generic function {show.expr(e)} without instantiation")
        return c.invalid(e)
    if isinstance(x.type, T.Tuple) and x.mode != "invalid":
        c.error(start(e), f"multiple-value {show.expr(e)} (value of type {x.type}) in single-value context")
        return c.invalid(e)
    return x


def value(c: Checker, e: ast.Expr, hint: T.Type | None = None) -> Operand:
    """Check and give untyped results their default type."""
    x = expr(c, e, hint)
    settle(c, x)
    return x


def settle(c: Checker, x: Operand) -> None:
    if x.mode == "nil" and not x.bad:
        c.error(start(x.expr), "use of untyped nil")
        x.mode, x.type = "invalid", T.INVALID
    elif is_untyped(x.type):
        convert_untyped(c, x, default_type(x.type))


def settle_operand(c: Checker, o: Operand) -> None:
    if o.mode != "nil" and is_untyped(o.type):
        convert_untyped(c, o, default_type(o.type))


def assigned(c: Checker, x: Operand, t: T.Type, context: str) -> None:
    """x is assigned to a variable of type t; `context` as in Go's messages ("assignment", "argument")."""
    if x.bad or isinstance(t.underlying(), T.Invalid):
        if is_untyped(x.type) and x.mode != "nil" and not x.bad:
            convert_untyped(c, x, default_type(x.type))
        return
    if x.mode == "nil":
        if not has_nil(t):
            c.error(start(x.expr), f"cannot use nil as {t} value in {context}")
        record(c, x.expr, t)
        return
    if is_untyped(x.type):
        if x.mode == "constant" and x.value is not None and compatible_kind(c, x, t):
            goal = default_type(x.type) if is_interface(t) else t
            if not constants.fits(x.value, goal) and not is_interface(t):
                fraction = isinstance(x.value, Fraction | Complex) and not is_complex(t)
                why = "truncated" if fraction else "overflows"
                c.error(start(x.expr), f"cannot use {x} as {t} value in {context} ({why})")
                return
        if not compatible_kind(c, x, t):
            c.error(start(x.expr), f"cannot use {x} as {t} value in {context}")
            return
        convert_untyped(c, x, default_type(x.type) if is_interface(t) else t)
        if not is_interface(t):
            return
    if not assignable(x.type, t, c.sig):
        c.error(start(x.expr), f"cannot use {x} as {t} value in {context}{why_not(c, x.type, t)}")


def why_not(c: Checker, v: T.Type, t: T.Type) -> str:
    under = t.underlying()
    if isinstance(under, T.Interface):
        missing = missing_method(v, under, c.sig)
        if missing:
            name, why = missing
            c.package.missing.add(name)
            said = {
                "missing": f"missing method {name}",
                "pointer receiver": f"method {name} has pointer receiver",
                "wrong type": f"wrong type for method {name}",
            }.get(why, why)
            return f": {v} does not implement {t} ({said})"
    elif is_interface(v) and assignable(t, v, c.sig):
        return ": need type assertion"
    return ""


def compatible_kind(c: Checker, x: Operand, t: T.Type) -> bool:
    """Whether an untyped x can become a t at all (size aside)."""
    under = t.underlying()
    if isinstance(under, T.Interface):
        return under.terms is None and not under.methods
    if x.type is T.UNTYPED_BOOL:
        return is_boolean(t)
    if x.type is T.UNTYPED_STRING:
        return is_string(t)
    if x.mode == "constant" and isinstance(x.value, Fraction | Complex) and is_integer(t):
        return True
    return is_numeric(t)


def convert_untyped(c: Checker, x: Operand, t: T.Type) -> None:
    if x.mode == "constant" and x.value is not None:
        if not constants.fits(x.value, t):
            if (isinstance(x.value, Complex) and not is_complex(t)) or (
                is_integer(t) and isinstance(x.value, Fraction)
            ):
                c.error(start(x.expr), f"{show.expr(x.expr)} ({x.type} constant) truncated to {t}")
            else:
                shown = show.expr(x.expr)
                c.error(start(x.expr), f"cannot use {shown} ({x.type} constant{literal_value(x)}) as {t} value"
                           f" in {'constant declaration' if c.iota is not None else 'assignment'} (overflows)"
                           if is_numeric(t) else f"cannot convert {x} to type {t}")  # fmt: skip
            x.mode, x.type = "invalid", T.INVALID
            return
        x.value = constants.represented(x.value, t)
        c.info.constants[x.expr] = x.value
    x.type = t
    retype(c, x.expr, t)


def retype(c: Checker, e: ast.Expr, t: T.Type) -> None:
    """Give an untyped expression and its untyped parts their final type."""
    old = c.info.types.get(e)
    if old is None or not is_untyped(old):
        return
    c.info.types[e] = t
    value = c.info.constants.get(e)
    if value is not None:
        c.info.constants[e] = constants.represented(value, t)
    match e:
        case ast.ParenExpr() | ast.UnaryExpr():
            retype(c, e.x, t)
        case ast.BinaryExpr(op="<<" | ">>"):
            if value is None and not is_integer(t):
                c.error(e.pos, f"invalid operation: shifted operand {show.expr(e.x)} (type {t}) must be integer")
            retype(c, e.x, t)
        case ast.BinaryExpr() if e.op not in COMPARISONS:
            retype(c, e.x, t)
            retype(c, e.y, t)


def record(c: Checker, e: ast.Expr, t: T.Type) -> None:
    c.info.types[e] = t


def raw_quietly(c: Checker, e: ast.Expr) -> None:
    x = c.raw(e)
    if is_untyped(x.type) and x.mode in ("constant", "value"):
        settle(c, x)


def literal_value(x: Operand) -> str:
    return "" if isinstance(x.expr, ast.BasicLit) else f" {constant_text(x.value)}"
