"""Random programs of the shapes that services have: structs with locks and deferred unlocks, contexts, maps of
channels, select loops. Methods and their uses have the mistakes of everyday code now and then."""

from __future__ import annotations

from random import Random

HEADER = """package main

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

const soon = time.Second

type store struct {
	mu    sync.RWMutex
	once  sync.Once
	seen  atomic.Int32
	n     int
	table map[int]int
	first *int
}

type hub struct {
	mu    sync.Mutex
	chans map[int]chan int
	shut  bool
}

type worker struct {
	in, out chan int
	quit    chan struct{}
	*store
}
"""

MISTAKES = 0.15
"""The part of methods that have one."""


def indented(text: str, by: str = "\t") -> str:
    return "".join(f"{by}{line}\n" for line in text.split("\n"))


def guarded(random: Random, field: str, body: str, *, reads: bool = False) -> str:
    """A method's body under a lock, as everyday code has it; now and then without a part of that."""
    mode = "R" if reads and random.random() < 0.7 else ""
    lock, unlock = f"{field}.{mode}Lock()", f"{field}.{mode}Unlock()"
    right = (
        f"{lock}\ndefer {unlock}\n{body}",
        f"{lock}\ndefer {unlock}\n{body}",
        f"{lock}\ndefer func() {{ {unlock} }}()\n{body}",
        f"{lock}\ndefer func(mu sync.Locker) {{ mu.Unlock() }}({locker(field, mode)})\n{body}",
        f"{lock}\n{body}\n{unlock}",
    )
    wrong = (
        body,
        f"{lock}\n{body}",
        f"{lock}\nif v > 0 {{\n\treturn\n}}\n{body}\n{unlock}",
        f"{body}\n{lock}\ndefer {unlock}",
    )
    return random.choice(wrong if random.random() < MISTAKES else right)


def locker(field: str, mode: str) -> str:
    return f"{field}.RLocker()" if mode else f"&{field}"


def method(receiver: str, signature: str, body: str) -> str:
    return f"func ({receiver}) {signature} {{\n{indented(body)}}}\n"


ADDS = (
    "s.n += v",
    "s.table[v]++",
    "s.first = &v",
    "s.n++\ns.table[s.n%2] = v",
    "s.once.Do(func() { s.n = v })",
    "s.seen.Add(1)",
)
GETS = (
    "r = s.n",
    "r = s.table[v]",
    "for _, w := range s.table {\n\tr += w\n}",
    "if s.first != nil {\n\tr = *s.first\n}",
)
SENDS = ("c <- v", "select {\ncase c <- v:\ndefault:\n}", "select {\ncase c <- v:\ncase <-ctx.Done():\n\treturn\n}")
LOOPS = (
    "case <-ctx.Done():\n\treturn",
    "case <-w.quit:\n\treturn",
    "case v, ok := <-w.in:\n\tif !ok {\n\t\treturn\n\t}\n\tDO",
    "case v := <-w.in:\n\tDO",
    "case <-time.After(soon):\n\tw.add(3)",
)
DOES = ("w.add(v)", "w.out <- v", "select {\n\tcase w.out <- v:\n\tcase <-ctx.Done():\n\t\treturn\n\t}", "_ = w.get(v)")


def stores(random: Random) -> str:
    """Two stores may lock each other; a callback is called with the lock held."""
    add, get = random.choice(ADDS), random.choice(GETS)
    order = ("s.mu.Lock()\ndefer s.mu.Unlock()\no.mu.Lock()\ndefer o.mu.Unlock()\ns.n, o.n = o.n, s.n",)
    nested = ("s.mu.Lock()\ndefer s.mu.Unlock()\no.add(v)", "s.mu.RLock()\ndefer s.mu.RUnlock()\no.add(s.n)")
    panics = f"if s.{random.choice(('n > 0', 'n == 0', 'seen.Load() > 0'))} {{\n\tpanic(v)\n}}"
    return "\n".join((
        method("s *store", "add(v int)", guarded(random, "s.mu", add)),
        method("s *store", "get(v int) (r int)", guarded(random, "s.mu", get, reads=True) + "\nreturn"),
        method("s *store", "both(o *store, v int)", random.choice(order + nested)),
        method("s *store", "with(v int, f func())", guarded(random, "s.mu", "f()")),
        method("s *store", "must(v int)", guarded(random, "s.mu", panics)),
    ))  # fmt: skip


def hubs(random: Random) -> str:
    """A map of channels; the lock may be held while one sends."""
    capacity = random.choice(("", ", 1"))
    make = f"c, ok := h.chans[v]\nif !ok {{\n\tc = make(chan int{capacity})\n\th.chans[v] = c\n}}\nr = c"
    each = f"for _, c := range h.chans {{\n{indented(random.choice(SENDS))}}}"
    close = "if !h.shut {\n\th.shut = true\n\tfor _, c := range h.chans {\n\t\tclose(c)\n\t}\n}"
    leave = "if c, ok := h.chans[v]; ok {\n\tdelete(h.chans, v)\n\tclose(c)\n}"
    return "\n".join((
        method("h *hub", "join(v int) (r chan int)", guarded(random, "h.mu", make) + "\nreturn"),
        method("h *hub", "send(ctx context.Context, v int)", guarded(random, "h.mu", each)),
        method("h *hub", "leave(v int)", guarded(random, "h.mu", random.choice((leave, "close(h.chans[v])")))),
        method("h *hub", "close(v int)", guarded(random, "h.mu", close)),
    ))  # fmt: skip


