"""A scheduler as a table for the native core (native/src/scheduling/run_queues.cpp reads it)."""

from __future__ import annotations

from array import array

from chancheck.program.encode import postfix
from chancheck.program.program import Program
from chancheck.program.scheduler import Scheduler

PREEMPTION = ("off", "calls", "any")


def scheduler_table(program: Program, scheduler: Scheduler) -> bytes:
    """The words, in the machine's byte order. Operations and rules are named by their numbers in the program."""
    words = array("q")
    first = scheduler.first if program.root_ends_all else 0
    words.extend((scheduler.procs, scheduler.queue, scheduler.spill, scheduler.every, first, int(scheduler.counted)))
    words.extend((PREEMPTION.index(scheduler.preempt), int(scheduler.steal == "any")))
    s = scheduler
    for chosen in (s.yields, s.sleeps, s.blocks, s.retries, s.last_first):
        numbers = [n for n, operation in enumerate(program.operations) if operation.name in chosen]
        words.extend((len(numbers), *numbers))
    timed = [
        (n, k)
        for n, operation in enumerate(program.operations)
        for k, rule in enumerate(operation.rules)
        if (operation.name, rule.name) in scheduler.timed
    ]
    words.append(len(timed))
    for pair in timed:
        words.extend(pair)
    words.append(len(scheduler.picks))
    for pick in scheduler.picks:
        take = postfix(pick.take)
        words.extend((pick.source, len(take), *take, int(pick.last), int(pick.counts), int(pick.looks)))
    return words.tobytes()
