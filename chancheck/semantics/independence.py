"""Which rules leave each other alone. Written by `python -m chancheck.semantics.proofs`; do not edit."""

from __future__ import annotations

from chancheck.program.independence import Independence, RuleName

INDEPENDENCE = Independence(
    {
        RuleName("chan.send", "closed"): frozenset(
            ["chan.send", "chan.send?", "chan.recv", "chan.recv?", "chan.close", "chan.len"]
        ),
        RuleName("chan.send", "buffer"): frozenset(["chan.send?", "chan.recv"]),
        RuleName("chan.send", "hand over"): frozenset(
            ["chan.send", "chan.send?", "chan.recv", "chan.recv?", "chan.len"]
        ),
        RuleName("chan.send", ""): frozenset(["chan.send", "chan.send?", "chan.recv?", "chan.len"]),
        RuleName("chan.recv", "buffer"): frozenset(["time.Sleep", "timer.arm", "timer.rearm", "chan.recv?"]),
        RuleName("chan.recv", "closed"): frozenset(["time.Sleep", "timer.arm", "timer.rearm", "chan.recv?"]),
        RuleName("chan.recv", "timer"): frozenset(["time.Sleep", "chan.recv?"]),
        RuleName("chan.recv", "ticker"): frozenset(["time.Sleep"]),
        RuleName("chan.recv", ""): frozenset(["time.Sleep", "chan.recv?"]),
        RuleName("chan.close", "nil"): frozenset(
            ["chan.send", "chan.send?", "chan.recv", "chan.recv?", "chan.close", "chan.len"]
        ),
        RuleName("chan.close", "again"): frozenset(
            ["chan.send", "chan.send?", "chan.recv", "chan.recv?", "chan.close", "chan.len"]
        ),
        RuleName("chan.close", "close"): frozenset(["chan.recv", "chan.len"]),
        RuleName("chan.len", "nil"): frozenset(
            ["chan.send", "chan.send?", "chan.recv", "chan.recv?", "chan.close", "chan.len"]
        ),
        RuleName("chan.len", "length"): frozenset(["chan.send?", "chan.recv?", "chan.close", "chan.len"]),
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
                "sync.RWMutex.TryRLock",
                "sync.RWMutex.RUnlock",
                "sync.RWMutex.announce",
                "sync.RWMutex.drain",
                "sync.RWMutex.TryLock",
            ]
        ),
        RuleName("sync.RWMutex.RUnlock", "leave"): frozenset(
            [
                "sync.RWMutex.RLock",
                "sync.RWMutex.TryRLock",
                "sync.RWMutex.announce",
                "sync.RWMutex.drain",
                "sync.RWMutex.Unlock",
            ]
        ),
        RuleName("sync.RWMutex.RUnlock", "no reader"): frozenset(
            [
                "sync.RWMutex.RUnlock",
                "sync.RWMutex.announce",
                "sync.RWMutex.drain",
                "sync.RWMutex.TryLock",
                "sync.RWMutex.Unlock",
            ]
        ),
        RuleName("sync.RWMutex.announce", "announce"): frozenset(["sync.RWMutex.RUnlock", "sync.RWMutex.drain"]),
        RuleName("sync.RWMutex.drain", "alone"): frozenset(
            [
                "sync.RWMutex.RUnlock",
                "sync.RWMutex.announce",
                "sync.RWMutex.drain",
                "sync.RWMutex.TryLock",
                "sync.RWMutex.Unlock",
            ]
        ),
        RuleName("sync.RWMutex.TryLock", "free"): frozenset(["sync.RWMutex.RUnlock", "sync.RWMutex.drain"]),
        RuleName("sync.RWMutex.TryLock", "held"): frozenset(
            ["sync.RWMutex.announce", "sync.RWMutex.drain", "sync.RWMutex.TryLock"]
        ),
        RuleName("sync.RWMutex.Unlock", "unlock"): frozenset(
            ["sync.RWMutex.RLock", "sync.RWMutex.RUnlock", "sync.RWMutex.announce", "sync.RWMutex.drain"]
        ),
        RuleName("sync.RWMutex.Unlock", "no writer"): frozenset(
            [
                "sync.RWMutex.RLock",
                "sync.RWMutex.TryRLock",
                "sync.RWMutex.RUnlock",
                "sync.RWMutex.drain",
                "sync.RWMutex.Unlock",
            ]
        ),
        RuleName("sync.WaitGroup.Add", "add"): frozenset(["sync.WaitGroup.Wait"]),
        RuleName("sync.WaitGroup.Add", "done"): frozenset(["sync.WaitGroup.Wait"]),
        RuleName("sync.WaitGroup.Wait", "zero"): frozenset(["sync.WaitGroup.Wait"]),
        RuleName("sync.Cond.Wait", "notified"): frozenset(["sync.Cond.Wait"]),
        RuleName("atomic.load", "load"): frozenset(["atomic.load"]),
        RuleName("atomic.cas", "failed"): frozenset(["atomic.load"]),
        RuleName("time.Sleep", "wake"): frozenset(
            ["time.Sleep", "alarm.fire", "timer.arm", "timer.rearm", "chan.recv", "chan.recv?"]
        ),
        RuleName("alarm.fire", "fire"): frozenset(["time.Sleep", "timer.arm", "timer.rearm", "chan.recv?"]),
        RuleName("alarm.fire", "again"): frozenset(["time.Sleep"]),
        RuleName("alarm.await", "come"): frozenset(["time.Sleep", "timer.arm", "timer.rearm"]),
        RuleName("alarm.set", "set"): frozenset(["time.Sleep"]),
        RuleName("timer.arm", "arm"): frozenset(["time.Sleep"]),
        RuleName("timer.rearm", "rearm"): frozenset(["time.Sleep"]),
        RuleName("context.finish", "again"): frozenset(["context.finish", "context.look"]),
        RuleName("context.look", "alive"): frozenset(["context.look"]),
        RuleName("context.look", "cancelled"): frozenset(["context.look"]),
        RuleName("check.Blocking", "return"): frozenset(
            ["check.Blocking", "runtime.Gosched", "runtime.NumGoroutine", "os.Exit", "print", "go nil", "memory.access"]
        ),
        RuleName("runtime.Gosched", "go on"): frozenset(
            ["check.Blocking", "runtime.Gosched", "runtime.NumGoroutine", "os.Exit", "print", "go nil", "memory.access"]
        ),
        RuleName("runtime.NumGoroutine", "count"): frozenset(
            ["check.Blocking", "runtime.Gosched", "runtime.NumGoroutine", "os.Exit", "print", "go nil", "memory.access"]
        ),
        RuleName("os.Exit", "exit"): frozenset(
            ["check.Blocking", "runtime.Gosched", "runtime.NumGoroutine", "os.Exit", "print", "go nil", "memory.access"]
        ),
        RuleName("print", "print"): frozenset(
            ["check.Blocking", "runtime.Gosched", "runtime.NumGoroutine", "os.Exit", "print", "go nil", "memory.access"]
        ),
        RuleName("go nil", "nil"): frozenset(
            ["check.Blocking", "runtime.Gosched", "runtime.NumGoroutine", "os.Exit", "print", "go nil", "memory.access"]
        ),
        RuleName("memory.access", "access"): frozenset(
            ["check.Blocking", "runtime.Gosched", "runtime.NumGoroutine", "os.Exit", "print", "go nil", "memory.access"]
        ),
    },
    {
        RuleName("chan.send", "closed"): frozenset(["chan.send", "chan.send?", "chan.recv", "chan.recv?", "chan.len"]),
        RuleName("chan.send", "buffer"): frozenset(["chan.send", "chan.send?", "chan.recv?", "chan.close", "chan.len"]),
        RuleName("chan.send", "hand over"): frozenset(
            ["chan.send", "chan.send?", "chan.recv", "chan.recv?", "chan.close", "chan.len"]
        ),
        RuleName("chan.send", ""): frozenset(["chan.send?", "chan.recv", "chan.recv?", "chan.close", "chan.len"]),
        RuleName("chan.recv", "buffer"): frozenset(
            ["clock.pass", "time.Sleep", "timer.arm", "timer.rearm", "chan.recv?"]
        ),
        RuleName("chan.recv", "closed"): frozenset(
            ["clock.pass", "time.Sleep", "timer.arm", "timer.rearm", "chan.recv?"]
        ),
        RuleName("chan.recv", "timer"): frozenset(["clock.pass", "time.Sleep", "chan.recv?"]),
        RuleName("chan.recv", "ticker"): frozenset(["clock.pass", "time.Sleep", "chan.recv?"]),
        RuleName("chan.recv", ""): frozenset(["clock.pass", "time.Sleep", "chan.recv?"]),
        RuleName("chan.close", "nil"): frozenset(
            ["chan.send", "chan.send?", "chan.recv", "chan.recv?", "chan.close", "chan.len"]
        ),
        RuleName("chan.close", "again"): frozenset(["chan.send", "chan.send?", "chan.recv", "chan.recv?", "chan.len"]),
        RuleName("chan.close", "close"): frozenset(
            ["chan.send", "chan.send?", "chan.recv", "chan.recv?", "chan.close", "chan.len"]
        ),
        RuleName("chan.len", "nil"): frozenset(
            ["chan.send", "chan.send?", "chan.recv", "chan.recv?", "chan.close", "chan.len"]
        ),
        RuleName("chan.len", "length"): frozenset(
            ["chan.send", "chan.send?", "chan.recv", "chan.recv?", "chan.close", "chan.len"]
        ),
        RuleName("sync.Mutex.Lock", "lock"): frozenset(["sync.Mutex.Lock", "sync.Mutex.TryLock"]),
        RuleName("sync.Mutex.TryLock", "free"): frozenset(["sync.Mutex.Lock", "sync.Mutex.TryLock"]),
        RuleName("sync.Mutex.TryLock", "held"): frozenset(["sync.Mutex.Unlock"]),
        RuleName("sync.Mutex.Unlock", "unlock"): frozenset(["sync.Mutex.Unlock"]),
        RuleName("sync.Mutex.Unlock", "not locked"): frozenset(["sync.Mutex.Lock", "sync.Mutex.TryLock"]),
        RuleName("sync.RWMutex.RLock", "enter"): frozenset(
            [
                "sync.RWMutex.RLock",
                "sync.RWMutex.TryRLock",
                "sync.RWMutex.RUnlock",
                "sync.RWMutex.announce",
                "sync.RWMutex.drain",
                "sync.RWMutex.TryLock",
            ]
        ),
        RuleName("sync.RWMutex.TryRLock", "free"): frozenset(
            [
                "sync.RWMutex.RLock",
                "sync.RWMutex.TryRLock",
                "sync.RWMutex.RUnlock",
                "sync.RWMutex.announce",
                "sync.RWMutex.drain",
                "sync.RWMutex.TryLock",
            ]
        ),
        RuleName("sync.RWMutex.TryRLock", "refused"): frozenset(
            [
                "sync.RWMutex.RLock",
                "sync.RWMutex.TryRLock",
                "sync.RWMutex.RUnlock",
                "sync.RWMutex.drain",
                "sync.RWMutex.Unlock",
            ]
        ),
        RuleName("sync.RWMutex.RUnlock", "leave"): frozenset(
            [
                "sync.RWMutex.RUnlock",
                "sync.RWMutex.announce",
                "sync.RWMutex.drain",
                "sync.RWMutex.TryLock",
                "sync.RWMutex.Unlock",
            ]
        ),
        RuleName("sync.RWMutex.RUnlock", "no reader"): frozenset(
            [
                "sync.RWMutex.RLock",
                "sync.RWMutex.TryRLock",
                "sync.RWMutex.announce",
                "sync.RWMutex.drain",
                "sync.RWMutex.TryLock",
                "sync.RWMutex.Unlock",
            ]
        ),
        RuleName("sync.RWMutex.announce", "announce"): frozenset(
            [
                "sync.RWMutex.RLock",
                "sync.RWMutex.TryRLock",
                "sync.RWMutex.RUnlock",
                "sync.RWMutex.announce",
                "sync.RWMutex.drain",
                "sync.RWMutex.TryLock",
            ]
        ),
        RuleName("sync.RWMutex.drain", "alone"): frozenset(
            ["sync.RWMutex.announce", "sync.RWMutex.drain", "sync.RWMutex.TryLock", "sync.RWMutex.Unlock"]
        ),
        RuleName("sync.RWMutex.TryLock", "free"): frozenset(
            ["sync.RWMutex.announce", "sync.RWMutex.drain", "sync.RWMutex.TryLock"]
        ),
        RuleName("sync.RWMutex.TryLock", "held"): frozenset(
            ["sync.RWMutex.RUnlock", "sync.RWMutex.drain", "sync.RWMutex.Unlock"]
        ),
        RuleName("sync.RWMutex.Unlock", "unlock"): frozenset(
            [
                "sync.RWMutex.RLock",
                "sync.RWMutex.TryRLock",
                "sync.RWMutex.RUnlock",
                "sync.RWMutex.drain",
                "sync.RWMutex.Unlock",
            ]
        ),
        RuleName("sync.RWMutex.Unlock", "no writer"): frozenset(
            [
                "sync.RWMutex.RLock",
                "sync.RWMutex.TryRLock",
                "sync.RWMutex.RUnlock",
                "sync.RWMutex.announce",
                "sync.RWMutex.drain",
                "sync.RWMutex.TryLock",
            ]
        ),
        RuleName("sync.WaitGroup.Add", "negative"): frozenset(["sync.WaitGroup.Wait"]),
        RuleName("sync.WaitGroup.Add", "first"): frozenset(["sync.WaitGroup.Wait"]),
        RuleName("sync.WaitGroup.Add", "add"): frozenset(["sync.WaitGroup.Wait"]),
        RuleName("sync.WaitGroup.Add", "done"): frozenset(["sync.WaitGroup.Wait"]),
        RuleName("sync.WaitGroup.Wait", "zero"): frozenset(["sync.WaitGroup.Wait"]),
        RuleName("sync.Cond.Wait", "notified"): frozenset(["sync.Cond.Wait"]),
        RuleName("atomic.load", "load"): frozenset(
            [
                "atomic.load",
                "atomic.store",
                "atomic.swap",
                "atomic.cas",
                "atomic.add",
                "atomic.and",
                "atomic.or",
                "sync.gate",
            ]
        ),
        RuleName("atomic.store", "store"): frozenset(
            [
                "atomic.load",
                "atomic.store",
                "atomic.swap",
                "atomic.cas",
                "atomic.add",
                "atomic.and",
                "atomic.or",
                "sync.gate",
            ]
        ),
        RuleName("atomic.swap", "swap"): frozenset(
            [
                "atomic.load",
                "atomic.store",
                "atomic.swap",
                "atomic.cas",
                "atomic.add",
                "atomic.and",
                "atomic.or",
                "sync.gate",
            ]
        ),
        RuleName("atomic.cas", "swapped"): frozenset(["atomic.load", "sync.gate"]),
        RuleName("atomic.cas", "failed"): frozenset(["atomic.load", "sync.gate"]),
        RuleName("atomic.add", "add"): frozenset(
            [
                "atomic.load",
                "atomic.store",
                "atomic.swap",
                "atomic.cas",
                "atomic.add",
                "atomic.and",
                "atomic.or",
                "sync.gate",
            ]
        ),
        RuleName("atomic.and", "and"): frozenset(
            [
                "atomic.load",
                "atomic.store",
                "atomic.swap",
                "atomic.cas",
                "atomic.add",
                "atomic.and",
                "atomic.or",
                "sync.gate",
            ]
        ),
        RuleName("atomic.or", "or"): frozenset(
            [
                "atomic.load",
                "atomic.store",
                "atomic.swap",
                "atomic.cas",
                "atomic.add",
                "atomic.and",
                "atomic.or",
                "sync.gate",
            ]
        ),
        RuleName("sync.gate", "pass"): frozenset(
            [
                "atomic.load",
                "atomic.store",
                "atomic.swap",
                "atomic.cas",
                "atomic.add",
                "atomic.and",
                "atomic.or",
                "sync.gate",
            ]
        ),
        RuleName("time.Sleep", "wake"): frozenset(
            ["clock.pass", "time.Sleep", "alarm.fire", "timer.arm", "timer.rearm", "chan.recv", "chan.recv?"]
        ),
        RuleName("alarm.fire", "fire"): frozenset(
            ["clock.pass", "time.Sleep", "timer.arm", "timer.rearm", "chan.recv?"]
        ),
        RuleName("alarm.fire", "again"): frozenset(
            ["clock.pass", "time.Sleep", "timer.arm", "timer.rearm", "chan.recv?"]
        ),
        RuleName("alarm.await", "come"): frozenset(
            ["time.Sleep", "alarm.fire", "alarm.await", "timer.arm", "timer.rearm"]
        ),
        RuleName("alarm.set", "set"): frozenset(
            ["time.Sleep", "alarm.fire", "alarm.await", "alarm.set", "timer.arm", "timer.rearm"]
        ),
        RuleName("timer.arm", "arm"): frozenset(["clock.pass", "time.Sleep", "timer.arm", "timer.rearm", "chan.recv?"]),
        RuleName("timer.rearm", "rearm"): frozenset(
            ["clock.pass", "time.Sleep", "timer.arm", "timer.rearm", "chan.recv?"]
        ),
        RuleName("clock.pass", "pass"): frozenset(
            ["clock.pass", "time.Sleep", "alarm.fire", "timer.arm", "timer.rearm", "chan.recv", "chan.recv?"]
        ),
        RuleName("context.finish", "cancel"): frozenset(["context.finish", "context.look"]),
        RuleName("context.finish", "again"): frozenset(["context.look"]),
        RuleName("context.look", "alive"): frozenset(["context.finish", "context.look"]),
        RuleName("context.look", "cancelled"): frozenset(["context.look"]),
        RuleName("check.Blocking", "return"): frozenset(
            ["check.Blocking", "runtime.Gosched", "runtime.NumGoroutine", "os.Exit", "print", "go nil", "memory.access"]
        ),
        RuleName("runtime.Gosched", "go on"): frozenset(
            ["check.Blocking", "runtime.Gosched", "runtime.NumGoroutine", "os.Exit", "print", "go nil", "memory.access"]
        ),
        RuleName("runtime.NumGoroutine", "count"): frozenset(
            ["check.Blocking", "runtime.Gosched", "runtime.NumGoroutine", "os.Exit", "print", "go nil", "memory.access"]
        ),
        RuleName("os.Exit", "exit"): frozenset(
            ["check.Blocking", "runtime.Gosched", "runtime.NumGoroutine", "os.Exit", "print", "go nil", "memory.access"]
        ),
        RuleName("print", "print"): frozenset(
            ["check.Blocking", "runtime.Gosched", "runtime.NumGoroutine", "os.Exit", "print", "go nil", "memory.access"]
        ),
        RuleName("go nil", "nil"): frozenset(
            ["check.Blocking", "runtime.Gosched", "runtime.NumGoroutine", "os.Exit", "print", "go nil", "memory.access"]
        ),
        RuleName("memory.access", "access"): frozenset(
            ["check.Blocking", "runtime.Gosched", "runtime.NumGoroutine", "os.Exit", "print", "go nil", "memory.access"]
        ),
    },
)
