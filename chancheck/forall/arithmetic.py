"""Arithmetic and comparisons on symbolic cells: where both outcomes are possible, the memory forks."""

from __future__ import annotations

from chancheck.forall.facts import Facts
from chancheck.forall.memory import Memory
from chancheck.forall.values import ANY, Atom, Cell, Lin, Number, Outside, Ref, plus, times
from chancheck.machine.instructions import HANDLERS
from chancheck.machine.workspace import Strings

ONE = "not wrap strlen itoa quote runestr fround fsqrt itof ftoi"
TWO = "div rem udiv urem and or xor andnot shl shr ushr strcat strat strlt fadd fsub fmul fdiv feq flt fle"
ONES = dict.fromkeys(ONE.split(), 1) | dict.fromkeys(TWO.split(), 2)
"""Instructions that only compute, and how many registers they read."""


class Constants:
    """Stands for the step that instructions on constants are made in."""

    def __init__(self, strings: Strings) -> None:
        self.strings = strings


class Arithmetic:
    """The instructions that only compute, in one symbolic step."""

    def __init__(self, facts: Facts, strings: Strings, memory: Memory) -> None:
        self.facts, self.strings, self.memory = facts, strings, memory

    def truth(self, x: Cell) -> bool:
        if isinstance(x, int):
            return x != 0
        if isinstance(x, Ref):
            return True
        if isinstance(x, Lin):
            return self.sign(x) != 0
        return self.memory.choose_any(2) == 1

    def sign(self, x: Number) -> int:
        """-1, 0 or 1, each where it is possible."""
        ways = [[Atom(plus(plus(0, x, -1), -1), False)], [Atom(x, True)], [Atom(plus(x, -1), False)]]
        return self.memory.pick(ways) - 1

    def compute(self, r: list[Cell], op: str, args: tuple[int, ...]) -> None:
        """Performs an instruction on the registers r."""
        if op in ("eq", "ne", "lt", "le", "ult", "ule"):
            r[args[0]] = self.compared(op, r[args[1]], r[args[2]])
        elif op in ("add", "sub", "mul"):
            r[args[0]] = self.apply(op, r[args[1]], r[args[2]])
        elif op in ONES:
            sources = [r[i] for i in args[1 : 1 + ONES[op]]]
            if any(isinstance(x, Ref) for x in sources):
                raise Outside(f"addresses as numbers ({op})", self.memory.place)
            if all(isinstance(x, int) for x in sources):
                HANDLERS.get(op, HANDLERS.get(op + "_"))(Constants(self.strings), r, args)  # type: ignore[misc,arg-type]
            elif op == "not":
                r[args[0]] = 0 if self.truth(r[args[1]]) else 1
            elif op == "wrap" and isinstance(sources[0], Lin) and args[2] >= 32 and self.fits(sources[0], args[3]):
                r[args[0]] = sources[0]  # counts do not overflow
            else:
                r[args[0]] = ANY
        else:
            raise Outside(f"an instruction of the kind {op}", self.memory.place)

    def fits(self, x: Number, signed: int) -> bool:
        """Whether a number is the same in a type that may have no sign."""
        return bool(signed) or self.memory.pick([[Atom(x, False)], [Atom(plus(plus(0, x, -1), -1), False)]]) == 0

    def apply(self, op: str, a: Cell, b: Cell) -> Cell:
        if isinstance(a, (int, Lin)) and isinstance(b, (int, Lin)):
            if op != "mul":
                return plus(a, b, 1 if op == "add" else -1)
            if isinstance(a, int) or isinstance(b, int):
                return times(a, b) if isinstance(b, int) else times(b, a)  # type: ignore[arg-type]
        if isinstance(a, Ref) or isinstance(b, Ref):
            raise Outside("addresses as numbers", self.memory.place)
        return ANY

    def compared(self, op: str, a: Cell, b: Cell) -> int:
        if isinstance(a, Ref) or isinstance(b, Ref):
            return self.same_address(op, a, b)
        if not (isinstance(a, (int, Lin)) and isinstance(b, (int, Lin))):
            return self.memory.choose_any(2)
        if op in ("ult", "ule"):
            if isinstance(a, int) and isinstance(b, int):
                mask = 0xFFFFFFFFFFFFFFFF
                return int(a & mask < b & mask if op == "ult" else a & mask <= b & mask)
            return self.unsigned(op, a, b)
        x = plus(a, b, -1)
        if op in ("eq", "ne"):
            return int((self.sign(x) == 0) == (op == "eq"))
        least = plus(plus(0, x, -1), -1 if op == "lt" else 0)
        other = plus(plus(0, least, -1), -1)
        return 1 - self.memory.pick([[Atom(least, False)], [Atom(other, False)]])

    def unsigned(self, op: str, a: Number, b: Number) -> int:
        """A number that is negative as a signed one is large."""
        if self.memory.pick([[Atom(b, False)], [Atom(plus(plus(0, b, -1), -1), False)]]) == 1:
            return self.memory.choose_any(2)
        if self.memory.pick([[Atom(a, False)], [Atom(plus(plus(0, a, -1), -1), False)]]) == 1:
            return 0
        return self.compared("lt" if op == "ult" else "le", a, b)

    def same_address(self, op: str, a: Cell, b: Cell) -> int:
        if not (isinstance(a, (Ref, int)) and isinstance(b, (Ref, int))):
            raise Outside("an address that is not known", self.memory.place)
        if op not in ("eq", "ne"):
            raise Outside("the order of addresses", self.memory.place)
        x, y = self.facts.general(a), self.facts.general(b)
        if isinstance(x, Ref) and x == y and (x.offset < 0 or (x.obj in self.facts.many and a != b)):
            return self.memory.choose_any(2)
        if isinstance(a, Ref) and a == b and a.obj in self.facts.many:
            return self.memory.choose_any(2)
        return int((a == b) == (op == "eq"))
