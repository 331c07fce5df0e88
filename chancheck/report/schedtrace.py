"""A run under a scheduler in the lines of Go's own GODEBUG=schedtrace (runtime/proc.go schedtrace).

One line a step; the time counts steps. Numbers in brackets are the lengths of the local queues, without the goroutine
to run next, and how often each P picked from a queue.
"""

from __future__ import annotations

from chancheck.report.render_options import Show
from chancheck.verdict.finding import Finding, Queues, Step

NO_SCHEDULER = "(no processors: --sched gmp has them)"


def render_trace(finding: Finding, show: Show) -> list[str]:
    ticks: dict[int, int] = {}
    out = []
    for step in finding.trace:
        if step.queues is None:
            continue
        if picks(step):
            ticks[step.processor] = ticks.get(step.processor, 0) + 1
        out.append(line(step.number, step.queues, ticks))
    return out or [NO_SCHEDULER]


def picks(step: Step) -> bool:
    """Whether a P took a goroutine in a way that counts: the one to run next inherits the slice."""
    words = step.operation.partition(": ")[2]
    return words.startswith(("run", "look", "steal")) and words != "run next" and step.operation.startswith("P")


def line(number: int, queues: Queues, ticks: dict[int, int]) -> str:
    procs = range(len(queues.running))
    idle = sum(not g for g in queues.running)
    local = " ".join(str(len(queues.local[p])) for p in procs)
    counts = " ".join(str(ticks.get(p, 0)) for p in procs)
    n = len(queues.running)
    threads = queues.threads + 1  # sysmon's
    return (
        f"SCHED {number}ms: gomaxprocs={n} idleprocs={idle} threads={threads} spinningthreads=0 needspinning=0 "
        f"idlethreads=0 runqueue={len(queues.shared)} [ {local} ] schedticks=[ {counts} ]"
    )
