"""Random concurrent Go programs that print, free of data races by construction.

Every program is a `main` with some channels, locks, counters and a few goroutines whose bodies are short lists of
statements. Plain shared variables are only touched under the lock `m0`. Programs may deadlock, panic, leak or end
in several ways: that is the point. They are small enough to be explored completely.
"""

from __future__ import annotations

import re
from random import Random

HEADER = """package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

var _, _, _ = context.Background, errors.New, runtime.Gosched
var _, _ = atomic.AddInt32, time.Sleep
var _ sync.Locker

"""

DECLARATIONS = {
    "m0": "var m0 sync.Mutex",
    "cond": "cond := sync.NewCond(&m1)",
    "m1": "var m1 sync.Mutex",
    "rw": "var rw sync.RWMutex",
    "wg": "var wg sync.WaitGroup",
    "once": "var once sync.Once",
    "a0": "var a0 atomic.Int32",
    "shared": "shared := 0\n\t_ = shared",
    "flag": "flag := false\n\t_ = flag",
}
"""Declared in this order, and only where the name is used: Go refuses unused variables."""


def declarations(body: str, caps: list[int]) -> str:
    """The variables that `body` uses."""
    lines = [f"c{i} := make(chan int, {cap})" for i, cap in enumerate(caps) if re.search(rf"\bc{i}\b", body)]
    if re.search(r"\b(ctx|cancel)\b", body):
        lines += ["ctx, cancel := context.WithCancel(context.Background())", "_, _ = ctx, cancel"]
    used = {name for name in DECLARATIONS if re.search(rf"\b{name}\b", body)}
    if "cond" in used:
        used.add("m1")
    order = sorted(used, key=lambda name: (name == "cond", name))
    return "".join(f"\t{line}\n" for line in lines + [DECLARATIONS[name] for name in order])


