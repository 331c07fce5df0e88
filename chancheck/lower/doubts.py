"""Which instructions hand on unknown values, and which depend on them (program/unknown.py).

Programs are lowered without any of this until a run comes to an unknown value; then they are lowered again.
"""

from __future__ import annotations

from chancheck.program.roles import args, seen
from chancheck.program.rules import Operation

ONE_NAMES = "wrap not strlen strcut itoa fround fsqrt itof ftoi ftoa quote runestr"
TWO_NAMES = """
    add sub mul div rem udiv urem and or xor andnot shl shr ushr eq ne lt le ult ule strat strlt strrune
    fadd fsub fmul fdiv feq flt fle
"""
ONE, TWO = frozenset(ONE_NAMES.split()), frozenset(TWO_NAMES.split())
"""Instructions with an unknown result if one of their sources is unknown: the first, or the first two."""

KEYS = {"mapget": 2, "mapput": 1, "mapdel": 1}
"""Where instructions have the key that decides what they do."""

KINDS = {"b": 1, "p": 2}


def sources(op: str, operands: tuple[int, ...], registers: list[str]) -> tuple[int, int] | None:
    """The two registers on which the knowledge of a result depends; None where that cannot be unknown."""
    if op not in ONE and op not in TWO:
        return None
    first, second = operands[1], operands[2] if op in TWO else operands[1]
    if registers[first] in "rft" and registers[second] in "rft":
        return None
    return first, second


def kind(registers: list[str], register: int) -> int:
    """As the instructions `known` and `doubt` have it."""
    return KINDS.get(registers[register], 0)


def decides(op: str, operands: tuple[int, ...], registers: list[str]) -> tuple[int, ...]:
    """The registers that have to be known before an instruction."""
    if op in ("jumpif", "jumpnot"):
        return (operands[0],)
    if op in KEYS:
        key = operands[KEYS[op]]
        return (key + 1,) if registers[key] == "t" else (key,) if registers[key] in "ib" else ()
    return ()


def guarding(operation: Operation) -> set[int]:
    """The operands of an operation that decide what it does."""
    return {index for x in seen(operation) for index in args(x)}
