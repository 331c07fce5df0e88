"""Linear equations that all rows of some numbers satisfy, exactly."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import gcd, lcm

Row = list[Fraction]


def equations(rows: Iterable[Iterable[int]], width: int) -> list[list[int]]:
    """A basis of the coefficients c with sum c[i] * row[i] = 0 for every row, in whole numbers."""
    basis: dict[int, Row] = {}  # by pivot; reduced
    for numbers in rows:
        row = [Fraction(n) for n in numbers]
        for pivot, other in basis.items():
            if row[pivot]:
                f = row[pivot]
                row = [a - f * b for a, b in zip(row, other, strict=True)]
        pivot = next((i for i in range(width) if row[i]), -1)
        if pivot < 0:
            continue
        row = [a / row[pivot] for a in row]
        for p, other in basis.items():
            if other[pivot]:
                f = other[pivot]
                basis[p] = [a - f * b for a, b in zip(other, row, strict=True)]
        basis[pivot] = row
        if len(basis) == width:
            return []
    free = [i for i in range(width) if i not in basis]
    return [whole([-basis[i][f] if i in basis else Fraction(i == f) for i in range(width)]) for f in free]


def whole(row: Row) -> list[int]:
    factor = lcm(*(a.denominator for a in row))
    numbers = [int(a * factor) for a in row]
    divisor = gcd(*numbers) or 1
    return [n // divisor for n in numbers]
