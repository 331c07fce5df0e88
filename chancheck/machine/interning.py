"""Interning: the parts of states (objects and goroutines), each distinct one stored once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from chancheck.machine.state import (
    FrameState,
    GoroutineCells,
    GoroutineState,
    ObjectCells,
    ObjectState,
    PanicState,
)
from chancheck.machine.workspace import Frame, Goroutine, Strings
from chancheck.program.program import OFFSET_BITS, Program, Shape

MASK = (1 << OFFSET_BITS) - 1


Made = TypeVar("Made", ObjectState, GoroutineState)
Elements = tuple[tuple[int, ...], ...]
Where = list[tuple[int, bool]]
"""Cells that may hold an address: index, and whether it is a payload that follows the cell of its type."""

VALUE: Where = [(0, False)]
"""Of a call without arguments."""


class Parts:
    """Makes parts, in canonical form but for the numbers of objects."""

    def __init__(self, program: Program, strings: Strings) -> None:
        self.program, self.strings = program, strings
        self.registers = [pointer_cells(f.registers) for f in program.functions]
        self.arguments = [pointer_cells(f.registers[: 1 + f.params]) for f in program.functions]
        self.headers = [pointer_cells(s.header) for s in program.shapes]
        self.elems = [pointer_cells(s.elem) for s in program.shapes]
        self.bags = [is_bag(s) for s in program.shapes]
        self.pointers = [kind in ("r", "f") for _, kind in program.types]
        self.objects: dict[ObjectCells, ObjectState] = {}
        self.goroutines: dict[GoroutineCells, GoroutineState] = {}
        self.dead: dict[tuple[int, int, bool], list[int]] = {}

    def object(self, shape: int, header: Iterable[int], tail: Iterable[tuple[int, ...]]) -> ObjectState:
        elements = tuple(tail)
        if self.program.shapes[shape].keys and len(elements) > 1:
            elements = self.sorted_entries(elements, shape)
        return self.stored_object(ObjectCells(shape, tuple(header), elements))

    def goroutine(self, g: Goroutine | GoroutineCells) -> GoroutineState:
        """Registers that are not needed any more are zeroed."""
        frames: Sequence[Frame | FrameState] = g.frames
        above = len(frames) - 1
        stack = tuple([
            FrameState(
                f.function, f.pc, f.status, tuple(f.deferred), self.cleared(f.function, f.pc, f.registers, n == above)
            )
            for n, f in enumerate(frames)
        ])  # fmt: skip
        panics = tuple([PanicState(p.type, p.payload, p.recovered, p.goexit, p.place, p.frames) for p in g.panics])
        return self.stored_goroutine(GoroutineCells(g.flags, g.phase, stack, panics, g.text))

    def stored_object(self, cells: ObjectCells) -> ObjectState:
        part = self.objects.get(cells)
        if part is None:
            part = self.objects[cells] = ObjectState(*cells)
            link(part, self.object_addresses(cells))
        return part

    def stored_goroutine(self, cells: GoroutineCells) -> GoroutineState:
        part = self.goroutines.get(cells)
        if part is None:
            part = self.goroutines[cells] = GoroutineState(*cells)
            link(part, self.goroutine_addresses(cells))
        return part

    def cleared(self, f: int, pc: int, regs: Sequence[int], top: bool) -> tuple[int, ...]:
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

    def sorted_entries(self, tail: Elements, shape: int) -> Elements:
        """Map entries by key; strings by content; with addresses in keys, in the order of insertion."""
        keys = self.program.shapes[shape].keys
        kinds = self.program.shapes[shape].elem[:keys]
        if "r" in kinds or "f" in kinds or "p" in kinds:
            return tail
        text = self.strings.bytes
        return tuple(sorted(tail, key=lambda e: [text[e[i]] if kinds[i] == "b" else e[i] for i in range(keys)]))

    def in_order(self, part: ObjectState) -> ObjectState:
        """Entries of a bag by the numbers of their keys, nil last."""
        if not self.bags[part.shape] or len(part.tail) < 2:
            return part
        entries = tuple(sorted(part.tail, key=lambda e: (not e[0], e[0])))
        return self.with_entries(part, entries)

    def with_entries(self, part: ObjectState, entries: Iterable[tuple[int, ...]]) -> ObjectState:
        return self.stored_object(ObjectCells(part.shape, part.header, tuple(entries)))

    def keys(self, bag: ObjectState) -> list[int]:
        """The objects that are the keys, 0 for nil."""
        return [entry[0] >> OFFSET_BITS for entry in bag.tail]

    # --- addresses ------------------------------------------------------------------------------------

    def held(self, cells: Sequence[int], where: Where) -> list[tuple[int, int]]:
        """(index, address) of the cells that hold an address."""
        return [(i, v) for i, typed in where if (v := cells[i]) > 0 and (not typed or self.pointers[cells[i - 1]])]

    def object_addresses(self, o: ObjectCells) -> list[int]:
        out = [v for _, v in self.held(o.header, self.headers[o.shape])]
        where = self.elems[o.shape]
        if where:
            for element in o.tail:
                out += [v for _, v in self.held(element, where)]
        return out

    def goroutine_addresses(self, g: GoroutineCells) -> list[int]:
        out = []
        for f in g.frames:
            for call in f.deferred:
                out += [v for _, v in self.held(call, self.in_call(call))]
            out += [v for _, v in self.held(f.registers, self.registers[f.function])]
        return out + [p.payload for p in g.panics if p.payload > 0 and self.pointers[p.type]]

    def in_call(self, call: tuple[int, ...]) -> Where:
        """The cells of a deferred call that may hold an address."""
        return self.arguments[-1 - call[0]] if len(call) > 1 else VALUE

    # --- other numbers --------------------------------------------------------------------------------

    def renamed(self, part: Made, number: dict[int, int]) -> Made:
        """The part with objects renumbered; -1 stands for addresses of those that have no number yet."""
        links = tuple([number.get(n, 0) for n in part.links])
        if links == part.links:
            return part
        return part.forms.get(links) or self.make_form(part, links)

    def make_form(self, part: Made, links: tuple[int, ...]) -> Made:
        number = dict(zip(part.links, links, strict=True))
        if isinstance(part, ObjectState):
            form = self.stored_object(self.object_form(part, number))
        else:
            form = self.stored_goroutine(self.goroutine_form(part, number))
        part.forms[links] = form
        return form

    def object_form(self, o: ObjectState, number: dict[int, int]) -> ObjectCells:
        where = self.elems[o.shape]
        elements = tuple(self.relocate(e, where, number) for e in o.tail) if where else o.tail
        return ObjectCells(o.shape, self.relocate(o.header, self.headers[o.shape], number), elements)

    def goroutine_form(self, g: GoroutineState, number: dict[int, int]) -> GoroutineCells:
        frames = tuple(
            f._replace(
                deferred=tuple([self.relocate(call, self.in_call(call), number) for call in f.deferred]),
                registers=self.relocate(f.registers, self.registers[f.function], number),
            )
            for f in g.frames
        )
        panics = tuple(
            p._replace(payload=relocated(p.payload, number)) if p.payload > 0 and self.pointers[p.type] else p
            for p in g.panics
        )
        return GoroutineCells(g.flags, g.phase, frames, panics, g.text)

    def relocate(self, cells: tuple[int, ...], where: Where, number: dict[int, int]) -> tuple[int, ...]:
        changed = list(cells)
        for i, v in self.held(cells, where):
            changed[i] = relocated(v, number)
        return tuple(changed)


def is_bag(shape: Shape) -> bool:
    """A map from addresses to numbers: no program sees in which order its entries are."""
    return shape.keys == 1 and shape.elem[0] == "r" and not pointer_cells(shape.header + shape.elem[1:])


def link(part: ObjectState | GoroutineState, addresses: list[int]) -> None:
    part.links = tuple(dict.fromkeys(v >> OFFSET_BITS for v in addresses))
    part.forms = {}


def relocated(v: int, number: dict[int, int]) -> int:
    n = number[v >> OFFSET_BITS]
    return n << OFFSET_BITS | v & MASK if n else -1


def pointer_cells(kinds: str) -> Where:
    """(index, payload of the type in the cell before) of the cells that may hold addresses."""
    return [(i, k == "p") for i, k in enumerate(kinds) if k in "rfp"]
