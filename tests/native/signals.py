"""Random programs: goroutines order accesses by conditions, buffers, semaphores, locks of readers, attempts
and timers, in ways that hold, nearly hold and do not."""

from __future__ import annotations

from random import Random

HEADER = """package main

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

type box struct {
	mu    sync.Mutex
	full  *sync.Cond
	flag  bool
	items []*int
	n     int
}

func made() *box {
	b := &box{}
	b.full = sync.NewCond(&b.mu)
	return b
}

var (
	mu    sync.Mutex
	rw    sync.RWMutex
	cond  = sync.NewCond(&mu)
	ready bool
	wg    sync.WaitGroup
	sem   = make(chan struct{}, 1)
	pair  = make(chan struct{}, 2)
	jobs  = make(chan *int, 2)
	done  = make(chan struct{}, 4)
	stop  = make(chan struct{})
	count atomic.Int32
	ctx   context.Context
	end   context.CancelFunc
	timer *time.Timer
	x, y  int
	two   [2]int
)

"""
MEMORY = ("x", "y", "two[0]", "two[1]", "p.n", "q.n")


def access(random: Random) -> str:
    memory = random.choice(MEMORY)
    return random.choice((f"{memory}++", f"{memory} = {random.randint(1, 2)}", f"_ = {memory}"))


def waiting(random: Random) -> str:
    """The side of a condition that waits; with its lock, its flag and its loop, or without."""
    lock, c, flag = random.choice((("mu", "cond", "ready"), ("p.mu", "p.full", "p.flag")))
    loop = random.choice((f"for !{flag} {{ {c}.Wait() }}", f"if !{flag} {{ {c}.Wait() }}", f"{c}.Wait()"))
    inner = random.choice((access(random), f"{flag} = false", "x++"))
    after = random.choice(("", access(random)))
    return f"{lock}.Lock(); {loop}; {inner}; {lock}.Unlock(); {after}"


def telling(random: Random) -> str:
    """The side that signals: under the lock, behind it, or without it."""
    lock, c, flag = random.choice((("mu", "cond", "ready"), ("p.mu", "p.full", "p.flag")))
    call = f"{c}.{random.choice(('Signal', 'Broadcast'))}()"
    before = random.choice(("", f"{access(random)}; "))
    return before + random.choice((
        f"{lock}.Lock(); {flag} = true; {call}; {lock}.Unlock()",
        f"{lock}.Lock(); {flag} = true; {call}; {lock}.Unlock()",
        f"{lock}.Lock(); {flag} = true; {lock}.Unlock(); {call}",
        f"{call}",
        f"{lock}.Lock(); {access(random)}; {call}; {lock}.Unlock()",
    ))  # fmt: skip


def passing(random: Random) -> str:
    """Channels: a semaphore, tokens, jobs handed on, attempts, ends."""
    inner = access(random)
    s = random.choice(("sem", "pair"))
    return random.choice((
        f"{s} <- struct{{}}{{}}; {inner}; <-{s}",
        f"{s} <- struct{{}}{{}}; {inner}; <-{s}",
        f"{inner}; {s} <- struct{{}}{{}}",
        f"<-{s}; {inner}",
        f"jobs <- &x; {inner}",
        "j := <-jobs; *j++",
        "v := new(int); *v = 1; jobs <- v",
        f"select {{ case j := <-jobs: *j = 1; default: {inner} }}",
        f"select {{ case {s} <- struct{{}}{{}}: {inner}; default: }}",
        f"select {{ case <-{s}: {inner}; default: {access(random)} }}",
        f"select {{ case <-{s}: {inner}; case j := <-jobs: *j++ }}",
        f"if len({s}) > 0 {{ {inner} }}",
        f"<-stop; {inner}",
        f"{inner}; close(stop)",
    ))  # fmt: skip


