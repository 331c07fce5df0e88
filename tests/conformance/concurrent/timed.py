"""Random programs that let time pass: sleeps, timers that are stopped and reset, tickers, deadlines, busy waits. Some
race, leak, deadlock or panic."""

from __future__ import annotations

from random import Random

HEAD = """package main

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

const ms = time.Millisecond

var (
	wg   sync.WaitGroup
	mu   sync.Mutex
	c, d = make(chan int, 1), make(chan int)
	x    int
	flag atomic.Bool
	ctx  context.Context
	stop context.CancelFunc
	t    *time.Timer
	_    = runtime.Gosched
)
"""

LINES = [
    "time.Sleep({d})",
    "time.Sleep({d})",
    "time.Sleep(time.Microsecond)",
    "mu.Lock()\n\tx++\n\tmu.Unlock()",
    "mu.Lock()\n\ttime.Sleep({d})\n\tmu.Unlock()",
    "c <- 1",
    "<-c",
    "d <- 1",
    "<-d",
    "x++",
    "flag.Store(true)",
    "<-time.After({d})",
    "select {{\n\tcase c <- 1:\n\tcase <-time.After({d}):\n\t}}",
    "select {{\n\tcase <-d:\n\tcase <-time.After({d}):\n\t}}",
    "select {{\n\tcase d <- 1:\n\tdefault:\n\t}}",
    "select {{\n\tcase <-c:\n\tdefault:\n\t\ttime.Sleep({d})\n\t}}",
    "select {{\n\tcase <-ctx.Done():\n\tcase d <- 2:\n\t}}",
    "<-ctx.Done()",
    "if ctx.Err() != nil {{\n\t\tc <- 3\n\t}}",
    "stop()",
    "if t.Stop() {{\n\t\td <- 1\n\t}}",
    "t.Reset({d})",
    "select {{\n\tcase <-t.C:\n\tcase <-d:\n\t}}",
    "k := time.NewTicker({d})\n\t<-k.C\n\t<-k.C\n\tk.Stop()",
    "time.AfterFunc({d}, func() {{ flag.Store(true) }})",
    "time.AfterFunc({d}, func() {{ c <- 4 }})",
    "b := time.Now()\n\t<-time.After({d})\n\tif time.Since(b) < {d} {{\n\t\tpanic({n})\n\t}}",
    "b := time.Now()\n\tmu.Lock()\n\tif time.Since(b) > {d} {{\n\t\tx++\n\t}}\n\tmu.Unlock()",
    "for b := time.Now(); !flag.Load() && time.Since(b) < {d}; {{\n\t\ttime.Sleep(ms)\n\t}}",
    "for !flag.Load() {{\n\t\truntime.Gosched()\n\t}}",
    "in, out := context.WithTimeout(ctx, {d})\n\t<-in.Done()\n\tout()",
    "if flag.Load() {{\n\t\tpanic({n})\n\t}}",
]  # fmt: skip
DURATIONS = ["ms", "2*ms", "2*ms", "3*ms", "5*ms"]


def program(pick: Random) -> str:
    """Two to four goroutines with a few statements from a small choice, so that they meet."""
    lines = pick.sample(LINES, 6)
    functions, starts = [], []
    for n in range(pick.randint(2, 3)):
        body = [block(pick.choice(lines), pick, n) for _ in range(pick.randint(1, 3))]
        functions.append("\n\t".join([f"func f{n}() {{", "defer wg.Done()", *body]) + "\n}\n")
        starts += ["wg.Add(1)", f"go f{n}()"] * pick.choice([1, 1, 1, 2])
    main = [f"ctx, stop = context.WithTimeout(context.Background(), {pick.choice(DURATIONS)})", "defer stop()"]
    main += [f"t = time.NewTimer({pick.choice(DURATIONS)})", *starts]
    main += pick.choices(["wg.Wait()", f"time.Sleep({pick.choice(DURATIONS)})", "<-d", "<-t.C"], k=pick.randint(1, 2))
    return "\n".join([HEAD, *functions, "\n\t".join(["func main() {", *main]) + "\n}\n"])


def block(line: str, pick: Random, n: int) -> str:
    """A statement in a scope of its own."""
    text = line.format(d=pick.choice(DURATIONS), n=n)
    return "{\n\t\t" + text.replace("\n", "\n\t") + "\n\t}"
