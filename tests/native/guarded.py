"""Random programs that lock as they like: other goroutines' locks, the wrong ones, under conditions, and not at all."""

from __future__ import annotations

from random import Random

HEADER = """package main

import "sync"

type box struct {
	mu sync.Mutex
	n  int
}

var (
	mu   sync.Mutex
	rw   sync.RWMutex
	wg   sync.WaitGroup
	c    = make(chan int, 1)
	x, y int
)

"""
LOCKS = ("mu", "a.mu", "b.mu", "here", "rw")
MEMORY = ("x", "y", "a.n", "b.n", "*there")


def guarded(random: Random) -> str:
    """An access under a lock; now and then without a part of it."""
    lock, memory = random.choice(LOCKS), random.choice(MEMORY)
    mode = "R" if lock == "rw" and random.random() < 0.5 else ""
    access = random.choice((f"{memory}++", f"{memory}++", f"_ = {memory}"))
    before, after = f"{lock}.{mode}Lock()", f"{lock}.{mode}Unlock()"
    kind = random.random()
    if kind < 0.1:
        before = f"if {random.choice(MEMORY[:2])} > 0 {{ {before} }}"
    elif kind < 0.2:
        after = ""
    elif kind < 0.3:
        before = ""
    elif kind < 0.4 and lock != "rw":
        return f"if {lock}.TryLock() {{ {access}; {after} }}"
    return "; ".join(part for part in (before, access, after) if part)


def piece(random: Random) -> str:
    kind = random.random()
    if kind < 0.1:
        return random.choice(("c <- 1", "<-c"))
    if kind < 0.15:
        return "mu = sync.Mutex{}"
    if kind < 0.2:
        return "a, b = b, a"
    return guarded(random)


def program(random: Random) -> str:
    count = random.randint(2, 3)
    text = HEADER
    for f in range(count):
        pieces = "".join(f"\t{piece(random)}\n" for _ in range(random.randint(1, 3)))
        text += f"func f{f}(a, b *box, here *sync.Mutex, there *int) {{\n{pieces}\twg.Done()\n}}\n\n"
    started = "".join(f"\tgo f{random.randrange(count)}(p, q, &mu, &n)\n" for _ in range(random.randint(2, 3)))
    inner = "\tvar mu sync.Mutex\n\tn := 0\n\tp, q := &box{}, &box{}\n"
    goroutines = started.count("go ")
    last = random.choice(("", "\tp.n++\n", "\tmu.Lock()\n\tn++\n\tmu.Unlock()\n"))
    return text + f"func main() {{\n{inner}\twg.Add({goroutines})\n{started}{last}\twg.Wait()\n}}\n"
