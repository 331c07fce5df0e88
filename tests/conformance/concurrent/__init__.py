"""Random concurrent Go programs that print, free of data races by construction.

Every program is a `main` with some channels, locks, counters and a few goroutines with short lists of
statements. Plain shared variables are only touched under the lock `m0`. Programs may deadlock, panic, leak or end
in several ways: that is the point. They are small enough to be explored completely.
"""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

from . import atomics, channels, contexts, control, locks, racy, timers
from .scene import Scene

__all__ = ["atomics", "channels", "contexts", "control", "locks", "program", "racy", "racy_program", "timers"]

PRELUDE = (Path(__file__).parent / "prelude.go").read_text(encoding="utf-8")

DECLARATIONS = {
    "nilc": "var nilc chan int",
    "cc": "cc := make(chan chan int, 1)",
    "done": "done := make(chan struct{})",
    "boxes": "boxes := make(chan Box, 1)",
    "anys": "anys := make(chan any, 1)",
    "sink": "var sink [2]int",
    "m0": "var m0 sync.Mutex",
    "m1": "var m1 sync.Mutex",
    "cond": "cond := sync.NewCond(&m1)",
    "rw": "var rw sync.RWMutex",
    "wg": "var wg sync.WaitGroup",
    "wg2": "var wg2 sync.WaitGroup",
    "once": "var once sync.Once",
    "onceFunc": 'onceFunc := sync.OnceFunc(func() { fmt.Println("F") })',
    "oncePanic": 'oncePanic := sync.OnceFunc(func() { panic("P") })',
    "onceValue": 'onceValue := sync.OnceValue(func() int { fmt.Println("V"); return 7 })',
    "onceValues": 'onceValues := sync.OnceValues(func() (int, error) { return 8, errors.New("E") })',
    "smap": "var smap sync.Map",
    "embedded": "embedded := &Counter{}",
    "a0": "var a0 atomic.Int32",
    "ab": "var ab atomic.Bool",
    "au": "var au atomic.Uint64",
    "an": "var an int64",
    "ap": "var ap atomic.Pointer[Box]",
    "av": "var av atomic.Value",
    "shared": "shared := 0",
    "table": "table := map[string]int{}",
    "list": "var list []int",
    "box": "box := Box{n: 1}",
    "flag": "flag := false",
    "ctx": "ctx, cancel := context.WithCancel(context.Background())",
    "ctxCause": "ctxCause, cancelCause := context.WithCancelCause(context.Background())",
    "x0": "x0 := 0",
    "x1": "x1 := 0",
    "pair": "pair := struct{ a, b int }{}",
    "row": "row := [2]int{}",
    "items": "items := make([]int, 2, 4)",
    "dict": "dict := map[string]int{}",
    "ptr": "ptr := &Box{}",
    "face": "var face any",
    "text": 'text := ""',
    "fn": "fn := func() int { return 1 }",
}
"""Declared in this order, and only where the name is used: Go refuses unused variables."""

NEEDS = {"cond": "m1", "cancel": "ctx", "cancelCause": "ctxCause"}


def declarations(body: str, caps: list[int]) -> str:
    """The variables that `body` uses."""
    words = set(re.findall(r"\w+", re.sub(r'"[^"]*"', "", body)))
    words |= {NEEDS[word] for word in words & NEEDS.keys()}
    lines = [f"c{i} := make(chan int, {cap})" for i, cap in enumerate(caps) if f"c{i}" in words]
    for name, declaration in DECLARATIONS.items():
        if name in words:
            lines.append(declaration)
            declared = declaration.partition(":=")[0] if ":=" in declaration else name
            lines.append(f"{', '.join('_' for _ in declared.split(','))} = {used(declared)}")
    return "".join(f"\t{line}\n" for line in lines)


def used(names: str) -> str:
    """By address: a lock must not be copied."""
    return ", ".join(f"&{name.strip()}" for name in names.split(","))


def program(random: Random, racy: bool = False) -> str:
    """The text of one program."""
    scene = Scene(random, racy)
    goroutines = random.randint(1, 3)
    waits = random.random() < 0.5
    caps = [random.choice([0, 0, 1, 2]) for _ in range(3)]
    if waits:
        scene.emit(f"wg.Add({goroutines})")
    for _ in range(goroutines):
        with control.function(scene, "go func() {", "}()"):
            if waits:
                scene.emit("defer wg.Done()")
            scene.body(random.randint(1, 3))
    scene.returns = True
    scene.body(random.randint(1, 3))
    if waits:
        scene.emit("wg.Wait()")
    scene.emit('fmt.Println("end")')
    body = "\n".join(scene.lines)
    return f"{PRELUDE}func main() {{\n{declarations(body, caps)}{body}\n}}\n"


def racy_program(random: Random) -> str:
    """The same with accesses that nothing protects, and with some of the locks left out."""
    return without_locks(program(random, racy=True), random)


def without_locks(text: str, random: Random) -> str:
    """Some pairs of m0.Lock and m0.Unlock taken out, a line each."""
    lines, out, dropped = text.split("\n"), [], False
    for line in lines:
        if line.strip() == "m0.Lock()":
            dropped = random.random() < 0.3
        if dropped and line.strip() in ("m0.Lock()", "m0.Unlock()"):
            continue
        out.append(line)
    return "\n".join(out)
