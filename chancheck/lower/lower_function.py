"""From a process graph to a function: variables become registers, blocks become code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chancheck.graph import ops
from chancheck.lower import (
    build_flags,
    calls,
    interfaces,
    iteration,
    layout,
    maps,
    memory,
    numbers,
    selects,
    slices,
    strings,
)
from chancheck.lower.body import Body
from chancheck.lower.program_builder import Tables
from chancheck.lower.temporaries import last_uses
from chancheck.program.program import Function
from chancheck.source import is_library

Lowering = Callable[[Body, Any], None]

LOWERINGS: dict[type[ops.Instr], Lowering] = {
    **numbers.LOWERINGS,  # type: ignore[dict-item]
    **memory.LOWERINGS,  # type: ignore[dict-item]
    **slices.LOWERINGS,  # type: ignore[dict-item]
    **strings.LOWERINGS,  # type: ignore[dict-item]
    **maps.LOWERINGS,  # type: ignore[dict-item]
    **iteration.LOWERINGS,  # type: ignore[dict-item]
    **interfaces.LOWERINGS,  # type: ignore[dict-item]
    **calls.LOWERINGS,  # type: ignore[dict-item]
    **selects.LOWERINGS,  # type: ignore[dict-item]
}


LONG = 2000
"""Instructions of a graph from which on registers serve again: analyses see less in those, and take less time."""


def function(tables: Tables, graph: ops.Graph) -> Function:
    """The function of a graph."""
    body = Body(tables, graph)
    body.at(graph.pos)
    calls.enter(body)
    blocks = reachable(tables, graph)
    ends = last_uses(graph, blocks) if sum(len(b.instrs) for b in blocks) > LONG else {}
    body.short = {var for variables in ends.values() for var in variables}
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        body.next_block = following
        body.bind(body.labels[block])
        target = build_flags.resolve_branch(tables, block)
        for instr in block.instrs if target is None else [*block.instrs[:-2], ops.Jump(block.instrs[-1].pos, target)]:
            body.at(instr.pos)
            LOWERINGS[type(instr)](body, instr)
            body.release()
            for var in ends.get(instr, ()):
                body.end(var)
    recovered = body.labels[graph.recovered] if graph.recovered else None
    done = body.finish(recovered, wrapper=graph.wrapper, place=tables.place(graph.pos))
    done.names = {at + i: var.name for var, at in body.vars.items() if var.name for i in range(layout.width(var.type))}
    done.foreign = is_library(graph.pos)
    done.ignore_leak = graph.ignore_leak
    done.told = graph.told
    return done


def reachable(tables: Tables, graph: ops.Graph) -> list[ops.Block]:
    """The blocks that control can reach, in the graph's order."""
    todo, seen = [graph.blocks[0], *([graph.recovered] if graph.recovered else [])], set[ops.Block]()
    while todo:
        block = todo.pop()
        if block not in seen:
            seen.add(block)
            todo += build_flags.following(tables, block)
    return [block for block in graph.blocks if block in seen]
