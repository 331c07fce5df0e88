"""`--lossy`: what is found with a table of bits is real and has a run; what is not found proves nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from chancheck.check import verify
from chancheck.explore.engine import REDUCTIONS, Coverage, Exploration, Limits, Options
from chancheck.explore.reference.search import ReferenceEngine
from chancheck.program.program import Program
from chancheck.verdict.coverage import sentence
from tests.native.models import counter, philosophers
from tests.native.test_parity import random_program

pytest.importorskip("chancheck._core")
native = pytest.importorskip("chancheck.explore.native")

DEEP = """package main

import (
	"sync"
	"sync/atomic"
)

const (
	N = 4
	K = 6
)

func main() {
	var wg sync.WaitGroup
	var total [N]*atomic.Int32
	for i := range N {
		total[i] = new(atomic.Int32)
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range K {
				total[i].Add(1)
			}
		}()
	}
	wg.Wait()
	if total[0].Load() == K {
		panic("the last state of all")
	}
}
"""
SOUND = DEEP.replace("== K {", "> K {")
PLAIN = frozenset[str]()
ROOMY = 1 << 22


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A small exact table, and a large lossy one."""
    monkeypatch.setattr(native.NativeEngine, "lossy_after", 500)
    monkeypatch.setattr(native.NativeEngine, "lossy_bytes", ROOMY)
    return monkeypatch


def explore(program: Program, **options: object) -> Exploration:
    result: Exploration = native.NativeEngine().explore(program, Options(**options))  # type: ignore[arg-type]
    return result


def lossy(program: Program, **options: object) -> tuple[Exploration, Coverage]:
    result = explore(program, lossy=True, **options)
    assert result.coverage is not None
    return result, result.coverage


def test_a_defect_beyond_the_exact_table_is_found(room: pytest.MonkeyPatch) -> None:
    cut = verify(DEEP, search="bfs", reduce=PLAIN, max_states=500)
    assert (cut.verdict.answer, cut.verdict.findings) == ("inconclusive", ())
    found = verify(DEEP, search="bfs", reduce=PLAIN, lossy=True)  # its run was walked by the reference semantics
    assert (found.verdict.answer, found.verdict.complete) == ("violated", False)
    (finding,) = found.verdict.findings
    assert "the last state of all" in finding.message
    assert len(finding.trace) > 4 * 6


def test_its_twin_is_not_proved(room: pytest.MonkeyPatch) -> None:
    assert verify(SOUND, search="bfs", reduce=PLAIN).verdict.answer == "proved"
    verdict = verify(SOUND, search="bfs", reduce=PLAIN, lossy=True).verdict
    assert verdict.answer == "inconclusive"
    assert verdict.limit is not None and verdict.coverage is not None
    assert verdict.limit.name == "lossy"
    assert "99.9999% of the states were seen" in str(verdict.limit)
    assert "--memory" in str(verdict.limit)


def test_what_fits_is_still_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    verdict = verify(SOUND, search="bfs", reduce=PLAIN, lossy=True, memory=1 << 40).verdict
    assert (verdict.answer, verdict.coverage) == ("proved", None)


