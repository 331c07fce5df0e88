"""Several threads: the same outcome as one, to the last step of every trace."""

from __future__ import annotations

import threading

import pytest

from chancheck.check import verify
from chancheck.explore.engine import REDUCTIONS, Exploration, Limits, Options, Statistics
from chancheck.program.program import Program
from tests.native.assembler import SHAPES
from tests.native.models import counter, philosophers, rendezvous, spinner
from tests.native.test_parity import ordered, random_program

pytest.importorskip("chancheck._core")
native = pytest.importorskip("chancheck.explore.native")

ALL = frozenset(range(len(SHAPES)))


def explore(program: Program, jobs: int, **options: object) -> Exploration:
    result: Exploration = native.NativeEngine().explore(program, Options(jobs=jobs, **options))  # type: ignore[arg-type]
    return result


def outcome(result: Exploration) -> tuple[object, ...]:
    s = result.statistics
    return (
        result.found,
        result.limit,
        result.root_can_end,
        result.bounds,
        s.states,
        s.transitions,
        s.depth,
    )


def same(program: Program, **options: object) -> Exploration:
    one = explore(program, 1, **options)
    for jobs in (2, 3):
        several = explore(program, jobs, **options)
        assert outcome(several) == outcome(one)
        assert several.contended >= one.contended  # threads may follow more memory than one needs to
    return one


@pytest.fixture(autouse=True)
def even_small_levels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(native.NativeEngine, "jobs_from", 1)


PROGRAMS = {
    "counter": counter(3, 2),
    "philosophers": philosophers(4),
    "ordered philosophers": philosophers(4, ordered=True),
    "a receiver left behind": rendezvous(3, 0, receive=4),
    "spinner": spinner(),
}
REDUCED = [frozenset(), frozenset({"symmetry"}), frozenset({"por"}), REDUCTIONS]


@pytest.mark.parametrize("reduce", REDUCED, ids=lambda names: "+".join(sorted(names)) or "none")
@pytest.mark.parametrize("name", PROGRAMS)
def test_known_programs(name: str, reduce: frozenset[str]) -> None:
    result = same(PROGRAMS[name], reduce=reduce, measure=True)
    assert result.complete
    same(ordered(PROGRAMS[name]), reduce=reduce, monitor=ALL, components=False)


@pytest.mark.parametrize("seed", range(60))
def test_random_programs(seed: int) -> None:
    program = random_program(seed)
    if explore(program, 1, reduce=frozenset(), limits=Limits(states=20_000)).limit:
        pytest.skip("too many states for this comparison")
    same(program, reduce=frozenset())
    one, two = (explore(program, jobs, reduce=REDUCTIONS) for jobs in (1, 2))  # which moves are left out may differ
    assert ({(f.kind, f.key) for f in one.found}, one.limit) == ({(f.kind, f.key) for f in two.found}, two.limit)


@pytest.mark.parametrize("jobs_from", [1, 512])
def test_levels_of_thousands(jobs_from: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Enough for the tables to grow while all are at work."""
    monkeypatch.setattr(native.NativeEngine, "jobs_from", jobs_from)
    result = same(counter(9, 3), reduce=frozenset())
    assert result.statistics.states > 20_000
    assert [found for found in result.found if found.doomed] == []


@pytest.mark.parametrize("first", [True, False])
def test_a_defect_in_a_large_space(first: bool) -> None:
    one = explore(philosophers(7), 1, reduce=frozenset(), stop_first=first)
    two = explore(philosophers(7), 2, reduce=frozenset(), stop_first=first)
    assert one.found == two.found
    assert any(found.doomed for found in two.found)
    assert two.complete == one.complete


def test_other_orders_have_one_thread() -> None:
    assert explore(counter(3, 2), 2).statistics.threads == 2
    deep = explore(counter(3, 2), 2, search="dfs")
    assert (deep.complete, deep.statistics.threads) == (True, 1)
    assert not explore(counter(3, 2), 2, search="random", limits=Limits(states=10, seconds=1)).complete


def test_limits_and_progress() -> None:
    limited = explore(counter(7, 2), 2, reduce=frozenset(), limits=Limits(states=3000))
    assert (limited.limit, limited.complete) == ("states", False)
    assert 3000 <= limited.statistics.states < 6000
    shallow = explore(counter(7, 2), 2, reduce=frozenset(), limits=Limits(depth=9))
    assert outcome(shallow) == outcome(explore(counter(7, 2), 1, reduce=frozenset(), limits=Limits(depth=9)))
    seen: list[Statistics] = []
    callers = set()

    def progress(now: Statistics) -> bool:
        seen.append(now)
        callers.add(threading.get_ident())
        return len(seen) == 2

    stopped = explore(counter(9, 3), 2, reduce=frozenset(), progress=progress)
    assert stopped.limit == "interrupt"
    assert callers == {threading.get_ident()}


def test_an_exception_ends_all_threads() -> None:
    def progress(now: Statistics) -> bool:
        if now.states > 1000:
            raise KeyboardInterrupt
        return False

    before = threading.active_count()
    with pytest.raises(KeyboardInterrupt):
        explore(counter(9, 3), 2, reduce=frozenset(), progress=progress)
    assert threading.active_count() == before


TEXTS = """package main

func main() {
	c, done := make(chan string), make(chan string)
	for _, name := range []string{"a", "b", "c"} {
		go func() {
			text := name
			for range 2 {
				text += name + <-c
			}
			done <- text
		}()
	}
	for _, word := range []string{"x", "y", "z"} {
		go func() { c <- word + word; c <- word + "!" }()
	}
	first := <-done + <-done
	if last := first + <-done; last == "aaxxay!bbyybz!cczzcx!" {
		panic(last)
	}
}
"""


def test_runs_with_strings_that_goroutines_make_can_be_repeated() -> None:
    """Threads number new strings as they come; every run is walked by the reference semantics, or this would raise."""
    one, two = (verify(TEXTS, jobs=jobs, search="bfs", reduce=frozenset()).verdict for jobs in (1, 2))
    assert (one.answer, one.statistics.states) == (two.answer, two.statistics.states)
    assert two.answer == "violated" and two.statistics.threads == 2
    assert [(f.kind, f.message, len(f.trace)) for f in one.findings] == [
        (f.kind, f.message, len(f.trace)) for f in two.findings
    ]
