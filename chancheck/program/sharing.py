"""Whether functions that run beside one another, or one after the other, write what others can reach too.

From the answer of the points-to analysis (pointers.py): the objects that function values capture, and the package
variables that their code names, with everything that can be reached from these. Objects are distinguished by the places
where they are made, so the answer may be wrong in one direction only: "they share" though they do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from chancheck.deadline import poll
from chancheck.program.pointing import pointers_of
from chancheck.program.program import Function, Instr, Program
from chancheck.program.targets import At, Cell, Code, Target, Targets

Names = Callable[[str], bool]

WRITTEN = {"store": 0, "mapput": 0, "mapdel": 0, "mapclear": 0, "tailput": 0, "tailpush": 0, "taildrop": 0}
"""Instructions that change memory which is not fresh: the operand that is its address."""

READ = {"load": 1, "get": 1, "mapget": 1, "mapkeys": 1, "mapkey": 1, "maplen": 1}


class Sharing:
    """private: shapes that count as unshared. quiet: cells of package variables that do not count."""

    def __init__(self, program: Program, private: frozenset[int], quiet: frozenset[int]) -> None:
        self.program, self.private, self.quiet = program, private, quiet
        self.pointers = pointers_of(program)

    def handed(self, function: int, register: int, callers: set[int]) -> list[Target] | None:
        """Arguments from callers for a function's parameter that begins so many registers behind the first; None:
        the function is called through a value too."""
        found: list[Target] = []
        for number in callers:
            for at, instr in self.calls(number):
                if instr.op == "call" and instr.args[1] == function:
                    found += self.members(self.pointers.held(at, instr.args[2] + register)[0])
                elif instr.op != "call" and function in self.pointers.called(at, instr):
                    return None
        return found

    def calls(self, number: int) -> Iterator[tuple[At, Instr]]:
        for pc, instr in enumerate(self.program.functions[number].code):
            if instr.op in ("call", "callv", "spawn", "defer"):
                yield (number, pc), instr

    def reached(self, first: Iterable[int], without: frozenset[int] = frozenset()) -> set[int]:
        """The functions that these may call or start; those called through a value in `without` are left out."""
        found, todo = set[int](), list(first)
        while todo:
            poll()
            number = todo.pop()
            if number in found:
                continue
            found.add(number)
            for at, instr in self.calls(number):
                if number not in without or instr.op != "callv":
                    todo += self.pointers.called(at, instr)
        return found

    def shared(self, values: Iterable[Target]) -> bool:
        """Whether functions, given as values, change something that each of them, or other code, may reach."""
        targets = list(values)
        bodies = {t.function for t in targets if isinstance(t, Code)}
        closures = {t.shape for t in targets if isinstance(t, Cell)}
        bodies |= {t.function for s in closures for t in self.held_by(Cell(s, 0)) if isinstance(t, Code)}
        code = self.reached(bodies)
        named = self.named(code)
        roots = [t for s in closures for t in self.content(s)] + [t for c in named for t in self.held_by(c)]
        there = self.shapes_from(roots)
        return any(
            self.counts(cell) and (cell.shape in there or cell in named)
            for number in code
            for cell in self.changed(number)
        )

    def counts(self, cell: Cell) -> bool:
        if cell.shape == self.program.globals_shape:
            return cell.at not in self.quiet
        return cell.shape not in self.private

    def named(self, code: Iterable[int]) -> set[Cell]:
        """The cells of package variables that functions name."""
        at_globals = (
            cell
            for number in code
            for pc, instr in enumerate(self.program.functions[number].code)
            for cell in self.touched((number, pc), instr)
            if cell.shape == self.program.globals_shape
        )
        return {cell for cell in at_globals if self.counts(cell)}

    def touched(self, at: At, instr: Instr) -> Iterator[Cell]:
        where = READ.get(instr.op, WRITTEN.get(instr.op))
        if where is not None:
            yield from self.cells(at, instr, where)
        yield from self.operated(at, instr)

    def changed(self, number: int) -> Iterator[Cell]:
        function: Function = self.program.functions[number]
        for pc, instr in enumerate(function.code):
            poll()
            if instr.op in WRITTEN:
                yield from self.cells((number, pc), instr, WRITTEN[instr.op])
            yield from self.operated((number, pc), instr)

    def cells(self, at: At, instr: Instr, where: int) -> Iterator[Cell]:
        by = instr.args[where + 1] if instr.op in ("store", "load", "get") else 0
        wide = instr.args[3] if instr.op in ("store", "load", "get") else 1
        for j in range(max(wide, 1)):
            yield from self.pointers.pointed(at, instr.args[where], by + j)

    def operated(self, at: At, instr: Instr) -> Iterator[Cell]:
        """The objects of an operation: other goroutines may see them."""
        if instr.op == "operate":
            for a in self.program.sites[instr.args[0]].alternatives:
                for first, width in a.operands:
                    for register in range(first, first + width):
                        yield from self.pointers.pointed(at, register)

    def members(self, targets: Targets) -> list[Target]:
        return self.pointers.numbers.members(targets.bits)

    def held_by(self, cell: Cell) -> list[Target]:
        return self.members(self.pointers.cell(cell))

    def content(self, shape: int) -> Iterator[Target]:
        for cell, targets in self.pointers.cells.items():
            if cell.shape == shape:
                yield from self.members(targets)

    def shapes_from(self, roots: Iterable[Target]) -> set[int]:
        inside: dict[int, set[int]] = {}
        for cell, targets in self.pointers.cells.items():
            inside.setdefault(cell.shape, set()).update(t.shape for t in self.members(targets) if isinstance(t, Cell))
        found, todo = set[int](), [t.shape for t in roots if isinstance(t, Cell)]
        while todo:
            shape = todo.pop()
            if shape not in found and shape not in self.private:
                found.add(shape)
                todo += inside.get(shape, ())
        return found
