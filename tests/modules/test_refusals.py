"""What is not supported is refused where a run comes to it (chancheck.graph.refusals)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest

from chancheck.check import check_path, check_source
from chancheck.options import Options
from chancheck.source import Source
from chancheck.verdict.finding import Result
from tests.native import gated

FRAME = """package main

import (
	"os/user"
	"sync"
)

var mu sync.Mutex
var n int

func owner() string {
	u, err := user.Current()
	if err != nil {
		return ""
	}
	return u.Name
}

%s
"""

SWITCH = "switch n { case 1: mu.Lock(); mu.Unlock(); case 2: u, _ := user.Current(); _ = u.Name; default: println(n) }"
LOOP = "for i := range %s { if i == 2 { _, err := user.Current(); println(err != nil); continue }; n += i }"
HEAD = "if u, err := user.Current(); err == nil { println(u.Name) }"
FUNC = "f := func(i int) bool { if i > n { _, err := user.Current(); return err == nil }; return true }; f(%s)"
SELECT = "c := make(chan int, 1); select { case c <- 1: case <-c: user.Current() }%s"
OVER = "for i := range func(yield func(int) bool) { yield(1); yield(%s) } { if i == 2 { user.Current() } }"
LABEL = "if n == %s { goto end }; user.Current()\nend: println(n)"
DEFER = "defer func() { if recover() != nil { user.Current() } }(); a := []int{1}; a[%s]++"

WITHIN = {  # the body of main, and whether a run comes to what is not supported
    "a function that nothing calls": ("f := owner; _ = f", False),
    "and one that something calls": ("f := owner; _ = f()", True),
    "another case": (SWITCH, False),
    "the case": (f"n = 2; {SWITCH}", True),
    "a loop that ends before": (LOOP % "2", False),
    "and one that does not": (LOOP % "3", True),
    "the head of an if": (f"if n > 0 {{ {HEAD} }}", False),
    "that is reached": (f"if n == 0 {{ {HEAD} }}", True),
    "the condition of a loop": ('for n = 1; n > 0; n-- { for owner() != "" {} }', True),
    "of one that is not reached": ('for n = 1; n > 1; n-- { for owner() != "" {} }', False),
    "a literal": (FUNC % "0", False),
    "that comes there": (FUNC % "1", True),
    "a case of select": (SELECT % "", False),
    "that can be taken": (SELECT % "; select { case <-c: user.Current() }", True),
    "the body of a range over a function": (OVER % "1", False),
    "that is called so": (OVER % "2", True),
    "code before a label": (LABEL % "0", True),
    "a deferred call": (DEFER % "0", False),
    "after a panic": (DEFER % "n+1", True),
    "a variable of a type of the package": ("var f func(*user.User); if f != nil { f(nil) }", True),
}


def results(text: str, **options: object) -> list[Result]:
    return check_source(Source("main.go", FRAME % text), Options(**options))  # type: ignore[arg-type]


def answer(text: str, **options: object) -> str:
    (result,) = results(text, **options)
    if result.verdict.answer == "error":
        assert {d.code for d in result.diagnostics} == {"CC301"}
    return result.verdict.answer


@pytest.mark.parametrize("engine", ["native", "reference"])
@pytest.mark.parametrize("what", WITHIN)
def test_within_a_function(what: str, engine: str) -> None:
    body, comes = WITHIN[what]
    assert answer(f"func main() {{ {body} }}", engine=engine) == ("error" if comes else "proved")


CALLERS = """func add(k int) {
	defer wg.Done()
	%s
	seen := n
	n++
	%s
	if seen >= k {
		println(owner())
	}
}

var wg sync.WaitGroup

func main() {
	for range %d {
		wg.Add(1)
		go add(%d)
	}
	wg.Wait()
	%s
}
"""
LOCKED = ("mu.Lock()", "mu.Unlock()")


def off(*names: str) -> Iterable[frozenset[str]]:
    every = Options().reduce
    return [every, frozenset(), *(every - {name} for name in names)]


@pytest.mark.parametrize("engine", ["native", "reference"])
@pytest.mark.parametrize("callers", [2, 3])
def test_of_several_callers(callers: int, engine: str) -> None:
    """The last one would come there if it had seen one more."""
    for reduce in off("por", "symmetry", "slice"):
        given = {"engine": engine, "reduce": reduce}
        assert answer(CALLERS % (*LOCKED, callers, callers, ""), **given) == "proved"
        assert answer(CALLERS % (*LOCKED, callers, callers - 1, ""), **given) == "error"
        assert answer(CALLERS % ("", "", callers, callers, ""), **given) == "violated"
        assert answer(CALLERS % (*LOCKED, callers, callers, "select {}"), **given) == "violated"


def test_findings_stand() -> None:
    (result,) = results("func main() { go func() { select {} }(); var p *int; if n == 0 { *p = 1 }; owner() }")
    assert result.verdict.kinds == {"panic"}


def test_a_variable_with_an_initial_value_that_is_not_supported() -> None:
    made = "var who, _ = user.Current()\n\nfunc main() { if n %s { println(who.Name) } }"
    assert answer(made % "> 0") == "proved"
    assert answer(made % "== 0") == "error"


def test_subtests(tmp_path: Path) -> None:
    """One that comes there spoils no other one."""
    (tmp_path / "main_test.go").write_text("""package main

import (
	"os/user"
	"testing"
)

func TestAll(t *testing.T) {
	t.Run("plain", func(t *testing.T) {})
	t.Run("user", func(t *testing.T) {
		if _, err := user.Current(); err != nil {
			t.Fatal(err)
		}
	})
}
""")
    found = {r.entry: r.verdict.answer for r in check_path(tmp_path / "main_test.go", Options())}
    assert found["TestAll/plain"] == "proved" and found["TestAll/user"] == "error"
    assert found["TestAll"] != "proved"


@pytest.mark.parametrize("seed", range(12))
def test_a_panic_in_its_place_is_found(seed: int) -> None:
    """A run comes to it if and only if a panic there is found."""
    text = gated.program(Random(seed)).replace('"sync"\n', '"os/user"\n\t"sync"\n')
    (panics,) = check_source(Source("main.go", text.replace('"os/user"\n\t', "")), Options())
    text = text.replace('panic("seen")', "user.Current()")
    seen = any("seen" in finding.message for finding in panics.verdict.findings)
    for reduce in off("por", "symmetry"):
        if "user.Current" in text:
            (result,) = check_source(Source("main.go", text), Options(reduce=reduce))
            found = result.verdict.answer if not seen else "error or violated"
            assert result.verdict.answer in found and (seen or found == panics.verdict.answer)
            assert result.verdict.answer != "violated" or len(panics.verdict.findings) > seen
