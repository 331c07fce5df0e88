"""Expressions as instructions, from left to right but for what comes first (graph.order)."""

from __future__ import annotations

from chancheck.deadline import poll
from chancheck.diagnostic import Diagnostic, SourceError
from chancheck.graph import ops
from chancheck.graph.function import Function, Place, field_type
from chancheck.graph.order import early
from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import types as T
from chancheck.types.objects import NilObj, Selection
from chancheck.types.relations import default_type, identical, is_interface, is_string, is_untyped
from chancheck.types.types import FuncObj, VarObj

COMPARISONS = {"==", "!=", "<", "<=", ">", ">="}


def unsupported(pos: Pos, message: str, help: str = "") -> SourceError:
    return SourceError([Diagnostic("CC301", message, pos, help=help)])


def strip(e: ast.Expr) -> ast.Expr:
    while isinstance(e, ast.ParenExpr):
        e = e.x
    return e


def shown(e: ast.Expr) -> str:
    """A name for what is made for this variable or field."""
    e = strip(e)
    if isinstance(e, ast.Ident):
        return e.name
    return e.sel.name if isinstance(e, ast.SelectorExpr) else ""


class Exprs(Function):
    # --- values -------------------------------------------------------------------------------------

    def type_of(self, e: ast.Expr) -> T.Type:
        t = self.info.types[e]
        return default_type(t) if is_untyped(t) and t is not T.NIL else t

    def value(self, e: ast.Expr, to: T.Type | None = None) -> ops.Operand:
        """The value of an expression, as a value of type `to`."""
        if self.is_nil(e):
            return ops.Zero(to or self.info.types[e])
        x = self.plain(e)
        return x if to is None else self.converted(x, to, e.pos)

    def is_nil(self, e: ast.Expr) -> bool:
        inner = strip(e)
        return isinstance(inner, ast.Ident) and isinstance(self.info.uses.get(inner), NilObj)

    def plain(self, e: ast.Expr) -> ops.Operand:
        poll()
        constant = self.info.constants.get(e)
        if constant is not None:
            t = self.type_of(e)
            return ops.Const(t, constant)
        inner = strip(e)
        if inner in self.early:
            return self.early.pop(inner)
        if inner is not e and isinstance(inner, ast.FuncLit | ast.CallExpr) and inner not in self.info.types:
            self.info.types[inner] = self.info.types[e]
        match inner:
            case ast.Ident() | ast.SelectorExpr():
                return self.name(inner)
            case ast.FuncLit():
                return self.builder.closure(self, inner)
            case ast.CompositeLit():
                return self.composite(inner, self.type_of(inner))
            case ast.IndexExpr() if isinstance(self.function_named(inner), FuncObj):
                return self.function_value(self.function_named(inner), inner)  # type: ignore[arg-type]
            case ast.IndexExpr():
                return self.index(inner)
            case ast.SliceExpr():
                return self.slice(inner)
            case ast.TypeAssertExpr():
                return self.type_assertion(inner, None)[0]
            case ast.CallExpr():
                return self.call(inner)[0]
            case ast.StarExpr():
                return self.load(self.place(inner), inner.pos)
            case ast.UnaryExpr():
                return self.unary(inner)
            case ast.BinaryExpr():
                return self.binary(inner)
        raise unsupported(e.pos, "this expression is not supported")

    def converted(self, x: ops.Operand, to: T.Type, pos: Pos) -> ops.Operand:
        """x where a value of type `to` is wanted: concrete values become interface values."""
        if x.type is T.NIL:
            return ops.Zero(to)
        if is_interface(to) and not is_interface(x.type):
            dst = self.temp(to)
            self.builder.becomes_interface(x.type)
            self.emit(ops.MakeInterface(pos, dst, x))
            return dst
        if isinstance(x, ops.Zero):
            return ops.Zero(to)
        return x

    def stable(self, x: ops.Operand, pos: Pos) -> ops.Operand:
        """A copy of a source variable's value, which later assignments do not change."""
        if isinstance(x, ops.Var) and x.name:
            copy = self.temp(x.type)
            self.emit(ops.Move(pos, copy, x))
            return copy
        return x

    def several(self, e: ast.Expr) -> list[ops.Operand]:
        """All values of a call, or of a comma-ok form."""
        inner = strip(e)
        if inner in self.info.comma_ok or e in self.info.comma_ok:
            ok = self.temp(T.BOOL)
            if isinstance(inner, ast.TypeAssertExpr):
                return self.type_assertion(inner, ok)
            if isinstance(inner, ast.UnaryExpr):
                return self.receive(inner, ok)
            assert isinstance(inner, ast.IndexExpr)
            early(self, [inner.x, *inner.indices])
            m = self.value(inner.x)
            map_type = m.type.underlying()
            assert isinstance(map_type, T.Map)
            dst = self.temp(map_type.elem)
            self.emit(ops.MapLookup(inner.pos, dst, ok, m, self.value(inner.indices[0], map_type.key)))
            return [dst, ok]
        assert isinstance(inner, ast.CallExpr)
        return self.call(inner)

    def type_assertion(self, e: ast.TypeAssertExpr, ok: ops.Var | None) -> list[ops.Operand]:
        early(self, [e.x])
        dst = self.temp(self.type_of(e))
        self.emit(ops.TypeAssert(e.pos, dst, ok, self.value(e.x), dst.type))
        return [dst, ok] if ok is not None else [dst]

    def receive(self, e: ast.UnaryExpr, ok: ops.Var | None) -> list[ops.Operand]:
        early(self, [e.x])
        channel = self.value(e.x)
        chan_type = channel.type.underlying()
        assert isinstance(chan_type, T.Chan)
        dst = self.temp(chan_type.elem)
        self.emit(ops.Intrinsic(e.pos, "chan.recv", [channel], [dst, ok]))
        return [dst, ok] if ok is not None else [dst]

    # --- names, fields, methods ------------------------------------------------------------------------

    def name(self, e: ast.Ident | ast.SelectorExpr) -> ops.Operand:
        f = self.function_named(e)
        if f is not None and not (isinstance(e, ast.SelectorExpr) and e in self.info.selections):
            return self.function_value(f, e)
        if isinstance(e, ast.SelectorExpr):
            chosen = self.info.selections.get(e)
            if chosen is not None and chosen.kind in ("method", "interface"):
                return self.method_value(e, chosen)
            if chosen is not None and chosen.kind == "method_expr":
                return self.builder.method_expression(self, e, chosen)
        return self.load(self.place(e), e.pos)

    def function_named(self, e: ast.Expr) -> FuncObj | None:
        """The declared function that an expression names, if it does."""
        e = strip(e)
        while isinstance(e, ast.IndexExpr):
            e = strip(e.x)
        obj = None
        if isinstance(e, ast.Ident):
            obj = self.info.uses.get(e)
        elif isinstance(e, ast.SelectorExpr) and e not in self.info.selections:
            obj = self.info.uses.get(e.sel)
        return obj if isinstance(obj, FuncObj) else None

    def function_value(self, f: FuncObj, e: ast.Expr) -> ops.Operand:
        return ops.FuncValue(self.type_of(e), self.builder.graph_of(f, e.pos))

    def place(self, e: ast.Expr) -> Place:
        """Where an addressable expression (or any struct value's field) is."""
        e = strip(e)
        match e:
            case ast.Ident():
                obj = self.info.uses.get(e) or self.info.defs.get(e)
                if isinstance(obj, VarObj):
                    return self.place_of(obj)
            case ast.StarExpr():
                ptr = self.value(e.x)
                pointer = ptr.type.underlying()
                assert isinstance(pointer, T.Pointer)
                return Place(pointer.elem, ptr=ptr)
            case ast.SelectorExpr():
                chosen = self.info.selections.get(e)
                if chosen is None:
                    obj = self.info.uses.get(e.sel)
                    if isinstance(obj, VarObj):
                        return self.place_of(obj)
                    raise unsupported(e.pos, "this name is not supported")
                base, path = self.embedded[e] if e in self.embedded else (self.base_place(e.x), chosen.path)
                return self.walk(base, path, e.pos)
            case ast.IndexExpr():
                return self.element_place(e)
            case ast.CompositeLit():
                return self.spilled(self.plain(e), e.pos)
        if isinstance(e, ast.Ident):
            raise unsupported(e.pos, f"{e.name} is not supported here")
        return self.value_place(self.plain(e))

    def value_place(self, x: ops.Operand) -> Place:
        if isinstance(x, ops.Var):
            return Place(x.type, var=x)
        copy = self.temp(x.type)
        self.emit(ops.Move(self.graph.pos, copy, x))
        return Place(x.type, var=copy)

    def spilled(self, x: ops.Operand, pos: Pos) -> Place:
        """A value put into memory of its own."""
        ptr = self.temp(T.Pointer(x.type))
        self.emit(ops.Alloc(pos, ptr))
        self.emit(ops.Store(pos, ptr, x, True))
        return Place(x.type, ptr=ptr, private=True)

    def base_place(self, e: ast.Expr) -> Place:
        """Where x of x.f is: behind it, if it is a pointer."""
        t = self.type_of(e)
        if isinstance(t.underlying(), T.Pointer):
            return self.behind(self.value(e))
        return self.place(e) if self.is_addressable(e) else self.value_place(self.plain(e))

    def behind(self, ptr: ops.Operand) -> Place:
        pointer = ptr.type.underlying()
        assert isinstance(pointer, T.Pointer)
        return Place(pointer.elem, ptr=ptr)

    def is_addressable(self, e: ast.Expr) -> bool:
        e = strip(e)
        if e in self.info.constants:
            return False
        match e:
            case ast.Ident():
                return True
            case ast.StarExpr():
                return True
            case ast.SelectorExpr():
                chosen = self.info.selections.get(e)
                return chosen is None or chosen.kind == "field"
            case ast.IndexExpr():
                u = self.type_of(e.x).underlying()
                if isinstance(u, T.Array):
                    return self.is_addressable(e.x)
                return isinstance(u, T.Slice | T.Pointer)
        return False

    def walk(self, place: Place, path: tuple[int, ...], pos: Pos) -> Place:
        """The place of a field at the end of a path; embedded pointers are followed."""
        for i in path:
            if isinstance(place.type.underlying(), T.Pointer):
                place = self.behind(self.load(place, pos))
            t = field_type(place.type, i)
            if place.ptr is not None:
                ptr = self.temp(T.Pointer(t))
                self.emit(ops.FieldAddr(pos, ptr, place.ptr, i))
                place = Place(t, ptr=ptr, private=place.private)
            else:
                place = Place(t, var=place.var, path=(*place.path, i))
        return place

    def element_place(self, e: ast.IndexExpr) -> Place:
        t = self.type_of(e.x).underlying()
        private = False
        if isinstance(t, T.Array):
            base = self.place(e.x) if self.is_addressable(e.x) else self.spilled(self.plain(e.x), e.pos)
            if base.ptr is None:
                base = self.spilled(self.load(base, e.pos), e.pos)
            assert base.ptr is not None
            x, private = base.ptr, base.private
            elem = t.elem
        else:
            x = self.stable(self.value(e.x), e.pos)
            if isinstance(t, T.Pointer):
                array = t.elem.underlying()
                assert isinstance(array, T.Array)
                elem = array.elem
            else:
                assert isinstance(t, T.Slice), t
                elem = t.elem
        index = self.value(e.indices[0])
        ptr = self.temp(T.Pointer(elem))
        self.emit(ops.IndexAddr(e.pos, ptr, x, index))
        return Place(elem, ptr=ptr, private=private)

    def address(self, e: ast.Expr) -> ops.Operand:
        place = self.place(e)
        if place.ptr is None:
            place = self.spilled(self.load(place, e.pos), e.pos)
        assert place.ptr is not None
        return place.ptr

    def receiver(self, e: ast.SelectorExpr, chosen: Selection) -> ops.Operand:
        """The receiver argument for a method found at the end of the selection's path."""
        method = chosen.obj
        if chosen.kind == "interface":
            if not chosen.path:
                return self.value(e.x)
            return self.load(self.walk(self.base_place(e.x), chosen.path, e.pos), e.pos)
        assert isinstance(method, FuncObj)
        return self.receiver_at(self.receiver_base(e.x), chosen.path, method, e.pos)

    def receiver_base(self, e: ast.Expr) -> Place:
        if isinstance(self.type_of(e).underlying(), T.Pointer) or not self.is_addressable(e):
            return self.value_place(self.stable(self.plain(e), e.pos))
        return self.place(e)

    def receiver_at(self, place: Place, path: tuple[int, ...], method: FuncObj, pos: Pos) -> ops.Operand:
        if path and isinstance(place.type.underlying(), T.Pointer):
            place = self.behind(self.load(place, pos))
        place = self.walk(place, path, pos)
        pointer = isinstance(place.type, T.Pointer)
        if method.pointer_recv:
            if pointer:
                return self.load(place, pos)
            if place.ptr is None:
                place = self.spilled(self.load(place, pos), pos)
            assert place.ptr is not None
            return place.ptr
        return self.load(self.behind(self.load(place, pos)) if pointer else place, pos)

    def method_value(self, e: ast.SelectorExpr, chosen: Selection) -> ops.Operand:
        """x.M as a value: the receiver is evaluated and bound now."""
        receiver = self.receiver(e, chosen)
        dst = self.temp(chosen.type)
        if chosen.kind == "interface":
            self.builder.invoked(e.sel.name)
            self.emit(ops.MethodValue(e.pos, dst, receiver, e.sel.name))
            return dst
        assert isinstance(chosen.obj, FuncObj)
        bound = self.builder.bound_method(chosen.obj, receiver.type, chosen.type, e.pos)
        self.emit(ops.MakeClosure(e.pos, dst, bound, [self.stable(receiver, e.pos)]))
        return dst

    # --- operators --------------------------------------------------------------------------------------

    def index(self, e: ast.IndexExpr) -> ops.Operand:
        t = self.type_of(e.x)
        under = t.underlying()
        if isinstance(under, T.Map):
            m = self.value(e.x)
            dst = self.temp(under.elem)
            self.emit(ops.MapLookup(e.pos, dst, None, m, self.value(e.indices[0], under.key)))
            return dst
        if is_string(t):
            dst = self.temp(T.UINT8)
            x = self.value(e.x)
            self.emit(ops.Index(e.pos, dst, x, self.value(e.indices[0])))
            return dst
        return self.load(self.element_place(e), e.pos)

    def slice(self, e: ast.SliceExpr) -> ops.Operand:
        early(self, [e.x, e.low, e.high, e.max])
        t = self.type_of(e.x)
        x = self.address(e.x) if isinstance(t.underlying(), T.Array) else self.value(e.x)
        bounds = [None if i is None else self.value(i) for i in (e.low, e.high, e.max)]
        dst = self.temp(self.type_of(e))
        self.emit(ops.SliceOf(e.pos, dst, x, *bounds))
        return dst

    def unary(self, e: ast.UnaryExpr) -> ops.Operand:
        if e.op == "<-":
            return self.receive(e, None)[0]
        if e.op == "&":
            inner = strip(e.x)
            if isinstance(inner, ast.CompositeLit):
                pointer = self.type_of(e).underlying()
                assert isinstance(pointer, T.Pointer)
                place = self.spilled(self.composite(inner, pointer.elem), e.pos)
                assert place.ptr is not None
                return place.ptr
            return self.address(e.x)
        x = self.value(e.x)
        if e.op == "+":
            return x
        dst = self.temp(self.type_of(e))
        self.emit(ops.Unary(e.pos, dst, e.op, x))
        return dst

    def binary(self, e: ast.BinaryExpr) -> ops.Operand:
        if e.op in ("&&", "||"):
            return self.short_circuit(e)
        if e.op in COMPARISONS:
            return self.comparison(e)
        t = self.type_of(e)
        shift = e.op in ("<<", ">>")
        x = self.value(e.x)
        if isinstance(x, ops.Const) and shift:
            x = ops.Const(t, x.value)
        return self.arithmetic(e.op, x, self.value(e.y), t, e.pos)

    def arithmetic(self, op: str, x: ops.Operand, y: ops.Operand, t: T.Type, pos: Pos) -> ops.Operand:
        dst = self.temp(t)
        self.emit(ops.Binary(pos, dst, op, x, y))
        return dst

    def comparison(self, e: ast.BinaryExpr) -> ops.Operand:
        tx, ty = self.info.types[e.x], self.info.types[e.y]
        common = None
        if self.is_nil(e.x) or self.is_nil(e.y):
            common = ty if self.is_nil(e.x) else tx
        elif is_interface(tx) != is_interface(ty):
            common = tx if is_interface(tx) else ty
        x = self.value(e.x, common)
        return self.arithmetic(e.op, x, self.value(e.y, common), T.BOOL, e.pos)

    def short_circuit(self, e: ast.BinaryExpr) -> ops.Operand:
        dst = self.temp(T.BOOL)
        early(self, [e.x])
        self.emit(ops.Move(e.pos, dst, self.value(e.x)))
        more, done = self.new_block(), self.new_block()
        self.end(ops.If(e.pos, dst, more, done) if e.op == "&&" else ops.If(e.pos, dst, done, more), more)
        early(self, [e.y])
        self.emit(ops.Move(e.pos, dst, self.value(e.y)))
        self.jump(e.pos, done, done)
        return dst

    def branch(self, e: ast.Expr, then: ops.Block, orelse: ops.Block) -> None:
        """Go to one of two blocks by a condition."""
        inner = strip(e)
        constant = self.info.constants.get(e)
        if isinstance(constant, bool):
            self.jump(e.pos, then if constant else orelse)
        elif isinstance(inner, ast.BinaryExpr) and inner.op in ("&&", "||"):
            more = self.new_block()
            self.branch(inner.x, more if inner.op == "&&" else then, orelse if inner.op == "&&" else more)
            self.current = more
            self.branch(inner.y, then, orelse)
        elif isinstance(inner, ast.UnaryExpr) and inner.op == "!":
            self.branch(inner.x, orelse, then)
        else:
            early(self, [e])
            self.end(ops.If(e.pos, self.value(e), then, orelse))

    # --- provided by the parts for literals and calls ------------------------------------------------------

    def composite(self, e: ast.CompositeLit, t: T.Type) -> ops.Operand:
        raise NotImplementedError

    def call(self, e: ast.CallExpr) -> list[ops.Operand]:
        raise NotImplementedError


__all__ = ["Exprs", "identical", "strip", "unsupported"]
