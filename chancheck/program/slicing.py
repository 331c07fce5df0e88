"""Program slicing: a program without unobservable data (ADR 21). The slice takes the same steps; it neither computes
nor keeps an unobserved value, so a counter that only counts does not distinguish states."""

from __future__ import annotations

from chancheck.deadline import poll
from chancheck.program.latest import InTime, originals
from chancheck.program.liveness import Blocks, writes
from chancheck.program.pointing import keep_of_slice
from chancheck.program.program import Function, Instr, Program, Registers, Widths
from chancheck.program.strong_liveness import DROPPED, Observed, Observing, apart, bits
from chancheck.records import replace

SHARE, PACE = 0.4, 2.5e-5
"""Of the time that is left, what finding a slice may take; seconds that it typically takes for an instruction."""


def sliced(program: Program) -> Program:
    """The program itself if it has nothing to leave out, or if finding that takes too long."""
    return _slices(program) or program


def known_slice(program: Program) -> Program:
    """The slice that was made of a program, or the program."""
    return _slices.found.known(program) or program


def made(program: Program) -> Program:
    """The slice of a program, which is its own slice."""
    original = originals.known(program)
    part = slice_of(program) if original is None else with_texts(_slices.found(original), original, program)
    _slices.found.keep(part, part)
    return part


def with_texts(part: Program, original: Program, program: Program) -> Program:
    """The slice of a program, made from that of its original."""
    if part is original:
        return program
    entry = part.functions[part.entry]
    old, new = original.functions[part.entry].code, program.functions[part.entry].code
    code = [own if was == now else now for was, own, now in zip(old, new, entry.code, strict=False)]
    functions = [*part.functions]
    functions[part.entry] = replace(entry, code=[*code, *entry.code[len(code) :]])
    other = replace(part, functions=functions, strings=program.strings)
    originals.keep(other, part)
    return other


_slices = InTime(made, SHARE, PACE)


def slice_of(program: Program) -> Program:
    if not apart(program):
        return program
    observed = Observed(program)
    slicers = [Slicer(program, analysis) for analysis in observed.analyses]
    functions = [slicer.run() for slicer in slicers]
    if all(f.code == g.code and f.live == g.live for f, g in zip(functions, program.functions, strict=True)):
        return program
    part = replace(program, functions=functions)
    keep_of_slice(part, observed.pointers, [slicer.origins for slicer in slicers])
    return part


class Slicer:
    """Of one function. Code keeps its place: what takes more room than it had goes behind the end. origins: for each
    instruction there, the one that it stands for."""

    def __init__(self, program: Program, analysis: Observing) -> None:
        self.analysis = analysis
        self.function = analysis.function
        self.code = list(self.function.code)
        self.registers = self.function.registers
        self.zeros = -1
        self.origins: list[int] = []
        known = self.function.widths
        self.widths = Widths({**known.writes}, {**known.reads}, known.results)

    def run(self) -> Function:
        found = [self.analysis.after(pc, i) if i.op != "operate" else 0 for pc, i in enumerate(self.function.code)]
        for pc, instr in enumerate(self.function.code):
            poll()
            if instr.op in DROPPED:
                if not found[pc] & writes(instr, pc, self.function.widths):
                    self.code[pc] = Instr("zero", (0, 0), instr.place)
            elif (stored := self.analysis.stored(pc, instr)) is not None:
                self.put(pc, instr, *stored)
        function = replace(self.function, code=self.code, registers=self.registers, widths=self.widths)
        self.analysis.function, self.analysis.blocks = function, Blocks(function, self.analysis.sites)
        before = self.analysis.before
        self.analysis.before, self.analysis.widths = (
            [*before[:-1], *(before[pc] for pc in self.origins), 0],
            self.widths,
        )
        function.live, function.entered = self.analysis.live(), self.analysis.entered()
        return function

    def put(self, pc: int, instr: Instr, source: int, unseen: Registers) -> None:
        """Stores zeros for unobserved values: the access stays, its value goes."""
        op, a = instr.op, instr.args
        width = a[3] if op in ("store", "put") else self.function.widths.reads[pc][op == "mapput"]
        if not unseen:
            return
        if unseen == (1 << width) - 1:
            self.code[pc] = self.from_register(instr, self.zero(width))
            return
        copy = self.room(self.registers[source : source + width])
        self.code[pc] = Instr("jump", (len(self.code),), instr.place)
        self.behind(pc, Instr("move", (copy, source, width), instr.place))
        for j in bits(unseen):
            self.behind(pc, Instr("zero", (copy + j, 1), instr.place))
        self.behind(pc, self.from_register(instr, copy))
        back = pc + 1
        while self.function.code[back].op in ("call", "callv"):  # a frame at rest there waits for what it has called
            self.behind(back, self.function.code[back])
            back += 1
        self.behind(back, Instr("jump", (back,), instr.place))

    def behind(self, pc: int, instr: Instr) -> None:
        """Puts an instruction behind the end, which stands for one in its place."""
        if instr.op == self.function.code[pc].op:
            if pc in self.widths.writes:
                self.widths.writes[len(self.code)] = self.widths.writes[pc]
            if pc in self.widths.reads:
                self.widths.reads[len(self.code)] = self.widths.reads[pc]
        self.code.append(instr)
        self.origins.append(pc)

    def from_register(self, instr: Instr, source: int) -> Instr:
        """The same with its values from another register."""
        last = 2 if instr.op in ("store", "put") else len(instr.args) - 1
        return instr._replace(args=(*instr.args[:last], source, *instr.args[last + 1 :]))

    def room(self, kinds: str) -> int:
        start = len(self.registers)
        self.registers += kinds
        return start

    def zero(self, width: int) -> int:
        """Registers that no instruction writes."""
        if self.zeros < 0:
            wide = (
                i.args[3] if i.op in ("store", "put") else max(self.function.widths.reads.get(pc, (0, 0)))
                for pc, i in enumerate(self.function.code)
                if i.op in ("store", "put", "mapput", "tailput", "tailpush")
            )
            self.zeros = self.room("i" * max(wide, default=0))
        return self.zeros
