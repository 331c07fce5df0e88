"""Packages of other modules: vendored, replaced by a folder, or downloaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from chancheck.check import Options, check_path
from chancheck.modules.dependencies import Dependencies

GO_MOD = """module example.com/app

go 1.25

require (
	github.com/Some/queue v1.2.3
	golang.org/x/sync v0.9.0 // indirect
)
"""
QUEUE = """package queue

import "sync"

type Queue[T any] struct {
	mu    sync.Mutex
	items []T
}

func (q *Queue[T]) Push(x T) {
	LOCK
	q.items = append(q.items, x)
}
"""
LOCKED, UNLOCKED = "q.mu.Lock()\n\tdefer q.mu.Unlock()", ""
MAIN = """package main

import (
	"sync"

	"github.com/Some/queue/v2/queue"
	"golang.org/x/sync/errgroup"
)

func main() {
	var q queue.Queue[int]
	var wg sync.WaitGroup
	var g errgroup.Group
	wg.Go(func() { q.Push(1) })
	g.Go(func() error { q.Push(2); return nil })
	wg.Wait()
	g.Wait()
}
"""
PURE = """//go:build purego

package queue

func Size() int { return 1 }
"""
QUICK = """//go:build !purego

package queue

import "unsafe"

func Size() int { return len(unsafe.Slice((*byte)(unsafe.Pointer(new(int))), 8)) }
"""
PLACES = {
    "vendored": ("", "app/vendor/github.com/Some/queue/v2/queue"),
    "replaced by a folder": ("replace github.com/Some/queue => ../mine\n", "mine/v2/queue"),
    "replaced by another": (
        "replace (\n\tgithub.com/Some/queue v1.2.3 => github.com/Fork/queue v1.9.0\n)\n",
        "cache/github.com/!fork/queue@v1.9.0/v2/queue",
    ),
    "downloaded": ("", "cache/github.com/!some/queue@v1.2.3/v2/queue"),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("lock", "kinds"), [(LOCKED, frozenset()), (UNLOCKED, frozenset({"race"}))])
def test_places(place: str, lock: str, kinds: frozenset[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOMODCACHE", str(tmp_path / "cache"))
    more, folder = PLACES[place]
    for name, text in {
        "app/go.mod": GO_MOD + more,
        "app/main.go": MAIN,
        f"{folder}/queue.go": QUEUE.replace("LOCK", lock),
        "cache/golang.org/x/sync@v0.9.0/errgroup/errgroup.go": "package errgroup\n\nfunc broken() { undefined() }\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    (result,) = check_path(tmp_path / "app" / "main.go", Options())
    assert not result.diagnostics
    assert result.verdict.kinds == kinds and result.verdict.complete


def test_what_is_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOMODCACHE", str(tmp_path / "cache"))
    (tmp_path / "go.mod").write_text(GO_MOD)
    (tmp_path / "main.go").write_text(MAIN)
    (result,) = check_path(tmp_path / "main.go", Options())
    assert {d.code for d in result.diagnostics} == {"CC301"}
    assert "github.com/Some/queue/v2/queue is not supported" in result.diagnostics[0].message


@pytest.mark.parametrize(("body", "code"), [("m.Reset()", "CC301"), ("", None)])
def test_a_module_whose_own_module_is_nowhere(body: str, code: str | None, tmp_path: Path) -> None:
    vendored = tmp_path / "vendor" / "github.com" / "Some" / "queue" / "v2" / "queue"
    vendored.mkdir(parents=True)
    (vendored / "queue.go").write_text(
        f"""package queue

import "github.com/Other/nowhere"

type Message = nowhere.Message

func Clear(m Message) {{ {body} }}

func Size() int {{ return 1 }}
"""
    )
    (tmp_path / "go.mod").write_text(GO_MOD)
    call = "queue.Clear(nil)" if code else "println(queue.Size())"
    (tmp_path / "main.go").write_text(
        f'package main\n\nimport "github.com/Some/queue/v2/queue"\n\nfunc main() {{ {call} }}\n'
    )
    (result,) = check_path(tmp_path / "main.go", Options())
    assert {d.code for d in result.diagnostics} == ({code} if code else set())


def test_very_much_of_it_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vendored = tmp_path / "vendor" / "github.com" / "Some" / "queue" / "v2" / "queue"
    vendored.mkdir(parents=True)
    text = QUEUE.replace("LOCK", LOCKED)
    (vendored / "queue.go").write_text(text)
    (tmp_path / "go.mod").write_text(GO_MOD)
    (tmp_path / "main.go").write_text(MAIN)
    for most, answer in ((len(text), "proved"), (len(text) - 1, "error")):
        monkeypatch.setattr("chancheck.modules.module.MOST_BYTES", most)
        (result,) = check_path(tmp_path / "main.go", Options())
        assert result.verdict.answer == answer


def test_excluded_versions(tmp_path: Path) -> None:
    others = Dependencies(tmp_path, GO_MOD + "\nexclude (\n\tgithub.com/Some/queue v1.3.0\n)\n")
    assert others.versions["github.com/Some/queue"] == "v1.2.3"


LIBRARY = """package queue

