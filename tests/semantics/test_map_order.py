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


KEYS = {
    "any": "1, -0.0 * zero, math.NaN()",
    "float64": "1, -1 * zero, math.NaN()",
    "point": "point{1, true}, point{1, false}, point{0, true}",
    "[2]bool": "[2]bool{}, [2]bool{true}, [2]bool{true, true}",
    "*int": "new(int), new(int), nil",
}
BODIES = (
    "r[k] = v",
    "r[k]++; n += r[k]",
    "delete(m, k)",
    "delete(m, k); n += len(m)",
    "if v > 1 { n += v }",
    "n = n*2 + v",
)


def keyed_program(key: str, body: str) -> str:
    return f"""package main

import (
	"fmt"
	"math"
)

type point struct {{ x int; on bool }}

var zero = 0.0

func main() {{
	_ = math.Pi
	m := map[{key}]int{{}}
	for i, k := range []{key}{{{KEYS[key]}}} {{
		m[k] = i + 1
	}}
	r, n := map[{key}]int{{}}, 0
	for k, v := range m {{
		_, _ = k, v
		{body}
	}}
	sum := 0
	for _, v := range r {{
		sum += v
	}}
	fmt.Println(n, sum, len(m), len(r))
}}
"""


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("body", BODIES)
def test_keys_of_any_type(key: str, body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    source, answers, commutes = Source("maps.go", keyed_program(key, body)), [], Loop.commutes
    monkeypatch.setattr(Loop, "commutes", lambda self: answers.append(found := commutes(self)) or found)
    one = outcomes_of_source(source, Options())
    monkeypatch.setattr(Loop, "commutes", lambda self: False)
    assert one == outcomes_of_source(source, Options())
    assert one[1] is None
    if body == "r[k] = v" and key != "[2]bool":  # the copy of an array is not followed
        assert answers[0]


def test_a_copy_onto_itself_adds_entries_under_keys_that_do_not_equal_themselves() -> None:
    """Whether an added entry is met is open, so that a loop that counts has several results."""
    text = keyed_program("float64", "m[k] = v; n++")
    assert len(outcomes_of_source(Source("maps.go", text), Options())[0]) > 1
