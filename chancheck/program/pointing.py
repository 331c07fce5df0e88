"""Where addresses may point in recent programs, found once for all analyses, and for a slice with its program."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

from chancheck.program.latest import Latest
from chancheck.program.liveness import measured
from chancheck.program.pointers import Pointers
from chancheck.program.program import Program

pointers_of = Latest(Pointers)


def pointers_if_measured(program: Program) -> Pointers | None:
    """None where widths of operands are not known, as in programs that no code generator made."""
    return pointers_of(program) if measured(program) else None


def keep_of_slice(part: Program, pointers: Pointers, origins: Sequence[list[int]]) -> None:
    """A slice takes the same steps on less data. origins: by function, for each instruction behind the end of the code
    that was there, the one that it stands for."""
    found = copy(pointers)
    found.program, found.known = part, {}
    found.webs = [webs.with_code_behind(more) for webs, more in zip(pointers.webs, origins, strict=True)]
    pointers_of.keep(part, found)
