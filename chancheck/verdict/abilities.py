"""Which operations the code that a goroutine is in may still perform."""

from __future__ import annotations

from collections.abc import Collection

from chancheck.program.program import Function
from chancheck.verdict.replay import Run

UNKNOWN_CALLS = frozenset({"callv", "rundefers"})
"""Instructions that call a value: any function may follow."""


class Abilities:
    def __init__(self, run: Run) -> None:
        self.run, self.program = run, run.machine.program
        self.known: dict[int, set[str] | None] = {}

    def may(self, i: int, operations: Collection[str]) -> bool:
        """Whether goroutine i of the last state may perform one of these operations, as far as the functions that it is
        in and those that they call by name show."""
        for frame in self.run.final.goroutines[i].frames:
            able = self.of(frame.function)
            if able is None or not able.isdisjoint(operations):
                return True
        return False

    def of(self, function: int) -> set[str] | None:
        """The names of the operations; None if a call may lead anywhere."""
        if function not in self.known:
            self.known[function] = self.collected(function)
        return self.known[function]

    def collected(self, function: int) -> set[str] | None:
        out: set[str] = set()
        todo, seen = [function], {function}
        for number in todo:
            f = self.program.functions[number]
            if any(i.op in UNKNOWN_CALLS for i in f.code):
                return None
            out |= self.operations(f)
            called = {i.args[1] for i in f.code if i.op == "call"} - seen
            seen |= called
            todo += called
        return out

    def operations(self, f: Function) -> set[str]:
        sites = (self.program.sites[i.args[0]] for i in f.code if i.op == "operate")
        return {self.program.operations[a.operation].name for site in sites for a in site.alternatives}
