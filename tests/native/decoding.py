"""States of both engines in one form, so that sets of them can be compared: strings by their bytes, not by the numbers
that an engine gives them in the order in which it meets them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from chancheck.machine.state import State
from chancheck.program.program import Program

Cells = tuple[object, ...]
"""Cells; a string in place of its number."""
Text = Callable[[int], bytes]
Frame = tuple[int, int, int, Cells, Cells]
"""Function, pc, status, deferred calls, registers."""
Goroutine = tuple[int, int, tuple[Frame, ...], tuple[Cells, ...], bytes]
"""Flags, phase, frames, panics, text of the panic."""
Decoded = tuple[int, tuple[tuple[int, Cells], ...], tuple[Goroutine, ...]]
"""How the root ended; objects: shape and cells; goroutines."""

PHASE_SHIFT, PANIC_CELLS = 3, 5


class Decoder:
    """text: the bytes of an engine's string number."""

    def __init__(self, program: Program, text: Text) -> None:
        self.program, self.text = program, text

    def cells(self, kinds: Iterator[str], cells: Sequence[int]) -> Cells:
        out: list[object] = []
        for at, (kind, cell) in enumerate(zip(kinds, cells, strict=False)):
            if kind == "p":
                kind = self.program.types[cells[at - 1]][1] if cell != 0 else "i"
            out.append(self.text(cell) if kind == "b" else cell)
        return tuple(out)

    def object(self, shape: int, header: Sequence[int], tail: Sequence[Sequence[int]]) -> tuple[int, Cells]:
        kinds = self.program.shapes[shape]
        elements = [self.cells(iter(kinds.elem), element) for element in tail]
        return shape, (*self.cells(iter(kinds.header), header), *chain.from_iterable(elements))

    def frame(
        self, function: int, pc: int, status: int, calls: Iterable[Sequence[int]], registers: Sequence[int]
    ) -> Frame:
        kinds = self.program.functions[function].registers
        deferred = chain.from_iterable(self.call(*call) for call in calls)
        return function, pc, status, tuple(deferred), self.cells(iter(kinds), registers)

    def call(self, value: int, *arguments: int) -> Cells:
        """A deferred call: a function value and its arguments."""
        kinds = self.program.functions[-1 - value].registers if arguments else "f"
        return self.cells(iter(kinds), (value, *arguments))

    def calls(self, words: Sequence[int]) -> Iterator[Sequence[int]]:
        """The deferred calls in a frame's words."""
        while words:
            width = 1 + (self.program.functions[-1 - words[0]].params if words[0] < 0 else 0)
            yield words[:width]
            words = words[width:]

    def panic(self, cells: Sequence[int]) -> Cells:
        return self.cells(iter("tpiii"), cells)

    def reference(self, state: State) -> Decoded:
        objects = tuple(self.object(o.shape, o.header, o.tail) for o in state.objects)
        goroutines = tuple(
            (
                g.flags,
                int(g.phase),
                tuple(self.frame(*frame) for frame in g.frames),
                tuple(self.panic(panic) for panic in g.panics),
                self.text(g.text),
            )
            for g in state.goroutines
        )
        return int(state.root), objects, goroutines

    def native(
        self, head: Sequence[int], objects: Sequence[Sequence[int]], goroutines: Sequence[Sequence[int]]
    ) -> Decoded:
        """From the words of the core's components (native/src/machine/workspace.hpp)."""
        return head[0], tuple(map(self.packed_object, objects)), tuple(map(self.packed_goroutine, goroutines))

    def packed_object(self, words: Sequence[int]) -> tuple[int, Cells]:
        shape, count, *cells = words
        first, wide = len(self.program.shapes[shape].header), len(self.program.shapes[shape].elem)
        tail = [cells[first + k * wide : first + (k + 1) * wide] for k in range(count)]
        return self.object(shape, cells[:first], tail)

    def packed_goroutine(self, words: Sequence[int]) -> Goroutine:
        flags, text, frame_count, panic_count = words[:4]
        at, frames = 4, []
        for _ in range(frame_count):
            function, pc, status, deferred = words[at : at + 4]
            first = at + 4 + deferred
            at = first + len(self.program.functions[function].registers)
            calls = self.calls(words[first - deferred : first])
            frames.append(self.frame(function, pc, status, calls, words[first:at]))
        panics = [self.panic(words[at + PANIC_CELLS * k : at + PANIC_CELLS * (k + 1)]) for k in range(panic_count)]
        mask = (1 << PHASE_SHIFT) - 1
        return flags & mask, flags >> PHASE_SHIFT, tuple(frames), tuple(panics), self.text(text)
