"""Random clients of packages whose real source is plain Go: two to four goroutines use one value, and main prints what
each of them saw. What Go shows has to be among what the models allow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from .writer import Writer


@dataclass(frozen=True)
class Client:
    """imports: besides fmt and sync; shared: statements that make the value; uses: expressions of a string."""

    imports: tuple[str, ...]
    shared: str
    uses: tuple[str, ...]


CLIENTS = {
    "once": Client(
        (),
        "n := 0\nvar o sync.Once\nf := func() { n++ }\n_ = f",
        ("func() string { o.Do(f); return fmt.Sprint(n) }()", "func() string { o.Do(func() {}); return \"did\" }()"),
    ),
    "once values": Client(
        ("errors",),
        'n := 0\nget := sync.OnceValue(func() int { n++; return n })\n'
        'two := sync.OnceValues(func() (int, error) { return get() + 1, errors.New("e") })\n'
        'run := sync.OnceFunc(func() { _ = get() })\n_, _ = two, run',
        ("fmt.Sprint(get())", "fmt.Sprint(two())", "func() string { run(); return \"ran\" }()"),
    ),
    "map": Client(
        (),
        "var m sync.Map",
        ("fmt.Sprint(m.LoadOrStore(1, K))", "fmt.Sprint(m.Load(1))", "fmt.Sprint(m.LoadAndDelete(1))",
         "fmt.Sprint(m.Swap(1, K))", "fmt.Sprint(m.CompareAndSwap(1, 0, K))",
         "func() string { m.Delete(1); return \"gone\" }()"),
    ),
    "context": Client(
        ("context",),
        "ctx, cancel := context.WithCancelCause(context.Background())\n"
        "child, stop := context.WithCancel(context.WithValue(ctx, 1, 2))\n_ = stop\n"
        "undo := context.AfterFunc(child, func() {})\n_, _ = cancel, undo",
        ("fmt.Sprint(ctx.Err())", "fmt.Sprint(child.Err(), child.Value(1))", "fmt.Sprint(context.Cause(child))",
         "func() string { stop(); return fmt.Sprint(child.Err()) }()",
         "func() string { cancel(fmt.Errorf(\"K\")); return fmt.Sprint(context.Cause(ctx)) }()", "fmt.Sprint(undo())"),
    ),
    "pipe": Client(
        ("io",),
        "r, w := io.Pipe()\n_, _ = r, w",
        ("fmt.Sprint(w.Write([]byte{K}))",
         "func() string { b := make([]byte, 2); n, err := r.Read(b); "
         "return fmt.Sprint(n, err) }()",
         "fmt.Sprint(r.Close())", "fmt.Sprint(w.Close())", "fmt.Sprint(w.CloseWithError(io.ErrNoProgress))"),
    ),
}  # fmt: skip


def of(name: str) -> Callable[[Random], str]:
    return lambda random: client(random, CLIENTS[name])


def client(random: Random, c: Client) -> str:
    w = Writer(random, 0)
    w.emit("package main", "", "import (", *(f'\t"{name}"' for name in ("fmt", "sync", *c.imports)), ")", "")
    with w.block("func main() {"):
        w.emit(*c.shared.split("\n"), "var wg sync.WaitGroup")
        several = random.randint(2, 3)
        w.emit(f"seen := make([]string, {several})")
        for i in range(several):
            with w.block("wg.Go(func() {", "})"):
                for _ in range(random.randint(1, 2)):
                    use = random.choice(c.uses).replace("K", str(random.randint(0, 1)))
                    w.emit(f'seen[{i}] += {use} + ";"')
        w.emit("wg.Wait()", "fmt.Println(seen)")
    return "\n".join(w.lines) + "\n"
