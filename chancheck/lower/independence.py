"""Independent rules. Written by `python -m chancheck.semantics.tools.independence_proofs`; do not edit."""

from __future__ import annotations

from chancheck.program.independence import Independence, Relations, RuleName

SHARED_1 = frozenset(["chan.close", "chan.len", "chan.recv", "chan.recv?", "chan.send", "chan.send?"])
SHARED_2 = frozenset(["chan.len", "chan.recv", "chan.recv?", "chan.send", "chan.send?"])
SHARED_3 = frozenset(["chan.recv?", "time.Sleep", "timer.arm", "timer.rearm"])
SHARED_4 = frozenset(["chan.recv?", "time.Sleep"])
SHARED_5 = frozenset(["sync.Mutex.Lock", "sync.Mutex.TryLock"])
SHARED_6 = frozenset(["sync.RWMutex.RLock", "sync.RWMutex.TryRLock", "sync.RWMutex.Unlock"])
SHARED_7 = frozenset(
    [
        "sync.RWMutex.RLock",
        "sync.RWMutex.RUnlock",
        "sync.RWMutex.TryLock",
        "sync.RWMutex.TryRLock",
        "sync.RWMutex.announce",
        "sync.RWMutex.drain",
    ]
)
SHARED_8 = frozenset(
    [
        "sync.RWMutex.RUnlock",
        "sync.RWMutex.TryLock",
        "sync.RWMutex.Unlock",
        "sync.RWMutex.announce",
        "sync.RWMutex.drain",
    ]
)
SHARED_9 = frozenset(["sync.RWMutex.RUnlock", "sync.RWMutex.drain"])
SHARED_10 = frozenset(["sync.RWMutex.TryLock", "sync.RWMutex.announce", "sync.RWMutex.drain"])
SHARED_11 = frozenset(
    ["sync.RWMutex.RLock", "sync.RWMutex.RUnlock", "sync.RWMutex.TryRLock", "sync.RWMutex.Unlock", "sync.RWMutex.drain"]
)
SHARED_12 = frozenset(
    [
        "sync.WaitGroup.Wait",
        "sync.WaitGroup.look",
        "sync.WaitGroup.recheck",
        "sync.WaitGroup.sleep",
        "sync.WaitGroup.wake",
    ]
)
SHARED_13 = frozenset(["sync.WaitGroup.Wait", "sync.WaitGroup.look", "sync.WaitGroup.recheck", "sync.WaitGroup.sleep"])
SHARED_14 = frozenset(["sync.WaitGroup.Wait", "sync.WaitGroup.recheck", "sync.WaitGroup.sleep"])
SHARED_15 = frozenset(["sync.WaitGroup.Wait", "sync.WaitGroup.look", "sync.WaitGroup.recheck"])
SHARED_16 = frozenset(["alarm.await", "alarm.fire", "time.Sleep", "timer.arm", "timer.rearm"])
SHARED_17 = frozenset(["context.finish", "context.look"])
SHARED_18 = frozenset(
    [
        "check.Blocking",
        "go",
        "go nil",
        "memory.access",
        "os.Exit",
        "print",
        "runtime.Gosched",
        "runtime.NumGoroutine",
        "testing.fail",
    ]
)
SHARED_19 = frozenset(["chan.recv?", "clock.pass", "time.Sleep", "timer.arm", "timer.rearm"])
SHARED_20 = frozenset(["chan.recv?", "clock.pass", "time.Sleep"])
SHARED_21 = frozenset(
    [
        "sync.WaitGroup.Done",
        "sync.WaitGroup.Wait",
        "sync.WaitGroup.look",
        "sync.WaitGroup.recheck",
        "sync.WaitGroup.sleep",
        "sync.WaitGroup.wake",
    ]
)
SHARED_22 = frozenset(["sync.WaitGroup.Wait", "sync.WaitGroup.recheck", "sync.WaitGroup.sleep", "sync.WaitGroup.wake"])
SHARED_23 = frozenset(
    [
        "sync.WaitGroup.Add",
        "sync.WaitGroup.Done",
        "sync.WaitGroup.Wait",
        "sync.WaitGroup.count",
        "sync.WaitGroup.look",
        "sync.WaitGroup.recheck",
        "sync.WaitGroup.sleep",
        "sync.WaitGroup.wake",
    ]
)
SHARED_24 = frozenset(
    ["atomic.add", "atomic.and", "atomic.cas", "atomic.load", "atomic.or", "atomic.store", "atomic.swap", "sync.gate"]
)
SHARED_25 = frozenset(["atomic.load", "sync.gate"])
SHARED_26 = frozenset(["alarm.fire", "chan.recv", "chan.recv?", "clock.pass", "time.Sleep", "timer.arm", "timer.rearm"])
SHARED_27 = frozenset(["clock.calm", "clock.rest"])
SHARED_28 = frozenset(["sync.WaitGroup.Add", "sync.WaitGroup.Done", "sync.WaitGroup.count"])
UNDISTURBED = {
    RuleName("chan.send", "closed"): SHARED_1,
    RuleName("chan.send", "buffer"): frozenset(["chan.recv", "chan.send?"]),
    RuleName("chan.send", "hand over"): SHARED_2,
    RuleName("chan.send", ""): frozenset(["chan.len", "chan.recv?", "chan.send", "chan.send?"]),
    RuleName("chan.recv", "buffer"): SHARED_3,
    RuleName("chan.recv", "closed"): SHARED_3,
    RuleName("chan.recv", "timer"): SHARED_4,
    RuleName("chan.recv", "ticker"): frozenset(["time.Sleep"]),
    RuleName("chan.recv", ""): SHARED_4,
    RuleName("chan.close", "nil"): SHARED_1,
    RuleName("chan.close", "again"): SHARED_1,
    RuleName("chan.close", "close"): frozenset(["chan.len", "chan.recv"]),
    RuleName("chan.len", "nil"): SHARED_1,
    RuleName("chan.len", "length"): frozenset(["chan.close", "chan.len", "chan.recv?", "chan.send?"]),
    RuleName("sync.Mutex.TryLock", "held"): SHARED_5,
    RuleName("sync.Mutex.Unlock", "unlock"): frozenset(["sync.Mutex.Lock"]),
    RuleName("sync.Mutex.Unlock", "not locked"): frozenset(["sync.Mutex.Unlock"]),
    RuleName("sync.RWMutex.RLock", "enter"): SHARED_6,
    RuleName("sync.RWMutex.TryRLock", "free"): SHARED_6,
    RuleName("sync.RWMutex.TryRLock", "refused"): SHARED_7,
    RuleName("sync.RWMutex.RUnlock", "leave"): frozenset(
        [
            "sync.RWMutex.RLock",
            "sync.RWMutex.TryRLock",
            "sync.RWMutex.Unlock",
            "sync.RWMutex.announce",
            "sync.RWMutex.drain",
        ]
    ),
    RuleName("sync.RWMutex.RUnlock", "no reader"): SHARED_8,
    RuleName("sync.RWMutex.announce", "announce"): SHARED_9,
    RuleName("sync.RWMutex.drain", "alone"): SHARED_8,
    RuleName("sync.RWMutex.TryLock", "free"): SHARED_9,
    RuleName("sync.RWMutex.TryLock", "held"): SHARED_10,
    RuleName("sync.RWMutex.Unlock", "unlock"): frozenset(
        ["sync.RWMutex.RLock", "sync.RWMutex.RUnlock", "sync.RWMutex.announce", "sync.RWMutex.drain"]
    ),
    RuleName("sync.RWMutex.Unlock", "no writer"): SHARED_11,
    RuleName("sync.WaitGroup.Add", "add"): frozenset(["sync.WaitGroup.Wait"]),
    RuleName("sync.WaitGroup.Add", "done"): frozenset(["sync.WaitGroup.Wait"]),
    RuleName("sync.WaitGroup.Add", "suspect"): SHARED_12,
    RuleName("sync.WaitGroup.Done", "negative"): frozenset(["sync.WaitGroup.Done"]),
    RuleName("sync.WaitGroup.Done", "done"): frozenset(["sync.WaitGroup.Wait"]),
    RuleName("sync.WaitGroup.Wait", "zero"): SHARED_12,
    RuleName("sync.WaitGroup.count", "misuse"): frozenset(["sync.WaitGroup.sleep"]),
    RuleName("sync.WaitGroup.count", "add"): frozenset(["sync.WaitGroup.Wait"]),
    RuleName("sync.WaitGroup.count", "done"): frozenset(["sync.WaitGroup.Wait"]),
    RuleName("sync.WaitGroup.count", "last"): frozenset(["sync.WaitGroup.Wait"]),
    RuleName("sync.WaitGroup.recheck", "unchanged"): SHARED_13,
    RuleName("sync.WaitGroup.recheck", "misuse"): SHARED_13,
    RuleName("sync.WaitGroup.wake", "wake"): frozenset(["sync.WaitGroup.Wait", "sync.WaitGroup.wake"]),
    RuleName("sync.WaitGroup.look", "zero"): SHARED_12,
    RuleName("sync.WaitGroup.look", "first"): SHARED_14,
    RuleName("sync.WaitGroup.look", "more"): SHARED_14,
    RuleName("sync.WaitGroup.sleep", "woken"): SHARED_15,
    RuleName("sync.WaitGroup.sleep", "reused"): SHARED_15,
    RuleName("sync.Cond.Wait", "notified"): frozenset(["sync.Cond.Wait"]),
    RuleName("atomic.load", "load"): frozenset(["atomic.load"]),
    RuleName("atomic.cas", "failed"): frozenset(["atomic.load"]),
    RuleName("time.Sleep", "wake"): frozenset(
        ["alarm.fire", "chan.recv", "chan.recv?", "time.Sleep", "timer.arm", "timer.rearm"]
    ),
    RuleName("alarm.fire", "fire"): SHARED_3,
    RuleName("alarm.fire", "again"): frozenset(["time.Sleep"]),
    RuleName("alarm.await", "come"): frozenset(["time.Sleep", "timer.arm", "timer.rearm"]),
    RuleName("alarm.await", "again"): SHARED_16,
    RuleName("alarm.set", "set"): frozenset(["time.Sleep"]),
    RuleName("timer.arm", "arm"): frozenset(["time.Sleep"]),
    RuleName("timer.rearm", "rearm"): frozenset(["time.Sleep"]),
    RuleName("context.finish", "again"): SHARED_17,
    RuleName("context.look", "alive"): frozenset(["context.look"]),
    RuleName("context.look", "cancelled"): frozenset(["context.look"]),
    RuleName("check.Blocking", "return"): SHARED_18,
    RuleName("runtime.Gosched", "continue"): SHARED_18,
    RuleName("runtime.NumGoroutine", "count"): SHARED_18,
    RuleName("os.Exit", "exit"): SHARED_18,
    RuleName("print", "print"): SHARED_18,
    RuleName("testing.fail", "fail"): SHARED_18,
    RuleName("testing.fail", "continue"): SHARED_18,
    RuleName("go", "start"): SHARED_18,
    RuleName("go nil", "nil"): SHARED_18,
    RuleName("memory.access", "access"): SHARED_18,
}
NOT_ENABLED = {
    RuleName("chan.send", "closed"): SHARED_2,
    RuleName("chan.send", "buffer"): frozenset(["chan.close", "chan.len", "chan.recv?", "chan.send", "chan.send?"]),
    RuleName("chan.send", "hand over"): SHARED_1,
    RuleName("chan.send", ""): frozenset(["chan.close", "chan.len", "chan.recv", "chan.recv?", "chan.send?"]),
    RuleName("chan.recv", "buffer"): SHARED_19,
    RuleName("chan.recv", "closed"): SHARED_19,
    RuleName("chan.recv", "timer"): SHARED_20,
    RuleName("chan.recv", "ticker"): SHARED_20,
    RuleName("chan.recv", ""): SHARED_20,
    RuleName("chan.close", "nil"): SHARED_1,
    RuleName("chan.close", "again"): SHARED_2,
    RuleName("chan.close", "close"): SHARED_1,
    RuleName("chan.len", "nil"): SHARED_1,
    RuleName("chan.len", "length"): SHARED_1,
    RuleName("sync.Mutex.Lock", "lock"): SHARED_5,
    RuleName("sync.Mutex.TryLock", "free"): SHARED_5,
    RuleName("sync.Mutex.TryLock", "held"): frozenset(["sync.Mutex.Unlock"]),
    RuleName("sync.Mutex.Unlock", "unlock"): frozenset(["sync.Mutex.Unlock"]),
    RuleName("sync.Mutex.Unlock", "not locked"): SHARED_5,
    RuleName("sync.RWMutex.RLock", "enter"): SHARED_7,
    RuleName("sync.RWMutex.TryRLock", "free"): SHARED_7,
    RuleName("sync.RWMutex.TryRLock", "refused"): SHARED_11,
    RuleName("sync.RWMutex.RUnlock", "leave"): SHARED_8,
    RuleName("sync.RWMutex.RUnlock", "no reader"): frozenset(
        [
            "sync.RWMutex.RLock",
            "sync.RWMutex.TryLock",
            "sync.RWMutex.TryRLock",
            "sync.RWMutex.Unlock",
            "sync.RWMutex.announce",
            "sync.RWMutex.drain",
        ]
    ),
    RuleName("sync.RWMutex.announce", "announce"): SHARED_7,
    RuleName("sync.RWMutex.drain", "alone"): frozenset(
        ["sync.RWMutex.TryLock", "sync.RWMutex.Unlock", "sync.RWMutex.announce", "sync.RWMutex.drain"]
    ),
    RuleName("sync.RWMutex.TryLock", "free"): SHARED_10,
    RuleName("sync.RWMutex.TryLock", "held"): frozenset(
        ["sync.RWMutex.RUnlock", "sync.RWMutex.Unlock", "sync.RWMutex.drain"]
    ),
    RuleName("sync.RWMutex.Unlock", "unlock"): SHARED_11,
    RuleName("sync.RWMutex.Unlock", "no writer"): SHARED_7,
    RuleName("sync.WaitGroup.Add", "negative"): SHARED_13,
    RuleName("sync.WaitGroup.Add", "first"): SHARED_13,
    RuleName("sync.WaitGroup.Add", "add"): SHARED_13,
    RuleName("sync.WaitGroup.Add", "done"): SHARED_21,
    RuleName("sync.WaitGroup.Add", "suspect"): SHARED_13,
    RuleName("sync.WaitGroup.Done", "negative"): SHARED_13,
    RuleName("sync.WaitGroup.Done", "done"): SHARED_21,
    RuleName("sync.WaitGroup.Wait", "zero"): SHARED_13,
    RuleName("sync.WaitGroup.count", "negative"): SHARED_13,
    RuleName("sync.WaitGroup.count", "misuse"): SHARED_12,
    RuleName("sync.WaitGroup.count", "first"): SHARED_13,
    RuleName("sync.WaitGroup.count", "add"): SHARED_13,
    RuleName("sync.WaitGroup.count", "done"): frozenset(
        [
            "sync.WaitGroup.Done",
            "sync.WaitGroup.Wait",
            "sync.WaitGroup.recheck",
            "sync.WaitGroup.sleep",
            "sync.WaitGroup.wake",
        ]
    ),
    RuleName("sync.WaitGroup.count", "last"): SHARED_22,
    RuleName("sync.WaitGroup.recheck", "unchanged"): SHARED_13,
    RuleName("sync.WaitGroup.recheck", "misuse"): SHARED_13,
    RuleName("sync.WaitGroup.wake", "wake"): SHARED_23,
    RuleName("sync.WaitGroup.look", "zero"): SHARED_13,
    RuleName("sync.WaitGroup.look", "first"): SHARED_22,
    RuleName("sync.WaitGroup.look", "more"): SHARED_22,
    RuleName("sync.WaitGroup.sleep", "woken"): SHARED_13,
    RuleName("sync.WaitGroup.sleep", "reused"): SHARED_12,
    RuleName("sync.Cond.Wait", "notified"): frozenset(["sync.Cond.Wait"]),
    RuleName("atomic.load", "load"): SHARED_24,
    RuleName("atomic.store", "store"): SHARED_24,
    RuleName("atomic.swap", "swap"): SHARED_24,
    RuleName("atomic.cas", "swapped"): SHARED_25,
    RuleName("atomic.cas", "failed"): SHARED_25,
    RuleName("atomic.add", "add"): SHARED_24,
    RuleName("atomic.and", "and"): SHARED_24,
    RuleName("atomic.or", "or"): SHARED_24,
    RuleName("sync.gate", "pass"): SHARED_24,
    RuleName("time.Sleep", "wake"): SHARED_26,
    RuleName("alarm.fire", "fire"): SHARED_19,
    RuleName("alarm.fire", "again"): SHARED_19,
    RuleName("alarm.await", "come"): SHARED_16,
    RuleName("alarm.await", "again"): SHARED_16,
    RuleName("alarm.set", "set"): frozenset(
        ["alarm.await", "alarm.fire", "alarm.set", "time.Sleep", "timer.arm", "timer.rearm"]
    ),
    RuleName("timer.arm", "arm"): SHARED_19,
    RuleName("timer.rearm", "rearm"): SHARED_19,
    RuleName("clock.pass", "pass"): SHARED_26,
    RuleName("clock.rest", "rest"): SHARED_27,
    RuleName("clock.calm", "calm"): SHARED_27,
    RuleName("context.finish", "cancel"): SHARED_17,
    RuleName("context.finish", "again"): frozenset(["context.look"]),
    RuleName("context.look", "alive"): SHARED_17,
    RuleName("context.look", "cancelled"): frozenset(["context.look"]),
    RuleName("check.Blocking", "return"): SHARED_18,
    RuleName("runtime.Gosched", "continue"): SHARED_18,
    RuleName("runtime.NumGoroutine", "count"): SHARED_18,
    RuleName("os.Exit", "exit"): SHARED_18,
    RuleName("print", "print"): SHARED_18,
    RuleName("testing.fail", "fail"): SHARED_18,
    RuleName("testing.fail", "continue"): SHARED_18,
    RuleName("go", "start"): SHARED_18,
    RuleName("go nil", "nil"): SHARED_18,
    RuleName("memory.access", "access"): SHARED_18,
}
# besides, as long as no excluded rule is possible:
UNDISTURBED_THEN = {
    RuleName("chan.close", "close"): frozenset(["chan.close"]),
    RuleName("sync.Mutex.Unlock", "unlock"): frozenset(["sync.Mutex.Unlock"]),
    RuleName("sync.Mutex.Unlock", "not locked"): SHARED_5,
    RuleName("sync.RWMutex.RUnlock", "leave"): frozenset(["sync.RWMutex.RUnlock"]),
    RuleName("sync.RWMutex.RUnlock", "no reader"): frozenset(["sync.RWMutex.RLock", "sync.RWMutex.TryRLock"]),
    RuleName("sync.RWMutex.Unlock", "unlock"): frozenset(["sync.RWMutex.Unlock"]),
    RuleName("sync.RWMutex.Unlock", "no writer"): frozenset(["sync.RWMutex.TryLock", "sync.RWMutex.announce"]),
    RuleName("sync.WaitGroup.Add", "negative"): SHARED_23,
    RuleName("sync.WaitGroup.Add", "done"): frozenset(["sync.WaitGroup.Done"]),
    RuleName("sync.WaitGroup.Add", "suspect"): frozenset(["sync.WaitGroup.Done"]),
    RuleName("sync.WaitGroup.Done", "negative"): frozenset(
        [
            "sync.WaitGroup.Add",
            "sync.WaitGroup.Wait",
            "sync.WaitGroup.count",
            "sync.WaitGroup.look",
            "sync.WaitGroup.recheck",
            "sync.WaitGroup.sleep",
            "sync.WaitGroup.wake",
        ]
    ),
    RuleName("sync.WaitGroup.Done", "done"): frozenset(["sync.WaitGroup.Done"]),
    RuleName("sync.WaitGroup.Wait", "zero"): frozenset(["sync.WaitGroup.Done"]),
    RuleName("sync.WaitGroup.count", "negative"): SHARED_23,
    RuleName("sync.WaitGroup.count", "misuse"): frozenset(
        [
            "sync.WaitGroup.Add",
            "sync.WaitGroup.Done",
            "sync.WaitGroup.Wait",
            "sync.WaitGroup.count",
            "sync.WaitGroup.look",
            "sync.WaitGroup.recheck",
            "sync.WaitGroup.wake",
        ]
    ),
    RuleName("sync.WaitGroup.count", "last"): frozenset(["sync.WaitGroup.Done", "sync.WaitGroup.sleep"]),
    RuleName("sync.WaitGroup.recheck", "unchanged"): frozenset(["sync.WaitGroup.Done"]),
    RuleName("sync.WaitGroup.recheck", "misuse"): frozenset(
        ["sync.WaitGroup.Add", "sync.WaitGroup.Done", "sync.WaitGroup.count", "sync.WaitGroup.wake"]
    ),
    RuleName("sync.WaitGroup.look", "zero"): frozenset(["sync.WaitGroup.Done"]),
    RuleName("sync.WaitGroup.sleep", "woken"): frozenset(["sync.WaitGroup.Done"]),
    RuleName("sync.WaitGroup.sleep", "reused"): frozenset(
        [
            "sync.WaitGroup.Add",
            "sync.WaitGroup.Done",
            "sync.WaitGroup.count",
            "sync.WaitGroup.sleep",
            "sync.WaitGroup.wake",
        ]
    ),
}
NOT_ENABLED_THEN = {
    RuleName("chan.close", "again"): frozenset(["chan.close"]),
    RuleName("sync.Mutex.Unlock", "not locked"): frozenset(["sync.Mutex.Unlock"]),
    RuleName("sync.RWMutex.RUnlock", "no reader"): frozenset(["sync.RWMutex.RUnlock"]),
    RuleName("sync.RWMutex.Unlock", "no writer"): frozenset(["sync.RWMutex.Unlock"]),
    RuleName("sync.WaitGroup.Add", "negative"): SHARED_28,
    RuleName("sync.WaitGroup.Add", "add"): frozenset(["sync.WaitGroup.Done"]),
    RuleName("sync.WaitGroup.Done", "negative"): SHARED_28,
    RuleName("sync.WaitGroup.count", "negative"): SHARED_28,
    RuleName("sync.WaitGroup.count", "add"): frozenset(["sync.WaitGroup.Done"]),
    RuleName("sync.WaitGroup.recheck", "misuse"): frozenset(["sync.WaitGroup.Done"]),
    RuleName("sync.WaitGroup.look", "first"): frozenset(["sync.WaitGroup.Done"]),
    RuleName("sync.WaitGroup.look", "more"): frozenset(["sync.WaitGroup.Done", "sync.WaitGroup.count"]),
    RuleName("sync.WaitGroup.sleep", "reused"): frozenset(["sync.WaitGroup.Done"]),
}
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

INDEPENDENCE = Independence(
    Relations(UNDISTURBED, NOT_ENABLED), Relations(UNDISTURBED_THEN, NOT_ENABLED_THEN), EXCLUDED
)
