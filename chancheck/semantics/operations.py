"""All operations by name. A new one is a page of rules, a line here and, for a library function, a row in
lower/intrinsics.py."""

from __future__ import annotations

from chancheck.program.rules import PRESENT, Int, Operation
from chancheck.records import replace
from chancheck.semantics import (
    atomics,
    bubbles,
    channels,
    cond,
    context,
    exact_time,
    mutex,
    runtime_process,
    rwmutex,
    timers,
    virtual_time,
    waitgroup,
)

PAGES = (
    channels,
    mutex,
    rwmutex,
    waitgroup,
    cond,
    atomics,
    timers,
    virtual_time,
    exact_time,
    bubbles,
    context,
    runtime_process,
)

CLOCKS = (virtual_time, exact_time)
"""Pages that hold for programs with a clock only."""

OPERATIONS: dict[str, Operation] = {op.name: op for page in PAGES if page not in CLOCKS for op in page.OPERATIONS}

OVERDUE = Int(PRESENT - 1)
"""A wait for the past keeps the clock from moving and synctest.Wait from returning."""

NOT_DURABLE = tuple(replace(op, due=OVERDUE) for op in (*mutex.OPERATIONS, *rwmutex.OPERATIONS) if not op.durable)
"""In a program with a bubble: while a goroutine waits for a lock, the bubble is not durably blocked (testing/synctest,
Blocking)."""


def operations(time: str, bubble: bool = False) -> dict[str, Operation]:
    """The meaning of operations without a clock ("any") or with one ("exact", "virtual"). bubble: a test has one."""
    moving = exact_time.OPERATIONS if time == "exact" else ()
    other = (*virtual_time.OPERATIONS, *moving, *(NOT_DURABLE if bubble else ()))
    return OPERATIONS if time == "any" else OPERATIONS | {op.name: op for op in other}
