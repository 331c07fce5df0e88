"""Where the variables of a graph are assigned, read and still needed."""

from __future__ import annotations

from collections.abc import Iterator

from chancheck.deadline import poll
from chancheck.graph import ops
from chancheck.graph.ops import successors
from chancheck.records import fields

TARGETS = ("dst", "dsts", "ok", "iter")


class Uses:
    """defined, used: by variable, the instructions of the whole function."""

    def __init__(self, graph: ops.Graph) -> None:
        self.graph = graph
        self.defined: dict[ops.Var, list[ops.Instr]] = {}
        self.used: dict[ops.Var, list[ops.Instr]] = {}
        for instr in (i for block in graph.blocks for i in block.instrs):
            for var in targets(instr):
                self.defined.setdefault(var, []).append(instr)
            for var in sources(instr):
                self.used.setdefault(var, []).append(instr)

    def origin(self, x: ops.Operand) -> ops.Instr | None:
        """The only instruction of the function that makes the value of an operand."""
        origins = self.defined.get(x, []) if isinstance(x, ops.Var) else []
        if len(origins) != 1:
            return None
        return self.origin(origins[0].src) if isinstance(origins[0], ops.Move) else origins[0]

    def only_use(self, var: ops.Var) -> ops.Instr | None:
        uses = self.used.get(var, [])
        return uses[0] if len(uses) == 1 and len(self.defined.get(var, [])) == 1 else None

    def live(self) -> dict[ops.Block, set[ops.Var]]:
        """The variables that may be read behind each block before they are assigned."""
        entry: dict[ops.Block, set[ops.Var]] = {block: set() for block in self.graph.blocks}
        again = True
        while again:
            again = False
            for block in reversed(self.graph.blocks):
                poll()
                before = live_before(block.instrs, self.behind(block, entry))
                again, entry[block] = again or before != entry[block], before
        return {block: self.behind(block, entry) for block in self.graph.blocks}

    @staticmethod
    def behind(block: ops.Block, entry: dict[ops.Block, set[ops.Var]]) -> set[ops.Var]:
        return {v for following in successors(block) for v in entry[following]}


def live_before(instrs: list[ops.Instr], live: set[ops.Var]) -> set[ops.Var]:
    """The variables that are needed where these instructions begin; live: where they end."""
    live = set(live)
    for instr in reversed(instrs):
        live.difference_update(targets(instr))
        live.update(sources(instr))
    return live


def targets(instr: ops.Instr) -> list[ops.Var]:
    """The variables that an instruction assigns."""
    if isinstance(instr, ops.MapNext):
        return [v for v in (instr.ok, instr.key, instr.value) if v is not None]
    if isinstance(instr, ops.SetField):
        return [instr.x]
    if isinstance(instr, ops.Select):
        return [v for case in instr.cases for v in case.dsts if v is not None]
    return [v for name in TARGETS for v in listed(getattr(instr, name, None)) if isinstance(v, ops.Var)]


def sources(instr: ops.Instr) -> list[ops.Var]:
    """The variables that an instruction reads."""
    return [x for x in operands(instr) if isinstance(x, ops.Var)]


def operands(instr: ops.Instr) -> list[object]:
    """The operands of an instruction: variables, constants, addresses of package variables, and all its other parts."""
    if isinstance(instr, ops.MapNext):
        return [instr.iter, instr.map]
    if isinstance(instr, ops.Select):
        return [x for case in instr.cases for x in case.args]
    names = (f.name for f in fields(instr) if f.name not in TARGETS)
    return [x for name in names for x in listed(getattr(instr, name))]


def listed(x: object) -> Iterator[object]:
    yield from x if isinstance(x, list) else [x]
