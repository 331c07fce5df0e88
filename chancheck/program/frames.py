"""The function and the place of a frame, as a number.

A panic keeps the frames that it was raised in. Deferred calls run on top of them, though they are gone from the stack.
"""

from __future__ import annotations

from collections.abc import Iterable

SHIFT = 32


def number_of(function: int, place: int) -> int:
    return function + 1 << SHIFT | place


def function_of(number: int) -> int:
    return (number >> SHIFT) - 1


def place_of(number: int) -> int:
    return number & ((1 << SHIFT) - 1)


def text_of(numbers: Iterable[int]) -> bytes:
    """As a panic keeps them, from the bottom."""
    return b" ".join(b"%d" % number for number in numbers)


def numbers_in(text: bytes) -> list[int]:
    return [int(word) for word in text.split()]
