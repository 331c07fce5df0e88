"""Random programs with goroutines that mostly wait for locks: with a scheduler a step then resumes several of them."""

from __future__ import annotations

from random import Random

HEADER = """package main

import (
	"runtime"
	"sync"
)

var (
	mu, nu sync.Mutex
	rw     sync.RWMutex
	wg     sync.WaitGroup
	cond   = sync.NewCond(&mu)
	c      = make(chan int, 1)
	x, y   int
	ready  bool
)

"""
PIECES = [
    "mu.Lock(); x++; mu.Unlock()",
    "nu.Lock(); y++; nu.Unlock()",
    "mu.Lock(); nu.Lock(); x, y = y, x; nu.Unlock(); mu.Unlock()",
    "rw.Lock(); x = y; rw.Unlock()",
    "rw.RLock(); y = x; rw.RUnlock()",
    "if mu.TryLock() { x = 1; mu.Unlock() }",
    "mu.Lock(); if !ready { cond.Wait() }; x++; mu.Unlock()",
    "mu.Lock(); ready = true; mu.Unlock(); cond.Broadcast()",
    "cond.Signal()",
    "select { case c <- x: default: <-c }",
    "c <- x; x++; <-c",
    "if x > 1 { runtime.Gosched() } else { y = x }",
    "runtime.Gosched()",
]


def program(random: Random) -> str:
    functions = random.randint(1, 2)
    text = HEADER
    for f in range(functions):
        pieces = "".join(f"\t{random.choice(PIECES)}\n" for _ in range(random.randint(1, 3)))
        text += f"func f{f}() {{\n\tdefer wg.Done()\n{pieces}}}\n\n"
    goroutines = random.randint(3, 4)
    started = "".join(f"\tgo f{random.randrange(functions)}()\n" for _ in range(goroutines))
    return text + f"func main() {{\n\twg.Add({goroutines})\n{started}\twg.Wait()\n\truntime.Gosched()\n}}\n"
