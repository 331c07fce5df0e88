"""Operators: arithmetic, comparison, shifts, addresses, receive (Go spec, Operators)."""

from __future__ import annotations

from chancheck.syntax import ast
from chancheck.types import constants, show
from chancheck.types import types as T
from chancheck.types.checker import Checker, Hinted
from chancheck.types.names import take_address
from chancheck.types.objects import Constant
from chancheck.types.operand import Operand, start
from chancheck.types.operands import COMPARISONS, compatible_kind, convert_untyped, expr, record, settle, settle_operand
from chancheck.types.relations import (
    assignable,
    comparable,
    has_nil,
    identical,
    is_boolean,
    is_integer,
    is_interface,
    is_numeric,
    is_ordered,
    is_string,
    is_untyped,
)


def unary(c: Checker, e: ast.UnaryExpr, hint: T.Type | None) -> Operand:
    if e.op == "&":
        return address(c, e, hint)
    if e.op == "~":
        c.error(e.pos, "cannot use ~ outside of interface or type constraint")
        return c.invalid(e)
    x = expr(c, e.x)
    if x.bad:
        return c.invalid(e)
    if e.op == "<-":
        u = x.type.underlying()
        if not isinstance(u, T.Chan):
            c.error(e.pos, f"invalid operation: cannot receive from non-channel {x.type} {x}")
            return c.invalid(e)
        if u.dir == "send":
            c.error(e.pos, f"invalid operation: cannot receive from send-only channel {x.type} {x}")
            return c.invalid(e)
        return Operand("value", u.elem, e, comma_ok=True)
    good = is_boolean(x.type) if e.op == "!" else is_integer(x.type) if e.op == "^" else is_numeric(x.type)
    if not good or x.mode == "nil":
        c.error(e.pos, f"invalid operation: operator {e.op} not defined on {x}")
        return c.invalid(e)
    if x.mode == "constant" and x.value is not None:
        value = constants.unary(e.op, x.value, x.type)
        return folded(c, e, x.type, value)
    return Operand("value", x.type, e)


def folded(c: Checker, e: ast.Expr, t: T.Type, value: Constant) -> Operand:
    if not is_untyped(t) and is_numeric(t) and not constants.fits(value, t):
        shown = f" (constant {value!r} of type {t})" if isinstance(value, int) else ""
        c.error(start(e), f"{show.expr(e)}{shown} overflows {t}")
        return c.invalid(e)
    if constants.too_large(value):
        c.error(start(e), f"constant {getattr(e, 'op', 'expression')} overflow")
        return c.invalid(e)
    return Operand("constant", t, e, constants.represented(value, t))


def room(c: Checker, e: ast.BinaryExpr, x: bytes, y: bytes) -> bool:
    """Whether two constant strings may be joined: a few lines of doubling would take all memory."""
    length = len(x) + len(y)
    c.joined_bytes += length
    if length <= constants.LONGEST_STRING and c.joined_bytes <= constants.MOST_STRING_BYTES:
        return True
    most = constants.LONGEST_STRING if length > constants.LONGEST_STRING else constants.MOST_STRING_BYTES
    of = "constant strings" if length > constants.LONGEST_STRING else "constant strings, all together,"
    c.error(start(e), f"constant string too long: {of} of more than {most >> 20} MB are not supported")
    return False


def address(c: Checker, e: ast.UnaryExpr, hint: T.Type | None) -> Operand:
    inner = e.x
    while isinstance(inner, ast.ParenExpr):
        inner = inner.x
    under = hint.underlying() if hint is not None and not isinstance(hint, T.Invalid) else None
    x = c.raw(e.x, under.elem if isinstance(under, T.Pointer) else None)
    if x.bad:
        return c.invalid(e)
    if not isinstance(inner, ast.CompositeLit):
        if x.mode != "variable":
            c.error(e.pos, f"invalid operation: cannot take address of {x}")
            return c.invalid(e)
        take_address(c, e.x)
    return Operand("value", T.Pointer(x.type), e)


def binary(c: Checker, e: ast.BinaryExpr, hint: T.Type | None) -> Operand:
    if e.op in ("<<", ">>"):
        return shift(c, e, hint)
    x, y = expr(c, e.x), expr(c, e.y)
    if x.bad or y.bad:
        return c.invalid(e)
    if not match_types(c, x, y, e):
        return c.invalid(e)
    if e.op in COMPARISONS:
        return comparison(c, e, x, y)
    if not identical(x.type, y.type):
        mismatched(c, e, x, y)
        return c.invalid(e)
    if not operator_defined(c, e.op, x.type) or "nil" in (x.mode, y.mode):
        c.error(e.pos, f"invalid operation: operator {e.op} not defined on {x}")
        return c.invalid(e)
    zero = y.mode == "constant" and y.value is not None and not isinstance(y.value, bytes | bool) and not y.value
    if e.op in ("/", "%") and zero and (is_integer(x.type) or x.mode == "constant"):
        c.error(start(e.y), "invalid operation: division by zero")
        return c.invalid(e)
    if x.mode == y.mode == "constant" and x.value is not None and y.value is not None:
        if isinstance(x.value, bytes) and isinstance(y.value, bytes) and not room(c, e, x.value, y.value):
            return c.invalid(e)
        integral = is_integer(x.type)
        return folded(c, e, x.type, constants.binary(e.op, x.value, y.value, x.type if integral else T.FLOAT64))
    return Operand("value", x.type, e)


