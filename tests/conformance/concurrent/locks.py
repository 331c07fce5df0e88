# ruff: noqa: E501
"""Package sync."""

from __future__ import annotations

from .scene import Scene, statement


@statement(3, leaf=False)
def locked(w: Scene) -> None:
    """Plain shared variables are touched under m0 only."""
    if w.in_lock:
        return w.say()
    w.in_lock = True
    w.emit("m0.Lock()")
    deferred = w.returns and w.chance(0.2)
    if deferred:
        w.emit("defer m0.Unlock()")
    shared(w)
    if w.chance(0.3):
        w.statement()
    if not deferred:
        w.emit("m0.Unlock()")
    w.in_lock = deferred
    return None


def shared(w: Scene) -> None:
    """Something with the variables that m0 protects."""
    mark, copy = w.quoted_mark(), w.fresh()
    w.emit(*w.random.choice([
        ("shared++",),
        ("shared++", f"fmt.Println({mark}, shared)"),
        ("if shared == 1 {", f"\tfmt.Println({mark}, shared)", "}"),
        ('table["k"]++', f"fmt.Println({mark}, len(table), table)"),
        ('if n, ok := table["k"]; ok || n == 0 {', f"\tfmt.Println({mark}, n, ok)", '\tdelete(table, "k")', "}"),
        ("list = append(list, len(list))", f"fmt.Println({mark}, list, len(list))"),
        ("if len(list) > 0 {", "\tlist = list[1:]", "\tlist = append(list[:0], 7)", f"\tfmt.Println({mark}, list)", "}"),
        ("box.n += 2", f"{copy} := box", f"{copy}.n++", f"fmt.Println({mark}, box.n, {copy}.Twice())"),
        ("for i, x := range list {", f"\tfmt.Println({mark}, i, x)", "\tbreak", "}"),
        ("switch shared {", "case 0:", "\tshared = 2", "\tfallthrough", "case 2:", f"\tfmt.Println({mark})", "default:", "\tshared = 0", "}"),
    ]))  # fmt: skip


@statement(1)
def read_locked(w: Scene) -> None:
    kind = w.pick("RLock", "RLock", "Lock")
    w.emit(f"rw.{kind}()")
    w.say()
    w.emit(f"rw.{'RUnlock' if kind == 'RLock' else 'Unlock'}()")


@statement(0.4, leaf=False)
def around(w: Scene) -> None:
    """Locks held over other statements, with a defer."""
    lock = w.pick("rw.RLock", "rw.Lock", "rw.RLocker().Lock", "m1.Lock", "embedded.Lock")
    unlock = lock.replace("Lock", "Unlock") if "RLock" not in lock else lock.replace(".RLock", ".RUnlock")
    if "RLocker" in lock:
        unlock = "rw.RLocker().Unlock"
    outer, w.returns = w.returns, False
    with w.block("func() {", "}()"):
        w.emit(f"{lock}()", f"defer {unlock}()")
        w.statement()
    w.returns = outer


@statement(0.1)
def misuse(w: Scene) -> None:
    w.emit(w.pick("rw.RUnlock()", "rw.Unlock()", "m1.Unlock()", "wg2.Done()", "wg2.Add(-1)"))


@statement(0.5)
def shared_group(w: Scene) -> None:
    """A WaitGroup that several goroutines add to and wait for."""
    w.emit(w.pick("wg2.Wait()", "wg2.Add(1)", f"wg2.Go(func() {{ fmt.Println({w.quoted_mark()}) }})", "wg2.Done()"))


@statement(0.7)
def try_lock(w: Scene) -> None:
    lock, unlock = w.random.choice([
        ("m1.TryLock", "m1.Unlock"), ("rw.TryLock", "rw.Unlock"), ("rw.TryRLock", "rw.RUnlock"),
    ])  # fmt: skip
    with w.block(f"if {lock}() {{"):
        w.say()
        w.emit(f"{unlock}()")


