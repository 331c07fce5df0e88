"""Calls of every kind, and what `go` and `defer` make of them."""

from __future__ import annotations

from chancheck.graph import ops
from chancheck.graph.builder import Values
from chancheck.graph.builtins import BUILTINS, pack, prepare_builtin
from chancheck.graph.closures import literal, thunk, wrapper
from chancheck.graph.evaluation_order import early
from chancheck.graph.function import Function, strip, unsupported
from chancheck.graph.operators import receive, type_assertion
from chancheck.graph.prepared import Prepared, builtin_name, dynamic, invoke, static
from chancheck.graph.receivers import receiver_of
from chancheck.source import Pos, is_library
from chancheck.syntax import ast
from chancheck.types import show
from chancheck.types import types as T
from chancheck.types.objects import Info
from chancheck.types.relations import is_interface
from chancheck.types.types import FuncObj


def call(f: Function, e: ast.CallExpr, *, unused: bool = False) -> list[ops.Operand]:
    """The results; none where they are unused and a function without results does the same."""
    if e.fun in f.info.is_type or strip(e.fun) in f.info.is_type:
        return [conversion(f, e)]
    name = builtin_name(f, e)
    if name is not None:
        whole = apart(f, e)
        early(f, whole.args)
        return BUILTINS[name](f, whole)
    prepared = prepare(f, e, unused=unused)
    return prepared.emit(f, prepared.operands)


def apart(f: Function, e: ast.CallExpr) -> ast.CallExpr:
    """A call of a built-in function with each result of a call inside it as an argument, which has its value then."""
    whole = f.info.apart.get(e)
    if whole is None:
        return e
    inner = strip(e.args[0])
    assert isinstance(inner, ast.CallExpr)
    for argument, v in zip(whole.args, call(f, inner), strict=True):
        f.early[argument] = f.stable(v, e.pos)
    return whole


def conversion(f: Function, e: ast.CallExpr) -> ops.Operand:
    t = f.type_of(e)
    if f.is_nil(e.args[0]):
        return ops.Zero(t)
    x = f.value(e.args[0])
    if is_interface(t) and not is_interface(x.type):
        return f.converted(x, t, e.pos)
    dst = f.temp(t)
    f.emit(ops.Convert(e.pos, dst, x))
    return dst


def prepare(f: Function, e: ast.CallExpr, *, unused: bool = False) -> Prepared:
    fun = strip(f.without_arguments(e.fun))
    sig = f.info.types[e.fun].underlying()
    if not isinstance(sig, T.Signature):  # its declaration names a package that is not there
        raise unsupported(e.pos, f"{show.expr(e.fun)} comes from a package that is not supported")
    results = sig.results
    if not passes_on(e, f.info):
        early(f, [e.fun, *e.args])
    chosen = f.info.selections.get(fun) if isinstance(fun, ast.SelectorExpr) else None
    if chosen is not None and isinstance(fun, ast.SelectorExpr):
        if chosen.kind == "method":
            assert isinstance(chosen.obj, FuncObj)
            receiver = f.stable(receiver_of(f, fun, chosen), e.pos)
            method, results = told_apart(f, chosen.obj, results, unused and not is_library(e.pos))
            method = (f.builder.meant(method, "library") if is_library(e.pos) else None) or method
            return static(f, method, [receiver, *arguments(f, e, sig)], results, e.pos)
        if chosen.kind == "interface":
            f.builder.invoked(fun.sel.name, chosen.type)
            receiver = f.stable(receiver_of(f, fun, chosen), e.pos)
            return invoke(f, fun.sel.name, [receiver, *arguments(f, e, sig)], results, e.pos)
    func = f.function_named(fun)
    if func is not None and chosen is None:
        func, results = told_apart(f, func, results, unused and not is_library(e.pos))
        return static(f, func, arguments(f, e, sig), results, e.pos)
    callee = f.stable(f.value(fun), e.pos)
    return dynamic(f, [callee, *arguments(f, e, sig)], results, e.pos)


def told_apart(f: Function, func: FuncObj, results: list[T.Type], unused: bool) -> tuple[FuncObj, list[T.Type]]:
    """The function to call and its results: another one without results where they are unused. Models rely on the
    order of what they call: their accesses are no races."""
    other = f.builder.meant(func, "unused") if unused and results else None
    return (func, results) if other is None else (other, [])


