"""Assignments, short variable declarations, increments (Go spec, Assignment statements)."""

from __future__ import annotations

from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import show
from chancheck.types import types as T
from chancheck.types.base import NAMES, Operand
from chancheck.types.calls import Calls
from chancheck.types.objects import VarObj
from chancheck.types.operands import start
from chancheck.types.relations import default_type, is_boolean, is_numeric, is_untyped


class Assignments(Calls):
    def assign(self, s: ast.AssignStmt) -> None:
        if s.op == ":=":
            self.define(s)
        elif s.op == "=":
            self.assign_all(s)
        else:
            pair = ast.BinaryExpr(s.pos, s.op[:-1], s.lhs[0], s.rhs[0])
            target = self.target(s.lhs[0], used=True)
            result = self.raw(pair)
            if not result.bad and target is not None and is_untyped(result.type):
                self.assigned(result, target, "assignment")

    def targets(self, lhs: list[ast.Expr]) -> list[T.Type | None]:
        return [self.target(e) for e in lhs]

    def target(self, e: ast.Expr, used: bool = False) -> T.Type | None:
        """The type of what is assigned to; None for `_` and for what cannot be assigned to."""
        inner = e
        while isinstance(inner, ast.ParenExpr):
            inner = inner.x
        if isinstance(inner, ast.Ident):
            if inner.name == "_":
                return None
            obj = self.scope.find(inner.name)
            if isinstance(obj, VarObj):
                was = obj.used
                self.lookup_name(inner)
                self.named_object(obj, inner)
                obj.used = was or used
                obj.reassigned = True
                for part in {id(e): e, id(inner): inner}.values():
                    self.info.types[part] = obj.type
                return obj.type
        x = self.expr(e)
        if x.bad:
            return T.INVALID
        if x.mode not in ("variable", "mapindex"):
            if isinstance(inner, ast.SelectorExpr) and self.info.types.get(inner.x) is not None:
                base = inner.x
                while isinstance(base, ast.ParenExpr):
                    base = base.x
                if isinstance(base, ast.IndexExpr) and self.is_map(base.x):
                    self.error(start(e), f"cannot assign to struct field {show.expr(e)} in map")
                    return T.INVALID
            self.error(start(e), f"cannot assign to {show.expr(e)}"
                       " (neither addressable nor a map index expression)")  # fmt: skip
            return T.INVALID
        self.mark_part(inner)
        return x.type

    def is_map(self, e: ast.Expr) -> bool:
        t = self.info.types.get(e)
        return t is not None and not isinstance(t, T.Invalid) and isinstance(t.underlying(), T.Map)

    def mark_part(self, e: ast.Expr) -> None:
        """A field or element of a variable is assigned: so is the variable."""
        while isinstance(e, ast.SelectorExpr | ast.IndexExpr | ast.ParenExpr):
            t = self.info.types.get(e.x)
            if not isinstance(e, ast.ParenExpr) and (
                t is None or isinstance(t, T.Invalid | T.Tuple) or not isinstance(t.underlying(), T.Struct | T.Array)
            ):
                return
            e = e.x
        obj = self.info.uses.get(e) if isinstance(e, ast.Ident) else None
        if isinstance(obj, VarObj):
            obj.reassigned = True

    def assign_all(self, s: ast.AssignStmt) -> None:
        targets = self.targets(s.lhs)
        if len(s.lhs) == len(s.rhs):
            for t, e in zip(targets, s.rhs, strict=True):
                x = self.expr(e, t)
                if t is None:
                    self.settle(x)
                else:
                    self.assigned(x, t, "assignment")
            return
        types = self.several(s.lhs, s.rhs, s.lhs[0].pos, "assignment")
        for t, given in zip(targets, types or [], strict=False):
            if t is not None and given is not None:
                self.assigned_type(given, t, s.rhs[0], "assignment")

    def assigned_type(self, given: T.Type, t: T.Type, e: ast.Expr, context: str) -> None:
        if is_untyped(given):
            given = t if is_boolean(t) else default_type(given)
        self.assigned(Operand("value", given, e), t, context)

    def several(self, lhs: list[ast.Expr], rhs: list[ast.Expr], pos: Pos, context: str) -> list[T.Type | None] | None:
        """Types of the values of `rhs` for len(lhs) != len(rhs): a call's results, or a comma-ok form."""
        if len(rhs) == 1:
            x = self.raw(rhs[0])
            if x.bad:
                return [T.INVALID] * len(lhs)
            if isinstance(x.type, T.Tuple) and x.mode != "novalue" and len(x.type.items) == len(lhs):
                return list(x.type.items)
            if x.comma_ok and len(lhs) == 2:
                e = rhs[0]
                while True:
                    self.info.comma_ok.add(e)
                    if not isinstance(e, ast.ParenExpr):
                        break
                    e = e.x
                return [x.type, T.UNTYPED_BOOL]
            self.mismatch(lhs, rhs, x, pos)
            return [T.INVALID] * len(lhs)
        for e in rhs:
            self.value(e)
        vs = "variable" if len(lhs) == 1 else "variables"
        self.error(pos, f"assignment mismatch: {len(lhs)} {vs} but {len(rhs)} value{'s' * (len(rhs) != 1)}")
        return [T.INVALID] * len(lhs)

    def mismatch(self, lhs: list[ast.Expr], rhs: list[ast.Expr], x: Operand, pos: Pos) -> None:
        vs = "variable" if len(lhs) == 1 else "variables"
        if isinstance(rhs[0], ast.CallExpr):
            n = len(x.type.items) if isinstance(x.type, T.Tuple) else 1
            self.error(pos, f"assignment mismatch: {len(lhs)} {vs} but {show.expr(rhs[0].fun)}"
                       f" returns {n} value{'s' * (n != 1)}")  # fmt: skip
        else:
            self.error(pos, f"assignment mismatch: {len(lhs)} {vs} but 1 value")

    def define(self, s: ast.AssignStmt) -> None:
        values: list[Operand | None] = []
        if len(s.lhs) == len(s.rhs):
            for left, e in zip(s.lhs, s.rhs, strict=True):
                old = self.scope.names.get(left.name) if isinstance(left, ast.Ident) else None
                x = self.expr(e, old.type if isinstance(old, VarObj) else None)
                if not (isinstance(old, VarObj) and left.name != "_"):  # type: ignore[attr-defined]
                    self.settle(x)
                values.append(x)
        else:
            given = self.several(s.lhs, s.rhs, s.lhs[0].pos, "assignment") or []
            values = [Operand("value", default_type(t) if t else T.INVALID, s.rhs[0]) for t in given]
        fresh = False
        new: list[tuple[ast.Ident, T.Type]] = []
        for left, value in zip(s.lhs, values, strict=False):
            if not isinstance(left, ast.Ident):
                continue
            t = T.INVALID if value is None else value.type
            old = self.scope.names.get(left.name)
            if left.name != "_" and isinstance(old, VarObj):
                self.info.uses[left] = old
                self.info.types[left] = old.type
                old.reassigned = True
                if value is not None:
                    self.assigned(value, old.type, "assignment")
            else:
                fresh = fresh or left.name != "_"
                new.append((left, t))
        if not fresh:
            self.error(s.pos, "no new variables on left side of :=", NAMES)
        for name, t in new:
            self.new_var(name, t)
            self.info.types[name] = t

    def incdec(self, s: ast.IncDecStmt) -> None:
        t = self.target(s.x, used=True)
        if t is not None and not isinstance(t, T.Invalid) and not is_numeric(t):
            self.error(s.pos, f"invalid operation: {show.expr(s.x)}{s.op} (non-numeric type {t})")
        elif t is not None and not isinstance(t, T.Invalid):
            self.refuse_complex(t, s.pos)
