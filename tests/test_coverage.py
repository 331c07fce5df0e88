"""`verify --coverage`: what no run reaches, on programs in which a person sees it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from chancheck import coverage
from chancheck.cli.commands import chancheck
from chancheck.coverage import Coverage, coverage_of
from chancheck.deadline import Exhausted
from chancheck.options import Options
from chancheck.source import Source

SELECT = """package main

import "fmt"

func unused() { fmt.Println("never") }

func main() {
	c := make(chan int, 1)
	d := make(chan int)
	c <- 1
	select {
	case v := <-c:
		fmt.Println(v)
	case d <- 2:
		fmt.Println("sent")
	default:
		fmt.Println("nothing")
	}
}
"""


def test_lines_cases_and_functions_that_no_run_reaches() -> None:
    found = coverage_of(Source("p.go", SELECT), Options())
    assert [pos.line for pos in found.missed] == [15, 16, 17]
    assert [(name, pos.line) for name, pos in found.cases] == [("default", 11), ("chan.send", 14)]
    assert [(name, pos.line) for name, pos in found.functions] == [("unused", 5)]
    assert found.complete and found.lines - found.reached == 3


def test_what_one_run_of_many_reaches_is_reached() -> None:
    """Once another goroutine may have taken the value first, the default is possible; a receiver makes the send so."""
    text = SELECT.replace("\tselect {", "\tgo func() { <-c }()\n\tgo func() { <-d }()\n\tgo unused()\n\tselect {")
    found = coverage_of(Source("p.go", text), Options())
    assert (found.missed, found.cases, found.functions) == ((), (), ())


CHECKED = """package main

import "chancheck/check"

func main() {
	c := make(chan int, 1)
	c <- 1
	if v := <-c; v == LIMIT {
		check.Reachable("the limit")
		check.Assert(len(c) == 1, "not empty")
	}
}
"""


@pytest.mark.parametrize(("limit", "missed"), [("2", 2), ("1", 0)])
def test_a_proof_whose_assertions_are_not_reached_says_so(tmp_path: Path, limit: str, missed: int) -> None:
    file = tmp_path / "p.go"
    file.write_text(CHECKED.replace("LIMIT", limit).replace("len(c) == 1", "len(c) == 0"))
    outcome = CliRunner().invoke(chancheck, ["verify", "--no-cache", "--coverage", str(file)])
    assert outcome.exit_code == 0
    assert ("proved, but 2 assertions are never reached" in outcome.stdout) == (missed == 2)
    assert ("no run reaches p.go:9-10" in outcome.stdout) == ("no run reaches" in outcome.stdout) == (missed == 2)


def test_a_limit_is_told() -> None:
    loop = "for i := 0; i >= 0; i++ {\n\t\tc <- i\n\t\t<-c\n\t}"
    endless = f"package main\n\nfunc main() {{\n\tc := make(chan int, 1)\n\t{loop}\n}}\n"
    assert not coverage_of(Source("p.go", endless), Options(budget=1.0)).complete


def test_coverage_is_text() -> None:
    outcome = CliRunner().invoke(chancheck, ["verify", "--coverage", "--output-format", "json", "x.go"])
    assert outcome.exit_code == 2 and "--output-format full or concise" in outcome.stderr


def test_a_budget_that_does_not_suffice_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def late(source: Source, options: Options) -> Coverage:
        raise Exhausted("seconds")

    with pytest.raises(Exhausted):
        coverage_of(Source("p.go", SELECT), Options(budget=1e-9))
    monkeypatch.setattr(coverage, "coverage_of", late)
    file = tmp_path / "p.go"
    file.write_text(SELECT)
    told = CliRunner().invoke(chancheck, ["verify", "--no-cache", "--coverage", str(file)])
    assert told.exit_code == 0 and "main: coverage is not known: the time budget was used up" in told.stdout


def test_neighbouring_lines_are_one_place_and_tests_are_no_helpers(tmp_path: Path) -> None:
    file = tmp_path / "p_test.go"
    file.write_text(
        'package p\n\nimport "testing"\n\nfunc TestOne(t *testing.T) {\n\tif cap(make(chan int)) > 0 {\n'
        '\t\tt.Log("a")\n\t\tt.Error("b")\n\t}\n}\n\nfunc TestTwo(t *testing.T) {}\n'
    )
    told = CliRunner().invoke(chancheck, ["verify", "--no-cache", "--coverage", str(file)]).stdout
    assert '  no run reaches p_test.go:7-8: t.Log("a")\n' in told
    assert "does not call" not in told and "note: proved" not in told  # a failure that never happens is no assertion


APART = """package main

import "sync"

var total int

func main() {
	jobs, log := make(chan int, 3), make(chan string, ROOM)
	var wg sync.WaitGroup
	wg.Add(2)
	go worker(jobs, &wg)
	go logger(log, &wg)
	jobs <- 1
	log <- "started"
	wg.Wait()
}

func worker(jobs chan int, wg *sync.WaitGroup) {
	<-jobs
	LOGGED
	wg.Done()
}

func logger(log chan string, wg *sync.WaitGroup) {
	<-log
	wg.Done()
}
"""


def test_room_that_no_run_needs() -> None:
    found = coverage_of(Source("p.go", APART.replace("ROOM", "1").replace("LOGGED", "")), Options())
    assert [(pos.line, most, room) for _, pos, most, room in found.fills] == [(8, 1, 3), (8, 1, 1)]
    assert found.apart == ()  # the WaitGroup


@pytest.mark.parametrize(("shared", "pairs"), [(False, [("main.logger", "main.worker")]), (True, [])])
def test_goroutines_that_never_meet(tmp_path: Path, shared: bool, pairs: list[tuple[str, str]]) -> None:
    text = APART.replace("ROOM", "1").replace("LOGGED", "")
    if not shared:
        text = text.replace("\twg.Done()\n", "").replace("\twg.Wait()\n", "").replace("\twg.Add(2)\n", "")
    assert [*coverage_of(Source("p.go", text), Options()).apart] == pairs
    file = tmp_path / "p.go"
    file.write_text(text)
    told = CliRunner().invoke(chancheck, ["verify", "--no-cache", "--coverage", str(file)]).stdout
    assert "  no run has more than 1 of 3 values in " in told
    assert ("main.logger and main.worker meet" in told) == bool(pairs)
