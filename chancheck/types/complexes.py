"""Constants that are complex numbers (Go spec, Constants), and the built-in functions that take them apart."""

from __future__ import annotations

from fractions import Fraction

from chancheck.records import dataclass


@dataclass(frozen=True, slots=True)
class Complex:
    """An exact complex number."""

    re: Fraction
    im: Fraction

    def __add__(self, other: Complex) -> Complex:
        return Complex(self.re + other.re, self.im + other.im)

    def __sub__(self, other: Complex) -> Complex:
        return Complex(self.re - other.re, self.im - other.im)

    def __mul__(self, other: Complex) -> Complex:
        return Complex(self.re * other.re - self.im * other.im, self.re * other.im + self.im * other.re)

    def __truediv__(self, other: Complex) -> Complex:
        size = other.re * other.re + other.im * other.im
        product = self * Complex(other.re, -other.im)
        return Complex(product.re / size, product.im / size)

    def __neg__(self) -> Complex:
        return Complex(-self.re, -self.im)

    def __int__(self) -> int:
        """Of one without an imaginary part."""
        return int(self.re)

    def __float__(self) -> float:
        return float(self.re)

    def __bool__(self) -> bool:
        return bool(self.re or self.im)
