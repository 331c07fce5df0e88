"""Random programs of goroutines that wait for flags by trying again: with back-off that counts, doubles or has a bound,
with tries that are counted, under locks that are given back, nearly so, or not."""

from __future__ import annotations

from random import Random

HEADER = """package main

import (
	"runtime"
	"sync"
	"sync/atomic"
)

var (
	a, b atomic.Int32
	mu   sync.Mutex
	wg   sync.WaitGroup
	x, y int
	most int
)

"""

GIVE_WAY = "runtime.Gosched()"

ROUNDS = (
    "for i := 0; i < N; i++ { GIVE }",
    "for i := 1; i <= 2; i++ { GIVE }",
    "for i := N; i > 0; i-- { GIVE }",
    "for range N { GIVE }",
    "for i := 0; i < N; i++ { if i%2 == 1 { GIVE } }",
    "for i := 0; i < 2; i++ { for j := 0; j < N; j++ { GIVE } }",
    "if N > 1 { GIVE }",
    "if N > 2 { GIVE; GIVE } else { GIVE }",
    "GIVE",
    "",
)
GROWS = ("if n < 3 { n++ }", "if n < 4 { n <<= 1 }", "n = min(n+1, 3)", "n = 3 - n", "")
TELLS = ("if n > 1 { y = n }", "if n == 3 { panic(n) }", "if n > most { most = n }", "b.Store(int32(n))")
"""Statements that show the number of tries."""


def waiting(random: Random, condition: str) -> str:
    """A loop until a condition holds."""
    grows = random.choice(GROWS)
    inner = random.choice(ROUNDS).replace("N", "n").replace("GIVE", GIVE_WAY)
    told = random.choice(TELLS) if random.random() < 0.2 else ""
    body = "; ".join(part for part in random.sample((inner, grows), 2) if part)
    if random.random() < 0.3:
        limit = f"if n == 3 {{ {random.choice(('break', 'goto out', 'wg.Done(); return'))} }}"
        limit = limit if "goto" not in limit else limit.replace("goto out", "break")
        body = f"{body}; {limit}" if body else limit
    return f"n := 1; for !{condition} {{ {body} }}; {told or '_ = n'}"


def section(random: Random) -> str:
    flag, inner = random.choice("ab"), random.choice(("x++", "x = 1", "_ = x", "x++; y++"))
    kind = random.random()
    if kind < 0.6:
        leave = random.choice((f"{flag}.Store(0)", f"{flag}.Store(0)", f"{flag}.Store(0)", f"{flag}.Add(-1)", ""))
        wait = waiting(random, f"{flag}.CompareAndSwap(0, 1)")
        return f"{{ {wait}; {inner}; {leave} }}"
    if kind < 0.75:
        return f"{{ {waiting(random, 'mu.TryLock()')}; {inner}; mu.Unlock() }}"
    if kind < 0.9:
        return f"{{ {waiting(random, f'({flag}.Load() == {random.randint(0, 1)})')}; {inner} }}"
    return random.choice((f"{flag}.Store(1)", f"{flag}.Add(1)", f"mu.Lock(); {inner}; mu.Unlock()"))


def program(random: Random) -> str:
    count = random.randint(2, 3)
    text = HEADER
    for f in range(random.randint(1, 2)):
        body = "".join(f"\t{section(random)}\n" for _ in range(random.choice((1, 1, 2))))
        text += f"func f{f}() {{\n{body}\twg.Done()\n}}\n\n"
    functions = text.count("func f")
    chosen = ", ".join(f"f{random.randrange(functions)}" for _ in range(count))
    started = f"\tfor _, f := range []func(){{{chosen}}} {{\n\t\tgo f()\n\t}}\n"  # one place: any of them may be stuck
    last = random.choice(("", "\ty++\n", "\t_, _ = x, most\n"))
    used = "\truntime.Gosched()\n"
    return f"{text}func main() {{\n\twg.Add({count})\n{started}{used}\twg.Wait()\n{last}}}\n"
