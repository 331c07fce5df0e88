"""Function literals, and the functions that `go` and `defer` start (Go spec, Function literals; Go statements)."""

from __future__ import annotations

from chancheck.graph import ops
from chancheck.graph.bodies import translate
from chancheck.graph.builder import Values
from chancheck.graph.function import Function
from chancheck.graph.prepared import Prepared
from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import types as T


def closure(f: Function, e: ast.FuncLit) -> ops.Operand:
    graph, held = literal(f, e)
    graph.captures, graph.params = graph.params[: len(held)], graph.params[len(held) :]
    return function_value(f, f.info.types[e], graph, held, e.pos)


def literal(f: Function, e: ast.FuncLit) -> tuple[ops.Graph, list[ops.Operand]]:
    """The function of a literal, with the variables that it captures as its first parameters, and what these hold."""
    info = f.info.literals[e]
    f.literals += 1
    sep = ".func" if not is_literal_name(f.graph.name) else "."
    graph = ops.Graph(f"{f.graph.name}{sep}{f.literals}", e.pos)
    f.builder.graphs.append(graph)
    at = Function(f.builder, graph, f.info, f.package, f)
    captures: list[ops.Operand] = []
    for var in info.captures:
        held = f.vars.get(var)
        if held is None:
            continue
        inner = ops.Var(held.type, var.name)
        graph.params.append(inner)
        captures.append(held)
        at.vars[var] = inner
        if var in f.memory:
            at.memory.add(var)
    translate(at, info.params, info.results, e.body)
    return graph, captures


def thunk(f: Function, prepared: Prepared, pos: Pos) -> ops.Operand:
    """A function without parameters that makes a prepared call."""
    graph, captured = wrapper(f, prepared, pos)
    graph.captures, graph.params = graph.params, []
    return function_value(f, T.Signature([], []), graph, captured, pos)


def wrapper(f: Function, prepared: Prepared, pos: Pos) -> tuple[ops.Graph, list[ops.Operand]]:
    """A function that makes a prepared call, and its arguments: what is variable of the call's operands."""
    f.builder.thunks += 1
    graph = ops.Graph(f"{f.graph.name}.gowrap{f.builder.thunks}", pos, wrapper=True)
    f.builder.graphs.append(graph)
    at = Function(f.builder, graph, f.info, f.package)
    inside: list[ops.Operand] = []
    captured: list[ops.Operand] = []
    for x in prepared.operands:
        if isinstance(x, ops.Var):
            var = ops.Var(x.type)
            graph.params.append(var)
            captured.append(x)
            inside.append(var)
        else:
            inside.append(x)
    prepared.emit(at, inside)
    at.end(ops.Return(pos, []))
    at.finish()
    return graph, captured


def function_value(f: Function, t: T.Type, graph: ops.Graph, captures: list[ops.Operand], pos: Pos) -> ops.Operand:
    if not captures:
        return ops.FuncValue(t, graph)
    dst = f.temp(t)
    f.emit(ops.MakeClosure(pos, dst, graph, captures))
    return dst


def is_literal_name(name: str) -> bool:
    return ".func" in name


def mark_ignored(f: Function, started: ops.Operand, pos: Pos) -> None:
    """`//chancheck:ignore leak` on the go statement or on the line above."""
    for file in f.package.files:
        for d in file.directives:
            if d.name == "ignore" and "leak" in d.text and d.pos.line in (pos.line, pos.line - 1):
                graph = started.func if isinstance(started, ops.FuncValue) else made_by(f, started)
                if graph is not None and d.pos.file == pos.file:
                    graph.ignore_leak = True


def made_by(f: Function, x: ops.Operand) -> ops.Graph | None:
    for instr in reversed(f.current.instrs):
        if isinstance(instr, ops.MakeClosure) and instr.dst is x:
            return instr.func
    return None


VALUES: Values = {ast.FuncLit: closure}