def workers(random: Random) -> str:
    """A loop around a select, and a request that may be given up."""
    clauses = [*random.sample(LOOPS, random.randint(1, 2)), random.choice(LOOPS[2:4])]
    clauses = [clause.replace("DO", random.choice(DOES)) for clause in dict.fromkeys(clauses)]
    first = random.choice(("", "defer close(w.out)\n", "defer w.add(1)\n"))
    loop = "select {\n" + "\n".join(clauses) + "\n}"
    answer = f"c := make(chan int{random.choice(('', ', 1'))})\ngo func() {{ c <- s.get(v) }}()"
    wait = "select {\ncase r := <-c:\n\treturn r\ncase <-ctx.Done():\n\treturn -1\n}"
    stop = random.choice(("sub, stop := context.WithTimeout(ctx, soon)", "sub, stop := context.WithCancel(ctx)"))
    sub = f"{stop}\n{random.choice(('defer stop()', 'defer stop()', 'go stop()', '_ = stop'))}\nreturn s.ask(sub, v)"
    return "\n".join((
        method("w *worker", "run(ctx context.Context)", f"{first}for {{\n{indented(loop)}}}"),
        method("s *store", "ask(ctx context.Context, v int) int", f"{answer}\n{wait}"),
        method("s *store", "askSoon(ctx context.Context, v int) int", sub),
    ))  # fmt: skip


STEPS = (
    ("S.add(X)", 5),
    ("_ = S.get(X)", 4),
    ("S.both(O, X)", 2),
    ("S.with(X, func() { S.n++ })", 1),
    ("S.with(X, func() { _ = O.get(X) })", 1),
    ("S.with(X, func() { out <- X })", 0.5),
    ("func() {\n\tdefer func() { _ = recover() }()\n\tS.must(X)\n}()", 1),
    ("S.must(X)", 0.3),
    ("for k := range 2 {\n\tfunc() {\n\t\tS.mu.Lock()\n\t\tdefer S.mu.Unlock()\n\t\tS.n += k\n\t}()\n}", 1),
    ("for range X {\n\tS.mu.RLock()\n\tdefer S.mu.RUnlock()\n}\nS.seen.Add(1)", 0.7),
    ("defer S.add(X)", 1),
    ("if S.seen.Load() > 0 {\n\t_ = S.n\n}", 0.5),
    ("S.once.Do(func() { S.add(X) })", 0.7),
    ("if S.mu.TryLock() {\n\tS.n = X\n\tS.mu.Unlock()\n}", 0.5),
    ("_ = S.ask(ctx, X)", 0.8),
    ("_ = S.askSoon(ctx, X)", 0.8),
    ("w.run(ctx)", 3),
    ("w.in <- X", 2),
    ("select {\ncase w.in <- X:\ncase <-ctx.Done():\n\treturn\n}", 2),
    ("select {\ncase v := <-w.out:\n\tS.add(v)\ncase <-ctx.Done():\n}", 1.5),
    ("close(w.in)", 1),
    ("close(w.quit)", 0.8),
    ("cancel()", 1.5),
    ("<-ctx.Done()", 0.5),
    ("h.join(X)", 1),
    ("select {\ncase <-h.join(X):\ncase <-ctx.Done():\n}", 1),
    ("<-h.join(X)", 0.8),
    ("for v := range h.join(X) {\n\tS.add(v)\n}", 0.7),
    ("h.send(ctx, X)", 2),
    ("h.leave(X)", 0.7),
    ("h.close(X)", 0.8),
    ("if c, ok := h.chans[X]; ok {\n\tc <- 1\n}", 0.3),
)
"""With their weights. S and O are stores, X is a small number."""

ENDS = (
    "cancel()\nwg.Wait()",
    "wg.Wait()",
    "wg.Wait()",
    "close(w.in)\nwg.Wait()",
    "<-w.out",
    "h.close(0)\nwg.Wait()",
    "",
)


def step(random: Random) -> str:
    texts, weights = zip(*STEPS, strict=True)
    one, other = random.sample(("s", "o"), 2)
    text: str = random.choices(texts, weights)[0]
    return text.replace("X", str(random.randint(0, 1))).replace("S.", f"{one}.").replace("O", other)


def goroutine(random: Random) -> tuple[int, str]:
    """How many there are of it, and the statement that starts them."""
    count = random.choice((1, 1, 2))
    body = "\n".join(["defer wg.Done()", *(step(random) for _ in range(random.randint(1, 2)))])
    start = f"go func() {{\n{indented(body)}}}()"
    return count, start if count == 1 else f"for range {count} {{\n{indented(start)}}}"


def program(random: Random) -> str:
    capacity = random.choice(("", ", 1"))
    parts = [goroutine(random) for _ in range(random.choice((1, 2, 2)))]
    root = [step(random) for _ in range(random.randint(0, 2))]
    body = "\n".join((
        "ctx, cancel := context.WithCancel(context.Background())",
        random.choice(("defer cancel()", "defer cancel()", "_ = cancel")),
        "s, o := &store{table: map[int]int{}}, &store{table: map[int]int{}}",
        "h := &hub{chans: map[int]chan int{0: make(chan int, 1)}}",
        f"in, out := make(chan int{capacity}), make(chan int, {random.randint(0, 1)})",
        "w := &worker{in, out, make(chan struct{}), s}",
        "_, _, _, _, _ = ctx, s, o, h, w",
        "var wg sync.WaitGroup",
        f"wg.Add({sum(count for count, _ in parts)})",
        *(start for _, start in parts),
        *root,
        random.choice(ENDS),
    ))  # fmt: skip
    return "\n".join((HEADER, stores(random), hubs(random), workers(random), f"func main() {{\n{indented(body)}}}\n"))
