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
    state: tuple[int, int]  # of a Shard: the end of the run before the trace, by shard and number

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

    def distinct(self, first: int, last: int) -> int:
        """Of these states, how many differ by more than names of goroutines."""

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

class ShardState(TypedDict):
    pid: int
    states: int
    transitions: int
    left: int
    memory: int
    peak: int
    limit: str
    defect: bool
    found: int
    goods: int

class ShardSeen(TypedDict):
    root_can_end: bool
    went_back: bool
    bounds: tuple[int, int, list[int], int]
    sites: Sequence[int]

class Shard:
    """A part of a search that is partitioned; native/src/search/shard.hpp says what its methods do."""

    def __init__(
        self,
        words: bytes,
        strings: Sequence[bytes],
        options: Mapping[str, object],
        progress: Callable[[Progress], bool] | None,
        quote: Callable[[bytes], bytes],
        number: int,
        shards: int,
    ) -> None: ...
    def begin(self) -> None: ...
    def expand(self, bytes: int, seconds: float) -> bool: ...
    def batch(self, to: int, least: int) -> bytes: ...
    def insert(self, batch: bytes) -> int: ...
    def next_level(self) -> int: ...
    def ends(self) -> bytes: ...
    def mark(self, states: bytes) -> None: ...
    def marked(self, shard: int) -> bytes: ...
    def ask(self, bytes: int, seconds: float) -> bool: ...
    def answer(self, batch: bytes) -> None: ...
    def rest(self, begin: int, end: int) -> bytes: ...
    def judge(self, rests: list[bytes]) -> None: ...
    def log(self) -> bytes: ...
    def restore(self, logs: list[bytes], level: int) -> None: ...
    def path(self, state: int) -> tuple[bytes, int, int]: ...
    def steps(self, batches: list[bytes]) -> list[tuple[int, int, int, int, int, tuple[int, ...], int]]: ...
    def unordered(
        self, steps: list[tuple[int, int, int, int, int, tuple[int, ...], int]]
    ) -> tuple[list[tuple[int, int, int, int, int, tuple[int, ...], int]], list[int]] | None: ...
    def reports(self, first: int) -> list[Report]: ...
    def state(self) -> ShardState: ...
    def seen(self) -> ShardSeen: ...
    def accesses(self) -> bytes: ...
    def contended(self, accesses: list[bytes], went_back: bool) -> list[int]: ...
    def extend(self, seconds: float) -> None: ...

def format() -> int:
    """The number of the tables that this module was built with."""