def mismatched(c: Checker, e: ast.BinaryExpr, x: Operand, y: Operand) -> None:
    c.error(start(e), f"invalid operation: {show.expr(e)} (mismatched types {x.type} and {y.type})")


def match_types(c: Checker, x: Operand, y: Operand, e: ast.BinaryExpr) -> bool:
    """Bring untyped operands to the other's type."""
    if "nil" in (x.mode, y.mode):
        if x.mode == y.mode:
            c.error(start(e), f"invalid operation: {show.expr(e)} (operator {e.op} not defined on nil)")
            return False
        other, nil = (y, x) if x.mode == "nil" else (x, y)
        if not has_nil(other.type):
            c.error(start(nil.expr), f"invalid operation: {show.expr(e)} (mismatched types {x.type} and {y.type})")
            return False
        record(c, nil.expr, other.type)
        return True
    if is_untyped(x.type) and is_untyped(y.type):
        order = [T.UNTYPED_INT, T.UNTYPED_RUNE, T.UNTYPED_FLOAT, T.UNTYPED_COMPLEX]
        if x.type in order and y.type in order:
            t = order[max(order.index(x.type), order.index(y.type))]
            for o in (x, y):
                if o.mode == "constant" and o.value is not None:
                    o.value = constants.represented(o.value, t)
                o.type = t
            return True
        if x.type is not y.type:
            mismatched(c, e, x, y)
            return False
        return True
    for a, b in ((x, y), (y, x)):
        if is_untyped(a.type):
            if is_interface(b.type):
                settle(c, a)
                return not a.bad
            if not compatible_kind(c, a, b.type):
                mismatched(c, e, x, y)
                return False
            convert_untyped(c, a, b.type)
            return not a.bad
    return True


def operator_defined(c: Checker, op: str, t: T.Type) -> bool:
    if op == "+":
        return is_numeric(t) or is_string(t)
    if op in ("-", "*", "/"):
        return is_numeric(t)
    if op in ("&&", "||"):
        return is_boolean(t)
    return is_integer(t)


def comparison(c: Checker, e: ast.BinaryExpr, x: Operand, y: Operand) -> Operand:
    fits = assignable(x.type, y.type, c.sig) or assignable(y.type, x.type, c.sig)
    if not fits:
        mismatched(c, e, x, y)
        return c.invalid(e)
    if e.op in ("==", "!="):
        nil = "nil" in (x.mode, y.mode)
        for o in (x, y):
            if not nil and not comparable(o.type):
                what = {T.Slice: "slice", T.Map: "map", T.Signature: "func"}.get(type(o.type.underlying()), "")
                why = f"{what} can only be compared to nil" if what else f"{o.type} cannot be compared"
                c.error(start(e), f"invalid operation: {show.expr(e)} ({why})")
                return c.invalid(e)
    elif not is_ordered(x.type):
        c.error(start(e), f"invalid operation: {show.expr(e)} (operator {e.op} not defined on "
                   f"{kind_name(x.type)})")  # fmt: skip
        return c.invalid(e)
    if x.mode == y.mode == "constant" and x.value is not None and y.value is not None:
        return Operand("constant", T.UNTYPED_BOOL, e, constants.binary(e.op, x.value, y.value, x.type))
    for o in (x, y):
        settle_operand(c, o)
    return Operand("value", T.UNTYPED_BOOL, e)


def shift(c: Checker, e: ast.BinaryExpr, hint: T.Type | None) -> Operand:
    x, y = expr(c, e.x), expr(c, e.y)
    if x.bad or y.bad:
        return c.invalid(e)
    if y.mode == "constant" and is_untyped(y.type):
        if not constants.fits(y.value or 0, T.UINT):
            c.error(start(e.y), f"invalid operation: negative shift count {y}" if isinstance(y.value, int)
                       and y.value < 0 else f"invalid operation: shift count {y} must be integer")  # fmt: skip
            return c.invalid(e)
        convert_untyped(c, y, T.UINT)
    elif is_untyped(y.type):
        convert_untyped(c, y, T.UINT)
    if not is_integer(y.type) and not (y.mode == "constant" and constants.fits(y.value or 0, T.UINT)):
        c.error(start(e.y), f"invalid operation: shift count {y} must be integer")
        return c.invalid(e)
    untyped_integral = (
        x.mode == "constant" and is_untyped(x.type) and x.value is not None and constants.fits(x.value, T.UNTYPED_INT)
    )
    if not is_integer(x.type) and not untyped_integral:
        c.error(start(e.x), f"invalid operation: shifted operand {x} must be integer")
        return c.invalid(e)
    if x.mode == y.mode == "constant":
        assert x.value is not None
        count = constants.represented(y.value or 0, T.UNTYPED_INT)
        assert isinstance(count, int)
        if count > 10_000:
            c.error(start(e.y), f"invalid shift count {y}")
            return c.invalid(e)
        t = T.UNTYPED_INT if is_untyped(x.type) and not is_integer(x.type) else x.type
        shifted = constants.represented(x.value, t)
        assert isinstance(shifted, int)
        return folded(c, e, t, constants.shift(e.op, shifted, count))
    return Operand("value", x.type, e)


def kind_name(t: T.Type) -> str:
    names = {T.Struct: "struct", T.Pointer: "pointer", T.Interface: "interface", T.Chan: "chan", T.Slice: "slice",
             T.Map: "map", T.Signature: "func"}  # fmt: skip
    return "bool" if is_boolean(t) else names.get(type(t.underlying()), str(t))


HINTED: Hinted = {
    ast.UnaryExpr: unary,
    ast.BinaryExpr: binary,
}
