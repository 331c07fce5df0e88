"""All operations by name. A new one is a page of rules, a line here and, for a library function, a row in
lower/intrinsics.py."""

from __future__ import annotations

from chancheck.program.rules import Operation
from chancheck.semantics import (
    atomics,
    bubbles,
    channels,
    cond,
    context,
    mutex,
    runtime_process,
    rwmutex,
    timers,
    virtual_time,
    waitgroup,
)

PAGES = (channels, mutex, rwmutex, waitgroup, cond, atomics, timers, virtual_time, bubbles, context, runtime_process)

OPERATIONS: dict[str, Operation] = {op.name: op for page in PAGES if page is not virtual_time for op in page.OPERATIONS}


def operations(time: str, bubble: bool = False) -> dict[str, Operation]:
    """What operations mean without a clock ("any") or with one ("virtual"); bubble: with one that a test has."""
    other = (*virtual_time.OPERATIONS, *(bubbles.NOT_DURABLE if bubble else ()))
    return OPERATIONS if time == "any" else OPERATIONS | {op.name: op for op in other}
