"""Real Go on one P without asynchronous preemption: what it does is among what `--sched gmp --procs 1 --no-preempt`
predicts.

sysmon cannot be switched off: when the machine is busy it takes the P from a goroutine that it finds in a write to
standard output, or that ran for 10 ms in the clock's time (runtime/proc.go retake). So a few runs may show what only a
scheduler with preemption predicts; never more than a few.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from chancheck.check import Options
from chancheck.outcomes import outcomes_of_source
from chancheck.source import Source
from chancheck.toolchain.runs import runs
from tests.thinned import one_in

from .concurrent import program
from .golang import Batch, needs_go
from .samples import sample

ONE_P = Options(sched="gmp", preempt=False, max_states=60_000, budget=10.0)
PREEMPTED = Options(sched="gmp", max_states=200_000, budget=20.0)
FREE = Options(max_states=200_000, budget=20.0)
FEW = 0.05  # of all runs
LITMUS = sorted(p for p in (Path(__file__).parents[1] / "litmus").glob("*.go") if "// p1:" in p.read_text())


@pytest.fixture(autouse=True)
def one_p(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chancheck.toolchain.runs.PROCESSORS", (1,))
    monkeypatch.setenv("GODEBUG", "asyncpreemptoff=1")


def outcomes(batch: Batch, number: int, count: int) -> Counter[str]:
    """The outcomes of real Go, and how often each came."""
    seen = runs([str(batch.binary), str(number)], count, 1.0)
    return Counter(run.outcome.replace(f"p{number}.", "main.") for run in seen)


@dataclass
class Tally:
    """Runs in all, and those that only a preempting scheduler explains."""

    runs: int = 0
    disturbed: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, text: str, seen: Counter[str], expected: set[str]) -> None:
        self.runs += seen.total()
        others = {
            outcome: n for outcome, n in seen.items() if outcome not in expected and not outcome.endswith("<hang>")
        }
        if not others:
            return
        self.disturbed += sum(others.values())
        more, limit = outcomes_of_source(Source("program.go", text), PREEMPTED)
        if limit is None and not set(others) <= set(more):
            self.wrong.append(f"Go: {others}\none P: {sorted(expected)}\nwith preemption: {more}\n{text}")

    def check(self) -> None:
        assert not self.wrong, self.wrong[0]
        assert self.disturbed <= FEW * self.runs


@needs_go
def test_litmus_under_go(tmp_path: Path) -> None:
    texts = [path.read_text() for path in LITMUS]
    batch, tally = Batch(tmp_path, texts), Tally()
    for number, text in enumerate(texts):
        (said,) = re.findall(r"^// p1:(.*)$", text, re.M)
        tally.add(text, outcomes(batch, number, 40), set(re.findall(r'"([^"]*)"', said)))
    tally.check()


def test_litmus_has_more_outcomes_without_a_scheduler() -> None:
    for path in LITMUS:
        source = Source(path.name, path.read_text())
        assert set(outcomes_of_source(source, ONE_P)[0]) < set(outcomes_of_source(source, FREE)[0])


def compare(folder: Path, part: int, programs: int, count: int) -> None:
    texts = [program(random) for random in sample(programs, part)]
    batch, tally, fewer, compared = Batch(folder, texts), Tally(), 0, 0
    for number, text in enumerate(texts):
        one, limit = outcomes_of_source(Source("program.go", text), ONE_P)
        free, cut = outcomes_of_source(Source("program.go", text), FREE)
        if limit is not None:
            continue
        compared += 1
        if cut is None:
            assert set(one) - {"<hang>"} <= set(free), text  # starvation is what a scheduler adds
            fewer += set(one) < set(free)
        tally.add(text, outcomes(batch, number, count), set(one))
    tally.check()
    assert compared > programs / 2 and fewer


@needs_go
@pytest.mark.parametrize("part", one_in(2, range(500, 502)))
def test_what_go_does_on_one_p_is_predicted(tmp_path: Path, part: int) -> None:
    compare(tmp_path, part, 20, 16)


@needs_go
@pytest.mark.long
@pytest.mark.parametrize("part", range(510, 540))
def test_what_go_does_on_one_p_is_predicted_long(tmp_path: Path, part: int) -> None:
    compare(tmp_path, part, 50, 40)
