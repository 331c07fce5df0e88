"""Process graphs, reduced to the instructions that matter for concurrency."""

from __future__ import annotations

from chancheck.draw.picture import Function
from chancheck.graph import ops
from chancheck.graph.ops import successors
from chancheck.source import is_library


def functions(unit: ops.Unit) -> tuple[Function, ...]:
    """The functions of the program itself; library code is left out."""
    own = [g for g in unit.graphs if g.blocks and g.pos.line and not is_library(g.pos) and not g.wrapper]
    return tuple(function(g) for g in own if not g.name.startswith("runtime."))


def function(graph: ops.Graph) -> Function:
    number = {id(block): i for i, block in enumerate(graph.blocks)}
    blocks = tuple(tuple(line for i in block.instrs if (line := text(i))) for block in graph.blocks)
    edges = tuple((number[id(b)], number[id(after)]) for b in graph.blocks for after in successors(b))
    return Function(graph.name, graph.pos.line, blocks, tuple(dict.fromkeys(edges)))


def text(i: ops.Instr) -> str:
    """The label of an instruction that matters for concurrency; "" for all others."""
    at = f":{i.pos.line} "
    match i:
        case ops.Intrinsic():
            return f"{at}{i.name}"
        case ops.Call() if isinstance(i.func, ops.FuncValue):
            return f"{at}call {i.func.func.name}"
        case ops.Call():
            return f"{at}call"
        case ops.Invoke():
            return f"{at}call {i.method}"
        case ops.Spawn():
            return f"{at}go"
        case ops.Defer():
            return f"{at}defer"
        case ops.Panic():
            return f"{at}panic"
        case ops.Return():
            return f"{at}return"
        case ops.Select():
            names = [c.name.removeprefix("chan.") for c in i.cases] + (["default"] if i.default else [])
            return f"{at}select {', '.join(names)}"
    return ""
