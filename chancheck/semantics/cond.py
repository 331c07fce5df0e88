"""sync.Cond: a queue of tickets, first come first served. Waiting takes a ticket before the lock is given up, so no
signal is lost in between; the order among the waiting shows, so it is modelled. Signals order nothing by themselves."""

from __future__ import annotations

from chancheck.program.cells import Cells
from chancheck.program.rules import (
    Access,
    Arg,
    Count,
    Int,
    MarkAll,
    Operand,
    Operation,
    Pop,
    Push,
    Rule,
    SetSlot,
    Slot,
    Telling,
)

COND = Cells("sync.Cond", L=2, list=1, checker=1)
TICKET = Cells("sync.ticket", notified=1)
LIST = Cells("sync.notifyList", of=1)
CHECKER, LOCK = COND["checker"], COND["L"] + 1  # behind its type
QUEUE = "r"  # the elements of the list's tail: addresses of tickets

cond = Arg(0)
queue = COND.of(cond, "list")
empty = queue.eq(0) | Count(queue).eq(0)
oldest = Slot(queue, LIST["of"] + 1)
waiting = queue.ne(0) & Count(queue).ne(0)
CHANGE = Access(cond, CHECKER, "atomic write")  # each looks for copies

ENLIST = Operation(
    "sync.Cond.enlist",
    ("cond", "ticket"),
    (
        Rule(
            "enlist",
            queue.ne(0),
            (CHANGE, Push(queue, Operand(1))),
            "Wait takes a ticket at the end of the queue.",
            cite="sync/cond.go Wait; runtime/sema.go notifyListAdd",
        ),
    ),
    text="The first part of `c.Wait()`, before it unlocks.",
    telling=Telling("Wait", begun="unlocks and sleeps"),
    lock_in=(0, LOCK),
)

WAIT = Operation(
    "sync.Cond.Wait",
    ("ticket", "cond"),
    (
        Rule(
            "notified",
            TICKET.of(Arg(0), "notified"),
            (),
            "Wait resumes, to lock again, when its ticket has been notified.",
            cite="runtime/sema.go notifyListWait",
        ),
    ),
    waiting="sync.Cond.Wait",
    text="The second part of `c.Wait()`. There are no spurious wake-ups.",
    telling=Telling("Wait", ("sync.Cond.Signal", "sync.Cond.Broadcast"), through="sync.Cond.enlist"),
    lock_in=(1, LOCK),
)

SIGNAL = Operation(
    "sync.Cond.Signal",
    ("cond",),
    (
        Rule("no waiter", empty, (CHANGE,), "A signal without a waiter is lost.", cite="sync, Cond.Signal"),
        Rule(
            "signal",
            waiting,
            (CHANGE, SetSlot(oldest, TICKET["notified"], Int(1)), Pop(queue)),
            "A signal notifies the oldest ticket.",
            cite="runtime/sema.go notifyListNotifyOne",
        ),
    ),
    text="`c.Signal()`.",
    telling=Telling("Signal", wakes=True),
    lock_in=(0, LOCK),
)

BROADCAST = Operation(
    "sync.Cond.Broadcast",
    ("cond",),
    (
        Rule("no waiter", empty, (CHANGE,), "A broadcast without a waiter is lost.", cite="sync, Cond.Broadcast"),
        Rule(
            "broadcast",
            waiting,
            (CHANGE, MarkAll(queue, TICKET["notified"], Int(1))),
            "A broadcast notifies all tickets.",
            cite="runtime/sema.go notifyListNotifyAll",
        ),
    ),
    text="`c.Broadcast()`.",
    telling=Telling("Broadcast", wakes=True),
    lock_in=(0, LOCK),
)

OPERATIONS = (ENLIST, WAIT, SIGNAL, BROADCAST)
