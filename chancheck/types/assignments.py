"""Assignments, short variable declarations, increments (Go spec, Assignment statements)."""

from __future__ import annotations

from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import show
from chancheck.types import types as T
from chancheck.types.checker import NAMES, Checker, Statements
from chancheck.types.lookup import lookup_name
from chancheck.types.names import named_object
from chancheck.types.operand import Operand, start
from chancheck.types.operands import assigned, expr, settle, value
from chancheck.types.relations import default_type, is_boolean, is_numeric, is_untyped
from chancheck.types.types import VarObj


def assign(c: Checker, s: ast.AssignStmt) -> None:
    if s.op == ":=":
        define(c, s)
    elif s.op == "=":
        assign_all(c, s)
    else:
        pair = ast.BinaryExpr(s.pos, s.op[:-1], s.lhs[0], s.rhs[0])
        goal = target(c, s.lhs[0], used=True)
        result = c.raw(pair)
        if not result.bad and goal is not None and is_untyped(result.type):
            assigned(c, result, goal, "assignment")


def targets(c: Checker, lhs: list[ast.Expr]) -> list[T.Type | None]:
    return [target(c, e) for e in lhs]


def target(c: Checker, e: ast.Expr, used: bool = False) -> T.Type | None:
    """The type of what is assigned to; None for `_` and for what cannot be assigned to."""
    inner = e
    while isinstance(inner, ast.ParenExpr):
        inner = inner.x
    if isinstance(inner, ast.Ident):
        if inner.name == "_":
            return None
        obj = c.scope.find(inner.name)
        if isinstance(obj, VarObj):
            was = obj.used
            lookup_name(c, inner)
            named_object(c, obj, inner)
            obj.used = was or used
            obj.reassigned = True
            for part in {id(e): e, id(inner): inner}.values():
                c.info.types[part] = obj.type
            return obj.type
    x = expr(c, e)
    if x.bad:
        return T.INVALID
    if x.mode not in ("variable", "mapindex"):
        if isinstance(inner, ast.SelectorExpr) and c.info.types.get(inner.x) is not None:
            base = inner.x
            while isinstance(base, ast.ParenExpr):
                base = base.x
            if isinstance(base, ast.IndexExpr) and is_map(c, base.x):
                c.error(start(e), f"cannot assign to struct field {show.expr(e)} in map")
                return T.INVALID
        c.error(start(e), f"cannot assign to {show.expr(e)}"
                   " (neither addressable nor a map index expression)")  # fmt: skip
        return T.INVALID
    mark_part(c, inner)
    return x.type


def is_map(c: Checker, e: ast.Expr) -> bool:
    t = c.info.types.get(e)
    return t is not None and not isinstance(t, T.Invalid) and isinstance(t.underlying(), T.Map)


def mark_part(c: Checker, e: ast.Expr) -> None:
    """A field or element of a variable is assigned: so is the variable."""
    while isinstance(e, ast.SelectorExpr | ast.IndexExpr | ast.ParenExpr):
        t = c.info.types.get(e.x)
        if not isinstance(e, ast.ParenExpr) and (
            t is None or isinstance(t, T.Invalid | T.Tuple) or not isinstance(t.underlying(), T.Struct | T.Array)
        ):
            return
        e = e.x
    obj = c.info.uses.get(e) if isinstance(e, ast.Ident) else None
    if isinstance(obj, VarObj):
        obj.reassigned = True


def assign_all(c: Checker, s: ast.AssignStmt) -> None:
    goals = targets(c, s.lhs)
    if len(s.lhs) == len(s.rhs):
        for t, e in zip(goals, s.rhs, strict=True):
            x = expr(c, e, t)
            if t is None:
                settle(c, x)
            else:
                assigned(c, x, t, "assignment")
        return
    types = several(c, s.lhs, s.rhs, s.lhs[0].pos, "assignment")
    for t, given in zip(goals, types or [], strict=False):
        if t is not None and given is not None:
            assigned_type(c, given, t, s.rhs[0], "assignment")


