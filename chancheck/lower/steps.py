"""Checks what `//chancheck:step` promises of a function of a model: that it is one step, or a part of one.

Memory of a model of the runtime is its own (`//chancheck:runtime`), and what lies between two operations
is one step. A function under `//chancheck:step` relies on that: it has at most one operation on every way through it,
all that it does with memory comes behind that operation, and it runs no code that is not a model's own.
"""

from __future__ import annotations

from collections.abc import Iterator

from chancheck.graph import ops
from chancheck.graph.ops import successors
from chancheck.lower.intrinsics import ROWS
from chancheck.source import Pos

MEMORY = (
    *(ops.Load, ops.Store, ops.Append, ops.Copy, ops.Clear),
    *(ops.MapLookup, ops.MapUpdate, ops.MapDelete, ops.MapRange, ops.MapNext),
)
LOOKS_ELSEWHERE = {f"internal/text.{name}" for name in ("Parts", "Part", "Elem", "AsChan")} | {"sort.swap"}


class StepError(Exception):
    """A model breaks its promise; the text begins with the line."""


def check_step(graph: ops.Graph) -> None:
    """Raises StepError where a function under `//chancheck:step` is not one step."""
    if not graph.runtime:
        raise StepError(f"{graph.pos}: {graph.name} is no function of a model of the runtime and cannot be a step")
    memory = touches_before(graph)
    for pos, happened in operations(graph):
        if happened:
            raise StepError(f"{pos}: a second operation in one step; take it out of {graph.name}")
        if memory is not None:
            raise StepError(f"{memory}: what comes before the operation is in the step before; move it behind {pos}")


def operations(graph: ops.Graph) -> Iterator[tuple[Pos, bool]]:
    """The operations of a function, each with whether another may have come before it."""
    for instr, happened in walk(graph):
        if may_operate(instr):
            yield instr.pos, happened


def walk(graph: ops.Graph) -> Iterator[tuple[ops.Instr, bool]]:
    """All that can be reached, before any operation and after one."""
    todo, seen = [(graph.blocks[0], False)], set()
    while todo:
        block, happened = todo.pop()
        if (block, happened) in seen:
            continue
        seen.add((block, happened))
        for instr in block.instrs:
            yield instr, happened
            happened = happened or may_operate(instr)
        todo += [(following, happened) for following in successors(block)]


def touches_before(graph: ops.Graph) -> Pos | None:
    """Memory that is used before the operation."""
    found = [i.pos for i, happened in walk(graph) if not happened and isinstance(i, MEMORY) and not is_fresh(graph, i)]
    return found[0] if found else None


def is_fresh(graph: ops.Graph, instr: ops.Instr) -> bool:
    """Whether an access goes to a variable of the function's own."""
    pointer = instr.ptr if isinstance(instr, ops.Load | ops.Store) else None
    return any(isinstance(i, ops.Alloc) and i.dst is pointer for block in graph.blocks for i in block.instrs)


def may_operate(instr: ops.Instr) -> bool:
    """Whether an instruction is an operation, or calls what has one; raises StepError for what cannot be known."""
    match instr:
        case ops.Call(func=ops.FuncValue(func=callee)):
            return calls_operation(callee, instr.pos)
        case ops.Call() | ops.Invoke() | ops.Defer():
            raise StepError(f"{instr.pos}: a step cannot call what the model does not know")
        case ops.Intrinsic(name=name) if name in LOOKS_ELSEWHERE:
            raise StepError(f"{instr.pos}: a step cannot look into the program's memory ({name})")
        case ops.Intrinsic(name=name):
            return name.partition("[")[0] in ROWS
    return isinstance(instr, ops.Select | ops.Spawn)


def calls_operation(callee: ops.Graph, pos: Pos) -> bool:
    if not callee.runtime:
        raise StepError(f"{pos}: a step calls {callee.name}, which is no function of a model of the runtime")
    if "step" in callee.directives:
        return any(may_operate(instr) for block in callee.blocks for instr in block.instrs)
    if any(may_operate(instr) for block in callee.blocks for instr in block.instrs):
        raise StepError(f"{pos}: a step calls {callee.name}, which has operations and is no step")
    return False
