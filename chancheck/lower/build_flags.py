"""Functions of models/ that return settings of the analysis. Branches on them are decided when code is made, so that no
engine and no analysis sees what cannot be."""

from __future__ import annotations

from collections.abc import Callable

from chancheck.graph import ops
from chancheck.graph.ops import successors
from chancheck.lower.body import Body
from chancheck.lower.program_builder import Tables

SETTINGS: dict[str, Callable[[Tables], bool]] = {
    "internal/clock.Virtual": lambda tables: tables.time != "any",
    "internal/clock.Moving": lambda tables: tables.time == "exact",
    "internal/clock.Buffered": lambda tables: tables.buffered_timers,
    "sync.closely": lambda tables: tables.closely,
}


def emit(b: Body, i: ops.Intrinsic) -> None:
    b.give(i.dsts[0], b.const(int(SETTINGS[i.name](b.tables))))


def resolve_branch(tables: Tables, block: ops.Block) -> ops.Block | None:
    """The successor of a block that ends in a branch on a setting."""
    match block.instrs[-2:]:
        case [ops.Intrinsic(name=name, dsts=[known]), ops.If(cond=cond, then=then, orelse=orelse)] if (
            name in SETTINGS and known is cond
        ):
            return then if SETTINGS[name](tables) else orelse
    return None


def following(tables: Tables, block: ops.Block) -> list[ops.Block]:
    """The blocks that may come next."""
    target = resolve_branch(tables, block)
    return [target] if target is not None else successors(block)
