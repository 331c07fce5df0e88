"""sync.Mutex: one cell, 1 while it is locked. It has no owner and no queue: any goroutine may take a free mutex."""

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
    Release,
    Result,
    Rule,
    SetSlot,
    Telling,
)

MUTEX = Cells("sync.Mutex", state=1)
STATE = MUTEX["state"]

m = Arg(0)
locked = MUTEX.of(m, "state")
PAST = Clock(m)  # what happened before the unlocks
CHANGE = Access(m, STATE, "atomic write")  # plain code that copies or overwrites the mutex races with it
TAKE = (SetSlot(m, STATE, Int(1)), Acquire(PAST), CHANGE)

LOCK = Operation(
    "sync.Mutex.Lock",
    ("mutex",),
    (
        Rule(
            "lock",
            ~locked,
            TAKE,
            "Any goroutine may take a free mutex; a goroutine that waited has no precedence.",
            cite="internal/sync/mutex.go; memory model: an unlock happens before the next lock returns",
            holds=1,
        ),
    ),
    waiting="sync.Mutex.Lock",
    text="`m.Lock()`. The holder itself waits like any other.",
    telling=Telling("Lock", ("sync.Mutex.Unlock",)),
    retries=True,
    durable=False,
)

TRY = Operation(
    "sync.Mutex.TryLock",
    ("mutex",),
    (
        Rule(
            "free", ~locked, (*TAKE, Result(0, Int(1))), "A free mutex is taken.", cite="sync, Mutex.TryLock", holds=1
        ),
        Rule(
            "held",
            locked,
            (Access(m, STATE, "atomic read"), Result(0, Int(0))),
            "A held one is not; nothing is ordered.",
            cite="memory model, Locks",
        ),
    ),
    text="`m.TryLock()`.",
    telling=Telling("TryLock", looks=True),
)

UNLOCK = Operation(
    "sync.Mutex.Unlock",
    ("mutex",),
    (
        Rule(
            "unlock",
            locked,
            (CHANGE, Release(PAST), SetSlot(m, STATE, Int(0))),
            "Any goroutine may unlock a locked mutex.",
            cite="sync, Mutex.Unlock",
            holds=-1,
        ),
        Rule(
            "not locked",
            ~locked,
            (CHANGE, Fatal("sync: unlock of unlocked mutex")),
            "Unlocking a free mutex ends the program.",
            cite="internal/sync/mutex.go unlockSlow",
        ),
    ),
    text="`m.Unlock()`.",
    telling=Telling("Unlock"),
)

OPERATIONS = (LOCK, TRY, UNLOCK)
