"""What to check, how hard to try, and what follows from that for engines."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from chancheck.deadline import Deadline, current, shortened
from chancheck.explore.engine import REDUCTIONS, Limits, Statistics
from chancheck.explore.engine import Options as EngineOptions
from chancheck.records import dataclass, field, replace
from chancheck.verdict.finding import KINDS

if TYPE_CHECKING:
    from chancheck.program.scheduler import Scheduler


BUDGET, PATIENCE = 60.0, 2.0
"""Default limits in seconds: of a search, and of the time that it continues after a finding."""

TESTS = re.compile(r"^func (?:Test|Example|Fuzz)(?![a-z])\w*\(", re.M)
LOADING = 10
"""Reading and checking a file of tests may take the time of so many of them."""

TELLING, MOST_TELLING, GRACE, LEAST = 0.15, 3.0, 0.5, 0.05
"""The part of an entry's time that searches leave for replaying and explaining, its most seconds, and the seconds by
which these may exceed the budget. Seconds that are worth another search."""


@dataclass(frozen=True, slots=True)
class Options:
    """What to check and how hard to try. The command line has the same names.

    entry: "main" or the name of a test; empty: main, else every test. run: a regular expression that the names of
    entries must match, as of `go test -run`. define: package constants to override. requests: that come to each HTTP
    server that listens; None: two, in tests none. args: of the program's command line. stdin: the text of its standard
    input. checks: kinds that are looked for. budget in seconds and memory in bytes, for each entry; without any limit
    the budget is BUDGET, and PATIENCE once something has been found; memory is half of the machine's if nothing else
    is said. search: bfs, dfs, random, or auto (explore.strategy). lossy: from half of the memory on, continue with a
    table that may take a new state for one seen before; the verdict says what that is worth and is never "proved"
    then. scale: what large literal numbers of rounds, sizes and workers become (syntax.scale); 0: they stay. time:
    when timers fire: any, exact, virtual; auto: in tests exact ones first, then any, else any. go: the version of Go,
    language and runtime. Without it that of the go.mod file above a file (`module`) decides on timers, and it or a
    //go:build line on the language (`language`; see in_module). moments: findings have the states of their runs, as
    the HTML report shows them. ltl: temporal properties besides those that the source states. fair: what they assume
    of the scheduler (temporal.product). cluster: a Ray address or "auto", where entries are decided. shards: the parts
    into which one space of states is divided, or the workers of a random search; 0: it stays whole.
    """

    entry: str = ""
    run: str = ""
    define: Mapping[str, str] = field(default_factory=dict)
    requests: int | None = None
    args: tuple[str, ...] = ()
    stdin: str = ""
    checks: frozenset[str] = frozenset(KINDS)
    exit_first: bool = False
    engine: str = "auto"
    search: str = "auto"
    reduce: frozenset[str] = REDUCTIONS
    seed: int = 0
    max_states: int | None = None
    max_depth: int | None = None
    budget: float | None = None
    memory: int | None = None
    jobs: int = 1
    cluster: str = ""
    shards: int = 0
    lossy: bool = False
    time: str = "auto"
    scale: int = 0
    sched: str = "free"
    procs: int = 1
    preempt: bool = True
    global_every: int = 61
    queue: int = 256
    steal: str = "any"
    go: str | None = None
    module: str = ""
    language: str = ""
    moments: bool = False
    ltl: tuple[str, ...] = ()
    fair: str = "weak"
    progress: Callable[[Statistics], bool] | None = None


def scheduler_of(options: Options) -> Scheduler | None:
    """Go's scheduler, if goroutines are to share processors. Before Go 1.14 it preempted at calls only."""
    if options.sched == "free":
        return None
    from chancheck.semantics.scheduler import gmp

    by_signal = options.go is None or int(options.go.split(".")[1]) >= 14
    preempt = "off" if not options.preempt else "any" if by_signal else "calls"
    return gmp(options.procs, preempt, options.global_every, options.queue, options.steal)


def buffered_timers(options: Options) -> bool:
    """Whether the program's Go is older than 1.23, where timers changed."""
    version = options.go or options.module
    return bool(version) and int(version.split(".")[1]) < 23


def library_constants(options: Options) -> dict[str, str]:
    """Constants of models/ that options set."""
    said = {"internal/hosts.Requests": str(options.requests)} if options.requests is not None else {}
    if options.args:
        said["os.arguments"] = "".join(f"{word}\0" for word in options.args)
    if options.stdin:
        said["os.input"] = options.stdin
    if options.sched == "free":
        return said
    return said | {"runtime.processors": str(options.procs), "internal/clock.Scheduled": "true"}


def deadline_of(options: Options, entries: int = 1) -> Deadline:
    """The time that an entry may take, from now on, or so many together."""
    limits = engine_options(options).limits
    seconds = None if limits.seconds is None else entries * limits.seconds
    asked = options.progress
    stopped = None if asked is None else lambda: asked(Statistics())
    return Deadline.of(seconds, GRACE, limits.memory, stopped)


def deadline_to_load(options: Options, text: str) -> Deadline:
    """For reading and checking a file: that serves all of its entries, so it may take the time of several."""
    entries = 1 if options.entry else len(TESTS.findall(text))
    return deadline_of(options, min(max(entries, 1), LOADING))


def searching() -> AbstractContextManager[Deadline]:
    """Searches end before the entry does: what they find is still to be replayed and explained."""
    left = current().left()
    return shortened(0.0 if left is None else min(MOST_TELLING, left * TELLING))


def time_is_left() -> bool:
    left = current().left()
    return left is None or left > GRACE + LEAST


def engine_options(options: Options) -> EngineOptions:
    limits = Limits(options.max_states, options.max_depth, options.budget, options.memory)
    if limits == Limits():
        limits = Limits(seconds=BUDGET, patience=PATIENCE)
    if limits.memory is None:
        limits = replace(limits, memory=usual_memory())
    return EngineOptions(
        search=options.search,
        reduce=options.reduce if options.sched == "free" else frozenset(),  # queues distinguish goroutines and orders
        seed=options.seed,
        jobs=options.jobs,
        stop_first=options.exit_first,
        lossy=options.lossy,
        shards=max(1, options.shards),
        cluster=options.cluster,
        limits=limits,
        progress=options.progress,
        scheduler=scheduler_of(options),
    )


def usual_memory() -> int | None:
    """Half of the machine's memory in bytes, so that a search never takes all of it; None where it is not known."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2
    except (AttributeError, ValueError, OSError):
        return None
