"""Operands: what an expression turned out to be (Go spec, Operands)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from chancheck.records import dataclass
from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import show
from chancheck.types import types as T
from chancheck.types.complexes import Complex
from chancheck.types.objects import Constant
from chancheck.types.types import Obj


@dataclass(slots=True)
class Operand:
    """The result of checking an expression. mode: novalue, type, builtin, package, constant, variable (addressable),
    mapindex, value, nil, invalid, generic (function not yet instantiated)."""

    mode: str
    type: T.Type
    expr: ast.Expr
    value: Constant | None = None
    obj: Obj | None = None
    comma_ok: bool = False

    @property
    def bad(self) -> bool:
        return self.mode == "invalid" or isinstance(self.type, T.Invalid)

    def __str__(self) -> str:
        text = show.expr(self.expr)
        if self.mode == "nil":
            return "untyped nil" if text == "nil" else text
        if self.mode == "novalue":
            return f"{text} (no value)"
        if self.mode == "constant":
            kind = "constant" if isinstance(self.expr, ast.BasicLit) else f"constant {constant_text(self.value)}"
            if self.type.__class__ is T.Basic and str(self.type).startswith("untyped"):
                return f"{text} ({self.type} {kind})"
            return f"{text} ({kind} of type {self.type})"
        what = {"mapindex": "map index expression", "variable": "variable"}.get(self.mode, "value")
        struct = "struct type " if isinstance(self.type, T.Named) and isinstance(self.type.under, T.Struct) else "type "
        return f"{text} ({what} of {struct}{self.type})"


def constant_text(value: Constant | None) -> str:
    if isinstance(value, bytes):
        return '"' + value.decode("utf-8", "replace") + '"'
    if isinstance(value, Fraction | float):
        exact = Fraction(value)
        if abs(exact) < 2**1000:
            return f"{float(exact):.6g}"
        return f"{(Decimal(exact.numerator) / exact.denominator).normalize():.6g}".lower()
    if isinstance(value, Complex):
        return f"({constant_text(value.re)} + {constant_text(value.im)}i)"
    return str(value).lower() if isinstance(value, bool) else str(value)


def start(e: ast.Node) -> Pos:
    """The first token of an expression (`pos` of a binary one is its operator)."""
    while isinstance(e, ast.BinaryExpr):
        e = e.x
    return e.pos
