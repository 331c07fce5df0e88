"""The native core (native/src/module.cpp)."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypedDict

Progress = tuple[int, int, int, int, float, int]
"""states, transitions, depth, frontier, seconds, memory"""

class Report(TypedDict):
    kind: str
    text: bytes
    output: bytes
    places: tuple[tuple[int, int], ...]
    functions: tuple[int, ...]
    root_spins: bool
    trace: Sequence[tuple[int, int, int, int, int, tuple[int, ...], int]]
    doomed: Sequence[int]
    spinning: Sequence[int]
    starved: Sequence[int]
    root_done: bool

class Outcome(TypedDict):
    reports: list[Report]
    statistics: Progress
    root_can_end: bool
    contended: Sequence[int]
    quiet: bool
    racing: tuple[int, int, float] | None
    defect: bool
    limit: str
    presumed_wrong: bool
    threads: int
    runs: int
    sites: Sequence[int]
    coverage: tuple[int, int, float, int, float, int, int] | None
    bounds: tuple[int, int, list[int], int]

class BadProgram(RuntimeError): ...

class Search:
    def __init__(
        self,
        words: bytes,
        strings: Sequence[bytes],
        options: Mapping[str, object],
        progress: Callable[[Progress], bool] | None,
        quote: Callable[[bytes], bytes],
    ) -> None:
        """Explores the program in these tables."""

    def run(self, pause: float = -1.0, seconds: float = -1.0, states: int = -1) -> Outcome:
        """Goes on, for so many seconds or to its end, and says how far it got."""

    def states(self) -> list[tuple[list[int], list[list[int]], list[list[int]]]]:
        """The words of each stored state: its head, its objects, its goroutines."""

    def text(self, number: int) -> bytes:
        """The string with this number."""

StepTuple = tuple[int, int, int, int, int, tuple[int, ...], int]

class Visited(TypedDict):
    limit: str
    statistics: Progress
    letters: list[int]

class Automaton(TypedDict):
    needs: list[int]
    forbids: list[int]
    first: list[int]
    following: list[list[int]]
    accepting: list[int]
    all: int
    settled: list[bool]

class Graph:
    def __init__(
        self,
        words: bytes,
        strings: Sequence[bytes],
        options: Mapping[str, object],
        observers: list[tuple[int, int, list[int]]],
        progress: Callable[[Progress], bool] | None,
        quote: Callable[[bytes], bytes],
    ) -> None:
        """The graph of the states of the program in these tables. observers: a function (or -1) and the cell that it
        sets, and pairs of a function and a code index, for each proposition."""

    def explore(self) -> Visited:
        """Visits all states, up to a limit. letters: the sets of propositions that hold in some state, as bits."""

    def violation(
        self, automaton: Automaton, fairness: str, seconds: float
    ) -> tuple[str, tuple[tuple[StepTuple, ...], tuple[StepTuple, ...], bool] | None]:
        """The limit that was met, and a fair run that the automaton accepts: its prefix, its circle, and whether
        anything may follow."""

def format() -> int:
    """The number of the tables that this module was built with."""
