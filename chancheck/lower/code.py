"""Writes the code of one function: registers, labels, instructions, and values as cells in registers."""

from __future__ import annotations

import struct
from fractions import Fraction
from typing import NamedTuple

from chancheck.deadline import poll
from chancheck.graph import ops
from chancheck.lower import doubts, layout
from chancheck.lower.program_builder import Tables
from chancheck.program.liveness import Analysis
from chancheck.program.program import GLOBALS, Alternative, Function, Instr, Registers, Shape, Site, address
from chancheck.source import Pos
from chancheck.types import constants
from chancheck.types import types as T
from chancheck.types.objects import Constant
from chancheck.types.relations import is_complex

ACCESSES = frozenset({
    "load", "store", "touch", "mapget", "mapput", "mapdel", "mapclear", "maplen", "mapkeys", "tailput", "tailpush",
})  # fmt: skip
"""Instructions that read or write memory that others may have."""


UNSEEN = {"load": "get", "store": "put", "touch": ""}
"""The kind of accesses that the race detector ignores (`//go:norace`, models of the runtime)."""


class Label:
    """A place in the code; known once it is bound."""

    __slots__ = ("at",)

    def __init__(self) -> None:
        self.at = -1


class Offer(NamedTuple):
    """An alternative, before it is known where it continues. written: the registers that it surely writes."""

    operation: int
    place: int
    operands: tuple[tuple[int, int], ...] = ()
    results: tuple[int, ...] = ()
    widths: tuple[int, ...] = ()
    written: Registers = 0


TO_COME = Site(())
"""Stands for a site that is not made yet."""


