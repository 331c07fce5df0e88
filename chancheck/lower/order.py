"""Effects that nothing orders. Written by `python -m chancheck.semantics.tools.order_proofs`; do not edit."""

from __future__ import annotations

from chancheck.program.independence import RuleName

Table = dict[RuleName, frozenset[RuleName]]


def names(text: str) -> frozenset[RuleName]:
    """OPERATION/RULE, ..."""
    return frozenset(RuleName(*name.split("/")) for name in text.split(", "))


UNORDERED: Table = {
    RuleName("sync.Mutex.Lock", "lock"): names("sync.Mutex.TryLock/held"),
    RuleName("sync.Mutex.TryLock", "free"): names("sync.Mutex.TryLock/held"),
    RuleName("sync.Mutex.TryLock", "held"): frozenset(),
    RuleName("sync.Mutex.Unlock", "unlock"): frozenset(),
    RuleName("sync.RWMutex.RLock", "enter"): names("sync.RWMutex.TryLock/free, sync.RWMutex.TryLock/held"),
    RuleName("sync.RWMutex.TryRLock", "free"): names("sync.RWMutex.TryLock/free, sync.RWMutex.TryLock/held"),
    RuleName("sync.RWMutex.TryRLock", "refused"): frozenset(),
    RuleName("sync.RWMutex.RUnlock", "leave"): frozenset(),
    RuleName("sync.RWMutex.announce", "announce"): names("sync.RWMutex.TryLock/held, sync.RWMutex.TryRLock/refused"),
    RuleName("sync.RWMutex.drain", "alone"): frozenset(),
    RuleName("sync.RWMutex.TryLock", "free"): names("sync.RWMutex.TryLock/held, sync.RWMutex.TryRLock/refused"),
    RuleName("sync.RWMutex.TryLock", "held"): frozenset(),
    RuleName("sync.RWMutex.Unlock", "unlock"): frozenset(),
    RuleName("sync.WaitGroup.Add", "first"): frozenset(),
    RuleName("sync.WaitGroup.Add", "add"): frozenset(),
    RuleName("sync.WaitGroup.Add", "done"): frozenset(),
    RuleName("sync.WaitGroup.Done", "done"): frozenset(),
    RuleName("sync.WaitGroup.Wait", "zero"): frozenset(),
    RuleName("sync.WaitGroup.count", "first"): names(
        "sync.WaitGroup.count/add, sync.WaitGroup.count/done, sync.WaitGroup.count/last, "
        "sync.WaitGroup.look/first, sync.WaitGroup.look/zero"
    ),
    RuleName("sync.WaitGroup.count", "add"): names(
        "sync.WaitGroup.count/add, sync.WaitGroup.count/done, sync.WaitGroup.count/last, "
        "sync.WaitGroup.look/first, sync.WaitGroup.look/zero"
    ),
    RuleName("sync.WaitGroup.count", "done"): names(
        "sync.WaitGroup.count/add, sync.WaitGroup.count/done, sync.WaitGroup.count/last, "
        "sync.WaitGroup.look/first, sync.WaitGroup.look/zero"
    ),
    RuleName("sync.WaitGroup.count", "last"): names(
        "sync.WaitGroup.count/add, sync.WaitGroup.count/done, sync.WaitGroup.count/last, "
        "sync.WaitGroup.look/first, sync.WaitGroup.look/zero"
    ),
    RuleName("sync.WaitGroup.recheck", "unchanged"): frozenset(),
    RuleName("sync.WaitGroup.wake", "wake"): names(
        "sync.WaitGroup.count/first, sync.WaitGroup.look/zero, sync.WaitGroup.sleep/woken"
    ),
    RuleName("sync.WaitGroup.look", "zero"): names(
        "sync.WaitGroup.count/add, sync.WaitGroup.count/done, sync.WaitGroup.count/last"
    ),
    RuleName("sync.WaitGroup.look", "first"): names(
        "sync.WaitGroup.count/add, sync.WaitGroup.count/done, sync.WaitGroup.count/last"
    ),
    RuleName("sync.WaitGroup.look", "more"): names(
        "sync.WaitGroup.count/add, sync.WaitGroup.count/done, sync.WaitGroup.count/last"
    ),
    RuleName("sync.WaitGroup.sleep", "woken"): names("sync.WaitGroup.count/first, sync.WaitGroup.wake/wake"),
    RuleName("sync.Cond.enlist", "enlist"): names(
        "sync.Cond.Broadcast/broadcast, sync.Cond.Broadcast/no waiter, sync.Cond.Signal/no waiter, "
        "sync.Cond.Signal/signal, sync.Cond.Wait/notified, sync.Cond.enlist/enlist"
    ),
    RuleName("sync.Cond.Wait", "notified"): names(
        "sync.Cond.Broadcast/broadcast, sync.Cond.Broadcast/no waiter, sync.Cond.Signal/no waiter, "
        "sync.Cond.Signal/signal, sync.Cond.enlist/enlist"
    ),
    RuleName("sync.Cond.Signal", "no waiter"): names(
        "sync.Cond.Broadcast/broadcast, sync.Cond.Broadcast/no waiter, sync.Cond.Signal/no waiter, "
        "sync.Cond.Signal/signal, sync.Cond.Wait/notified, sync.Cond.enlist/enlist"
    ),
    RuleName("sync.Cond.Signal", "signal"): names(
        "sync.Cond.Broadcast/broadcast, sync.Cond.Broadcast/no waiter, sync.Cond.Signal/no waiter, "
        "sync.Cond.Signal/signal, sync.Cond.Wait/notified, sync.Cond.enlist/enlist"
    ),
    RuleName("sync.Cond.Broadcast", "no waiter"): names(
        "sync.Cond.Broadcast/broadcast, sync.Cond.Broadcast/no waiter, sync.Cond.Signal/no waiter, "
        "sync.Cond.Signal/signal, sync.Cond.Wait/notified, sync.Cond.enlist/enlist"
    ),
    RuleName("sync.Cond.Broadcast", "broadcast"): names(
        "sync.Cond.Broadcast/broadcast, sync.Cond.Broadcast/no waiter, sync.Cond.Signal/no waiter, "
        "sync.Cond.Signal/signal, sync.Cond.Wait/notified, sync.Cond.enlist/enlist"
    ),
    RuleName("atomic.load", "load"): frozenset(),
    RuleName("atomic.store", "store"): names("atomic.count/count"),
    RuleName("atomic.swap", "swap"): names("atomic.count/count"),
    RuleName("atomic.cas", "swapped"): names("atomic.count/count"),
    RuleName("atomic.cas", "failed"): frozenset(),
    RuleName("atomic.add", "add"): frozenset(),
    RuleName("atomic.count", "count"): frozenset(),
    RuleName("atomic.and", "and"): names("atomic.count/count"),
    RuleName("atomic.or", "or"): names("atomic.count/count"),
    RuleName("sync.gate", "pass"): frozenset(),
    RuleName("chan.send", "buffer"): names("chan.len/length, chan.send/, context.expire/expire, context.finish/cancel"),
    RuleName("chan.send", "hand over"): frozenset(),
    RuleName("chan.recv", "buffer"): names("chan.len/length, chan.recv/, chan.recv/buffer, chan.recv/closed"),
    RuleName("chan.recv", "closed"): frozenset(),
    RuleName("chan.recv", "timer"): names("chan.recv/, timer.rearm/rearm"),
    RuleName("chan.recv", "ticker"): frozenset(),
    RuleName("chan.close", "close"): frozenset(),
    RuleName("chan.len", "nil"): frozenset(),
    RuleName("chan.len", "length"): frozenset(),
    RuleName("time.Sleep", "wake"): frozenset(),
    RuleName("alarm.fire", "fire"): names("alarm.set/set"),
    RuleName("alarm.fire", "again"): frozenset(),
    RuleName("alarm.await", "come"): names("alarm.set/set"),
    RuleName("alarm.await", "again"): frozenset(),
    RuleName("alarm.set", "set"): names("alarm.set/set, context.expire/expire"),
    RuleName("timer.arm", "arm"): names("chan.recv/, timer.rearm/rearm"),
    RuleName("timer.rearm", "rearm"): names("chan.recv/, timer.rearm/rearm"),
    RuleName("context.finish", "cancel"): names("context.expire/expire, context.finish/again"),
    RuleName("context.finish", "again"): frozenset(),
    RuleName("context.expire", "expire"): names(
        "alarm.await/come, alarm.fire/fire, alarm.set/set, chan.recv/closed, context.finish/again, "
        "context.look/cancelled"
    ),
    RuleName("context.look", "alive"): frozenset(),
    RuleName("context.look", "cancelled"): frozenset(),
    RuleName("check.Blocking", "return"): frozenset(),
    RuleName("runtime.Gosched", "continue"): frozenset(),
    RuleName("runtime.NumGoroutine", "count"): names(
        "check.Blocking/return, go/start, memory.access/access, os.Exit/exit, print/print, "
        "runtime.Gosched/continue, runtime.NumGoroutine/count, testing.fail/continue"
    ),
    RuleName("os.Exit", "exit"): frozenset(),
    RuleName("print", "print"): frozenset(),
    RuleName("testing.fail", "continue"): frozenset(),
    RuleName("go", "start"): frozenset(),
    RuleName("memory.access", "access"): frozenset(),
}
"""By rule, those that it affects; without a name: its operation is given up."""

