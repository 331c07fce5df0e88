"""sync.RWMutex: two cells, whether a writer is there and how many readers are.

A writer first announces itself, which keeps new readers out, then waits until the readers before it have left.
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
    Release,
    Result,
    Rule,
    SetSlot,
    Telling,
)

RWMUTEX = Cells("sync.RWMutex", writer=1, readers=1)
WRITER, READERS = RWMUTEX["writer"], RWMUTEX["readers"]

rw = Arg(0)
writer, readers = RWMUTEX.of(rw, "writer"), RWMUTEX.of(rw, "readers")
WRITES = Clock(rw, 0)  # writers before all
READS = Clock(rw, 1)  # readers before writers: one reader's unlock does not order another's lock

USE = Access(rw, WRITER, "atomic read")  # plain code that overwrites the lock races with it
CHANGE = Access(rw, WRITER, "atomic write")  # so does plain code that copies it
FAIL = (USE, Result(0, Int(0)))
ENTER = (SetSlot(rw, READERS, readers + 1), Acquire(WRITES), USE)

RLOCK = Operation(
    "sync.RWMutex.RLock",
    ("rwmutex",),
    (
        Rule(
            "enter",
            ~writer,
            ENTER,
            "A reader enters unless a writer holds the lock or has announced itself.",
            cite="sync/rwmutex.go RLock",
            holds=1,
            mode="read",
        ),
    ),
    waiting="sync.RWMutex.RLock",
    text="`rw.RLock()`. So a reader that locks again may wait for a writer that waits for it.",
    telling=Telling("RLock", ("sync.RWMutex.Unlock",), mode="write"),
    durable=False,
)

TRY_RLOCK = Operation(
    "sync.RWMutex.TryRLock",
    ("rwmutex",),
    (
        Rule(
            "free",
            ~writer,
            (*ENTER, Result(0, Int(1))),
            "A reader enters.",
            cite="sync/rwmutex.go TryRLock",
            holds=1,
            mode="read",
        ),
        Rule("refused", writer, FAIL, "A writer is there or waits.", cite="sync/rwmutex.go TryRLock"),
    ),
    text="`rw.TryRLock()`.",
    telling=Telling("TryRLock", looks=True),
)

RUNLOCK = Operation(
    "sync.RWMutex.RUnlock",
    ("rwmutex",),
    (
        Rule(
            "leave",
            Int(0) < readers,
            (USE, Release(READS), SetSlot(rw, READERS, readers - 1)),
            "A reader leaves.",
            cite="sync/rwmutex.go RUnlock",
            holds=-1,
            mode="read",
        ),
        Rule(
            "no reader",
            readers <= 0,
            (USE, Fatal("sync: RUnlock of unlocked RWMutex")),
            "Leaving without a reader inside ends the program.",
            cite="sync/rwmutex.go rUnlockSlow",
        ),
    ),
    text="`rw.RUnlock()`.",
    telling=Telling("RUnlock"),
)

ANNOUNCE = Operation(
    "sync.RWMutex.announce",
    ("rwmutex",),
    (
        Rule(
            "announce",
            ~writer,
            (SetSlot(rw, WRITER, Int(1)), Acquire(WRITES)),
            "One writer at a time announces itself; from now on new readers wait.",
            cite="sync/rwmutex.go Lock",
            holds=1,
            mode="write",
        ),
    ),
    waiting="sync.RWMutex.Lock",
    text="The first half of `rw.Lock()`.",
    telling=Telling("Lock", ("sync.RWMutex.Unlock",), mode="write", begun="waits for readers"),
    retries=True,
    durable=False,
)

DRAIN = Operation(
    "sync.RWMutex.drain",
    ("rwmutex",),
    (
        Rule(
            "alone",
            readers.eq(0),
            (Acquire(READS), CHANGE),
            "The writer proceeds when the last reader has left.",
            cite="sync/rwmutex.go Lock; memory model: the RUnlocks happen before the Lock returns",
        ),
    ),
    waiting="sync.RWMutex.Lock",
    text="The second half of `rw.Lock()`.",
    telling=Telling("Lock", ("sync.RWMutex.RUnlock",), mode="read", asks="write"),
    durable=False,
)

TRY_LOCK = Operation(
    "sync.RWMutex.TryLock",
    ("rwmutex",),
    (
        Rule(
            "free",
            ~writer & readers.eq(0),
            (SetSlot(rw, WRITER, Int(1)), Acquire(WRITES), Acquire(READS), CHANGE, Result(0, Int(1))),
            "A free lock is taken.",
            cite="sync/rwmutex.go TryLock",
            holds=1,
            mode="write",
        ),
        Rule(
            "held",
            writer | readers.ne(0),
            FAIL,
            "TryLock of a held lock fails and orders nothing.",
            cite="sync/rwmutex.go TryLock",
        ),
    ),
    text="`rw.TryLock()`.",
    telling=Telling("TryLock", looks=True),
)

UNLOCK = Operation(
    "sync.RWMutex.Unlock",
    ("rwmutex",),
    (
        Rule(
            "unlock",
            writer,
            (CHANGE, Release(WRITES), SetSlot(rw, WRITER, Int(0))),
            "The writer leaves; readers and writers may enter.",
            cite="sync/rwmutex.go Unlock",
            holds=-1,
            mode="write",
        ),
        Rule(
            "no writer",
            ~writer,
            (CHANGE, Fatal("sync: Unlock of unlocked RWMutex")),
            "Unlocking without a writer ends the program.",
            cite="sync/rwmutex.go Unlock",
        ),
    ),
    text="`rw.Unlock()`.",
    telling=Telling("Unlock"),
)

OPERATIONS = (RLOCK, TRY_RLOCK, RUNLOCK, ANNOUNCE, DRAIN, TRY_LOCK, UNLOCK)
