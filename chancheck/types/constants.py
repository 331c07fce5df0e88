"""Constant values: literals, arithmetic, representability (Go spec, Constants)."""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from chancheck.types import types as T
from chancheck.types.complexes import Complex
from chancheck.types.objects import Constant
from chancheck.types.relations import is_boolean, is_complex, is_float, is_integer, is_string

MAX_BITS = 512  # as in Go's compiler: larger integer constants are refused

EXACT_BITS, LARGEST_EXPONENT = 4096, 1 << 16
"""Of a fraction: with more bits it is rounded to MAX_BITS, as in Go's compiler; beyond the exponent it is refused."""

LONGEST_INTEGER = 2000
"""Characters of an integer literal; those with fewer bits than MAX_BITS are far shorter."""

LONGEST_STRING, MOST_STRING_BYTES = 16 << 20, 256 << 20
"""Bytes of one constant string that is joined of others, and of all of them."""

ESCAPES = {"a": 7, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11, "\\": 92, "'": 39, '"': 34}


def literal(kind: str, text: str) -> tuple[T.Type, Constant]:
    """Type and value of a literal as written."""
    if kind == "int":
        return T.UNTYPED_INT, integer(text)
    if kind == "float":
        return T.UNTYPED_FLOAT, real(text)
    if kind == "imag":
        return T.UNTYPED_COMPLEX, Complex(Fraction(0), imaginary(text[:-1]))
    if kind == "char":
        return T.UNTYPED_RUNE, character(text)
    if kind == "string":
        return T.UNTYPED_STRING, string(text)
    return T.INVALID, 0


def integer(text: str) -> int:
    digits = text.replace("_", "").lower()
    if len(digits) > 1 and digits[0] == "0" and digits[1].isdigit():
        return int(digits, 8)
    return int(digits, 0)


def imaginary(digits: str) -> Fraction:
    """The number before an i. One of decimal digits is decimal, whatever it begins with."""
    plain = digits.replace("_", "")
    if plain.isdigit():
        return Fraction(int(plain, 10))
    if digits[:2].lower() in ("0b", "0o") or (digits[:2].lower() == "0x" and not set(digits) & set(".pP")):
        return Fraction(integer(digits))
    return real(digits)


