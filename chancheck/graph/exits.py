"""How control leaves a statement: returns, jumps, and both in the body of a range over a function.

Such a body is a function literal; its result says whether the iterator continues. Two variables of the function around
it keep how control left it, as in cmd/compile/internal/rangefunc: `state` detects an iterator that calls the body at
the wrong moment, `next` selects the exit to take once the iterator has returned.
"""

from __future__ import annotations

from collections.abc import Callable

from chancheck.graph import ops
from chancheck.graph.builder import Statements
from chancheck.graph.function import Function, Loop, unsupported
from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import types as T
from chancheck.types.types import VarObj

DONE, READY, PANIC, EXHAUSTED, MISSING_PANIC = range(5)
"""States of a loop (internal/abi/rangefuncconsts.go)."""


def return_values(f: Function, pos: Pos, values: list[ops.Operand]) -> None:
    """Return these values; without any, what the named results hold."""
    if f.loop is not None:
        give_back(f, f.loop, pos, values)
        return
    if values and keeps_results(f):
        for var, x in zip(f.results, values, strict=True):
            set_result(f, var, x, pos)
    leave(f, pos, values)


def keeps_results(f: Function) -> bool:
    return f.has_defer or any(v.name for v in f.results)


def set_result(f: Function, var: VarObj, x: ops.Operand, pos: Pos) -> None:
    f.store(f.place_of(var), x, pos)


def leave(f: Function, pos: Pos, values: list[ops.Operand]) -> None:
    if f.has_defer:
        f.emit(ops.RunDefers(pos))
    if keeps_results(f):
        values = [f.load(f.place_of(v), pos) for v in f.results]
    f.end(ops.Return(pos, values))


def jump_statement(f: Function, s: ast.BranchStmt) -> None:
    if s.keyword == "fallthrough":
        assert f.fallthrough is not None
        f.jump(s.pos, f.fallthrough)
        return
    if s.keyword == "goto":
        goto(f, s)
        return
    for name, after, again in reversed(f.targets):
        if s.label is not None and name != s.label.name:
            continue
        if s.keyword == "continue" and again is None:
            continue
        f.jump(s.pos, again if s.keyword == "continue" and again else after)
        return
    if f.loop is None:
        raise unsupported(s.pos, f"{s.keyword} is not supported here")
    leave_body(f, f.loop, s)


def goto(f: Function, s: ast.BranchStmt) -> None:
    assert s.label is not None
    loop = f.loop
    if loop is not None and s.label.name not in loop.labels:
        stop(f, loop, s.pos, lambda: jump_statement(loop.around, s))
    else:
        f.jump(s.pos, labelled_block(f, s.label.name))


def labelled_block(f: Function, name: str) -> ops.Block:
    if name not in f.labels:
        f.labels[name] = f.new_block("labelled")
    return f.labels[name]


# --- from the body of a range over a function ---------------------------------------------------------


def go_on(f: Function, loop: Loop, pos: Pos) -> None:
    """The next iteration."""
    put(f, loop.inside[loop.state], READY, pos)
    f.end(ops.Return(pos, [ops.Const(T.BOOL, True)]))


def stop(f: Function, loop: Loop, pos: Pos, then: Callable[[], None] | None = None) -> None:
    """The end of the loop; the function around it then does `then`."""
    if then is not None:
        loop.exits.append(then)
        put(f, loop.inside[loop.next], len(loop.exits), pos)
    put(f, loop.inside[loop.state], DONE, pos)
    f.end(ops.Return(pos, [ops.Const(T.BOOL, False)]))


def leave_body(f: Function, loop: Loop, s: ast.BranchStmt) -> None:
    """A break or continue to a target outside the body."""
    if s.label is not None and s.label.name != loop.label:
        stop(f, loop, s.pos, lambda: jump_statement(loop.around, s))
    elif s.keyword == "continue":
        go_on(f, loop, s.pos)
    else:
        stop(f, loop, s.pos)


def give_back(f: Function, loop: Loop, pos: Pos, values: list[ops.Operand]) -> None:
    """A return statement: the function around returns the values."""
    around = loop.around
    for cell, value in zip(loop.results, values, strict=False):
        f.emit(ops.Store(pos, loop.inside[cell], value, True))

    def then() -> None:
        return_values(around, pos, [get(around, cell, pos) for cell in loop.results] if values else [])

    stop(f, loop, pos, then)


def get(f: Function, ptr: ops.Var, pos: Pos) -> ops.Var:
    pointer = ptr.type
    assert isinstance(pointer, T.Pointer)
    dst = f.temp(pointer.elem)
    f.emit(ops.Load(pos, dst, ptr, False))
    return dst


def put(f: Function, ptr: ops.Var, value: int, pos: Pos) -> None:
    f.emit(ops.Store(pos, ptr, ops.Const(T.INT, value), False))


STATEMENTS: Statements = {ast.BranchStmt: jump_statement}
