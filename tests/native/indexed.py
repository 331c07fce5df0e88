"""Random programs with goroutines that find locks, channels and counters by computed indices."""

from __future__ import annotations

from random import Random

HEADER = """package main

import (
	"sync"
	"sync/atomic"
)

const N = 3

type row struct {
	mu sync.Mutex
	n  int
}

type table struct {
	rows  [N]row
	chans [N]chan int
	next  int
}

var (
	locks [N]sync.Mutex
	flags [N]atomic.Int32
	cut   = locks[1:]
	one   = make(chan int, 1)
	wg    sync.WaitGroup
)

func (t *table) both(i, j int) {
	a, b := &t.rows[i].mu, &t.rows[j%N].mu
	a.Lock()
	b.Lock()
	b.Unlock()
	a.Unlock()
}

func (t *table) with(i int, f func(*row)) {
	t.rows[i].mu.Lock()
	defer t.rows[i].mu.Unlock()
	f(&t.rows[i])
}

func pass(i int, shift uint8) {
	n := uint8(i)<<shift + 2
	locks[int(n)%N].Lock()
	flags[n%N].Add(1)
	locks[int(n)%N].Unlock()
}

"""
INDICES = ["i", "(i+1)%N", "(i+2)%N", "(2*i)%N", "(N-1-i)", "0", "1", "j", "k", "(j+i)%N", "int(uint8(i+254))%N", "i&1"]
PIECES = [
    "locks[X].Lock(); t.next = X; locks[X].Unlock()",
    "locks[X].Lock(); locks[Y].Lock(); locks[Y].Unlock(); locks[X].Unlock()",
    "locks[X].Lock(); flags[Y].Add(1); locks[X].Unlock()",
    "flags[X].Store(int32(Y))",
    "if flags[X].Load() > 0 { locks[Y].Lock(); locks[Y].Unlock() }",
    "t.both(X, Y)",
    "t.with(X, func(r *row) { r.n++; flags[Y].Add(1) })",
    "pass(X, uint8(Y))",
    "cut[X%2].Lock(); cut[X%2].Unlock()",
    "for k := range N { locks[k].Lock(); locks[k].Unlock() }",
    "for m := 0; m <= X; m++ { flags[m].Add(1) }",
    "t.chans[X] <- Y",
    "select { case t.chans[X] <- Y: default: }",
    "select { case j = <-t.chans[X]: j %= N; default: flags[Y].Add(1) }",
    "one <- X; j = <-one",
    "j = (j + X) % N",
    "if i == X { close(t.chans[Y]) }",
    "func() { locks[X].Lock(); defer locks[X].Unlock(); flags[Y].Add(1) }()",
    "wg.Add(1); go func() { defer wg.Done(); locks[X].Lock(); locks[X].Unlock() }()",
]


def program(random: Random) -> str:
    def piece() -> str:
        text = random.choice(PIECES)
        return text.replace("X", random.choice(INDICES)).replace("Y", random.choice(INDICES))

    functions = random.randint(1, 2)
    text = HEADER
    for f in range(functions):
        pieces = "".join(f"\t{piece()}\n" for _ in range(random.randint(1, 3)))
        text += f"func f{f}(t *table, i, k int) {{\n\tj := k\n\t_ = j\n{pieces}}}\n\n"
    started = random.choice(["i := range N", "i := 0; i < N; i++"])
    body = "; ".join(
        f"f{random.randrange(functions)}(t, i, {random.choice(['i', '(i+1)%N', '0', '2'])})" for _ in range(1)
    )
    size = random.choice(["", ", 1", ", 2"])
    return text + (
        "func main() {\n\tt := &table{}\n\tfor i := range t.chans {\n"
        f"\t\tt.chans[i] = make(chan int{size})\n\t}}\n"
        f"\tfor {started} {{\n\t\twg.Add(1)\n\t\tgo func() {{ defer wg.Done(); {body} }}()\n\t}}\n"
        "\twg.Wait()\n}\n"
    )