@statement(1)
def once(w: Scene) -> None:
    w.emit(w.pick(
        f"once.Do(func() {{ fmt.Println({w.quoted_mark()}) }})",
        f"once.Do(func() {{ fmt.Println({w.quoted_mark()}, len(c0)) }})",
        "onceFunc()", f"fmt.Println({w.quoted_mark()}, onceValue())",
        f"func(a int, err error) {{ fmt.Println({w.quoted_mark()}, a, err) }}(onceValues())",
    ))  # fmt: skip


@statement(0.4)
def once_panics(w: Scene) -> None:
    with w.block("func() {", "}()"):
        w.emit(
            f"defer func() {{ fmt.Println({w.quoted_mark()}, recover()) }}()",
            w.pick("oncePanic()", 'once.Do(func() { panic("o") })'),
        )


@statement(1)
def cond_wait(w: Scene) -> None:
    w.emit("m1.Lock()")
    w.emit(w.pick("for !flag {", "if !flag {"))
    w.emit("\tcond.Wait()", "}")
    w.say()
    w.emit("m1.Unlock()")


@statement(1)
def cond_signal(w: Scene) -> None:
    inside = w.chance(0.7)
    w.emit("m1.Lock()", "flag = true")
    if inside:
        w.emit(f"cond.{w.pick('Signal', 'Broadcast')}()")
    w.emit("m1.Unlock()")
    if not inside:
        w.emit(f"cond.{w.pick('Signal', 'Broadcast')}()")


@statement(0.7, leaf=False)
def group(w: Scene) -> None:
    """A WaitGroup of its own, waited for."""
    name = w.fresh("wg")
    with w.block("{"):
        w.emit(f"var {name} sync.WaitGroup")
        form = w.random.randrange(3)
        outer, w.returns, lock, w.in_lock = w.returns, True, w.in_lock, False
        if form == 0:
            with w.block(f"{name}.Go(func() {{", "})"):
                w.statement()
        elif form == 1:
            w.emit(f"{name}.Add(2)", f"go {name}.Done()")
            with w.block("go func() {", "}()"):
                w.emit(f"defer {name}.Done()")
                w.statement()
        else:
            with w.block("for i := range 2 {"):
                w.emit(f"{name}.Add(1)")
                w.emit("go func() {", f"\tdefer {name}.Done()", f"\tfmt.Println({w.quoted_mark()}, i)", "}()")
        w.returns, w.in_lock = outer, lock
        w.emit(f"{name}.Wait()")
        w.say()


@statement(0.6)
def sync_map(w: Scene) -> None:
    w.emit(w.pick(
        f'smap.Store("k", {w.number()})', 'smap.Delete("k")',
        f'if v, ok := smap.Load("k"); ok {{ fmt.Println({w.quoted_mark()}, v) }}',
        f'if v, loaded := smap.LoadOrStore("k", {w.number()}); loaded || v == 0 {{ fmt.Println({w.quoted_mark()}, v) }}',
        f'if v, loaded := smap.LoadAndDelete("k"); loaded {{ fmt.Println({w.quoted_mark()}, v) }}',
        f'fmt.Println({w.quoted_mark()}, smap.CompareAndSwap("k", 1, 2))',
        f"smap.Range(func(k, v any) bool {{ fmt.Println({w.quoted_mark()}, k, v); return true }})",
    ))  # fmt: skip


@statement(0.4)
def embedded(w: Scene) -> None:
    """A lock as part of a struct, used by its methods; a method value as a goroutine."""
    w.emit(
        w.pick(
            "embedded.Add(1)",
            "go embedded.Add(2)",
            "f := embedded.Get; fmt.Println(f())",
            "(*Counter).Add(embedded, 3)",
        )
    )
    if w.lines[-1].strip().startswith("f :="):
        line = w.lines.pop().strip()
        w.emit("{", *("\t" + part for part in line.split("; ")), "}")
