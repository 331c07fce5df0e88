"""sync.WaitGroup: the counter, and two cells that only the exact steps need (ADR 16).

Go's Wait registers a waiter, the last Done releases all registered waiters, and each checks that the counter is still
zero. Unless an Add leaves zero while a goroutine is in Wait, this is equivalent to "Wait is enabled when the counter is
zero", which has far fewer states. The first search uses ADD, DONE and WAIT, where such an Add is the fault SUSPECT.
Only a program that reaches SUSPECT is explored again with Go's exact steps (COUNT to SLEEP).

The race detector treats an Add that leaves zero as a read, and a Wait as a write, of one location: an Add from zero
must be ordered with the Waits. In WAIT they are *atomic* writes, so that several Waits may resume together. In LOOK
only the first waiter writes, as in Go.
"""

from __future__ import annotations

from chancheck.program.cells import Cells
from chancheck.program.rules import (
    Access,
    Acquire,
    Arg,
    Clock,
    Fatal,
    Int,
    Operation,
    Panic,
    Release,
    Result,
    Rule,
    SetSlot,
    Telling,
)

WAITGROUP = Cells("sync.WaitGroup", n=1, waiters=1, released=1)
N, WAITERS, RELEASED = (WAITGROUP[field] for field in ("n", "waiters", "released"))

wg, delta = Arg(0), Arg(1)
n, waiters, released = (WAITGROUP.of(wg, field) for field in ("n", "waiters", "released"))
DONE_PAST = Clock(wg)

SUSPECT = "WaitGroup.Add leaves zero while a goroutine is in Wait"
"""The text of a marker fault: it requests a search with the exact steps."""

NEGATIVE = "sync: negative WaitGroup counter"
MISUSE = "sync: WaitGroup misuse: Add called concurrently with Wait"
REUSED = "sync: WaitGroup is reused before previous Wait has returned"

NOT_BELOW_ZERO = n >= 0
CHANGE = Access(wg, WAITERS, "atomic write")

below_zero = Rule(
    "negative",
    n + delta < 0,
    (CHANGE, Release(DONE_PAST), SetSlot(wg, N, n + delta), Panic(NEGATIVE, plain=True)),
    "A counter below zero panics.",
    cite="sync/waitgroup.go Add",
)
further = Rule(
    "add",
    ((n.ne(0) & (delta > 0)) | delta.eq(0)) & ((n + delta) >= 0),
    (CHANGE, SetSlot(wg, N, n + delta)),
    "Further Adds may come at any time.",
    cite="sync, WaitGroup.Add",
)

ADD = Operation(
    "sync.WaitGroup.Add",
    ("waitgroup", "delta"),
    (
        below_zero,
        Rule(
            "first",
            n.eq(0) & (delta > 0),
            (CHANGE, Access(wg, N, "read"), SetSlot(wg, N, n + delta)),
            "An Add that leaves zero must not be concurrent with Wait.",
            cite="sync, WaitGroup.Add",
        ),
        further,
        Rule(
            "done",
            (delta < 0) & ((n + delta) >= 0),
            (CHANGE, Release(DONE_PAST), SetSlot(wg, N, n + delta)),
            "A negative Add counts down and happens before the Waits that it enables.",
            cite="sync, WaitGroup.Done",
        ),
        Rule(
            "suspect",
            n.eq(0) & (delta > 0),
            (Fatal(SUSPECT),),
            "If a goroutine is in Wait meanwhile, the exact steps decide.",
            peer="sync.WaitGroup.Wait",
            cite="sync, WaitGroup.Add",
        ),
    ),
    text="`wg.Add(delta)`, at first.",
    kept=NOT_BELOW_ZERO,
    telling=Telling("Add", counter=0),
)

DONE = Operation(
    "sync.WaitGroup.Done",
    ("waitgroup",),
    (
        Rule(
            "negative",
            n <= 0,
            (CHANGE, Release(DONE_PAST), SetSlot(wg, N, n - 1), Panic(NEGATIVE, plain=True)),
            "A counter below zero panics.",
            cite="sync/waitgroup.go Add",
        ),
        Rule(
            "done",
            n > 0,
            (CHANGE, Release(DONE_PAST), SetSlot(wg, N, n - 1)),
            "Done counts down and happens before the Waits that it enables.",
            cite="sync, WaitGroup.Done",
        ),
    ),
    text="`wg.Done()` is `wg.Add(-1)`: an operation of its own, as counting down commutes with counting down.",
    telling=Telling("Done", counter=0),
)

WAIT = Operation(
    "sync.WaitGroup.Wait",
    ("waitgroup",),
    (
        Rule(
            "zero",
            n.eq(0),
            (Access(wg, N, "atomic write"), Acquire(DONE_PAST)),
            "Wait is enabled when the counter is zero.",
            cite="sync, WaitGroup.Wait",
        ),
    ),
    waiting="sync.WaitGroup.Wait",
    text="`wg.Wait()`, at first.",
    kept=NOT_BELOW_ZERO,
    telling=Telling("Wait", ("sync.WaitGroup.Done",), counter=0, joins=True),
)

