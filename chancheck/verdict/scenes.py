"""The states of a run as a report shows them (moments.py makes them)."""

from __future__ import annotations

from chancheck.records import dataclass
from chancheck.source import Pos


@dataclass(frozen=True, slots=True)
class Figure:
    """A goroutine in a state. status: in the words of Go's runtime, of the operation that it is at; able: it can take
    a step; on: the things that it waits for or acts on next."""

    id: int
    status: str
    place: Pos
    able: bool
    on: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Thing:
    """An object that goroutines share. kind: "channel", "lock", "counter", "variable" or "object".

    values: of a channel's buffer, the oldest first; fill: how many there are; room: its capacity. held: goroutines that
    hold a lock, each with the mode. text: the value of a counter or a variable."""

    id: int
    kind: str
    name: str
    made: Pos
    room: int = 0
    fill: int = 0
    values: tuple[str, ...] = ()
    closed: bool = False
    held: tuple[tuple[int, str], ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A state of a run, as what differs from the moment before. gone: things that no goroutine can reach any more."""

    figures: tuple[Figure, ...] = ()
    things: tuple[Thing, ...] = ()
    gone: tuple[int, ...] = ()
