"""All operations by name. A new one is a page of rules, a line here and, for a library function, a line in table.py."""

from __future__ import annotations

from chancheck.program.rules import Operation
from chancheck.semantics import atomics, channels, cond, context, mutex, process, rwmutex, timers, waitgroup

PAGES = (channels, mutex, rwmutex, waitgroup, cond, atomics, timers, context, process)

OPERATIONS: dict[str, Operation] = {op.name: op for page in PAGES for op in page.OPERATIONS}
