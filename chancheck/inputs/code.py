"""Local code and rules over terms: the handlers of the definition, with those replaced that compute."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from chancheck.inputs.terms import WHOLE, Form, NotLinear, Number, Record, Term, Text, term, value_of
from chancheck.lower.chosen_values import MARK
from chancheck.machine import rules
from chancheck.machine.calls import LocalCode
from chancheck.machine.instructions import Operands, keys_of
from chancheck.machine.machine import Machine
from chancheck.machine.workspace import Work
from chancheck.program.program import Program
from chancheck.records import dataclass

Registers = list[Any]

OF_TEXTS = ("strlen", "strat", "strcut", "strlt", "quote", "strrune", "bytestr", "runestr")
OF_KEYS = ("mapget", "mapput", "mapdel")
COMPARISONS: dict[str, Callable[[int], bool]] = {
    "eq": lambda sign: sign == 0,
    "ne": lambda sign: sign != 0,
    "lt": lambda sign: sign < 0,
    "le": lambda sign: sign <= 0,
}


@dataclass(frozen=True, slots=True)
class Given:
    """An event: an input got its value."""

    site: tuple[int, int]


class Bytes(list[bytes]):
    """Strings by number; a text stands for itself where it is only written."""

    def __getitem__(self, at: Any) -> Any:
        return at.data if isinstance(at, Text) else super().__getitem__(at)


class Code(LocalCode):
    def __init__(self, program: Program, record: Record) -> None:
        self.record = record
        self.handlers = {**LocalCode.handlers, **dict(self.replaced())}
        with rules.computing_with({**rules.BINARY, **dict(self.operators())}):
            super().__init__(program)
        self.strings.bytes = Bytes(self.strings.bytes)

    def operators(self) -> Iterator[tuple[str, Callable[[Any, Any], Any]]]:
        """Of two operands that may be terms; others raise TypeError for terms."""
        record = self.record
        over: dict[str, Callable[[Any, Any], Any]] = {
            "add": record.add,
            "sub": lambda x, y: record.add(x, y, -1),
            "mul": record.multiply,
        }
        over |= {name: self.comparison(holds) for name, holds in COMPARISONS.items()}
        for name, compute in over.items():
            yield name, where_terms(compute, rules.BINARY[name])

    def comparison(self, holds: Callable[[int], bool]) -> Callable[[Any, Any], int]:
        return lambda x, y: 1 if holds(self.record.compared(x, y)) else 0

    def replaced(self) -> Iterator[tuple[str, Any]]:
        plain = LocalCode.handlers
        for name, compute in self.operators():
            yield name, binary(compute)
        yield "ult", binary(lambda x, y: 1 if self.record.compared(self.unsigned(x), self.unsigned(y)) < 0 else 0)
        yield "ule", binary(lambda x, y: 1 if self.record.compared(self.unsigned(x), self.unsigned(y)) <= 0 else 0)
        for name in OF_TEXTS:
            yield name, without_texts(plain[name])
        for name in OF_KEYS:
            yield name, without_keys(plain[name], 0 if name == "mapput" or name == "mapdel" else 1)
        yield "wrap", self.wrap
        yield "itoa", self.itoa
        yield "strcat", self.strcat

    def unsigned(self, x: Number) -> Number:
        if not isinstance(x, Term):
            return x & (WHOLE - 1)
        negative = self.record.sign(x.form, x.value) < 0
        return Term(x.value + WHOLE, plus(x.form, WHOLE)) if negative else x

    def wrap(self, w: Work, r: Registers, a: Operands) -> None:
        d, s, bits, signed = a
        if bits == MARK:
            r[d] = self.given(w, r[s])
        elif isinstance(r[s], Term):
            low = -(1 << (bits - 1)) if signed else 0
            r[d] = self.record.wrapped(r[s].value, r[s].form, low, 1 << bits)
        else:
            LocalCode.handlers["wrap"](w, r, a)

    def given(self, w: Work, value: int) -> Number:
        """An input, by the place of the call of check.Int."""
        assert w.mover is not None
        caller = w.mover.frames[-2]
        site = (caller.function, caller.pc)
        w.events.append(Given(site))  # type: ignore[arg-type]
        bounds = [*w.mover.frames[-1].registers[1:3]]
        if any(isinstance(bound, Term) for bound in bounds):
            raise NotLinear("bounds an input by another one")
        self.record.domains.setdefault(site, set()).add((bounds[0], bounds[1]))
        return term(value, Form(((site, 1),), 0))

    def itoa(self, w: Work, r: Registers, a: Operands) -> None:
        if not isinstance(r[a[1]], Term):
            LocalCode.handlers["itoa"](w, r, a)
            return
        if a[2] != 10 or (a[3] and r[a[1]].value < 0):
            raise NotLinear("writes an input otherwise than in decimals")
        r[a[0]] = Text(str(value_of(r[a[1]])).encode())

    def strcat(self, w: Work, r: Registers, a: Operands) -> None:
        x, y = r[a[1]], r[a[2]]
        if isinstance(x, Text) or isinstance(y, Text):
            r[a[0]] = Text(w.strings.bytes[x] + w.strings.bytes[y])
        else:
            LocalCode.handlers["strcat"](w, r, a)


def plus(form: Form, number: int) -> Form:
    return Form(form.coefficients, form.constant + number)


def where_terms(compute: Callable[[Any, Any], Any], plain: Callable[[int, int], int]) -> Callable[[Any, Any], Any]:
    def run(x: Any, y: Any) -> Any:
        if isinstance(x, int) and isinstance(y, int):
            return plain(x, y)
        if isinstance(x, Text) or isinstance(y, Text):
            raise NotLinear("compares a text with an input")
        return compute(x, y)

    return run


def binary(compute: Callable[[Any, Any], Any]) -> Callable[[Work, Registers, Operands], None]:
    def run(w: Work, r: Registers, a: Operands) -> None:
        r[a[0]] = compute(r[a[1]], r[a[2]])

    return run


def without_texts(handler: Any) -> Callable[[Work, Registers, Operands], None]:
    def run(w: Work, r: Registers, a: Operands) -> None:
        if any(isinstance(r[at], Text) for at in a[1:3]):
            raise NotLinear("looks into a text with an input")
        handler(w, r, a)

    return run


def without_keys(handler: Any, first: int) -> Callable[[Work, Registers, Operands], None]:
    """first: of the two operands that are the map and the register with its key."""

    def run(w: Work, r: Registers, a: Operands) -> None:
        p, key = r[a[first]], a[first + 1]
        if p and any(isinstance(x, (Term, Text)) for x in r[key : key + keys_of(w, p)]):
            raise NotLinear("uses an input as the key of a map")
        handler(w, r, a)

    return run


class InputMachine(Machine):
    """The definition, over terms."""

    def __init__(self, program: Program, record: Record) -> None:
        self.record = record
        super().__init__(program, symmetry=False)  # terms have no order

    def local_code(self, program: Program) -> LocalCode:
        return Code(program, self.record)
