"""Calls with evaluated operands: of a function, a function value, an interface's method."""

from __future__ import annotations

from collections.abc import Callable

from chancheck.diagnostic import SourceError
from chancheck.graph import ops
from chancheck.graph.function import Function, strip
from chancheck.records import dataclass
from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import types as T
from chancheck.types.objects import BuiltinObj
from chancheck.types.types import FuncObj

Emit = Callable[[Function, list[ops.Operand]], list[ops.Operand]]


@dataclass(slots=True)
class Prepared:
    """A call with its function and arguments evaluated: `emit` makes it, here or in a thunk. method: of the interface
    value that is the first operand, if the call is of one. callee: the function, if it is known and has a body; the
    operands are its arguments."""

    operands: list[ops.Operand]
    emit: Emit
    name: str
    method: str = ""
    callee: ops.FuncValue | None = None


def static(f: Function, func: FuncObj, args: list[ops.Operand], results: list[T.Type], pos: Pos) -> Prepared:
    if func.decl.body is None:
        if func.unsupported:  # nothing that can be read says what it does
            raise SourceError(func.unsupported)
        name = func.full_name.removesuffix("[...]")
        f.builder.reach_intrinsic(name)
        f.builder.dispatches(func, name)

        def operate(at: Function, given: list[ops.Operand]) -> list[ops.Operand]:
            dsts = [at.temp(t) for t in results]
            at.emit(ops.Intrinsic(pos, name, given, list(dsts)))
            return list(dsts)

        return Prepared(args, operate, name)
    graph = f.builder.graph_of(func, pos)
    callee = ops.FuncValue(func.type, graph)

    def emit(at: Function, given: list[ops.Operand]) -> list[ops.Operand]:
        dsts = [at.temp(t) for t in results]
        at.emit(ops.Call(pos, list(dsts), callee, given))
        return list(dsts)

    return Prepared(args, emit, graph.name, callee=callee)


def dynamic(f: Function, operands: list[ops.Operand], results: list[T.Type], pos: Pos) -> Prepared:
    def emit(at: Function, given: list[ops.Operand]) -> list[ops.Operand]:
        dsts = [at.temp(t) for t in results]
        at.emit(ops.Call(pos, list(dsts), given[0], given[1:]))
        return list(dsts)

    return Prepared(operands, emit, "func")


def invoke(f: Function, method: str, operands: list[ops.Operand], results: list[T.Type], pos: Pos) -> Prepared:
    def emit(at: Function, given: list[ops.Operand]) -> list[ops.Operand]:
        dsts = [at.temp(t) for t in results]
        at.emit(ops.Invoke(pos, list(dsts), given[0], method, given[1:]))
        return list(dsts)

    return Prepared(operands, emit, method, method)


def builtin_name(f: Function, e: ast.CallExpr) -> str | None:
    fun = strip(e.fun)
    fun = fun.sel if isinstance(fun, ast.SelectorExpr) else fun
    obj = f.info.uses.get(fun) if isinstance(fun, ast.Ident) else None
    return obj.name if isinstance(obj, BuiltinObj) else None
