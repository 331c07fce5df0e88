"""Random programs with operations in critical sections: atomics that others may use without the lock,
an inner lock, a count of goroutines."""

from __future__ import annotations

from random import Random

HEADER = """package main

import (
	"sync"
	"sync/atomic"
)

type box struct {
	mu   sync.Mutex
	a, b atomic.Int32
	next *box
}

var (
	one = &box{next: &box{}}
	two = &box{next: one.next}
	rw  sync.RWMutex
	wg  sync.WaitGroup
	off atomic.Bool
	all atomic.Int32
)

func (p *box) enter() { p.mu.Lock() }

"""
ATOMICS = ("p.a", "p.b", "p.next.a", "all")


def step(random: Random) -> str:
    cell = random.choice(ATOMICS)
    return random.choice((
        f"{cell}.Add(1)",
        f"{cell}.Add(1)",
        f"{cell}.Store({random.randint(0, 1)})",
        f"if {cell}.Load() == {random.randint(1, 2)} {{ off.Store(true) }}",
        f"if {cell}.Add(1) == {random.randint(2, 3)} {{ panic(\"seen\") }}",
        f"{cell}.CompareAndSwap(0, 1)",
    ))  # fmt: skip


def section(random: Random) -> str:
    inner = "; ".join(step(random) for _ in range(random.randint(1, 2)))
    lock = random.choice(("p.mu", "p.mu", "p.next.mu", "one.mu"))
    return random.choice((
        inner,
        f"{lock}.Lock(); {inner}; {lock}.Unlock()",
        f"{lock}.Lock(); {inner}; {lock}.Unlock()",
        f"p.enter(); {inner}; p.mu.Unlock()",
        f"if off.Load() {{ {lock}.Lock(); defer {lock}.Unlock() }}; {inner}",
        f"if {lock}.TryLock() {{ {inner}; {lock}.Unlock() }} else {{ {step(random)} }}",
        f"func() {{ defer func() {{ {step(random)} }}(); {lock}.Lock(); {inner}; {lock}.Unlock() }}()",
        f"rw.RLock(); {inner}; rw.RUnlock()",
        f"rw.Lock(); {inner}; rw.Unlock()",
        f"p.mu.Lock(); p.next.mu.Lock(); {inner}; p.next.mu.Unlock(); p.mu.Unlock()",
    ))  # fmt: skip


def program(random: Random) -> str:
    functions = random.randint(1, 2)
    text = HEADER
    for f in range(functions):
        pieces = "".join(f"\t{section(random)}\n" for _ in range(random.randint(1, 2)))
        text += f"func f{f}(p *box) {{\n\tdefer wg.Done()\n{pieces}}}\n\n"
    goroutines = random.randint(2, 3)
    started = "".join(
        f"\tgo f{random.randrange(functions)}({random.choice(('one', 'one', 'two'))})\n" for _ in range(goroutines)
    )
    end = random.choice(("", '\tif all.Load() == 2 {\n\t\tpanic("two")\n\t}\n'))
    return text + f"func main() {{\n\twg.Add({goroutines})\n{started}\twg.Wait()\n{end}}}\n"
