"""A program as engines see it. Plain data; built by `chancheck.lower`, executed by `chancheck.explore`."""

from __future__ import annotations

from typing import NamedTuple

from chancheck.program.forms import Form
from chancheck.program.independence import NOTHING_KNOWN, Independence
from chancheck.program.rules import Operation
from chancheck.records import dataclass, field
from chancheck.source import Pos


class Instr(NamedTuple):
    """One instruction: a name from the opcode table and its operands. `place` is an index into Program.places."""

    op: str
    args: tuple[int, ...]
    place: int = 0


# Kinds of cells. A string of them describes registers, headers and tail elements:
#   i number   b string number   r address   f function value   t type number   p payload of the type in the cell before
#   w instant, c reading of the clock (see rules.Pass)
CellKinds = str


@dataclass(frozen=True, slots=True)
class Shape:
    """The layout of an object: header cells, then a tail of elements of `elem` cells each.

    keys > 0: a map; the first `keys` cells of an element are its key and elements are kept in canonical order.
    name: for reports ("chan int", "x", "[]string").
    place: where it is made (index into Program.places), so that races and channels can be named by their origin.
    cells: names of header cells for reports (field names), may be empty. form: how an element of a channel reads.
    forms: how the value that begins at a header cell reads, "" in the midst of one; may be empty.
    """

    name: str
    header: CellKinds
    elem: CellKinds = ""
    keys: int = 0
    place: int = 0
    cells: tuple[str, ...] = ()
    form: Form = "int"
    forms: tuple[Form, ...] = ()


@dataclass(frozen=True, slots=True)
class Alternative:
    """One thing a goroutine is ready to do at a site.

    operands: (first register, cells) of each operand; results: first register of each result (-1: thrown away), and
    widths their cells (empty: not known); next: code index where it continues.
    """

    operation: int
    operands: tuple[tuple[int, int], ...]
    results: tuple[int, ...]
    next: int
    place: int = 0
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """Where a goroutine offers operations: one alternative, or a select's. `default` >= 0: code index taken when
    every alternative gives up; then it is a non-blocking site."""

    alternatives: tuple[Alternative, ...]
    default: int = -1
    place: int = 0
    waiting: str = ""  # what a blocked goroutine's state is called here, if not the operation's own name


Registers = int  # a set of registers as bits


@dataclass(slots=True)
class Widths:
    """Numbers of cells that an instruction does not state. writes: what it writes, by code index; reads: its first and
    second source; results: the registers that an alternative surely writes, by numbers of site and alternative."""

    writes: dict[int, int] = field(default_factory=dict)
    reads: dict[int, tuple[int, int]] = field(default_factory=dict)
    results: dict[tuple[int, int], Registers] = field(default_factory=dict)


@dataclass(slots=True)
class Function:
    """Local code. Register 0 holds the closure (0 if none), parameters follow; `results` cells are returned.
    The cells of a closure are only written right after it is made.

    recovered: code index where a frame resumes after a deferred call recovered its panic (loads named results and
      returns); -1 for functions without defer.
    live: for every code index at which a frame can rest (operate, call, callv, rundefers, and every target of a
      backward jump), the registers that are still needed; all others are zeroed in a stored state.
    entered: the same for the frame on top when it is about to run the code there: at the start and behind operations,
      where a goroutine waits for a processor.
    """

    name: str
    code: list[Instr]
    registers: CellKinds
    params: int
    results: int
    recovered: int = -1
    place: int = 0
    live: dict[int, tuple[int, ...]] = field(default_factory=dict)
    entered: dict[int, tuple[int, ...]] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)  # registers that the source has a name for
    ignore_leak: bool = False  # a goroutine that runs it may stay for ever
    widths: Widths = field(default_factory=Widths)
    is_wrapper: bool = False  # does not count between a panic and recover, and is not shown in stacks
    foreign: bool = False  # not the program's own code: what it does counts as done where it was called
    told: dict[str, str] = field(default_factory=dict)  # how explanations tell it: directives of a model, by name


@dataclass(slots=True)
class Observer:
    """Of a proposition: a function without parameters that evaluates it and sets a cell of the package variables to
    it. No goroutine calls it: it reads states from outside. Without a function (-1), the proposition holds where some
    frame of a goroutine rests at one of these places: functions and code indices."""

    function: int
    cell: int
    standing: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class FrameTexts:
    """The texts of frames: of its function, 0 if it is not shown, then of its place (numbers of strings)."""

    functions: tuple[int, ...]
    places: tuple[int, ...]


@dataclass(slots=True)
class Program:
    """All of it.

    globals_shape: shape of object 1, which holds every package variable. Address of cell k: 1 << 24 | k. variables: the
      cells at which they begin, ascending; empty: not known.
    entry: function (no parameters, no results) that the root goroutine calls: initialises and runs main or the test.
    types: name and kind of payload cell ("i", "b", "r" or "f") of every type number; 0 is the nil interface.
    methods: (type number, method number) -> function number; the function takes its closure cell, the payload cell,
      then arguments. receivers: of these functions, the kinds of the cells to which the payload is an address.
      type_sets: for `typeis`.
    nil_fault: the interface value (type number, payload) of a nil dereference panic.
    error_type, text_type: type numbers of run-time errors and of plain texts raised by rules (`Panic` effects);
      payload: string number.
    panic_text: function from an interface value (2 cells) to the string that is shown when it is not recovered.
    root_ends_all: whether the process ends when the root goroutine returns (main) or continues (a test).
    counted: goroutines are counted (Goroutines), so that each begins and ends in steps of its own; else its end goes
      with what it does last, and what it does before its first operation with its start.
    cut: a limit that the program itself sets to what can be proved of it (it has fewer runs than the original), or "".
    independence: what is known of the operations' rules, for partial order reduction.
    observers: of the propositions of temporal properties.
    frames: texts for code that reads its own stack; empty where no code does.
    """

    functions: list[Function] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    operations: list[Operation] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)
    strings: list[bytes] = field(default_factory=lambda: [b""])
    types: list[tuple[str, str]] = field(default_factory=lambda: [("nil", "i")])
    methods: dict[tuple[int, int], int] = field(default_factory=dict)
    receivers: dict[int, str] = field(default_factory=dict)
    type_sets: list[frozenset[int]] = field(default_factory=list)
    places: list[Pos] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    globals_shape: int = 0
    variables: tuple[int, ...] = ()
    entry: int = 0
    nil_fault: tuple[int, int] = (0, 0)
    error_type: int = 0
    text_type: int = 0
    panic_text: int = 0
    root_ends_all: bool = True
    counted: bool = False
    cut: str = ""
    independence: Independence = NOTHING_KNOWN
    observers: tuple[Observer, ...] = ()
    frames: FrameTexts | None = None

    def has_helpers(self) -> bool:
        """Whether goroutines of the runtime model are started."""
        return any(i.op == "spawn" and i.args[1] for f in self.functions for i in f.code)


OFFSET_BITS = 24
GLOBALS = 1


def address(obj: int, offset: int = 0) -> int:
    return obj << OFFSET_BITS | offset
