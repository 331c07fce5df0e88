"""Code that initialises package variables (Go spec, Package initialization)."""

from __future__ import annotations

from chancheck.diagnostic import SourceError
from chancheck.graph import ops
from chancheck.graph.builder import Builder
from chancheck.graph.calls import several
from chancheck.graph.function import Function
from chancheck.syntax import ast
from chancheck.types.objects import Package
from chancheck.types.resolving import resolve
from chancheck.types.types import VarObj


def init_graph(b: Builder, package: Package, made: list[VarObj], e: ast.Expr) -> ops.Graph:
    outer, b.reach.now = b.reach.now, made[0]
    before, problems = len(b.checker.diagnostics.errors), len(b.problems)
    for var in made:
        resolve(b.checker, var)
    graph = ops.Graph(f"{package.path}.init", e.pos)
    b.graphs.append(graph)
    f = Function(b, graph, package.info, package)
    f.named = made[0].name
    errors = [] if package in b.own else b.checker.diagnostics.errors[before:]
    errors += b.checker.troubles.get(made[0], [])
    try:
        if not errors:
            initialise(f, made, e)
    except SourceError as error:
        b.problems += error.diagnostics
    b.problems[problems:] = b.reach.told(b.problems[problems:] + errors, made[0])
    f.end(ops.Return(e.pos, []))
    f.finish()
    b.reach.now = outer
    return graph


def initialise(f: Function, made: list[VarObj], e: ast.Expr) -> None:
    values = [f.value(e, made[0].type)] if len(made) == 1 else several(f, e)
    for var, x in zip(made, values, strict=True):
        if var.name != "_":
            f.store(f.place_of(var), f.converted(x, var.type, e.pos), e.pos)
