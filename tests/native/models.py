"""Small programs of known size."""

from __future__ import annotations

from chancheck.program.program import Program
from tests.native.assembler import CELL, CHAN, CLOSURE, LOCK, Assembler


def spawn_all(asm: Assembler, worker: int, count: int, setup: str, after: str = "") -> int:
    """main: makes objects (addresses in registers 1 and 2), spawns `count` closures of the worker, then `after`."""
    spawns = "\n".join(
        f"new 3 {CLOSURE}\nconst 4 {worker}\nput 3 0 4 1\nput 3 1 1 1\nconst 4 {k}\nput 3 5 4 1\nspawn 3 0"
        for k in range(count)
    )
    return asm.function("main", "rrrrii", f"{setup}\n{spawns}\nconst 3 0\nconst 4 0\n{after}\nret 0")


def counter(workers: int, rounds: int, *, locked: bool = True) -> Program:
    """Each worker adds 1 to a global `rounds` times, under a lock or not (then it reads and writes in two steps)."""
    asm = Assembler()
    lock, unlock = ("do lock 1", "do unlock 1") if locked else ("", "")
    worker = asm.function(
        "worker",
        "rriiri",
        f"""
        get 1 0 1 1
        zero 0 1
        const 2 {rounds}
        again:
        {lock}
        const 4 {1 << 24}
        load 3 4 2 1
        const 5 1
        add 3 3 5
        store 4 2 3 1
        zero 3 3
        {unlock}
        const 5 1
        sub 2 2 5
        zero 5 1
        jumpif 2 again
        ret 0
        """,
    )
    return asm.program(spawn_all(asm, worker, workers, f"new 1 {LOCK}"))


def philosophers(count: int, *, ordered: bool = False) -> Program:
    """Each takes its left and its right fork and puts them back, once; the ordered ones take the lower one first."""
    asm = Assembler()
    eater = asm.function(
        "eater", "rrr", "get 1 0 1 1\nget 2 0 3 1\ndo lock 1\ndo lock 2\ndo unlock 2\ndo unlock 1\nret 0"
    )
    lines = []
    for k in range(count):
        lines += [f"new {2 + k} {LOCK}"]
    for k in range(count):
        left, right = 2 + k, 2 + (k + 1) % count
        if ordered and right < left:
            left, right = right, left
        lines += [
            f"new 1 {PAIR}",
            f"const 0 {eater}",
            "put 1 0 0 1",
            f"put 1 1 {left} 1",
            f"put 1 3 {right} 1",
            "spawn 1 0",
        ]
    lines += ["zero 0 1", "ret 0"]
    main = asm.function("main", "r" + "r" * (count + 1), "\n".join(lines))
    program = asm.program(main)
    program.shapes = [*program.shapes]
    program.shapes[PAIR] = type(program.shapes[0])("pair", "irir")
    return program


PAIR = CELL


def rendezvous(messages: int, capacity: int, *, receive: int | None = None, close: bool = False) -> Program:
    """main sends to a worker that receives as often (or `receive` times)."""
    asm = Assembler()
    wanted = messages if receive is None else receive
    loop = "again:\ndo receive 1 -> 3 4\nconst 5 1\nsub 2 2 5\njumpif 2 again\nret 0"
    worker = asm.function("worker", "rriiii", f"get 1 0 1 1\nconst 2 {wanted}\n{loop}")
    sends = "\n".join(f"const 4 {k}\ndo send 1 4" for k in range(messages))
    setup = f"new 1 {CHAN}\nconst 4 {capacity}\nput 1 1 4 1"
    return asm.program(spawn_all(asm, worker, 1, setup, sends + ("\ndo close 1" if close else "")))


def spinner() -> Program:
    """One goroutine waits for ever on an empty channel while another goes round a select with a default."""
    asm = Assembler()
    waits = asm.function("waits", "rrii", "get 1 0 1 1\ndo receive 1 -> 2 3\nret 0")
    main = asm.function(
        "main",
        "rrrii",
        f"""
        new 1 {CHAN}
        new 2 {CLOSURE}
        const 3 {waits}
        put 2 0 3 1
        put 2 1 1 1
        spawn 2 0
        const 3 0
        zero 2 1
        again:
        select again receive 1 -> 3 4 => again
        jump again
        """,
    )
    return asm.program(main)
