"""The common part of all writers of random programs: lines, indentation, and decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from random import Random


class Writer:
    """Writes Go text line by line; `random` decides everything."""

    def __init__(self, random: Random, depth: int = 1) -> None:
        self.random = random
        self.lines: list[str] = []
        self.depth = depth
        self.names = 0

    def emit(self, *lines: str) -> None:
        self.lines += ["\t" * self.depth + line for line in lines]

    @contextmanager
    def block(self, header: str, footer: str = "}") -> Iterator[None]:
        """What is written inside stands between the two lines, indented."""
        self.emit(header)
        self.depth += 1
        yield
        self.depth -= 1
        self.emit(footer)

    def fresh(self, prefix: str = "v") -> str:
        """A name that no other thing of the program has."""
        self.names += 1
        return f"{prefix}{self.names}"

    def pick(self, *choices: str) -> str:
        return self.random.choice(choices)

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def weighted(self, kinds: Sequence[tuple[Callable[[], None], float]]) -> None:
        """One of the kinds of statements, those of greater weight more often."""
        self.random.choices([kind for kind, _ in kinds], [weight for _, weight in kinds])[0]()
