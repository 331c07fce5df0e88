"""Random parametric programs: N goroutines of one kind, and main, with locks, channels and a WaitGroup."""

from __future__ import annotations

import random

WORKER = (
    "mu.Lock()\n\t\t\tx++\n\t\t\tmu.Unlock()",
    "x++",
    "_ = x",
    "mu.Lock()\n\t\t\tmu.Unlock()",
    "mu.Lock()",
    "mu.Unlock()",
    "ch <- 1",
    "<-ch",
    "rw.RLock()\n\t\t\t_ = y\n\t\t\trw.RUnlock()",
    "rw.Lock()\n\t\t\ty = 7\n\t\t\trw.Unlock()",
    "y = 7",
    "if x == 2 {\n\t\t\t\treturn\n\t\t\t}",
    "select {\n\t\t\tcase ch <- 2:\n\t\t\tdefault:\n\t\t\t}",
    "<-stop",
    "for r := 0; r < 2; r++ {\n\t\t\t\tmu.Lock()\n\t\t\t\tx++\n\t\t\t\tmu.Unlock()\n\t\t\t}",
    "if n.Add(1) > 2 {\n\t\t\t\tpanic(\"three\")\n\t\t\t}",
    "n.Add(-1)",
    "sem <- struct{}{}\n\t\t\tx++\n\t\t\t<-sem",
)  # fmt: skip
MAIN = (
    "wg.Wait()",
    "for i := 0; i < N; i++ {\n\t\t<-ch\n\t}",
    "for i := 0; i < N; i++ {\n\t\tch <- i\n\t}",
    "close(stop)",
    "close(ch)",
    "<-ch",
    "if x != N {\n\t\tpanic(\"lost\")\n\t}",
    "mu.Lock()\n\tx++\n\tmu.Unlock()",
    "_ = x",
    "y = 7",
    "for range ch {\n\t}",
)  # fmt: skip
ROOM = ("", ", 1", ", 2", ", N")


def program(seed: int) -> str:
    r = random.Random(seed)
    work = "\n\t\t\t".join(r.sample(WORKER, r.choice((1, 1, 2, 2, 3))))
    done = r.choice(("defer wg.Done()", "defer wg.Done()", "defer wg.Done()", ""))
    add = r.choice(("wg.Add(1)", "wg.Add(1)", "wg.Add(1)", "")) if done else ""
    if seed % 2:  # a likely good one
        work, done, add = (
            r.choice(WORKER[:1] + WORKER[8:10] + WORKER[14:15] + WORKER[17:]),
            "defer wg.Done()",
            "wg.Add(1)",
        )
    first = r.choice(("wg.Add(N)", "")) if done and not add else ""
    after = "\n\t".join(r.sample(MAIN, r.choice((0, 1, 1, 2, 3))))
    after = after if seed % 4 != 1 else "wg.Wait()\n\t_ = x"
    closer = r.choice(("", "", "go func() {\n\t\twg.Wait()\n\t\tclose(ch)\n\t}()"))
    return f"""package main

import (
	"sync"
	"sync/atomic"
)

const N = 2

var (
	mu   sync.Mutex
	rw   sync.RWMutex
	wg   sync.WaitGroup
	n    atomic.Int64
	x, y int
)

func main() {{
	ch := make(chan int{r.choice(ROOM)})
	sem := make(chan struct{{}}, {r.choice("12")})
	stop := make(chan bool)
	_, _, _ = ch, sem, stop
	{first}
	for i := 0; i < N; i++ {{
		{add}
		go func() {{
			{done}
			{work}
		}}()
	}}
	{closer}
	{after}
}}
"""
