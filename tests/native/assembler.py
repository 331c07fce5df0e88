"""Builds small Programs by hand: functions from lines of text, and operations on a few kinds of objects."""

from __future__ import annotations

from dataclasses import replace

from chancheck.program.opcodes import OPCODES
from chancheck.program.program import Alternative, Function, Instr, Program, Shape, Site
from chancheck.program.rules import (
    Access,
    Acquire,
    Arg,
    Clock,
    Count,
    Effect,
    Exit,
    Fatal,
    Front,
    Int,
    Meet,
    Operand,
    Operation,
    Panic,
    Pop,
    Push,
    Release,
    Result,
    Rotate,
    Rule,
    SetSlot,
    Slot,
)
from chancheck.source import Pos

_OPERANDS = {op.name: op.operands.split() for op in OPCODES}

YES = Int(1)
MUTEX = (
    Operation(
        "lock",
        ("m",),
        (Rule("lock", Slot(Arg(0), 0).eq(0), (SetSlot(Arg(0), 0, Int(1)),), "takes the lock"),),
        waiting="sync.Mutex.Lock",
    ),
    Operation(
        "unlock",
        ("m",),
        (
            Rule("unlock", Slot(Arg(0), 0).eq(1), (SetSlot(Arg(0), 0, Int(0)),), "frees the lock"),
            Rule("unlocked", Slot(Arg(0), 0).eq(0), (Fatal("sync: unlock of unlocked mutex"),), "is not held"),
        ),
    ),
)
_ROOM = Count(Arg(0)) < Slot(Arg(0), 1)
CHANNEL = (
    Operation(
        "send",
        ("c", "v"),
        (
            Rule("closed", Slot(Arg(0), 0).eq(1), (Panic("send on closed channel"),), "panics"),
            Rule("buffer", Slot(Arg(0), 0).eq(0) & _ROOM, (Push(Arg(0), Operand(1)),), "fills the buffer"),
            Rule(
                "hand over",
                Slot(Arg(0), 0).eq(0) & Slot(Arg(0), 1).eq(0),
                (Result(0, Operand(1), peer=True), Result(1, YES, peer=True)),
                "meets a receiver",
                peer="receive",
            ),
        ),
        gives_up=Slot(Arg(0), 0).eq(0) & ~_ROOM,
        waiting="chan send",
        waiting_nil="chan send (nil chan)",
    ),
    Operation(
        "receive",
        ("c",),
        (
            Rule("buffer", Int(0) < Count(Arg(0)), (Result(0, Front(Arg(0))), Result(1, YES), Pop(Arg(0))), "takes"),
            Rule("closed", Slot(Arg(0), 0).eq(1) & Count(Arg(0)).eq(0), (Result(0, Int(0)), Result(1, Int(0))), "ends"),
        ),
        gives_up=Slot(Arg(0), 0).eq(0) & Count(Arg(0)).eq(0),
        waiting="chan receive",
        waiting_nil="chan receive (nil chan)",
    ),
    Operation(
        "close",
        ("c",),
        (
            Rule("close", Slot(Arg(0), 0).eq(0), (SetSlot(Arg(0), 0, Int(1)),), "closes"),
            Rule("closed", Slot(Arg(0), 0).eq(1), (Panic("close of closed channel"),), "panics"),
        ),
    ),
)
EXIT = (Operation("exit", ("status",), (Rule("exit", YES, (Exit(Arg(0)),), "ends the process"),)),)
OPERATIONS = MUTEX + CHANNEL + EXIT
NUMBERS = {op.name: n for n, op in enumerate(OPERATIONS)}

