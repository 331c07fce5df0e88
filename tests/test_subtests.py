"""Subtests as entries: what is run of a test, when it is divided, and how the answers are put together."""

from __future__ import annotations

from pathlib import Path

import pytest

from chancheck import verify, verify_all
from chancheck.check import Options, load
from chancheck.diagnostic import Diagnostics
from chancheck.graph.build import build_graphs
from chancheck.source import Source
from chancheck.subtests import Listing, Shares, levels, merged
from chancheck.verdict.finding import INCONCLUSIVE, PROVED, VIOLATED, Result, Verdict

HEAD = 'package p\n\nimport (\n\t"sync"\n\t"testing"\n)\n\nvar _ sync.Mutex\n'

TABLE = """
func work(n int) int {
	results, total := make(chan int), 0
	for i := range n {
		go func() { results <- i }()
	}
	for range n {
		total += <-results
	}
	return total
}

func TestPool(t *testing.T) {
	type row struct{ name string; n, want int }
	for _, tt := range []row{{"no jobs", 0, 0}, {"few", 2, 1}, {"few", 3, WANT}, {"many", 3, 3}} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := work(tt.n); got != tt.want {
				t.Fatal(got)
			}
		})
	}
	t.Run("", func(t *testing.T) { t.Parallel(); work(3) })
	t.Run("few#01", func(t *testing.T) { t.Parallel(); work(3) })
}
"""
NAMES = ["no_jobs", "few", "few#01", "many", "#00", "few#01#01"]
"""As go test -v prints them."""


def source(want: int) -> str:
    return HEAD + TABLE.replace("WANT", str(want))


def answers(results: list[Result]) -> dict[str, str]:
    return {result.entry: result.verdict.answer for result in results}


def listing(text: str, entry: str) -> Listing:
    return Listing(build_graphs(load(Source("p_test.go", text), Options(), Diagnostics()), entry), entry, Options())


def test_subtests_are_listed_as_go_names_them() -> None:
    assert listing(source(3), "TestPool").names == [f"TestPool/{name}" for name in NAMES]


def test_a_test_whose_product_is_large_is_divided() -> None:
    results = verify_all(source(3), reduce=frozenset(), max_states=2000)
    assert answers(results) == dict.fromkeys([*(f"TestPool/{name}" for name in NAMES), "TestPool"], PROVED)
    assert "one subtest at a time" in results[-1].verdict.notes[0].text


def test_a_subtest_is_found_wrong_alone_and_so_is_its_test() -> None:
    text = source(4)
    result = verify(text, entry="TestPool/few#01")
    assert result.verdict.answer == VIOLATED
    assert result.verdict.findings[0].message.endswith(": 3")
    assert verify(text, entry="TestPool/many").verdict.answer == PROVED


def test_run_selects_level_by_level() -> None:
    assert answers(verify_all(source(3), run="Pool/^few$")) == {"TestPool/few": PROVED}
    assert answers(verify_all(source(3), run="TestPool/no jobs")) == {"TestPool/no_jobs": PROVED}
    assert answers(verify_all(source(3), run="TestPool/absent")) == {}
    assert levels("a/[b/c]/(d/e)") == ["a", "[b/c]", "(d/e)"]


def test_an_entry_that_is_no_subtest_is_refused() -> None:
    (result,) = verify_all(source(3), entry="TestPool/few#07")
    assert result.verdict.answer == "error"
    assert "TestPool/few#01" in result.diagnostics[0].help


SHARED = """
type pool struct {{ jobs []int; names map[string]int }}

var count int

var spare = sync.Pool{{New: func() any {{ return new(pool) }}}}

func TestOrder(t *testing.T) {{
	p, done := &pool{{names: map[string]int{{}}}}, make(chan int, 1)
	_, _ = p, done
	for _, name := range []string{{"a", "b"}} {{
		t.Run(name, func(t *testing.T) {{ {body} }})
	}}
}}
"""


