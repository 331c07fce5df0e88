"""Composite literals (Go spec, Composite literals)."""

from __future__ import annotations

from chancheck.graph import ops
from chancheck.graph.constant_tables import table
from chancheck.graph.exprs import Exprs, unsupported
from chancheck.graph.function import Place
from chancheck.graph.order import early
from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import types as T


class Literals(Exprs):
    def composite(self, e: ast.CompositeLit, t: T.Type) -> ops.Operand:
        under = t.underlying()
        match under:
            case T.Pointer():
                place = self.spilled(self.composite(e, under.elem), e.pos)
                assert place.ptr is not None
                return place.ptr
            case T.Struct():
                return self.struct_literal(e, t, under)
            case T.Array():
                return self.array_literal(e, t, under.elem, under.length)
            case T.Slice():
                return self.slice_literal(e, t, under.elem)
            case T.Map():
                dst = self.temp(t)
                self.emit(ops.MakeMap(e.pos, dst))
                for element in e.elements:
                    assert element.key is not None
                    early(self, [element.key, element.value])
                    k = self.element_value(element.key, under.key)
                    self.emit(ops.MapUpdate(element.pos, dst, k, self.element_value(element.value, under.elem)))
                return dst
        raise unsupported(e.pos, "this literal is not supported")

    def element_value(self, e: ast.Expr, t: T.Type) -> ops.Operand:
        if isinstance(e, ast.CompositeLit) and e.type is None:
            return self.composite(e, t)
        return self.value(e, t)

    def struct_literal(self, e: ast.CompositeLit, t: T.Type, struct: T.Struct) -> ops.Operand:
        dst = self.temp(t)
        self.emit(ops.Move(e.pos, dst, ops.Zero(t)))
        for n, element in enumerate(e.elements):
            path = self.info.promoted.get(element, (n,))
            field = field_at(struct, path)
            self.named = field.name
            self.set_path(dst, path, self.element_value(element.value, field.type), element.pos)
        return dst

    def positions(self, e: ast.CompositeLit) -> list[tuple[int, ast.Expr]]:
        index, out = 0, []
        for element in e.elements:
            if element.key is not None:
                index = int(self.info.constants[element.key])
            out.append((index, element.value))
            index += 1
        return out

    def array_literal(self, e: ast.CompositeLit, t: T.Type, elem: T.Type, length: int) -> ops.Operand:
        ptr = self.temp(T.Pointer(t))
        self.emit(ops.Alloc(e.pos, ptr))
        self.fill(ptr, self.positions(e), elem, e.pos)
        return self.load(Place(t, ptr=ptr, private=True), e.pos)

    def fill(self, base: ops.Var, elements: list[tuple[int, ast.Expr]], elem: T.Type, pos: Pos) -> None:
        if table(self, base, elements, elem, pos):
            return
        for i, value in elements:
            x = self.element_value(value, elem)
            ptr = self.temp(T.Pointer(elem))
            self.emit(ops.IndexAddr(pos, ptr, base, ops.Const(T.INT, i)))
            self.emit(ops.Store(pos, ptr, x, True))

    def slice_literal(self, e: ast.CompositeLit, t: T.Type, elem: T.Type) -> ops.Operand:
        elements = self.positions(e)
        length = max((i + 1 for i, _ in elements), default=0)
        dst = self.temp(t)
        self.emit(ops.MakeSlice(e.pos, dst, ops.Const(T.INT, length), None))
        self.fill(dst, elements, elem, e.pos)
        return dst


def field_at(struct: T.Struct, path: tuple[int, ...]) -> T.StructField:
    for i in path[:-1]:
        inner = struct.fields[i].type.underlying()
        assert isinstance(inner, T.Struct)
        struct = inner
    return struct.fields[path[-1]]
