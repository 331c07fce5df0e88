"""The parts of states: objects and goroutines, each distinct one kept once.

An object is (shape, header cells, tail elements), a goroutine (flags, status, frames, panics, text) with frames
(function, pc, status, deferred, registers); see docs/internals-machine.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from chancheck.machine.workspace import Strings
from chancheck.program.program import OFFSET_BITS, Program

MASK = (1 << OFFSET_BITS) - 1


class Part(tuple[Any, ...]):
    """A part of a state. Two parts are equal iff they are the same one, so states are compared and hashed quickly.

    links: the numbers of the objects that it has addresses of, in order, each once; forms: what it becomes when these
    get other numbers.
    """

    links: tuple[int, ...]
    forms: dict[tuple[int, ...], Part]
    __hash__ = object.__hash__
    __eq__ = object.__eq__
    __ne__ = object.__ne__


class Parts:
    """Makes parts, in canonical form but for the numbers of objects."""

    def __init__(self, program: Program, strings: Strings) -> None:
        self.program, self.strings = program, strings
        self.registers = [pointer_cells(f.registers) for f in program.functions]
        self.headers = [pointer_cells(s.header) for s in program.shapes]
        self.elems = [pointer_cells(s.elem) for s in program.shapes]
        self.pointers = [kind in ("r", "f") for _, kind in program.types]
        self.known: dict[tuple[Any, ...], Part] = {}
        self.dead: dict[tuple[int, int, bool], list[int]] = {}

    def object(self, shape: int, header: Iterable[int], tail: Iterable[tuple[int, ...]]) -> Part:
        elements = tuple(tail)
        if self.program.shapes[shape].keys and len(elements) > 1:
            elements = self.sorted_entries(elements, shape)
        cells = (shape, tuple(header), elements)
        return self.known.get(cells) or self.made(cells, self.object_addresses(cells))

    def goroutine(self, flags: int, status: int, frames: Iterable[Any], panics: Iterable[Any], text: int) -> Part:
        """Registers that are not needed any more are zeroed."""
        whole = tuple(frames)
        tops = (*(False for _ in whole[1:]), True)
        stack = tuple(
            (f, pc, s, tuple(defers), self.cleared(f, pc, regs, top))
            for (f, pc, s, defers, regs), top in zip(whole, tops, strict=False)
        )
        cells = (flags, status, stack, tuple(map(tuple, panics)), text)
        return self.known.get(cells) or self.made(cells, self.goroutine_addresses(cells))

    def made(self, cells: tuple[Any, ...], addresses: list[int]) -> Part:
        part = self.known[cells] = Part(cells)
        part.links = tuple(dict.fromkeys(v >> OFFSET_BITS for v in addresses))
        part.forms = {}
        return part

    def cleared(self, f: int, pc: int, regs: Any, top: bool) -> tuple[int, ...]:
        dead = self.dead.get((f, pc, top))
        if dead is None:
            function = self.program.functions[f]
            live = (function.entered if top and pc in function.entered else function.live).get(pc)
            dead = [] if live is None else [i for i in range(len(function.registers)) if i not in set(live)]
            self.dead[f, pc, top] = dead
        if dead:
            regs = list(regs)
            for i in dead:
                regs[i] = 0
        return tuple(regs)

    def sorted_entries(self, tail: Any, shape: int) -> Any:
        """Map entries by key; strings by content; with addresses in keys, in the order of insertion."""
        keys = self.program.shapes[shape].keys
        kinds = self.program.shapes[shape].elem[:keys]
        if "r" in kinds or "f" in kinds or "p" in kinds:
            return tail
        text = self.strings.bytes
        return tuple(sorted(tail, key=lambda e: [text[e[i]] if kinds[i] == "b" else e[i] for i in range(keys)]))

    # --- addresses ------------------------------------------------------------------------------------

    def held(self, cells: Sequence[int], where: list[tuple[int, bool]]) -> list[tuple[int, int]]:
        """(index, address) of the cells that hold an address."""
        return [(i, v) for i, typed in where if (v := cells[i]) > 0 and (not typed or self.pointers[cells[i - 1]])]

    def object_addresses(self, o: Any) -> list[int]:
        out = [v for _, v in self.held(o[1], self.headers[o[0]])]
        where = self.elems[o[0]]
        if where:
            for element in o[2]:
                out += [v for _, v in self.held(element, where)]
        return out

    def goroutine_addresses(self, g: Any) -> list[int]:
        out = []
        for f in g[2]:
            out += [v for v in f[3] if v > 0]
            out += [v for _, v in self.held(f[4], self.registers[f[0]])]
        return out + [p[1] for p in g[3] if p[1] > 0 and self.pointers[p[0]]]

    # --- other numbers --------------------------------------------------------------------------------

    def renamed(self, part: Part, number: dict[int, int]) -> Part:
        """The part with objects numbered anew; -1 stands for addresses of those that have no number yet."""
        links = tuple([number.get(n, 0) for n in part.links])
        if links == part.links:
            return part
        return part.forms.get(links) or self.make_form(part, links)

    def make_form(self, part: Part, links: tuple[int, ...]) -> Part:
        number = dict(zip(part.links, links, strict=True))
        cells = self.object_form(part, number) if len(part) == 3 else self.goroutine_form(part, number)
        form = self.known.get(cells)
        if form is None:
            form = self.known[cells] = Part(cells)
            form.links, form.forms = tuple(n for n in links if n), {}
        part.forms[links] = form
        return form

    def object_form(self, o: Any, number: dict[int, int]) -> tuple[Any, ...]:
        shape, header, tail = o
        where = self.elems[shape]
        elements = tuple(self.moved(e, where, number) for e in tail) if where else tail
        return (shape, self.moved(header, self.headers[shape], number), elements)

    def goroutine_form(self, g: Any, number: dict[int, int]) -> tuple[Any, ...]:
        frames = tuple(
            (f, pc, s, tuple(v if v <= 0 else moved(v, number) for v in defers),
             self.moved(regs, self.registers[f], number))
            for f, pc, s, defers, regs in g[2]
        )  # fmt: skip
        panics = tuple((t, moved(v, number) if v > 0 and self.pointers[t] else v, *rest) for t, v, *rest in g[3])
        return (g[0], g[1], frames, panics, g[4])

    def moved(self, cells: Any, where: list[tuple[int, bool]], number: dict[int, int]) -> Any:
        changed = list(cells)
        for i, v in self.held(cells, where):
            changed[i] = moved(v, number)
        return tuple(changed)


def moved(v: int, number: dict[int, int]) -> int:
    n = number[v >> OFFSET_BITS]
    return n << OFFSET_BITS | v & MASK if n else -1


def pointer_cells(kinds: str) -> list[tuple[int, bool]]:
    """(index, payload of the type in the cell before) of the cells that may hold addresses."""
    return [(i, k == "p") for i, k in enumerate(kinds) if k in "rfp"]
