"""Assignments and declarations (Go spec, Assignment statements)."""

from __future__ import annotations

from collections.abc import Sequence

from chancheck.graph import ops
from chancheck.graph.builder import Statements
from chancheck.graph.calls import several
from chancheck.graph.evaluation_order import early
from chancheck.graph.function import Function, strip
from chancheck.graph.place import Place, field_type
from chancheck.graph.places import base_place, behind, walk, where
from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import types as T
from chancheck.types.types import VarObj


def shown(e: ast.Expr) -> str:
    """A name for what is made for this variable or field."""
    e = strip(e)
    if isinstance(e, ast.Ident):
        return e.name
    return e.sel.name if isinstance(e, ast.SelectorExpr) else ""


class Target:
    """The destination of an assignment."""

    def __init__(self, type: T.Type | None, place: Place | None = None, map: ops.Operand | None = None,
                 key: ops.Operand | None = None) -> None:  # fmt: skip
        self.type, self.place, self.map, self.key = type, place, map, key


def assign(f: Function, s: ast.AssignStmt) -> None:
    if s.op == ":=":
        define(f, s)
    elif s.op != "=":
        update(f, s.lhs[0], s.op[:-1], s.rhs[0], s.pos)
    else:
        assign_all(f, s)


def assign_all(f: Function, s: ast.AssignStmt) -> None:
    """First the values and the operands on the left, then what is assigned, and may fail, from left to right."""
    types = [None if is_blank(e) else f.type_of(e) for e in s.lhs]
    early(f, s.lhs, always=True)
    if len(s.lhs) == len(s.rhs) == 1:
        early(f, s.rhs)
        f.named = shown(s.lhs[0])
        values = [f.value(s.rhs[0], types[0])]
    elif len(s.lhs) == len(s.rhs):
        early(f, [*(e for e in map(strip, s.lhs) if not isinstance(e, ast.Ident)), *s.rhs])
        values = []
        for e, rhs, t in zip(s.lhs, s.rhs, types, strict=True):
            fix_operands(f, e)
            f.named = shown(e)
            values.append(f.stable(f.value(rhs, t), rhs.pos))
    else:
        values = several(f, s.rhs[0])
        for e in s.lhs:
            fix_operands(f, e)
    for e, t, value in zip(s.lhs, types, values, strict=True):
        if t is not None:
            put(f, target_of(f, e), f.converted(value, t, s.pos), s.pos)


def assign_values(f: Function, lhs: list[ast.Expr], values: Sequence[ops.Operand], pos: Pos) -> None:
    """Assign values computed before the operands on the left, as in a range clause."""
    early(f, lhs, always=True)
    for e in lhs if len(lhs) > 1 else []:
        fix_operands(f, e)
    for e, value in zip(lhs, values, strict=True):
        target = target_of(f, e)
        if target.type is not None:
            put(f, target, f.converted(value, target.type, pos), pos)


def fix_operands(f: Function, e: ast.Expr) -> None:
    """Operands of what is assigned to, evaluated before anything is assigned."""
    e = strip(e)
    while True:
        fixed: list[ast.Expr] = []
        inside = None
        match e:
            case ast.IndexExpr() if isinstance(f.type_of(e.x).underlying(), T.Array):
                fixed, inside = e.indices, strip(e.x)
            case ast.IndexExpr():
                fixed = [e.x, *e.indices]
            case ast.StarExpr():
                fixed = [e.x]
            case ast.SelectorExpr() if e in f.info.selections:
                if fix_embedded(f, e):
                    return
                if isinstance(f.type_of(e.x).underlying(), T.Pointer):
                    fixed = [e.x]
                else:
                    inside = strip(e.x)
        for operand in map(strip, fixed):
            if operand not in f.early and operand not in f.info.constants:
                f.early[operand] = f.stable(f.plain(operand), operand.pos)
        if inside is None:
            return
        e = inside


def fix_embedded(f: Function, e: ast.SelectorExpr) -> bool:
    """Whether the path of fields follows an embedded pointer, which is then followed now."""
    path, t, last = f.info.selections[e].path, f.type_of(e.x).underlying(), 0
    t = t.elem if isinstance(t, T.Pointer) else t
    for i, index in enumerate(path):
        if isinstance(t.underlying(), T.Pointer):
            last, t = i, pointed(t)
        t = field_type(t, index)
    if last and e not in f.embedded:
        place = walk(f, base_place(f, e.x), path[:last], e.pos)
        f.embedded[e] = behind(f, f.stable(f.load(place, e.pos), e.pos)), path[last:]
    return last > 0


