"""Values that no model knows: the text of a stack, the use of memory, the time of day.

An unknown number is a cell in a range of its own: it has a name (the number of a string) and perhaps a sample, a number
that it may be taken for where any would do. An unknown text, or part of a text, stands between marks. Programs may
move and print both. What is computed from one is unknown, and a run that depends on one ends there (kind "unknown").
"""

from __future__ import annotations

FIRST = 0x5EED_0000_0000_0000
LAST = FIRST + (1 << 48) - 1
NAME_BITS = 24
DERIVED = 1 << NAME_BITS - 1
"""Unknown numbers lie in the middle between two names, so that a rule that adds something leaves them what they are."""

MOST_SAMPLE = 255

MARK = "\u2063"
"""An invisible character: no program writes it beside a bracket."""

OPEN, CLOSE = f"{MARK}\u27e8".encode(), f"\u27e9{MARK}".encode()
"""They enclose the name of an unknown text. A program's output has them; reports show the brackets alone."""

AGAIN = "?"
"""In front of the name of an unknown value, where the program was not made to follow such values."""

REFUSED = "!"
"""In front of the text about a function that is not supported, to which a run comes."""


def number(name: int, sample: int = 0) -> int:
    return FIRST + (name << NAME_BITS) + DERIVED + sample


def is_number(cell: int) -> bool:
    return FIRST <= cell <= LAST


def name_of(cell: int) -> int:
    return (cell - FIRST) >> NAME_BITS


def sample_of(cell: int) -> int:
    """0 if it has none."""
    sample = (cell - FIRST) % (1 << NAME_BITS) - DERIVED
    return sample if 0 < sample <= MOST_SAMPLE else 0


def text(name: bytes) -> bytes:
    return OPEN + name + CLOSE


def shown(text: str) -> str:
    """With brackets alone around the names of unknown texts."""
    return text.replace(OPEN.decode(), OPEN.decode()[1:]).replace(CLOSE.decode(), CLOSE.decode()[:1])


def name_in(data: bytes) -> bytes:
    """The name of the first unknown part of a text; empty if there is none."""
    start = data.find(OPEN)
    end = data.find(CLOSE, start)
    return data[start + len(OPEN) : end] if 0 <= start < end else b""