def locking(random: Random) -> str:
    inner = access(random)
    return random.choice((
        f"rw.Lock(); {inner}; rw.Unlock()",
        f"rw.RLock(); _ = {random.choice(MEMORY)}; rw.RUnlock()",
        f"rw.RLock(); {inner}; rw.RUnlock()",
        f"if rw.TryLock() {{ {inner}; rw.Unlock() }} else {{ {access(random)} }}",
        f"if rw.TryRLock() {{ {inner}; rw.RUnlock() }} else {{ {access(random)} }}",
        f"if mu.TryLock() {{ {inner}; mu.Unlock() }} else {{ {access(random)} }}",
        f"mu.Lock(); {inner}; mu.Unlock()",
        f"if count.Add(1) == 2 {{ {inner} }}",
    ))  # fmt: skip


def timing(random: Random) -> str:
    inner = access(random)
    return random.choice((
        f"select {{ case <-time.After(time.Second): {inner}; case <-sem: }}",
        f"{inner}; end()",
        f"<-ctx.Done(); {inner}",
        f"if ctx.Err() != nil {{ {inner} }}",
        f"select {{ case <-ctx.Done(): {inner}; case sem <- struct{{}}{{}}: }}",
        f"if !timer.Stop() {{ {inner} }}",
        f"<-timer.C; {inner}",
        f"time.Sleep(time.Second); {inner}",
    ))  # fmt: skip


def piece(random: Random, kinds: tuple[object, ...]) -> str:
    return random.choice(kinds)(random)  # type: ignore[operator]


def program(random: Random) -> str:
    pairs = ((waiting, telling), (waiting, telling, passing), (passing,), (passing, locking), (locking,),
             (passing, timing), (timing, access), (waiting, telling, locking), (passing, access))  # fmt: skip
    kinds = random.choice(pairs)
    text = HEADER
    functions = random.randint(1, 3)
    for f in range(functions):
        pieces = "".join(f"\t{{ {piece(random, kinds)} }}\n" for _ in range(random.randint(1, 2)))
        ends = random.choice(
            ("\tdefer wg.Done()\n", "\tdefer wg.Done()\n", "\tdefer func() { done <- struct{}{} }()\n")
        )
        text += f"func f{f}(p, q *box) {{\n{ends}{pieces}}}\n\n"
    chosen = [random.randrange(functions) for _ in range(random.randint(2, 3))]
    started = ""
    for f in chosen:
        add = "\twg.Add(1)\n" if "wg.Done" in text.split(f"func f{f}(")[1].split("\n\n")[0] else ""
        started += add + f"\tgo f{f}({random.choice(('p, q', 'q, p', 'p, p'))})\n"
    own = random.choice(("", f"\t{{ {piece(random, kinds)} }}\n"))
    first = random.choice(("", "\tx = 1\n", "\tsem <- struct{}{}\n"))
    wait = random.choice(("\twg.Wait()\n", "\twg.Wait()\n", "\t<-done\n", ""))
    last = random.choice(("", f"\t{access(random)}\n"))
    setting = (
        "\tp, q := made(), made()\n\t_, _ = p, q\n"
        + (
            "\tctx, end = context.WithTimeout(context.Background(), time.Second)\n"
            if "ctx" in text + own or "end()" in text + own
            else ""
        )
        + ("\ttimer = time.NewTimer(time.Second)\n" if "timer." in text[len(HEADER) :] + own else "")
    )
    body = f"{text}func main() {{\n{setting}{first}{started}{own}{wait}{last}}}\n"
    used = body[len(HEADER) :]
    for name, mark in (('\t"context"\n', "context."), ('\t"time"\n', "time.")):
        if mark not in used:
            body = body.replace(name, "", 1)
    if "context." not in used:
        body = body.replace("\tctx   context.Context\n\tend   context.CancelFunc\n", "")
    if "time." not in used or ('"time"' in body and "timer." not in used):
        body = body.replace("\ttimer *time.Timer\n", "")
    return body
