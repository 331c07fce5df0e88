"""Rules as data: the vocabulary in which `chancheck.semantics` says what an operation does.

An *operation* is what other goroutines can see. It is tried with operands (spans of registers of the goroutine that
waits at it). Each of its rules has a guard over the operands and the cells of objects, and effects. A rule with
`peer` needs a second goroutine that waits at the named operation on the same object (operand 0 equal, not nil); both
move in one step. Expressions evaluate to one cell; spans (`Operand`, `Front`, `ZeroElem`) are used where a value may
be wider than one cell.

All expressions of a guard and all operands of effects are evaluated in the state before the step, except that effects
are applied in order and later effects see earlier ones.
"""

from __future__ import annotations

from chancheck.records import dataclass, field

PRESENT = 1 << 60
"""The instant that is now (cells of kind "w" count nanoseconds; 0 is no instant)."""


class Expr:
    """An expression of one cell. Builds trees with Python's operators; never has a truth value of its own."""

    __slots__ = ()

    def __add__(self, o: Expr | int) -> Expr:
        return Bin("add", self, lift(o))

    def __sub__(self, o: Expr | int) -> Expr:
        return Bin("sub", self, lift(o))

    def __lt__(self, o: Expr | int) -> Expr:
        return Bin("lt", self, lift(o))

    def __le__(self, o: Expr | int) -> Expr:
        return Bin("le", self, lift(o))

    def __gt__(self, o: Expr | int) -> Expr:
        return Bin("lt", lift(o), self)

    def __ge__(self, o: Expr | int) -> Expr:
        return Bin("le", lift(o), self)

    def eq(self, o: Expr | int) -> Expr:
        return Bin("eq", self, lift(o))

    def ne(self, o: Expr | int) -> Expr:
        return Bin("ne", self, lift(o))

    def __and__(self, o: Expr) -> Expr:
        return Bin("and", self, o)

    def __or__(self, o: Expr) -> Expr:
        return Bin("or", self, o)

    def __invert__(self) -> Expr:
        return Bin("eq", self, Int(0))

    def __bool__(self) -> bool:
        raise TypeError("a rule's expression is data: use &, | and ~")


@dataclass(frozen=True, slots=True)
class Int(Expr):
    """A constant cell."""

    value: int


@dataclass(frozen=True, slots=True)
class Arg(Expr):
    """The first cell of operand `index`, of the goroutine that moves, or of its peer."""

    index: int
    peer: bool = False


@dataclass(frozen=True, slots=True)
class Slot(Expr):
    """The cell `offset` cells behind the address `base`. `base` must not be nil (guard it)."""

    base: Expr
    offset: int


@dataclass(frozen=True, slots=True)
class Count(Expr):
    """How many elements the tail of the object at `base` holds."""

    base: Expr


@dataclass(frozen=True, slots=True)
class Goroutines(Expr):
    """How many goroutines have not ended, helpers of the runtime model not counted."""


@dataclass(frozen=True, slots=True)
class Due(Expr):
    """The earliest `due` instant among the alternatives of all goroutines at their operations; 0 if there is none."""


@dataclass(frozen=True, slots=True)
class Bin(Expr):
    """add sub mul band bor bxor bandnot (64-bit wrap-around), div (rounds to zero, by 0 gives 0); eq ne lt le (signed,
    1 or 0); and or (short-circuit)."""

    op: str
    a: Expr
    b: Expr


@dataclass(frozen=True, slots=True)
class Wrap(Expr):
    """`a` reduced to `bits` bits, two's complement if signed; both are constants in operand cells or Ints."""

    a: Expr
    bits: Expr
    signed: Expr


def lift(value: Expr | int) -> Expr:
    return Int(int(value)) if isinstance(value, int) else value


# --- spans: values that may be wider than a cell -------------------------------------------------


