"""The models of `bench/` with a mistake or two."""

from __future__ import annotations

from collections.abc import Iterator

from . import protocols, small
from .mistake import Mistakes, Mutant

__all__ = ["Mutant", "mutants", "protocols", "small"]


def mutants(mistakes: Mistakes) -> Iterator[Mutant]:
    for model, (made, scales) in mistakes.items():
        for mistake in made:
            for scale in scales:
                yield Mutant(model, mistake, scale)
