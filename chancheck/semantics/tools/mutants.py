"""Mutated rules for mutation testing: some program with known behaviour must kill each mutant."""

from __future__ import annotations

from collections.abc import Iterator

from chancheck.program.independence import NOTHING_KNOWN
from chancheck.program.program import Program
from chancheck.program.rules import Operation, Rule
from chancheck.records import dataclass, replace
from chancheck.semantics.operations import OPERATIONS


@dataclass(frozen=True, slots=True)
class Mutant:
    """`operation` takes the place of the one with its name; `what` says what is wrong with it."""

    what: str
    operation: Operation

    def applied(self, program: Program) -> Program | None:
        """The program with the wrong rules; None if it does not use the operation."""
        names = [o.name for o in program.operations]
        if self.operation.name not in names:
            return None
        operations = [self.operation if o.name == self.operation.name else o for o in program.operations]
        return replace(program, operations=operations, independence=NOTHING_KNOWN)


def mutants() -> Iterator[Mutant]:
    """Every rule with its guard negated, and without each of its effects; every gives_up negated."""
    for operation in OPERATIONS.values():
        for number, rule in enumerate(operation.rules):
            for what, wrong in wrong_rules(rule):
                rules = (*operation.rules[:number], wrong, *operation.rules[number + 1 :])
                yield Mutant(f"{operation.name}, {rule.name}: {what}", replace(operation, rules=rules))
        if operation.waiting:
            yield Mutant(f"{operation.name}: gives_up negated", replace(operation, gives_up=~operation.gives_up))


def wrong_rules(rule: Rule) -> Iterator[tuple[str, Rule]]:
    yield "guard negated", replace(rule, guard=~rule.guard)
    for number, effect in enumerate(rule.effects):
        effects = rule.effects[:number] + rule.effects[number + 1 :]
        yield f"without {type(effect).__name__}", replace(rule, effects=effects)
