"""The native engine against the machine that defines how Programs run: same states, same steps, same traces."""

from __future__ import annotations

import random

import pytest

from chancheck.explore.engine import Found, Limits, Options
from chancheck.program.program import Program
from tests.native.assembler import CHAN, CLOSURE, LOCK, MAP, Assembler
from tests.native.models import counter, philosophers, rendezvous, spinner

pytest.importorskip("chancheck._core")
machine = pytest.importorskip("chancheck.explore.exact.machine")
native = pytest.importorskip("chancheck.explore.native")

MOST = 1000


def count(program: Program, symmetry: bool) -> tuple[int, int]:
    """States and steps, by exploring with the machine itself."""
    runner = machine.Machine(program, symmetry)
    start = runner.initial()
    seen = {start}
    todo = [start]
    steps = 0
    for state in todo:
        for after in runner.successors(state):
            steps += 1
            if after.state is not None and after.state not in seen:
                seen.add(after.state)
                todo.append(after.state)
        assert len(seen) <= MOST
    return len(seen), steps


def replay(program: Program, symmetry: bool, found: Found) -> None:
    """Every step of the trace exists, and it ends as the engine says."""
    runner = machine.Machine(program, symmetry)
    state = runner.initial()
    halted = None
    for transition in found.trace:
        assert state is not None
        after = next((s for s in runner.successors(state) if s.transition == transition), None)
        assert after is not None, (transition, found)
        state, halted = after.state, after.halted
    if found.kind == "fault" and found.text.startswith("fatal: no goroutines"):
        assert state[0] == 2 and not state[2]
    elif found.kind in ("fault", "exit"):
        assert halted == (found.kind, found.text)
    elif found.kind == "halt":
        assert not list(runner.successors(state))
        assert found.root_done == (state[0] == 1)


def compare(program: Program, symmetry: bool) -> None:
    reduce = frozenset({"symmetry"}) if symmetry else frozenset()
    result = native.NativeEngine().explore(program, Options(reduce=reduce, limits=Limits(states=MOST, seconds=5)))
    if not result.complete:
        pytest.skip("too many states for this comparison")
    assert (result.statistics.states, result.statistics.transitions) == count(program, symmetry)
    for found in result.found:
        replay(program, symmetry, found)


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


# Registers of random functions: closure, channel, lock, map, function value, spare address, four numbers, two booleans.
REGISTERS = "rrrrfriiiiii"


def random_line(pick: random.Random, functions: list[int], label: int) -> str:
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
        f"mapput 3 {number} {other}\nmaplen {other} 3",
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
        lines += [f"{closure}\nspawn 4 0", f"{closure}\nspawn 4 1", f"{closure}\ndefer 4", f"{closure}\ncallv 10 4 6 0"]
        lines += [f"{closure}\nspawn 4 0\nspawn 4 0"]
    return pick.choice(lines)


def random_program(seed: int) -> Program:
    pick = random.Random(seed)
    asm = Assembler()
    functions: list[int] = []
    setup = "get 1 0 1 1\nget 2 0 2 1\nget 3 0 3 1\nget 5 0 4 1\nget 6 0 5 1\nzero 0 1"
    main = (
        f"new 1 {CHAN}\nconst 6 {pick.randint(0, 2)}\nput 1 1 6 1\nnew 2 {LOCK}\nnew 3 {MAP}\nnew 5 {LOCK}\n"
        "const 10 16777217\nput 10 0 1 1\nzero 10 1"
    )
    for k in range(pick.randint(2, 4)):
        last = k > 0 and pick.random() < 0.5
        body = [main if last else setup]
        body += [random_line(pick, functions, n) for n in range(pick.randint(1, 5))]
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
            [main, *(random_line(pick, functions, n) for n in range(3)), "rundefers", "ret 10", "back:\nret 10"]
        )
        functions.append(asm.function("main", REGISTERS, text, results=1, recovered="back"))
    entry = functions[-1]
    asm.functions[entry].results = 0
    for function in asm.functions:
        function.live = {pc: tuple(range(12)) if pick.random() < 0.5 else tuple(range(10)) for pc in function.live}
    return asm.program(entry, root_ends_all=pick.random() < 0.7)


@pytest.mark.parametrize("symmetry", [True, False])
@pytest.mark.parametrize("seed", range(150))
def test_random_programs(seed: int, symmetry: bool) -> None:
    compare(random_program(seed), symmetry)
