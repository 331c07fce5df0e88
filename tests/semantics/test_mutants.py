"""Wrong rules are noticed: each mutant changes what some litmus program is found to do, or it is explained here."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from chancheck.check import Options, unit_of
from chancheck.explore.engine import Limits
from chancheck.explore.engine import Options as EngineOptions
from chancheck.explore.strategy import explore_all
from chancheck.files import read
from chancheck.lower.lower_program import lower
from chancheck.program.program import Program
from chancheck.semantics.tools.mutants import Mutant, mutants

WITNESSES = sorted((Path(__file__).parent / "witnesses").glob("*.go"))
LITMUS = sorted((Path(__file__).parents[1] / "litmus").glob("*.go"))
MOST = 2_000

ZERO = {
    "chan.recv, closed: without Result", "chan.recv, timer: without Result", "chan.recv, ticker: without Result",
    "chan.len, nil: without Result", "sync.Mutex.TryLock, held: without Result",
    "sync.RWMutex.TryRLock, refused: without Result", "sync.RWMutex.TryLock, held: without Result",
    "atomic.cas, failed: without Result", "timer.rearm, rearm: without Result",
    "context.finish, again: without Result", "context.look, alive: without Result",
    "context.look, cancelled: without Result", "sync.WaitGroup.count, first: without Result",
    "sync.WaitGroup.count, add: without Result", "sync.WaitGroup.count, done: without Result",
    "sync.WaitGroup.look, zero: without Result",
}  # fmt: skip
"""Results that the programs get as zero, which the register for them holds before as well."""

UNNOTICED = {
    "chan.send, buffer: without Access", "chan.send, hand over: without Access", "atomic.cas, swapped: without Access",
    "chan.recv, timer: without SetSlot", "chan.recv, timer: without Acquire", "chan.recv, ticker: without Acquire",
    "sync.RWMutex.announce, announce: without Acquire", "sync.RWMutex.TryLock, free: without Acquire",
    "sync.WaitGroup.Add, negative: without Release", "sync.WaitGroup.Add, negative: without SetSlot",
    "sync.WaitGroup.Done, negative: without Release", "sync.WaitGroup.Done, negative: without SetSlot",
    "sync.WaitGroup.count, negative: without Release", "sync.WaitGroup.count, negative: without SetSlot",
    "sync.WaitGroup.count, misuse: without Access", "sync.WaitGroup.sleep, reused: without SetSlot",
    "sync.WaitGroup.sleep, reused: without Acquire",
    "sync.gate, pass: guard negated", "sync.gate, pass: without Acquire", "sync.gate, pass: without Release",
    "alarm.fire, again: without Acquire", "alarm.await, come: guard negated", "alarm.await, come: without SetSlot",
    "alarm.await, come: without Acquire", "alarm.set, set: without SetSlot", "timer.arm, arm: without Release",
    "timer.rearm, rearm: without Release", "go nil, nil: without Fatal", "memory.access, access: guard negated",
}  # fmt: skip
"""Wrong rules that no program here notices yet (docs/warts.md)."""


def excused(mutant: Mutant) -> bool:
    """No program can notice it, or none does yet. Operations that are in no select never give up, whatever they say."""
    negated = mutant.what.endswith("gives_up negated") and not mutant.what.startswith("chan.")
    return negated or mutant.what in ZERO or mutant.what in UNNOTICED


@cache
def program_of(path: Path) -> Program:
    closely = path.stem.startswith("closely_")
    return lower(unit_of(read(path), Options()), keep_output=True, closely=closely)


@cache
def expected(path: Path) -> object:
    return behaviour(program_of(path))


def behaviour(program: Program) -> object:
    """Everything that can be printed, how it can end, where goroutines stay; or how exploring fails."""
    options = EngineOptions(limits=Limits(states=MOST))
    try:
        explored = explore_all(program, options, "reference")
    except Exception as error:  # wrong rules may break what the others rely on
        return type(error).__name__
    if not explored.complete:
        return "endless"
    return frozenset((f.kind, f.key, f.text, f.output) for f in explored.found)


def users(mutant: Mutant, paths: list[Path]) -> Iterator[tuple[Path, Program]]:
    """The programs that it changes."""
    for path in paths:
        wrong = mutant.applied(program_of(path))
        if wrong is not None:
            yield path, wrong


def noticed(mutant: Mutant, paths: list[Path]) -> bool:
    return any(behaviour(wrong) != expected(path) for path, wrong in users(mutant, paths))


@pytest.mark.long
@pytest.mark.parametrize("mutant", [m for m in mutants() if not excused(m)], ids=lambda m: m.what)
def test_every_wrong_rule_is_noticed(mutant: Mutant) -> None:
    assert noticed(mutant, [*WITNESSES, *sorted(LITMUS, key=lambda path: path.stat().st_size)])


@pytest.mark.parametrize(
    "mutant", [m for m in mutants() if m.what.startswith("atomic.") and not excused(m)], ids=lambda m: m.what
)
def test_every_wrong_rule_of_atomics_is_noticed(mutant: Mutant) -> None:
    assert noticed(
        mutant, [path for path in WITNESSES if path.stem in ("adding", "atomics", "publish", "both", "mixed")]
    )


def test_excuses_are_of_rules_that_there_are() -> None:
    assert {m.what for m in mutants()} >= ZERO | UNNOTICED
