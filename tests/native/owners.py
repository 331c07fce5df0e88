"""Random programs of goroutines that own objects: channels and records with locks; alone, in pairs, in rings, as
children, and entered into slices and maps. Some goroutines differ in what they own and some do not."""

from __future__ import annotations

from random import Random

HEADER = """package main

import "sync"

type node struct {
	mu   sync.Mutex
	n    int
	ch   chan int
	next *node
}

var (
	mu   sync.Mutex
	list []*node
	set  = map[*node]int{}
	out  = make(chan int, 2)
	wg   sync.WaitGroup
)

func made(n int) *node { return &node{n: n, ch: make(chan int, 1)} }

"""


def step(random: Random) -> str:
    return random.choice((
        "a.ch <- 1; <-a.ch",
        "a.ch <- a.n; a.n = (a.n + 1) % 2; <-a.ch",
        "a.mu.Lock(); a.n++; a.mu.Unlock()",
        "b.mu.Lock(); b.n = 1 - a.n; b.mu.Unlock()",
        "select { case b.ch <- 1: default: }",
        "select { case <-a.ch: default: }",
        "select { case b.ch <- 1: case v := <-a.ch: a.n = v % 2 }",
        "a.next = b; b = a",
        "if a.next != nil { a = a.next }",
        "mu.Lock(); list = append(list, a); mu.Unlock()",
        "mu.Lock(); set[a] = a.n % 2; mu.Unlock()",
        "mu.Lock(); delete(set, b); mu.Unlock()",
        "out <- a.n; <-out",
        "mu.Lock(); a, b = b, a; mu.Unlock()",
        "wg.Add(1); go func() { defer wg.Done(); b.mu.Lock(); a.n = 0; b.mu.Unlock() }()",
        "c := made(0); c.next = a; mu.Lock(); a = c; mu.Unlock()",
        "mu.Lock(); if len(list) > 2 { list = list[1:]; a.n = 3 }; mu.Unlock()",
        "mu.Lock(); if len(set) == 2 && b.n == 1 { panic(\"two\") }; mu.Unlock()",
        "if a == b { mu.Lock(); b = made(1); mu.Unlock() }",
    ))  # fmt: skip


def started(random: Random, g: int, kind: int, kinds: int) -> str:
    """Statements of main that start a goroutine of a kind; `last` and `first` are nodes of the ones before."""
    own = random.choice((f"made({g % 2})", "made(0)", "made(0)"))
    return random.choice((
        f"\tgo f{kind}({own}, made(0))\n",
        f"\t{{ a := {own}; go f{kind}(a, a) }}\n",
        f"\t{{ a := {own}; wg.Add(1); go f{kind}(a, last); go f{kinds - 1}(a, last); last = a }}\n",
        f"\t{{ a := {own}; go f{kind}(a, first) }}\n",
        f"\t{{ a := {own}; go func() {{ f{kind}(a, first) }}() }}\n",
        f"\t{{ a := {own}; go f{kind}(last, a); last = a }}\n",
    ))  # fmt: skip


def program(random: Random) -> str:
    goroutines, kinds = random.randint(2, 4), random.randint(1, 2)
    text = HEADER
    for k in range(kinds):
        pieces = "".join(f"\t{{ {step(random)} }}\n" for _ in range(random.randint(1, 4 if goroutines < 4 else 2)))
        text += f"func f{k}(a, b *node) {{\n\tdefer wg.Done()\n{pieces}\t_, _ = a, b\n}}\n\n"
    alike = random.random() < 0.6
    first = started(random, 0, 0, kinds)
    starts = "".join(first if alike else started(random, g, random.randrange(kinds), kinds) for g in range(goroutines))
    end = random.choice(("len(set) > 1", "len(list) == 2", "false"))
    forget = random.choice(("", "\tfirst, last = nil, nil\n"))
    return (
        f"{text}func main() {{\n\tfirst := made(0)\n\tlast := first\n\twg.Add({goroutines})\n{starts}{forget}"
        f"\twg.Wait()\n\tif {end} {{\n\t\tpanic(1)\n\t}}\n\t_, _ = first, last\n}}\n"
    )
