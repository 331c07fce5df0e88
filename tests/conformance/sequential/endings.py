# ruff: noqa: E501
"""How a program may end after all."""

from __future__ import annotations

UNCAUGHT = [
    'panic("text")', "panic(fmt.Sprintf(\"%d\", 3))", "panic(errors.New(\"e\"))", "panic(&Fault{2})", "panic(3)", "panic(int8(-3))",
    "panic(Small(3))", "panic(true)", "var p *Pair; p.A++", "var m map[string]int; m[\"x\"] = 1", "var xs []int; xs[len(xs)]++",
    "var e any = 3; _ = e.(string)", "var e any; _ = e.(int)", "var s Summer = Square{1}; _ = s.(Pair)", "var e any = 3; _ = e.(Summer)",
    "var n int; n = 1 / n", "n := -1; _ = make([]int, n)", "var s Summer; s.Sum()", "n := -1; _ = 1 << n", "var f func(); f()",
    "panic(\"other\")", "panic(uint8(7))", "panic(\"two\\nlines\")", "defer panic(\"second\"); panic(\"first\")",
    "defer func() { panic(fmt.Sprint(recover(), \" again\")) }(); panic(\"first\")", "var e any = []int{1}; _ = e == e",
    "m := map[any]int{}; var e any = []int{1}; m[e] = 2", "xs := []int{1, 2, 3}; n := 5; _ = xs[1:n]",
    "xs := []int{1, 2, 3}; n := 2; _ = xs[n:1]", "s := \"abc\"; n := 4; _ = s[n:]", "xs := []int{1}; _ = [2]int(xs)",
    "panic(any(nil))", "panic(fmt.Errorf(\"w: %w\", &Fault{1}))", "panic('x')", "panic(\"tab\\tq\\\"\")",
]  # fmt: skip
