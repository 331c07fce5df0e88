"""The channels of a program with a capacity that can be chosen: those made with a constant one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chancheck.graph import ops
from chancheck.records import dataclass, replace
from chancheck.source import Pos, is_library
from chancheck.types import types as T

LEAST, MOST = 0, 8
Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Channel:
    """One `make` in the source. name: of the variable or field it is assigned to. given: its capacity there.

    lo, hi: the capacities to be tried, both inclusive.
    """

    name: str
    pos: Pos
    given: int
    lo: int = LEAST
    hi: int = MOST

    @property
    def place(self) -> Place:
        return self.pos[:3]

    def __str__(self) -> str:
        return f"{self.name}:{self.pos.line}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The argument of `--channel NAME[:LINE][=lo..hi]`; line 0: any."""

    name: str
    line: int = 0
    lo: int = LEAST
    hi: int = MOST


def wanted(text: str) -> Wanted:
    """Raises ValueError for what is not of the form NAME[:LINE][=lo..hi]."""
    name, equals, bounds = text.partition("=")
    name, colon, line = name.strip().partition(":")
    lo, dots, hi = bounds.partition("..")
    hi = hi if dots else lo
    fits = (
        name and (not colon or line.isdecimal()) and (not equals or (lo.strip().isdecimal() and hi.strip().isdecimal()))
    )
    if not fits:
        raise ValueError(f"{text!r} is not of the form NAME, NAME:LINE or NAME=lo..hi")
    if not equals:
        return Wanted(name, int(line or 0))
    if int(lo) > int(hi):
        raise ValueError(f"{text!r} has no capacity in it: {lo.strip()} is above {hi.strip()}")
    return Wanted(name, int(line or 0), int(lo), int(hi))


def makes(unit: ops.Unit) -> list[ops.MakeChan]:
    """Every `make` of a channel in the user's code; one line of generic code may be several."""
    found = [i for g in unit.graphs for block in g.blocks for i in block.instrs if isinstance(i, ops.MakeChan)]
    return [i for i in found if i.pos.line and not is_library(i.pos)]


def capacity(make: ops.MakeChan) -> int | None:
    """None where it is not a constant."""
    if make.size is None:
        return 0
    return int(make.size.value) if isinstance(make.size, ops.Const) else None


def channels_of(unit: ops.Unit) -> list[Channel]:
    """Those with a constant capacity, in the order of the source."""
    found: dict[Place, Channel] = {}
    for make in makes(unit):
        given = capacity(make)
        if given is not None:
            channel = Channel(make.name or "chan", make.pos, given)
            found.setdefault(channel.place, channel)
    return [found[place] for place in sorted(found)]


def chosen(channels: Sequence[Channel], wishes: Sequence[Wanted]) -> list[Channel]:
    """The selected channels with their bounds; all channels without a selection. Raises ValueError."""
    if not wishes:
        return list(channels)
    out: dict[Place, Channel] = {}
    for wish in wishes:
        fits = [
            c for c in channels if wish.name in (c.name, c.name.rpartition(".")[2]) and wish.line in (0, c.pos.line)
        ]
        if len(fits) != 1:
            raise ValueError(refusal(wish, fits, channels))
        out[fits[0].place] = replace(fits[0], lo=wish.lo, hi=wish.hi)
    return [out[place] for place in sorted(out)]


def refusal(wish: Wanted, fits: Sequence[Channel], channels: Sequence[Channel]) -> str:
    asked = f"{wish.name}:{wish.line}" if wish.line else wish.name
    if fits:
        return f"several channels are called {asked}: say which by its line ({', '.join(map(str, fits))})"
    there = f"there are {', '.join(map(str, channels))}" if channels else "there is none"
    return f"no channel {asked} is made with a constant capacity; {there}"


def resize(unit: ops.Unit, capacities: Mapping[Place, int]) -> None:
    """Change the capacities that the unit's channels are made with."""
    for make in makes(unit):
        if make.pos[:3] in capacities and capacity(make) is not None:
            make.size = ops.Const(T.INT, capacities[make.pos[:3]])
