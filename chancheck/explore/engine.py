"""The interface of engines: options and limits in, findings and statistics out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

from chancheck.machine.transition import Trace
from chancheck.program.program import Program
from chancheck.program.scheduler import Scheduler
from chancheck.records import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of an exploration; None is no limit. seconds of wall time, memory in bytes of the process; patience:
    seconds of wall time from the first defect on. near: where no more than this part of the states is still to be
    explored when their number is reached, the native engine takes twice as many. share: of the seconds, those after
    which races are looked for although the search has not ended (Options.races)."""

    states: int | None = None
    depth: int | None = None
    seconds: float | None = None
    memory: int | None = None
    patience: float | None = None
    near: float = 0.0
    share: float | None = None


def left_of(limits: Limits, seconds: float) -> Limits:
    """After so many seconds."""
    if limits.seconds is None:
        return limits
    share = None if limits.share is None else max(0.1, limits.share - seconds)
    return replace(limits, seconds=max(0.1, limits.seconds - seconds), share=share)


REDUCTIONS = frozenset({"symmetry", "por", "slice", "backoff"})
"""symmetry: goroutines have no identity; por: partial order reduction (native engine only);
slice: unobservable data is left out of states (explore.sliced_search); backoff: it does not show how often a goroutine
gives way (program.backoff; the program that engines are given is made so)."""


@dataclass(frozen=True, slots=True)
class Options:
    """search: "bfs", "dfs" or "random". stop_first: end at the first finding. reduce: which of REDUCTIONS.

    monitor: numbers of the shapes with memory that is followed for races (every location of them); empty: none.
    races: look for races beside the states, where the engine can (Exploration.raced says whether it did). It does not
    need `monitor`.
    keep_output: what is printed is part of the state (for the set of outcomes).
    measure: keep account of the most of things in any one state (`Exploration.bounds`); with a scheduler, make sure
    that in each one every goroutine is in one place and no processor is idle while work is queued.
    jobs: threads that may be used; the outcome is the same for every number, but for where a limit is met.
    scheduler: which goroutines may step when they share processors; None: every enabled one.
    components: look for bottom components (states that can never be left as a set) besides halted states.
    shards: of the engine "cluster", the parts of a search; cluster: a Ray address where they run; "": this process.
    lossy: where half of the memory is used up, continue with bitstate hashing (native engine only; see Coverage).
    """

    search: str = "bfs"
    seed: int = 0
    jobs: int = 1
    stop_first: bool = False
    reduce: frozenset[str] = REDUCTIONS
    monitor: frozenset[int] = frozenset()
    races: bool = False
    components: bool = True
    scheduler: Scheduler | None = None
    measure: bool = False
    lossy: bool = False
    shards: int = 1
    cluster: str = ""
    limits: Limits = field(default_factory=Limits)
    progress: Callable[[Statistics], bool] | None = None  # called now and then; True ends the search


@dataclass(slots=True)
class Statistics:
    states: int = 0
    transitions: int = 0
    depth: int = 0
    frontier: int = 0
    seconds: float = 0.0
    peak_memory: int = 0  # bytes, of the process
    engine: str = ""
    threads: int = 0  # that searched, where the options allow several (`Options.jobs`)
    passes: tuple[Pass, ...] = ()


@dataclass(frozen=True, slots=True)
class Pass:
    """One of the searches that an answer took. what: the order of a search, or "races" for accesses that were followed
    through states stored before (then `states` counts pairs of an access and a state). memory: peak of the process."""

    what: str
    states: int
    transitions: int
    seconds: float
    memory: int


ENDINGS = frozenset({"end", "exit"})
"""Kinds of what is found that say no more than that a run can end. Nobody is shown how."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something an engine came across; `chancheck.verdict` says what it means.

    kind: "halt"       no goroutine can step and the run has not ended: the blocked ones, and whether root is done
          "fault"      the run ended in a fatal error or an uncaught panic (text)
          "exit"       the run ended by Exit (text: status)
          "end"        the root returned and (root_ends_all) nothing is left to judge but the others
          "component"  a bottom component with several states or a self-loop: `doomed` goroutines are blocked in it
                       for ever, `spinning` ones run in it for ever; `starved` ones, of the doomed and of helpers,
                       would be enabled if there were a processor
          "race"       two accesses, unordered; the last step of the trace makes the second one
    trace leads from the initial state to it (into the component). key identifies a finding among those of its kind: for
    goroutines their sites, for faults text and place, for races the two places. shortest: breadth first, no run that
    leads to a finding with this key is shorter. monitor: of a race, the shapes that its search followed, if these are
    other ones than the exploration's `contended`: the monitor's facts order goroutines. ordered: goroutines have the
    numbers that they have with symmetry, if the options say so. strings: those that the engine met and the program does
    not have, in the order of their numbers, which order goroutines too.
    """

    kind: str
    key: tuple[object, ...]
    trace: Trace
    text: str = ""
    doomed: tuple[int, ...] = ()
    spinning: tuple[int, ...] = ()
    root_done: bool = False
    output: bytes = b""
    starved: tuple[int, ...] = ()
    shortest: bool = True
    monitor: frozenset[int] = frozenset()
    ordered: bool = True
    strings: Sequence[bytes] = field(default=(), compare=False, repr=False)

    @property
    def is_defect(self) -> bool:
        return self.kind in ("fault", "race") or (self.kind in ("halt", "component") and bool(self.doomed))


