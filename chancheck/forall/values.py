"""Symbolic cells: numbers that are linear in the system's variables, addresses in abstract objects, anything."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple

Key = Hashable
"""Names an abstract object, or a kind of goroutine: where it is made."""


class Lin(NamedTuple):
    """Sum of coefficient times variable, plus a number. Made by `linear`, which gives an int where no term is left."""

    terms: tuple[tuple[str, int], ...]
    const: int


class Ref(NamedTuple):
    """An address: `offset` cells behind the start of an object. A negative one, -1 - k, stands for cell k of any
    element of its tail."""

    obj: Key
    offset: int


class Any_(NamedTuple):
    """Any number, or any text."""


ANY = Any_()
Number = int | Lin
Cell = int | Lin | Ref | Any_


class Atom(NamedTuple):
    """`lin` is 0 (`equal`), or at least 0."""

    lin: Number
    equal: bool


class Outside(Exception):
    """The program leaves the fragment that is understood: what, and at which place."""

    def __init__(self, what: str, place: int = 0) -> None:
        super().__init__(what)
        self.what, self.place = what, place


def linear(terms: Iterable[tuple[str, int]], const: int) -> Number:
    kept = tuple(sorted((v, c) for v, c in terms if c))
    return Lin(kept, const) if kept else const


def variable(name: str) -> Lin:
    return Lin(((name, 1),), 0)


def terms_of(x: Number) -> dict[str, int]:
    return dict(x.terms) if isinstance(x, Lin) else {}


def const_of(x: Number) -> int:
    return x.const if isinstance(x, Lin) else x


def plus(a: Number, b: Number, factor: int = 1) -> Number:
    """a + factor * b"""
    terms = terms_of(a)
    for v, c in terms_of(b).items():
        terms[v] = terms.get(v, 0) + factor * c
    return linear(terms.items(), const_of(a) + factor * const_of(b))


def times(a: Number, n: int) -> Number:
    return plus(0, a, n)


def substituted(x: Number, values: Mapping[str, Number]) -> Number:
    out: Number = const_of(x)
    for v, c in terms_of(x).items():
        out = plus(out, values.get(v, variable(v)), c)
    return out


def at(x: Number, values: Mapping[str, int]) -> int:
    return const_of(x) + sum(c * values[v] for v, c in terms_of(x).items())


def holds(atom: Atom, values: Mapping[str, int]) -> bool:
    n = at(atom.lin, values)
    return n == 0 if atom.equal else n >= 0


MINE, PEER = "mine:", "peer:"
"""Prefixes of the names of variables that each goroutine has: of the mover, and of its partner."""


def private(x: Cell) -> bool:
    """Whether a value depends on a variable of one goroutine of several."""
    return isinstance(x, Lin) and any(v.startswith((MINE, PEER)) for v, _ in x.terms)


def turned(x: Cell) -> Cell:
    """A value of the mover as one of its partner, or the other way."""
    if not private(x):
        return x
    assert isinstance(x, Lin)
    return linear(((turned_name(v), c) for v, c in x.terms), x.const)


def turned_name(v: str) -> str:
    return PEER + v[len(MINE) :] if v.startswith(MINE) else MINE + v[len(PEER) :] if v.startswith(PEER) else v


def is_number(x: Cell) -> bool:
    return isinstance(x, (int, Lin)) and not isinstance(x, bool)


def shown(x: Number) -> str:
    """`N - i + 1`"""
    text = ""
    for v, c in sorted(terms_of(x).items(), key=lambda term: term[1] < 0):
        sign = "-" if c < 0 else "+"
        body = v if abs(c) == 1 else f"{abs(c)}*{v}"
        text += f" {sign} {body}" if text else (f"-{body}" if c < 0 else body)
    n = const_of(x)
    if not text:
        return str(n)
    return text + (f" {'-' if n < 0 else '+'} {abs(n)}" if n else "")
