"""All operations by name. A new one is a page of rules, a line here and, for a library function, a line in table.py."""

from __future__ import annotations

from chancheck.program.rules import Operation
from chancheck.semantics import (
    atomics,
    bubbles,
    channels,
    cond,
    context,
    mutex,
    process,
    rwmutex,
    timers,
    virtual,
    waitgroup,
)

PAGES = (channels, mutex, rwmutex, waitgroup, cond, atomics, timers, virtual, bubbles, context, process)

OPERATIONS: dict[str, Operation] = {op.name: op for page in PAGES if page is not virtual for op in page.OPERATIONS}


def operations(time: str, bubble: bool = False) -> dict[str, Operation]:
    """What operations mean without a clock ("any") or with one ("virtual"); bubble: with one that a test has."""
    other = (*virtual.OPERATIONS, *(bubbles.NOT_DURABLE if bubble else ()))
    return OPERATIONS if time == "any" else OPERATIONS | {op.name: op for op in other}
