"""Programs with slices that slide in their variables, and are sometimes known elsewhere too."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from random import Random

OWNED = (
    "P = append(P, N)",
    "P = append(P, N, N)",
    "if len(P) > 0 { P = P[1:] }",
    "if len(P) > 0 { x := P[0]; P = P[1:]; say(x) }",
    "if len(P) > 0 { P = P[:len(P)-1] }",
    "if len(P) > 1 { P = append(P[:1], P[2:]...) }",
    "for i, x := range P { if x%3 == 0 { P = append(P[:i], P[i+1:]...); break } }",
    "if len(P) > 0 { P[0] = N }",
    "if len(P) > 1 { P[0], P[1] = P[1], P[0] }",
    "{ s := 0; for _, x := range P { s += x }; say(s) }",
    "P = append(P, 0); copy(P[1:], P[0:]); P[0] = N",
    "P = P[:0]",
    "P = nil",
    "P = make([]int, 0, 5)",
    "P = []int{N, N, N}",
    "say(len(P))",
    "{ o := make([]int, len(P)); copy(o, P); if len(o) > 0 { o[0]++; say(o[0]) } }",
    "if P == nil { say(-1) }",
    "if len(P) > 2 { P = P[1:2] }",
    "P = append(P, P...)",
    "if len(P) > 0 { P = append(P, P[len(P)-1]) }",
)
"""Uses of a slice that its variable may own. P: the variable, Q: another one, N: a new number."""

KNOWN = (
    "t = P",
    "P = Q",
    "P, Q = Q, P",
    "t = P; P = append(P, N); if len(t) > 0 { t[0] = N }",
    "t = append(P, N)",
    "t = append(P[:0], N)",
    "u = append(P, N); t = append(P, N)",
    "say(cap(P))",
    "if cap(P) > len(P) { P = P[:len(P)+1] }",
    "if len(P) > 2 { r := append(P[:1], N, N); say(P[1]); P = r }",
    "{ r := append(P, N); r[0] = N; say(P...) }",
    "{ k := P[:0]; for _, x := range P { if x%2 == 0 { k = append(k, x) } }; P = k }",
    "{ k := P[:0]; for _, x := range P { k = append(k, x, x) }; P = k }",
    "for i, x := range P { if x%2 == 0 && i+1 < len(P) { P = append(P[:i], P[i+1:]...) }; say(x) }",
    "if len(P) > 1 { e := &P[0]; P = append(P, N); *e = N }",
    "{ h := *a; h.items = append(h.items, N); if len(h.items) > 1 { h.items[0] = N } }",
    "func() { P = append(P, N) }()",
)
"""Uses that observe the room of a slice, or share it."""

VARIABLES = ("a.items", "b.items", "shared{n}", "plain", "captured")

HEAD = """package main

import "fmt"

func say(xs ...int) {
	for _, x := range xs {
		fmt.Print(x, " ")
	}
}
"""

BODY = """
type queue{n} struct {{ n int; items []int }}

var shared{n} []int

func program{n}() {{
	a, b := &queue{n}{{}}, &queue{n}{{items: make([]int, 0, 2)}}
	var plain, captured, t, u []int
	push := func() {{ captured = append(captured, 7); if len(captured) > 1 {{ captured = captured[1:] }} }}
	push()
	plain = append(plain, 1)
	if len(plain) > 3 {{ plain = plain[1:] }}
{body}
	push()
{prints}
}}
"""


def program(seed: int, functions: int = 20) -> str:
    """One whose functions print what variables hold at their end, and some of it before."""
    rng = Random(seed)
    parts = [function(rng, n) for n in range(functions)]
    calls = "\n".join(f"\tprogram{n}()\n\tfmt.Println()" for n in range(functions))
    return f"{HEAD}{''.join(parts)}\nfunc main() {{\n{calls}\n}}\n"


def function(rng: Random, n: int) -> str:
    variables = [v.format(n=n) for v in VARIABLES]
    numbers, known = count(1), rng.random() < 0.5
    lines = []
    for _ in range(rng.randint(6, 14)):
        text = rng.choice(KNOWN if known and rng.random() < 0.2 else OWNED)
        lines.append("\t" + filled(text, rng.choice(variables), rng.choice(variables), numbers))
    prints = (f"\tfor i := 0; i < len({v}); i++ {{ say({v}[i]) }}" for v in (*variables, "t", "u"))
    return BODY.format(n=n, body="\n".join(lines), prints="\n".join(prints))


def filled(text: str, variable: str, other: str, numbers: Iterator[int]) -> str:
    text = text.replace("P", variable).replace("Q", other)
    while "N" in text:
        text = text.replace("N", str(next(numbers)), 1)
    return text


LOCKS = (("q.mu.Lock()", "q.mu.Unlock()"), ("q.mu.RLock()", "q.mu.RUnlock()"), ("", ""))

STEPS = (
    "q.items = append(q.items, {n})",
    "if len(q.items) > 0 {{ q.items = q.items[1:] }}",
    "if len(q.items) > 0 {{ q.items = q.items[:len(q.items)-1] }}",
    "if len(q.items) > 0 {{ q.items[0] = {n} }}",
    "if len(q.items) > 0 {{ got = q.items[0] }}",
    "for _, x := range q.items {{ got += x }}",
    "got = len(q.items)",
    "if len(q.items) > 1 {{ panic({n}) }}",
    "kept := append(q.items, {n}); got = len(kept)",
    "kept := q.items; if len(kept) > 0 {{ got = kept[0] }}",
)


def concurrent(seed: int) -> str:
    """Two or three goroutines on one queue, with locks that are often missing."""
    rng = Random(seed)
    careful = rng.random()

    def step(n: int) -> str:
        lock, unlock = LOCKS[0] if rng.random() < careful else rng.choice(LOCKS)
        return f"\t\t{lock}\n\t\t{{ {rng.choice(STEPS).format(n=n)} }}\n\t\t{unlock}"

    bodies = ["\n".join(step(rng.randrange(1, 4)) for _ in range(rng.randint(1, 3))) for _ in range(rng.randint(2, 3))]
    starts = "\n".join(f"\tgo func() {{\n\t\tgot := 0\n{body}\n\t\tdone <- got\n\t}}()" for body in bodies)
    return f"""package main

import "sync"

type queue struct {{
	mu    sync.RWMutex
	items []int
}}

func main() {{
	q, done := &queue{{}}, make(chan int)
	q.items = append(q.items, 5, 6)
	if len(q.items) > {rng.randint(0, 2)} {{
		q.items = q.items[1:]
	}}
{starts}
	for range {len(bodies)} {{
		<-done
	}}
}}
"""
