"""Random programs with maps from addresses: sets of objects and numbers of them, ranged over and emptied by several
goroutines, among them helpers."""

from __future__ import annotations

from random import Random

HEADER = """package main

import (
	"context"
	"sync"
	"time"
)

type node struct {
	id   int
	ch   chan int
	next *node
}

var (
	mu    sync.Mutex
	set   = map[*node]bool{}
	count = map[*node]int{}
	cells = map[*int]bool{}
	chans = map[chan int]*node{}
	block [3]int
	wg    sync.WaitGroup
	_     context.Context
	_     time.Duration
)

func made(id int) *node { return &node{id: id, ch: make(chan int, 1)} }

"""


def locked(random: Random) -> str:
    return random.choice((
        "set[n] = true",
        "set[made(1)] = true",
        "set[nil] = true",
        "delete(set, n)",
        "delete(set, nil)",
        "count[n]++",
        "count[n.next] = 2",
        "clear(count)",
        "cells[&block[n.id]] = true",
        "cells[&n.id] = len(cells) > 1",
        "delete(cells, &block[1])",
        "chans[n.ch] = n",
        "for c, m := range chans { delete(chans, c); n = m; break }",
        "for m := range set { if m != nil { n = m }; break }",
        "for m := range set { delete(set, m); if m != nil { m.id = 2 } }",
        "for m, k := range count { if m != nil { m.id = k % 3 } }",
        "m := made(2); n.next = m; set[m] = true",
        "if len(set) == 3 { panic(\"three\") }",
        "if count[n] == 2 { panic(\"twice\") }",
    ))  # fmt: skip


def step(random: Random) -> str:
    inner = "; ".join(locked(random) for _ in range(random.randint(1, 2)))
    return random.choice((
        f"mu.Lock(); {inner}; mu.Unlock()",
        f"mu.Lock(); {inner}; mu.Unlock()",
        "n.ch <- 1; <-n.ch",
        "select { case n.ch <- 1: default: }",
        "ctx, stop := context.WithCancel(root); if ctx.Err() != nil { n.ch = nil }; stop()",
        "ctx, _ := context.WithCancel(root); go func() { <-ctx.Done() }()",
        "ctx, stop := context.WithTimeout(root, time.Second); <-ctx.Done(); stop()",
        "end()",
    ))  # fmt: skip


def program(random: Random) -> str:
    goroutines, kinds = random.randint(2, 3), random.randint(1, 2)
    text = HEADER
    for k in range(kinds):
        pieces = "".join(f"\t{{ {step(random)} }}\n" for _ in range(random.randint(1, 3)))
        text += (
            f"func f{k}(root context.Context, end func(), n *node) {{\n"
            f"\tdefer wg.Done()\n\tn.next = n\n\t_, _ = root, end\n{pieces}}}\n\n"
        )
    started = "".join(f"\tgo f{random.randrange(kinds)}(root, end, made({g % 2}))\n" for g in range(goroutines))
    end = random.choice(("len(set) > 1", "len(set) + len(count) + len(cells) > 0"))
    return (
        f"{text}func main() {{\n\troot, end := context.WithCancel(context.Background())\n\twg.Add({goroutines})\n"
        f"{started}\twg.Wait()\n\tend()\n\tif {end} {{\n\t\tpanic(1)\n\t}}\n}}\n"
    )
