"""Temporaries of a graph that live for a short stretch of code: their registers serve again behind it.

Without this a function of n statements has n registers, and what is computed of registers takes n * n steps.
"""

from __future__ import annotations

from chancheck.graph import ops
from chancheck.graph.ops import successors
from chancheck.records import fields

WRITTEN = ("dst", "dsts", "ok")
"""Fields of instructions that hold variables which the instruction gives a value in any case."""


def last_uses(graph: ops.Graph, blocks: list[ops.Block]) -> dict[ops.Instr, list[ops.Var]]:
    """The short-lived temporaries, by the instruction that uses them last. blocks: as the code will have them.

    A temporary is short-lived if it is written first, and lies within blocks that control enters in one place only."""
    entry = entries(graph, blocks)
    where: dict[ops.Var, ops.Block] = {}
    last: dict[ops.Var, ops.Instr] = {}
    kept = {*graph.params, *graph.captures}
    for block in blocks:
        for instr in block.instrs:
            for var in variables(instr):
                if var not in where:
                    where[var] = entry[block]
                    if var.name or var in variables(instr, but=WRITTEN):
                        kept.add(var)
                elif where[var] is not entry[block]:
                    kept.add(var)
                last[var] = instr
    ends: dict[ops.Instr, list[ops.Var]] = {}
    for var, instr in last.items():
        if var not in kept:
            ends.setdefault(instr, []).append(var)
    return ends


def entries(graph: ops.Graph, blocks: list[ops.Block]) -> dict[ops.Block, ops.Block]:
    """For each block the one through which control must have come into its stretch of code."""
    before: dict[ops.Block, list[ops.Block]] = {block: [] for block in graph.blocks}
    for block in graph.blocks:
        for following in successors(block):
            before[following].append(block)
    found: dict[ops.Block, ops.Block] = {}
    for block in blocks:
        only = before[block][0] if len(before[block]) == 1 else None
        inside = only in found and block is not graph.recovered and block is not blocks[0]
        found[block] = found[only] if inside and only is not None else block
    return found


def variables(x: ops.Instr, but: tuple[str, ...] = ()) -> list[ops.Var]:
    """The variables in an instruction, but for those in fields with these names."""
    found: list[ops.Var] = []
    add_variables(x, but, found)
    return found


def add_variables(x: ops.Instr | ops.SelectCase, but: tuple[str, ...], to: list[ops.Var]) -> None:
    for name in fields_of(x):
        part = getattr(x, name)
        if name in but:
            continue
        if type(part) is ops.Var:
            to.append(part)
        elif type(part) is list:
            to += [item for item in part if type(item) is ops.Var]
    for case in x.cases if type(x) is ops.Select else ():
        add_variables(case, but, to)


FIELDS: dict[type, tuple[str, ...]] = {}


def fields_of(instr: ops.Instr | ops.SelectCase) -> tuple[str, ...]:
    """The fields that may hold variables."""
    known = FIELDS.get(type(instr))
    if known is None:
        others = ("Pos", "str", "bool", "int", "Type", "Block", "Graph")
        known = FIELDS[type(instr)] = tuple(f.name for f in fields(instr) if f.type not in others)
    return known
