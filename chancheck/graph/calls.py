"""Calls of every kind, and what `go` and `defer` make of them."""

from __future__ import annotations

from collections.abc import Callable

from chancheck.diagnostic import SourceError
from chancheck.graph import ops, unsafe
from chancheck.graph.exprs import strip
from chancheck.graph.literals import Literals
from chancheck.graph.order import early
from chancheck.records import dataclass
from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import types as T
from chancheck.types.objects import BuiltinObj, Info
from chancheck.types.relations import is_float, is_interface, is_string
from chancheck.types.types import FuncObj

Emit = Callable[["Calls", list[ops.Operand]], list[ops.Operand]]


@dataclass(slots=True)
class Prepared:
    """A call whose function and arguments are evaluated: `emit` makes it, here or in a thunk."""

    operands: list[ops.Operand]
    emit: Emit
    name: str


class Calls(Literals):
    def call(self, e: ast.CallExpr) -> list[ops.Operand]:
        if e.fun in self.info.is_type or strip(e.fun) in self.info.is_type:
            return [self.conversion(e)]
        name = self.builtin_name(e)
        if name is not None:
            early(self, e.args)
            return getattr(self, f"builtin_{name}")(e)  # type: ignore[no-any-return]
        prepared = self.prepare(e)
        return prepared.emit(self, prepared.operands)

    def builtin_name(self, e: ast.CallExpr) -> str | None:
        f = strip(e.fun)
        f = f.sel if isinstance(f, ast.SelectorExpr) else f
        obj = self.info.uses.get(f) if isinstance(f, ast.Ident) else None
        return obj.name if isinstance(obj, BuiltinObj) else None

    def conversion(self, e: ast.CallExpr) -> ops.Operand:
        t = self.type_of(e)
        if self.is_nil(e.args[0]):
            return ops.Zero(t)
        x = self.value(e.args[0])
        if is_interface(t) and not is_interface(x.type):
            return self.converted(x, t, e.pos)
        dst = self.temp(t)
        self.emit(ops.Convert(e.pos, dst, x))
        return dst

    # --- preparing ----------------------------------------------------------------------------------

    def prepare(self, e: ast.CallExpr) -> Prepared:
        fun = strip(e.fun)
        sig = self.info.types[e.fun].underlying()
        assert isinstance(sig, T.Signature), e.fun
        results = sig.results
        if not passes_on(e, self.info):
            early(self, [e.fun, *e.args])
        chosen = self.info.selections.get(fun) if isinstance(fun, ast.SelectorExpr) else None
        if chosen is not None and isinstance(fun, ast.SelectorExpr):
            if chosen.kind == "method":
                assert isinstance(chosen.obj, FuncObj)
                receiver = self.stable(self.receiver(fun, chosen), e.pos)
                return self.static(chosen.obj, [receiver, *self.arguments(e, sig)], results, e.pos)
            if chosen.kind == "interface":
                self.builder.invoked(fun.sel.name)
                receiver = self.stable(self.receiver(fun, chosen), e.pos)
                return self.invoke(fun.sel.name, [receiver, *self.arguments(e, sig)], results, e.pos)
        f = self.function_named(fun)
        if f is not None and chosen is None:
            return self.static(f, self.arguments(e, sig), results, e.pos)
        callee = self.stable(self.value(e.fun), e.pos)
        return self.dynamic([callee, *self.arguments(e, sig)], results, e.pos)

    def static(self, f: FuncObj, args: list[ops.Operand], results: list[T.Type], pos: Pos) -> Prepared:
        if f.decl.body is None:
            if f.unsupported:  # nothing that can be read says what it does
                raise SourceError(f.unsupported)
            name = f.full_name.removesuffix("[...]")
            self.builder.reach_intrinsic(name)

            def operate(at: Calls, given: list[ops.Operand]) -> list[ops.Operand]:
                dsts = [at.temp(t) for t in results]
                at.emit(ops.Intrinsic(pos, name, given, list(dsts)))
                return list(dsts)

            return Prepared(args, operate, name)
        graph = self.builder.graph_of(f, pos)
        callee = ops.FuncValue(f.type, graph)

        def emit(at: Calls, given: list[ops.Operand]) -> list[ops.Operand]:
            dsts = [at.temp(t) for t in results]
            at.emit(ops.Call(pos, list(dsts), callee, given))
            return list(dsts)

        return Prepared(args, emit, graph.name)

    def dynamic(self, operands: list[ops.Operand], results: list[T.Type], pos: Pos) -> Prepared:
        def emit(at: Calls, given: list[ops.Operand]) -> list[ops.Operand]:
            dsts = [at.temp(t) for t in results]
            at.emit(ops.Call(pos, list(dsts), given[0], given[1:]))
            return list(dsts)

        return Prepared(operands, emit, "func")

    def invoke(self, method: str, operands: list[ops.Operand], results: list[T.Type], pos: Pos) -> Prepared:
        def emit(at: Calls, given: list[ops.Operand]) -> list[ops.Operand]:
            dsts = [at.temp(t) for t in results]
            at.emit(ops.Invoke(pos, list(dsts), given[0], method, given[1:]))
            return list(dsts)

        return Prepared(operands, emit, method)

    def arguments(self, e: ast.CallExpr, sig: T.Signature) -> list[ops.Operand]:
        """Argument values of the parameters' types; extra ones of a variadic call in a fresh slice."""
        fixed = len(sig.params) - (1 if sig.variadic else 0)
        if passes_on(e, self.info):
            inner = strip(e.args[0])
            assert isinstance(inner, ast.CallExpr)
            values = self.call(inner)
            given = [self.converted(v, parameter(sig, i), e.pos) for i, v in enumerate(values)]
        elif e.ellipsis:
            return [self.stable(self.value(a, t), e.pos) for a, t in zip(e.args, sig.params, strict=True)]
        else:
            given = [self.stable(self.value(a, parameter(sig, i)), e.pos) for i, a in enumerate(e.args)]
        if not sig.variadic:
            return given
        return [*given[:fixed], self.packed(given[fixed:], sig.params[-1], e.pos)]

    def packed(self, values: list[ops.Operand], t: T.Type, pos: Pos) -> ops.Operand:
        if not values:
            return ops.Zero(t)
        assert isinstance(t, T.Slice)
        dst = self.temp(t)
        self.emit(ops.MakeSlice(pos, dst, ops.Const(T.INT, len(values)), None))
        for i, v in enumerate(values):
            ptr = self.temp(T.Pointer(t.elem))
            self.emit(ops.IndexAddr(pos, ptr, dst, ops.Const(T.INT, i)))
            self.emit(ops.Store(pos, ptr, v, True))
        return dst

    # --- go and defer ---------------------------------------------------------------------------------

    def thunk(self, call: ast.Expr, pos: Pos) -> ops.Operand:
        """A function value without parameters that makes the call, its operands evaluated now."""
        e = strip(call)
        assert isinstance(e, ast.CallExpr)
        if not e.args and self.builtin_name(e) is None and e.fun not in self.info.is_type:
            sig = self.info.types[e.fun].underlying()
            fun = strip(e.fun)
            direct = isinstance(fun, ast.FuncLit) or not (
                isinstance(fun, ast.SelectorExpr) and fun in self.info.selections
            )
            named = self.function_named(fun)
            plain = isinstance(sig, T.Signature) and not sig.results and not sig.params and direct
            if plain and (named is None or named.decl.body is not None):
                return self.stable(self.value(e.fun), pos)
        name = self.builtin_name(e)
        prepared = self.prepare_builtin(e, name) if name is not None else self.prepare(e)
        return self.builder.thunk(self, prepared, pos)

    def prepare_builtin(self, e: ast.CallExpr, name: str) -> Prepared:
        """close, panic, delete, print and the like, deferred or started."""
        early(self, e.args)
        if name == "recover":
            return Prepared([], lambda at, given: at.recovered_value(e.pos), name)
        if name == "close":
            return Prepared([self.value(e.args[0])], lambda at, given: at.close(given[0], e.pos), name)
        if name == "panic":
            x = self.value(e.args[0], T.Interface({}))
            return Prepared([x], lambda at, given: at.raise_panic(given[0], e.pos), name)
        if name == "delete":
            m = self.value(e.args[0])
            under = m.type.underlying()
            assert isinstance(under, T.Map)
            key = self.value(e.args[1], under.key)
            return Prepared([m, key], lambda at, x: at.emitted(ops.MapDelete(e.pos, x[0], x[1])), name)
        if name in ("print", "println"):
            values = [self.value(a, T.Interface({})) for a in e.args]
            packed = self.packed(values, T.Slice(T.Interface({})), e.pos)
            return Prepared([packed], lambda at, given: at.print_values(given[0], e.pos), name)
        assert name in ("copy", "clear")  # all others have results that are not thrown away
        given = [self.value(a) for a in e.args]
        return Prepared(given, lambda at, x: at.emitted(copy_or_clear(e.pos, x)), name)

    def emitted(self, i: ops.Instr) -> list[ops.Operand]:
        """No results."""
        self.emit(i)
        return []

    # --- built-in functions ---------------------------------------------------------------------------

    def close(self, ch: ops.Operand, pos: Pos) -> list[ops.Operand]:
        self.emit(ops.Intrinsic(pos, "chan.close", [ch], []))
        return []

    def raise_panic(self, x: ops.Operand, pos: Pos) -> list[ops.Operand]:
        self.end(ops.Panic(pos, x))
        return []

    def recovered_value(self, pos: Pos) -> list[ops.Operand]:
        dst = self.temp(T.Interface({}))
        self.builder.recovers = self.builder.recovers or not self.says("repanics")
        self.emit(ops.Recover(pos, dst))
        return [dst]

    def print_values(self, packed: ops.Operand, pos: Pos) -> list[ops.Operand]:
        text = self.temp(T.STRING)
        self.emit(ops.Call(pos, [text], self.builder.library("internal/text", "Sprintln"), [packed]))
        self.builder.reach_intrinsic("internal/text.Note")
        self.emit(ops.Intrinsic(pos, "internal/text.Note", [text], []))
        return []

    def builtin_close(self, e: ast.CallExpr) -> list[ops.Operand]:
        return self.close(self.value(e.args[0]), e.pos)

    def builtin_panic(self, e: ast.CallExpr) -> list[ops.Operand]:
        return self.raise_panic(self.value(e.args[0], T.Interface({})), e.pos)

    def builtin_recover(self, e: ast.CallExpr) -> list[ops.Operand]:
        return self.recovered_value(e.pos)

    def builtin_print(self, e: ast.CallExpr) -> list[ops.Operand]:
        prepared = self.prepare_builtin(e, "print")
        return prepared.emit(self, prepared.operands)

    builtin_println = builtin_print

    def builtin_delete(self, e: ast.CallExpr) -> list[ops.Operand]:
        prepared = self.prepare_builtin(e, "delete")
        return prepared.emit(self, prepared.operands)

    def builtin_clear(self, e: ast.CallExpr) -> list[ops.Operand]:
        self.emit(ops.Clear(e.pos, self.value(e.args[0])))
        return []

    def builtin_len(self, e: ast.CallExpr, cap: bool = False) -> list[ops.Operand]:
        x = self.value(e.args[0])
        t = x.type.underlying()
        array = t.elem.underlying() if isinstance(t, T.Pointer) else t
        if isinstance(array, T.Array):
            return [ops.Const(T.INT, array.length)]
        dst = self.temp(T.INT)
        self.emit(ops.Len(e.pos, dst, x, cap))
        return [dst]

    def builtin_cap(self, e: ast.CallExpr) -> list[ops.Operand]:
        return self.builtin_len(e, cap=True)

    def builtin_append(self, e: ast.CallExpr) -> list[ops.Operand]:
        t = self.type_of(e)
        under = t.underlying()
        assert isinstance(under, T.Slice)
        x = self.stable(self.value(e.args[0]), e.pos)
        dst = self.temp(t)
        if e.ellipsis:
            spread = self.value(e.args[1], None if is_string(self.type_of(e.args[1])) else t)
            self.emit(ops.Append(e.pos, dst, x, [], spread))
        else:
            self.emit(ops.Append(e.pos, dst, x, [self.stable(self.value(a, under.elem), e.pos) for a in e.args[1:]]))
        return [dst]

    def builtin_copy(self, e: ast.CallExpr) -> list[ops.Operand]:
        dst = self.temp(T.INT)
        to = self.value(e.args[0])
        self.emit(ops.Copy(e.pos, dst, to, self.value(e.args[1])))
        return [dst]

    def builtin_make(self, e: ast.CallExpr) -> list[ops.Operand]:
        t = self.type_of(e)
        dst = self.temp(t)
        sizes = [self.value(a) for a in e.args[1:]]
        match t.underlying():
            case T.Slice():
                self.emit(ops.MakeSlice(e.pos, dst, sizes[0], sizes[1] if len(sizes) > 1 else None))
            case T.Map():
                self.emit(ops.MakeMap(e.pos, dst))
            case _:
                self.emit(ops.MakeChan(e.pos, dst, sizes[0] if sizes else None, self.named))
        return [dst]

    def builtin_new(self, e: ast.CallExpr) -> list[ops.Operand]:
        dst = self.temp(self.type_of(e))
        self.emit(ops.Alloc(e.pos, dst))
        if e.args[0] not in self.info.is_type and e.args[0] in self.info.constants:
            self.emit(ops.Store(e.pos, dst, self.value(e.args[0]), True))
        return [dst]

    def extremum(self, e: ast.CallExpr) -> list[ops.Operand]:
        least = self.builtin_name(e) == "min"
        t = self.type_of(e)
        best = self.temp(t)
        self.emit(ops.Move(e.pos, best, self.value(e.args[0])))
        for a in e.args[1:]:
            self.keep_better(best, self.value(a), "<" if least else ">", e.pos)
        return [best]

    builtin_min = builtin_max = extremum

    def builtin_String(self, e: ast.CallExpr) -> list[ops.Operand]:
        return [unsafe.shared(self, e)]

    builtin_Slice = builtin_StringData = builtin_SliceData = builtin_String

    def keep_better(self, best: ops.Var, x: ops.Operand, op: str, pos: Pos) -> None:
        take, on = self.new_block(), self.new_block()
        self.take_if(self.arithmetic(op, x, best, T.BOOL, pos), take, pos)
        if is_float(best.type):  # a NaN wins over all; of two zeros the one whose sign fits
            self.take_if(self.arithmetic("!=", x, x, T.BOOL, pos), take, pos)
            other = self.new_block()
            self.end(ops.If(pos, self.arithmetic("==", x, best, T.BOOL, pos), other, on), other)
            inverse = self.arithmetic("/", ops.Const(best.type, 1), x, best.type, pos)
            self.take_if(self.arithmetic(op, inverse, ops.Const(best.type, 0), T.BOOL, pos), take, pos)
        self.jump(pos, on, take)
        self.emit(ops.Move(pos, best, x))
        self.jump(pos, on, on)

    def take_if(self, better: ops.Operand, take: ops.Block, pos: Pos) -> None:
        more = self.new_block()
        self.end(ops.If(pos, better, take, more), more)


def copy_or_clear(pos: Pos, x: list[ops.Operand]) -> ops.Instr:
    return ops.Clear(pos, x[0]) if len(x) == 1 else ops.Copy(pos, None, *x)


def passes_on(e: ast.CallExpr, info: Info) -> bool:
    """f(g()) with all results of g."""
    return len(e.args) == 1 and isinstance(info.types[e.args[0]], T.Tuple)


def parameter(sig: T.Signature, i: int) -> T.Type:
    if sig.variadic and i >= len(sig.params) - 1:
        last = sig.params[-1]
        assert isinstance(last, T.Slice)
        return last.elem
    return sig.params[i]