@dataclass(slots=True)
class Bounds:
    """The maximum in any one state of a run that has not ended: goroutines; those of them that cannot step (with a
    scheduler: that are parked); by shape number, elements in the tail of an object; with a scheduler, goroutines in a
    local queue, the one to run next counted."""

    goroutines: int = 0
    blocked: int = 0
    longest: dict[int, int] = field(default_factory=dict)
    queue: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """The coverage of a search that continued with a lossy table, bitstate hashing (G. J. Holzmann, An analysis of
    bitstate hashing, 1998): a state sets three bits of the table, and counts as seen if they are set already.

    exact: states in the exact table, before; seen: further ones. omitted: the expected number of new states that were
    mistaken for seen ones, by how full the table was when each was met; what only they lead to is not counted. bytes
    of the table; fill: the share of its bits that are set. cut: states behind runs that are too long to be followed;
    left: states that were met and not expanded when the search ended. Both were seen but not what they lead to.
    """

    exact: int
    seen: int
    omitted: float
    bytes: int
    fill: float
    cut: int
    left: int

    @property
    def share(self) -> float:
        """Of the successors of expanded states, the share that was seen: near the truth while less than half of the
        table's bits are set; above it where more are."""
        states = self.exact + self.seen
        return states / (states + self.omitted)

    @property
    def finished(self) -> bool:
        """Every state that was seen was expanded."""
        return not self.cut and not self.left


def worst(*parts: Coverage | None) -> Coverage | None:
    """The coverage of several searches together: the least."""
    lossy = [part for part in parts if part is not None]
    return min(lossy, key=lambda part: (part.finished, part.share), default=None)


@dataclass(slots=True)
class Exploration:
    """complete: every reachable state that matters was visited; else `limit` names what was met ("states", "depth",
    "seconds", "memory", "patience", "interrupt", "local steps", "lossy": nothing else was). reduced: by partial order
    reduction some do not.
    presumed_wrong: a state was met with an operation that goes wrong, where locks were given back on arrival.
    least_halts: its runs to halted states are the shortest for all that, where no two accesses conflict (ADR 31).
    raced: races were looked for, in every state that was expanded.
    root_can_end: some explored run has the root goroutine return. coverage: of the lossy part, if there was one."""

    found: list[Found] = field(default_factory=list)
    statistics: Statistics = field(default_factory=Statistics)
    complete: bool = True
    limit: str = ""
    root_can_end: bool = False
    coverage: Coverage | None = None
    reduced: bool = False
    least_halts: bool = False
    presumed_wrong: bool = False
    bounds: Bounds = field(default_factory=Bounds)  # if Options.measure is set
    contended: frozenset[int] = frozenset()  # shapes with accesses that may conflict
    raced: bool = False
    runs: int = 0  # random ones that were followed to their end
    sites: frozenset[int] = frozenset()  # where goroutines were seen; of the native engine
    defect: bool = False  # of a search that pauses: something was found

    def races(self) -> bool:
        return any(found.kind == "race" for found in self.found)

    @property
    def defects(self) -> bool:
        """Whether there is a run to explain: something may be wrong."""
        return any(found.kind not in ENDINGS for found in self.found)


def add_statistics(to: Exploration, other: Exploration) -> None:
    """The other search came before: it took time and memory too."""
    to.statistics.transitions += other.statistics.transitions
    to.statistics.seconds += other.statistics.seconds
    to.statistics.passes += other.statistics.passes
    to.statistics.peak_memory = max(to.statistics.peak_memory, other.statistics.peak_memory)


def needs_lifting(found: Found, options: Options, whole: bool) -> bool:
    """Its run is one of a slice or of a search without symmetry, or to a race and made without the monitor: its facts
    order goroutines where it is walked."""
    return not (whole and found.ordered) or (found.kind == "race" and not options.monitor and not found.monitor)


class Session(Protocol):
    """A search that can pause and resume."""

    def run(self, pause: float | None = None, seconds: float | None = None, states: int | None = None) -> Exploration:
        """Runs for so many seconds, up to so many states, or to its end; the limit "pause" says that it pauses.
        seconds: a limit of the time since the beginning, in place of that of the options."""
        ...


@runtime_checkable
class Counting(Session, Protocol):
    """A search without symmetry that can say what symmetry would gain."""

    def distinct(self, first: int, last: int) -> int:
        """Of the expanded states from `first` to before `last`, how many differ by more than names of goroutines."""
        ...


class Engine(Protocol):
    """A way to explore. Engines register themselves in `explore.registry`."""

    name: str

    def explore(self, program: Program, options: Options) -> Exploration: ...
