"""Results that every format must render: one of each kind, and the awkward ones."""

from __future__ import annotations

from dataclasses import replace

from chancheck.diagnostic import Diagnostic, Severity
from chancheck.explore.engine import Pass, Statistics
from chancheck.source import NO_POS, Pos
from chancheck.verdict.finding import (
    ERROR,
    INCONCLUSIVE,
    LIMITS,
    PROVED,
    VIOLATED,
    AccessReport,
    Finding,
    Frame,
    GoroutineReport,
    Result,
    Step,
    Verdict,
)
from chancheck.verdict.waits import Cycle, Helper, Remark, Wait, Waiting

TEXT = """package main

func worker(jobs chan int) {
	jobs <- 1
}

func main() {
	jobs := make(chan int)
	go worker(jobs)
	jobs <- 2
}
"""


def at(line: int, column: int = 2, file: str = "send.gol") -> Pos:
    return Pos(file, line, column)


STATISTICS = Statistics(
    states=1204,
    transitions=3071,
    depth=9,
    seconds=0.25,
    peak_memory=41 * 2**20,
    engine="reference",
    passes=(Pass("bfs", 1204, 2071, 0.15, 40 * 2**20), Pass("races", 2408, 1000, 0.1, 41 * 2**20)),
)

MAIN = GoroutineReport(
    1,
    "main",
    "chan send",
    (Frame("main.main", at(10, 7)),),
    waits=(Wait("chan send", "jobs", (), (2,), 1, at(8), needs=("receive",)),),
    guilty=True,
)
WORKER = GoroutineReport(
    2,
    "main.worker",
    "chan send",
    (Frame("main.worker", at(4, 7)),),
    created_by="main.main",
    created_at=at(9),
    waits=(Wait("chan send", "jobs", (), (1,), 1, at(8), needs=("receive",)),),
    creator=1,
    guilty=True,
)

DEADLOCK = Finding(
    "CC101",
    "deadlock",
    "fatal error: all goroutines are asleep - deadlock!",
    at(10, 7),
    (MAIN, WORKER),
    trace=(
        Step(1, 1, "go worker", at(9), "a goroutine starts", started=(2,)),
        Step(2, 2, "runs up to its send", at(4, 7)),
    ),
    why=(
        Cycle((1, 2)),
        Waiting((1,), replace(MAIN.waits[0], helpers=(Helper(2, "chan send", at(4), "jobs"),))),
        Waiting((2,), replace(WORKER.waits[0], helpers=(Helper(1, "chan send", at(10), "jobs"),))),
        Remark("a remark that is long enough to be broken into several lines at every width that a report may have"),
    ),
)

LEAK = Finding(
    "CC102",
    "leak",
    "goroutine leak: 1 goroutine that can never end",
    at(4, 7),
    (WORKER,),
    trace=(
        Step(1, 1, "go worker", at(9), started=(2,)),
        Step(2, 1, "send 2 to jobs", at(10, 7), "a rendezvous", 2, "receive from jobs", at(4, 2), output="a\n"),
    ),
)

PANIC = Finding(
    "CC103",
    "panic",
    "panic: send on closed channel",
    at(4, 7),
    (WORKER.__class__(2, "main.worker", "running", WORKER.frames, "main.main", at(9), guilty=True),),
    trace=(Step(1, 2, "send 1 to jobs", at(4, 7), "a send on a closed channel panics"),),
    output="caf\u00e9 \x1b[31m\n",
)

RACE = Finding(
    "CC104",
    "race",
    "data race on variable total",
    at(4),
    (MAIN, WORKER),
    accesses=(
        AccessReport("write", 2, "variable total (declared at send.gol:8:2)", WORKER.frames),
        AccessReport("read", 1, "variable total (declared at send.gol:8:2)", MAIN.frames),
    ),
    trace=(Step(1, 1, "go worker", at(9), started=(2,)), Step(2, 2, "total = 1", at(4))),
)

STUCK = Finding("CC105", "stuck", "the program can no longer end", at(10), (MAIN,))

MANY = Finding(
    "CC101",
    "deadlock",
    "fatal error: all goroutines are asleep - deadlock!",
    at(10),
    (MAIN,),
    trace=tuple(Step(n, n % 7 + 1, f"send {n} to a channel with a very long name", at(4)) for n in range(1, 61)),
)


def violated(*findings: Finding, **more: object) -> Result:
    return Result("send.gol", "main", Verdict(VIOLATED, findings, None, STATISTICS), text=TEXT, **more)  # type: ignore[arg-type]


RESULTS = [
    Result("ok.gol", "main", Verdict(PROVED, statistics=STATISTICS), text=TEXT),
    violated(DEADLOCK, as_expected=False),
    violated(LEAK, RACE, expected=frozenset({"leak", "race"})),
    violated(PANIC, expected=frozenset(), as_expected=False),
    violated(STUCK, as_expected=False),
    violated(MANY, as_expected=False),
    Result("big.gol", "TestBig", Verdict(INCONCLUSIVE, (), LIMITS["states"], STATISTICS), as_expected=False),
    Result(
        "bad.gol",
        "",
        Verdict(ERROR),
        as_expected=False,
        text="package main\n\n\tvar \u65e5\u672c = unknown\n",
        diagnostics=(
            Diagnostic("CC201", "undefined: unknown", Pos("bad.gol", 3, 11), Pos("bad.gol", 3, 18), "declare it first"),
            Diagnostic("CC091", "cannot be read: \x1b]0;title\x07", Pos("gone.gol", 0, 0)),
            Diagnostic("CC301", "unused function", NO_POS, severity=Severity.WARNING),
        ),
    ),
]
