"""Random clients of packages whose real source is plain Go: two to four goroutines use one value, and main prints what
each of them saw. The models must allow all that Go shows, and a program that is proved must be silent under the race
detector."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from random import Random

from chancheck.toolchain.go import go_command

from .bundle import Needed
from .clients import CLIENTS, Client
from .golang import NAP
from .writer import Writer

SYNC = "golang.org/x/sync"
SOURCE = "CHANCHECK_XSYNC"
"""Names the folder with the source of x/sync, if it is not in the module cache."""


STATEMENTS = re.compile(r"^select|; return[^{}]*$")


def of(name: str) -> Callable[[Random], str]:
    return lambda random: client(random, CLIENTS[name])


def needed(c: Client) -> Needed | None:
    """The module outside the standard library that a client imports. Raises LookupError if it is not here."""
    if not any(path.startswith(SYNC) for path in c.imports):
        return None
    folders = [Path(os.environ[SOURCE])] if SOURCE in os.environ else cached()
    if not folders:
        raise LookupError(f"needs the source of {SYNC}: in the module cache, or where {SOURCE} says")
    return Needed(SYNC, folders[-1])


def cached() -> list[Path]:
    """The versions of x/sync in the module cache."""
    go = go_command()
    if go is None:
        return []
    root = subprocess.run([go, "env", "GOMODCACHE"], capture_output=True, text=True, check=True).stdout.strip()
    return sorted((Path(root) / "golang.org" / "x").glob("sync@*"))


def client(random: Random, c: Client) -> str:
    """A program: most use the value by few calls, since several goroutines with many calls have too many runs."""
    w = Writer(random, 0)
    w.emit("package main", "", "import (", *(f'\t"{name}"' for name in sorted({"fmt", "sync", *c.imports})), ")", "")
    w.emit(*c.declared.split("\n"))
    with w.block("func main() {"):
        shared = random.choice(c.shared)
        w.emit(*shared.split("\n"), "var wg sync.WaitGroup", "var mu sync.Mutex", "_ = &mu")
        several = random.choices((2, 3, 4), (5, 3, 1))[0]
        w.emit(f"seen := make([]string, {several})")
        bare = c.guarded and w.chance(0.2)
        for i in range(several):
            with w.block("wg.Go(func() {", "})"):
                guarded = c.guarded and not (bare and w.chance(0.5))
                for _ in range(random.randint(1, (3, 2, 1)[several - 2])):
                    use = value(random.choice(c.uses).replace("K", str(random.randint(0, 1))))
                    w.emit(NAP, *(["mu.Lock()"] if guarded else ()), f'seen[{i}] += {use} + ";"')
                    w.emit(*(["mu.Unlock()"] if guarded else ()))
        w.emit("wg.Wait()", f"fmt.Println(seen, {value(random.choice(c.ends))})" if c.ends else "fmt.Println(seen)")
    return "\n".join(w.lines) + "\n"


def value(use: str) -> str:
    """An expression; statements that return become a call."""
    return f"func() (s string) {{ {use} }}()" if STATEMENTS.search(use) else f"fmt.Sprint({use})"
