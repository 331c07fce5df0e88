"""Webs: registers taken apart by what they are used for. Temporaries are used again and again; two definitions belong
to one web if some use may see either. Where paths meet, that counts for registers that are still needed only."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy

from chancheck.deadline import poll
from chancheck.program.liveness import Analysis, reads, writes
from chancheck.program.program import Function, Instr, Program, Registers
from chancheck.program.register_facts import Todo, following, results


class Webs:
    """Of one function. Web r, for a register r, is what it holds at the start."""

    def __init__(self, program: Program, function: Function) -> None:
        self.program, self.function = program, function
        self.count = len(function.registers)
        self.parent = list(range(self.count))
        self.made: dict[tuple[int, int], int] = {}  # by code index and register
        self.before: list[list[int]] = []
        self._needed: list[Registers] | None = None
        self.left = self.read_after_panics()
        self.follow()
        self.parent = [self.find(w) for w in self.parent]

    def with_code_behind(self, origins: list[int]) -> Webs:
        """With instructions behind the end that stand for these: they find there what was before those."""
        if not origins:
            return self
        other = copy(self)
        other.before = [*self.before[:-1], *(self.before[pc] for pc in origins), self.before[-1]]
        return other

    def find(self, web: int) -> int:
        while self.parent[web] != web:
            self.parent[web] = self.parent[self.parent[web]]
            web = self.parent[web]
        return web

    def used(self, pc: int, register: int) -> int:
        """The web of a register before an instruction."""
        return self.parent[self.before[pc][register]] if self.before and self.before[pc] else register

    def defined(self, pc: int, register: int) -> int:
        """The web of a register that an instruction writes."""
        return self.parent[self.made.get((pc, register), register)]

    def read_after_panics(self) -> Registers:
        """The registers that code behind a recovered panic may read. The panic may have left anything there, so they
        have one web each."""
        function, found, seen = self.function, 0, set[int]()
        todo = [function.recovered] if function.recovered >= 0 else []
        while todo:
            pc = todo.pop()
            if pc in seen or pc >= len(function.code):
                continue
            poll()
            seen.add(pc)
            instr = function.code[pc]
            if instr.op == "operate":
                return (1 << self.count) - 1
            found |= reads(instr, pc, function.widths, function.results)
            todo += following(self.program, pc, instr)
        return found

    def follow(self) -> None:
        code = self.function.code
        self.before = [[] for _ in range(len(code) + 1)]
        todo = Todo(len(code))
        for pc in {0, max(0, self.function.recovered)}:
            self.before[pc] = list(range(self.count))
            todo.add(pc)
        for pc in todo:
            poll()
            for target, state in self.leads(pc, code[pc], self.before[pc]):
                known = self.before[target]
                if not known:
                    self.before[target] = state
                    todo.add(target)
                elif self.merge(target, known, state):
                    todo.add(target)

    @property
    def needed(self) -> list[Registers]:
        """By code index, the registers that are still needed there."""
        if self._needed is None:
            analysis = Analysis(self.function, self.program.sites)
            analysis.solve()
            self._needed = analysis.before
        return self._needed

    def merge(self, pc: int, known: list[int], new: list[int]) -> bool:
        changed = False
        poll()
        if known == new:
            return False
        needed = self.needed[pc]
        for register, (a, b) in enumerate(zip(known, new, strict=True)):
            if a == b or not needed >> register & 1:
                continue
            a, b = self.find(a), self.find(b)
            if a != b:
                self.parent[b] = a
                changed = True
        return changed

    def leads(self, pc: int, instr: Instr, state: list[int]) -> Iterator[tuple[int, list[int]]]:
        if instr.op != "operate":
            written = writes(instr, pc, self.function.widths)
            after = list(state) if written else state
            self.define(pc, written, after)
            for target in following(self.program, pc, instr):
                yield target, after
            return
        site = self.program.sites[instr.args[0]]
        for alternative in site.alternatives:
            after = list(state)
            for span in results(alternative):
                self.define(pc, sum(1 << r for r in span if r < self.count), after)
            yield alternative.next, after
        if site.default >= 0:
            yield site.default, state

    def define(self, pc: int, registers: Registers, state: list[int]) -> None:
        poll()
        bits = bin(registers & ~self.left)[:1:-1]
        register = bits.find("1")
        while register >= 0:
            web = self.made.get((pc, register))
            if web is None:
                web = self.made[pc, register] = len(self.parent)
                self.parent.append(web)
            state[register] = web
            register = bits.find("1", register + 1)