PAST, FILLED, FRONT = Clock(Arg(0)), Clock(Arg(0), Count(Arg(0)), slot=True), Clock(Arg(0), 0, slot=True)
CLOSED = Access(Arg(0), 0, "read")
ORDER: dict[str, tuple[Effect, ...]] = {
    "lock lock": (Acquire(PAST),),
    "unlock unlock": (Release(PAST),),
    "send buffer": (CLOSED, Acquire(FILLED), Release(FILLED)),
    "send hand over": (CLOSED, Meet()),
    "receive buffer": (Acquire(FRONT), Release(FRONT), Rotate(Arg(0), Slot(Arg(0), 1))),
    "receive closed": (Acquire(PAST),),
    "close close": (Access(Arg(0), 0, "write"), Release(PAST)),
}
"""The order that each rule (operation and name) makes, as in Go's memory model."""
ORDERED = [
    replace(op, rules=tuple(replace(r, effects=ORDER.get(f"{op.name} {r.name}", ()) + r.effects) for r in op.rules))
    for op in OPERATIONS
]

CHAN, LOCK, CELL, MAP, CLOSURE = 1, 2, 3, 4, 5
SHAPES = [
    Shape("globals", "rrii"),
    Shape("chan int", "ii", "i"),  # closed, capacity
    Shape("mutex", "i"),
    Shape("cell", "i"),
    Shape("map", "", "ii", keys=1),
    Shape("closure", "irrrri"),
]
TYPES = [("nil", "i"), ("runtime.Error", "b"), ("int", "i"), ("*cell", "r")]


class Assembler:
    """Collects functions; `program()` gives the whole."""

    def __init__(self) -> None:
        self.functions: list[Function] = []
        self.sites: list[Site] = []
        self.strings = [b"", b"nil dereference", b"panicked"]

    def function(
        self,
        name: str,
        kinds: str,
        text: str,
        *,
        params: int = 0,
        results: int = 0,
        recovered: str = "",
        wrapper: bool = False,
    ) -> int:
        """One instruction a line; `name:` is a label. `do OP regs -> results`: an operation of one alternative;
        `select L OP regs -> results => label | ...`: several, with a default at label L (`-` for none)."""
        lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
        labels: dict[str, int] = {}
        body: list[str] = []
        for line in lines:
            if line.endswith(":"):
                labels[line[:-1]] = len(body)
            else:
                body.append(line)
        code = [self._instr(line, pc, labels) for pc, line in enumerate(body)]
        everything = tuple(range(len(kinds)))
        live = dict.fromkeys(range(len(body) + 1), everything)
        where = labels[recovered] if recovered else -1
        self.functions.append(Function(name, code, kinds, params, results, where, live=live, is_wrapper=wrapper))
        return len(self.functions) - 1

    def _instr(self, line: str, pc: int, labels: dict[str, int]) -> Instr:
        word, _, rest = line.partition(" ")
        if word == "do":
            site = Site((self._alternative(rest, pc + 1),))
            return self._operate(site)
        if word == "select":
            fallback, _, cases = rest.partition(" ")
            alternatives = []
            for case in cases.split("|"):
                operation, _, label = case.partition("=>")
                alternatives.append(self._alternative(operation.strip(), labels[label.strip()]))
            return self._operate(Site(tuple(alternatives), -1 if fallback == "-" else labels[fallback]))
        args = tuple(labels[arg] if arg in labels else int(arg) for arg in rest.split())
        assert len(args) == len(_OPERANDS[word]), line
        return Instr(word, args, pc)

    def _operate(self, site: Site) -> Instr:
        self.sites.append(site)
        return Instr("operate", (len(self.sites) - 1,))

    def _alternative(self, text: str, following: int) -> Alternative:
        before, _, after = text.partition("->")
        name, *registers = before.split()
        results = tuple(int(r) for r in after.split())
        return Alternative(NUMBERS[name], tuple((int(r), 1) for r in registers), results or (-1, -1), following)

    def program(self, entry: int, **changes: object) -> Program:
        text = self.function("panic text", "rtpb", "const 3 2\nret 3", params=2, results=1)
        program = Program(
            self.functions,
            SHAPES,
            list(OPERATIONS),
            self.sites,
            self.strings,
            TYPES,
            methods={(2, 0): 0},
            type_sets=[frozenset({2, 3})],
            places=[Pos("a.go", 1, 1)],
            entry=entry,
            nil_fault=(1, 1),
            error_type=1,
            panic_text=text,
        )
        for name, value in changes.items():
            setattr(program, name, value)
        return program