def values_for(f: Function, rhs: list[ast.Expr], types: list[T.Type | None], names: list[str]) -> list[ops.Operand]:
    """What is assigned to variables of these types, of which None is not used, and names."""
    if len(rhs) != len(types):
        return several(f, rhs[0])
    early(f, rhs)
    values = []
    for e, t, f.named in zip(rhs, types, names, strict=True):
        values.append(f.stable(f.value(e, t), e.pos))
    return values


def target_of(f: Function, e: ast.Expr) -> Target:
    inner = strip(e)
    if isinstance(inner, ast.Ident) and inner.name == "_":
        return Target(None)
    if isinstance(inner, ast.IndexExpr):
        under = f.type_of(inner.x).underlying()
        if isinstance(under, T.Map):
            m = f.stable(f.value(inner.x), e.pos)
            return Target(under.elem, map=m, key=f.stable(f.value(inner.indices[0], under.key), e.pos))
    place = where(f, inner)
    return Target(place.type, place)


def put(f: Function, target: Target, value: ops.Operand, pos: Pos) -> None:
    if target.map is not None and target.key is not None:
        f.emit(ops.MapUpdate(pos, target.map, target.key, value))
    elif target.place is not None:
        f.store(target.place, value, pos)


def update(f: Function, e: ast.Expr, op: str, rhs: ast.Expr | None, pos: Pos) -> None:
    """x op= y, and x++."""
    early(f, [e, rhs])
    target = target_of(f, e)
    assert target.type is not None
    if target.map is not None and target.key is not None:
        old: ops.Operand = f.temp(target.type)
        assert isinstance(old, ops.Var)
        f.emit(ops.MapLookup(pos, old, None, target.map, target.key))
    else:
        assert target.place is not None
        old = f.stable(f.load(target.place, pos), pos)
    y = ops.Const(target.type, 1) if rhs is None else f.value(rhs)
    put(f, target, f.arithmetic(op, old, y, target.type, pos), pos)


def define(f: Function, s: ast.AssignStmt) -> None:
    objs = [f.info.defs.get(e) if isinstance(e, ast.Ident) else None for e in s.lhs]
    types: list[T.Type | None] = []
    for e, obj in zip(s.lhs, objs, strict=True):
        old = f.info.uses.get(e) if isinstance(e, ast.Ident) else None
        var = obj if isinstance(obj, VarObj) else old
        types.append(var.type if isinstance(var, VarObj) and var.name != "_" else None)
    if len(s.lhs) == 1:
        f.named = shown(s.lhs[0])
        early(f, s.rhs)
        value = f.value(s.rhs[0], types[0])
        bind(f, s.lhs[0], objs[0], value, s.pos)
        return
    values = values_for(f, s.rhs, types, [shown(e) for e in s.lhs])
    for e, obj, t, value in zip(s.lhs, objs, types, values, strict=True):
        bind(f, e, obj, value if t is None else f.converted(value, t, s.pos), s.pos)


def bind(f: Function, e: ast.Expr, obj: object, value: ops.Operand, pos: Pos) -> None:
    if isinstance(obj, VarObj):
        f.declare(obj, value, e.pos)
    else:
        old = f.info.uses.get(e) if isinstance(e, ast.Ident) else None
        if isinstance(old, VarObj):
            f.store(f.place_of(old), value, pos)


def declaration(f: Function, d: ast.GenDecl) -> None:
    if d.keyword != "var":
        return
    for spec in d.specs:
        assert isinstance(spec, ast.ValueSpec)
        made = [f.info.defs[n] for n in spec.names]
        variables = [v for v in made if isinstance(v, VarObj)]
        if spec.values:
            names = [name.name for name in spec.names]
            values = values_for(f, spec.values, [v.type for v in variables], names)
            values = [f.converted(x, v.type, spec.pos) for x, v in zip(values, variables, strict=True)]
            for v, x in zip(variables, values, strict=True):
                f.declare(v, x, v.pos)
        else:
            for v in variables:
                f.declare(v, None, v.pos)


def pointed(t: T.Type) -> T.Type:
    pointer = t.underlying()
    assert isinstance(pointer, T.Pointer)
    return pointer.elem


def is_blank(e: ast.Expr) -> bool:
    return isinstance(e, ast.Ident) and e.name == "_"


def incdec(f: Function, s: ast.IncDecStmt) -> None:
    update(f, s.x, s.op[0], None, s.pos)


def decl_stmt(f: Function, s: ast.DeclStmt) -> None:
    assert isinstance(s.decl, ast.GenDecl)
    declaration(f, s.decl)


STATEMENTS: Statements = {ast.AssignStmt: assign, ast.IncDecStmt: incdec, ast.DeclStmt: decl_stmt}
