"""Which rules leave each other alone. Written by `python -m chancheck.semantics.proofs`; do not edit."""

from __future__ import annotations

from chancheck.program.independence import Independence, Relations, RuleName

UNDISTURBED = {
    RuleName("chan.send", "closed"): frozenset(
        ["chan.close", "chan.len", "chan.recv", "chan.recv?", "chan.send", "chan.send?"]
    ),
    RuleName("chan.send", "buffer"): frozenset(["chan.recv", "chan.send?"]),
    RuleName("chan.send", "hand over"): frozenset(["chan.len", "chan.recv", "chan.recv?", "chan.send", "chan.send?"]),
    RuleName("chan.send", ""): frozenset(["chan.len", "chan.recv?", "chan.send", "chan.send?"]),
    RuleName("chan.recv", "buffer"): frozenset(["chan.recv?", "time.Sleep", "timer.arm", "timer.rearm"]),
    RuleName("chan.recv", "closed"): frozenset(["chan.recv?", "time.Sleep", "timer.arm", "timer.rearm"]),
    RuleName("chan.recv", "timer"): frozenset(["chan.recv?", "time.Sleep"]),
    RuleName("chan.recv", "ticker"): frozenset(["time.Sleep"]),
    RuleName("chan.recv", ""): frozenset(["chan.recv?", "time.Sleep"]),
    RuleName("chan.close", "nil"): frozenset(
        ["chan.close", "chan.len", "chan.recv", "chan.recv?", "chan.send", "chan.send?"]
    ),
    RuleName("chan.close", "again"): frozenset(
        ["chan.close", "chan.len", "chan.recv", "chan.recv?", "chan.send", "chan.send?"]
    ),
    RuleName("chan.close", "close"): frozenset(["chan.len", "chan.recv"]),
    RuleName("chan.len", "nil"): frozenset(
        ["chan.close", "chan.len", "chan.recv", "chan.recv?", "chan.send", "chan.send?"]
    ),
    RuleName("chan.len", "length"): frozenset(["chan.close", "chan.len", "chan.recv?", "chan.send?"]),
    RuleName("sync.Mutex.TryLock", "held"): frozenset(["sync.Mutex.Lock", "sync.Mutex.TryLock"]),
    RuleName("sync.Mutex.Unlock", "unlock"): frozenset(["sync.Mutex.Lock"]),
    RuleName("sync.Mutex.Unlock", "not locked"): frozenset(["sync.Mutex.Unlock"]),
    RuleName("sync.RWMutex.RLock", "enter"): frozenset(
        ["sync.RWMutex.RLock", "sync.RWMutex.TryRLock", "sync.RWMutex.Unlock"]
    ),
    RuleName("sync.RWMutex.TryRLock", "free"): frozenset(
        ["sync.RWMutex.RLock", "sync.RWMutex.TryRLock", "sync.RWMutex.Unlock"]
    ),
    RuleName("sync.RWMutex.TryRLock", "refused"): frozenset(
        [
            "sync.RWMutex.RLock",
            "sync.RWMutex.RUnlock",
            "sync.RWMutex.TryLock",
            "sync.RWMutex.TryRLock",
            "sync.RWMutex.announce",
            "sync.RWMutex.drain",
        ]
    ),
    RuleName("sync.RWMutex.RUnlock", "leave"): frozenset(
        [
            "sync.RWMutex.RLock",
            "sync.RWMutex.TryRLock",
            "sync.RWMutex.Unlock",
            "sync.RWMutex.announce",
            "sync.RWMutex.drain",
        ]
    ),
    RuleName("sync.RWMutex.RUnlock", "no reader"): frozenset(
        [
            "sync.RWMutex.RUnlock",
            "sync.RWMutex.TryLock",
            "sync.RWMutex.Unlock",
            "sync.RWMutex.announce",
            "sync.RWMutex.drain",
        ]
    ),
    RuleName("sync.RWMutex.announce", "announce"): frozenset(["sync.RWMutex.RUnlock", "sync.RWMutex.drain"]),
    RuleName("sync.RWMutex.drain", "alone"): frozenset(
        [
            "sync.RWMutex.RUnlock",
            "sync.RWMutex.TryLock",
            "sync.RWMutex.Unlock",
            "sync.RWMutex.announce",
            "sync.RWMutex.drain",
        ]
    ),
    RuleName("sync.RWMutex.TryLock", "free"): frozenset(["sync.RWMutex.RUnlock", "sync.RWMutex.drain"]),
    RuleName("sync.RWMutex.TryLock", "held"): frozenset(
        ["sync.RWMutex.TryLock", "sync.RWMutex.announce", "sync.RWMutex.drain"]
    ),
    RuleName("sync.RWMutex.Unlock", "unlock"): frozenset(
        ["sync.RWMutex.RLock", "sync.RWMutex.RUnlock", "sync.RWMutex.announce", "sync.RWMutex.drain"]
    ),
    RuleName("sync.RWMutex.Unlock", "no writer"): frozenset(
        [
            "sync.RWMutex.RLock",
            "sync.RWMutex.RUnlock",
            "sync.RWMutex.TryRLock",
            "sync.RWMutex.Unlock",
            "sync.RWMutex.drain",
        ]
    ),
    RuleName("sync.WaitGroup.Add", "add"): frozenset(["sync.WaitGroup.Wait"]),
    RuleName("sync.WaitGroup.Add", "done"): frozenset(["sync.WaitGroup.Wait"]),
    RuleName("sync.WaitGroup.Add", "suspect"): frozenset(
        [
            "sync.WaitGroup.Wait",
            "sync.WaitGroup.look",
            "sync.WaitGroup.recheck",
            "sync.WaitGroup.sleep",
            "sync.WaitGroup.wake",
        ]
    ),
    RuleName("sync.WaitGroup.Done", "negative"): frozenset(["sync.WaitGroup.Done"]),
    RuleName("sync.WaitGroup.Done", "done"): frozenset(["sync.WaitGroup.Wait"]),
    RuleName("sync.WaitGroup.Wait", "zero"): frozenset(
        [
            "sync.WaitGroup.Wait",
            "sync.WaitGroup.look",
            "sync.WaitGroup.recheck",
            "sync.WaitGroup.sleep",
            "sync.WaitGroup.wake",
        ]
    ),
    RuleName("sync.WaitGroup.count", "misuse"): frozenset(["sync.WaitGroup.sleep"]),
    RuleName("sync.WaitGroup.count", "add"): frozenset(["sync.WaitGroup.Wait"]),
    RuleName("sync.WaitGroup.count", "done"): frozenset(["sync.WaitGroup.Wait"]),
    RuleName("sync.WaitGroup.count", "last"): frozenset(["sync.WaitGroup.Wait"]),
    RuleName("sync.WaitGroup.recheck", "unchanged"): frozenset(
        ["sync.WaitGroup.Wait", "sync.WaitGroup.look", "sync.WaitGroup.recheck", "sync.WaitGroup.sleep"]
    ),
    RuleName("sync.WaitGroup.recheck", "misuse"): frozenset(
        ["sync.WaitGroup.Wait", "sync.WaitGroup.look", "sync.WaitGroup.recheck", "sync.WaitGroup.sleep"]
    ),
    RuleName("sync.WaitGroup.wake", "wake"): frozenset(["sync.WaitGroup.Wait", "sync.WaitGroup.wake"]),
    RuleName("sync.WaitGroup.look", "zero"): frozenset(
        [
            "sync.WaitGroup.Wait",
            "sync.WaitGroup.look",
            "sync.WaitGroup.recheck",
            "sync.WaitGroup.sleep",
            "sync.WaitGroup.wake",
        ]
    ),
    RuleName("sync.WaitGroup.look", "first"): frozenset(
        ["sync.WaitGroup.Wait", "sync.WaitGroup.recheck", "sync.WaitGroup.sleep"]
    ),
    RuleName("sync.WaitGroup.look", "more"): frozenset(
        ["sync.WaitGroup.Wait", "sync.WaitGroup.recheck", "sync.WaitGroup.sleep"]
    ),
    RuleName("sync.WaitGroup.sleep", "woken"): frozenset(
        ["sync.WaitGroup.Wait", "sync.WaitGroup.look", "sync.WaitGroup.recheck"]
    ),
    RuleName("sync.WaitGroup.sleep", "reused"): frozenset(
        ["sync.WaitGroup.Wait", "sync.WaitGroup.look", "sync.WaitGroup.recheck"]
    ),
    RuleName("sync.Cond.Wait", "notified"): frozenset(["sync.Cond.Wait"]),
    RuleName("atomic.load", "load"): frozenset(["atomic.load"]),
    RuleName("atomic.cas", "failed"): frozenset(["atomic.load"]),
    RuleName("time.Sleep", "wake"): frozenset(
        ["alarm.fire", "chan.recv", "chan.recv?", "time.Sleep", "timer.arm", "timer.rearm"]
    ),
    RuleName("alarm.fire", "fire"): frozenset(["chan.recv?", "time.Sleep", "timer.arm", "timer.rearm"]),
    RuleName("alarm.fire", "again"): frozenset(["time.Sleep"]),
    RuleName("alarm.await", "come"): frozenset(["time.Sleep", "timer.arm", "timer.rearm"]),
    RuleName("alarm.set", "set"): frozenset(["time.Sleep"]),
    RuleName("timer.arm", "arm"): frozenset(["time.Sleep"]),
    RuleName("timer.rearm", "rearm"): frozenset(["time.Sleep"]),
    RuleName("context.finish", "again"): frozenset(["context.finish", "context.look"]),
    RuleName("context.look", "alive"): frozenset(["context.look"]),
    RuleName("context.look", "cancelled"): frozenset(["context.look"]),
    RuleName("check.Blocking", "return"): frozenset(
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
    ),
    RuleName("runtime.Gosched", "go on"): frozenset(
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
    ),
    RuleName("runtime.NumGoroutine", "count"): frozenset(
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
    ),
    RuleName("os.Exit", "exit"): frozenset(
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
    ),
    RuleName("print", "print"): frozenset(
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
    ),
    RuleName("testing.fail", "tell"): frozenset(
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
    ),
    RuleName("testing.fail", "go on"): frozenset(
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
    ),
    RuleName("go", "start"): frozenset(
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
    ),
    RuleName("go nil", "nil"): frozenset(
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
    ),
    RuleName("memory.access", "access"): frozenset(
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
    ),
}
NOT_ENABLED = {
    RuleName("chan.send", "closed"): frozenset(["chan.len", "chan.recv", "chan.recv?", "chan.send", "chan.send?"]),
    RuleName("chan.send", "buffer"): frozenset(["chan.close", "chan.len", "chan.recv?", "chan.send", "chan.send?"]),
    RuleName("chan.send", "hand over"): frozenset(
        ["chan.close", "chan.len", "chan.recv", "chan.recv?", "chan.send", "chan.send?"]
    ),
    RuleName("chan.send", ""): frozenset(["chan.close", "chan.len", "chan.recv", "chan.recv?", "chan.send?"]),
    RuleName("chan.recv", "buffer"): frozenset(["chan.recv?", "clock.pass", "time.Sleep", "timer.arm", "timer.rearm"]),
    RuleName("chan.recv", "closed"): frozenset(["chan.recv?", "clock.pass", "time.Sleep", "timer.arm", "timer.rearm"]),
    RuleName("chan.recv", "timer"): frozenset(["chan.recv?", "clock.pass", "time.Sleep"]),
    RuleName("chan.recv", "ticker"): frozenset(["chan.recv?", "clock.pass", "time.Sleep"]),
    RuleName("chan.recv", ""): frozenset(["chan.recv?", "clock.pass", "time.Sleep"]),
    RuleName("chan.close", "nil"): frozenset(
        ["chan.close", "chan.len", "chan.recv", "chan.recv?", "chan.send", "chan.send?"]
    ),
    RuleName("chan.close", "again"): frozenset(["chan.len", "chan.recv", "chan.recv?", "chan.send", "chan.send?"]),
    RuleName("chan.close", "close"): frozenset(
        ["chan.close", "chan.len", "chan.recv", "chan.recv?", "chan.send", "chan.send?"]
    ),
    RuleName("chan.len", "nil"): frozenset(
        ["chan.close", "chan.len", "chan.recv", "chan.recv?", "chan.send", "chan.send?"]
    ),
    RuleName("chan.len", "length"): frozenset(
        ["chan.close", "chan.len", "chan.recv", "chan.recv?", "chan.send", "chan.send?"]
    ),
    RuleName("sync.Mutex.Lock", "lock"): frozenset(["sync.Mutex.Lock", "sync.Mutex.TryLock"]),
    RuleName("sync.Mutex.TryLock", "free"): frozenset(["sync.Mutex.Lock", "sync.Mutex.TryLock"]),
    RuleName("sync.Mutex.TryLock", "held"): frozenset(["sync.Mutex.Unlock"]),
    RuleName("sync.Mutex.Unlock", "unlock"): frozenset(["sync.Mutex.Unlock"]),
    RuleName("sync.Mutex.Unlock", "not locked"): frozenset(["sync.Mutex.Lock", "sync.Mutex.TryLock"]),
    RuleName("sync.RWMutex.RLock", "enter"): frozenset(
        [
            "sync.RWMutex.RLock",
            "sync.RWMutex.RUnlock",
            "sync.RWMutex.TryLock",
            "sync.RWMutex.TryRLock",
            "sync.RWMutex.announce",
            "sync.RWMutex.drain",
        ]
    ),
    RuleName("sync.RWMutex.TryRLock", "free"): frozenset(
        [
            "sync.RWMutex.RLock",
            "sync.RWMutex.RUnlock",
            "sync.RWMutex.TryLock",
            "sync.RWMutex.TryRLock",
            "sync.RWMutex.announce",
            "sync.RWMutex.drain",
        ]
    ),
    RuleName("sync.RWMutex.TryRLock", "refused"): frozenset(
        [
            "sync.RWMutex.RLock",
            "sync.RWMutex.RUnlock",
            "sync.RWMutex.TryRLock",
            "sync.RWMutex.Unlock",
            "sync.RWMutex.drain",
        ]
    ),
    RuleName("sync.RWMutex.RUnlock", "leave"): frozenset(
        [
            "sync.RWMutex.RUnlock",
            "sync.RWMutex.TryLock",
            "sync.RWMutex.Unlock",
            "sync.RWMutex.announce",
            "sync.RWMutex.drain",
        ]
    ),
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
    RuleName("sync.RWMutex.announce", "announce"): frozenset(
        [
            "sync.RWMutex.RLock",
            "sync.RWMutex.RUnlock",
            "sync.RWMutex.TryLock",
            "sync.RWMutex.TryRLock",
            "sync.RWMutex.announce",
            "sync.RWMutex.drain",
        ]
    ),
    RuleName("sync.RWMutex.drain", "alone"): frozenset(
        ["sync.RWMutex.TryLock", "sync.RWMutex.Unlock", "sync.RWMutex.announce", "sync.RWMutex.drain"]
    ),
    RuleName("sync.RWMutex.TryLock", "free"): frozenset(
        ["sync.RWMutex.TryLock", "sync.RWMutex.announce", "sync.RWMutex.drain"]
    ),
    RuleName("sync.RWMutex.TryLock", "held"): frozenset(
        ["sync.RWMutex.RUnlock", "sync.RWMutex.Unlock", "sync.RWMutex.drain"]
    ),
    RuleName("sync.RWMutex.Unlock", "unlock"): frozenset(
        [
            "sync.RWMutex.RLock",
            "sync.RWMutex.RUnlock",
            "sync.RWMutex.TryRLock",
            "sync.RWMutex.Unlock",
            "sync.RWMutex.drain",
        ]
    ),
    RuleName("sync.RWMutex.Unlock", "no writer"): frozenset(
        [
            "sync.RWMutex.RLock",
            "sync.RWMutex.RUnlock",
            "sync.RWMutex.TryLock",
            "sync.RWMutex.TryRLock",
            "sync.RWMutex.announce",
            "sync.RWMutex.drain",
        ]
    ),
    RuleName("sync.WaitGroup.Add", "negative"): frozenset(
        ["sync.WaitGroup.Wait", "sync.WaitGroup.look", "sync.WaitGroup.recheck", "sync.WaitGroup.sleep"]
    ),
    RuleName("sync.WaitGroup.Add", "first"): frozenset(
        ["sync.WaitGroup.Wait", "sync.WaitGroup.look", "sync.WaitGroup.recheck", "sync.WaitGroup.sleep"]
    ),
    RuleName("sync.WaitGroup.Add", "add"): frozenset(
        ["sync.WaitGroup.Wait", "sync.WaitGroup.look", "sync.WaitGroup.recheck", "sync.WaitGroup.sleep"]
    ),
    RuleName("sync.WaitGroup.Add", "done"): frozenset(
        [
            "sync.WaitGroup.Done",
            "sync.WaitGroup.Wait",
            "sync.WaitGroup.look",
            "sync.WaitGroup.recheck",
            "sync.WaitGroup.sleep",
            "sync.WaitGroup.wake",
        ]
    ),
    RuleName("sync.WaitGroup.Add", "suspect"): frozenset(
        ["sync.WaitGroup.Wait", "sync.WaitGroup.look", "sync.WaitGroup.recheck", "sync.WaitGroup.sleep"]
    ),
    RuleName("sync.WaitGroup.Done", "negative"): frozenset(
        ["sync.WaitGroup.Wait", "sync.WaitGroup.look", "sync.WaitGroup.recheck", "sync.WaitGroup.sleep"]
    ),
    RuleName("sync.WaitGroup.Done", "done"): frozenset(
        [
            "sync.WaitGroup.Done",
            "sync.WaitGroup.Wait",
            "sync.WaitGroup.look",
            "sync.WaitGroup.recheck",
            "sync.WaitGroup.sleep",
            "sync.WaitGroup.wake",
        ]
    ),
    RuleName("sync.WaitGroup.Wait", "zero"): frozenset(
        ["sync.WaitGroup.Wait", "sync.WaitGroup.look", "sync.WaitGroup.recheck", "sync.WaitGroup.sleep"]
    ),
    RuleName("sync.WaitGroup.count", "negative"): frozenset(
        ["sync.WaitGroup.Wait", "sync.WaitGroup.look", "sync.WaitGroup.recheck", "sync.WaitGroup.sleep"]
    ),
    RuleName("sync.WaitGroup.count", "misuse"): frozenset(
        [
            "sync.WaitGroup.Wait",
            "sync.WaitGroup.look",
            "sync.WaitGroup.recheck",
            "sync.WaitGroup.sleep",
            "sync.WaitGroup.wake",
        ]
    ),
    RuleName("sync.WaitGroup.count", "first"): frozenset(
        ["sync.WaitGroup.Wait", "sync.WaitGroup.look", "sync.WaitGroup.recheck", "sync.WaitGroup.sleep"]
    ),
    RuleName("sync.WaitGroup.count", "add"): frozenset(
        ["sync.WaitGroup.Wait", "sync.WaitGroup.look", "sync.WaitGroup.recheck", "sync.WaitGroup.sleep"]
    ),
    RuleName("sync.WaitGroup.count", "done"): frozenset(
        [
            "sync.WaitGroup.Done",
            "sync.WaitGroup.Wait",
            "sync.WaitGroup.recheck",
            "sync.WaitGroup.sleep",
            "sync.WaitGroup.wake",
        ]
    ),
    RuleName("sync.WaitGroup.count", "last"): frozenset(
        ["sync.WaitGroup.Wait", "sync.WaitGroup.recheck", "sync.WaitGroup.sleep", "sync.WaitGroup.wake"]
    ),
    RuleName("sync.WaitGroup.recheck", "unchanged"): frozenset(
        ["sync.WaitGroup.Wait", "sync.WaitGroup.look", "sync.WaitGroup.recheck", "sync.WaitGroup.sleep"]
    ),
    RuleName("sync.WaitGroup.recheck", "misuse"): frozenset(
        ["sync.WaitGroup.Wait", "sync.WaitGroup.look", "sync.WaitGroup.recheck", "sync.WaitGroup.sleep"]
    ),
    RuleName("sync.WaitGroup.wake", "wake"): frozenset(
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
    ),
    RuleName("sync.WaitGroup.look", "zero"): frozenset(
        ["sync.WaitGroup.Wait", "sync.WaitGroup.look", "sync.WaitGroup.recheck", "sync.WaitGroup.sleep"]
    ),
    RuleName("sync.WaitGroup.look", "first"): frozenset(
        ["sync.WaitGroup.Wait", "sync.WaitGroup.recheck", "sync.WaitGroup.sleep", "sync.WaitGroup.wake"]
    ),
    RuleName("sync.WaitGroup.look", "more"): frozenset(
        ["sync.WaitGroup.Wait", "sync.WaitGroup.recheck", "sync.WaitGroup.sleep", "sync.WaitGroup.wake"]
    ),
    RuleName("sync.WaitGroup.sleep", "woken"): frozenset(
        ["sync.WaitGroup.Wait", "sync.WaitGroup.look", "sync.WaitGroup.recheck", "sync.WaitGroup.sleep"]
    ),
    RuleName("sync.WaitGroup.sleep", "reused"): frozenset(
        [
            "sync.WaitGroup.Wait",
            "sync.WaitGroup.look",
            "sync.WaitGroup.recheck",
            "sync.WaitGroup.sleep",
            "sync.WaitGroup.wake",
        ]
    ),
    RuleName("sync.Cond.Wait", "notified"): frozenset(["sync.Cond.Wait"]),
    RuleName("atomic.load", "load"): frozenset(
        [
            "atomic.add",
            "atomic.and",
            "atomic.cas",
            "atomic.load",
            "atomic.or",
            "atomic.store",
            "atomic.swap",
            "sync.gate",
        ]
    ),
    RuleName("atomic.store", "store"): frozenset(
        [
            "atomic.add",
            "atomic.and",
            "atomic.cas",
            "atomic.load",
            "atomic.or",
            "atomic.store",
            "atomic.swap",
            "sync.gate",
        ]
    ),
    RuleName("atomic.swap", "swap"): frozenset(
        [
            "atomic.add",
            "atomic.and",
            "atomic.cas",
            "atomic.load",
            "atomic.or",
            "atomic.store",
            "atomic.swap",
            "sync.gate",
        ]
    ),
    RuleName("atomic.cas", "swapped"): frozenset(["atomic.load", "sync.gate"]),
    RuleName("atomic.cas", "failed"): frozenset(["atomic.load", "sync.gate"]),
    RuleName("atomic.add", "add"): frozenset(
        [
            "atomic.add",
            "atomic.and",
            "atomic.cas",
            "atomic.load",
            "atomic.or",
            "atomic.store",
            "atomic.swap",
            "sync.gate",
        ]
    ),
    RuleName("atomic.and", "and"): frozenset(
        [
            "atomic.add",
            "atomic.and",
            "atomic.cas",
            "atomic.load",
            "atomic.or",
            "atomic.store",
            "atomic.swap",
            "sync.gate",
        ]
    ),
    RuleName("atomic.or", "or"): frozenset(
        [
            "atomic.add",
            "atomic.and",
            "atomic.cas",
            "atomic.load",
            "atomic.or",
            "atomic.store",
            "atomic.swap",
            "sync.gate",
        ]
    ),
    RuleName("sync.gate", "pass"): frozenset(
        [
            "atomic.add",
            "atomic.and",
            "atomic.cas",
            "atomic.load",
            "atomic.or",
            "atomic.store",
            "atomic.swap",
            "sync.gate",
        ]
    ),
    RuleName("time.Sleep", "wake"): frozenset(
        ["alarm.fire", "chan.recv", "chan.recv?", "clock.pass", "time.Sleep", "timer.arm", "timer.rearm"]
    ),
    RuleName("alarm.fire", "fire"): frozenset(["chan.recv?", "clock.pass", "time.Sleep", "timer.arm", "timer.rearm"]),
    RuleName("alarm.fire", "again"): frozenset(["chan.recv?", "clock.pass", "time.Sleep", "timer.arm", "timer.rearm"]),
    RuleName("alarm.await", "come"): frozenset(["alarm.await", "alarm.fire", "time.Sleep", "timer.arm", "timer.rearm"]),
    RuleName("alarm.set", "set"): frozenset(
        ["alarm.await", "alarm.fire", "alarm.set", "time.Sleep", "timer.arm", "timer.rearm"]
    ),
    RuleName("timer.arm", "arm"): frozenset(["chan.recv?", "clock.pass", "time.Sleep", "timer.arm", "timer.rearm"]),
    RuleName("timer.rearm", "rearm"): frozenset(["chan.recv?", "clock.pass", "time.Sleep", "timer.arm", "timer.rearm"]),
    RuleName("clock.pass", "pass"): frozenset(
        ["alarm.fire", "chan.recv", "chan.recv?", "clock.pass", "time.Sleep", "timer.arm", "timer.rearm"]
    ),
    RuleName("context.finish", "cancel"): frozenset(["context.finish", "context.look"]),
    RuleName("context.finish", "again"): frozenset(["context.look"]),
    RuleName("context.look", "alive"): frozenset(["context.finish", "context.look"]),
    RuleName("context.look", "cancelled"): frozenset(["context.look"]),
    RuleName("check.Blocking", "return"): frozenset(
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
    ),
    RuleName("runtime.Gosched", "go on"): frozenset(
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
    ),
    RuleName("runtime.NumGoroutine", "count"): frozenset(
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
    ),
    RuleName("os.Exit", "exit"): frozenset(
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
    ),
    RuleName("print", "print"): frozenset(
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
    ),
    RuleName("testing.fail", "tell"): frozenset(
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
    ),
    RuleName("testing.fail", "go on"): frozenset(
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
    ),
    RuleName("go", "start"): frozenset(
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
    ),
    RuleName("go nil", "nil"): frozenset(
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
    ),
    RuleName("memory.access", "access"): frozenset(
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
    ),
}
# besides, as long as no excluded rule is possible:
UNDISTURBED_THEN = {
    RuleName("chan.close", "close"): frozenset(["chan.close"]),
    RuleName("sync.Mutex.Unlock", "unlock"): frozenset(["sync.Mutex.Unlock"]),
    RuleName("sync.Mutex.Unlock", "not locked"): frozenset(["sync.Mutex.Lock", "sync.Mutex.TryLock"]),
    RuleName("sync.RWMutex.RUnlock", "leave"): frozenset(["sync.RWMutex.RUnlock"]),
    RuleName("sync.RWMutex.RUnlock", "no reader"): frozenset(["sync.RWMutex.RLock", "sync.RWMutex.TryRLock"]),
    RuleName("sync.RWMutex.Unlock", "unlock"): frozenset(["sync.RWMutex.Unlock"]),
    RuleName("sync.RWMutex.Unlock", "no writer"): frozenset(["sync.RWMutex.TryLock", "sync.RWMutex.announce"]),
    RuleName("sync.WaitGroup.Add", "negative"): frozenset(
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
    ),
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
    RuleName("sync.WaitGroup.count", "negative"): frozenset(
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
    ),
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
    RuleName("sync.WaitGroup.Add", "negative"): frozenset(
        ["sync.WaitGroup.Add", "sync.WaitGroup.Done", "sync.WaitGroup.count"]
    ),
    RuleName("sync.WaitGroup.Add", "add"): frozenset(["sync.WaitGroup.Done"]),
    RuleName("sync.WaitGroup.Done", "negative"): frozenset(
        ["sync.WaitGroup.Add", "sync.WaitGroup.Done", "sync.WaitGroup.count"]
    ),
    RuleName("sync.WaitGroup.count", "negative"): frozenset(
        ["sync.WaitGroup.Add", "sync.WaitGroup.Done", "sync.WaitGroup.count"]
    ),
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
