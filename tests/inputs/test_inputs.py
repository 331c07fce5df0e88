"""Inputs of many values: the answer is that of trying each one."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

import chancheck
from chancheck.api import Result
from chancheck.check import Options, unit_of
from chancheck.cli.commands import chancheck as chancheck_command
from chancheck.coverage import coverage_of
from chancheck.explore import registry
from chancheck.explore.engine import Options as EngineOptions
from chancheck.lower.lower_program import lower
from chancheck.outcomes import outcomes_of_source
from chancheck.report.reasons import sentences
from chancheck.source import Source

from .programs import WIDTH, Writer

PLAIN = """package main

import "chancheck/check"

func main() {
	n := check.Int(LOW, HIGH)
	c := make(chan int, 1)
	go func() { c <- n }()
	v := <-c
	BODY
}
"""


def verified(body: str, low: str = "0", high: str = "1<<40") -> Result:
    return chancheck.verify(PLAIN.replace("BODY", body).replace("LOW", low).replace("HIGH", high))


@pytest.mark.parametrize(
    ("body", "defect"),
    [
        ("if v > 4096 && v < 4098 { panic(v) }", True),
        ("if v > 4096 && v < 4097 { panic(v) }", False),
        ("if 3*v+7 == 1<<30 { panic(v) }", True),  # (2^30 - 7) / 3 is an integer
        ("if 3*v+8 == 1<<30 { panic(v) }", False),
        ("if v+v == 9999 { panic(v) }", False),
        ("if v+v == 9998 { panic(v) }", True),
        ("if v*5-n*5 != 0 { panic(v) }", False),
        ("if uint64(v) > 1<<40 { panic(v) }", False),
        ("if uint64(v-1) > 1<<50 { panic(v) }", True),  # 0 - 1
        ("for i := 0; i < 3; i++ { if v == i*1000 { panic(v) } }", True),
        ("m := make(chan int, 3); m <- v; m <- v+1; if <-m >= <-m { panic(v) }", False),
    ],
)
def test_which_values_matter(body: str, defect: bool) -> None:
    result = verified(body)
    assert result.verdict.answer == ("violated" if defect else "proved"), result.verdict.limit


@pytest.mark.parametrize(("most", "defect"), [("300", True), ("255", False)])
def test_narrow_integers(most: str, defect: bool) -> None:
    result = verified(f"if int8(v) == -1 && v < {most} {{ panic(v) }}", "0", "1000")
    assert result.verdict.answer == ("violated" if defect else "proved")


def test_the_whole_range_of_int() -> None:
    ends = ("-1<<63", "1<<63-1")
    assert verified("if v+1 < v { panic(v) }", *ends).verdict.kinds == {"panic"}  # only for the largest one
    assert verified("if v+1 < v && v < 1<<63-1 { panic(v) }", *ends).verdict.answer == "proved"
    assert verified("if -v == v && v != 0 { panic(v) }", *ends).verdict.kinds == {"panic"}  # only for the least one


def test_the_value_stands_in_the_explanation() -> None:
    [finding] = verified('if v == 4097 { panic("found") }').verdict.findings
    assert any("4097" in step.operation for step in finding.trace)
    assert "check.Int gave 4097 in this run" in sentences(finding)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("if v*n == 49 { panic(v) }", "multiplies two inputs"),
        ("if v%7 == 3 { panic(v) }", "computes with an input"),
        ("if v&1 == 1 { panic(v) }", "computes with an input"),
        ("if int8(v) == 3 { panic(v) }", "narrows an input"),
        ("m := map[int]int{v: 1}; if m[5] == 1 { panic(v) }", "key of a map"),
        ("a := [3]int{}; if v < 3 { a[v] = 1 }; if a[1] == 1 { panic(v) }", "computes with an input"),
        ("a, b := v, 0; for range 2 { b = check.Int(0, 1000); if a == b+1 { a = b } }", "runs several times"),
    ],
)
def test_other_uses_leave_it_open(body: str, why: str) -> None:
    """Never proved; a defect that the tried values show is one."""
    result = verified(body)
    assert result.verdict.answer == "inconclusive" and why in str(result.verdict.limit), result.verdict


def test_few_values_are_tried_one_by_one() -> None:
    assert verified("if v%7 == 3 { panic(v) }", "0", "63").verdict.kinds == {"panic"}
    assert verified("if v*v == 50 { panic(v) }", "0", "63").verdict.answer == "proved"


def test_no_number() -> None:
    assert "check.Int: no number" in verified("_ = v", "1", "0").verdict.findings[0].message


TWO = """package main

