"""Assignments, declarations and results (Go spec, Assignment statements; Return statements)."""

from __future__ import annotations

from collections.abc import Sequence

from chancheck.graph import iterators, ops
from chancheck.graph.calls import Calls
from chancheck.graph.exprs import shown, strip, unsupported
from chancheck.graph.function import Place, field_type
from chancheck.graph.order import early
from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import types as T
from chancheck.types.types import VarObj


class Target:
    """What an assignment writes to."""

    def __init__(self, type: T.Type | None, place: Place | None = None, map: ops.Operand | None = None,
                 key: ops.Operand | None = None) -> None:  # fmt: skip
        self.type, self.place, self.map, self.key = type, place, map, key


class Assignments(Calls):
    def assign(self, s: ast.AssignStmt) -> None:
        if s.op == ":=":
            self.define(s)
        elif s.op != "=":
            self.update(s.lhs[0], s.op[:-1], s.rhs[0], s.pos)
        else:
            self.assign_all(s)

    def assign_all(self, s: ast.AssignStmt) -> None:
        """First the values and the operands on the left, then what is assigned, and may fail, from left to right."""
        types = [None if is_blank(e) else self.type_of(e) for e in s.lhs]
        early(self, s.lhs, always=True)
        if len(s.lhs) == len(s.rhs) == 1:
            early(self, s.rhs)
            self.named = shown(s.lhs[0])
            values = [self.value(s.rhs[0], types[0])]
        elif len(s.lhs) == len(s.rhs):
            early(self, [*(e for e in map(strip, s.lhs) if not isinstance(e, ast.Ident)), *s.rhs])
            values = []
            for e, rhs, t in zip(s.lhs, s.rhs, types, strict=True):
                self.fix_operands(e)
                self.named = shown(e)
                values.append(self.stable(self.value(rhs, t), rhs.pos))
        else:
            values = self.several(s.rhs[0])
            for e in s.lhs:
                self.fix_operands(e)
        for e, t, value in zip(s.lhs, types, values, strict=True):
            if t is not None:
                self.put(self.target(e), self.converted(value, t, s.pos), s.pos)

    def assign_values(self, lhs: list[ast.Expr], values: Sequence[ops.Operand], pos: Pos) -> None:
        """Values that are known before the left side is looked at, as in a range clause."""
        early(self, lhs, always=True)
        for e in lhs if len(lhs) > 1 else []:
            self.fix_operands(e)
        for e, value in zip(lhs, values, strict=True):
            target = self.target(e)
            if target.type is not None:
                self.put(target, self.converted(value, target.type, pos), pos)

    def fix_operands(self, e: ast.Expr) -> None:
        """Operands of what is assigned to, evaluated before anything is assigned."""
        e = strip(e)
        while True:
            fixed: list[ast.Expr] = []
            inside = None
            match e:
                case ast.IndexExpr() if isinstance(self.type_of(e.x).underlying(), T.Array):
                    fixed, inside = e.indices, strip(e.x)
                case ast.IndexExpr():
                    fixed = [e.x, *e.indices]
                case ast.StarExpr():
                    fixed = [e.x]
                case ast.SelectorExpr() if e in self.info.selections:
                    if self.fix_embedded(e):
                        return
                    if isinstance(self.type_of(e.x).underlying(), T.Pointer):
                        fixed = [e.x]
                    else:
                        inside = strip(e.x)
            for operand in map(strip, fixed):
                if operand not in self.early and operand not in self.info.constants:
                    self.early[operand] = self.stable(self.plain(operand), operand.pos)
            if inside is None:
                return
            e = inside

    def fix_embedded(self, e: ast.SelectorExpr) -> bool:
        """Whether the path of fields follows an embedded pointer, which is then followed now."""
        path, t, last = self.info.selections[e].path, self.type_of(e.x).underlying(), 0
        t = t.elem if isinstance(t, T.Pointer) else t
        for i, index in enumerate(path):
            if isinstance(t.underlying(), T.Pointer):
                last, t = i, pointed(t)
            t = field_type(t, index)
        if last and e not in self.embedded:
            place = self.walk(self.base_place(e.x), path[:last], e.pos)
            self.embedded[e] = self.behind(self.stable(self.load(place, e.pos), e.pos)), path[last:]
        return last > 0

    def values_for(self, rhs: list[ast.Expr], types: list[T.Type | None], names: list[str]) -> list[ops.Operand]:
        """What is assigned to variables of these types, of which None is not used, and names."""
        if len(rhs) != len(types):
            return self.several(rhs[0])
        early(self, rhs)
        values = []
        for e, t, self.named in zip(rhs, types, names, strict=True):
            values.append(self.stable(self.value(e, t), e.pos))
        return values

    def target(self, e: ast.Expr) -> Target:
        inner = strip(e)
        if isinstance(inner, ast.Ident) and inner.name == "_":
            return Target(None)
        if isinstance(inner, ast.IndexExpr):
            under = self.type_of(inner.x).underlying()
            if isinstance(under, T.Map):
                m = self.stable(self.value(inner.x), e.pos)
                return Target(under.elem, map=m, key=self.stable(self.value(inner.indices[0], under.key), e.pos))
        place = self.place(inner)
        return Target(place.type, place)

    def put(self, target: Target, value: ops.Operand, pos: Pos) -> None:
        if target.map is not None and target.key is not None:
            self.emit(ops.MapUpdate(pos, target.map, target.key, value))
        elif target.place is not None:
            self.store(target.place, value, pos)

    def update(self, e: ast.Expr, op: str, rhs: ast.Expr | None, pos: Pos) -> None:
        """x op= y, and x++."""
        early(self, [e, rhs])
        target = self.target(e)
        assert target.type is not None
        if target.map is not None and target.key is not None:
            old: ops.Operand = self.temp(target.type)
            assert isinstance(old, ops.Var)
            self.emit(ops.MapLookup(pos, old, None, target.map, target.key))
        else:
            assert target.place is not None
            old = self.stable(self.load(target.place, pos), pos)
        y = ops.Const(target.type, 1) if rhs is None else self.value(rhs)
        self.put(target, self.arithmetic(op, old, y, target.type, pos), pos)

    def define(self, s: ast.AssignStmt) -> None:
        objs = [self.info.defs.get(e) if isinstance(e, ast.Ident) else None for e in s.lhs]
        types: list[T.Type | None] = []
        for e, obj in zip(s.lhs, objs, strict=True):
            old = self.info.uses.get(e) if isinstance(e, ast.Ident) else None
            var = obj if isinstance(obj, VarObj) else old
            types.append(var.type if isinstance(var, VarObj) and var.name != "_" else None)
        if len(s.lhs) == 1:
            self.named = shown(s.lhs[0])
            early(self, s.rhs)
            value = self.value(s.rhs[0], types[0])
            self.bind(s.lhs[0], objs[0], value, s.pos)
            return
        values = self.values_for(s.rhs, types, [shown(e) for e in s.lhs])
        for e, obj, t, value in zip(s.lhs, objs, types, values, strict=True):
            self.bind(e, obj, value if t is None else self.converted(value, t, s.pos), s.pos)

    def bind(self, e: ast.Expr, obj: object, value: ops.Operand, pos: Pos) -> None:
        if isinstance(obj, VarObj):
            self.declare(obj, value, e.pos)
        else:
            old = self.info.uses.get(e) if isinstance(e, ast.Ident) else None
            if isinstance(old, VarObj):
                self.store(self.place_of(old), value, pos)

    def declaration(self, d: ast.GenDecl) -> None:
        if d.keyword != "var":
            return
        for spec in d.specs:
            assert isinstance(spec, ast.ValueSpec)
            made = [self.info.defs[n] for n in spec.names]
            variables = [v for v in made if isinstance(v, VarObj)]
            if spec.values:
                names = [name.name for name in spec.names]
                values = self.values_for(spec.values, [v.type for v in variables], names)
                values = [self.converted(x, v.type, spec.pos) for x, v in zip(values, variables, strict=True)]
                for v, x in zip(variables, values, strict=True):
                    self.declare(v, x, v.pos)
            else:
                for v in variables:
                    self.declare(v, None, v.pos)

    def return_(self, s: ast.ReturnStmt) -> None:
        types = [v.type for v in self.results]
        values: list[ops.Operand] = []
        if s.results:
            if len(s.results) == len(types):
                early(self, s.results)
                given = [self.stable(self.value(e, t), e.pos) for e, t in zip(s.results, types, strict=True)]
            else:
                given = self.several(s.results[0])
            values = [self.converted(v, t, s.pos) for v, t in zip(given, types, strict=True)]
        self.return_values(s.pos, values)

    def return_values(self, pos: Pos, values: list[ops.Operand]) -> None:
        """Return these values; without any, what the named results hold."""
        if self.loop is not None:
            iterators.give_back(self, pos, values)
            return
        if values and self.keeps_results():
            for var, x in zip(self.results, values, strict=True):
                self.set_result(var, x, pos)
        self.leave(pos, values)

    def keeps_results(self) -> bool:
        return self.has_defer or any(v.name for v in self.results)

    def set_result(self, var: VarObj, x: ops.Operand, pos: Pos) -> None:
        self.store(self.place_of(var), x, pos)

    def leave(self, pos: Pos, values: list[ops.Operand]) -> None:
        if self.has_defer:
            self.emit(ops.RunDefers(pos))
        if self.keeps_results():
            values = [self.load(self.place_of(v), pos) for v in self.results]
        self.end(ops.Return(pos, values))

    def jump_statement(self, s: ast.BranchStmt) -> None:
        if s.keyword == "fallthrough":
            assert self.fallthrough is not None
            self.jump(s.pos, self.fallthrough)
            return
        if s.keyword == "goto":
            self.goto(s)
            return
        for name, after, again in reversed(self.targets):
            if s.label is not None and name != s.label.name:
                continue
            if s.keyword == "continue" and again is None:
                continue
            self.jump(s.pos, again if s.keyword == "continue" and again else after)
            return
        if self.loop is None:
            raise unsupported(s.pos, f"{s.keyword} is not supported here")
        iterators.branch(self, s)

    def goto(self, s: ast.BranchStmt) -> None:
        assert s.label is not None
        if self.loop is not None and s.label.name not in self.loop.labels:
            iterators.stop(self, s.pos, lambda: self.loop.around.jump_statement(s))
        else:
            self.jump(s.pos, self.labelled_block(s.label.name))

    def labelled_block(self, name: str) -> ops.Block:
        if name not in self.labels:
            self.labels[name] = self.new_block("labelled")
        return self.labels[name]


def pointed(t: T.Type) -> T.Type:
    pointer = t.underlying()
    assert isinstance(pointer, T.Pointer)
    return pointer.elem


def is_blank(e: ast.Expr) -> bool:
    return isinstance(e, ast.Ident) and e.name == "_"