def arguments(f: Function, e: ast.CallExpr, sig: T.Signature) -> list[ops.Operand]:
    """Argument values of the parameters' types; extra ones of a variadic call in a fresh slice."""
    fixed = len(sig.params) - (1 if sig.variadic else 0)
    if passes_on(e, f.info):
        inner = strip(e.args[0])
        assert isinstance(inner, ast.CallExpr)
        values = call(f, inner)
        given = [f.converted(v, parameter(sig, i), e.pos) for i, v in enumerate(values)]
    elif e.ellipsis:
        return [f.stable(f.value(a, t), e.pos) for a, t in zip(e.args, sig.params, strict=True)]
    else:
        given = [f.stable(f.value(a, parameter(sig, i)), e.pos) for i, a in enumerate(e.args)]
    if not sig.variadic:
        return given
    return [*given[:fixed], pack(f, given[fixed:], sig.params[-1], e.pos)]


def passes_on(e: ast.CallExpr, info: Info) -> bool:
    """f(g()) with all results of g."""
    return len(e.args) == 1 and isinstance(info.types[e.args[0]], T.Tuple)


def parameter(sig: T.Signature, i: int) -> T.Type:
    if sig.variadic and i >= len(sig.params) - 1:
        last = sig.params[-1]
        assert isinstance(last, T.Slice)
        return last.elem
    return sig.params[i]


def several(f: Function, e: ast.Expr) -> list[ops.Operand]:
    """All values of a call, or of a comma-ok form."""
    inner = strip(e)
    if inner in f.info.comma_ok or e in f.info.comma_ok:
        ok = f.temp(T.BOOL)
        if isinstance(inner, ast.TypeAssertExpr):
            return type_assertion(f, inner, ok)
        if isinstance(inner, ast.UnaryExpr):
            return receive(f, inner, ok)
        assert isinstance(inner, ast.IndexExpr)
        early(f, [inner.x, *inner.indices])
        m = f.value(inner.x)
        map_type = m.type.underlying()
        assert isinstance(map_type, T.Map)
        dst = f.temp(map_type.elem)
        f.emit(ops.MapLookup(inner.pos, dst, ok, m, f.value(inner.indices[0], map_type.key)))
        return [dst, ok]
    assert isinstance(inner, ast.CallExpr)
    return call(f, inner)


def thunk_of(f: Function, call: ast.Expr, pos: Pos) -> ops.Operand:
    """A function value without parameters that makes the call, its operands evaluated now."""
    e = strip(call)
    assert isinstance(e, ast.CallExpr)
    if is_plain(f, e):
        return f.stable(f.value(e.fun), pos)
    return thunk(f, evaluated(f, e), pos)


def is_plain(f: Function, e: ast.CallExpr) -> bool:
    """Whether a call is of a function value that takes and gives nothing."""
    if e.args or builtin_name(f, e) is not None or e.fun in f.info.is_type:
        return False
    sig = f.info.types[e.fun].underlying()
    fun = strip(e.fun)
    direct = isinstance(fun, ast.FuncLit) or not (isinstance(fun, ast.SelectorExpr) and fun in f.info.selections)
    named = f.function_named(fun)
    plain = isinstance(sig, T.Signature) and not sig.results and not sig.params and direct
    return plain and (named is None or named.decl.body is not None)


def evaluated(f: Function, e: ast.CallExpr) -> Prepared:
    """A call that `go` or `defer` makes later."""
    name = builtin_name(f, e)
    prepared = prepare_builtin(f, apart(f, e), name) if name is not None else prepare(f, e, unused=True)
    if prepared.method:  # its evaluation panics here and now if the interface is nil
        receiver = prepared.operands[0]
        f.emit(ops.MethodValue(e.pos, f.temp(f.type_of(e.fun)), receiver, prepared.method))
    return prepared


def deferred(f: Function, call: ast.Expr, pos: Pos) -> ops.Defer:
    """Defers a call. Its arguments stay in the frame, and so does what a literal captures: neither makes a closure."""
    e = strip(call)
    assert isinstance(e, ast.CallExpr)
    fun = strip(e.fun)
    if isinstance(fun, ast.FuncLit):
        sig = f.info.types[fun].underlying()
        assert isinstance(sig, T.Signature)
        if not passes_on(e, f.info):
            early(f, e.args)
        graph, held = literal(f, fun)
        return ops.Defer(pos, ops.FuncValue(sig, graph), [*held, *arguments(f, e, sig)])
    if is_plain(f, e):
        return ops.Defer(pos, f.stable(f.value(e.fun), pos))
    prepared = evaluated(f, e)
    callee = prepared.callee
    if callee is not None and (is_library(pos) or not is_library(callee.func.pos)):  # else the wrapper says where
        return ops.Defer(pos, callee, prepared.operands)
    graph, given = wrapper(f, prepared, pos)
    return ops.Defer(pos, ops.FuncValue(T.Signature([], []), graph), given)


def call_value(f: Function, e: ast.CallExpr) -> ops.Operand:
    return call(f, e)[0]


VALUES: Values = {ast.CallExpr: call_value}
