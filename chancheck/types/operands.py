"""Operands: what an expression may stand for, untyped values, assignability (Go spec, Assignability)."""

from __future__ import annotations

from fractions import Fraction

from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import constants, show
from chancheck.types import types as T
from chancheck.types.base import Operand, constant_text
from chancheck.types.instances import Instances
from chancheck.types.objects import FuncObj
from chancheck.types.relations import (
    assignable,
    default_type,
    has_nil,
    is_boolean,
    is_integer,
    is_interface,
    is_numeric,
    is_string,
    is_untyped,
    missing_method,
)  # fmt: skip

COMPARISONS = {"==", "!=", "<", "<=", ">", ">="}


class Operands(Instances):
    # provided by what is built on this
    def dispatch(self, e: ast.Expr, hint: T.Type | None) -> Operand:
        raise NotImplementedError

    def expr(self, e: ast.Expr, hint: T.Type | None = None) -> Operand:
        """Check an expression that must be a single value; untyped ones stay untyped."""
        x = self.raw(e, hint)
        if x.mode == "novalue":
            self.error(start(e), f"{show.expr(e)} (no value) used as value")
            return self.invalid(e)
        if x.mode == "type":
            self.error(start(e), f"{show.expr(e)} (type) is not an expression")
            return self.invalid(e)
        if x.mode == "builtin":
            self.error(start(e), f"{show.expr(e)} (built-in) must be called")
            return self.invalid(e)
        if x.mode == "generic":
            goal = hint.underlying() if hint is not None and not isinstance(hint, T.Invalid) else None
            if isinstance(x.obj, FuncObj) and (isinstance(goal, T.Signature) or not isinstance(e, ast.Ident)):
                return self.instantiated_for(x, x.obj, goal if isinstance(goal, T.Signature) else None)
            self.error(start(e), f"cannot use generic function {show.expr(e)} without instantiation")
            return self.invalid(e)
        if isinstance(x.type, T.Tuple) and x.mode != "invalid":
            self.error(start(e), f"multiple-value {show.expr(e)} (value of type {x.type}) in single-value context")
            return self.invalid(e)
        return x

    def instantiated_for(self, x: Operand, f: FuncObj, goal: T.Signature | None) -> Operand:
        raise NotImplementedError

    def value(self, e: ast.Expr, hint: T.Type | None = None) -> Operand:
        """Check and give untyped results their default type."""
        x = self.expr(e, hint)
        self.settle(x)
        return x

    def settle(self, x: Operand) -> None:
        if x.mode == "nil" and not x.bad:
            self.error(start(x.expr), "use of untyped nil")
            x.mode, x.type = "invalid", T.INVALID
        elif is_untyped(x.type):
            self.convert_untyped(x, default_type(x.type))

    def settle_operand(self, o: Operand) -> None:
        if o.mode != "nil" and is_untyped(o.type):
            self.convert_untyped(o, default_type(o.type))

    def assigned(self, x: Operand, t: T.Type, context: str) -> None:
        """x is assigned to a variable of type t; `context` as in Go's messages ("assignment", "argument")."""
        if x.bad or isinstance(t.underlying(), T.Invalid):
            if is_untyped(x.type) and x.mode != "nil" and not x.bad:
                self.convert_untyped(x, default_type(x.type))
            return
        if x.mode == "nil":
            if not has_nil(t):
                self.error(start(x.expr), f"cannot use nil as {t} value in {context}")
            self.record(x.expr, t)
            return
        if is_untyped(x.type):
            if x.mode == "constant" and x.value is not None and self.compatible_kind(x, t):
                goal = default_type(x.type) if is_interface(t) else t
                if not constants.fits(x.value, goal) and not is_interface(t):
                    why = "truncated" if isinstance(x.value, Fraction) and is_integer(t) else "overflows"
                    self.error(start(x.expr), f"cannot use {x} as {t} value in {context} ({why})")
                    return
            if not self.compatible_kind(x, t):
                self.error(start(x.expr), f"cannot use {x} as {t} value in {context}")
                return
            self.convert_untyped(x, default_type(x.type) if is_interface(t) else t)
            if not is_interface(t):
                return
        if not assignable(x.type, t, self.sig):
            self.error(start(x.expr), f"cannot use {x} as {t} value in {context}{self.why_not(x.type, t)}")

    def why_not(self, v: T.Type, t: T.Type) -> str:
        under = t.underlying()
        if isinstance(under, T.Interface):
            missing = missing_method(v, under, self.sig)
            if missing:
                name, why = missing
                self.package.missing.add(name)
                said = {
                    "missing": f"missing method {name}",
                    "pointer receiver": f"method {name} has pointer receiver",
                    "wrong type": f"wrong type for method {name}",
                }.get(why, why)
                return f": {v} does not implement {t} ({said})"
        elif is_interface(v) and assignable(t, v, self.sig):
            return ": need type assertion"
        return ""

    def compatible_kind(self, x: Operand, t: T.Type) -> bool:
        """Whether an untyped x can become a t at all (size aside)."""
        under = t.underlying()
        if isinstance(under, T.Interface):
            return under.terms is None and not under.methods
        if x.type is T.UNTYPED_BOOL:
            return is_boolean(t)
        if x.type is T.UNTYPED_STRING:
            return is_string(t)
        if x.mode == "constant" and isinstance(x.value, Fraction) and is_integer(t):
            return True
        return is_numeric(t)

    def convert_untyped(self, x: Operand, t: T.Type) -> None:
        if x.mode == "constant" and x.value is not None:
            if not constants.fits(x.value, t):
                if is_integer(t) and isinstance(x.value, Fraction):
                    self.error(start(x.expr), f"{show.expr(x.expr)} ({x.type} constant) truncated to {t}")
                else:
                    shown = show.expr(x.expr)
                    self.error(start(x.expr), f"cannot use {shown} ({x.type} constant{literal_value(x)}) as {t} value"
                               f" in {'constant declaration' if self.iota is not None else 'assignment'} (overflows)"
                               if is_numeric(t) else f"cannot convert {x} to type {t}")  # fmt: skip
                x.mode, x.type = "invalid", T.INVALID
                return
            x.value = constants.represented(x.value, t)
            self.info.constants[x.expr] = x.value
        x.type = t
        self.retype(x.expr, t)

    def retype(self, e: ast.Expr, t: T.Type) -> None:
        """Give an untyped expression and its untyped parts their final type."""
        old = self.info.types.get(e)
        if old is None or not is_untyped(old):
            return
        self.info.types[e] = t
        value = self.info.constants.get(e)
        if value is not None:
            self.info.constants[e] = constants.represented(value, t)
        match e:
            case ast.ParenExpr() | ast.UnaryExpr():
                self.retype(e.x, t)
            case ast.BinaryExpr(op="<<" | ">>"):
                if value is None and not is_integer(t):
                    self.error(e.pos, f"invalid operation: shifted operand {show.expr(e.x)} (type {t}) must be integer")
                self.retype(e.x, t)
            case ast.BinaryExpr() if e.op not in COMPARISONS:
                self.retype(e.x, t)
                self.retype(e.y, t)

    def record(self, e: ast.Expr, t: T.Type) -> None:
        self.info.types[e] = t

    def raw(self, e: ast.Expr, hint: T.Type | None = None) -> Operand:
        """An operand of any mode; its type and constant value are recorded."""
        x = self.dispatch(e, hint)
        self.info.types[e] = x.type
        if x.mode == "type":
            self.info.is_type.add(e)
        if x.mode == "constant" and x.value is not None:
            self.info.constants[e] = x.value
        return x

    def raw_quietly(self, e: ast.Expr) -> None:
        x = self.raw(e)
        if is_untyped(x.type) and x.mode in ("constant", "value"):
            self.settle(x)


def literal_value(x: Operand) -> str:
    return "" if isinstance(x.expr, ast.BasicLit) else f" {constant_text(x.value)}"


def start(e: ast.Node) -> Pos:
    """The first token of an expression (`pos` of a binary one is its operator)."""
    while isinstance(e, ast.BinaryExpr):
        e = e.x
    return e.pos
