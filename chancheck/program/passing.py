"""Which instructions pass arguments, and to which functions they can."""

from __future__ import annotations

from chancheck.program.program import Instr, Program
from chancheck.program.targets import At

PASSING = ("call", "callv", "defer")
"""Instructions that pass arguments, which are their last two operands."""


def fits(program: Program, function: int, at: At, instr: Instr) -> bool:
    """Whether an instruction may call a function through a value: it passes as many cells as the function takes. Calls
    are checked by type, so others only seem to reach it."""
    called = program.functions[function]
    if instr.op != "callv":
        return called.params == (instr.args[2] if instr.op == "defer" else 0)
    results = program.functions[at[0]].widths.writes.get(at[1], called.results)
    return (called.params, called.results) == (instr.args[3], results)
