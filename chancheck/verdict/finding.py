"""The answer as values: findings, the goroutines of each, and the runs to them."""

from __future__ import annotations

from itertools import pairwise

from chancheck.diagnostic import Diagnostic
from chancheck.explore.engine import Coverage, Statistics
from chancheck.records import dataclass, field
from chancheck.source import NO_POS, Pos, is_library
from chancheck.verdict.scenes import Moment
from chancheck.verdict.waits import Reason, Wait

KINDS = ("deadlock", "leak", "panic", "race", "stuck", "failure", "property")
"""Everything that can be found, in the order of the error codes CC101 to CC106."""

FINISHED = "finished"

PROVED, VIOLATED, INCONCLUSIVE, ERROR = "proved", "violated", "inconclusive", "error"


@dataclass(frozen=True, slots=True)
class Frame:
    """One line of a goroutine's stack: the function as Go's tracebacks name it, and where in it the goroutine is.
    model: a model stands for the function, so there is no place that users know."""

    function: str
    pos: Pos
    model: bool = False


@dataclass(frozen=True, slots=True)
class GoroutineReport:
    """One goroutine of a run, as its last state has it.

    id: 1 is main (or the test), then in order of creation. status: in the words of Go's runtime ("chan receive"), or
    FINISHED.
    guilty: the finding is about this goroutine. waits: what it waits for. creator: the goroutine that started it.
    """

    id: int
    name: str
    status: str
    frames: tuple[Frame, ...] = ()
    created_by: str = ""
    created_at: Pos = NO_POS
    guilty: bool = False
    waits: tuple[Wait, ...] = ()
    creator: int = 0

    @property
    def function(self) -> str:
        return self.frames[0].function if self.frames else self.name

    @property
    def location(self) -> Pos:
        """Where the user's own code stands: the innermost frame outside the library, else the `go` statement."""
        own = [frame.pos for frame in self.frames if frame.pos.line and not is_library(frame.pos)]
        if not own and self.created_at != NO_POS and not is_library(self.created_at):
            return self.created_at
        return own[0] if own else self.frames[0].pos if self.frames else NO_POS


@dataclass(frozen=True, slots=True)
class AccessReport:
    """One of the two accesses of a data race. what: the location in the program's words ("variable total")."""

    kind: str
    goroutine: int
    what: str
    frames: tuple[Frame, ...] = ()

    @property
    def location(self) -> Pos:
        own = (frame.pos for frame in self.frames if frame.pos.line and not is_library(frame.pos))
        return next(own, self.frames[0].pos if self.frames else NO_POS)


@dataclass(frozen=True, slots=True)
class Queues:
    """Goroutines by their ids, 0 for none: for each P the one it runs, the next one and its queue; the global queue;
    those that wait, and of these those in a system call, each on a thread (M) of its own. Every P that runs a goroutine
    has an M too."""

    running: tuple[int, ...]
    next: tuple[int, ...]
    local: tuple[tuple[int, ...], ...]
    shared: tuple[int, ...]
    parked: tuple[int, ...]
    calling: tuple[int, ...] = ()

    @property
    def threads(self) -> int:
        """How many M's are busy."""
        return sum(g != 0 for g in self.running) + len(self.calling)

    def __str__(self) -> str:
        """`P0 runs 1, next 3, then 2 4; P1 idle; global 5; in a system call, on an M each: 6`"""
        parts = [self.processor(p) for p in range(len(self.running))]
        parts += [f"global {listed(self.shared)}"] if self.shared else []
        parts += [f"in a system call, on an M each: {listed(self.calling)}"] if self.calling else []
        return "; ".join(parts)

    def processor(self, p: int) -> str:
        words = [f"P{p} runs {self.running[p]}" if self.running[p] else f"P{p} idle"]
        words += [f"next {self.next[p]}"] if self.next[p] else []
        return ", ".join([*words, f"then {listed(self.local[p])}"] if self.local[p] else words)


