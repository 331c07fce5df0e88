"""A file takes from its module: other packages, and the version of Go."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from chancheck.check import Options, check_path
from chancheck.cli.commands import chancheck
from chancheck.outcomes import outcomes_of
from chancheck.toolchain.go import go_command

POOL = """package pool

import (
	"sync"

	"example.com/jobs/internal/count"
)

var names = map[string]int{}

func init() { names["first"] = len(Default) }

var Default = defaults()

func defaults() []string { return []string{"a", "b"} }

type Pool struct {
	wg sync.WaitGroup
	C  count.Count
}

func New(n int) *Pool {
	p := &Pool{}
	for range n {
		p.wg.Add(1)
		go func() {
			defer p.wg.Done()
			p.C.Add()
		}()
	}
	return p
}

func (p *Pool) Wait() int {
	p.wg.Wait()
	return names["first"]
}
"""
LOCKED = """package count

import "sync"

type Count struct {
	mu sync.Mutex
	n  int
}

func (c *Count) Add() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n++
}
"""
UNLOCKED = """package count

type Count struct{ n int }

func (c *Count) Add() { c.n++ }
"""
TEST = """package pool_test

import (
	"testing"

	"example.com/jobs/pool"
)

func TestTwo(t *testing.T) {
	if n := pool.New(2).Wait(); n != 2 {
		t.Fatal(n)
	}
}

func TestNone(t *testing.T) {}
"""
MAIN = """package main

import (
	"fmt"

	"example.com/jobs/pool"
)

func main() { fmt.Println(pool.New(1).Wait()) }
"""


def module(folder: Path, count: str, version: str = "1.23") -> Path:
    files = {
        "go.mod": f"module example.com/jobs\n\ngo {version}\n",
        "pool/pool.go": POOL,
        "internal/count/count.go": count,
        "pool/pool_test.go": TEST,
        "cmd/main.go": MAIN,
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder / "pool" / "pool_test.go"


def test_packages_of_the_module(tmp_path: Path) -> None:
    results = check_path(module(tmp_path, LOCKED), Options())
    assert [r.verdict.answer for r in results] == ["proved", "proved"]
    assert outcomes_of(tmp_path / "cmd" / "main.go", Options()) == (["2"], None)


def test_a_race_two_packages_away(tmp_path: Path) -> None:
    two, none = check_path(module(tmp_path, UNLOCKED), Options())
    assert none.verdict.answer == "proved"
    assert two.verdict.kinds == {"race"}
    assert {Path(f.location.file).name for f in two.verdict.findings} == {"count.go"}


def test_kept_verdicts_hold_while_the_module_is_the_same(tmp_path: Path) -> None:
    for text, code in ((UNLOCKED, 1), (LOCKED, 0), (LOCKED, 0), (UNLOCKED, 1)):
        assert CliRunner().invoke(chancheck, ["verify", str(module(tmp_path, text))]).exit_code == code


def test_an_error_in_a_package_matters_where_it_is_used(tmp_path: Path) -> None:
    two, none = check_path(module(tmp_path, LOCKED.replace("c.n++", "c.m++")), Options())
    assert none.verdict.answer == "proved"
    assert "comes from a package that is not supported" in two.diagnostics[0].message
    assert "count.go:13:4: c.m undefined" in two.diagnostics[0].help


def test_packages_that_import_each_other(tmp_path: Path) -> None:
    file = module(tmp_path, 'package count\n\nimport "example.com/jobs/pool"\n\ntype Count = pool.Pool\n')
    two, none = check_path(file, Options())
    assert (two.verdict.answer, none.verdict.answer) == ("error", "proved")


@pytest.mark.skipif(go_command() is None, reason="no Go toolchain")
@pytest.mark.parametrize(("entry", "file"), [("TestTwo", "pool/pool_test.go"), ("main", "cmd/main.go")])
def test_real_go_builds_the_module(tmp_path: Path, entry: str, file: str) -> None:
    module(tmp_path, LOCKED)
    said = CliRunner().invoke(chancheck, ["run", str(tmp_path / file), "--entry", entry, "-n", "1", "--no-race"])
    assert said.exit_code == 0, said.output
    assert "1 ok" in said.stdout and "chancheck: proved" in said.stdout


LOOP = """package main

import "fmt"

func main() {
	var fs []func() int
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { return i })
	}
	fmt.Println(fs[0]())
}
"""


@pytest.mark.parametrize(
    ("version", "line", "go", "printed"),
    [
        ("", "", None, "0"),
        ("1.23", "", None, "0"),
        ("1.21", "", None, "3"),
        ("1.23", "//go:build go1.21\n\n", None, "3"),
        ("1.21", "//go:build go1.22\n\n", None, "0"),
        ("1.21", "//go:build linux\n\n", None, "3"),
        ("1.21", "", "1.22", "0"),
        ("1.23", "", "1.21", "3"),
    ],
)
def test_loop_variables(tmp_path: Path, version: str, line: str, go: str | None, printed: str) -> None:
    if version:
        (tmp_path / "go.mod").write_text(f"module m\n\ngo {version}.3\n")
    (tmp_path / "main.go").write_text(line + LOOP)
    assert outcomes_of(tmp_path / "main.go", Options(go=go)) == ([printed], None)


TIMER = """package main

import (
	"fmt"
	"time"
)

func main() {
	t := time.NewTimer(1)
	time.Sleep(2)
	if t.Stop() {
		fmt.Println("stopped")
	} else {
		fmt.Println(len(t.C))
	}
}
"""


def test_timers_are_those_of_the_module(tmp_path: Path) -> None:
    """asynctimerchan (go doc runtime/debug; Go 1.23 release notes): decided by go.mod, not by a //go:build line."""
    (tmp_path / "main.go").write_text("//go:build go1.21\n\n" + TIMER)
    printed = {}
    for version in ("1.22", "1.23"):
        (tmp_path / "go.mod").write_text(f"module m\n\ngo {version}\n")
        printed[version] = outcomes_of(tmp_path / "main.go", Options(time="virtual"))
    assert printed == {"1.22": (["1"], None), "1.23": (["stopped"], None)}


def test_what_a_package_shows_to_its_own_tests(tmp_path: Path) -> None:
    """export_test.go is of the package where the tests outside it are built, and only there."""
    module(tmp_path, LOCKED)
    (tmp_path / "pool" / "export_test.go").write_text("package pool\n\nvar Names = names\n")
    outside = 'package pool_test\n\nimport (\n\t"testing"\n\n\t"example.com/jobs/pool"\n)\n\n'
    test = 'func TestNames(t *testing.T) {\n\tif pool.Names["first"] != 2 {\n\t\tt.Error(pool.Names)\n\t}\n}\n'
    (tmp_path / "pool" / "outside_test.go").write_text(outside + test)
    (tmp_path / "cmd" / "other_test.go").write_text((outside + test).replace("pool_test", "cmd_test"))
    (result,) = check_path(tmp_path / "pool" / "outside_test.go", Options())
    assert result.verdict.answer == "proved"
    (result,) = check_path(tmp_path / "cmd" / "other_test.go", Options())
    assert result.verdict.answer == "error"
