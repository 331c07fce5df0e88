"""Orders of search: what is found does not depend on them; traces can be walked; a walk proves nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

from chancheck.explore.engine import Exploration, Found, Limits, Options
from chancheck.program.program import Program
from tests.native.models import counter, philosophers, rendezvous, spinner
from tests.native.test_parity import replay

pytest.importorskip("chancheck._core")
native = pytest.importorskip("chancheck.explore.native")
exact = pytest.importorskip("chancheck.explore.reference.search")
machine = pytest.importorskip("chancheck.machine.machine")

PROGRAMS = {
    "counter": counter(3, 2),
    "philosophers": philosophers(3),
    "ordered philosophers": philosophers(3, ordered=True),
    "a receiver left behind": rendezvous(2, 0, receive=3),
    "spinner": spinner(),
}


def explore(program: Program, **options: object) -> Exploration:
    result: Exploration = native.NativeEngine().explore(program, Options(**options))  # type: ignore[arg-type]
    return result


def findings(result: Exploration) -> set[tuple[str, tuple[object, ...]]]:
    return {(found.kind, found.key) for found in result.found}


def deadlocks(result: Exploration) -> list[Found]:
    return [found for found in result.found if found.kind == "halt" and found.doomed]


@pytest.mark.parametrize("name", PROGRAMS)
def test_depth_first_meets_the_same_states(name: str):
    broad, deep = explore(PROGRAMS[name]), explore(PROGRAMS[name], search="dfs")
    assert (broad.complete, deep.complete) == (True, True)
    assert (broad.statistics.states, broad.statistics.transitions) == (
        deep.statistics.states,
        deep.statistics.transitions,
    )
    assert findings(broad) == findings(deep)
    for found in deep.found:
        replay(PROGRAMS[name], True, found)


def test_depth_first_goes_deeper_than_breadth_first():
    program = rendezvous(3, 2)
    broad, deep = (
        explore(program, search=order, reduce=frozenset({"symmetry"}), limits=Limits(states=12)).statistics.depth
        for order in ("bfs", "dfs")
    )
    assert deep > broad


def test_depth_first_looks_beside_what_is_too_deep():
    program = counter(2, 2)
    cut = explore(program, search="dfs", limits=Limits(depth=4))
    assert (cut.complete, cut.limit, cut.statistics.depth) == (False, "depth", 4)


def test_random_walks_find_a_deadlock():
    result = explore(philosophers(3), search="random", stop_first=True)
    assert not result.complete
    (found,) = deadlocks(result)
    replay(philosophers(3), True, found)


def test_random_walks_without_a_defect_prove_nothing():
    result = explore(philosophers(3, ordered=True), search="random", limits=Limits(seconds=0.1))
    assert not deadlocks(result)
    assert (result.complete, result.limit) == (False, "seconds")


def test_random_walks_repeat_with_their_seed():
    def walked(seed: int) -> list[Found]:
        return explore(philosophers(4), search="random", seed=seed, limits=Limits(states=30)).found

    assert walked(1) == walked(1)


def test_a_long_random_walk_starts_anew():
    result = explore(spinner(), search="random", limits=Limits(seconds=0.05, depth=3))
    assert result.statistics.depth <= 3
    assert not result.complete


def switches(program: Program, found: Found) -> int:
    """Changes of goroutine along a trace, by following each one through the canonical states."""
    runner = machine.Machine(program)
    state, names, count, last = runner.initial(), [0], 0, None
    fresh = 1
    for transition in found.trace:
        after = next(s for s in runner.successors(state) if s.transition == transition)
        mover = names[transition.goroutine]
        count += last is not None and mover != last
        last = mover
        if after.state is None:
            break
        started = {origin: fresh + n for n, origin in enumerate(o for o in after.origin if o < 0)}
        fresh += len(started)
        names = [names[o] if o >= 0 else started[o] for o in after.origin]
        state = after.state
    return count


@pytest.mark.parametrize("name", PROGRAMS)
def test_breadth_first_traces_are_shortest_and_change_goroutine_least(name: str):
    program = PROGRAMS[name]
    result = explore(program, reduce=frozenset({"symmetry"}))
    reference = exact.ReferenceEngine().explore(program, Options())
    lengths = {(f.kind, f.key): len(f.trace) for f in reference.found if f.kind != "component"}
    for found in result.found:
        if found.kind == "component":
            continue
        assert len(found.trace) == lengths[found.kind, found.key]
        assert switches(program, found) <= min(
            switches(program, f) for f in reference.found if (f.kind, f.key) == (found.kind, found.key)
        )


WITHOUT_MEMORY = """
import resource, sys
from chancheck.explore.engine import Limits, Options
from chancheck.explore.native import NativeEngine
from tests.native.models import counter

program, engine = counter(9, 9), NativeEngine()
pages = int(open("/proc/self/statm").read().split()[0])
resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + (16 << 20),) * 2)
result = engine.explore(program, Options(reduce=frozenset(), limits=Limits(seconds=60)))
print(result.complete, result.limit)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits on address space")
def test_without_memory_it_says_what_it_knows():
    ran = subprocess.run([sys.executable, "-c", WITHOUT_MEMORY], capture_output=True, text=True, timeout=120)
    assert (ran.stdout, ran.stderr) == ("False memory\n", "")
