"""Random loops over maps print the same texts whether or not the order is recognised as unobservable."""

from __future__ import annotations

import random

import pytest

from chancheck.check import Options
from chancheck.lower.map_order import Loop
from chancheck.outcomes import outcomes_of_source
from chancheck.source import Source

STATEMENTS = (
    "n++", "sum += v", "sum -= k", "product *= v + 1", "bits |= k", "last = v", "if v > 1 { flag = true }",
    "delete(m, k)", "delete(m, 1)", "keys = append(keys, k)", "b[k] = v", "b[v] = k", "if sum > 2 { n++ }",
    "if b[k] == 0 { n++ }", "x := v * 2; sum += x", "text += string(rune('0' + k))", "for i := 0; i < k; i++ { n++ }",
    "if v == 2 { continue }", "if v == 2 { break }", "m[k] = v + 1", "if m[1] > 1 { n++ }", "p.x += v", "g += k",
    "if k > sum { n += 2 }", "keys = append(keys, k, v)", "if len(keys) > 1 { n++ }",
)  # fmt: skip
ENDS = ("", "slices.Sort(keys)", "first = keys[:min(1, len(keys))]; slices.Sort(keys)")


def program(seed: int) -> str:
    rng = random.Random(seed)
    body = "\n\t\t".join(rng.choices(STATEMENTS, k=rng.randint(1, 4)))
    return f"""package main

import (
	"fmt"
	"slices"
)

type point struct{{ x int }}

var g int

func main() {{
	m := map[int]int{{1: 1, 2: 2, 3: 2}}
	b := map[int]int{{}}
	p := &point{{}}
	n, sum, product, bits, last, flag, text := 0, 0, 1, 0, 0, false, ""
	var keys, first []int
	for k, v := range m {{
		_, _ = k, v
		{body}
	}}
	{rng.choice(ENDS)}
	_ = slices.Sort[[]int]
	fmt.Println(n, sum, product, bits, last, flag, text, first, {rng.choice(("keys", "len(keys)"))}, m, b, p.x, g)
}}
"""


@pytest.mark.parametrize("seed", [*range(40), *(pytest.param(n, marks=pytest.mark.long) for n in range(40, 1000))])
def test_the_same_texts_in_one_order_and_in_all(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source("maps.go", program(seed))
    one = outcomes_of_source(source, Options())
    monkeypatch.setattr(Loop, "commutes", lambda self: False)
    all_orders = outcomes_of_source(source, Options())
    assert one == all_orders, source.text
    assert one[1] is None


def test_some_loops_commute_and_some_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    answers, commutes = set(), Loop.commutes
    monkeypatch.setattr(Loop, "commutes", lambda self: answers.add(found := commutes(self)) or found)
    for seed in range(10):
        outcomes_of_source(Source("maps.go", program(seed)), Options())
    assert answers == {False, True}
