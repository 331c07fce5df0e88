"""The columns of a run: short names of functions, no steps of the runner of tests, timers that fire."""

from pathlib import Path

from chancheck.check import Options, check_source, verify_all
from chancheck.report.render_options import Show
from chancheck.report.table import render_trace, short
from chancheck.source import Source

TEST = """package pool

import (
	"testing"
	"time"
)

const second = time.Second

type worker struct{ jobs chan int }

func (w *worker) work() { w.jobs <- 1 }

func TestWork(t *testing.T) {
	w := &worker{make(chan int)}
	go w.work()
	%s
}
"""


def lines(text: str, **options: object) -> list[str]:
    findings = [
        finding
        for result in check_source(Source("pool_test.go", text), Options(**options))  # type: ignore[arg-type]
        for finding in result.verdict.findings
    ]
    return render_trace(findings[0], Show(100))


def test_the_package_is_left_out_where_all_goroutines_are_of_it() -> None:
    out = "\n".join(lines(TEST % "t.Log()"))
    assert "2 TestWork" in out and "3 (*worker).work" in out and "pool." not in out


def test_the_package_stays_where_there_are_several(tmp_path: Path) -> None:
    files = {
        "go.mod": "module example.com/m\n\ngo 1.22\n",
        "queue/queue.go": "package queue\n\nfunc Fill(c chan int) { c <- 1 }\n",
        "main.go": 'package main\n\nimport "example.com/m/queue"\n\nfunc main() { go queue.Fill(make(chan int)) }\n',
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    (result,) = verify_all(tmp_path / "main.go")
    out = "\n".join(render_trace(result.verdict.findings[0], Show(100)))
    assert "2 queue.Fill" in out and "example.com" not in out


def test_a_literal_in_main_keeps_the_name_of_its_function() -> None:
    out = "\n".join(lines("package main\n\nfunc main() {\n\tc := make(chan int)\n\tgo func() { c <- 1 }()\n}\n"))
    assert "1 main " in out and "2 main.func1" in out


def test_short_names() -> None:
    assert short("example.com/m/pool.(*Pool).work") == "pool.(*Pool).work"
    assert short("example.com/m/pool.Map[example.com/m/pool.T]") == "pool.Map[example.com/m/pool.T]"
    assert short("main.main") == "main.main"


def test_the_runner_of_tests_takes_no_step() -> None:
    out = "\n".join(lines(TEST % "t.Log()"))
    assert "testing.common" not in out and "1 main" not in out


def test_a_timer_fires() -> None:
    out = "\n".join(lines(TEST % "<-time.After(second)", go="1.22"))
    assert "time.After fires :17" in out and "runtime of" not in out