COUNT = Operation(
    "sync.WaitGroup.count",
    ("waitgroup", "delta"),
    (
        below_zero,
        Rule(
            "misuse",
            n.eq(0) & (delta > 0) & waiters.ne(0),
            (CHANGE, Access(wg, N, "read"), SetSlot(wg, N, delta), Panic(MISUSE, plain=True)),
            "An Add that leaves zero before all waiters are released panics.",
            cite="sync/waitgroup.go Add",
        ),
        Rule(
            "first",
            n.eq(0) & (delta > 0) & waiters.eq(0),
            (CHANGE, Access(wg, N, "read"), SetSlot(wg, N, delta), Result(0, Int(0))),
            "An Add that leaves zero must not be concurrent with Wait.",
            cite="sync, WaitGroup.Add",
        ),
        Rule(
            "add",
            further.guard,
            (*further.effects, Result(0, Int(0))),
            "Further Adds may come at any time.",
            cite="sync, WaitGroup.Add",
        ),
        Rule(
            "done",
            (delta < 0) & ((n + delta > 0) | ((n + delta).eq(0) & waiters.eq(0))),
            (CHANGE, Release(DONE_PAST), SetSlot(wg, N, n + delta), Result(0, Int(0))),
            "Done counts down and happens before the Waits that it enables.",
            cite="sync, WaitGroup.Done",
        ),
        Rule(
            "last",
            (delta < 0) & (n + delta).eq(0) & waiters.ne(0),
            (CHANGE, Release(DONE_PAST), SetSlot(wg, N, Int(0)), Result(0, waiters)),
            "The last Done must release the waiters.",
            cite="sync/waitgroup.go Add",
        ),
    ),
    text="`wg.Add(delta)`, first step. The result is the number of waiters to release.",
    telling=Telling("Add", counter=0),
)

RECHECK = Operation(
    "sync.WaitGroup.recheck",
    ("waitgroup", "waiters"),
    (
        Rule(
            "unchanged",
            n.eq(0) & waiters.eq(Arg(1)),
            (),
            "Nothing has changed since the counter became zero.",
            cite="sync/waitgroup.go Add",
        ),
        Rule(
            "misuse",
            n.ne(0) | waiters.ne(Arg(1)),
            (Panic(MISUSE, plain=True),),
            "An Add in between makes the last Done panic.",
            cite="sync/waitgroup.go Add",
        ),
    ),
    text="The last `wg.Done()`, second step.",
)

WAKE = Operation(
    "sync.WaitGroup.wake",
    ("waitgroup", "waiters"),
    (
        Rule(
            "wake",
            Int(1),
            (SetSlot(wg, N, Int(0)), SetSlot(wg, WAITERS, Int(0)), SetSlot(wg, RELEASED, released + Arg(1))),
            "The last Done lets go as many as waited.",
            cite="sync/waitgroup.go Add",
        ),
    ),
    text="The last `wg.Done()`, third step.",
)

LOOK = Operation(
    "sync.WaitGroup.look",
    ("waitgroup",),
    (
        Rule(
            "zero",
            n.eq(0),
            (Acquire(DONE_PAST), Result(0, Int(0))),
            "Wait returns at once when the counter is zero.",
            cite="sync/waitgroup.go Wait",
        ),
        Rule(
            "first",
            n.ne(0) & waiters.eq(0),
            (Access(wg, N, "write"), SetSlot(wg, WAITERS, waiters + 1), Result(0, Int(1))),
            "Else it notes that it waits.",
            cite="sync/waitgroup.go Wait",
        ),
        Rule(
            "more",
            n.ne(0) & waiters.ne(0),
            (SetSlot(wg, WAITERS, waiters + 1), Result(0, Int(1))),
            "Else it notes that it waits.",
            cite="sync/waitgroup.go Wait",
        ),
    ),
    text="`wg.Wait()`, first step. The result says whether to wait.",
)

SLEEP = Operation(
    "sync.WaitGroup.sleep",
    ("waitgroup",),
    (
        Rule(
            "woken",
            released.ne(0) & n.eq(0) & waiters.eq(0),
            (SetSlot(wg, RELEASED, released - 1), Acquire(DONE_PAST)),
            "Wait resumes when the last Done has released it.",
            cite="sync/waitgroup.go Wait",
        ),
        Rule(
            "reused",
            released.ne(0) & (n.ne(0) | waiters.ne(0)),
            (SetSlot(wg, RELEASED, released - 1), Acquire(DONE_PAST), Panic(REUSED, plain=True)),
            "It panics if the WaitGroup is in use again by then.",
            cite="sync/waitgroup.go Wait",
        ),
    ),
    waiting="sync.WaitGroup.Wait",
    text="`wg.Wait()`, second step.",
    telling=Telling("Wait", ("sync.WaitGroup.count",), counter=0, joins=True),
)

EXACT = (COUNT, RECHECK, WAKE, LOOK, SLEEP)
OPERATIONS = (ADD, DONE, WAIT, *EXACT)
