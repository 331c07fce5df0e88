"""Range over functions: the loop's body becomes a function literal that says by its result whether to go on.

How control leaves the body is kept in two variables of the function around it, as in cmd/compile/internal/rangefunc:
`state` tells an iterator that calls the body at the wrong moment, `next` what to do once the iterator has returned.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from chancheck.graph import ops
from chancheck.graph.calls import Prepared
from chancheck.graph.defers import contains_defer
from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import types as T
from chancheck.types.jumps import statements

if TYPE_CHECKING:
    from chancheck.graph.assignments import Assignments
    from chancheck.graph.calls import Calls
    from chancheck.graph.loops import Loops

DONE, READY, PANIC, EXHAUSTED, MISSING_PANIC = range(5)
"""States of a loop (internal/abi/rangefuncconsts.go)."""


class Loop:
    """The loop that a body belongs to. around: the function with the loop; exits: what to do there for each value of
    `next` from 1 on; inside: the variables that body and loop share, as addresses in the body; deferred: the list of
    what bodies have deferred, if this one can."""

    def __init__(self, of: ast.RangeStmt, around: Loops, label: str, deferred: ops.Var | None) -> None:
        self.of, self.around, self.label, self.deferred = of, around, label, deferred
        inside = (s for s, _ in statements(of.body.stmts, ()))
        self.labels = {s.label.name for s in inside if isinstance(s, ast.LabeledStmt)}
        self.exits: list[Callable[[], None]] = []
        self.state = around.temp(T.Pointer(T.INT))
        self.next = around.temp(T.Pointer(T.INT))
        self.results = [around.temp(T.Pointer(v.type)) for v in around.results]
        self.inside: dict[ops.Var, ops.Var] = {}

    @property
    def shared(self) -> list[ops.Var]:
        return [self.state, self.next, *self.results, *([self.deferred] if self.deferred else [])]


def range_function(f: Loops, s: ast.RangeStmt, label: str) -> None:
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


def body(f: Loops, s: ast.RangeStmt, loop: Loop) -> ops.Var:
    """The function literal."""
    from chancheck.graph.stmts import Stmts

    lit = f.info.range_bodies[s]
    info = f.info.literals[lit]
    f.literals += 1
    graph = ops.Graph(f"{f.graph.name}-range{f.literals}", s.pos, results=[T.BOOL])
    f.builder.graphs.append(graph)
    at = Stmts(f.builder, graph, f.info, f.package, f)
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
    values: list[ops.Operand | None] = []
    signature = f.type_of(s.x).underlying()
    assert isinstance(signature, T.Signature)
    yields = signature.params[0].underlying()
    assert isinstance(yields, T.Signature)
    for t in yields.params:
        graph.params.append(given := ops.Var(t))
        values.append(given)
    at.iteration_values(s, values)
    at.stmts(s.body.stmts)
    go_on(at, s.body.end)
    at.finish()
    dst = f.temp(signature.params[0])
    f.emit(ops.MakeClosure(s.pos, dst, graph, captured))
    return dst


def go_on(at: Assignments, pos: Pos) -> None:
    """The next iteration."""
    put(at, at.loop.inside[at.loop.state], READY, pos)
    at.end(ops.Return(pos, [ops.Const(T.BOOL, True)]))


def stop(at: Assignments, pos: Pos, leave: Callable[[], None] | None = None) -> None:
    """The end of the loop; `leave` is then done by the function around it."""
    loop = at.loop
    if leave is not None:
        loop.exits.append(leave)
        put(at, loop.inside[loop.next], len(loop.exits), pos)
    put(at, loop.inside[loop.state], DONE, pos)
    at.end(ops.Return(pos, [ops.Const(T.BOOL, False)]))


def branch(at: Assignments, s: ast.BranchStmt) -> None:
    """A break or continue whose target is not in the body."""
    loop = at.loop
    if s.label is not None and s.label.name != loop.label:
        stop(at, s.pos, lambda: loop.around.jump_statement(s))
    elif s.keyword == "continue":
        go_on(at, s.pos)
    else:
        stop(at, s.pos)


def give_back(at: Assignments, pos: Pos, values: list[ops.Operand]) -> None:
    """A return statement: the function around returns the values."""
    loop, around = at.loop, at.loop.around
    for cell, value in zip(loop.results, values, strict=False):
        at.emit(ops.Store(pos, loop.inside[cell], value, True))

    def leave() -> None:
        around.return_values(pos, [get(around, cell, pos) for cell in loop.results] if values else [])

    stop(at, pos, leave)


DEFERRED = T.Pointer(T.Slice(T.Signature([], [])))


def deferred_list(f: Loops, s: ast.RangeStmt) -> ops.Var | None:
    """The list of what the loop's body has deferred. All loops inside each other share one, and the function around
    the outermost defers to run it: nothing else can be deferred there while they go on."""
    if not contains_defer(s.body):
        return None
    if f.loop is not None:
        assert f.loop.deferred is not None
        inside: ops.Var = f.loop.inside[f.loop.deferred]
        return inside
    cell = f.temp(DEFERRED)
    f.emit(ops.Alloc(s.pos, cell))
    run = f.builder.library("runtime", "runDeferred")
    assert isinstance(run, ops.FuncValue)
    run.func.wrapper = True  # what it calls counts as called by the function around, for recover

    def emit(at: Calls, given: list[ops.Operand]) -> list[ops.Operand]:
        at.emit(ops.Call(s.pos, [], run, given))
        return []

    f.emit(ops.Defer(s.pos, f.builder.thunk(f, Prepared([cell], emit, "range"), s.pos)))
    return cell


def defer(at: Assignments, pos: Pos, thunk: ops.Operand) -> None:
    """A defer statement in a body."""
    assert at.loop.deferred is not None
    given = [at.loop.inside[at.loop.deferred], thunk]
    at.emit(ops.Call(pos, [], at.builder.library("runtime", "deferred"), given))


def get(f: Assignments, ptr: ops.Var, pos: Pos) -> ops.Var:
    pointer = ptr.type
    assert isinstance(pointer, T.Pointer)
    dst = f.temp(pointer.elem)
    f.emit(ops.Load(pos, dst, ptr, True))
    return dst


def put(f: Assignments, ptr: ops.Var, value: int, pos: Pos) -> None:
    f.emit(ops.Store(pos, ptr, ops.Const(T.INT, value), True))


def fail_if(f: Assignments, op: str, state: ops.Var, value: int, told: ops.Operand | None, pos: Pos) -> None:
    bad, fine = f.new_block(), f.new_block()
    f.end(ops.If(pos, f.arithmetic(op, state, ops.Const(T.INT, value), T.BOOL, pos), bad, fine), bad)
    f.emit(ops.Call(pos, [], f.builder.library("runtime", "panicRangeState"), [told or state]))
    f.jump(pos, fine, fine)
