"""Instructions on values that no model knows (program/unknown.py)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from chancheck.machine.workspace import Unknown, Work
from chancheck.program import unknown as values

Registers = list[int]
Operands = tuple[int, ...]


def text_of(w: Work, cells: Sequence[int]) -> bytes:
    """Neighbours of one unknown text are the text."""
    out, before = b"", 0
    for c in cells:
        if not values.is_number(c):
            out += bytes([c & 255])
        elif c != before:
            out += values.text(w.strings.bytes[values.name_of(c)])
        before = c
    return out


def name_of(w: Work, r: Registers, register: int, what: int) -> int:
    """The number of the name of an unknown value; 0 if it is known."""
    cell = r[register]
    if what == 1 or (what == 2 and w.program.types[r[register - 1]][1] == "b"):
        return w.strings.number(values.name_in(w.strings.bytes[cell]))
    return values.name_of(cell) if values.is_number(cell) else 0


def end(w: Work, name: int, before: str = "") -> NoReturn:
    raise Unknown(before + w.strings.bytes[name].decode())


def unknown(w: Work, r: Registers, a: Operands) -> None:
    end(w, a[0], values.AGAIN)


def known(w: Work, r: Registers, a: Operands) -> None:
    name = name_of(w, r, *a)
    if name:
        end(w, name)


def doubt(w: Work, r: Registers, a: Operands) -> None:
    d, x, y, k = a
    name = name_of(w, r, x, k % 3) or name_of(w, r, y, k // 3 % 3)
    if name:
        r[d] = w.strings.number(values.text(w.strings.bytes[name])) if k >= 9 else values.number(name)


def span(w: Work, r: Registers, a: Operands) -> None:
    d, p, n = a
    cells = w.cells(r[p], r[n]) if r[n] else ()
    name = next((values.name_of(c) for c in cells if values.is_number(c)), 0)
    r[d] = values.number(name) if name else r[n]


def sample(w: Work, r: Registers, a: Operands) -> None:
    d, s = a
    r[d] = values.sample_of(r[s]) if values.is_number(r[s]) else r[s]
    if values.is_number(r[s]) and not r[d]:
        end(w, values.name_of(r[s]))


HANDLERS = {"unknown": unknown, "known": known, "doubt": doubt, "span": span, "sample": sample}
