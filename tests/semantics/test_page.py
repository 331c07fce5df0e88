"""docs/semantics.md says what the rules say."""

from __future__ import annotations

from pathlib import Path

from chancheck.semantics.operations import operations
from chancheck.semantics.tools.page import page

PAGE = Path(__file__).parents[2] / "docs" / "semantics.md"


def test_the_page_is_up_to_date():
    again = "python -m chancheck.semantics.tools.page > docs/semantics.md"
    assert PAGE.read_text(encoding="utf-8") == page(), f"write it again: {again}"


def test_every_operation_is_on_it():
    headings = [line for line in page().split("\n") if line.startswith("### ")]
    assert {h[4:].partition("(")[0] for h in headings} == {*operations("any"), *operations("exact")}


def test_every_rule_says_what_it_does_and_who_says_so():
    for operation in (*operations("any").values(), *operations("virtual").values(), *operations("exact").values()):
        for rule in operation.rules:
            assert rule.text and rule.cite, f"{operation.name}, {rule.name}"