@dataclass(frozen=True, slots=True)
class Operand:
    """All cells of an operand, of the mover or of the peer."""

    index: int
    peer: bool = False


@dataclass(frozen=True, slots=True)
class Front:
    """The first tail element of the object at `base` (as wide as that object's elements)."""

    base: Expr


@dataclass(frozen=True, slots=True)
class ZeroElem:
    """A zero value as wide as the elements of the object at `base`."""

    base: Expr


@dataclass(frozen=True, slots=True)
class Cells:
    """`width` cells of memory behind the address `base`; width is a constant operand or Int."""

    base: Expr
    width: Expr


Value = Expr | Operand | Front | ZeroElem | Cells


# --- effects -------------------------------------------------------------------------------------


class Effect:
    __slots__ = ()


@dataclass(frozen=True, slots=True)
class SetSlot(Effect):
    """Writes `value` behind the address `base`. An Operand or Cells writes all its cells."""

    base: Expr
    offset: int
    value: Value


@dataclass(frozen=True, slots=True)
class Push(Effect):
    """Appends an element to the tail of the object at `base`."""

    base: Expr
    value: Value


@dataclass(frozen=True, slots=True)
class Pop(Effect):
    """Drops the first tail element of the object at `base`."""

    base: Expr


@dataclass(frozen=True, slots=True)
class MarkAll(Effect):
    """Every tail element of the object at `base` is an address: sets the cell `offset` behind each to `value`,
    and empties the tail."""

    base: Expr
    offset: int
    value: Expr


@dataclass(frozen=True, slots=True)
class Alloc(Effect):
    """Puts the address of a new object of the named shape, all cells zero, into the cell at `base` + `offset`."""

    base: Expr
    offset: int
    shape: str


@dataclass(frozen=True, slots=True)
class Result(Effect):
    """Gives result `index` of the mover's (or the peer's) operation. A result not given is left as it was."""

    index: int
    value: Value
    peer: bool = False


@dataclass(frozen=True, slots=True)
class Panic(Effect):
    """The mover's operation ends in a panic (goroutine-level; can be recovered) with a run-time error of this text, or
    `plain` with the text itself."""

    text: str
    peer: bool = False
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Pass(Effect):
    """Time passes until `instant`: that much is taken off every cell of kind "w" that is not 0, and `lead` more off
    every cell of kind "c". (Instants are counted so that the present always is PRESENT: a state does not record how
    long the run has taken. Cells of kind "c" are what the program reads from a clock, which may run ahead.)"""

    instant: Expr
    lead: Expr = Int(0)


@dataclass(frozen=True, slots=True)
class Fatal(Effect):
    """The whole run ends with this fatal error; nothing can recover it."""

    text: str


@dataclass(frozen=True, slots=True)
class Exit(Effect):
    """The whole run ends with this exit status."""

    status: Expr


@dataclass(frozen=True, slots=True)
class Output(Effect):
    """Appends the string in operand `index` to what the program has printed (part of the state)."""

    index: int


# Happens-before (Go memory model). A *clock* is named by an address and a number; `Clock(base, n)` with `each=True`
# is the clock of the tail slot with index n (one per slot of a channel's buffer; they rotate with the queue).


@dataclass(frozen=True, slots=True)
class Clock:
    base: Expr
    number: Expr | int = 0
    slot: bool = False


@dataclass(frozen=True, slots=True)
class Acquire(Effect):
    """All releases to the clock happen before the next actions of the mover."""

    clock: Clock


@dataclass(frozen=True, slots=True)
class Release(Effect):
    """The mover's actions so far are added to the clock; with `replace` they replace the clock's content."""

    clock: Clock
    replace: bool = False


@dataclass(frozen=True, slots=True)
class Rotate(Effect):
    """The slot clock with index 0 moves behind the last one (`capacity` of them): a queue's slot was emptied."""

    base: Expr
    capacity: Expr