class Writer:
    """Writes one program; `random` decides everything."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.lines: list[str] = []
        self.depth = 1
        self.marks = 0
        self.in_lock = False

    def emit(self, line: str) -> None:
        self.lines.append("\t" * self.depth + line)

    def mark(self) -> str:
        """A new letter for a print, so that orders can be told apart."""
        self.marks += 1
        return chr(ord("a") + (self.marks - 1) % 26)

    def channel(self) -> str:
        return self.random.choice(["c0", "c0", "c1", "c2"])

    def body(self, size: int) -> None:
        for _ in range(size):
            self.statement()

    def nested(self, header: str, size: int, footer: str = "}") -> None:
        self.emit(header)
        self.depth += 1
        self.body(size)
        self.depth -= 1
        self.emit(footer)

    def statement(self) -> None:
        kinds = [
            (self.send, 5), (self.receive, 5), (self.select, 4), (self.close, 1), (self.print, 2), (self.locked, 3),
            (self.atomic, 2), (self.read_locked, 1), (self.once_do, 1), (self.loop, 1), (self.deferred, 1),
            (self.recovering, 1), (self.cond_wait, 1), (self.cond_signal, 1), (self.cancel, 1), (self.done, 1),
            (self.panic, 0.4), (self.sleep, 0.5), (self.try_lock, 0.7), (self.gosched, 0.5), (self.range_close, 0.5),
        ]  # fmt: skip
        if self.depth > 4:
            kinds = kinds[:5]
        chosen = self.random.choices([k for k, _ in kinds], [w for _, w in kinds])[0]
        chosen()

    def send(self) -> None:
        self.emit(f"{self.channel()} <- {self.random.randint(1, 3)}")

    def receive(self) -> None:
        form = self.random.randrange(4)
        channel = self.channel()
        if form == 0:
            self.emit(f"<-{channel}")
        elif form == 1:
            self.emit(f'fmt.Println("{self.mark()}", <-{channel})')
        else:
            self.emit(f"if v, ok := <-{channel}; ok || v == 0 {{")
            self.emit(f'\tfmt.Println("{self.mark()}", v, ok)')
            self.emit("}")

    def select(self) -> None:
        self.emit("select {")
        for _ in range(self.random.randint(1, 3)):
            channel = self.channel()
            if self.random.random() < 0.5:
                self.emit(f"case {channel} <- {self.random.randint(4, 6)}:")
                self.emit(f'\tfmt.Println("{self.mark()}")')
            else:
                self.emit(f"case v := <-{channel}:")
                self.emit(f'\tfmt.Println("{self.mark()}", v)')
        extra = self.random.randrange(4)
        if extra == 0:
            self.emit("default:")
            self.emit(f'\tfmt.Println("{self.mark()}")')
        elif extra == 1:
            self.emit("case <-ctx.Done():")
            self.emit(f'\tfmt.Println("{self.mark()}", ctx.Err())')
        self.emit("}")

    def close(self) -> None:
        self.emit(f"close({self.channel()})")

    def print(self) -> None:
        self.emit(f'fmt.Println("{self.mark()}")')

    def locked(self) -> None:
        if self.in_lock:
            return self.print()
        self.in_lock = True
        self.emit("m0.Lock()")
        self.emit("shared++")
        if self.random.random() < 0.5:
            self.emit(f'fmt.Println("{self.mark()}", shared)')
        if self.random.random() < 0.3:
            self.statement()
        self.emit("m0.Unlock()")
        self.in_lock = False
        return None

    def read_locked(self) -> None:
        kind = self.random.choice(["RLock", "Lock"])
        self.emit(f"rw.{kind}()")
        self.emit(f'fmt.Println("{self.mark()}")')
        self.emit(f"rw.{'RUnlock' if kind == 'RLock' else 'Unlock'}()")

    def try_lock(self) -> None:
        self.emit("if m1.TryLock() {")
        self.emit(f'\tfmt.Println("{self.mark()}")')
        self.emit("\tm1.Unlock()")
        self.emit("}")

    def atomic(self) -> None:
        form = self.random.randrange(3)
        if form == 0:
            self.emit("a0.Add(1)")
        elif form == 1:
            self.emit(f'fmt.Println("{self.mark()}", a0.Load())')
        else:
            self.emit("if a0.CompareAndSwap(0, 5) {")
            self.emit(f'\tfmt.Println("{self.mark()}")')
            self.emit("}")

    def once_do(self) -> None:
        self.emit(f'once.Do(func() {{ fmt.Println("{self.mark()}") }})')

    def loop(self) -> None:
        self.nested(f"for i := range {self.random.randint(1, 2)} {{", 1)
        self.lines[-1:-1] = ["\t" * (self.depth + 1) + "_ = i"]

    def deferred(self) -> None:
        self.emit("func() {")
        self.depth += 1
        self.emit(f'defer fmt.Println("{self.mark()}", len({self.channel()}) >= 0)')
        self.body(self.random.randint(1, 2))
        self.depth -= 1
        self.emit("}()")

    def recovering(self) -> None:
        self.emit("func() {")
        self.depth += 1
        self.emit("defer func() {")
        self.emit("\tif r := recover(); r != nil {")
        self.emit(f'\t\tfmt.Println("{self.mark()}", r)')
        self.emit("\t}")
        self.emit("}()")
        self.body(self.random.randint(1, 2))
        if self.random.random() < 0.4:
            self.emit(f'panic(errors.New("e{self.random.randint(1, 2)}"))')
        self.depth -= 1
        self.emit("}()")

    def cond_wait(self) -> None:
        self.emit("m1.Lock()")
        self.emit("for !flag {")
        self.emit("\tcond.Wait()")
        self.emit("}")
        self.emit(f'fmt.Println("{self.mark()}")')
        self.emit("m1.Unlock()")

    def cond_signal(self) -> None:
        self.emit("m1.Lock()")
        self.emit("flag = true")
        self.emit(f"cond.{self.random.choice(['Signal', 'Broadcast'])}()")
        self.emit("m1.Unlock()")

    def cancel(self) -> None:
        self.emit("cancel()")

    def done(self) -> None:
        self.emit(self.random.choice(["<-ctx.Done()", f'fmt.Println("{self.mark()}", ctx.Err())']))

    def panic(self) -> None:
        self.emit("if a0.Load() == 1 {")
        self.emit(f'\tpanic("p{self.random.randint(1, 2)}")')
        self.emit("}")

    def sleep(self) -> None:
        self.emit("time.Sleep(10 * time.Microsecond)")

    def gosched(self) -> None:
        self.emit("runtime.Gosched()")

    def range_close(self) -> None:
        channel = self.channel()
        self.emit(f"for v := range {channel} {{")
        self.emit(f'\tfmt.Println("{self.mark()}", v)')
        self.emit("}")


def program(random: Random) -> str:
    """The text of one program."""
    writer = Writer(random)
    goroutines = random.randint(1, 3)
    waits = random.random() < 0.5
    caps = [random.choice([0, 0, 1, 2]) for _ in range(3)]
    if waits:
        writer.emit(f"wg.Add({goroutines})")
    for _ in range(goroutines):
        writer.emit("go func() {")
        writer.depth += 1
        if waits:
            writer.emit("defer wg.Done()")
        writer.body(random.randint(1, 3))
        writer.depth -= 1
        writer.emit("}()")
    writer.body(random.randint(1, 3))
    if waits:
        writer.emit("wg.Wait()")
    writer.emit('fmt.Println("end")')
    body = "\n".join(writer.lines)
    return f"{HEADER}func main() {{\n{declarations(body, caps)}{body}\n}}\n"
