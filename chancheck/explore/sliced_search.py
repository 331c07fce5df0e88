"""Searches a slice of a program, and lifts its findings to runs of the whole program."""

from __future__ import annotations

from collections.abc import Callable

from chancheck.deadline import extended
from chancheck.explore.engine import Exploration, Options, needs_lifting
from chancheck.program.program import Program


def in_slice(program: Program, options: Options, search: Callable[[Program], Exploration]) -> Exploration:
    """The findings of a search in which unobservable data does not distinguish states."""
    part = program
    if "slice" in options.reduce:
        from chancheck.program.slicing import sliced

        part = sliced(program)
    exploration = search(part)
    if any(needs_lifting(found, options, part is program) for found in exploration.found):
        from chancheck.explore.lifting import lift_all

        with extended():
            lift_all(exploration, program, part, options)
    return exploration


def searched_part(program: Program, options: Options) -> Program:
    """The program that was searched: its slice, where one was made."""
    if "slice" not in options.reduce:
        return program
    from chancheck.program.slicing import known_slice

    return known_slice(program)
