"""A Program as flat tables for the native core: one array of 64-bit words, and the strings.

The core reads the same fields in the same order (native/src/program/program.cpp). Guards and effects become postfix
code.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from chancheck.deadline import poll
from chancheck.program.opcodes import NUMBER
from chancheck.program.program import Alternative, Function, Instr, Program, Shape, Site
from chancheck.program.rules import (
    Access,
    Acquire,
    Alloc,
    Arg,
    Bin,
    Cells,
    Clock,
    Count,
    Due,
    Effect,
    Exit,
    Expr,
    Fatal,
    Front,
    Goroutines,
    Int,
    Learn,
    MarkAll,
    Meet,
    Operand,
    Operation,
    Output,
    Panic,
    Pass,
    Pop,
    Push,
    Release,
    Result,
    Rotate,
    Rule,
    SetSlot,
    Slot,
    Value,
    Wrap,
    ZeroElem,
    lift,
)

WORDS = {
    "constant": "value",
    "argument": "operand, of the peer?",
    "slot": "offset; address from the stack",
    "count": "object's address from the stack",
    "goroutines": "",
    "binary": "which",
    "wrap": "value, bits, signed from the stack",
    "skip_false": "jump distance: leaves 0 and jumps if the top is 0, else drops it",
    "skip_true": "jump distance: leaves 1 and jumps if the top is not 0, else drops it",
    "truth": "top = top != 0",
    "due": "the next instant at which something is due",
}
"""Postfix code of guards and effects for a stack of cells, in the order of the numbers: what follows each word."""

SHARED = "read"
"""The mode (Rule.mode) in which several goroutines may hold an object at once."""

BINARY = ("add", "sub", "mul", "band", "bor", "bxor", "bandnot", "eq", "ne", "lt", "le", "div")
_WORD, _BINARY = ({name: n for n, name in enumerate(names)} for names in (WORDS, BINARY))
VALUES = {kind: number for number, kind in enumerate((Expr, Operand, Front, ZeroElem, Cells))}
EFFECTS: dict[type[Effect], int] = {
    kind: number
    for number, kind in enumerate(
        (
            SetSlot,
            Push,
            Pop,
            MarkAll,
            Alloc,
            Result,
            Panic,
            Fatal,
            Exit,
            Output,
            Acquire,
            Release,
            Rotate,
            Meet,
            Access,
            Pass,
            Learn,
        )
    )
}
ACCESSES = {"read": 0, "write": 1, "atomic read": 2, "atomic write": 3}

PACES = ("", "patient", "idle")

_OPERANDS = 4
_T = TypeVar("_T")


class Encoder:
    """Writes the tables of one program."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.strings = list(program.strings)
        self.words = array("q")
        self._string_numbers = {text: number for number, text in reversed(list(enumerate(self.strings)))}
        self._operation_numbers = {op.name: number for number, op in enumerate(program.operations)}
        self._shape_numbers = {shape.name: number for number, shape in reversed(list(enumerate(program.shapes)))}

    def encode(self) -> tuple[bytes, list[bytes]]:
        """The words, in the machine's byte order, and the table of strings."""
        program = self.program
        self._each(program.functions, self._function)
        self._each(program.shapes, self._shape)
        self._each(program.operations, self._operation)
        self._each(program.sites, self._site)
        self._types()
        self._put(program.globals_shape, program.entry, *program.nil_fault, program.error_type)
        self._put(program.text_type, program.panic_text)
        self._put(int(program.root_ends_all), int(program.counted), len(program.strings))
        self._list(program.frames.functions if program.frames else ())
        self._list(program.frames.places if program.frames else ())
        return self.words.tobytes(), self.strings

    def _put(self, *words: int) -> None:
        self.words.extend(words)

    def _list(self, numbers: Sequence[int]) -> None:
        self._put(len(numbers), *numbers)

    def _kinds(self, kinds: str) -> None:
        self._list([ord(c) for c in kinds])

    def _each(self, items: Sequence[_T], write: Callable[[_T], None]) -> None:
        self._put(len(items))
        for item in items:
            poll()
            write(item)

    def _string(self, text: str) -> int:
        data = text.encode()
        if data not in self._string_numbers:
            self._string_numbers[data] = len(self.strings)
            self.strings.append(data)
        return self._string_numbers[data]

    # --- code and data

    def _function(self, function: Function) -> None:
        self._kinds(function.registers)
        self._put(function.params, function.results, function.recovered, int(function.is_wrapper))
        self._put(int(function.foreign or function.is_wrapper))
        self._each(function.code, self._instr)
        for table in (function.live, function.entered):
            self._needed(function, table)

    def _needed(self, function: Function, table: dict[int, tuple[int, ...]]) -> None:
        self._put(len(table))
        everything = range(len(function.registers))
        for pc, live in table.items():
            self._put(pc)
            needed = set(live)
            self._list([register for register in everything if register not in needed])

    def _instr(self, instr: Instr) -> None:
        args = _const_args(instr.args) if instr.op == "const" else instr.args
        padding = (0,) * (_OPERANDS - len(args))
        self._put(NUMBER[instr.op], *args, *padding, instr.place)

    def _shape(self, shape: Shape) -> None:
        self._kinds(shape.header)
        self._kinds(shape.elem)
        self._put(shape.keys, shape.place)

    def _site(self, site: Site) -> None:
        self._put(site.default, site.place)
        self._each(site.alternatives, self._alternative)

    def _alternative(self, alternative: Alternative) -> None:
        self._put(alternative.operation, alternative.next, alternative.place, len(alternative.operands))
        for start, width in alternative.operands:
            self._put(start, width)
        self._list(alternative.results)

    def _types(self) -> None:
        program = self.program
        self._kinds("".join(payload for _, payload in program.types))
        self._put(len(program.methods))
        for (type_number, method), function in program.methods.items():
            self._put(type_number, method, function)
        self._each(program.type_sets, lambda types: self._list(sorted(types)))

    # --- operations

    def _operation(self, operation: Operation) -> None:
        self._put(len(operation.operands), int(bool(operation.waiting_nil)), int(operation.eager))
        self._list(postfix(operation.gives_up))
        self._list([] if operation.due == Int(0) else postfix(operation.due))
        self._put(*(operation.lock_in or (-1, 0)))
        self._each(operation.rules, self._rule)

    def _rule(self, rule: Rule) -> None:
        self._put(self._operation_numbers[rule.peer] if rule.peer else -1, PACES.index(rule.pace))
        self._put(rule.holds * (1 if rule.mode == SHARED else 2))
        self._list(postfix(rule.guard))
        self._each(rule.effects, self._effect)

    def _effect(self, effect: Effect) -> None:
        base, number, value, offset, constant, peer, slot = self._parts(effect)
        self._put(EFFECTS[type(effect)])
        self._list(postfix(base))
        self._list(postfix(number))
        self._value(value)
        self._put(offset, constant, int(peer), int(slot))

    def _parts(self, effect: Effect) -> tuple[Expr, Expr, Value, int, int, bool, bool]:
        """base, number, value, offset, constant, peer, slot: the fields the core has for every effect."""
        none = Int(0)
        match effect:
            case SetSlot(base, offset, value):
                return base, none, value, offset, 0, False, False
            case Push(base, value):
                return base, none, value, 0, 0, False, False
            case Pop(base):
                return base, none, none, 0, 0, False, False
            case MarkAll(base, offset, mark):
                return base, mark, none, offset, 0, False, False
            case Alloc(base, offset, shape):
                return base, none, none, offset, self._shape_numbers[shape], False, False
            case Result(index, value, peer):
                return none, none, value, 0, index, peer, False
            case Panic(text, peer, plain):
                return none, none, none, 0, self._string(text), peer, plain
            case Fatal(text):
                return none, none, none, 0, self._string(text), False, False
            case Pass(instant, lead):
                return lead, instant, none, 0, 0, False, False
            case Exit(status):
                return none, status, none, 0, 0, False, False
            case Output(index):
                return none, none, none, 0, index, False, False
            case Acquire(clock):
                return *_clock(clock), none, 0, 0, False, clock.slot
            case Release(clock, replace):
                return *_clock(clock), none, 0, int(replace), False, clock.slot
            case Rotate(base, capacity):
                return base, capacity, none, 0, 0, False, False
            case Meet() | Learn():
                return none, none, none, 0, 0, False, False
            case Access(base, offset, kind):
                return base, none, none, offset, ACCESSES[kind], False, False
        raise TypeError(f"no such effect: {effect!r}")

    def _value(self, value: Value) -> None:
        match value:
            case Operand(index, peer):
                self._put(VALUES[Operand], index, int(peer), 0, 0)
            case Front(base) | ZeroElem(base):
                self._put(VALUES[type(value)], 0, 0)
                self._list(postfix(base))
                self._put(0)
            case Cells(base, width):
                self._put(VALUES[Cells], 0, 0)
                self._list(postfix(base))
                self._list(postfix(width))
            case Expr():
                self._put(VALUES[Expr], 0, 0)
                self._list(postfix(value))
                self._put(0)


