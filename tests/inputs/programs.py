"""Random programs with inputs: linear terms, comparisons, channels, goroutines, and assertions that may fail."""

from __future__ import annotations

from random import Random

WIDTH = 64
"""Values of an input."""


class Writer:
    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.names: list[str] = []
        self.failures = 0

    def program(self) -> str:
        lines = []
        for n in range(self.chance.randint(1, 2)):
            low = self.chance.choice((0, -10, 5, -64))
            lines.append(f"x{n} := check.INPUT({low}, {low + WIDTH - 1})")
            self.names.append(f"x{n}")
        lines.append("c := make(chan int, 2)")
        lines.append("d := make(chan int, 2)")
        lines += [f"go func() {{ {self.body('c', 2)} }}()", f"go func() {{ {self.body('d', 1)} }}()"]
        lines.append("v, w := <-c, <-d")
        self.names += ["v", "w"]
        lines += [self.statement(2) for _ in range(3)]
        used = "; ".join(f"_ = {name}" for name in self.names)
        body = "\n\t".join([*lines, used])
        return f'package main\n\nimport "chancheck/check"\n\nfunc main() {{\n\t{body}\n}}\n'

    def body(self, channel: str, depth: int) -> str:
        return f"{self.statement(depth)}; {channel} <- {self.term()}"

    def statement(self, depth: int) -> str:
        if depth and self.chance.random() < 0.6:
            return f"if {self.condition()} {{ {self.statement(depth - 1)} }} else {{ {self.statement(depth - 1)} }}"
        if self.chance.random() < 0.4:
            self.failures += 1
            return f'if {self.condition()} {{ panic("failure {self.failures}") }}'
        return (
            f"{self.chance.choice(self.names)} {self.chance.choice(('+=', '-=', '='))} {self.term()}"
            if ("v" in self.names)
            else "_ = 0"
        )

    def condition(self) -> str:
        return f"{self.term()} {self.chance.choice(('<', '<=', '==', '!=', '>', '>='))} {self.term()}"

    def term(self) -> str:
        name, n = self.chance.choice(self.names), self.chance.randint(-70, 70)
        return self.chance.choice(
            (name, f"{name} + {n}", f"{self.chance.randint(2, 4)}*{name} - {n}", f"-{name}", f"{n}")
        )
