"""The native engine against the machine that defines how Programs run: same states, same steps, same traces."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import pytest

from chancheck.explore.engine import Found, Limits, Options
from chancheck.machine.state import Root
from chancheck.program.program import Program
from tests.native.assembler import CHAN, CLOSURE, LOCK, MAP, ORDERED, SHAPES, Assembler
from tests.native.decoding import Decoded, Decoder
from tests.native.models import counter, philosophers, rendezvous, spinner

pytest.importorskip("chancheck._core")
machine = pytest.importorskip("chancheck.machine.machine")
native = pytest.importorskip("chancheck.explore.native")

MOST = 1000
ALL = frozenset(range(len(SHAPES)))


class Explored(NamedTuple):
    """With the machine itself. decoded: the states without what a monitor knows."""

    states: int
    steps: int
    races: set[tuple[object, ...]]
    decoded: set[Decoded]


def explored(program: Program, symmetry: bool, monitor: frozenset[int]) -> Explored:
    runner = machine.Machine(program, symmetry, monitor or None)
    start = runner.initial()
    seen = {start}
    todo = [start]
    steps = 0
    races = set()
    for state in todo:
        for after in runner.successors(state):
            steps += 1
            races |= {("race", *sorted(race[:2])) for race in after.races}
            if after.state is not None and after.state not in seen:
                seen.add(after.state)
                todo.append(after.state)
        assert len(seen) <= MOST
    decoder = Decoder(program, runner.strings.bytes.__getitem__)
    return Explored(len(seen), steps, races, set(map(decoder.reference, seen)))


def replay(program: Program, symmetry: bool, found: Found, monitor: frozenset[int] = frozenset()) -> None:
    """Every step of the trace exists, and it ends as the engine says."""
    runner = machine.Machine(program, symmetry, monitor or None)
    state = runner.initial()
    halted, races = None, []
    for transition in found.trace:
        assert state is not None
        after = next((s for s in runner.successors(state) if s.transition == transition), None)
        assert after is not None, (transition, found)
        state, halted = after.state, after.halted
        races = [("race", *sorted(race[:2])) for race in after.races]
    if found.kind == "fault" and found.text.startswith("fatal: no goroutines"):
        assert state.root == Root.EXITED and all(g.helper for g in state.goroutines)  # all left are helpers that wait
    elif found.kind in ("fault", "exit"):
        assert halted == (found.kind, found.text)
    elif found.kind == "race":
        assert found.key in races
    elif found.kind == "halt":
        assert not list(runner.successors(state))
        assert found.root_done == state.root_returned


def compare(program: Program, symmetry: bool, monitor: frozenset[int] = frozenset()) -> None:
    reduce = frozenset({"symmetry"}) if symmetry else frozenset()
    options = Options(reduce=reduce, monitor=monitor, components=not monitor, limits=Limits(states=MOST, seconds=5))
    session = native.NativeEngine().begin(program, options)
    result = session.run()
    if not result.complete:
        pytest.skip("too many states for this comparison")
    races = {found.key for found in result.found if found.kind == "race"}
    reference = explored(program, symmetry, monitor)
    counted = (result.statistics.states, result.statistics.transitions, races)
    assert counted == reference[:3]
    decoder = Decoder(program, session.text)
    assert {decoder.native(*state) for state in session.states()} == reference.decoded
    for found in result.found:
        replay(program, symmetry, found, monitor)


@pytest.mark.parametrize("symmetry", [True, False])
@pytest.mark.parametrize(
    "program",
    [
        counter(3, 2), counter(2, 3), philosophers(3), philosophers(3, ordered=True), rendezvous(3, 0),
        rendezvous(3, 2), rendezvous(3, 0, receive=2), rendezvous(2, 1, receive=4, close=True), spinner(),
    ],
    ids=lambda _: "",
)  # fmt: skip
def test_known_programs(program: Program, symmetry: bool) -> None:
    compare(program, symmetry)
    compare(ordered(program), symmetry, ALL)


def ordered(program: Program) -> Program:
    """The same with operations that order what comes before and after them."""
    return replace(program, operations=list(ORDERED))


# Registers of random functions: closure, channel, lock, map, function value, spare address, four numbers, two booleans.
REGISTERS = "rrrrfriiiiii"


GIVEN = 6
"""Cells that a function takes which is deferred with arguments: registers 1 to 6."""


def random_line(pick: random.Random, functions: list[int], label: int, taking: Sequence[int] = ()) -> str:
    number = pick.choice([6, 7, 8, 9])
    other = pick.choice([6, 7, 8, 9])
    lines = [
        f"const {number} {pick.randint(0, 2)}",
        f"add {number} {number} {other}",
        f"do send 1 {number}",
        f"do receive 1 -> {number} 10",
        "nilcheck 1\ndo close 1",
        "nilcheck 2\ndo lock 2",
        "nilcheck 2\ndo lock 2\ndo unlock 2",
        f"nilcheck 2\ndo lock 2\nload {number} 5 0 1\nadd {number} {number} {other}\nstore 5 0 {number} 1\ndo unlock 2",
        f"const 11 2\nchoose 10 11\njumpif 10 skip{label}\nconst {number} 1\ndo send 1 {number}\nskip{label}:",
        f"select def{label} receive 1 -> {number} 10 => got{label} | send 1 {other} => got{label}\n"
        f"def{label}:\nconst {number} 2\ngot{label}:",
        "nilcheck 2\n"
        f"select - receive 1 -> {number} 10 => got{label} | lock 2 => on{label}\non{label}:\ndo unlock 2\ngot{label}:",
        f"load {number} 5 0 1\nadd {number} {number} {other}",
        f"store 5 0 {number} 1",
        f"touch 5 0 1 {pick.randint(0, 3)}",
        f"touch 3 0 1 1\nwrap {number} {number} 8 0\nmapput 3 {number} {other}\nmaplen {other} 3",
        f"mapdel 3 {number}",
        f"mapget 10 3 {number} 1",
        f"new 1 {CHAN}\nput 1 1 {number} 1",
        "zero 2 1",
        "goexit" if pick.random() < 0.1 else "nilcheck 1",
        f"addr 5 1 {pick.randint(0, 1)}",
    ]
    if functions:
        target = pick.choice(functions)
        started = "\n".join(f"put 4 {k} {r} 1" for k, r in ((1, 1), (2, 2), (3, 3), (4, 5), (5, number)))
        closure = f"new 4 {CLOSURE}\nconst 10 {target}\nput 4 0 10 1\n{started}"
        lines += [
            f"{closure}\nspawn 4 0",
            f"{closure}\nspawn 4 1",
            f"{closure}\ndefer 4 0 0",
            f"{closure}\ncallv 10 4 6 0",
        ]
        lines += [f"{closure}\nspawn 4 0\nspawn 4 0"]
    if taking:
        lines += [f"const 4 {-1 - pick.choice(taking)}\ndefer 4 1 {GIVEN}"] * 2
    return pick.choice(lines)


def random_taking(pick: random.Random, asm: Assembler, k: int) -> int:
    """A function that takes its channel, lock, map and numbers as arguments."""
    body = [random_line(pick, [], n) for n in range(pick.randint(1, 3))]
    text = "\n".join([*body, *(["recover 8"] if pick.random() < 0.3 else []), "rundefers", "ret 10"])
    return asm.function(f"t{k}", REGISTERS, text, params=GIVEN, wrapper=pick.random() < 0.1)


def random_program(seed: int) -> Program:
    pick = random.Random(seed)
    asm = Assembler()
    functions: list[int] = []
    taking = [random_taking(pick, asm, k) for k in range(pick.randint(0, 2))]
    setup = "get 1 0 1 1\nget 2 0 2 1\nget 3 0 3 1\nget 5 0 4 1\nget 6 0 5 1\nzero 0 1"
    main = (
        f"new 1 {CHAN}\nconst 6 {pick.randint(0, 2)}\nput 1 1 6 1\nnew 2 {LOCK}\nnew 3 {MAP}\nnew 5 {LOCK}\n"
        "const 10 16777217\nput 10 0 1 1\nzero 10 1"
    )
    for k in range(pick.randint(2, 4)):
        last = k > 0 and pick.random() < 0.5
        body = [main if last else setup]
        body += [random_line(pick, functions, n, taking) for n in range(pick.randint(1, 5))]
        if pick.random() < 0.15:
            body = [body[0], "loop:", *body[1:], "jump loop"]
        rescue = ["recover 8"] if pick.random() < 0.3 else []
        text = "\n".join([*body, *rescue, "rundefers", "ret 10", "back:", "ret 10"])
        functions.append(
            asm.function(f"f{k}", REGISTERS, text, results=1, recovered="back", wrapper=pick.random() < 0.1)
        )
        if last:
            break
    else:
        text = "\n".join(
            [main, *(random_line(pick, functions, n, taking) for n in range(3)), "rundefers", "ret 10", "back:\nret 10"]
        )
        functions.append(asm.function("main", REGISTERS, text, results=1, recovered="back"))
    entry = functions[-1]
    asm.functions[entry].results = 0
    for function in asm.functions:
        function.live = {pc: tuple(range(12)) if pick.random() < 0.5 else tuple(range(10)) for pc in function.live}
    return asm.program(entry, root_ends_all=pick.random() < 0.7)


@pytest.mark.parametrize("seed", range(200))
def test_random_programs(seed: int) -> None:
    symmetry = seed % 2 == 0
    compare(random_program(seed), symmetry)
    compare(ordered(random_program(seed)), symmetry, ALL)


@pytest.mark.long
@pytest.mark.parametrize("first", range(1000, 3000, 100))
def test_more_random_programs(first: int) -> None:
    for seed in range(first, first + 100):
        for monitor in (frozenset(), ALL):
            with contextlib.suppress(pytest.skip.Exception):
                compare(ordered(random_program(seed)), seed % 2 == 0, monitor)
