"""Webs: registers taken apart by what they are used for. Temporaries are used again and again; two definitions belong
to one web if some use may see either. Where paths meet, that counts for registers that are still needed only."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from copy import copy

from chancheck.deadline import poll
from chancheck.program.liveness import Analysis, Blocks, numbers, reads, writes
from chancheck.program.program import Function, Program, Registers
from chancheck.program.register_facts import bits_of, following, results


class Webs:
    """Of one function. Web r, for a register r, is what it holds at the start. entered: by block, the web of each
    register at its start; None where control never gets. definitions: what instructions write, ascending by register
    and code index (one number, `key`), and made: their webs."""

    def __init__(self, program: Program, function: Function) -> None:
        self.program, self.function = program, function
        self.count, self.length = len(function.registers), len(function.code)
        self.parent = list(range(self.count))
        self.origins: list[int] = []
        self._needed: list[Registers] | None = None
        self.blocks = Blocks(function, program.sites)
        self.entered: list[list[int] | None] = [None] * len(self.blocks.starts)
        self.left = self.read_after_panics()
        made = self.follow()
        self.definitions = array("q", sorted(made))
        self.made = array("q", [self.find(made[key]) for key in self.definitions])
        self.parent = [self.find(w) for w in self.parent]

    def with_code_behind(self, origins: list[int]) -> Webs:
        """With instructions behind the end that stand for these: they find there what was before those."""
        if not origins:
            return self
        other = copy(self)
        other.origins = origins
        return other

    def find(self, web: int) -> int:
        while self.parent[web] != web:
            self.parent[web] = self.parent[self.parent[web]]
            web = self.parent[web]
        return web

    def key(self, pc: int, register: int) -> int:
        return register * self.length + pc

    def used(self, pc: int, register: int) -> int:
        """The web of a register before an instruction: that of its last definition in the block, or at its start."""
        pc = pc if pc < self.length else self.origins[pc - self.length]
        block = bisect_right(self.blocks.starts, pc) - 1
        entered = self.entered[block]
        if entered is None:
            return register
        last = bisect_left(self.definitions, self.key(pc, register)) - 1
        if last >= 0 and self.definitions[last] >= self.key(self.blocks.starts[block], register):
            return self.made[last]
        return self.parent[entered[register]]

    def defined(self, pc: int, register: int) -> int:
        """The web of a register that an instruction writes."""
        key = self.key(pc, register)
        at = bisect_left(self.definitions, key) if pc < self.length else len(self.made)
        known = at < len(self.made) and self.definitions[at] == key
        return self.made[at] if known else self.parent[register]

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

    def follow(self) -> dict[int, int]:
        """Each block once, from the web that each register has at its start; the webs of definitions, by their keys."""
        made = dict[int, int]()
        number = {start: block for block, start in enumerate(self.blocks.starts)}
        todo = [number[pc] for pc in {0, max(0, self.function.recovered)} if pc in number]
        for block in todo:
            self.entered[block] = list(range(self.count))
        while todo:
            for pc, state in self.leads(todo.pop(), made):
                if (target := number.get(pc)) is None:  # behind the end
                    continue
                known = self.entered[target]
                if known is None:
                    self.entered[target] = state
                    todo.append(target)
                elif known is not state and known != state:
                    self.merge(self.needed[pc], known, state)
        return made

    @property
    def needed(self) -> list[Registers]:
        """By code index, the registers that are still needed there."""
        if self._needed is None:
            analysis = Analysis(self.function, self.program.sites, self.blocks)
            analysis.solve()
            self._needed = analysis.before
        return self._needed

    def merge(self, needed: Registers, known: list[int], new: list[int]) -> None:
        poll()
        for register in numbers(needed):
            if known[register] != new[register]:
                self.parent[self.find(new[register])] = self.find(known[register])

    def leads(self, block: int, made: dict[int, int]) -> Iterator[tuple[int, list[int]]]:
        """From the end of a block on, with the web of each register there."""
        function, end = self.function, self.blocks.ends[block]
        code, widths = function.code, function.widths
        state = entered = self.entered[block] or []
        for pc in range(self.blocks.starts[block], end):
            poll()
            if written := writes(code[pc], pc, widths) & ~self.left:
                state = list(state) if state is entered else state
                self.define(pc, written, state, made)
        last = code[end - 1]
        if last.op != "operate":
            yield from ((target, state) for target in following(self.program, end - 1, last))
            return
        site = self.program.sites[last.args[0]]
        for alternative in site.alternatives:
            after = list(state)
            given = bits_of(results(alternative)) & (1 << self.count) - 1
            self.define(end - 1, given & ~self.left, after, made)
            yield alternative.next, after
        if site.default >= 0:
            yield site.default, state

    def define(self, pc: int, registers: Registers, state: list[int], made: dict[int, int]) -> None:
        for register in numbers(registers):
            web = made.setdefault(self.key(pc, register), len(self.parent))
            if web == len(self.parent):
                self.parent.append(web)
            state[register] = web
