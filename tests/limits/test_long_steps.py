"""Single steps and states that grow without an end: time and memory are kept inside of them, in both engines."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from chancheck.check import Options, check_path
from chancheck.deadline import resident_bytes
from tests.thinned import one_in

BUDGET, BUSY = 2.0, 10.0
"""Seconds: the limit, and what a machine with other work may take beyond it."""

ENDLESS = {
    "goroutines": "func f() { select {} }\nfunc main() { for { go f() } }",
    "goroutines with memory": "func main() { for { c := make(chan int); go func() { <-c }() } }",
    "a million goroutines": """
func main() {
	c := make(chan int)
	for i := 0; i < 1_000_000; i++ {
		go func() { c <- i }()
	}
	for i := 0; i < 1_000_000; i++ {
		<-c
	}
}""",
    "a map": "func main() { m := map[int]int{}; for i := 0; ; i++ { m[i] = i } }",
    "maps of maps": "func main() { m := map[int]map[int]int{}; for i := 0; ; i++ { m[i] = map[int]int{i: i} } }",
    "a slice": "func main() { var s []int; for i := 0; ; i++ { s = append(s, i); if len(s) < 0 { break } } }",
    "large slices": "func main() { var s [][]int; for { s = append(s, make([]int, 1<<20)); if len(s) < 0 { break } } }",
    "a string": 'func main() { s := "x"; for { s += s; if len(s) == 0 { break } } }',
    "a string by bytes": 'func main() { s := "x"; for { s += "y"; if s == "" { break } } }',
    "a counter": "func main() { for i := 0; ; i++ { if i < 0 { println(i) } } }",
    "a list": """
type node struct{ next *node; n int }

func main() {
	var top *node
	for i := 0; ; i++ {
		top = &node{top, i}
		if top.n < 0 {
			break
		}
	}
}""",
    "deferred calls": "func main() { for i := 0; ; i++ { defer func() { _ = i }() } }",
    "recursion": "func f(n int) int { if n < 0 { return 0 }; return f(n+1) + f(n+2) }\nfunc main() { println(f(1)) }",
    "calls that return": """
func f(n int) int {
	if n == 0 {
		return 1
	}
	return f(n-1) + f(n-1)
}

func main() {
	if f(60) < 0 {
		panic(1)
	}
}""",
    "many choices": """
import "math/rand"

func main() {
	n := 0
	for {
		n += rand.Intn(1000)
		if n < 0 {
			break
		}
	}
}""",
    "a buffer": "func main() { for n := 1; ; n *= 2 { c := make(chan int, n); for range n { c <- n } } }",
}  # fmt: skip


@pytest.mark.parametrize("engine", one_in(2, ["auto", "reference"]))
@pytest.mark.parametrize("name", ENDLESS)
def test_the_time_is_kept(name: str, engine: str, tmp_path: Path) -> None:
    file = tmp_path / "main.go"
    file.write_text(f"package main\n\n{ENDLESS[name]}\n")
    before, began = resident_bytes(), time.monotonic()
    options = Options(engine=engine, budget=BUDGET, memory=before + 2**28)
    (result,) = check_path(file, options)
    assert time.monotonic() - began < BUDGET + BUSY
    assert resident_bytes() < before + 2**29
    if result.verdict.limit is None:
        assert name == "recursion"  # Go's stack is limited too
    else:
        assert result.verdict.limit.name in ("seconds", "memory", "local steps", "patience")


def test_a_step_of_moderate_size_is_no_limit(tmp_path: Path) -> None:
    file = tmp_path / "main.go"
    file.write_text("""package main

func main() {
	m, s := map[int]int{}, ""
	for i := 0; i < 500; i++ {
		m[i%50] += i
		s += "x"
	}
	if m[49] != 2740 || len(s) != 500 {
		panic("wrong")
	}
}
""")
    for engine in ("auto", "reference"):
        (result,) = check_path(file, Options(engine=engine, budget=60.0))
        assert result.verdict.answer == "proved"
