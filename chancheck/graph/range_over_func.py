"""Range over functions: the loop's body becomes a function literal; its result says whether the iteration continues.

`exits.py` says how control leaves the body.
"""

from __future__ import annotations

from chancheck.graph import ops
from chancheck.graph.closures import wrapper
from chancheck.graph.defers import contains_defer
from chancheck.graph.exits import EXHAUSTED, MISSING_PANIC, PANIC, READY, get, go_on, put
from chancheck.graph.function import Function, Loop
from chancheck.graph.loops import iteration_values
from chancheck.graph.prepared import Prepared
from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import types as T


def range_function(f: Function, s: ast.RangeStmt, label: str) -> None:
    iterator = f.stable(f.value(s.x), s.pos)
    loop = Loop(s, f, label, deferred_list(f, s))
    for cell in loop.shared:
        if cell is not loop.deferred:
            f.emit(ops.Alloc(s.pos, cell))
    put(f, loop.state, READY, s.pos)
    f.emit(ops.Call(s.pos, [], iterator, [body(f, s, loop)]))
    state = get(f, loop.state, s.pos)
    fail_if(f, "==", state, PANIC, ops.Const(T.INT, MISSING_PANIC), s.pos)
    put(f, loop.state, EXHAUSTED, s.pos)
    for code, leave in enumerate(loop.exits, 1):
        here, on = f.new_block(), f.new_block()
        chosen = f.arithmetic("==", get(f, loop.next, s.pos), ops.Const(T.INT, code), T.BOOL, s.pos)
        f.end(ops.If(s.pos, chosen, here, on), here)
        leave()
        f.jump(s.pos, on, on)


def body(f: Function, s: ast.RangeStmt, loop: Loop) -> ops.Var:
    """The function literal."""
    lit = f.info.range_bodies[s]
    info = f.info.literals[lit]
    f.literals += 1
    graph = ops.Graph(f"{f.graph.name}-range{f.literals}", s.pos, results=[T.BOOL])
    f.builder.graphs.append(graph)
    at = Function(f.builder, graph, f.info, f.package, f)
    at.loop, at.results = loop, f.results
    captured: list[ops.Operand] = []
    for var in info.captures:
        held = f.vars.get(var)
        if held is not None:
            captured.append(held)
            at.vars[var] = inner = ops.Var(held.type, var.name)
            graph.captures.append(inner)
            if var in f.memory:
                at.memory.add(var)
    for cell in loop.shared:
        captured.append(cell)
        loop.inside[cell] = inner = ops.Var(cell.type)
        graph.captures.append(inner)
    fail_if(at, "!=", get(at, loop.inside[loop.state], s.pos), READY, None, s.pos)
    put(at, loop.inside[loop.state], PANIC, s.pos)
    signature = f.type_of(s.x).underlying()
    assert isinstance(signature, T.Signature)
    iteration_values(at, s, parameters(graph, signature))
    at.stmts(s.body.stmts)
    go_on(at, loop, s.body.end)
    at.finish()
    dst = f.temp(signature.params[0])
    f.emit(ops.MakeClosure(s.pos, dst, graph, captured))
    return dst


def parameters(graph: ops.Graph, iterator: T.Signature) -> list[ops.Operand | None]:
    """The parameters of the body: those of the iterator's `yield`."""
    yields = iterator.params[0].underlying()
    assert isinstance(yields, T.Signature)
    values: list[ops.Operand | None] = []
    for t in yields.params:
        graph.params.append(given := ops.Var(t))
        values.append(given)
    return values


DEFERRED = T.Pointer(T.Slice(T.Signature([], [])))


def deferred_list(f: Function, s: ast.RangeStmt) -> ops.Var | None:
    """The list of what the loop's body has deferred. All loops inside each other share one, and the function around
    the outermost defers to run it: nothing else can be deferred there while they run."""
    if not contains_defer(s.body):
        return None
    if f.loop is not None:
        assert f.loop.deferred is not None
        return f.loop.inside[f.loop.deferred]
    cell = f.temp(DEFERRED)
    f.emit(ops.Alloc(s.pos, cell))
    run = f.builder.library("runtime", "runDeferred")
    assert isinstance(run, ops.FuncValue)
    run.func.wrapper = True  # what it calls counts as called by the function around, for recover

    def emit(at: Function, given: list[ops.Operand]) -> list[ops.Operand]:
        at.emit(ops.Call(s.pos, [], run, given))
        return []

    graph, given = wrapper(f, Prepared([cell], emit, "range"), s.pos)
    f.emit(ops.Defer(s.pos, ops.FuncValue(T.Signature([], []), graph), given))
    return cell


def defer(f: Function, loop: Loop, pos: Pos, deferred: ops.Operand) -> None:
    """A defer statement in a body."""
    assert loop.deferred is not None
    given = [loop.inside[loop.deferred], deferred]
    f.emit(ops.Call(pos, [], f.builder.library("runtime", "deferred"), given))


def fail_if(f: Function, op: str, state: ops.Var, value: int, told: ops.Operand | None, pos: Pos) -> None:
    bad, fine = f.new_block(), f.new_block()
    f.end(ops.If(pos, f.arithmetic(op, state, ops.Const(T.INT, value), T.BOOL, pos), bad, fine), bad)
    f.emit(ops.Call(pos, [], f.builder.library("runtime", "panicRangeState"), [told or state]))
    f.jump(pos, fine, fine)