class Code:
    """A function under construction. Registers are named by their number; a value's cells lie side by side."""

    def __init__(self, tables: Tables, name: str, params: str = "", results: int = 0) -> None:
        self.tables = tables
        self.function = Function(name, [], "", len(params), results)
        self.registers = list("r" + params)
        self.unseen = self.runtime = False
        self.widths = self.function.widths
        self.place = 0
        self._jumps: list[tuple[int, str, tuple[int, ...], Label, int]] = []  # the last operand is known at the end
        self._sites: list[tuple[int, list[Offer], list[Label], Label | None, int, str]] = []
        self._free: dict[str, list[int]] = {}
        self._used: list[tuple[str, int]] = []

    # --- registers

    def register(self, kinds: str) -> int:
        """Registers of the frame's own."""
        start = len(self.registers)
        self.registers += kinds
        return start

    def temp(self, kinds: str = "i") -> int:
        """Registers until `release`."""
        free = self._free.get(kinds)
        start = free.pop() if free else self.register(kinds)
        self._used.append((kinds, start))
        return start

    def release(self) -> None:
        for kinds, start in self._used:
            if kinds:
                self._free.setdefault(kinds, []).append(start)
        self._used.clear()

    # --- instructions

    def emit(self, op: str, *args: int) -> None:
        poll()
        if self.tables.pauses and op in ACCESSES and not self.runtime and self.place_of() in self.tables.pauses:
            self.pause()
        if self.unseen and op in UNSEEN:
            if op == "touch":
                return
            op = UNSEEN[op]
        if self.tables.doubtful:
            self.emit_doubting(op, args)
        else:
            self.function.code.append(Instr(op, args, self.place))

    def plain(self, op: str, *args: int) -> None:
        """An instruction as it is."""
        self.function.code.append(Instr(op, args, self.place))

    def emit_doubting(self, op: str, args: tuple[int, ...]) -> None:
        """With what hands on unknown values, or ends runs that depend on one."""
        self.must_know(op, args)
        sources = doubts.sources(op, args, self.registers)
        if sources is None:
            self.plain(op, *args)
            return
        kept = tuple(self.kept(r) if r == args[0] else r for r in sources)
        self.plain(op, *args)
        for dst in (args[0], args[0] + 1)[: 1 + (op == "strrune")]:
            self.doubt(dst, *kept)

    def must_know(self, op: str, args: tuple[int, ...]) -> None:
        """A run ends where what an instruction decides depends on an unknown value."""
        for register in doubts.decides(op, args, self.registers):
            self.plain("known", register, doubts.kind(self.registers, register))

    def doubt(self, dst: int, first: int, second: int) -> None:
        """Makes a result unknown if one of its sources is."""
        kinds = [doubts.kind(self.registers, r) for r in (first, second, dst)]
        self.plain("doubt", dst, first, second, kinds[0] + 3 * kinds[1] + 9 * kinds[2])

    def kept(self, register: int) -> int:
        """A copy of what the next instruction overwrites."""
        copy = self.temp(self.registers[register])
        self.plain("move", copy, register, 1)
        return copy

    def known(self, alternatives: list[Offer]) -> None:
        """A value that decides an operation must be known."""
        for a in alternatives:
            for index in sorted(doubts.guarding(self.tables.program.operations[a.operation])):
                start, width = a.operands[index] if index < len(a.operands) else (0, 0)
                for register in range(start, start + width):
                    if self.registers[register] in "ib":
                        self.plain("known", register, doubts.kind(self.registers, register))

    def pause(self) -> None:
        """Lets others step in before the access that follows."""
        following = Label()
        self.operate([Offer(self.tables.operation("memory.access"), self.place)], [following], None)
        self.bind(following)

    def place_of(self) -> Pos:
        return self.tables.program.places[self.place]

    def at(self, pos: Pos) -> None:
        self.place = self.tables.place(pos)

    def bind(self, label: Label) -> None:
        label.at = len(self.function.code)

    def writes(self, width: int) -> None:
        """How many cells the last instruction writes, where its operands do not determine that."""
        self.widths.writes[len(self.function.code) - 1] = width

    def reads(self, first: int, second: int = 0) -> None:
        self.widths.reads[len(self.function.code) - 1] = (first, second)

    def op(self, name: str, *args: int, kind: str = "i") -> int:
        """An instruction that writes its result to a new temporary."""
        dst = self.temp(kind)
        self.emit(name, dst, *args)
        return dst

    def const(self, value: int, kind: str = "i") -> int:
        return self.op("const", signed(value), kind=kind)

    def text(self, text: str | bytes) -> int:
        return self.const(self.tables.string(text), "b")

    def zero(self, kinds: str) -> int:
        dst = self.temp(kinds)
        self.clear(dst, len(kinds))
        return dst

    def clear(self, dst: int, width: int) -> None:
        if width:
            self.emit("zero", dst, width)

    def move(self, dst: int, src: int, width: int) -> None:
        if width and dst != src:
            self.emit("move", dst, src, width)

    def join(self, *parts: tuple[str, int]) -> int:
        """Values side by side in new registers: (kinds, start) each."""
        if len(parts) == 1:
            return parts[0][1]
        start = self.temp("".join(kinds for kinds, _ in parts))
        at = start
        for kinds, register in parts:
            self.move(at, register, len(kinds))
            at += len(kinds)
        return start

    def call(self, function: int, args: int, count: int, results: str = "") -> int:
        """A call; gives the registers of the results."""
        dst = self.temp(results) if results else 0
        self.emit("call", dst, function, args, count)
        self.writes(len(results))
        return dst

    def goto(self, label: Label) -> None:
        self._jump("jump", (), label)

    def branch(self, register: int, label: Label, *, when: bool) -> None:
        self._jump("jumpif" if when else "jumpnot", (register,), label)

    def _jump(self, op: str, args: tuple[int, ...], label: Label) -> None:
        poll()
        if self.tables.doubtful:
            self.must_know(op, args)
        self._jumps.append((len(self.function.code), op, args, label, self.place))
        self.plain(op)

    def ret(self, register: int = 0) -> None:
        self.emit("ret", register)

    # --- values

    def constant(self, dst: int, t: T.Type, value: Constant) -> None:
        if is_complex(t):
            x = constants.as_complex(value)
            self.emit("const", dst, float_bits(x.re, layout.is_single(t)))
            self.emit("const", dst + 1, float_bits(x.im, layout.is_single(t)))
        else:
            self.emit("const", dst, self.cell(t, value))

    def cell(self, t: T.Type, value: Constant) -> int:
        """The cell of a constant."""
        match value:
            case bytes() | str():
                return self.tables.string(value)
        if layout.is_float(t):
            return float_bits(value, layout.is_single(t))
        return wrapped(int(value), layout.bits(t), not layout.is_unsigned(t))

    # --- objects

    def new(self, header: str, name: str, *, place: int = -1, elem: str = "", cells: tuple[str, ...] = ()) -> int:
        """The address of a new object."""
        where = self.place if place < 0 else place
        shape = self.tables.shape(Shape(name, header, elem, place=where, cells=cells))
        return self.op("new", shape, kind="r")

    # --- operations

    def operate(self, alternatives: list[Offer], targets: list[Label], default: Label | None,
                waiting: str = "") -> None:  # fmt: skip
        """Add an instruction that offers these alternatives. Its site is made at the end."""
        program = self.tables.program
        number = len(program.sites)
        for i, a in enumerate(alternatives):
            self.widths.results[number, i] = a.written
        program.sites.append(TO_COME)
        self._sites.append((number, alternatives, targets, default, self.place, waiting))
        if self.tables.doubtful:
            self.known(alternatives)
        self.emit("operate", number)

    # --- the end

    def finish(self, recovered: Label | None = None, *, wrapper: bool = False, place: int = 0) -> Function:
        function, program = self.function, self.tables.program
        for pc, op, args, label, where in self._jumps:
            function.code[pc] = Instr(op, (*args, label.at), where)
        for number, offers, targets, default, where, waiting in self._sites:
            alternatives = tuple(
                [
                    Alternative(a.operation, a.operands, a.results, label.at, a.place, a.widths)
                    for a, label in zip(offers, targets, strict=True)
                ]
            )
            program.sites[number] = Site(alternatives, default.at if default else -1, where, waiting)
        function.registers = "".join(self.registers)
        function.recovered = recovered.at if recovered else -1
        function.is_wrapper = wrapper
        function.place = place
        if self.tables.drafts is None:
            analyse(function, program.sites)
        else:
            self.tables.drafts.append(function)
        return function

    def operand(self, x: ops.Operand) -> int:
        """The registers with an operand's value; constants are put into temporaries."""
        match x:
            case ops.Const():
                dst = self.temp(layout.kinds(x.type))
                self.constant(dst, x.type, x.value)
                return dst
            case ops.Zero():
                return self.zero(layout.kinds(x.type))
            case ops.FuncValue():
                return self.const(-1 - self.tables.graph(x.func), "f")
            case ops.GlobalAddr():
                return self.const(address(GLOBALS, self.tables.offsets[x.var]), "r")
        raise TypeError(f"no value: {x!r}")


def analyse(function: Function, sites: list[Site]) -> None:
    analysis = Analysis(function, sites)
    function.live, function.entered = analysis.run(), analysis.entered()


def signed(value: int) -> int:
    """A number as a cell holds it."""
    return wrapped(value, 64, True)


def wrapped(value: int, bits: int, is_signed: bool) -> int:
    low = value & ((1 << bits) - 1)
    if (is_signed or bits == 64) and low >> (bits - 1):
        low -= 1 << bits
    return low


def float_bits(value: Constant, single: bool = False) -> int:
    """The cell of a floating-point constant."""
    number = float(value if isinstance(value, int | float | Fraction) else 0)
    if single:
        number = struct.unpack("<f", struct.pack("<f", number))[0]
    bits: int = struct.unpack("<q", struct.pack("<d", number))[0]
    return bits
