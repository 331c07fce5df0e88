"""Searches a slice of a program, and lifts its findings to runs of the whole program."""

from __future__ import annotations

from collections.abc import Callable

from chancheck.deadline import extended
from chancheck.explore.engine import Exploration, Options, needs_lifting
from chancheck.program.program import Program
from chancheck.records import replace


def in_slice(
    program: Program, options: Options, search: Callable[[Program], Exploration], releases: bool = False
) -> Exploration:
    """The findings of a search in which unobservable data does not distinguish states. releases: nor steps that give
    locks back, where partial order reduction is wanted."""
    part = program
    if "slice" in options.reduce:
        from chancheck.program.slicing import sliced

        part = sliced(program)
    searched = part
    if releases and "por" in options.reduce and options.scheduler is None and options.jobs == 1:
        from chancheck.program.releases import with_releases

        searched = with_releases(part)
    exploration = search(searched)
    if searched is part:
        exploration.presumed_wrong = False
    else:  # a step may stand for several
        exploration.least_halts = False
        exploration.found = [replace(found, shortest=False) for found in exploration.found]
        part = searched
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
