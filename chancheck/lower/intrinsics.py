"""The meaning of the body-less functions of models/: an operation with constant operands, or code."""

from __future__ import annotations

from collections.abc import Callable

from chancheck.graph import ops
from chancheck.lower import build_flags, complexes, intrinsic_code
from chancheck.lower.body import Body
from chancheck.semantics.operations import OPERATIONS
from chancheck.source import Pos

Emitter = Callable[[Body, ops.Intrinsic], None]

_INTEGERS = {"Int32": (32, 1), "Int64": (64, 1), "Uint32": (32, 0), "Uint64": (64, 1), "Uintptr": (64, 1)}
"""Bits, and whether a sum is brought back into range as a signed number: unsigned 64-bit numbers are bit patterns."""

ROWS: dict[str, tuple[str, tuple[int, ...]]] = {
    "sync.(*Mutex).Lock": ("sync.Mutex.Lock", ()),
    "sync.(*Mutex).Unlock": ("sync.Mutex.Unlock", ()),
    "sync.(*Mutex).TryLock": ("sync.Mutex.TryLock", ()),
    "sync.(*RWMutex).announce": ("sync.RWMutex.announce", ()),
    "sync.(*RWMutex).drain": ("sync.RWMutex.drain", ()),
    "sync.(*RWMutex).RLock": ("sync.RWMutex.RLock", ()),
    "sync.(*RWMutex).TryRLock": ("sync.RWMutex.TryRLock", ()),
    "sync.(*RWMutex).RUnlock": ("sync.RWMutex.RUnlock", ()),
    "sync.(*RWMutex).TryLock": ("sync.RWMutex.TryLock", ()),
    "sync.(*RWMutex).Unlock": ("sync.RWMutex.Unlock", ()),
    "sync.(*WaitGroup).add": ("sync.WaitGroup.Add", ()),
    "sync.(*WaitGroup).done": ("sync.WaitGroup.Done", ()),
    "sync.(*WaitGroup).wait": ("sync.WaitGroup.Wait", ()),
    "sync.(*WaitGroup).count": ("sync.WaitGroup.count", ()),
    "sync.(*WaitGroup).recheck": ("sync.WaitGroup.recheck", ()),
    "sync.(*WaitGroup).wake": ("sync.WaitGroup.wake", ()),
    "sync.(*WaitGroup).look": ("sync.WaitGroup.look", ()),
    "sync.(*WaitGroup).sleep": ("sync.WaitGroup.sleep", ()),
    "sync.(*ticket).wait": ("sync.Cond.Wait", ()),
    "sync.(*Cond).enlist": ("sync.Cond.enlist", ()),
    "sync.(*Cond).signal": ("sync.Cond.Signal", ()),
    "sync.(*Cond).broadcast": ("sync.Cond.Broadcast", ()),
    "sync.gate": ("sync.gate", ()),
    "sync/atomic.gateAny": ("sync.gate", ()),
    "sync/atomic.loadPointer": ("atomic.load", (1,)),
    "sync/atomic.storePointer": ("atomic.store", ()),
    "sync/atomic.swapPointer": ("atomic.swap", (1,)),
    "sync/atomic.casPointer": ("atomic.cas", ()),
    "sync/atomic.LoadPointer": ("atomic.load", (1,)),
    "sync/atomic.StorePointer": ("atomic.store", ()),
    "sync/atomic.SwapPointer": ("atomic.swap", (1,)),
    "sync/atomic.CompareAndSwapPointer": ("atomic.cas", ()),
    "sync/atomic.loadAny": ("atomic.load", (2,)),
    "sync/atomic.storeAny": ("atomic.store", ()),
    "sync/atomic.swapAny": ("atomic.swap", (2,)),
    "internal/clock.rest": ("clock.rest", ()),
    "internal/clock.calm": ("clock.calm", ()),
    "internal/clock.Pause": ("time.Sleep", ()),
    "internal/clock.(*Alarm).Fire": ("alarm.fire", ()),
    "internal/clock.(*Alarm).Await": ("alarm.await", ()),
    "internal/clock.(*Alarm).Set": ("alarm.set", ()),
    "internal/clock.Arm": ("timer.arm", ()),
    "internal/clock.Rearm": ("timer.rearm", ()),
    "context.finish": ("context.finish", ()),
    "context.expire": ("context.expire", ()),
    "context.look": ("context.look", ()),
    "chancheck/check.Blocking": ("check.Blocking", ()),
    "os.exit": ("os.Exit", ()),
    "runtime.yield": ("runtime.Gosched", ()),
    "runtime.NumGoroutine": ("runtime.NumGoroutine", ()),
    **{f"sync/atomic.Load{t}": ("atomic.load", (1,)) for t in _INTEGERS},
    **{f"sync/atomic.Store{t}": ("atomic.store", ()) for t in _INTEGERS},
    **{f"sync/atomic.Swap{t}": ("atomic.swap", (1,)) for t in _INTEGERS},
    **{f"sync/atomic.CompareAndSwap{t}": ("atomic.cas", ()) for t in _INTEGERS},
    **{f"sync/atomic.Add{t}": ("atomic.add", size) for t, size in _INTEGERS.items()},
    **{f"sync/atomic.count{t}": ("atomic.count", size) for t, size in _INTEGERS.items()},
    **{f"sync/atomic.And{t}": ("atomic.and", ()) for t in _INTEGERS},
    **{f"sync/atomic.Or{t}": ("atomic.or", ()) for t in _INTEGERS},
    **{name: (name, ()) for name in ("chan.send", "chan.recv", "chan.close")},
}

EMITTERS: dict[str, Emitter] = {
    **intrinsic_code.EMITTERS,
    **complexes.EMITTERS,
    **dict.fromkeys(build_flags.SETTINGS, build_flags.emit),
}


def operation(name: str, pos: Pos) -> tuple[str, tuple[int, ...]]:
    """The operation that a body-less function is, and its constant operands."""
    name = name.partition("[")[0]
    if name not in ROWS:
        raise LookupError(f"{pos}: {name} has neither a body nor rules")
    row = ROWS[name]
    assert row[0] in OPERATIONS, row
    return row
