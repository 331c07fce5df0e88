"""Strings by number. Numbers of strings made at run time follow from their bytes, so that every engine, process and
order of exploration can number them alike."""

from __future__ import annotations

from collections.abc import Sequence

MADE = 1 << 62
_MASK64 = (1 << 64) - 1


def fnv1a(data: bytes) -> int:
    """The 64-bit FNV-1a hash (http://www.isthe.com/chongo/tech/comp/fnv/)."""
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 & _MASK64
    return value


class Strings:
    """The program's strings, and those made while it runs: 1 << 62 plus the low 62 bits of their hash, or the next
    free number when two share it."""

    def __init__(self, known: Sequence[bytes]) -> None:
        self.text: dict[int, bytes] = dict(enumerate(known))
        self._number: dict[bytes, int] = {}
        for number, data in enumerate(known):
            self._number.setdefault(data, number)

    def number(self, data: bytes) -> int:
        found = self._number.get(data)
        if found is None:
            found = MADE | fnv1a(data) & MADE - 1
            while found in self.text:
                found = MADE | found + 1 & MADE - 1
            self._number[data] = found
            self.text[found] = data
        return found
