"""Effects that nothing orders. Written by `python -m chancheck.semantics.tools.order_proofs`; do not edit."""

from __future__ import annotations

from chancheck.program.independence import RuleName


def names(text: str) -> frozenset[str]:
    return frozenset(text.split(", "))


UNORDERED: dict[RuleName, frozenset[str]] = {
    RuleName("chan.send", "buffer"): names("chan.close, chan.len, chan.send"),
    RuleName("chan.send", "hand over"): frozenset(),
    RuleName("chan.recv", "buffer"): names("chan.len, chan.recv"),
    RuleName("chan.recv", "closed"): frozenset(),
    RuleName("chan.recv", "timer"): frozenset(),
    RuleName("chan.recv", "ticker"): frozenset(),
    RuleName("chan.close", "close"): frozenset(),
    RuleName("chan.len", "nil"): frozenset(),
    RuleName("chan.len", "length"): frozenset(),
    RuleName("sync.Mutex.Lock", "lock"): names("sync.Mutex.TryLock"),
    RuleName("sync.Mutex.TryLock", "free"): names("sync.Mutex.TryLock"),
    RuleName("sync.Mutex.TryLock", "held"): frozenset(),
    RuleName("sync.Mutex.Unlock", "unlock"): frozenset(),
    RuleName("sync.RWMutex.RLock", "enter"): names("sync.RWMutex.TryLock, sync.RWMutex.announce, sync.RWMutex.drain"),
    RuleName("sync.RWMutex.TryRLock", "free"): names("sync.RWMutex.TryLock, sync.RWMutex.announce, sync.RWMutex.drain"),
    RuleName("sync.RWMutex.TryRLock", "refused"): frozenset(),
    RuleName("sync.RWMutex.RUnlock", "leave"): frozenset(),
    RuleName("sync.RWMutex.announce", "announce"): names("sync.RWMutex.TryLock, sync.RWMutex.TryRLock"),
    RuleName("sync.RWMutex.drain", "alone"): frozenset(),
    RuleName("sync.RWMutex.TryLock", "free"): names("sync.RWMutex.TryLock, sync.RWMutex.TryRLock"),
    RuleName("sync.RWMutex.TryLock", "held"): frozenset(),
    RuleName("sync.RWMutex.Unlock", "unlock"): frozenset(),
    RuleName("sync.WaitGroup.Add", "first"): names("sync.WaitGroup.count, sync.WaitGroup.look"),
    RuleName("sync.WaitGroup.Add", "add"): names("sync.WaitGroup.count, sync.WaitGroup.look"),
    RuleName("sync.WaitGroup.Add", "done"): names("sync.WaitGroup.count, sync.WaitGroup.look"),
    RuleName("sync.WaitGroup.Done", "done"): names("sync.WaitGroup.count"),
    RuleName("sync.WaitGroup.Wait", "zero"): frozenset(),
    RuleName("sync.WaitGroup.count", "first"): names("sync.WaitGroup.Add, sync.WaitGroup.count, sync.WaitGroup.look"),
    RuleName("sync.WaitGroup.count", "add"): names(
        "sync.WaitGroup.Add, sync.WaitGroup.Done, sync.WaitGroup.count, sync.WaitGroup.look"
    ),
    RuleName("sync.WaitGroup.count", "done"): names("sync.WaitGroup.Add, sync.WaitGroup.Done, sync.WaitGroup.count"),
    RuleName("sync.WaitGroup.count", "last"): names("sync.WaitGroup.Add"),
    RuleName("sync.WaitGroup.recheck", "unchanged"): frozenset(),
    RuleName("sync.WaitGroup.wake", "wake"): names(
        "sync.WaitGroup.Add, sync.WaitGroup.Wait, sync.WaitGroup.count, sync.WaitGroup.look, sync.WaitGroup.sleep"
    ),
    RuleName("sync.WaitGroup.look", "zero"): names("sync.WaitGroup.Add, sync.WaitGroup.Done, sync.WaitGroup.count"),
    RuleName("sync.WaitGroup.look", "first"): names("sync.WaitGroup.Add, sync.WaitGroup.Done, sync.WaitGroup.count"),
    RuleName("sync.WaitGroup.look", "more"): names("sync.WaitGroup.Add, sync.WaitGroup.Done, sync.WaitGroup.count"),
    RuleName("sync.WaitGroup.sleep", "woken"): names("sync.WaitGroup.Add, sync.WaitGroup.count, sync.WaitGroup.wake"),
    RuleName("sync.Cond.enlist", "enlist"): names(
        "sync.Cond.Broadcast, sync.Cond.Signal, sync.Cond.Wait, sync.Cond.enlist"
    ),
    RuleName("sync.Cond.Wait", "notified"): names("sync.Cond.Broadcast, sync.Cond.Signal, sync.Cond.enlist"),
    RuleName("sync.Cond.Signal", "no waiter"): names(
        "sync.Cond.Broadcast, sync.Cond.Signal, sync.Cond.Wait, sync.Cond.enlist"
    ),
    RuleName("sync.Cond.Signal", "signal"): names(
        "sync.Cond.Broadcast, sync.Cond.Signal, sync.Cond.Wait, sync.Cond.enlist"
    ),
    RuleName("sync.Cond.Broadcast", "no waiter"): names(
        "sync.Cond.Broadcast, sync.Cond.Signal, sync.Cond.Wait, sync.Cond.enlist"
    ),
    RuleName("sync.Cond.Broadcast", "broadcast"): names(
        "sync.Cond.Broadcast, sync.Cond.Signal, sync.Cond.Wait, sync.Cond.enlist"
    ),
    RuleName("atomic.load", "load"): frozenset(),
    RuleName("atomic.store", "store"): names("atomic.count"),
    RuleName("atomic.swap", "swap"): names("atomic.count"),
    RuleName("atomic.cas", "swapped"): names("atomic.count"),
    RuleName("atomic.cas", "failed"): frozenset(),
    RuleName("atomic.add", "add"): frozenset(),
    RuleName("atomic.count", "count"): frozenset(),
    RuleName("atomic.and", "and"): names("atomic.count"),
    RuleName("atomic.or", "or"): names("atomic.count"),
    RuleName("sync.gate", "pass"): frozenset(),
    RuleName("time.Sleep", "wake"): frozenset(),
    RuleName("alarm.fire", "fire"): names("alarm.set"),
    RuleName("alarm.fire", "again"): frozenset(),
    RuleName("alarm.await", "come"): names("alarm.set"),
    RuleName("alarm.await", "again"): frozenset(),
    RuleName("alarm.set", "set"): names("alarm.set, timer.rearm"),
    RuleName("timer.arm", "arm"): names("timer.rearm"),
    RuleName("timer.rearm", "rearm"): names("timer.rearm"),
    RuleName("context.finish", "cancel"): names("context.expire, context.finish"),
    RuleName("context.finish", "again"): frozenset(),
    RuleName("context.expire", "expire"): names("context.expire, context.finish, context.look"),
    RuleName("context.look", "alive"): frozenset(),
    RuleName("context.look", "cancelled"): frozenset(),
    RuleName("check.Blocking", "return"): frozenset(),
    RuleName("runtime.Gosched", "continue"): frozenset(),
    RuleName("runtime.NumGoroutine", "count"): names(
        "check.Blocking, go, memory.access, os.Exit, print, runtime.Gosched, runtime.NumGoroutine, testing.fail"
    ),
    RuleName("os.Exit", "exit"): frozenset(),
    RuleName("print", "print"): names(
        "check.Blocking, go, memory.access, os.Exit, print, runtime.Gosched, runtime.NumGoroutine, testing.fail"
    ),
    RuleName("testing.fail", "continue"): frozenset(),
    RuleName("go", "start"): frozenset(),
    RuleName("memory.access", "access"): frozenset(),
}
"""By rule, the operations."""