def encode(program: Program) -> tuple[bytes, list[bytes]]:
    """The tables of a program as the native core reads them."""
    return Encoder(program).encode()


def postfix(expr: Expr) -> list[int]:
    """An expression as code for a stack machine (`Word` in native/src/program/program.hpp)."""
    match expr:
        case Int(value):
            return [_WORD["constant"], value]
        case Arg(index, peer):
            return [_WORD["argument"], index, int(peer)]
        case Slot(base, offset):
            return [*postfix(base), _WORD["slot"], offset]
        case Count(base):
            return [*postfix(base), _WORD["count"]]
        case Goroutines():
            return [_WORD["goroutines"]]
        case Due():
            return [_WORD["due"]]
        case Bin("and" | "or" as op, a, b):
            rest = [*postfix(b), _WORD["truth"]]
            return [*postfix(a), _WORD["skip_false" if op == "and" else "skip_true"], len(rest), *rest]
        case Bin(op, a, b):
            return [*postfix(a), *postfix(b), _WORD["binary"], _BINARY[op]]
        case Wrap(a, bits, signed):
            return [*postfix(a), *postfix(bits), *postfix(signed), _WORD["wrap"]]
    raise TypeError(f"no such expression: {expr!r}")


def _clock(clock: Clock) -> tuple[Expr, Expr]:
    return clock.base, lift(clock.number)


def _const_args(args: Iterable[int]) -> tuple[int, int, int]:
    register, value = args
    value &= (1 << 64) - 1
    return register, _signed32(value & 0xFFFFFFFF), _signed32(value >> 32)


def _signed32(value: int) -> int:
    return value - (1 << 32) if value >> 31 else value
