"""sync.WaitGroup: one cell, the counter.

The race detector takes an Add that leaves zero as a read, and a Wait as a write, of one place: an Add from zero has to
be ordered with the Waits. Here Waits are *atomic* writes, so that several of them may go on together.
"""

from __future__ import annotations

from chancheck.program.rules import Access, Acquire, Arg, Clock, Operation, Panic, Release, Rule, SetSlot, Slot

wg, delta = Arg(0), Arg(1)
n = Slot(wg, 0)
DONE = Clock(wg)

ADD = Operation(
    "sync.WaitGroup.Add",
    ("waitgroup", "delta"),
    (
        Rule(
            "negative",
            n + delta < 0,
            (Release(DONE), SetSlot(wg, 0, n + delta), Panic("sync: negative WaitGroup counter")),
            "A counter below zero panics.",
            cite="sync/waitgroup.go Add",
        ),
        Rule(
            "first",
            n.eq(0) & (delta > 0),
            (Access(wg, 0, "read"), SetSlot(wg, 0, n + delta)),
            "An Add that leaves zero must not be concurrent with Wait.",
            cite="sync, WaitGroup.Add",
        ),
        Rule(
            "add",
            ((n.ne(0) & (delta > 0)) | delta.eq(0)) & ((n + delta) >= 0),
            (SetSlot(wg, 0, n + delta),),
            "Further Adds may come at any time.",
            cite="sync, WaitGroup.Add",
        ),
        Rule(
            "done",
            (delta < 0) & ((n + delta) >= 0),
            (Release(DONE), SetSlot(wg, 0, n + delta)),
            "Done counts down and happens before the Waits that it lets go on.",
            cite="sync, WaitGroup.Done",
        ),
    ),
    text="`wg.Add(delta)`.",
)

COUNTED = Operation(
    "sync.WaitGroup.Done",
    ("waitgroup",),
    (
        Rule(
            "negative",
            n <= 0,
            (Release(DONE), SetSlot(wg, 0, n - 1), Panic("sync: negative WaitGroup counter")),
            "A counter below zero panics.",
            cite="sync/waitgroup.go Add",
        ),
        Rule(
            "done",
            n > 0,
            (Release(DONE), SetSlot(wg, 0, n - 1)),
            "Done counts down and happens before the Waits that it lets go on.",
            cite="sync, WaitGroup.Done",
        ),
    ),
    text="`wg.Done()` is `wg.Add(-1)`: an operation of its own, as counting down commutes with counting down.",
)

WAIT = Operation(
    "sync.WaitGroup.Wait",
    ("waitgroup",),
    (
        Rule(
            "zero",
            n.eq(0),
            (Access(wg, 0, "atomic write"), Acquire(DONE)),
            "Wait goes on when the counter is zero.",
            cite="sync, WaitGroup.Wait",
        ),
    ),
    waiting="sync.WaitGroup.Wait",
    text="`wg.Wait()`.",
)

OPERATIONS = (ADD, COUNTED, WAIT)
