"""Operators: arithmetic, comparison, shifts, addresses, receive (Go spec, Operators)."""

from __future__ import annotations

from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import constants, show
from chancheck.types import types as T
from chancheck.types.base import Operand
from chancheck.types.elements import Elements
from chancheck.types.objects import (
    Constant,
)  # fmt: skip
from chancheck.types.operands import COMPARISONS, start
from chancheck.types.relations import (
    assignable,
    comparable,
    has_nil,
    identical,
    is_boolean,
    is_integer,
    is_interface,
    is_numeric,
    is_string,
    is_untyped,
)  # fmt: skip


class Operators(Elements):
    def unary(self, e: ast.UnaryExpr, hint: T.Type | None) -> Operand:
        if e.op == "&":
            return self.address(e, hint)
        if e.op == "~":
            self.error(e.pos, "cannot use ~ outside of interface or type constraint")
            return self.invalid(e)
        x = self.expr(e.x)
        if x.bad:
            return self.invalid(e)
        if e.op == "<-":
            u = x.type.underlying()
            if not isinstance(u, T.Chan):
                self.error(e.pos, f"invalid operation: cannot receive from non-channel {x.type} {x}")
                return self.invalid(e)
            if u.dir == "send":
                self.error(e.pos, f"invalid operation: cannot receive from send-only channel {x.type} {x}")
                return self.invalid(e)
            return Operand("value", u.elem, e, comma_ok=True)
        good = is_boolean(x.type) if e.op == "!" else is_integer(x.type) if e.op == "^" else is_numeric(x.type)
        if not good or x.mode == "nil":
            self.error(e.pos, f"invalid operation: operator {e.op} not defined on {x}")
            return self.invalid(e)
        if x.mode == "constant" and x.value is not None:
            value = constants.unary(e.op, x.value, x.type)
            return self.folded(e, x.type, value)
        self.refuse_complex(x.type, e.pos)
        return Operand("value", x.type, e)

    def folded(self, e: ast.Expr, t: T.Type, value: Constant) -> Operand:
        if not is_untyped(t) and is_numeric(t) and not constants.fits(value, t):
            shown = f" (constant {value!r} of type {t})" if isinstance(value, int) else ""
            self.error(start(e), f"{show.expr(e)}{shown} overflows {t}")
            return self.invalid(e)
        if constants.too_large(value):
            self.error(start(e), f"constant {getattr(e, 'op', 'expression')} overflow")
            return self.invalid(e)
        return Operand("constant", t, e, constants.represented(value, t))

    def room(self, e: ast.BinaryExpr, x: bytes, y: bytes) -> bool:
        """Whether two constant strings may be joined: a few lines of doubling would take all memory."""
        length = len(x) + len(y)
        self.joined_bytes += length
        if length <= constants.LONGEST_STRING and self.joined_bytes <= constants.MOST_STRING_BYTES:
            return True
        most = constants.LONGEST_STRING if length > constants.LONGEST_STRING else constants.MOST_STRING_BYTES
        of = "constant strings" if length > constants.LONGEST_STRING else "constant strings, all together,"
        self.error(start(e), f"constant string too long: {of} of more than {most >> 20} MB are not supported")
        return False

    def address(self, e: ast.UnaryExpr, hint: T.Type | None) -> Operand:
        inner = e.x
        while isinstance(inner, ast.ParenExpr):
            inner = inner.x
        under = hint.underlying() if hint is not None and not isinstance(hint, T.Invalid) else None
        x = self.raw(e.x, under.elem if isinstance(under, T.Pointer) else None)
        if x.bad:
            return self.invalid(e)
        if not isinstance(inner, ast.CompositeLit):
            if x.mode != "variable":
                self.error(e.pos, f"invalid operation: cannot take address of {x}")
                return self.invalid(e)
            self.take_address(e.x)
        return Operand("value", T.Pointer(x.type), e)

    def refuse_complex(self, t: T.Type, pos: Pos) -> None:
        if t.underlying() is T.COMPLEX128:
            self.unsupported(pos, "complex numbers are not supported", "calculate with two floating-point numbers")

    def binary(self, e: ast.BinaryExpr, hint: T.Type | None) -> Operand:
        if e.op in ("<<", ">>"):
            return self.shift(e, hint)
        x, y = self.expr(e.x), self.expr(e.y)
        if x.bad or y.bad:
            return self.invalid(e)
        if not self.match(x, y, e):
            return self.invalid(e)
        if e.op in COMPARISONS:
            return self.comparison(e, x, y)
        if not identical(x.type, y.type):
            self.mismatched(e, x, y)
            return self.invalid(e)
        if not self.operator_defined(e.op, x.type) or "nil" in (x.mode, y.mode):
            self.error(e.pos, f"invalid operation: operator {e.op} not defined on {x}")
            return self.invalid(e)
        zero = y.mode == "constant" and y.value is not None and not isinstance(y.value, bytes | bool) and y.value == 0
        if e.op in ("/", "%") and zero and (is_integer(x.type) or x.mode == "constant"):
            self.error(start(e.y), "invalid operation: division by zero")
            return self.invalid(e)
        if x.mode == y.mode == "constant" and x.value is not None and y.value is not None:
            if isinstance(x.value, bytes) and isinstance(y.value, bytes) and not self.room(e, x.value, y.value):
                return self.invalid(e)
            integral = is_integer(x.type)
            return self.folded(e, x.type, constants.binary(e.op, x.value, y.value, x.type if integral else T.FLOAT64))
        self.refuse_complex(x.type, e.pos)
        return Operand("value", x.type, e)

    def mismatched(self, e: ast.BinaryExpr, x: Operand, y: Operand) -> None:
        self.error(start(e), f"invalid operation: {show.expr(e)} (mismatched types {x.type} and {y.type})")

    def match(self, x: Operand, y: Operand, e: ast.BinaryExpr) -> bool:
        """Bring untyped operands to the other's type."""
        if "nil" in (x.mode, y.mode):
            if x.mode == y.mode:
                self.error(start(e), f"invalid operation: {show.expr(e)} (operator {e.op} not defined on nil)")
                return False
            other, nil = (y, x) if x.mode == "nil" else (x, y)
            if not has_nil(other.type):
                self.error(
                    start(nil.expr), f"invalid operation: {show.expr(e)} (mismatched types {x.type} and {y.type})"
                )
                return False
            self.record(nil.expr, other.type)
            return True
        if is_untyped(x.type) and is_untyped(y.type):
            order = [T.UNTYPED_INT, T.UNTYPED_RUNE, T.UNTYPED_FLOAT]
            if x.type in order and y.type in order:
                t = order[max(order.index(x.type), order.index(y.type))]
                for o in (x, y):
                    if o.mode == "constant" and o.value is not None:
                        o.value = constants.represented(o.value, t)
                    o.type = t
                return True
            if x.type is not y.type:
                self.mismatched(e, x, y)
                return False
            return True
        for a, b in ((x, y), (y, x)):
            if is_untyped(a.type):
                if is_interface(b.type):
                    self.settle(a)
                    return not a.bad
                if not self.compatible_kind(a, b.type):
                    self.mismatched(e, x, y)
                    return False
                self.convert_untyped(a, b.type)
                return not a.bad
        return True

    def operator_defined(self, op: str, t: T.Type) -> bool:
        if op == "+":
            return is_numeric(t) or is_string(t)
        if op in ("-", "*", "/"):
            return is_numeric(t)
        if op in ("&&", "||"):
            return is_boolean(t)
        return is_integer(t)

    def comparison(self, e: ast.BinaryExpr, x: Operand, y: Operand) -> Operand:
        fits = assignable(x.type, y.type, self.sig) or assignable(y.type, x.type, self.sig)
        if not fits:
            self.mismatched(e, x, y)
            return self.invalid(e)
        if e.op in ("==", "!="):
            nil = "nil" in (x.mode, y.mode)
            for o in (x, y):
                if not nil and not comparable(o.type):
                    what = {T.Slice: "slice", T.Map: "map", T.Signature: "func"}.get(type(o.type.underlying()), "")
                    why = f"{what} can only be compared to nil" if what else f"{o.type} cannot be compared"
                    self.error(start(e), f"invalid operation: {show.expr(e)} ({why})")
                    return self.invalid(e)
        elif not (is_numeric(x.type) or is_string(x.type)):
            self.error(start(e), f"invalid operation: {show.expr(e)} (operator {e.op} not defined on "
                       f"{kind_name(x.type)})")  # fmt: skip
            return self.invalid(e)
        if x.mode == y.mode == "constant" and x.value is not None and y.value is not None:
            return Operand("constant", T.UNTYPED_BOOL, e, constants.binary(e.op, x.value, y.value, x.type))
        for o in (x, y):
            self.settle_operand(o)
        self.refuse_complex(x.type, e.pos)
        return Operand("value", T.UNTYPED_BOOL, e)

    def shift(self, e: ast.BinaryExpr, hint: T.Type | None) -> Operand:
        x, y = self.expr(e.x), self.expr(e.y)
        if x.bad or y.bad:
            return self.invalid(e)
        if y.mode == "constant" and is_untyped(y.type):
            if not constants.fits(y.value or 0, T.UINT):
                self.error(start(e.y), f"invalid operation: negative shift count {y}" if isinstance(y.value, int)
                           and y.value < 0 else f"invalid operation: shift count {y} must be integer")  # fmt: skip
                return self.invalid(e)
            self.convert_untyped(y, T.UINT)
        elif is_untyped(y.type):
            self.convert_untyped(y, T.UINT)
        if not is_integer(y.type):
            self.error(start(e.y), f"invalid operation: shift count {y} must be integer")
            return self.invalid(e)
        untyped_integral = (
            x.mode == "constant"
            and is_untyped(x.type)
            and x.value is not None
            and constants.fits(x.value, T.UNTYPED_INT)
        )
        if not is_integer(x.type) and not untyped_integral:
            self.error(start(e.x), f"invalid operation: shifted operand {x} must be integer")
            return self.invalid(e)
        if x.mode == y.mode == "constant":
            assert isinstance(y.value, int) and x.value is not None
            if y.value > 10_000:
                self.error(start(e.y), f"invalid shift count {y}")
                return self.invalid(e)
            t = T.UNTYPED_INT if x.type is T.UNTYPED_FLOAT else x.type
            return self.folded(e, t, constants.shift(e.op, int(x.value), y.value))
        return Operand("value", x.type, e)


def kind_name(t: T.Type) -> str:
    names = {T.Struct: "struct", T.Pointer: "pointer", T.Interface: "interface", T.Chan: "chan", T.Slice: "slice",
             T.Map: "map", T.Signature: "func"}  # fmt: skip
    return "bool" if is_boolean(t) else names.get(type(t.underlying()), str(t))
