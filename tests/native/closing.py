"""Random programs: channels are closed behind the sends, beside them, or by what orders nothing."""

from __future__ import annotations

from random import Random

STATEMENTS = (
    *["c <- 1"] * 4,
    *["d <- 2"] * 2,
    "<-c",
    "<-d",
    "_, ok := <-c; _ = ok",
    "select { case c <- 3: case <-d: }",
    "select { case c <- 3: default: }",
    "select { case <-c: case <-d: default: }",
    "x++",
    "_ = x",
    "mu.Lock(); x++; mu.Unlock()",
    "ready.Store(true)",
    "if ready.Load() { x++ }",
)
CLOSING = (
    "close(c)",
    "close(c)",
    "wg.Wait(); close(c)",
    "wg.Wait(); close(c)",
    "wg.Wait(); close(d)",
    "for len(c) == 0 {\n\t}\n\tclose(c)",
    "if len(c) > 0 { close(c) }",
    "if ready.Load() { close(c) }",
    "mu.Lock(); close(d); mu.Unlock()",
    "<-c; close(c)",
    "defer func() { _ = recover() }(); close(c)",
)


def body(random: Random, least: int, most: int, closing: float) -> str:
    lines = [random.choice(STATEMENTS) for _ in range(random.randint(least, most))]
    if random.random() < closing:
        lines.insert(random.randint(0, len(lines)), random.choice(CLOSING))
    return "\n\t".join(f"{{ {line} }}" if "defer" not in line else line for line in lines)


def program(random: Random) -> str:
    rooms = random.randint(0, 2), random.randint(0, 2)
    parts = []
    for _ in range(random.randint(1, 3)):
        counted = random.random() < 0.7
        text = body(random, 1, 2, 0.1)
        if counted:
            text = f"defer wg.Done()\n\t{text}"
            parts.append("wg.Add(1)")
        parts.append(f"go func() {{\n\t{text}\n\t}}()")
    if random.random() < 0.5:
        parts.append("go func() {\n\tfor range c {\n\t}\n\t}()")
    if random.random() < 0.5:
        parts.append(f"go func() {{\n\t{random.choice(CLOSING)}\n\t}}()")
    parts.append(body(random, 0, 2, 0.7))
    main = "\n\t".join(parts)
    return f"""package main

import (
	"sync"
	"sync/atomic"
)

var (
	c     = make(chan int, {rooms[0]})
	d     = make(chan int, {rooms[1]})
	x     int
	mu    sync.Mutex
	wg    sync.WaitGroup
	ready atomic.Bool
)

func main() {{
	_, _, _, _, _, _ = c, d, x, &mu, &wg, &ready
	{main}
}}
"""