def assigned_type(c: Checker, given: T.Type, t: T.Type, e: ast.Expr, context: str) -> None:
    if is_untyped(given):
        given = t if is_boolean(t) else default_type(given)
    assigned(c, Operand("value", given, e), t, context)


def several(c: Checker, lhs: list[ast.Expr], rhs: list[ast.Expr], pos: Pos, context: str) -> list[T.Type | None] | None:
    """Types of the values of `rhs` for len(lhs) != len(rhs): a call's results, or a comma-ok form."""
    if len(rhs) == 1:
        x = c.raw(rhs[0])
        if x.bad:
            return [T.INVALID] * len(lhs)
        if isinstance(x.type, T.Tuple) and x.mode != "novalue" and len(x.type.items) == len(lhs):
            return list(x.type.items)
        if x.comma_ok and len(lhs) == 2:
            e = rhs[0]
            while True:
                c.info.comma_ok.add(e)
                if not isinstance(e, ast.ParenExpr):
                    break
                e = e.x
            return [x.type, T.UNTYPED_BOOL]
        mismatch(c, lhs, rhs, x, pos)
        return [T.INVALID] * len(lhs)
    for e in rhs:
        value(c, e)
    vs = "variable" if len(lhs) == 1 else "variables"
    c.error(pos, f"assignment mismatch: {len(lhs)} {vs} but {len(rhs)} value{'s' * (len(rhs) != 1)}")
    return [T.INVALID] * len(lhs)


def mismatch(c: Checker, lhs: list[ast.Expr], rhs: list[ast.Expr], x: Operand, pos: Pos) -> None:
    vs = "variable" if len(lhs) == 1 else "variables"
    if isinstance(rhs[0], ast.CallExpr):
        n = len(x.type.items) if isinstance(x.type, T.Tuple) else 1
        c.error(pos, f"assignment mismatch: {len(lhs)} {vs} but {show.expr(rhs[0].fun)}"
                   f" returns {n} value{'s' * (n != 1)}")  # fmt: skip
    else:
        c.error(pos, f"assignment mismatch: {len(lhs)} {vs} but 1 value")


def define(c: Checker, s: ast.AssignStmt) -> None:
    values: list[Operand | None] = []
    if len(s.lhs) == len(s.rhs):
        for left, e in zip(s.lhs, s.rhs, strict=True):
            old = c.scope.names.get(left.name) if isinstance(left, ast.Ident) else None
            x = expr(c, e, old.type if isinstance(old, VarObj) else None)
            if not (isinstance(old, VarObj) and left.name != "_"):  # type: ignore[attr-defined]
                settle(c, x)
            values.append(x)
    else:
        given = several(c, s.lhs, s.rhs, s.lhs[0].pos, "assignment") or []
        values = [Operand("value", default_type(t) if t else T.INVALID, s.rhs[0]) for t in given]
    fresh = False
    new: list[tuple[ast.Ident, T.Type]] = []
    for left, v in zip(s.lhs, values, strict=False):
        if not isinstance(left, ast.Ident):
            continue
        t = T.INVALID if v is None else v.type
        old = c.scope.names.get(left.name)
        if left.name != "_" and isinstance(old, VarObj):
            c.info.uses[left] = old
            c.info.types[left] = old.type
            old.reassigned = True
            if v is not None:
                assigned(c, v, old.type, "assignment")
        else:
            fresh = fresh or left.name != "_"
            new.append((left, t))
    if not fresh:
        c.error(s.pos, "no new variables on left side of :=", NAMES)
    for name, t in new:
        c.new_var(name, t)
        c.info.types[name] = t


def incdec(c: Checker, s: ast.IncDecStmt) -> None:
    t = target(c, s.x, used=True)
    if t is not None and not isinstance(t, T.Invalid) and not is_numeric(t):
        c.error(s.pos, f"invalid operation: {show.expr(s.x)}{s.op} (non-numeric type {t})")


STATEMENTS: Statements = {ast.AssignStmt: assign, ast.IncDecStmt: incdec}
