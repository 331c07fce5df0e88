"""Python's phases check the deadline often, whatever the program is: by processor time, so that other programs on the
machine do not count, and without the time in the core, which looks itself."""

from __future__ import annotations

import gc
import time
from typing import Any

import pytest

from chancheck import _core, verify_all
from chancheck.deadline import Deadline

LONGEST = 1.0
"""Seconds of processor time between two looks."""


def nested(depth: int, use: str) -> str:
    """A struct of 2^depth fields, by types of two fields each."""
    types = "type S0 struct{ a, b int }\n" + "".join(f"type S{i} struct{{ a, b S{i - 1} }}\n" for i in range(1, depth))
    return f"{types}func main() {{\n\tvar x, y S{depth - 1}\n\t{use}\n}}\n"


def many(count: int, line: str, head: str, foot: str) -> str:
    return head + "".join(line.format(i=i) for i in range(count)) + foot


WIDE = {
    "struct in an interface": nested(15, "var i, j any = x, y\n\tprintln(x == y, i == j)"),
    "struct printed": 'import "fmt"\n\n' + nested(15, "fmt.Println(x, y)"),
    "array sent": "func main() {\n\tvar s [100000]int\n\tc := make(chan [100000]int, 1)\n\tc <- s\n\ts = <-c\n}\n",
    "parameters": many(5_000, "a{i}, ", "func f(", "z int) int { return a3 + z }\n")
    + many(5_000, "{i}, ", "func main() { println(f(", "1)) }\n"),
}
LONG = {
    "literal": many(30_000, '\t{{{i}, "s{i}"}},\n', "var t = []struct{ a int; s string }{\n", "}\n")
    + "func main() { println(t[5].s) }\n",
    "map literal": many(30_000, '\t"k{i}": {{{i}: 1}},\n', "var t = map[string]map[int]int{\n", "}\n")
    + "func main() { println(len(t)) }\n",
    "labels": many(5_000, "L{i}:\n\tn++\n\tif n < 2 {{\n\t\tgoto L{i}\n\t}}\n", "func main() {\n\tn := 0\n", "}\n"),
    "methods": many(5_000, "func (T) M{i}() int {{ return {i} }}\n", "type T struct{}\n", "")
    + many(5_000, "\tM{i}() int\n", "type I interface {\n", "}\nfunc main() { var i I = T{}; println(i.M7()) }\n"),
    "big map printed": 'import "fmt"\n\nfunc main() {\n\tm := map[int]string{}\n\tfor i := range 100000 {\n'
    '\t\tm[i] = "v"\n\t}\n\tfmt.Println(m)\n}\n',
    "deep recursion with a channel": "func f(c chan int, n int) { c <- n; <-c; f(c, n+1); println(n) }\n"
    "func main() { f(make(chan int, 1), 0) }\n",
}
CASES = [*WIDE, *(pytest.param(name, marks=pytest.mark.long) for name in LONG)]


@pytest.mark.parametrize("name", CASES)
def test_no_stretch_is_long(name: str) -> None:
    """A stretch of the code is there each time. Garbage is not collected: that takes long where many tests have run."""
    gc.collect()
    gc.disable()
    try:
        assert any(longest_stretch({**WIDE, **LONG}[name]) < LONGEST for _ in range(3))
    finally:
        gc.enable()


def longest_stretch(program: str) -> float:
    """Seconds between two looks of Python's phases; the core has its own."""
    longest, last = 0.0, time.process_time()
    look, run = Deadline.look, _core.Search.run

    def looked(self: Deadline) -> None:
        nonlocal longest, last
        longest = max(longest, time.process_time() - last)
        look(self)
        last = time.process_time()

    def ran(self: Any, *arguments: Any) -> Any:
        nonlocal longest, last
        longest = max(longest, time.process_time() - last)
        outcome = run(self, *arguments)
        last = time.process_time()
        return outcome

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Deadline, "look", looked)
        patch.setattr(_core.Search, "run", ran)
        (result,) = verify_all(f"package main\n\n{program}", budget=8.0)
    assert result.verdict.answer != "error", result.diagnostics
    return longest
