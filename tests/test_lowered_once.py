"""The programs of a test's subtests: one is lowered, the others are made from it, and so are their slices."""

from __future__ import annotations

import pytest

from chancheck.check import Options, decide, load
from chancheck.diagnostic import Diagnostics
from chancheck.graph.build import build_graphs
from chancheck.graph.ops import Unit
from chancheck.lower.lower_program import lower
from chancheck.program.program import Program
from chancheck.program.reduction import reduction_tables
from chancheck.program.slicing import sliced
from chancheck.source import Source
from chancheck.subtests import selecting

TEST = """package p

import "testing"

func TestIt(t *testing.T) {
	for _, name := range []string{"a", "b"} {
		t.Run(name, func(t *testing.T) {
			c := make(chan string, 1)
			c <- "TestIt/b"
			if <-c == t.Name() {
				t.Error("this is b")
			}
		})
	}
}
"""


def unit() -> Unit:
    return build_graphs(load(Source("x_test.go", TEST), Options(), Diagnostics()), "TestIt")


def entry_code(program: Program) -> list[object]:
    """With texts in place of the numbers of strings."""
    entry = program.functions[program.entry]
    texts = [
        program.strings[i.args[1]] if i.op == "const" and entry.registers[i.args[0]] == "b" else None
        for i in entry.code
    ]
    return [(i.op, i.args if text is None else (i.args[0], text)) for i, text in zip(entry.code, texts, strict=True)]


@pytest.mark.parametrize("first", ["TestIt/a", "TestIt/\x01"])
@pytest.mark.parametrize("second", ["TestIt/b", "TestIt/c", ""])
def test_a_program_made_from_another_is_the_one_that_is_lowered(first: str, second: str) -> None:
    shared, alone = unit(), unit()
    selecting(shared, first)
    before = entry_code(lower(shared))
    selecting(shared, second)
    selecting(alone, second)
    made, lowered = lower(shared), lower(alone)
    assert entry_code(made) == entry_code(lowered) != before
    assert [len(f.code) for f in made.functions] == [len(f.code) for f in lowered.functions]
    assert set(made.strings) - {first.encode()} == set(lowered.strings) - {first.encode()}
    assert len(set(made.strings)) == len(made.strings)
    selecting(shared, first)
    assert entry_code(lower(shared)) == before


def test_each_subtest_has_its_own_verdict() -> None:
    shared = unit()
    answers = {}
    for name in ("TestIt/a", "TestIt/b", "TestIt/a"):
        selecting(shared, name)
        answers[name] = decide(shared, Options()).answer
    assert answers == {"TestIt/a": "proved", "TestIt/b": "violated"}


@pytest.mark.parametrize("second", ["TestIt/b", "TestIt/c"])
def test_a_slice_made_from_another_is_the_one_that_is_found(second: str) -> None:
    shared, alone = unit(), unit()
    selecting(shared, "TestIt/a")
    first = sliced(lower(shared))
    selecting(shared, second)
    selecting(alone, second)
    program, original = lower(shared), lower(alone)
    made, found = sliced(program), sliced(original)
    assert first is not made is not program
    assert entry_code(made) == entry_code(found) != entry_code(first)
    assert [f.live for f in made.functions] == [f.live for f in found.functions]
    assert [f.code for f in made.functions[: made.entry]] == [f.code for f in found.functions[: found.entry]]
    assert reduction_tables(made) is reduction_tables(first)
    assert reduction_tables(made) == reduction_tables(found)
