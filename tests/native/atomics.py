"""Random programs whose goroutines order their accesses by atomics, in ways that hold, nearly hold and do not."""

from __future__ import annotations

from random import Random

HEADER = """package main

import (
	"sync"
	"sync/atomic"
)

type box struct {
	flag atomic.Int32
	n    int
}

var (
	a, b, turn atomic.Int32
	mu         sync.Mutex
	wg         sync.WaitGroup
	c          = make(chan int)
	x, y       int
)

"""
FLAGS = ("a", "b", "turn", "p.flag")
MEMORY = ("x", "y", "p.n")


def access(random: Random) -> str:
    memory = random.choice(MEMORY)
    return random.choice((f"{memory}++", f"{memory} = {random.randint(1, 2)}", f"_ = {memory}"))


def section(random: Random) -> str:
    """Accesses between atomics: under a flag taken as a lock, behind a flag that was seen, or just so."""
    flag, inner = random.choice(FLAGS), "; ".join(access(random) for _ in range(random.randint(1, 2)))
    value = random.randint(1, 2)
    leave = random.choice((f"{flag}.Store(0)", f"{flag}.Store(0)", f"{flag}.Add(-1)", f"{flag}.CompareAndSwap(1, 0)"))
    kind = random.random()
    if kind < 0.3:
        return f"for !{flag}.CompareAndSwap(0, 1) {{ }}; {inner}; {leave}"
    if kind < 0.45:
        return f"if {flag}.CompareAndSwap(0, {value}) {{ {inner}; {leave} }}"
    if kind < 0.6:
        return f"if {flag}.Load() == {value} {{ {inner} }}"
    if kind < 0.7:
        return f"{inner}; {flag}.Store({value})"
    if kind < 0.8:
        return f"if {flag}.Add(1) == {value} {{ {inner} }}"
    if kind < 0.9:
        return f"mu.Lock(); {inner}; mu.Unlock()"
    return random.choice((f"{flag}.Swap({value})", inner, "if mu.TryLock() { x++; mu.Unlock() }"))


def body(random: Random) -> str:
    return "".join(f"\t{section(random)}\n" for _ in range(random.randint(1, 2)))


def program(random: Random) -> str:
    count = random.randint(2, 3)
    text = HEADER
    ends = random.choice(("\twg.Done()\n", "\twg.Done()\n", "\tc <- 1\n"))
    for f in range(random.randint(1, 2)):
        text += f"func f{f}(p *box) {{\n{body(random)}{ends}}}\n\n"
    functions = text.count("func f")
    started = "".join(f"\tgo f{random.randrange(functions)}({random.choice('pq')})\n" for _ in range(count))
    first = random.choice(("", "\tp.n = 1\n", "\tx = 1\n"))
    own = random.choice(("", body(random).replace("for !", "if ")))
    wait = "\twg.Wait()\n" if "wg.Done" in ends else "\t<-c\n" * count
    last = random.choice(("", "\tx++\n\tp.n++\n"))
    add = f"\twg.Add({count})\n" if "wg.Done" in ends else ""
    return (
        f"{text}func main() {{\n\tp, q := &box{{}}, &box{{}}\n{first}{add}{started}{own}{wait}\t_, _ = p, q\n{last}}}\n"
    )
