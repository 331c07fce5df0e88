"""Random programs with workers that call functions from a queue: tasks capture objects of several sorts, make tasks of
their own, and set fields that others find objects by."""

from __future__ import annotations

from random import Random

HEADER = """package main

import (
	"sync"
	"sync/atomic"
)

type box struct {
	mu   *sync.Mutex
	a    *atomic.Int32
	ch   chan int
	run  func()
	next *box
}

func newBox() *box {
	p := &box{mu: new(sync.Mutex), ch: make(chan int, 1)}
	p.a = new(atomic.Int32)
	p.run = func() { p.a.Add(1) }
	return p
}

func (p *box) act() { p.a.Add(1) }

var (
	guard sync.Mutex
	queue []func()
	spare func()
	one   = newBox()
	wg    sync.WaitGroup
)

func put(f func()) {
	guard.Lock()
	queue = append(queue, f)
	guard.Unlock()
}

func take() func() {
	guard.Lock()
	defer guard.Unlock()
	if len(queue) == 0 {
		return nil
	}
	f := queue[0]
	queue = queue[1:]
	return f
}

func under(p *box, f func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	f()
}

func worker() {
	defer wg.Done()
	for {
		f := take()
		if f == nil {
			return
		}
		f()
	}
}

"""
BOXES = ("one", "two", "p", "p.next", "two.next")


def box(random: Random) -> str:
    return random.choice(BOXES)


def act(random: Random, depth: int = 0) -> str:
    """A statement of a task."""
    b, c = box(random), box(random)
    simple = (
        f"{b}.a.Add(1)",
        f'if {b}.a.Add(1) == {random.randint(2, 3)} {{ panic("seen") }}',
        f"if {b}.a.Load() == {random.randint(1, 2)} {{ {c}.a.Store(0) }}",
        f"{b}.mu.Lock(); {c}.a.Add(1); {b}.mu.Unlock()",
        f"{b}.act()",
        f"under({b}, {c}.act)",
        f"select {{ case {b}.ch <- 1: default: {c}.a.Add(1) }}",
        f"select {{ case <-{b}.ch: default: }}",
        f"guard.Lock(); {b}.a = new(atomic.Int32); guard.Unlock()",
        f"guard.Lock(); {b}.next = {c}; guard.Unlock()",
        f"guard.Lock(); x := {b}.a; guard.Unlock(); x.Add(1)",
        f"guard.Lock(); f := {b}.run; guard.Unlock(); f()",
        f"guard.Lock(); {b}.run = {c}.act; guard.Unlock()",
        "guard.Lock(); f := spare; guard.Unlock(); if f != nil { f() }",
    )
    if depth == 2:
        return random.choice(simple)
    inner = act(random, depth + 1)
    return random.choice((
        *simple,
        f"put(func() {{ {inner} }})",
        f"f := func() {{ {inner} }}; guard.Lock(); spare = f; guard.Unlock()",
        f"func() {{ defer func() {{ recover() }}(); {inner} }}()",
        f"func() {{ defer func() {{ {inner} }}(); {act(random, depth + 1)} }}()",
        f"func() {{ p := newBox(); p.next = p; {inner} }}()",
        f"wg.Add(1); go func() {{ defer wg.Done(); {inner} }}()",
    ))  # fmt: skip


def task(random: Random) -> str:
    return "; ".join(act(random) for _ in range(random.randint(1, 2)))


def program(random: Random) -> str:
    workers = random.randint(1, 2)
    tasks = "".join(f"\tput(func() {{ {task(random)} }})\n" for _ in range(random.randint(1, 3)))
    late = f"\tput(func() {{ {task(random)} }})\n" if random.random() < 0.5 else ""
    end = random.choice(("", '\tif one.a.Load() == 2 {\n\t\tpanic("two")\n\t}\n', f"\t{act(random)}\n"))
    return (
        HEADER
        + "func main() {\n\ttwo, p := newBox(), newBox()\n"
        + "\tone.next, two.next, p.next = two, p, one\n"
        + f"\twg.Add({workers})\n"
        + tasks
        + "\tgo worker()\n" * workers
        + late
        + f"\twg.Wait()\n{end}}}\n"
    )
