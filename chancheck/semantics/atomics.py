"""sync/atomic: operations of one step, in one order on which all goroutines agree. A read is ordered after the write
that it observes. Operands after the values are constants: how many cells, or the type's bits and whether signed.
"""

from __future__ import annotations

from chancheck.program.rules import (
    Access,
    Acquire,
    Arg,
    Bin,
    Cells,
    Clock,
    Effect,
    Expr,
    Int,
    Operand,
    Operation,
    Release,
    Result,
    Rule,
    SetSlot,
    Slot,
    Telling,
    Wrap,
)

p, x = Arg(0), Arg(1)
cell = Slot(p, 0)
WRITES = Clock(p)
ALWAYS = Int(1)
CITE = "sync/atomic; memory model, Atomic Values"

OBSERVE = (Access(p, 0, "atomic read"), Acquire(WRITES))
CHANGE = (Access(p, 0, "atomic write"), Acquire(WRITES), Release(WRITES))

LOAD = Operation(
    "atomic.load",
    ("address", "cells"),
    (Rule("load", ALWAYS, (*OBSERVE, Result(0, Cells(p, Arg(1)))), "A load gives the last value stored.", cite=CITE),),
    text="`Load`.",
    telling=Telling("Load", looks=True),
)

STORE = Operation(
    "atomic.store",
    ("address", "value"),
    (
        Rule(
            "store",
            ALWAYS,
            (Access(p, 0, "atomic write"), Release(WRITES, replace=True), SetSlot(p, 0, Operand(1))),
            "A store is ordered before the loads that see it, and hides what was stored before.",
            cite=CITE,
        ),
    ),
    text="`Store`.",
)

SWAP = Operation(
    "atomic.swap",
    ("address", "value", "cells"),
    (
        Rule(
            "swap",
            ALWAYS,
            (*CHANGE, Result(0, Cells(p, Arg(2))), SetSlot(p, 0, Operand(1))),
            "A swap returns the old value and stores the new one.",
            cite=CITE,
        ),
    ),
    text="`Swap`.",
)

CAS = Operation(
    "atomic.cas",
    ("address", "old", "new"),
    (
        Rule(
            "swapped",
            cell.eq(x),
            (*CHANGE, SetSlot(p, 0, Arg(2)), Result(0, Int(1))),
            "A compare-and-swap that finds the old value stores the new one.",
            cite=CITE,
        ),
        Rule(
            "failed",
            cell.ne(x),
            (*OBSERVE, Result(0, Int(0))),
            "A compare-and-swap that finds another value is a load.",
            cite=CITE,
        ),
    ),
    text="`CompareAndSwap`.",
    telling=Telling("CompareAndSwap", looks=True),
)


def update(name: str, change: Expr, result: tuple[Effect, ...], operands: tuple[str, ...], text: str) -> Operation:
    effects = (*CHANGE, *result, SetSlot(p, 0, change))
    return Operation(
        f"atomic.{name}", operands, (Rule(name, ALWAYS, effects, text, cite=CITE),), text=f"`{name.title()}`."
    )


SUM = Wrap(cell + x, Arg(2), Arg(3))
OLD = (Result(0, cell),)

ADD = update(
    "add",
    SUM,
    (Result(0, SUM),),
    ("address", "delta", "bits", "signed"),
    "An addition returns the new value, which wraps.",
)
COUNT = Operation(
    "atomic.count",
    ("address", "delta", "bits", "signed"),
    (
        Rule(
            "count",
            ALWAYS,
            (Access(p, 0, "atomic write"), Release(WRITES), SetSlot(p, 0, SUM)),
            "An addition with an unused result observes nothing.",
            cite=CITE,
        ),
    ),
    text="`Add` as a statement. It is ordered before what observes the sum, and after nothing (ADR 55).",
)

AND = update("and", Bin("band", cell, x), OLD, ("address", "mask"), "And gives the old value.")
OR = update("or", Bin("bor", cell, x), OLD, ("address", "mask"), "Or gives the old value.")

GATE = Operation(
    "sync.gate",
    ("address",),
    (
        Rule(
            "pass",
            ALWAYS,
            CHANGE,
            "The step is ordered with all other steps on the same object.",
            cite="memory model, Additional synchronization mechanisms",
        ),
    ),
    text="The one step that each method of sync.Map, sync.Pool and atomic.Value takes.",
)

OPERATIONS = (LOAD, STORE, SWAP, CAS, ADD, COUNT, AND, OR, GATE)
