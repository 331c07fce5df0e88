# ruff: noqa: E501
"""Random sequential Go programs that print: one goroutine, one outcome, which must be equal to real Go's.

Every program is a `main` that calls a few functions, each under a `recover` that prints the panic. Bodies are random
statements over variables of many types. Operands are variables wherever a constant could make the compiler refuse what
is to happen at run time (overflow, division by zero, an index out of range).
"""

from __future__ import annotations

from pathlib import Path
from random import Random

from .calls import Calls
from .endings import UNCAUGHT

PRELUDE = (Path(__file__).parent / "prelude.go").read_text(encoding="utf-8")


class Body(Calls):
    """Writes the body of one function."""

    def statement(self) -> None:
        kinds = [
            (self.define, 4), (self.assign, 5), (self.print, 5), (self.printf, 4), (self.store, 4), (self.if_, 1.5),
            (self.count, 1), (self.range_, 1.5), (self.switch, 1), (self.type_switch, 1), (self.defer, 1),
            (self.closure, 1), (self.method, 1.5), (self.map_change, 1), (self.jump, 1), (self.recovering, 0.7),
            (self.tuple, 1), (self.generic, 0.7), (self.alias, 1), (self.panic, 0.2), (self.comma_ok, 1), (self.copies, 1),
            (self.errors_, 0.5), (self.each, 0.5),
        ]  # fmt: skip
        if self.depth > 3:
            kinds = kinds[:5]
        self.weighted(kinds)


def program(random: Random) -> str:
    """The text of one program."""
    functions = []
    for number in range(random.randint(2, 4)):
        writer = Body(random)
        for _ in range(random.randint(3, 9)):
            writer.statement()
        writer.emit(f'fmt.Println("end {number}")')
        functions.append(f"func f{number}() {{\n" + "\n".join(writer.lines) + "\n}\n")
    calls = [f'\ttry("f{number}", f{number})' for number in range(len(functions))]
    if random.random() < 0.3:
        calls += ["\t" + part for part in random.choice(UNCAUGHT).split("; ")]
    return PRELUDE + "\n" + "\n".join(functions) + "\nfunc main() {\n" + "\n".join(calls) + "\n}\n"
