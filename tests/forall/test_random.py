"""Random programs: one that the counting system alone proves for every N has no defect at N = 1..4."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest

from chancheck.check import Options, load, verify
from chancheck.deadline import Exhausted, running
from chancheck.diagnostic import Diagnostics
from chancheck.forall.decide import Answer, Inconclusive, Question, deadline_of
from chancheck.source import Source
from tests.forall.programs import program


class Alone(Question):
    """Proves, or does not, from the counting system alone."""

    def violated(self, n: int) -> bool:
        return False


def proved(text: str) -> bool:
    options = Options(budget=60.0)
    source = Source("program.gol", text)
    question = Alone(source, load(source, options, Diagnostics()), Answer("program.gol", "main", "N"), options)
    try:
        with running(deadline_of(options)):
            question.prove()
    except (Inconclusive, Exhausted):
        return False
    return question.answer.answer == "proved"


def compared(seeds: Iterable[int]) -> Counter[str]:
    told: Counter[str] = Counter()
    for seed in seeds:
        text = program(seed)
        holds = proved(text)
        found = [verify(text, define={"N": str(n)}, budget=10.0).verdict for n in (1, 2, 3, 4)]
        if holds:
            for n, verdict in enumerate(found, 1):
                assert verdict.answer != "violated", f"seed {seed} is proved; at N = {n}: {verdict.kinds}\n{text}"
        told["proved" if holds else "not proved"] += 1
        told["good"] += all(verdict.answer == "proved" for verdict in found)
    return told


def test_a_few() -> None:
    told = compared(range(8))
    assert told["proved"] >= 1


@pytest.mark.long
@pytest.mark.parametrize("part", range(10))
def test_many(part: int) -> None:
    told = compared(range(100 + 30 * part, 130 + 30 * part))
    assert told["proved"] >= 1
