"""Edits of texts, and where statements begin and end."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from chancheck.check import Options, in_module, load
from chancheck.diagnostic import Diagnostics
from chancheck.repair.change import Edit, Overlap, applied, diff
from chancheck.repair.code import Code
from chancheck.source import Source
from chancheck.syntax import ast

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_edits_name_places_of_the_text_before() -> None:
    assert applied("abcdef", [Edit(4, 5, ""), Edit(1, 1, "X"), Edit(2, 4, "YY")]) == "aXbYYf"


def test_two_edits_of_one_place_are_refused() -> None:
    with pytest.raises(Overlap):
        applied("abcdef", [Edit(1, 3, ""), Edit(2, 4, "")])


def test_a_diff_names_the_file() -> None:
    assert diff("a.gol", "x\ny\n", "x\nz\n") == "--- a/a.gol\n+++ b/a.gol\n@@ -1,2 +1,2 @@\n x\n-y\n+z\n"


def code_of(text: str) -> Code:
    source = Source("a.gol", dedent(text))
    return Code(source, load(source, in_module(source, Options()), Diagnostics()))


STATEMENTS = """\
package main

type box struct {
	items []chan int
}

func main() {
	b := box{items: []chan int{make(chan int, 1)}} // a comment
	b.items[0] <- len(b.items[:])
	go func(n int) { println(n); <-b.items[0] }((1 + 2))
	if v, ok := any(b).(box); ok {
		_ = v
	}
	select {
	case x := <-b.items[0]:
		println(x)
	default:
	}
}
"""


def test_spans_of_statements() -> None:
    code = code_of(STATEMENTS)
    assert [code.of(site.stmt).split("\n")[0] for site in code.sites.values()] == [
        "b := box{items: []chan int{make(chan int, 1)}}",
        "b.items[0] <- len(b.items[:])",
        "go func(n int) { println(n); <-b.items[0] }((1 + 2))",
        "if v, ok := any(b).(box); ok {",
        "select {",
        "println(n)",
        "<-b.items[0]",
        "_ = v",
        "println(x)",
    ]


def test_spans_of_expressions() -> None:
    code = code_of(STATEMENTS)
    brackets = (ast.IndexExpr, ast.SliceExpr, ast.ParenExpr, ast.TypeAssertExpr)
    found = {code.of(e) for kind in brackets for e in code.all(kind)}
    assert found == {"b.items[0]", "b.items[:]", "(1 + 2)", "any(b).(box)"}


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("patterns/*_broken.gol")), ids=lambda file: file.stem)
def test_what_is_taken_out_and_put_back_is_the_program(file: Path) -> None:
    source = Source(str(file), file.read_text())
    code = Code(source, load(source, in_module(source, Options()), Diagnostics()))
    for site in code.sites.values():
        start, end = code.span(site)
        text = source.text[start:end]
        assert text == text.strip()
        assert text.count("{") == text.count("}"), text
        assert text.count("(") == text.count(")"), text
