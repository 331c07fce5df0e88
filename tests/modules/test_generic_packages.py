"""Generic types and functions that live in other packages and other files."""

from __future__ import annotations

from pathlib import Path

import pytest

from chancheck.check import Options, check_path
from chancheck.verdict.finding import Result

STACK = """package stack

import (
	"fmt"
	"sync"
)

type Stack[T any] struct {
	mu    sync.Mutex
	items []T
}

func (s *Stack[T]) Push(x T) {
	LOCK
	s.items = append(s.items, x)
}

func Show[T any](s *Stack[T]) string { return fmt.Sprint(s.items) }
"""
LENGTH = """package stack

import "sync/atomic"

var asked atomic.Int64

func (s *Stack[T]) Len() int {
	asked.Add(1)
	return len(s.items)
}
"""
MAIN = """package main

import (
	"sync"

	"example.com/m/stack"
)

type jobs = stack.Stack[int]

func main() {
	var s jobs
	var wg sync.WaitGroup
	for i := range 2 {
		wg.Go(func() { s.Push(i) })
	}
	wg.Wait()
	if s.Len() != 2 {
		panic(stack.Show(&s))
	}
}
"""


def written(folder: Path, **files: str) -> Path:
    (folder / "stack").mkdir()
    (folder / "go.mod").write_text("module example.com/m\n\ngo 1.25\n")
    lock = files.pop("lock", "s.mu.Lock()\n\tdefer s.mu.Unlock()")
    (folder / "stack" / "stack.go").write_text(STACK.replace("LOCK", lock))
    (folder / "stack" / "length.go").write_text(LENGTH)
    (folder / "main.go").write_text(files.pop("main", MAIN))
    return folder / "main.go"


def checked(path: Path, **options: object) -> Result:
    (result,) = check_path(path, Options(**options))  # type: ignore[arg-type]
    return result


def test_what_only_generic_code_imports(tmp_path: Path) -> None:
    assert checked(written(tmp_path)).verdict.answer == "proved"


def test_its_twin(tmp_path: Path) -> None:
    assert checked(written(tmp_path, lock="")).verdict.kinds == {"panic", "race"}


def test_what_nobody_asks_for_may_stay_generic(tmp_path: Path) -> None:
    main = 'package main\n\nimport _ "example.com/m/stack"\n\nfunc main() {}\n'
    assert checked(written(tmp_path, main=main)).verdict.answer == "proved"


def test_an_import_that_generic_code_does_not_use_either(tmp_path: Path) -> None:
    path = tmp_path / "main.go"
    path.write_text('package main\n\nimport "fmt"\n\nfunc id[T any](x T) T { return x }\n\nfunc main() { id(1) }\n')
    (problem,) = checked(path).diagnostics
    assert problem.code == "CC203" and problem.message == '"fmt" imported and not used'


USED_OFTEN = """package main

import (
	"example.com/other/log"
	"example.com/other/queue"
)

func main() {
	log.Info("begin")
	q := queue.New[int](3)
	log.Info("end", q)
	log.Flush()
}

func unused() { log.Info("never") }
"""


def test_a_package_is_refused_once(tmp_path: Path) -> None:
    path = tmp_path / "main.go"
    path.write_text(USED_OFTEN)
    log, queue = checked(path).diagnostics
    assert (log.pos.line, log.message) == (9, "package example.com/other/log is not supported (log.Info)")
    assert [(text, pos and pos.line) for text, pos in log.notes] == [("2 more uses of it, the next one", 11)]
    assert (queue.pos.line, queue.notes) == (10, ())


UNKNOWN = """package main

import (
	"example.com/other/queue"
	. "example.com/other/expect"
)

type worker struct{ waiting queue.Queue[int] }

func needs() {
	w := worker{waiting: queue.New[int](3)}
	w.waiting.Push(1)
	Expect(1)
}

func main() {
	CALL
}
"""


@pytest.mark.parametrize("call", ["", "needs()"])
def test_packages_that_are_not_there(tmp_path: Path, call: str) -> None:
    """They matter where they are reached, each place once."""
    path = tmp_path / "main.go"
    path.write_text(UNKNOWN.replace("CALL", call))
    result = checked(path)
    if not call:
        assert result.verdict.answer == "proved"
        return
    assert {d.code for d in result.diagnostics} == {"CC301"}
    assert "Expect is not declared here, and package example.com/other/expect is not supported" in {
        d.message for d in result.diagnostics
    }
    assert len(result.diagnostics) == len({(d.pos, d.message) for d in result.diagnostics})