@pytest.mark.parametrize("search", ["bfs", "dfs"])
@pytest.mark.parametrize("jobs", [1, 2])
def test_with_room_for_all_it_sees_what_the_exact_search_sees(search: str, jobs: int, room: pytest.MonkeyPatch) -> None:
    """4 million bytes for some thousand states: that two are confused is very unlikely, and hashes do not change."""
    room.setattr(native.NativeEngine, "jobs_from", 1)
    for program in (counter(5, 3), philosophers(7)):
        exact = explore(program, search=search, reduce=PLAIN)
        result, coverage = lossy(program, search=search, jobs=jobs, reduce=PLAIN)
        assert result.limit == "lossy" and coverage.finished
        assert coverage.exact + coverage.seen == result.statistics.states == exact.statistics.states
        halts = {(f.kind, f.key) for f in exact.found if f.kind != "component"}
        assert {(f.kind, f.key) for f in result.found} == halts


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("reduce", [PLAIN, REDUCTIONS], ids=["plain", "reduced"])
def test_random_programs(seed: int, reduce: frozenset[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """All that the exact search finds but for components, and only that, wherever the lossy part begins."""
    program = random_program(seed)
    if explore(program, reduce=PLAIN, limits=Limits(states=5_000)).limit:
        pytest.skip("too many states for this comparison")
    exact = explore(program, reduce=reduce, components=False)
    monkeypatch.setattr(native.NativeEngine, "lossy_bytes", ROOMY)
    for states in (1, 10, 100):
        monkeypatch.setattr(native.NativeEngine, "lossy_after", states)
        result = explore(program, reduce=reduce, components=False, lossy=True)
        assert result.complete == (result.coverage is None)
        assert {(f.kind, f.key) for f in result.found} == {(f.kind, f.key) for f in exact.found}


@pytest.mark.parametrize(("size", "tolerance"), [(200_000, 0.0005), (100_000, 0.002), (50_000, 0.01)])
def test_the_estimate_is_near_the_truth(size: int, tolerance: float, room: pytest.MonkeyPatch) -> None:
    program = counter(7, 3)
    states = explore(program, reduce=PLAIN).statistics.states
    room.setattr(native.NativeEngine, "lossy_bytes", size)
    result, coverage = lossy(program, reduce=PLAIN)
    assert coverage.finished and coverage.omitted > 0.1 and 0 < coverage.fill < 0.5
    assert result.statistics.states <= states
    assert coverage.share == pytest.approx(result.statistics.states / states, abs=tolerance)


def test_a_crowded_table_is_told(room: pytest.MonkeyPatch) -> None:
    program = counter(7, 3)
    states = explore(program, reduce=PLAIN).statistics.states
    room.setattr(native.NativeEngine, "lossy_bytes", 1_000)
    result, coverage = lossy(program, reduce=PLAIN)
    assert coverage.finished and coverage.fill > 0.5
    assert result.statistics.states / states < coverage.share
    assert "too full for an estimate" in sentence(coverage)


def test_an_end_before_all_was_looked_at_is_told(room: pytest.MonkeyPatch) -> None:
    result, coverage = lossy(counter(9, 3), reduce=PLAIN, limits=Limits(states=2_000))
    assert result.limit == "states" and not coverage.finished and coverage.left > 0
    assert f"{coverage.left:,} of them were not looked at" in sentence(coverage)
    result, coverage = lossy(counter(9, 3), reduce=PLAIN, limits=Limits(depth=20))
    assert coverage.cut > 0 and result.statistics.depth <= 20


def test_never_all() -> None:
    sure = Coverage(exact=10, seen=10, omitted=0.0, bytes=1, fill=0.1, cut=0, left=0)
    assert "99.9999%" in sentence(sure)
    assert "66.6666%" in sentence(replace(sure, omitted=10.0))


def test_the_reference_engine_says_that_it_keeps_all(tmp_path: Path) -> None:
    with pytest.raises(NotImplementedError, match="--lossy needs the native engine"):
        ReferenceEngine().explore(counter(2, 1), Options(lossy=True))
    (tmp_path / "a.go").write_text(SOUND)
    done = run(tmp_path / "a.go", "--lossy", "--engine", "reference")
    assert done.returncode == 2
    assert "the reference engine keeps every state" in done.stderr


def run(file: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """In a process of a small one: after exec, the peak of memory is at least that of the process that forked."""
    words = [sys.executable, "-m", "chancheck", "verify", str(file), "--no-cache", *options]
    return subprocess.run(["sh", "-c", '"$@"; exit $?', "sh", *words], capture_output=True, text=True)


def test_memory_is_kept(tmp_path: Path) -> None:
    """9 MB above what a small search takes: half of it holds a part of the 473,179 states."""
    deep, sound = tmp_path / "deep.go", tmp_path / "sound.go"
    deep.write_text(DEEP)
    sound.write_text(SOUND)
    options = ["--search", "bfs", "--no-reduce", "por,symmetry,slice", "--output-format", "json"]
    options += ["--check", "deadlock,leak,panic"]  # with the race monitor there are more states

    def result(file: Path, *more: str) -> dict[str, object]:
        (only,) = json.loads(run(file, *options, *more).stdout)["results"]
        return dict(only)

    def peak(of: dict[str, object]) -> int:
        return int(of["statistics"]["peak_memory_bytes"])  # type: ignore[index]

    megabyte = 1 << 20
    limit = peak(result(sound, "-D", "K=1")) // megabyte + 9
    large = ["-D", "K=24", "--memory", f"{limit}M"]
    without, violated, unknown = result(deep, *large), result(deep, *large, "--lossy"), result(sound, *large, "--lossy")
    assert (without["verdict"], without["limit"], without["coverage"]) == ("inconclusive", "memory", None)
    assert violated["verdict"] == "violated"
    assert (unknown["verdict"], unknown["limit"]) == ("inconclusive", "lossy")
    coverage = unknown["coverage"]
    assert isinstance(coverage, dict)
    assert 0.999 < coverage["share"] < 1
    assert 0.999 * 473_179 < coverage["exact"] + coverage["seen"] <= 473_179
    assert coverage["seen"] > coverage["exact"] > 1000
    for one in (without, violated, unknown):
        assert peak(one) < (limit + 5) * megabyte
