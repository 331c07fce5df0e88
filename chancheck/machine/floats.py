"""Floating-point instructions: IEEE 754 doubles as the bits of a cell; one NaN (Go spec, Numeric types)."""

from __future__ import annotations

import math
import struct

from chancheck.machine.instructions import Operands, Registers, U, arithmetic, op
from chancheck.machine.workspace import Work, wrap64

NAN = 0x7FF8000000000001  # Go's math.NaN
SMALLEST = -0x8000000000000000  # what conversions of too large numbers give on amd64


def number(cell: int) -> float:
    x: float = struct.unpack("<d", struct.pack("<q", cell))[0]
    return x


def cell(x: float) -> int:
    if x != x:
        return NAN
    bits: int = struct.unpack("<q", struct.pack("<d", x))[0]
    return bits


def single(x: float) -> float:
    """Rounded to 32 bits."""
    try:
        y: float = struct.unpack("<f", struct.pack("<f", x))[0]
    except OverflowError:
        return math.copysign(math.inf, x)
    return y


def product(x: float, y: float) -> float:
    return x * y


def quotient(x: float, y: float) -> float:
    if y != 0:
        return x / y
    return math.nan if x == 0 or x != x else math.copysign(math.inf, x) * math.copysign(1, y)


for _name, _compute in {
    "fadd": lambda x, y: cell(number(x) + number(y)),
    "fsub": lambda x, y: cell(number(x) - number(y)),
    "fmul": lambda x, y: cell(product(number(x), number(y))),
    "fdiv": lambda x, y: cell(quotient(number(x), number(y))),
    "feq": lambda x, y: 1 if number(x) == number(y) else 0,
    "flt": lambda x, y: 1 if number(x) < number(y) else 0,
    "fle": lambda x, y: 1 if number(x) <= number(y) else 0,
}.items():
    arithmetic(_name, _compute)


@op
def fround(w: Work, r: Registers, a: Operands) -> None:
    r[a[0]] = cell(single(number(r[a[1]])))


@op
def fsqrt(w: Work, r: Registers, a: Operands) -> None:
    x = number(r[a[1]])
    r[a[0]] = cell(math.sqrt(x) if x >= 0 else math.nan if x else x)


@op
def itof(w: Work, r: Registers, a: Operands) -> None:
    d, s, unsigned, bits = a
    x = r[s] & U if unsigned else r[s]
    r[d] = cell(float(x) if bits == 64 else single_of(x))


def single_of(x: int) -> float:
    """The integer rounded once, to 24 bits."""
    extra = abs(x).bit_length() - 24
    if extra <= 0:
        return float(x)
    half, low = 1 << (extra - 1), abs(x) & ((1 << extra) - 1)
    high = abs(x) >> extra
    if low > half or (low == half and high & 1):
        high += 1
    return math.copysign(float(high << extra), x)


@op
def ftoi(w: Work, r: Registers, a: Operands) -> None:
    d, s, unsigned = a
    x = number(r[s])
    r[d] = truncated(x) if not unsigned or x < 2.0**63 else wrap64(truncated(x - 2.0**63) ^ (1 << 63))


def truncated(x: float) -> int:
    return math.trunc(x) if -(2.0**63) <= x < 2.0**63 else SMALLEST


@op
def ftoa(w: Work, r: Registers, a: Operands) -> None:
    d, s, precision, style = a
    r[d] = w.strings.number(written(number(r[s]), r[precision], style).encode())


def written(x: float, precision: int, style: int) -> str:
    if x != x:
        return "NaN"
    if math.isinf(x):
        return "+Inf" if x > 0 else "-Inf"
    if style == 3:
        return format(x, f".{precision}f")
    if style == 2:
        return format(x, f".{precision}e")
    return shortest(x, 9 if style == 1 else 17)


def shortest(x: float, most: int) -> str:
    """The fewest digits that are read back as the same number."""
    for digits in range(most):
        text = format(x, f".{digits}e")
        if (float(text) if most == 17 else single(float(text))) == x:
            return text
    return format(x, f".{most - 1}e")
