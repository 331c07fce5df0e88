"""Random programs whose locks and channels are found through fields: of objects that a constructor has set, and of some
that goroutines set again."""

from __future__ import annotations

from random import Random

HEAD = """package main

import "sync"

type link struct{ mu *sync.Mutex }

type box struct {
	in   *link
	c    chan int
	next *box
}

var guard sync.Mutex

func newLink() *link { return &link{mu: new(sync.Mutex)} }

func newBox(n int, next *box) *box {
	b := &box{c: make(chan int, n), next: next}
	b.in = newLink()
	return b
}

func (b *box) pass(n int) {
	guard.Lock()
	mu, c := b.in.mu, b.c
	guard.Unlock()
	mu.Lock()
	defer mu.Unlock()
	c <- n
}

func (b *box) trade(o *box) {
	guard.Lock()
	defer guard.Unlock()
	SET
}
"""

SETTINGS = (
    "b.in, o.in = newLink(), b.in",
    "b.in.mu, o.in.mu = new(sync.Mutex), b.in.mu",
    "b.c, o.c = make(chan int, 1), b.c",
    "b.c = o.c",
    "b.next = o",
    "_ = o",
)
ACTS = (
    "{{ guard.Lock(); m := {b}.in.mu; guard.Unlock(); m.Lock(); m.Unlock() }}",
    "{{ guard.Lock(); m := {b}.in.mu; guard.Unlock(); m.Lock() }}",
    "{{ guard.Lock(); b := {b}; guard.Unlock(); b.pass(1) }}",
    "{{ guard.Lock(); c := {b}.c; guard.Unlock(); c <- 1 }}",
    "{{ guard.Lock(); c := {b}.c; guard.Unlock(); <-c }}",
    "{{ guard.Lock(); c := {b}.c; guard.Unlock(); select {{ case c <- 2: default: }} }}",
    "{{ guard.Lock(); b, o := {b}, {o}; guard.Unlock(); b.trade(o) }}",
    "{{ guard.Lock(); c := {b}.c; guard.Unlock(); close(c) }}",
)


def program(random: Random) -> str:
    boxes = ("x", "y", "x.next", "y.next")
    setting = random.choice(SETTINGS)

    def body(least: int, most: int) -> str:
        return "; ".join(
            random.choice(ACTS).format(b=random.choice(boxes), o=random.choice(boxes))
            for _ in range(random.randint(least, most))
        )

    others = "\n".join(f"\tgo func() {{ {body(1, 3)} }}()" for _ in range(random.randint(1, 3)))
    return (
        HEAD.replace("SET", setting)
        + "\nfunc main() {\n\tx := newBox(1, nil)\n\ty := newBox(0, x)\n\tx.next = y\n"
        + f"{others}\n\t{body(0, 2)}\n}}\n"
    )
