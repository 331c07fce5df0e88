"""The coverage of generated programs: `python -m tests.conformance.coverage 100` writes 100 of each kind, explores the
first states of each with the reference engine, and prints the rules that no step took and the forms of the grammar
(with their variants) that no program has."""

from __future__ import annotations

import sys
from collections import Counter, deque
from collections.abc import Iterator
from typing import Any

from chancheck.check import Options, unit_of
from chancheck.diagnostic import Diagnostics
from chancheck.lower.lower_program import lower
from chancheck.machine.machine import Machine
from chancheck.program.program import Program
from chancheck.semantics.operations import OPERATIONS
from chancheck.source import Source
from chancheck.syntax import ast
from chancheck.syntax.parse import parse

from . import concurrent, sequential
from .samples import sample

STATES = 400
"""So many states of each program."""

VARIANTS = {"op", "keyword", "dir", "kind"}
"""Fields with values that make a form of their own: `x += 1`, `<-chan int`."""


def rules_of(program: Program) -> Counter[tuple[str, str]]:
    """(operation, rule) and how many steps took it, within the first states."""
    taken: Counter[tuple[str, str]] = Counter()
    machine = Machine(program)
    apply = machine.local.apply

    def counting(work: Any, mover: Any, peer: Any, a: Any, b: Any, rule: Any) -> Any:
        taken[program.operations[a.alternative.operation].name, rule.rule.name] += 1
        return apply(work, mover, peer, a, b, rule)

    machine.local.apply = counting  # type: ignore[method-assign]
    waiting, seen = deque([machine.initial()]), {machine.initial()}
    while waiting and len(seen) < STATES:
        for successor in machine.successors(waiting.popleft()):
            if successor.state is not None and successor.state not in seen:
                seen.add(successor.state)
                waiting.append(successor.state)
    return taken


def forms(node: object) -> Iterator[str]:
    """The names of the nodes of a tree, and those with each variant."""
    if isinstance(node, list | tuple):
        for item in node:
            yield from forms(item)
    elif isinstance(node, ast.Node):
        yield type(node).__name__
        for name in node.__slots__ if hasattr(node, "__slots__") else vars(node):
            value = getattr(node, name, None)
            if name in VARIANTS and isinstance(value, str):
                yield f"{type(node).__name__} {value}"
            yield from forms(value)


def grammar() -> set[str]:
    """All forms that a correct program can have."""
    nodes = {c.__name__ for c in vars(ast).values() if isinstance(c, type) and issubclass(c, ast.Node)}
    return nodes - {"Node", "Expr", "Stmt", "Decl", "BadExpr", "BadStmt", "Directive"}


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    rules: Counter[tuple[str, str]] = Counter()
    found: Counter[str] = Counter()
    for kind in (concurrent.program, concurrent.racy_program, sequential.program):
        for random in sample(count, 1):
            source = Source("program.go", kind(random))
            found.update(forms(parse(source, Diagnostics())))
            if kind is not sequential.program:
                rules.update(rules_of(lower(unit_of(source, Options()), keep_output=True)))
    known = {(o.name, rule.name) for o in OPERATIONS.values() for rule in o.rules}
    print(f"{len(known & rules.keys())} of {len(known)} rules; not reached:")
    for operation, rule in sorted(known - rules.keys()):
        print(f"  {operation}: {rule}")
    print(f"{len(grammar() & found.keys())} of {len(grammar())} forms; not there: {sorted(grammar() - found.keys())}")
    print(", ".join(f"{form} {n}" for form, n in sorted(found.items())))


if __name__ == "__main__":
    main()
