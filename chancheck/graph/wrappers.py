"""Functions that no source declares: around operations, of bound, promoted and unbound methods."""

from __future__ import annotations

from chancheck.graph import ops
from chancheck.graph.builder import Builder
from chancheck.graph.function import Function
from chancheck.graph.places import behind, value_place, walk
from chancheck.graph.prepared import Prepared, invoke, static
from chancheck.graph.receivers import receiver_at
from chancheck.source import NO_POS, Pos
from chancheck.syntax import ast
from chancheck.types import types as T
from chancheck.types.objects import Selection
from chancheck.types.relations import Found, key
from chancheck.types.types import FuncObj


def wrapper(b: Builder, name: str, pos: Pos, results: list[T.Type], obj: FuncObj | None = None) -> ops.Graph:
    graph = ops.Graph(name, pos, results=results, wrapper=True, obj=obj)
    b.graphs.append(graph)
    return graph


def return_call(f: Function, prepared: Prepared, pos: Pos) -> None:
    """The whole body: makes the call and returns its results."""
    f.end(ops.Return(pos, prepared.emit(f, prepared.operands)))
    f.finish()


def operation_graph(b: Builder, func: FuncObj) -> ops.Graph:
    """A function around an operation that is used as a value."""
    sig = func.type
    assert isinstance(sig, T.Signature)
    graph = wrapper(b, func.full_name, func.pos, sig.results, func)
    f = Function(b, graph, b.user.info, b.user)
    receiver = [T.Pointer(func.recv) if func.pointer_recv else func.recv] if func.recv is not None else []
    graph.params = [ops.Var(t) for t in [*receiver, *sig.params]]
    return_call(f, static(f, func, list(graph.params), sig.results, func.pos), func.pos)
    return graph


def bound_method(outer: Function, method: FuncObj, receiver: T.Type, t: T.Type, pos: Pos) -> ops.Graph:
    """A function value x.M: the receiver is captured. All values of one method have the same code."""
    sig = t.underlying()
    assert isinstance(sig, T.Signature)
    b = outer.builder
    known = b.bound.get((method, key(receiver)))
    if known is not None:
        return known
    graph = wrapper(b, f"{method.full_name}-fm", pos, sig.results)
    graph.code = ("bound", method)
    f = Function(b, graph, b.user.info, b.user)
    b.bound[method, key(receiver)] = graph
    held = ops.Var(receiver)
    graph.captures = [held]
    graph.params = [ops.Var(p) for p in sig.params]
    return_call(f, static(f, method, [held, *graph.params], sig.results, pos), pos)
    return graph


def method_expression(outer: Function, e: ast.SelectorExpr, chosen: Selection) -> ops.Operand:
    """T.M as a function with the receiver as its first parameter."""
    sig = chosen.type
    assert isinstance(sig, T.Signature)
    graph = wrapper(outer.builder, f"{outer.graph.name}.{e.sel.name}", e.pos, sig.results)
    graph.code = ("unbound", key(sig.params[0]), e.sel.name)
    f = Function(outer.builder, graph, outer.info, outer.package)
    graph.params = [ops.Var(p) for p in sig.params]
    if isinstance(chosen.obj, FuncObj):
        receiver = receiver_at(f, value_place(f, graph.params[0]), chosen.path, chosen.obj, e.pos)
        prepared = static(f, chosen.obj, [receiver, *graph.params[1:]], sig.results, e.pos)
    else:
        own = T.Signature(sig.params[1:], sig.results, sig.variadic)
        outer.builder.invoked(e.sel.name, own)
        prepared = invoke(f, e.sel.name, list(graph.params), sig.results, e.pos)
    return_call(f, prepared, e.pos)
    return ops.FuncValue(sig, graph)


def signature(b: Builder, found: Found, name: str) -> T.Signature:
    """That of a method, or of one of an embedded interface."""
    if found.method is not None:
        return b.checker.sig(found.method)
    assert found.interface is not None
    return found.interface.methods[name]


def promoted(b: Builder, t: T.Type, name: str, found: Found) -> ops.Graph:
    """A method of an embedded field, or of the value behind a pointer."""
    sig = signature(b, found, name)
    pos = found.method.pos if found.method else NO_POS
    shown = f"({t})" if isinstance(t, T.Pointer) else str(t)
    graph = wrapper(b, f"{shown}.{name}", pos, sig.results)
    f = Function(b, graph, b.user.info, b.user)
    graph.params = [ops.Var(p) for p in [t, *sig.params]]
    place = value_place(f, graph.params[0])
    if found.method is not None:
        receiver = receiver_at(f, place, found.path, found.method, pos)
        prepared = static(f, found.method, [receiver, *graph.params[1:]], sig.results, pos)
    else:
        if isinstance(t.underlying(), T.Pointer):
            place = behind(f, f.load(place, pos))
        receiver = f.load(walk(f, place, found.path, pos), pos)
        b.invoked(name, sig)
        prepared = invoke(f, name, [receiver, *graph.params[1:]], sig.results, pos)
    return_call(f, prepared, pos)
    return graph
