"""Independent rules. Written by `python -m chancheck.semantics.tools.independence_proofs`; do not edit."""

from __future__ import annotations

from chancheck.lower.order import BY_VALUE, ENABLING, EXCLUSIVE, IN_TURN, UNORDERED
from chancheck.program.independence import Independence, Relations, RuleName

Table = dict[RuleName, frozenset[str]]


def names(text: str) -> frozenset[str]:
    return frozenset(text.split(", "))


SHARED_1 = names("chan.close, chan.len, chan.recv, chan.recv?, chan.send, chan.send?")
SHARED_2 = names("chan.len, chan.recv, chan.recv?, chan.send, chan.send?")
SHARED_3 = names("chan.len, chan.recv?, chan.send, chan.send?")
SHARED_4 = names("chan.close, chan.len, chan.recv?, chan.send, chan.send?")
SHARED_5 = names("chan.close, chan.len, chan.recv?, chan.send?")
SHARED_6 = names("sync.Mutex.Lock, sync.Mutex.TryLock")
SHARED_7 = names("sync.RWMutex.RLock, sync.RWMutex.TryRLock, sync.RWMutex.Unlock")
SHARED_8 = names(
    "sync.RWMutex.RLock, sync.RWMutex.RUnlock, sync.RWMutex.TryLock, sync.RWMutex.TryRLock, "
    "sync.RWMutex.announce, sync.RWMutex.drain"
)
SHARED_9 = names(
    "sync.RWMutex.RUnlock, sync.RWMutex.TryLock, sync.RWMutex.Unlock, sync.RWMutex.announce, sync.RWMutex.drain"
)
SHARED_10 = names("sync.RWMutex.RUnlock, sync.RWMutex.drain")
SHARED_11 = names("sync.RWMutex.TryLock, sync.RWMutex.announce, sync.RWMutex.drain")
SHARED_12 = names(
    "sync.RWMutex.RLock, sync.RWMutex.RUnlock, sync.RWMutex.TryRLock, sync.RWMutex.Unlock, sync.RWMutex.drain"
)
SHARED_13 = names(
    "sync.WaitGroup.Wait, sync.WaitGroup.look, sync.WaitGroup.recheck, sync.WaitGroup.sleep, sync.WaitGroup.wake"
)
SHARED_14 = names("sync.WaitGroup.Wait, sync.WaitGroup.look, sync.WaitGroup.recheck, sync.WaitGroup.sleep")
SHARED_15 = names("sync.WaitGroup.Wait, sync.WaitGroup.recheck, sync.WaitGroup.sleep")
SHARED_16 = names("sync.WaitGroup.Wait, sync.WaitGroup.look, sync.WaitGroup.recheck")
SHARED_17 = names("alarm.await, alarm.fire, alarm.set, time.Sleep, timer.arm, timer.rearm")
SHARED_18 = names("time.Sleep, timer.arm, timer.rearm")
SHARED_19 = names("alarm.await, alarm.fire, time.Sleep, timer.arm, timer.rearm")
SHARED_20 = names("alarm.await, alarm.fire, time.Sleep")
SHARED_21 = names("context.expire, context.finish, context.look")
SHARED_22 = names(
    "check.Blocking, go, go nil, memory.access, os.Exit, print, runtime.Gosched, runtime.NumGoroutine, testing.fail"
)
SHARED_23 = names("chan.close, chan.len, chan.recv, chan.recv?, chan.send?")
SHARED_24 = names(
    "sync.WaitGroup.Done, sync.WaitGroup.Wait, sync.WaitGroup.look, sync.WaitGroup.recheck, "
    "sync.WaitGroup.sleep, sync.WaitGroup.wake"
)
SHARED_25 = names("sync.WaitGroup.Wait, sync.WaitGroup.recheck, sync.WaitGroup.sleep, sync.WaitGroup.wake")
SHARED_26 = names(
    "sync.WaitGroup.Add, sync.WaitGroup.Done, sync.WaitGroup.Wait, sync.WaitGroup.count, sync.WaitGroup.look, "
    "sync.WaitGroup.recheck, sync.WaitGroup.sleep, sync.WaitGroup.wake"
)
SHARED_27 = names(
    "atomic.add, atomic.and, atomic.cas, atomic.count, atomic.load, atomic.or, atomic.store, atomic.swap, sync.gate"
)
SHARED_28 = names("atomic.load, sync.gate")
SHARED_29 = names("sync.WaitGroup.Add, sync.WaitGroup.Done, sync.WaitGroup.count")
SHARED_30 = names("alarm.await, time.Sleep")
SHARED_31 = names("clock.pass, clock.read, clock.yield")
UNDISTURBED: Table = {
    RuleName("chan.send", "closed"): SHARED_1,
    RuleName("chan.send", "buffer"): names("chan.recv, chan.send?"),
    RuleName("chan.send", "hand over"): SHARED_2,
    RuleName("chan.send", ""): SHARED_3,
    RuleName("chan.recv", "buffer"): names("chan.close, chan.recv?, chan.send"),
    RuleName("chan.recv", "closed"): SHARED_1,
    RuleName("chan.recv", "timer"): SHARED_4,
    RuleName("chan.recv", "ticker"): SHARED_1,
    RuleName("chan.recv", ""): names("chan.len, chan.recv, chan.recv?, chan.send?"),
    RuleName("chan.close", "nil"): SHARED_1,
    RuleName("chan.close", "again"): SHARED_1,
    RuleName("chan.close", "close"): names("chan.len, chan.recv"),
    RuleName("chan.len", "nil"): SHARED_1,
    RuleName("chan.len", "length"): SHARED_5,
    RuleName("sync.Mutex.TryLock", "held"): SHARED_6,
    RuleName("sync.Mutex.Unlock", "unlock"): names("sync.Mutex.Lock"),
    RuleName("sync.Mutex.Unlock", "not locked"): names("sync.Mutex.Unlock"),
    RuleName("sync.RWMutex.RLock", "enter"): SHARED_7,
    RuleName("sync.RWMutex.TryRLock", "free"): SHARED_7,
    RuleName("sync.RWMutex.TryRLock", "refused"): SHARED_8,
    RuleName("sync.RWMutex.RUnlock", "leave"): names(
        "sync.RWMutex.RLock, sync.RWMutex.TryRLock, sync.RWMutex.Unlock, sync.RWMutex.announce, sync.RWMutex.drain"
    ),
    RuleName("sync.RWMutex.RUnlock", "no reader"): SHARED_9,
    RuleName("sync.RWMutex.announce", "announce"): SHARED_10,
    RuleName("sync.RWMutex.drain", "alone"): SHARED_9,
    RuleName("sync.RWMutex.TryLock", "free"): SHARED_10,
    RuleName("sync.RWMutex.TryLock", "held"): SHARED_11,
    RuleName("sync.RWMutex.Unlock", "unlock"): names(
        "sync.RWMutex.RLock, sync.RWMutex.RUnlock, sync.RWMutex.announce, sync.RWMutex.drain"
    ),
    RuleName("sync.RWMutex.Unlock", "no writer"): SHARED_12,
    RuleName("sync.WaitGroup.Add", "add"): names("sync.WaitGroup.Wait"),
    RuleName("sync.WaitGroup.Add", "done"): names("sync.WaitGroup.Wait"),
    RuleName("sync.WaitGroup.Add", "suspect"): SHARED_13,
    RuleName("sync.WaitGroup.Done", "negative"): names("sync.WaitGroup.Done"),
    RuleName("sync.WaitGroup.Done", "done"): names("sync.WaitGroup.Wait"),
    RuleName("sync.WaitGroup.Wait", "zero"): SHARED_13,
    RuleName("sync.WaitGroup.count", "misuse"): names("sync.WaitGroup.sleep"),
    RuleName("sync.WaitGroup.count", "add"): names("sync.WaitGroup.Wait"),
    RuleName("sync.WaitGroup.count", "done"): names("sync.WaitGroup.Wait"),
    RuleName("sync.WaitGroup.count", "last"): names("sync.WaitGroup.Wait"),
    RuleName("sync.WaitGroup.recheck", "unchanged"): SHARED_14,
    RuleName("sync.WaitGroup.recheck", "misuse"): SHARED_14,
    RuleName("sync.WaitGroup.wake", "wake"): names("sync.WaitGroup.Wait, sync.WaitGroup.wake"),
    RuleName("sync.WaitGroup.look", "zero"): SHARED_13,
    RuleName("sync.WaitGroup.look", "first"): SHARED_15,
    RuleName("sync.WaitGroup.look", "more"): SHARED_15,
    RuleName("sync.WaitGroup.sleep", "woken"): SHARED_16,
    RuleName("sync.WaitGroup.sleep", "reused"): SHARED_16,
    RuleName("sync.Cond.Wait", "notified"): names("sync.Cond.Wait"),
    RuleName("atomic.load", "load"): names("atomic.load"),
    RuleName("atomic.cas", "failed"): names("atomic.load"),
    RuleName("atomic.count", "count"): names("atomic.count"),
    RuleName("time.Sleep", "wake"): SHARED_17,
    RuleName("alarm.fire", "fire"): SHARED_18,
    RuleName("alarm.fire", "again"): SHARED_19,
    RuleName("alarm.await", "come"): SHARED_18,
    RuleName("alarm.await", "again"): SHARED_19,
    RuleName("alarm.set", "set"): names("time.Sleep"),
    RuleName("timer.arm", "arm"): SHARED_20,
    RuleName("timer.rearm", "rearm"): SHARED_20,
    RuleName("context.finish", "again"): SHARED_21,
    RuleName("context.expire", "expire"): names("context.expire"),
    RuleName("context.look", "alive"): names("context.look"),
    RuleName("context.look", "cancelled"): names("context.expire, context.look"),
    RuleName("check.Blocking", "return"): SHARED_22,
    RuleName("runtime.Gosched", "continue"): SHARED_22,
    RuleName("runtime.NumGoroutine", "count"): SHARED_22,
    RuleName("os.Exit", "exit"): SHARED_22,
    RuleName("print", "print"): SHARED_22,
    RuleName("testing.fail", "fail"): SHARED_22,
    RuleName("testing.fail", "continue"): SHARED_22,
    RuleName("go", "start"): SHARED_22,
    RuleName("go nil", "nil"): SHARED_22,
    RuleName("memory.access", "access"): SHARED_22,
}
NOT_ENABLED: Table = {
    RuleName("chan.send", "closed"): SHARED_2,
    RuleName("chan.send", "buffer"): SHARED_4,
    RuleName("chan.send", "hand over"): SHARED_1,
    RuleName("chan.send", ""): SHARED_23,
    RuleName("chan.recv", "buffer"): SHARED_23,
    RuleName("chan.recv", "closed"): SHARED_3,
    RuleName("chan.recv", "timer"): SHARED_1,
    RuleName("chan.recv", "ticker"): SHARED_1,
    RuleName("chan.recv", ""): SHARED_5,
    RuleName("chan.close", "nil"): SHARED_1,
    RuleName("chan.close", "again"): SHARED_2,
    RuleName("chan.close", "close"): SHARED_1,
    RuleName("chan.len", "nil"): SHARED_1,
    RuleName("chan.len", "length"): SHARED_1,
    RuleName("sync.Mutex.Lock", "lock"): SHARED_6,
    RuleName("sync.Mutex.TryLock", "free"): SHARED_6,
    RuleName("sync.Mutex.TryLock", "held"): names("sync.Mutex.Unlock"),
    RuleName("sync.Mutex.Unlock", "unlock"): names("sync.Mutex.Unlock"),
    RuleName("sync.Mutex.Unlock", "not locked"): SHARED_6,
    RuleName("sync.RWMutex.RLock", "enter"): SHARED_8,
    RuleName("sync.RWMutex.TryRLock", "free"): SHARED_8,
    RuleName("sync.RWMutex.TryRLock", "refused"): SHARED_12,
    RuleName("sync.RWMutex.RUnlock", "leave"): SHARED_9,
    RuleName("sync.RWMutex.RUnlock", "no reader"): names(
        "sync.RWMutex.RLock, sync.RWMutex.TryLock, sync.RWMutex.TryRLock, sync.RWMutex.Unlock, "
        "sync.RWMutex.announce, sync.RWMutex.drain"
    ),
    RuleName("sync.RWMutex.announce", "announce"): SHARED_8,
    RuleName("sync.RWMutex.drain", "alone"): names(
        "sync.RWMutex.TryLock, sync.RWMutex.Unlock, sync.RWMutex.announce, sync.RWMutex.drain"
    ),
    RuleName("sync.RWMutex.TryLock", "free"): SHARED_11,
    RuleName("sync.RWMutex.TryLock", "held"): names("sync.RWMutex.RUnlock, sync.RWMutex.Unlock, sync.RWMutex.drain"),
    RuleName("sync.RWMutex.Unlock", "unlock"): SHARED_12,
    RuleName("sync.RWMutex.Unlock", "no writer"): SHARED_8,
    RuleName("sync.WaitGroup.Add", "negative"): SHARED_14,
    RuleName("sync.WaitGroup.Add", "first"): SHARED_14,
    RuleName("sync.WaitGroup.Add", "add"): SHARED_14,
    RuleName("sync.WaitGroup.Add", "done"): SHARED_24,
    RuleName("sync.WaitGroup.Add", "suspect"): SHARED_14,
    RuleName("sync.WaitGroup.Done", "negative"): SHARED_14,
    RuleName("sync.WaitGroup.Done", "done"): SHARED_24,
    RuleName("sync.WaitGroup.Wait", "zero"): SHARED_14,
    RuleName("sync.WaitGroup.count", "negative"): SHARED_14,
    RuleName("sync.WaitGroup.count", "misuse"): SHARED_13,
    RuleName("sync.WaitGroup.count", "first"): SHARED_14,
    RuleName("sync.WaitGroup.count", "add"): SHARED_14,
    RuleName("sync.WaitGroup.count", "done"): names(
        "sync.WaitGroup.Done, sync.WaitGroup.Wait, sync.WaitGroup.recheck, sync.WaitGroup.sleep, sync.WaitGroup.wake"
    ),
    RuleName("sync.WaitGroup.count", "last"): SHARED_25,
    RuleName("sync.WaitGroup.recheck", "unchanged"): SHARED_14,
    RuleName("sync.WaitGroup.recheck", "misuse"): SHARED_14,
    RuleName("sync.WaitGroup.wake", "wake"): SHARED_26,
    RuleName("sync.WaitGroup.look", "zero"): SHARED_14,
    RuleName("sync.WaitGroup.look", "first"): SHARED_25,
    RuleName("sync.WaitGroup.look", "more"): SHARED_25,
    RuleName("sync.WaitGroup.sleep", "woken"): SHARED_14,
    RuleName("sync.WaitGroup.sleep", "reused"): SHARED_13,
    RuleName("sync.Cond.Wait", "notified"): names("sync.Cond.Wait"),
    RuleName("atomic.load", "load"): SHARED_27,
    RuleName("atomic.store", "store"): SHARED_27,
    RuleName("atomic.swap", "swap"): SHARED_27,
    RuleName("atomic.cas", "swapped"): SHARED_28,
    RuleName("atomic.cas", "failed"): SHARED_28,
    RuleName("atomic.add", "add"): SHARED_27,
    RuleName("atomic.count", "count"): SHARED_27,
    RuleName("atomic.and", "and"): SHARED_27,
    RuleName("atomic.or", "or"): SHARED_27,
    RuleName("sync.gate", "pass"): SHARED_27,
    RuleName("time.Sleep", "wake"): SHARED_17,
    RuleName("alarm.fire", "fire"): SHARED_19,
    RuleName("alarm.fire", "again"): SHARED_19,
    RuleName("alarm.await", "come"): SHARED_19,
    RuleName("alarm.await", "again"): SHARED_19,
    RuleName("alarm.set", "set"): SHARED_17,
    RuleName("timer.arm", "arm"): SHARED_17,
    RuleName("timer.rearm", "rearm"): SHARED_17,
    RuleName("context.finish", "cancel"): SHARED_21,
    RuleName("context.finish", "again"): names("context.look"),
    RuleName("context.expire", "expire"): names("context.look"),
    RuleName("context.look", "alive"): SHARED_21,
    RuleName("context.look", "cancelled"): names("context.look"),
    RuleName("check.Blocking", "return"): SHARED_22,
    RuleName("runtime.Gosched", "continue"): SHARED_22,
    RuleName("runtime.NumGoroutine", "count"): SHARED_22,
    RuleName("os.Exit", "exit"): SHARED_22,
    RuleName("print", "print"): SHARED_22,
    RuleName("testing.fail", "fail"): SHARED_22,
    RuleName("testing.fail", "continue"): SHARED_22,
    RuleName("go", "start"): SHARED_22,
    RuleName("go nil", "nil"): SHARED_22,
    RuleName("memory.access", "access"): SHARED_22,
}
UNDISTURBED_THEN: Table = {
    RuleName("chan.close", "close"): names("chan.close"),
    RuleName("sync.Mutex.Unlock", "unlock"): names("sync.Mutex.Unlock"),
    RuleName("sync.Mutex.Unlock", "not locked"): SHARED_6,
    RuleName("sync.RWMutex.RUnlock", "leave"): names("sync.RWMutex.RUnlock"),
    RuleName("sync.RWMutex.RUnlock", "no reader"): names("sync.RWMutex.RLock, sync.RWMutex.TryRLock"),
    RuleName("sync.RWMutex.Unlock", "unlock"): names("sync.RWMutex.Unlock"),
    RuleName("sync.RWMutex.Unlock", "no writer"): names("sync.RWMutex.TryLock, sync.RWMutex.announce"),
    RuleName("sync.WaitGroup.Add", "negative"): SHARED_26,
    RuleName("sync.WaitGroup.Add", "done"): names("sync.WaitGroup.Done"),
    RuleName("sync.WaitGroup.Add", "suspect"): names("sync.WaitGroup.Done"),
    RuleName("sync.WaitGroup.Done", "negative"): names(
        "sync.WaitGroup.Add, sync.WaitGroup.Wait, sync.WaitGroup.count, sync.WaitGroup.look, "
        "sync.WaitGroup.recheck, sync.WaitGroup.sleep, sync.WaitGroup.wake"
    ),
    RuleName("sync.WaitGroup.Done", "done"): names("sync.WaitGroup.Done"),
    RuleName("sync.WaitGroup.Wait", "zero"): names("sync.WaitGroup.Done"),
    RuleName("sync.WaitGroup.count", "negative"): SHARED_26,
    RuleName("sync.WaitGroup.count", "misuse"): names(
        "sync.WaitGroup.Add, sync.WaitGroup.Done, sync.WaitGroup.Wait, sync.WaitGroup.count, sync.WaitGroup.look, "
        "sync.WaitGroup.recheck, sync.WaitGroup.wake"
    ),
    RuleName("sync.WaitGroup.count", "last"): names("sync.WaitGroup.Done, sync.WaitGroup.sleep"),
    RuleName("sync.WaitGroup.recheck", "unchanged"): names("sync.WaitGroup.Done"),
    RuleName("sync.WaitGroup.recheck", "misuse"): names(
        "sync.WaitGroup.Add, sync.WaitGroup.Done, sync.WaitGroup.count, sync.WaitGroup.wake"
    ),
    RuleName("sync.WaitGroup.look", "zero"): names("sync.WaitGroup.Done"),
    RuleName("sync.WaitGroup.sleep", "woken"): names("sync.WaitGroup.Done"),
    RuleName("sync.WaitGroup.sleep", "reused"): names(
        "sync.WaitGroup.Add, sync.WaitGroup.Done, sync.WaitGroup.count, sync.WaitGroup.sleep, sync.WaitGroup.wake"
    ),
}
NOT_ENABLED_THEN: Table = {
    RuleName("chan.close", "again"): names("chan.close"),
    RuleName("sync.Mutex.Unlock", "not locked"): names("sync.Mutex.Unlock"),
    RuleName("sync.RWMutex.RUnlock", "no reader"): names("sync.RWMutex.RUnlock"),
    RuleName("sync.RWMutex.Unlock", "no writer"): names("sync.RWMutex.Unlock"),
    RuleName("sync.WaitGroup.Add", "negative"): SHARED_29,
    RuleName("sync.WaitGroup.Add", "add"): names("sync.WaitGroup.Done"),
    RuleName("sync.WaitGroup.Done", "negative"): SHARED_29,
    RuleName("sync.WaitGroup.count", "negative"): SHARED_29,
    RuleName("sync.WaitGroup.count", "add"): names("sync.WaitGroup.Done"),
    RuleName("sync.WaitGroup.recheck", "misuse"): names("sync.WaitGroup.Done"),
    RuleName("sync.WaitGroup.look", "first"): names("sync.WaitGroup.Done"),
    RuleName("sync.WaitGroup.look", "more"): names("sync.WaitGroup.Done, sync.WaitGroup.count"),
    RuleName("sync.WaitGroup.sleep", "reused"): names("sync.WaitGroup.Done"),
}
UNDISTURBED_VIRTUAL: Table = {
    RuleName("chan.recv", "ticker"): SHARED_4,
    RuleName("alarm.fire", "again"): SHARED_30,
    RuleName("timer.arm", "arm"): SHARED_30,
    RuleName("timer.rearm", "rearm"): SHARED_30,
}
NOT_ENABLED_VIRTUAL: Table = {}
UNDISTURBED_THEN_VIRTUAL: Table = {}
NOT_ENABLED_THEN_VIRTUAL: Table = {}
UNDISTURBED_EXACT: Table = {
    RuleName("chan.recv", "timer"): frozenset(),
    RuleName("chan.recv", "ticker"): frozenset(),
    RuleName("chan.recv", ""): names("chan.len, chan.recv?, chan.send?"),
    RuleName("time.Sleep", "wake"): frozenset(),
    RuleName("alarm.fire", "fire"): frozenset(),
    RuleName("alarm.fire", "again"): frozenset(),
    RuleName("timer.arm", "arm"): SHARED_30,
    RuleName("timer.rearm", "rearm"): SHARED_30,
    RuleName("context.expire", "expire"): frozenset(),
    RuleName("chan.recv", "timer soon"): SHARED_4,
    RuleName("chan.recv", "ticker soon"): names("chan.close, chan.len, chan.send, chan.send?"),
    RuleName("time.Sleep", "wake soon"): SHARED_17,
    RuleName("alarm.fire", "fire soon"): SHARED_18,
    RuleName("alarm.fire", "again soon"): SHARED_30,
    RuleName("context.expire", "expire soon"): names("context.expire"),
    RuleName("clock.read", "read"): names("clock.pass, clock.yield"),
    RuleName("clock.yield", "yield"): SHARED_31,
}
NOT_ENABLED_EXACT: Table = {
    RuleName("chan.recv", "timer"): frozenset(),
    RuleName("chan.recv", "ticker"): frozenset(),
    RuleName("time.Sleep", "wake"): frozenset(),
    RuleName("alarm.fire", "fire"): frozenset(),
    RuleName("alarm.fire", "again"): frozenset(),
    RuleName("context.expire", "expire"): frozenset(),
    RuleName("chan.recv", "timer soon"): SHARED_1,
    RuleName("chan.recv", "ticker soon"): SHARED_1,
    RuleName("time.Sleep", "wake soon"): SHARED_17,
    RuleName("alarm.fire", "fire soon"): SHARED_19,
    RuleName("alarm.fire", "again soon"): SHARED_19,
    RuleName("context.expire", "expire soon"): names("context.look"),
    RuleName("clock.read", "read"): SHARED_31,
    RuleName("clock.yield", "yield"): SHARED_31,
}
UNDISTURBED_THEN_EXACT: Table = {}
NOT_ENABLED_THEN_EXACT: Table = {}
EXCLUDED = frozenset(
    [
        RuleName("chan.close", "again"),
        RuleName("chan.close", "nil"),
        RuleName("sync.Mutex.Unlock", "not locked"),
        RuleName("sync.RWMutex.RUnlock", "no reader"),
        RuleName("sync.RWMutex.Unlock", "no writer"),
        RuleName("sync.WaitGroup.Add", "negative"),
        RuleName("sync.WaitGroup.Done", "negative"),
        RuleName("sync.WaitGroup.count", "misuse"),
        RuleName("sync.WaitGroup.count", "negative"),
        RuleName("sync.WaitGroup.recheck", "misuse"),
        RuleName("sync.WaitGroup.sleep", "reused"),
    ]
)

INDEPENDENCE = {
    "any": Independence(
        Relations(UNDISTURBED, NOT_ENABLED),
        Relations(UNDISTURBED_THEN, NOT_ENABLED_THEN),
        EXCLUDED,
        UNORDERED,
        ENABLING,
        IN_TURN,
        BY_VALUE,
        EXCLUSIVE,
    ),
    "virtual": Independence(
        Relations({**UNDISTURBED, **UNDISTURBED_VIRTUAL}, {**NOT_ENABLED, **NOT_ENABLED_VIRTUAL}),
        Relations({**UNDISTURBED_THEN, **UNDISTURBED_THEN_VIRTUAL}, {**NOT_ENABLED_THEN, **NOT_ENABLED_THEN_VIRTUAL}),
        EXCLUDED,
    ),
    "exact": Independence(
        Relations({**UNDISTURBED, **UNDISTURBED_EXACT}, {**NOT_ENABLED, **NOT_ENABLED_EXACT}),
        Relations({**UNDISTURBED_THEN, **UNDISTURBED_THEN_EXACT}, {**NOT_ENABLED_THEN, **NOT_ENABLED_THEN_EXACT}),
        EXCLUDED,
    ),
}
"""By mode of time."""