ENABLING: Table = {
    RuleName("sync.WaitGroup.wake", "wake"): names("sync.WaitGroup.sleep/woken"),
    RuleName("sync.Cond.enlist", "enlist"): names(
        "sync.Cond.Broadcast/broadcast, sync.Cond.Broadcast/no waiter, sync.Cond.Signal/no waiter, "
        "sync.Cond.Signal/signal, sync.Cond.Wait/notified, sync.Cond.enlist/enlist"
    ),
    RuleName("sync.Cond.Wait", "notified"): names(
        "sync.Cond.Broadcast/broadcast, sync.Cond.Broadcast/no waiter, sync.Cond.Signal/no waiter, "
        "sync.Cond.Signal/signal, sync.Cond.enlist/enlist"
    ),
    RuleName("sync.Cond.Signal", "no waiter"): names(
        "sync.Cond.Broadcast/broadcast, sync.Cond.Broadcast/no waiter, sync.Cond.Signal/no waiter, "
        "sync.Cond.Signal/signal, sync.Cond.Wait/notified, sync.Cond.enlist/enlist"
    ),
    RuleName("sync.Cond.Signal", "signal"): names(
        "sync.Cond.Broadcast/broadcast, sync.Cond.Broadcast/no waiter, sync.Cond.Signal/no waiter, "
        "sync.Cond.Signal/signal, sync.Cond.Wait/notified, sync.Cond.enlist/enlist"
    ),
    RuleName("sync.Cond.Broadcast", "no waiter"): names(
        "sync.Cond.Broadcast/broadcast, sync.Cond.Broadcast/no waiter, sync.Cond.Signal/no waiter, "
        "sync.Cond.Signal/signal, sync.Cond.Wait/notified, sync.Cond.enlist/enlist"
    ),
    RuleName("sync.Cond.Broadcast", "broadcast"): names(
        "sync.Cond.Broadcast/broadcast, sync.Cond.Broadcast/no waiter, sync.Cond.Signal/no waiter, "
        "sync.Cond.Signal/signal, sync.Cond.Wait/notified, sync.Cond.enlist/enlist"
    ),
    RuleName("alarm.set", "set"): names("context.expire/expire"),
    RuleName("context.expire", "expire"): names("chan.recv/closed"),
    RuleName("runtime.NumGoroutine", "count"): names(
        "check.Blocking/return, go/start, memory.access/access, os.Exit/exit, print/print, "
        "runtime.Gosched/continue, runtime.NumGoroutine/count, testing.fail/continue"
    ),
}
"""Those of them that may be impossible without it."""

IN_TURN: Table = {
    RuleName("sync.RWMutex.RLock", "enter"): names("sync.RWMutex.announce/announce, sync.RWMutex.drain/alone"),
    RuleName("sync.RWMutex.TryRLock", "free"): names("sync.RWMutex.announce/announce, sync.RWMutex.drain/alone"),
    RuleName("sync.WaitGroup.count", "done"): names("sync.WaitGroup.wake/wake"),
    RuleName("sync.WaitGroup.count", "last"): names("sync.WaitGroup.wake/wake"),
    RuleName("atomic.cas", "swapped"): names("atomic.store/store"),
    RuleName("chan.recv", "timer"): names("timer.arm/arm"),
}
"""Those behind which it may not be possible, although they do not depend on it."""

BY_VALUE: Table = {
    RuleName("chan.recv", "buffer"): names("chan.recv/buffer"),
}
"""Those of them that it affects only by values of elements."""

EXCLUSIVE = names("chan.close/close, chan.send/buffer, chan.send/hand over")
"""Rules with accesses that race with those of rules only in runs with a fault."""