@pytest.mark.parametrize(
    ("body", "apart"),
    [
        ("p.jobs = append(p.jobs, 1)", False),
        ("p.names[name]++", False),
        ("done <- 1; <-done", False),
        ("count++", False),
        ("add(p)", False),
        ("x := spare.Get().(*pool); add(x); spare.Put(x)", True),
        ("if len(p.jobs) + p.names[name] + count > 0 { t.Fatal(name) }", True),
        ("p := &pool{}; add(p); q := make(chan int, 1); q <- len(p.jobs)", True),
        ("t.Cleanup(func() { t.Log(name) }); t.Run(name, func(t *testing.T) {})", True),
        ("local := 0; t.Run(name, func(t *testing.T) { local++ }); _ = local", True),
    ],
)
def test_subtests_that_change_what_others_reach_are_not_divided(body: str, apart: bool) -> None:
    text = HEAD + SHARED.format(body=body) + "\nfunc add(p *pool) { p.jobs = append(p.jobs, 2) }\n"
    assert listing(text, "TestOrder").independent() is apart


def test_the_clock_is_no_variable_that_subtests_share() -> None:
    sleeping = SHARED.format(body="time.Sleep(time.Second); if time.Since(began) < time.Second { t.Fatal() }")
    sleeping = sleeping.replace("p, done :=", "began := time.Now()\n\tp, done :=")
    text = HEAD.replace('"testing"', '"testing"\n\t"time"') + sleeping
    assert listing(text, "TestOrder").independent()
    assert not listing(text.replace("{ t.Fatal() }", "{ began = time.Now() }"), "TestOrder").independent()


def part(entry: str, answer: str, *subtests: str) -> Result:
    return Result("p_test.go", entry, Verdict(answer), subtests=subtests)


def test_answers_of_nested_subtests_are_put_together() -> None:
    results = merged([
        part("T", INCONCLUSIVE, "T/a", "T/b"),
        part("T/a", INCONCLUSIVE, "T/a/x", "T/a/y"),
        part("T/a/x", PROVED),
        part("T/a/y", PROVED),
        part("T/b", PROVED),
        part("U", PROVED),
    ])  # fmt: skip
    assert [(r.entry, r.verdict.answer) for r in results] == [
        ("T/a/x", PROVED),
        ("T/a/y", PROVED),
        ("T/a", PROVED),
        ("T/b", PROVED),
        ("T", PROVED),
        ("U", PROVED),
    ]


FUZZ = """package p

import "testing"

func FuzzAge(f *testing.F) {
	f.Add("one", 1)
	f.Fuzz(func(t *testing.T, name string, age int) {
		if len(name) != 3 {
			t.Fatal(name)
		}
	})
}
"""


def test_files_of_a_corpus_are_seeds(tmp_path: Path) -> None:
    file, folder = tmp_path / "p_test.go", tmp_path / "testdata" / "fuzz" / "FuzzAge"
    folder.mkdir(parents=True)
    file.write_text(FUZZ)
    (folder / "771e938e4458e983").write_text('go test fuzz v1\nstring("two")\nint(2)\n')
    assert answers(verify_all(file)) == {"FuzzAge": PROVED}
    (folder / "fc3e4458e983771e").write_text('go test fuzz v1\nstring("three")\nint(3)\n')
    assert answers(verify_all(file)) == {"FuzzAge": VIOLATED}
    assert answers(verify_all(file, run="Fuzz/seed.1")) == {"FuzzAge/seed#1": VIOLATED}
    (folder / "771e938e4458e983").write_text("string(1)\n")
    (result,) = verify_all(file)
    assert result.verdict.answer == "error"
    assert "begin with go test fuzz v1" in result.diagnostics[0].message


def test_subtests_of_a_subtest_share_its_part_of_the_time() -> None:
    shares = Shares(Options(budget=10))
    shares.used("TestX", 4, divided=True, siblings=1)
    assert shares.options_of("TestX/a", 3).budget == 6 / 3
    shares.used("TestX/a", 1, divided=True, siblings=3)
    assert shares.options_of("TestX/a/one", 1).budget == 5 / 3
    shares.used("TestX/a/one", 1, divided=False, siblings=1)
    assert shares.options_of("TestX/b", 2).budget == 4 / 2
