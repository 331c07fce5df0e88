"""Random programs of twelve kinds: each reduction alone, all of them, two threads and the reference engine have the
same findings as a search without any reduction.

    pytest -m long -n 2 tests/native/test_each_reduction.py     # 6,400 programs
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from random import Random
from typing import Any, NamedTuple

import pytest

from chancheck.check import Options, decide
from chancheck.diagnostic import SourceError
from chancheck.explore import strategy
from chancheck.explore.engine import REDUCTIONS, Exploration, Limits
from chancheck.explore.engine import Options as EngineOptions
from chancheck.lower.lower_program import lower
from chancheck.program.backoff import without_backoff
from chancheck.program.program import Program
from chancheck.records import replace
from chancheck.semantics.waitgroup import SUSPECT
from chancheck.source import Source
from chancheck.verdict.describe import RUNNING
from chancheck.verdict.finding import KINDS, Finding, Verdict
from chancheck.verdict.judge import judge
from chancheck.verdict.replay import replayed
from tests.conformance import concurrent
from tests.explore.test_sliced_search import identity, units
from tests.native import bags, faulty, gated, guarded, indexed, locks, owners, queued, realistic, spinning
from tests.native.test_jobs import outcome

pytest.importorskip("chancheck._core")
native = pytest.importorskip("chancheck.explore.native")

MOST, MOST_OF_REFERENCE = 8_000, 150
"""States of the programs that are compared, without reductions."""

NONE = frozenset[str]()
EACH = {name: frozenset({name}) for name in ("por", "symmetry", "slice", "backoff")} | {"all": REDUCTIONS}

MAKERS: dict[str, Callable[[Random], str]] = {
    "realistic": realistic.program,
    "concurrent": concurrent.program,
    "racy": concurrent.racy_program,
    "faulty": faulty.program,
    "indexed": indexed.program,
    "locks": locks.program,
    "guarded": guarded.program,
    "gated": gated.program,
    "queued": queued.program,
    "bags": bags.program,
    "owners": owners.program,
    "spinning": spinning.program,
}


class Seen(NamedTuple):
    """The part of a verdict that is compared."""

    complete: bool
    answer: str
    races: frozenset[tuple[str, ...]]
    others: frozenset[tuple[str, ...]]


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small programs are searched as large ones are."""
    monkeypatch.setattr(strategy, "PREPARING", 0.0)
    monkeypatch.setattr(native.NativeEngine, "jobs_from", 1)


def kind_and_place(f: Finding) -> tuple[str, ...]:
    """Of races the statements, since a verdict has the first accesses of two. Of blocked goroutines the kind only: of
    those at the same places a verdict has some, in library code with any of the callers. A suspicion about the whole
    program is the same anywhere."""
    if f.kind == "race":
        return (f.kind, *sorted(access.location.short for access in f.accesses))
    if f.kind in ("deadlock", "leak") and all(g.status != RUNNING for g in f.goroutines if g.guilty):
        return (f.kind,)
    return (f.kind, SUSPECT) if SUSPECT in f.message else (*dict.fromkeys(identity(f)),)


def seen_in(verdict: Verdict, halts: Iterable[tuple[str, ...]] = ()) -> Seen:
    found = frozenset(map(kind_and_place, verdict.findings))
    races = frozenset(one for one in found if one[0] == "race")
    return Seen(verdict.limit is None, verdict.answer, races, found - races | frozenset(halts))


def seen(program: Program, engine: str, search: str, reduce: frozenset[str], jobs: int = 1) -> tuple[Exploration, Seen]:
    """With the places at which goroutines are blocked in each halted state."""
    options = EngineOptions(search=search, reduce=reduce, jobs=jobs, limits=Limits(states=MOST))
    program = without_backoff(program) if "backoff" in reduce else program
    found = strategy.explore_all(program, options, engine)
    verdict = judge(program, found, replayed(program, found, None, "symmetry" in reduce), frozenset(KINDS))
    return found, seen_in(verdict, [(f.kind, str(f.key)) for f in found.found if f.kind == "halt"])