def real(text: str) -> Fraction:
    digits = text.replace("_", "").lower()
    if not digits.startswith("0x"):
        mantissa, _, exponent = digits.partition("e")
        within(int(exponent or 0) * 10 // 3)
        return shortened(Fraction(digits))
    mantissa, _, exponent = digits[2:].partition("p")
    whole, _, part = mantissa.partition(".")
    within(int(exponent or 0))
    return Fraction(int(whole + part or "0", 16)) * Fraction(2) ** (int(exponent or 0) - 4 * len(part))


def within(exponent: int) -> None:
    if abs(exponent) > LARGEST_EXPONENT * 2:
        raise OverflowError(f"exponents beyond {LARGEST_EXPONENT * 2} are not supported")


def shortened(value: Fraction) -> Fraction:
    """Fractions with many digits are rounded, as Go's compiler does."""
    size = max(value.numerator.bit_length(), value.denominator.bit_length())
    if size <= EXACT_BITS:
        return value
    exponent = value.numerator.bit_length() - value.denominator.bit_length() - MAX_BITS
    unit = Fraction(2) ** exponent
    return round(value / unit) * unit


def too_large(value: Constant) -> bool:
    if isinstance(value, Complex):
        return too_large(value.re) or too_large(value.im)
    if isinstance(value, Fraction):
        return abs(value.numerator.bit_length() - value.denominator.bit_length()) > LARGEST_EXPONENT
    return isinstance(value, int) and value.bit_length() > MAX_BITS


def character(text: str) -> int:
    return (unescaped(text[1:-1], as_runes=True) or [0xFFFD])[0]


def string(text: str) -> bytes:
    if text.startswith("`"):
        return text[1:-1].replace("\r", "").encode("utf-8", "surrogatepass")
    return bytes(unescaped(text[1:-1], as_runes=False))


def unescaped(text: str, as_runes: bool) -> list[int]:
    """Bytes of a string's text, or code points of a rune's."""
    out: list[int] = []
    i = 0
    while i < len(text):
        c = text[i]
        if c != "\\":
            out.extend([ord(c)] if as_runes else c.encode("utf-8", "surrogatepass"))
            i += 1
            continue
        c = text[i + 1]
        if c in ESCAPES:
            out.append(ESCAPES[c])
            i += 2
        elif c in "xuU":
            width = {"x": 2, "u": 4, "U": 8}[c]
            value = int(text[i + 2 : i + 2 + width], 16)
            out.extend([value] if as_runes or c == "x" else chr(value).encode("utf-8", "surrogatepass"))
            i += 2 + width
        else:
            out.append(int(text[i + 1 : i + 4], 8) & (0x10FFFF if as_runes else 0xFF))
            i += 4
    return out


def fits(value: Constant, t: T.Type) -> bool:
    """Whether the value can be a value of type t without loss (floats are rounded)."""
    u = t.underlying()
    if is_string(u):
        return isinstance(value, bytes)
    if is_boolean(u):
        return isinstance(value, bool)
    if isinstance(value, bool | bytes | str):
        return False
    if is_complex(u):
        x = as_complex(value)
        return rounded(x.re, PARTS[u]) is not None and rounded(x.im, PARTS[u]) is not None
    if isinstance(value, Complex):
        if value.im:
            return False
        value = value.re
    if is_integer(u):
        if value != int(value):
            return False
        assert isinstance(u, T.Basic)
        if u.is_untyped:
            return True
        low = -(1 << (u.bits - 1)) if u.signed else 0
        return low <= value < low + (1 << u.bits)
    return is_float(u) and rounded(Fraction(value), u) is not None


PARTS: dict[T.Type, T.Type] = {
    T.COMPLEX64: T.FLOAT32,
    T.COMPLEX128: T.FLOAT64,
    T.UNTYPED_COMPLEX: T.UNTYPED_FLOAT,
}
"""The types of the parts of complex numbers."""


def as_complex(value: Constant) -> Complex:
    if isinstance(value, Complex):
        return value
    assert isinstance(value, int | float | Fraction)
    return Complex(Fraction(value), Fraction(0))


def represented(value: Constant, t: T.Type) -> Constant:
    """The value as one of type t, which it fits."""
    if is_complex(t) and not isinstance(value, bytes | str | bool):
        x, part = as_complex(value), PARTS[t.underlying()]
        return Complex(Fraction(represented(x.re, part)), Fraction(represented(x.im, part)))  # type: ignore[arg-type]
    if isinstance(value, Complex):
        value = value.re
    if is_integer(t) and not isinstance(value, bytes | str):
        return int(value)
    if is_float(t) and isinstance(value, int | Fraction):
        exact = Fraction(value)
        nearest = rounded(exact, t.underlying())
        return exact if nearest is None else nearest
    return value


FORMATS = {"float32": (24, -149, 128), "float64": (53, -1074, 1024)}
"""Bits of the significand, exponent of the least number above 0, exponent of what is too large (IEEE 754)."""


def rounded(value: Fraction, t: T.Type) -> Fraction | None:
    """The nearest number of a floating-point type, the even one of two; untyped ones are exact. None: too large."""
    if not isinstance(t, T.Basic) or t.name not in FORMATS or not value:
        return value
    bits, least, most = FORMATS[t.name]
    exponent = abs(value.numerator).bit_length() - value.denominator.bit_length()
    if abs(value) < Fraction(2) ** exponent:
        exponent -= 1
    unit = Fraction(2) ** max(exponent - bits + 1, least)
    nearest = round(value / unit) * unit
    return nearest if abs(nearest) < Fraction(2) ** most else None


def quotient(a: int, b: int) -> int:
    return abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)


ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "&": operator.and_,
    "|": operator.or_,
    "^": operator.xor,
    "&^": lambda a, b: a & ~b,
    "%": lambda a, b: a - b * quotient(a, b),
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "&&": lambda a, b: a and b,
    "||": lambda a, b: a or b,
}


def binary(op: str, a: Constant, b: Constant, t: T.Type) -> Constant:
    """a op b in type t; b is not 0 in a division."""
    if op == "/":
        if is_integer(t):
            return quotient(int(a), int(b))
        if isinstance(a, Complex) or isinstance(b, Complex):
            return shortened_parts(as_complex(a) / as_complex(b))
        return shortened(Fraction(a) / Fraction(b))  # type: ignore[arg-type]
    if isinstance(a, Complex) or isinstance(b, Complex):
        a, b = as_complex(a), as_complex(b)
    value: Constant = ARITHMETIC[op](a, b)
    if isinstance(value, Complex):
        return shortened_parts(value)
    return shortened(value) if isinstance(value, Fraction) else value


def shortened_parts(value: Complex) -> Complex:
    return Complex(shortened(value.re), shortened(value.im))


def shift(op: str, a: int, b: int) -> int:
    return a << b if op == "<<" else a >> b


def unary(op: str, a: Constant, t: T.Type) -> Constant:
    if op == "!":
        return not a
    assert isinstance(a, int | Fraction | Complex)
    if op == "-":
        return -a
    if op == "^":
        u = t.underlying()
        assert isinstance(a, int) and isinstance(u, T.Basic)
        return a ^ ((1 << u.bits) - 1) if u.bits and not u.signed else ~a
    return a