def listed(ids: tuple[int, ...]) -> str:
    return " ".join(map(str, ids))


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a run. goroutine moves; partner (0: none) moves with it, from its own place.

    operation: short, for a table's cell ("send 7 to jobs"). message: the rule that was applied, as a sentence. started:
    goroutines created on the way. Goroutine 0 stands for the runtime itself (timers). processor: with a scheduler, the
    number of the P that made the step (-1: none, a call ends). queues: where all goroutines is after it. deliveries:
    values received in it that were sent in earlier steps, each as (sender, step, receiver).
    """

    number: int
    goroutine: int
    operation: str
    location: Pos
    message: str = ""
    partner: int = 0
    partner_operation: str = ""
    partner_location: Pos = NO_POS
    output: str = ""
    started: tuple[int, ...] = ()
    processor: int = -1
    queues: Queues | None = None
    deliveries: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect with the shortest run that shows it. why: what the run alone does not say. location: the place to
    blame; places: it and the others that make it this defect. preemptions: switches of the run
    at which the goroutine before could have continued; shortest: no other run is shorter. also:
    places at which the same defect shows in other runs. causes: what findings that are one defect have in common.

    time: of programs with timers, under which times it was found: "any", "exact", "virtual", or two of them.
    slow: what a slow machine has to do for it; empty for what needs none, or where that is not known.
    moments: the first state and the one after each step, if the options ask for them.
    """

    code: str
    kind: str
    message: str
    location: Pos
    goroutines: tuple[GoroutineReport, ...] = ()
    accesses: tuple[AccessReport, ...] = ()
    trace: tuple[Step, ...] = ()
    why: tuple[Reason, ...] = ()
    output: str = ""
    time: str = ""
    places: tuple[Pos, ...] = ()
    preemptions: int = 0
    shortest: bool = True
    also: tuple[Pos, ...] = ()
    causes: frozenset[str] = frozenset()
    moments: tuple[Moment, ...] = ()
    slow: str = ""

    @property
    def switches(self) -> int:
        """How often another goroutine takes the next step."""
        return sum(a.goroutine != b.goroutine for a, b in pairwise(self.trace))


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit that cut a search short. flag: the option that moves it, if one does."""

    name: str
    text: str
    flag: str = ""

    def __str__(self) -> str:
        return f"{self.text}; raise it with {self.flag}" if self.flag else self.text


LIMITS: dict[str, Limit] = {
    limit.name: limit
    for limit in (
        Limit("states", "the limit on states was reached", "--max-states"),
        Limit("depth", "the limit on the length of runs was reached", "--max-depth"),
        Limit("seconds", "the time budget was used up", "--budget"),
        Limit("first", "the search ended at a finding that does not count", "--check"),
        Limit("patience", "the search ended soon after the first finding", "--budget"),
        Limit("memory", "the memory limit was reached", "--memory"),
        Limit("lossy", "not all states fit within the memory limit", "--memory"),
        Limit("interrupt", "the search was interrupted"),
        Limit("local steps", "a stretch of code without any synchronisation ran for too many steps"),
        Limit("busy", "goroutines run on without waiting, so that time with exact timers does not pass", "--time any"),
        Limit("workers", "workers of the cluster were lost again and again"),
        Limit("unknown", "a run depends on a value that no model knows"),
        Limit("refused", "a run comes to what is not supported"),
        Limit("addresses", "the program computes with addresses as numbers, of which only some were tried"),
        Limit("random", "a random search visits some runs only; --search bfs visits all"),
    )
}


@dataclass(frozen=True, slots=True)
class PassMade:
    """A pass of the plan that was followed (see chancheck.passes): its name, its own answer, states and seconds."""

    name: str
    answer: str
    states: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """proved (nothing found, everything visited), violated, or inconclusive (nothing found, cut short by `limit`).

    Of a test that lets time pass: warnings are what only a slow machine shows. exact: the answer is about exact timers
    only. slow: what cut the search for warnings short. scaled: the answer at a smaller scale, such as "proved at scale
    3", where one was looked for. plan: the passes that were made, in order.
    """

    answer: str
    findings: tuple[Finding, ...] = ()
    limit: Limit | None = None
    statistics: Statistics = field(default_factory=Statistics)
    coverage: Coverage | None = None  # where a lossy table was used
    notes: tuple[Reason, ...] = ()  # what is no defect but worth telling
    warnings: tuple[Finding, ...] = ()
    exact: bool = False
    slow: Limit | None = None
    scaled: str = ""
    plan: tuple[PassMade, ...] = ()

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(finding.kind for finding in self.findings)

    @property
    def complete(self) -> bool:
        return self.limit is None


@dataclass(frozen=True, slots=True)
class Result:
    """What is to be said about one entry of one file.

    expected: the kinds that the file's `//chancheck:expect` names; None without that directive (then nothing is
    expected to be found). as_expected is a matter of the whole file, so all its entries agree on it.
    text: the source, for quoting; others: names and texts of the files beside it that it needs. diagnostics: errors
    (then the answer is "error") and warnings. subtests: the entries into which this one was divided; the findings are
    theirs then.
    """

    file: str
    entry: str
    verdict: Verdict
    expected: frozenset[str] | None = None
    as_expected: bool = True
    diagnostics: tuple[Diagnostic, ...] = ()
    text: str = field(default="", repr=False)
    others: dict[str, str] = field(default_factory=dict, repr=False)
    subtests: tuple[str, ...] = ()

    @property
    def own_findings(self) -> tuple[Finding, ...]:
        """Those that do not come from its subtests."""
        return () if self.subtests else self.verdict.findings

    def lines(self, file: str) -> list[str]:
        """The source of a file, for quoting; none of what is not the user's."""
        text = self.text if file == self.file else self.others.get(file)
        return [] if text is None else text.split("\n")
