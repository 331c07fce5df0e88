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


SWEEPS = (
    "delete(h.m, k)", "delete(h.m, k)", "if v.x > 1 { delete(h.m, k) }", "if v.big(1) { delete(h.m, k) }", "n += v.x",
    "n += v.twice()", "if h.least(v) { n++ }", "if h.least(v) { delete(h.m, k) }", "if v == nil { continue }",
    "n += len(h.m)", "if k == 2 { break }", "if k > 1 { flag = true; break }", "if odd(k) { flag = true; break }",
    "if v.x == 2 { break }", "if len(h.m) > 1 { sum += k }", "v.x++", "b[k] = v.x", "p := v; n += p.x",
    "if odd(k) { return 1, false, k }", "if odd(k) || k > 2 { return 1, true, n }",
    "if v.next != nil { n += v.next.x }", "if v.next.x > 1 { delete(h.m, k) }", "if odd(k) { h = nil }",
    "for i := 0; odd(i + k); i++ { n++ }", "if h.has(k) { n++ }", "n += int(uint8(k))", "if n > 2 { break }",
    "last = k; if odd(k) { break }", "if b[k] == 0 { break }", "if loud(k) { n++ }", "if g.x == k { break }",
)  # fmt: skip


def sweeping_program(seed: int) -> str:
    rng = random.Random(f"sweeping {seed}")
    body = "\n\t\t".join(rng.choices(SWEEPS, k=rng.randint(1, 3)))
    values = ", ".join(f"{k}: {rng.choice(('nil', '&point{x: 2}', '&point{x: 1}', '&point{2, g}'))}" for k in (1, 2, 3))
    guard = rng.choice(("", "defer func() { recover() }()\n\t", "defer h.close()\n\t"))
    return f"""package main

import "fmt"

type point struct {{ x int; next *point }}

func (p *point) big(than int) bool {{ return p.x > than }}
func (p *point) twice() int {{ q := p; return q.x + q.x }}

type hub struct {{ m map[int]*point; low int }}

func (h *hub) least(p *point) bool {{ return p.big(h.low) }}
func (h *hub) has(k int) bool {{ _, ok := h.m[k-1]; return ok }}
func (h *hub) close() {{ fmt.Print(len(h.m), " ") }}

func odd(k int) bool {{ return k&1 == 1 }}
func loud(k int) bool {{ fmt.Print(k); return true }}

var g = &point{{x: 1}}

func sweep(h *hub, b map[int]int) (int, bool, int) {{
	{guard}n, sum, flag, last := 0, 0, false, 0
	for k, v := range h.m {{
		_, _ = k, v
		{body}
	}}
	if sum > 0 {{
		return n, flag, sum
	}}
	return n, flag, last
}}

func main() {{
	h, b := &hub{{map[int]*point{{{values}}}, 1}}, map[int]int{{}}
	defer func() {{
		recover()
		fmt.Println(len(h.m), h.m[1] != nil, h.m[2] != nil, h.m[3] != nil, b, g.x)
	}}()
	fmt.Println(sweep(h, b))
}}
"""


@pytest.mark.parametrize("seed", [*range(60), *(pytest.param(n, marks=pytest.mark.long) for n in range(60, 1500))])
def test_reads_calls_and_ends(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    source, answers, commutes = Source("maps.go", sweeping_program(seed)), [], Loop.commutes
    monkeypatch.setattr(Loop, "commutes", lambda self: answers.append(found := commutes(self)) or found)
    one = outcomes_of_source(source, Options())
    monkeypatch.setattr(Loop, "commutes", lambda self: False)
    assert one == outcomes_of_source(source, Options()), source.text
    assert answers and one[1] is None
