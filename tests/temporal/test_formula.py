"""Formulas: reading, and automata against the meaning of random formulas on random lassos."""

from __future__ import annotations

import random

import networkx as nx
import pytest

from chancheck.temporal.buchi import START, automaton
from chancheck.temporal.formula import Formula, FormulaError, holds, negated, normal, propositions, read

NAMES = ("p", "q", "r")


def random_formula(chance: random.Random, depth: int) -> Formula:
    if depth == 0 or chance.random() < 0.15:
        return chance.choice([*(Formula("prop", name=name) for name in NAMES), Formula("true"), Formula("false")])
    op = chance.choice(["not", "and", "or", "until", "until", "release", "release"])
    left = random_formula(chance, depth - 1)
    return Formula(op, left) if op == "not" else Formula(op, left, random_formula(chance, depth - 1))


def random_lasso(chance: random.Random) -> tuple[list[frozenset[str]], int]:
    word = [frozenset(name for name in NAMES if chance.random() < 0.5) for _ in range(chance.randint(1, 6))]
    return word, chance.randrange(len(word))


def accepts(f: Formula, word: list[frozenset[str]], back: int) -> bool:
    """Whether the automaton has a run over the word that visits every accepting set for ever: looked for with
    networkx."""
    made = automaton(f)
    graph: nx.DiGraph[tuple[int, int]] = nx.DiGraph()
    first = [(0, n) for n in made.following[START] if made.reads(n, word[0])]
    work = list(first)
    graph.add_nodes_from(first)
    while work:
        at, n = work.pop()
        after = at + 1 if at + 1 < len(word) else back
        for m in made.following[n]:
            if made.reads(m, word[after]):
                if (after, m) not in graph:
                    work.append((after, m))
                graph.add_edge((at, n), (after, m))
    for part in nx.strongly_connected_components(graph):
        cyclic = len(part) > 1 or any(graph.has_edge(v, v) for v in part)
        if cyclic and all(any(n in accepting for _, n in part) for accepting in made.accepting):
            return True
    return False


def compared(number: int, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(number):
        f = normal(random_formula(chance, chance.randint(1, 4)))
        word, back = random_lasso(chance)
        expected = holds(f, word, back)
        assert accepts(f, word, back) is expected, (str(f), word, back)
        assert holds(negated(f), word, back) is not expected, (str(f), word, back)


def test_automata_accept_what_formulas_mean() -> None:
    compared(200, 1)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 12))
def test_automata_accept_what_formulas_mean_at_length(seed: int) -> None:
    compared(1000, seed)


def stuttered(chance: random.Random, word: list[frozenset[str]], back: int) -> tuple[list[frozenset[str]], int]:
    """The word with each of its letters one to three times."""
    out: list[frozenset[str]] = []
    begins = []
    for letter in word:
        begins.append(len(out))
        out += [letter] * chance.randint(1, 3)
    return out, begins[back]


def repeated(number: int, seed: int) -> None:
    chance = random.Random(seed)
    longer = 0
    for _ in range(number):
        f = normal(random_formula(chance, chance.randint(1, 4)))
        word, back = random_lasso(chance)
        other, behind = stuttered(chance, word, back)
        longer += other != word
        assert holds(f, other, behind) is holds(f, word, back), (str(f), word, other)
        assert accepts(f, other, behind) is holds(f, word, back), (str(f), word, other)
    assert longer > number / 2


def test_formulas_do_not_count_letters() -> None:
    """How code is cut into steps changes no answer."""
    repeated(150, 1)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 12))
def test_formulas_do_not_count_letters_at_length(seed: int) -> None:
    repeated(1000, seed)


P, Q, BOTH, NONE = (frozenset(s) for s in ("p", "q", "pq", ""))


@pytest.mark.parametrize(
    ("text", "word", "back", "expected"),
    [
        ("[]p", [P, P], 0, True),
        ("[]p", [P, NONE], 1, False),
        ("<>p", [NONE, NONE, P], 2, True),
        ("<>p", [P, NONE], 1, True),
        ("[]<>p", [P, NONE], 1, False),
        ("[]<>p", [NONE, P], 0, True),
        ("<>[]p", [NONE, P], 1, True),
        ("p U q", [P, P, Q], 2, True),
        ("p U q", [P, P], 0, False),
        ("p W q", [P, P], 0, True),
        ("[](p -> <>q)", [P, Q, NONE], 2, True),
        ("[](p -> <>q)", [P, NONE], 1, False),
        ("p <-> q", [BOTH], 0, True),
        ("always (p implies eventually q)", [P, Q], 0, True),
        ("!p && !q R p", [P, P, NONE], 2, False),
    ],
)
def test_what_a_text_means(text: str, word: list[frozenset[str]], back: int, expected: bool) -> None:
    assert holds(normal(read(text)), word, back) is expected


def test_expressions_are_propositions() -> None:
    f = read("[]({ len(queue) < 3 } || done)")
    assert sorted(propositions(f)) == ["done", "len(queue) < 3"]


@pytest.mark.parametrize(
    ("text", "message", "column"),
    [
        ("[](p", "parenthesis is missing", 4),
        ("p &&", "ends too early", 4),
        ("p q", "unexpected 'q'", 2),
        ("[] X p", "no X", 3),
        ("p @ q", "unexpected '@'", 2),
        ("", "ends too early", 0),
    ],
)
def test_what_is_no_formula(text: str, message: str, column: int) -> None:
    with pytest.raises(FormulaError, match=message) as met:
        read(text)
    assert met.value.column == column