var kinds = map[string]int{}
var seed = scrambled()
var Drivers []string

func Register(name string) { Drivers = append(Drivers, name) }

func scrambled() uint64

func init() { kinds["a"] = int(scrambled()) }

func Kind(name string) int { return kinds[name] }

func Seed() uint64 { return seed }

func Sum(a, b int) int { return a + b }
"""
DRIVER = """package driver

import "github.com/Some/queue/v2/queue"

func init() { queue.Register("mine") }
"""
USES = {
    "what it does not reach": ("if queue.Sum(1, 2) != 3 { panic(1) }", "proved"),
    "and the defect beside it": ("if queue.Sum(1, 2) == 3 { panic(1) }", "violated"),
    "a variable that an init function sets": ('_ = queue.Kind("a")', "error"),
    "and one that nothing reads": ("_ = queue.Kind", "proved"),
    "a variable with such an initial value": ("_ = queue.Seed()", "error"),
    "what another package registers": ("if len(queue.Drivers) != 1 { panic(1) }", "proved"),
    "and what it does not": ("if len(queue.Drivers) == 1 { panic(1) }", "violated"),
}


@pytest.mark.parametrize("use", USES)
def test_only_what_is_reached_of_it_matters(use: str, tmp_path: Path) -> None:
    """Its initialisation has code that is not supported."""
    call, answer = USES[use]
    main = 'package main\n\nimport (\n\t"github.com/Some/queue/v2/queue"\n\t_ "github.com/Some/queue/v2/driver"\n)\n\n'
    for name, text in {
        "go.mod": GO_MOD,
        "main.go": f"{main}func main() {{ {call} }}\n",
        "vendor/github.com/Some/queue/v2/queue/queue.go": LIBRARY,
        "vendor/github.com/Some/queue/v2/driver/driver.go": DRIVER,
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    (result,) = check_path(tmp_path / "main.go", Options())
    assert result.verdict.answer == answer
    assert (answer == "error") == bool(result.diagnostics)


COUNTED = """package queue

var names []string
var first, second = add("first"), add("second")

func add(name string) int { names = append(names, name); return len(names) }

func init() { names = append(names, "last") }

func Second() int { return second }
"""


@pytest.mark.parametrize(("number", "answer"), [(2, "proved"), (1, "violated")])
def test_initialisers_of_others_have_effects(number: int, answer: str, tmp_path: Path) -> None:
    main = 'package main\n\nimport "github.com/Some/queue/v2/queue"\n\n'
    for name, text in {
        "go.mod": GO_MOD,
        "main.go": f"{main}func main() {{ if queue.Second() != {number} {{ panic(1) }} }}\n",
        "vendor/github.com/Some/queue/v2/queue/queue.go": COUNTED,
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    (result,) = check_path(tmp_path / "main.go", Options())
    assert result.verdict.answer == answer


SIZE = """package main

import "github.com/Some/queue"

func main() {
	if queue.Size() != WANTED {
		panic("size")
	}
}
"""


def test_what_another_module_writes_in_go_alone_is_preferred(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOMODCACHE", str(tmp_path / "cache"))
    app, folder = tmp_path / "app", tmp_path / "cache/github.com/!some/queue@v1.2.3"
    for place in (app, folder):
        place.mkdir(parents=True)
    (app / "go.mod").write_text(GO_MOD)
    (folder / "pure.go").write_text(PURE)
    (folder / "quick.go").write_text(QUICK)
    for wanted, answer in (("1", "proved"), ("8", "violated")):
        (app / "main.go").write_text(SIZE.replace("WANTED", wanted))
        (result,) = check_path(app / "main.go", Options())
        assert result.verdict.answer == answer
