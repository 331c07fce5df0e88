"""For every input the parser ends soon, raises nothing, and points into the text."""

from __future__ import annotations

import re
import time
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from chancheck.diagnostic import Diagnostics
from chancheck.source import Source
from chancheck.syntax.parse import parse
from chancheck.syntax.tokens import KEYWORDS

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").rglob("*.gol"))
WORDS = sorted(KEYWORDS) + re.findall(
    r"\S+", "( ) [ ] { } , ; . : := = == <- ++ ... + - * & | ! ~ += << &^ x y f T 1 2.5 0x \"s\" 'c' ` \" ' # /* // é"
)
WORDS += ["\n", "\n", "\nfunc f", "\nfunc", "\0"]
PIECES = re.compile(r"\w+|\s+|.")


def check(text: str) -> None:
    source, diagnostics = Source("a.gol", text), Diagnostics()
    begin = time.perf_counter()
    parse(source, diagnostics)
    assert time.perf_counter() - begin < 2
    for found in diagnostics.items:
        assert found.code in ("CC001", "CC002", "CC003", "CC004")
        assert source.pos(found.pos.offset) == found.pos


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_soup(words: list[str]) -> None:
    check(" ".join(words))


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_text(text: str) -> None:
    check(text)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_damaged_programs(data: st.DataObject) -> None:
    pieces = PIECES.findall(data.draw(st.sampled_from(EXAMPLES)).read_text())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(pieces) - 1))
        length = data.draw(st.integers(0, 1))
        pieces[at : at + length] = data.draw(st.lists(st.sampled_from(WORDS), max_size=1))
        if not pieces:
            pieces = [""]
    check("".join(pieces))
