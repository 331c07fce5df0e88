"""Names and selectors as values: variables, functions, methods (Go spec, Selectors; Method values)."""

from __future__ import annotations

from chancheck.graph import ops
from chancheck.graph.builder import Values
from chancheck.graph.function import Function
from chancheck.graph.places import where
from chancheck.graph.receivers import receiver_of
from chancheck.graph.wrappers import bound_method, method_expression
from chancheck.syntax import ast
from chancheck.types.objects import Selection
from chancheck.types.types import FuncObj


def named_value(f: Function, e: ast.Ident | ast.SelectorExpr) -> ops.Operand:
    func = f.function_named(e)
    if func is not None and not (isinstance(e, ast.SelectorExpr) and e in f.info.selections):
        return function_value(f, func, e)
    if isinstance(e, ast.SelectorExpr):
        chosen = f.info.selections.get(e)
        if chosen is not None and chosen.kind in ("method", "interface"):
            return method_value(f, e, chosen)
        if chosen is not None and chosen.kind == "method_expr":
            return method_expression(f, e, chosen)
    return f.load(where(f, e), e.pos)


def function_value(f: Function, func: FuncObj, e: ast.Expr) -> ops.Operand:
    return ops.FuncValue(f.type_of(e), f.builder.graph_of(func, e.pos))


def method_value(f: Function, e: ast.SelectorExpr, chosen: Selection) -> ops.Operand:
    """x.M as a value: the receiver is evaluated and bound now."""
    receiver = receiver_of(f, e, chosen)
    dst = f.temp(chosen.type)
    if chosen.kind == "interface":
        f.builder.invoked(e.sel.name, chosen.type)
        f.emit(ops.MethodValue(e.pos, dst, receiver, e.sel.name))
        return dst
    assert isinstance(chosen.obj, FuncObj)
    bound = bound_method(f, chosen.obj, receiver.type, chosen.type, e.pos)
    f.emit(ops.MakeClosure(e.pos, dst, bound, [f.stable(receiver, e.pos)]))
    return dst


VALUES: Values = {ast.Ident: named_value, ast.SelectorExpr: named_value}
