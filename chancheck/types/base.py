"""What all parts of the checker share: operands, scopes, messages, and the queue of declarations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from chancheck.diagnostic import Diagnostic, Diagnostics
from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import show
from chancheck.types import types as T
from chancheck.types.objects import Constant, FuncObj, Info, Obj, Package, VarObj
from chancheck.types.relations import Scope

NAMES, TYPES, UNUSED, UNSUPPORTED = "CC201", "CC202", "CC203", "CC301"
"""Codes: names that do not resolve, types that do not fit, unused things, what is outside the subset."""


@dataclass(slots=True)
class Operand:
    """What an expression is. mode: novalue, type, builtin, package, constant, variable (addressable), mapindex, value,
    nil, invalid, generic (function not yet instantiated)."""

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
    return str(value).lower() if isinstance(value, bool) else str(value)


@dataclass(slots=True)
class Context:
    """The function (or literal) that is being checked."""

    owner: object  # FuncObj or ast.FuncLit; None at package level
    results: list[VarObj] = field(default_factory=list)
    named_results: bool = False
    outer: Context | None = None
    literal: ast.FuncLit | None = None


class Base:
    """State of a check. One instance serves the program and all library packages it reaches."""

    def __init__(self, diagnostics: Diagnostics, go: str = "") -> None:
        self.diagnostics = diagnostics
        self.go = go
        self.package: Package = Package("", "")
        self.info: Info = Info()
        self.scope: Scope = Scope(None, {})
        self.context = Context(None)
        self.unsupported_sink: list[Diagnostic] | None = None
        self.iota: int | None = None
        self.declared: list[VarObj] = []
        self.may_fall_through: set[int] = set()
        self.joined_bytes = 0  # of constant strings

    @contextmanager
    def within(self, package: Package, info: Info, scope: Scope, context: Context) -> Iterator[None]:
        """Check something in another place than the current one."""
        saved = (self.package, self.info, self.scope, self.context, self.iota, self.unsupported_sink, self.declared)
        self.package, self.info, self.scope, self.context, self.iota = package, info, scope, context, None
        self.declared = []
        try:
            yield
        finally:
            (self.package, self.info, self.scope, self.context, self.iota, self.unsupported_sink, self.declared) = saved

    @contextmanager
    def block(self) -> Iterator[Scope]:
        outer = self.scope
        self.scope = Scope(outer, {}, outer.function)
        try:
            yield self.scope
        finally:
            self.scope = outer

    def error(self, pos: Pos, message: str, code: str = TYPES, help: str = "") -> None:
        """Names of the package itself are written as in it."""
        own = re.compile(rf"(?<![\w.\"]){re.escape(self.package.name)}\.(?=\w)")
        self.diagnostics.error(code, own.sub("", message), pos, help=help)

    def unsupported(self, pos: Pos, message: str, help: str = "", about: str = "") -> None:
        """Outside the subset: an error only if what is being checked is reached by the entry."""
        found = Diagnostic(UNSUPPORTED, message, pos, help=help, about=about)
        (self.package.unsupported if self.unsupported_sink is None else self.unsupported_sink).append(found)

    def invalid(self, e: ast.Expr) -> Operand:
        return Operand("invalid", T.INVALID, e)

    # what other parts provide
    def sig(self, f: FuncObj) -> T.Signature:
        raise NotImplementedError

    def resolve(self, obj: Obj) -> None:
        raise NotImplementedError

    def declare(self, name: ast.Ident, obj: Obj) -> None:
        """Enter a local name; `_` stands for nothing."""
        self.info.defs[name] = obj
        if name.name == "_":
            return
        before = self.scope.names.get(name.name)
        if before is not None:
            self.error(name.pos, f"{name.name} redeclared in this block", NAMES, f"it was declared at {before.pos}")
        self.scope.names[name.name] = obj

    def new_var(self, name: ast.Ident, t: T.Type, *, param: bool = False) -> VarObj:
        var = VarObj(name.name, name.pos, self.package.path, t, is_param=param, owner=self.context.owner)
        if not param:
            self.declared.append(var)
        self.declare(name, var)
        return var

    def report_unused(self) -> None:
        for var in self.declared:
            if not var.used and var.name != "_" and not self.package.is_library:
                self.error(var.pos, f"declared and not used: {var.name}", UNUSED, "use it, or name it _")