def agrees(some: Seen, everything: Seen, reduce: frozenset[str]) -> bool:
    """With partial order reduction one of several races may be met or not, and so may findings after it (ADR 31)."""
    if "por" not in reduce or not everything.races:
        return some == everything
    fewer = some.races <= everything.races and some.others <= everything.others
    return fewer and bool(some.races) and some[:2] == everything[:2]


def between_searches(unit: Any, count: Counter[str]) -> Iterator[str]:
    """Of the program of an entry; and with all steps of WaitGroups, where those are suspect."""
    for closely in (False, True):
        try:
            program = lower(unit, closely=closely)
        except SourceError:
            return
        found, everything = seen(program, "native", "bfs", NONE)
        if everything.complete:
            yield from differences(program, found.statistics.states, everything, count)
            yield from between_threads(program)
        if not any(SUSPECT in f.text for f in found.found):
            return


def differences(program: Program, states: int, everything: Seen, count: Counter[str]) -> Iterator[str]:
    """Of searches with reductions and by the reference engine from the one without."""
    count["programs"] += 1
    count["with findings"] += bool(everything.races or everything.others)
    searches = [(name, "native", "bfs", reduce, 1) for name, reduce in EACH.items()]
    searches += [("auto", "native", "auto", REDUCTIONS, 1), ("two threads", "native", "bfs", REDUCTIONS, 2)]
    if states <= MOST_OF_REFERENCE:
        count["by the reference engine"] += 1
        searches.append(("reference", "reference", "bfs", NONE, 1))
    for name, engine, search, reduce, jobs in searches:
        other, some = seen(program, engine, search, reduce, jobs)
        count[f"fewer states: {name}"] += other.statistics.states < states
        if not agrees(some, everything, reduce):
            yield f"{name}: {some} instead of {everything}"


def between_threads(program: Program) -> Iterator[str]:
    """The same runs; with partial order reduction only the same findings are promised (ADR 18)."""
    options = EngineOptions(reduce=frozenset({"symmetry"}), limits=Limits(states=MOST))
    one, two = (outcome(native.NativeEngine().explore(program, replace(options, jobs=jobs))) for jobs in (1, 2))
    if one != two:
        yield f"jobs: {two} instead of {one}"


def between_verdicts(unit: Any) -> Iterator[str]:
    """The whole verdicts, with findings behind races."""
    every, some = (seen_in(decide(unit, Options(reduce=reduce, max_states=MOST))) for reduce in (NONE, REDUCTIONS))
    if every.complete and not (agrees(some, every, REDUCTIONS) and some.others == every.others):
        yield f"verdict: {some} instead of {every}"


def compare(kind: str, seeds: range) -> Counter[str]:
    """Fails if findings are lost or made up."""
    count, wrong = Counter[str](), list[str]()
    for seed in seeds:
        for unit in units(Source(f"{kind}{seed}.go", MAKERS[kind](Random(seed)))):
            verdicts = () if seed % 4 else between_verdicts(unit)
            for difference in chain(between_searches(unit, count), verdicts):
                wrong.append(f"{kind} {seed}: {difference}")
    assert not wrong, "\n".join(wrong)
    return count


@pytest.mark.parametrize("kind", MAKERS)
def test_a_few_programs(kind: str) -> None:
    count = compare(kind, range(7, 10))
    assert count["programs"] > 1
    assert count["with findings"] > 0


BATCH = 25
MANY = {
    "realistic": 1_000, "faulty": 800, "indexed": 700, "locks": 600, "guarded": 600, "gated": 400, "queued": 600,
    "bags": 400, "owners": 400, "spinning": 600, "concurrent": 150, "racy": 150,
}  # fmt: skip
BATCHES = [(kind, first) for kind, number in MANY.items() for first in range(10_000, 10_000 + number, BATCH)]


@pytest.mark.long
@pytest.mark.parametrize(("kind", "first"), BATCHES)
def test_many_programs(kind: str, first: int) -> None:
    count = compare(kind, range(first, first + BATCH))
    assert count["programs"] > BATCH // 2
    assert count["fewer states: all"] > 0
