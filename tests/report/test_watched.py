"""`--show NAMES`: what each step of a run changes in shared variables, channels and locks."""

import pytest

from chancheck.check import Options, check_source
from chancheck.report.render_options import Show
from chancheck.report.table import render_trace
from chancheck.source import Source
from chancheck.verdict.finding import Finding

PROGRAM = """package main

import "sync"

type pool struct {
	mu   sync.Mutex
	done int
	ok   bool
	errs []string
}

func main() {
	p := &pool{}
	jobs := make(chan string, 2)
	go func() {
		p.mu.Lock()
		p.done++
		p.ok = !p.ok
		p.errs = append(p.errs, "bad")
		p.mu.Unlock()
		jobs <- "a"
	}()
	<-jobs
	p.mu.Lock()
	println(p.done, p.ok, len(p.errs))
	<-jobs
}
"""


def deadlock(engine: str = "auto") -> Finding:
    (result,) = check_source(Source("main.go", PROGRAM), Options(moments=True, engine=engine))
    (finding,) = result.verdict.findings
    return finding


def shown(*names: str, width: int = 100) -> list[str]:
    lines = render_trace(deadlock(), Show(width, watched=names))
    return [line.strip().removeprefix("| ") for line in lines if "|" in line]


def test_each_change_stands_behind_its_step() -> None:
    lines = render_trace(deadlock(), Show(100, watched=("done",)))
    (start,) = [n for n, line in enumerate(lines) if "| pool.done = 0" in line]
    (change,) = [n for n, line in enumerate(lines) if "| pool.done: 0 → 1" in line]
    assert start < change and "p.mu.Lock()" in lines[change - 1] + lines[change - 2]
    assert sum("|" in line for line in lines) == 2


def test_kinds_of_values() -> None:
    assert shown("pool.ok") == ["pool.ok = false", "pool.ok: false → true"]
    assert shown("errs") == shown("p.errs") == ["pool.errs = []", 'pool.errs: [] → ["bad"]']
    assert shown("jobs") == ["jobs = []", 'jobs: [] → ["a"]', 'jobs: ["a"] → []']
    assert shown("mu")[:3] == ["pool.mu = free", "pool.mu: free → held by 2", "pool.mu: held by 2 → free"]


@pytest.mark.parametrize("width", [30, 100])
def test_wildcards_and_several_names(width: int) -> None:
    assert {line.partition(":")[0].partition(" ")[0] for line in shown("pool.*", width=width)} == {
        "pool.mu", "pool.done", "pool.ok", "pool.errs"
    }  # fmt: skip
    assert len(shown("done", "ok", width=width)) == 4


def test_a_name_that_is_not_there() -> None:
    lines = render_trace(deadlock(), Show(100, watched=("total", "done")))
    (said,) = [line for line in lines if "total" in line]
    assert said.startswith("total: no variable, channel or lock of this name is shared") and "pool.errs" in said


def test_without_names_nothing_is_shown() -> None:
    assert shown() == []


def test_both_engines_show_the_same() -> None:
    show = Show(100, watched=("*",))
    assert render_trace(deadlock("native"), show) == render_trace(deadlock("reference"), show)
