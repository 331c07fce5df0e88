"""A mistake in a model, made in its Go and in its Promela text in the same way; with sizes it is a mutant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

MODELS = Path(__file__).parents[3] / "bench" / "models"
Edit = tuple[str, str]
"""A text and its replacement."""


@dataclass(frozen=True)
class Mistake:
    """more: another mistake that is made too."""

    name: str
    go: Edit
    promela: Edit
    more: Mistake | None = None


@dataclass(frozen=True)
class Mutant:
    """Sizes are constants in Go and macros in Promela."""

    model: str
    mistake: Mistake
    sizes: dict[str, int]

    def __str__(self) -> str:
        sizes = "-".join(f"{name}{value}" for name, value in self.sizes.items())
        return f"{self.model}-{self.mistake.name}-{sizes}".replace(" ", "_")

    def go(self) -> str:
        text, mistake = (MODELS / "go" / f"{self.model}.go").read_text(), self.mistake
        return edited(text, mistake.go) if mistake.more is None else edited(edited(text, mistake.go), mistake.more.go)

    def promela(self) -> str:
        text, mistake = (MODELS / "promela" / f"{self.model}.pml").read_text(), self.mistake
        text = edited(text, mistake.promela)
        return text if mistake.more is None else edited(text, mistake.more.promela)


def both(one: Mistake, other: Mistake) -> Mistake:
    return replace(one, name=f"{one.name}, {other.name}", more=other)


def edited(text: str, edit: Edit) -> str:
    old, new = edit
    assert text.count(old) == 1, (old, text.count(old))
    return text.replace(old, new)


def sizes(names: str, *rows: tuple[int, ...]) -> list[dict[str, int]]:
    return [dict(zip(names.split(), row, strict=True)) for row in rows]


Mistakes = dict[str, tuple[list[Mistake], list[dict[str, int]]]]
"""Of each model, with the sizes at which each is made."""
