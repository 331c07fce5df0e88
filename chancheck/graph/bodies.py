"""Bodies of functions: parameters, statements, and what recovers (Go spec, Function declarations; Handling panics)."""

from __future__ import annotations

from chancheck.diagnostic import SourceError
from chancheck.graph import ops
from chancheck.graph.defers import contains_defer
from chancheck.graph.exits import keeps_results, leave
from chancheck.graph.function import Function
from chancheck.syntax import ast
from chancheck.types.types import VarObj


def translate(f: Function, params: list[VarObj], results: list[VarObj], body: ast.BlockStmt) -> None:
    """Fill in the graph of a function; what is not supported in it becomes a problem of the builder."""
    try:
        fill(f, params, results, body)
    except SourceError as error:
        f.builder.problems += error.diagnostics


def fill(f: Function, params: list[VarObj], results: list[VarObj], body: ast.BlockStmt) -> None:
    graph = f.graph
    graph.results = [v.type for v in results]
    f.has_defer = contains_defer(body)
    f.results = results
    for var in params:
        given = ops.Var(var.type, var.name)
        graph.params.append(given)
        if var.name and var.name != "_" and f.lives_in_memory(var):
            f.declare(var, given, graph.pos)
        elif var.name:
            f.vars[var] = given
    if keeps_results(f):
        for i, var in enumerate(results):
            if var.name in ("", "_"):
                var.name = f"result {i}"
            f.declare(var, None, graph.pos)
    f.stmts(body.stmts)
    leave(f, body.end, [ops.Zero(t) for t in graph.results])
    if f.has_defer:
        graph.recovered = f.new_block("recovered")
        f.current = graph.recovered
        f.emit(ops.RunDefers(body.end))
        f.end(ops.Return(body.end, [f.load(f.place_of(v), body.end) for v in results]))
    f.finish()
