"""Random programs in which operations often go wrong: counters below zero, unlocked locks, channels closed twice."""

from __future__ import annotations

from random import Random

HEAD = """package main

import "sync"

var (
	wg   sync.WaitGroup
	mu   sync.Mutex
	rw   sync.RWMutex
	c, d = make(chan int, 1), make(chan int)
	x    int
)
"""

LINES = [
    *["wg.Done()"] * 3, "wg.Add(1)", "wg.Add(-2)", "wg.Wait()", "mu.Lock()", *["mu.Unlock()"] * 2, "mu.TryLock()",
    "rw.RLock()", *["rw.RUnlock()"] * 2, "rw.Lock()", "rw.Unlock()", "close(c)", "close(d)", "<-c", "<-d", "c <- 1",
    "select {\n\tcase c <- 1:\n\tcase <-d:\n\tdefault:\n\t}", "mu.Lock()\n\tx++\n\tmu.Unlock()",
]  # fmt: skip
RECOVER = "defer func() { recover() }()"


def program(pick: Random) -> str:
    functions, starts = [], []
    lines = pick.sample(LINES, 5)
    for n in range(pick.randint(2, 4)):
        body = [RECOVER] * (pick.random() < 0.3) + [pick.choice(lines) for _ in range(pick.randint(1, 3))]
        functions.append("\n\t".join([f"func f{n}() {{", *body]) + "\n}\n")
        starts += [f"go f{n}()"] * pick.choice([1, 1, 2])
    main = [f"wg.Add({pick.randint(0, 3)})", *["mu.Lock()", "rw.RLock()", "rw.RLock()"][: pick.randint(0, 3)]]
    main += [*starts, *pick.choices(["wg.Wait()", "<-d", "mu.Lock()"], k=pick.randint(0, 2))]
    return "\n".join([HEAD, *functions, "\n\t".join(["func main() {", *main]) + "\n}\n"])