@dataclass(frozen=True, slots=True)
class Meet(Effect):
    """Mover and peer each learn all that the other knows (an unbuffered hand-over orders both ways)."""


@dataclass(frozen=True, slots=True)
class Learn(Effect):
    """Every earlier event of every goroutine happens before the mover's next step."""


@dataclass(frozen=True, slots=True)
class Access(Effect):
    """A memory access as the race detector counts it: at `base`+`offset`; kind is "read", "write",
    "atomic read" or "atomic write"."""

    base: Expr
    offset: int
    kind: str


# --- rules and operations ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rule:
    """One way an operation can go. `text` says it in a sentence; traces print it, docs/semantics.md is made of it.

    pace: "idle": possible only when no rule that has no pace, no default and no local code is enabled;
      "patient": idle rules do not wait for it. timed: time, and not another goroutine, enables it.
    """

    name: str
    guard: Expr
    effects: tuple[Effect, ...]
    text: str
    peer: str = ""  # name of the partner's operation
    cite: str = ""  # Go spec section, runtime file or memory model
    holds: int = 0  # 1: the mover holds the object of operand 0 from here on, -1: a holder has given it back
    mode: str = ""  # in which it holds or gives back: with others ("read") or alone ("write", "")
    pace: str = ""
    timed: bool = False


@dataclass(frozen=True, slots=True)
class Telling:
    """Facts about an operation for explanations, beside its rules.

    verb: what a goroutine does here. woken_by: operations by which another goroutine can let a waiting one continue.
    mode: of the objects that others hold, only those held in this mode block it ("" all of them). asks: a goroutine
    that waits here does not hold yet the object that it took in this mode; it still requests it. through: the
    operation before this one by the same goroutine that names the object which the source speaks of. counter: the
    cell behind operand 0 that counts what is left to do; -1 without one. joins: it waits for others to finish, so
    they are to blame first. begun: what the call does from here on until it returns. wakes: which goroutines it
    lets continue is worth telling. looks: it reads the actions of others, without waiting. outside: it waits for what
    comes from outside the program, so a loop over it serves and needs no end.
    """

    verb: str = ""
    woken_by: tuple[str, ...] = ()
    mode: str = ""
    asks: str = ""
    through: str = ""
    counter: int = -1
    joins: bool = False
    begun: str = ""
    wakes: bool = False
    looks: bool = False
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """One kind of operation.

    operands: their names; operand 0 is the address of the object acted on.
    gives_up: when a non-blocking attempt (select with default) may be abandoned. True wherever nothing is *surely*
      ready: a partner at its operation may not have parked yet (runtime/chan.go), so it never forbids giving up.
    waiting: what Go's runtime calls a goroutine that is blocked here ("chan receive").
    waiting_nil: the same when operand 0 is nil; it never becomes enabled.
    due: the instant at which what is waited for here will come by itself; 0 if it is for others to bring it about.
    eager: deterministic, never blocked, seen by no other goroutine: performed on arrival, like local code.
    yields, sleeps, blocks, retries, last_first: what a scheduler does with its goroutine, see `Scheduler`.
    kept: what holds of operand 0's object until a rule panics or ends the run. lock_in: operand and cell of its lock.
    durable: a goroutine that waits here is durably blocked (testing/synctest). clocked: something happens by the clock.
    """

    name: str
    operands: tuple[str, ...]
    rules: tuple[Rule, ...]
    gives_up: Expr = field(default_factory=lambda: Int(0))
    waiting: str = ""
    waiting_nil: str = ""
    eager: bool = False
    due: Expr = field(default_factory=lambda: Int(0))
    text: str = ""
    telling: Telling = Telling()
    yields: bool = False
    sleeps: bool = False
    blocks: bool = False
    retries: bool = False
    last_first: bool = False
    kept: Expr = field(default_factory=lambda: Int(1))
    durable: bool = True
    clocked: bool = False
    lock_in: tuple[int, int] | None = None
