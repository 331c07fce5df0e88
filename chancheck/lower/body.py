"""The code of a graph's function: where its variables are, and its blocks' labels."""

from __future__ import annotations

from chancheck.graph import ops
from chancheck.lower import layout
from chancheck.lower.code import Code, Label
from chancheck.lower.program_builder import Tables
from chancheck.types import types as T


class Body(Code):
    def __init__(self, tables: Tables, graph: ops.Graph) -> None:
        params = "".join(layout.kinds(p.type) for p in graph.params)
        super().__init__(tables, graph.name, params, sum(map(layout.width, graph.results)))
        self.graph = graph
        self.runtime = graph.runtime
        self.unseen = graph.runtime or "go:norace" in graph.directives
        self.labels = {block: Label() for block in graph.blocks}
        self.next_block: ops.Block | None = None
        self.vars: dict[ops.Var, int] = {}
        self.short: set[ops.Var] = set()  # temporaries.last_uses
        self.growing: dict[ops.Var, bool] = {}  # iterations during which entries may be added
        self.ordered: dict[ops.Var, bool] = {}  # iterations with an order that can be observed
        self.nils: dict[
            ops.Var, int
        ] = {}  # by iteration: a register that says whether its order can be observed after all
        at = 1
        for p in graph.params:
            self.vars[p] = at
            at += layout.width(p.type)
        instrs = [i for block in graph.blocks for i in block.instrs]
        self.never_nil = not_nil(instrs)
        for i in instrs:
            if isinstance(i, ops.MapRange):
                self.vars.setdefault(i.iter, self.register("r"))

    def var(self, x: ops.Var) -> int:
        """The registers of a variable."""
        if x not in self.vars:
            kinds = layout.kinds(x.type)
            free = self._free.get(kinds) if kinds and x in self.short else None
            self.vars[x] = free.pop() if free else self.register(kinds)
        return self.vars[x]

    def end(self, var: ops.Var) -> None:
        """A short-lived variable is not used any more."""
        kinds = layout.kinds(var.type)
        if kinds and var in self.vars:
            self._free.setdefault(kinds, []).append(self.vars.pop(var))

    def value(self, x: ops.Operand) -> int:
        """The registers with the value of an operand."""
        return self.var(x) if isinstance(x, ops.Var) else self.operand(x)

    def values(self, xs: list[ops.Operand]) -> tuple[int, int]:
        """Operands side by side: first register and number of cells."""
        if not xs:
            return 0, 0
        parts = [(layout.kinds(x.type), self.value(x)) for x in xs]
        return self.join(*parts), sum(len(kinds) for kinds, _ in parts)

    def assign(self, dst: ops.Var, x: ops.Operand) -> None:
        to = self.var(dst)
        if isinstance(x, ops.Const):
            self.constant(to, x.type, x.value)
        elif isinstance(x, ops.Zero):
            self.clear(to, layout.width(dst.type))
        else:
            self.move(to, self.value(x), layout.width(dst.type))

    def give(self, dst: ops.Var | None, src: int) -> None:
        """Moves a result into its variable, if it has one."""
        if dst is not None:
            self.move(self.var(dst), src, layout.width(dst.type))

    def jump(self, block: ops.Block) -> None:
        """Goes on in a block; nothing to do if that follows."""
        if block is not self.next_block:
            self.goto(self.labels[block])

    def fail(self, name: str, *args: tuple[str, int]) -> None:
        """Calls a function of models/runtime that panics."""
        start = self.join(*args) if args else 0
        self.call(self.tables.runtime(name), start, sum(len(kinds) for kinds, _ in args))


def not_nil(instrs: list[ops.Instr]) -> set[ops.Var]:
    """Variables that only ever hold a closure."""
    closures = {i.dst for i in instrs if isinstance(i, ops.MakeClosure)}
    others = (i.dst for i in instrs if isinstance(i, ops.Move | ops.Load | ops.Field)) if closures else ()
    return closures.difference(others)


def type_of(x: ops.Operand, other: ops.Operand) -> T.Type:
    """The type of a comparison: an untyped nil takes that of the other side."""
    return other.type if x.type is T.NIL else x.type