import (
	"chancheck/check"
	"sync"
)

func main() {
	a, b := check.Int(0, 1<<50), check.Int(0, 1<<50)
	var mu sync.Mutex
	top := 0
	var wg sync.WaitGroup
	for _, v := range []int{a, b} {
		wg.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			if v TEST top {
				top = v
			}
		})
	}
	wg.Wait()
	if top < a || top < b {
		panic("not the largest")
	}
}
"""


@pytest.mark.parametrize(("test", "answer"), [(">", "proved"), ("<", "violated"), (">=", "proved")])
def test_two_inputs_that_are_compared(test: str, answer: str) -> None:
    assert chancheck.verify(TWO.replace("TEST", test)).verdict.answer == answer


def panics(result: Result) -> set[str]:
    return {re.sub(r"\s+", " ", finding.message) for finding in result.verdict.findings}


def compare(seed: int) -> bool:
    """Whether the program was decided without trying each value."""
    text = Writer(seed).program()
    each = re.sub(r"check\.INPUT\((-?\d+), -?\d+\)", rf"\1 + check.Choose({WIDTH})", text)
    few, all_of_them = (chancheck.verify(one, budget=60) for one in (text.replace("INPUT", "Int"), each))
    assert all_of_them.verdict.complete, text
    if not few.verdict.complete:
        assert panics(few) <= panics(all_of_them), text
        return False
    assert panics(few) == panics(all_of_them), text
    return True


def test_random_programs() -> None:
    assert sum(compare(seed) for seed in range(20)) >= 15


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20, 220))
def test_many_random_programs(seed: int) -> None:
    compare(seed)


def test_time_does_not_grow_with_the_range() -> None:
    """A sanity bound, not a measurement (docs/inputs.md has one)."""
    start = time.monotonic()
    assert verified("if 3*v+8 == 1<<30 { panic(v) }", "0", "1<<60").verdict.answer == "proved"
    assert time.monotonic() - start < 20


COUNTED = """package main

import (
	"chancheck/check"
	"sync"
)

const N = 3

func main() {
	v := check.Int(0, 1<<40)
	var wg sync.WaitGroup
	for i := 0; i < N; i++ {
		wg.Add(1)
		go func() { wg.Done() }()
	}
	wg.Wait()
	if v TEST {
		panic("found")
	}
}
"""


def test_other_commands_know_the_values_or_say_that_they_do_not(tmp_path: Path) -> None:
    """Lowered without the values of its inputs, a program must not look as if it had only those at the ends."""
    file = tmp_path / "p.gol"
    file.write_text(COUNTED.replace("TEST", "%1000 == 77"))
    answer = CliRunner().invoke(chancheck_command, ["verify", "--no-cache", "--for-all", "N", str(file)])
    assert answer.exit_code == 3 and "check.Int" in answer.output
    found = coverage_of(Source("p.gol", file.read_text()), Options())
    assert [pos.line for pos in found.missed] == [19] and not found.complete
    found = coverage_of(Source("p.gol", COUNTED.replace("TEST", "== 77")), Options())
    assert found.missed == () and found.complete
    seen, limit = outcomes_of_source(Source("p.gol", COUNTED.replace("TEST", "== 77")), Options())
    assert seen == ["", "<panic: found>"] and limit is not None


def test_inputs_are_unknown_where_no_values_were_found() -> None:
    unit = unit_of(Source("p.gol", COUNTED.replace("TEST", "== 77")), Options())
    found = registry.explore(lower(unit), EngineOptions(), "reference")
    assert any(one.kind == "unknown" for one in found.found)
