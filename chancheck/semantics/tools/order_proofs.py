"""Proves with z3 which operations steps may affect although they are not ordered before them, and writes that down.

    python -m chancheck.semantics.tools.order_proofs

What is not proved to be ordered or without effect counts (docs/adr/0051-conflicts-side-by-side.md).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import z3

from chancheck.program.independence import RuleName
from chancheck.program.rules import Fatal, Meet, Operation, Panic, Rule
from chancheck.records import replace
from chancheck.semantics.tools.independence_proofs import Presumption, meetings, pages, urgent, written_table
from chancheck.semantics.tools.symbolic_memory import Memory, NotCovered, Step, differ, in_range, possible


def wrong(rule: Rule) -> bool:
    return any(isinstance(effect, Panic | Fatal) for effect in rule.effects)


def affects(these: list[Step], b: Operation) -> bool:
    """Without a step by one of these rules, a later one by the operation might go another way, although the first is
    not ordered before it. In runs without faults (docs/adr/0051-conflicts-side-by-side.md)."""
    try:
        return any(affected(x, y, these) for x in these for y in ways("y", b))
    except NotCovered:
        return True


def affected(x: Step, y: Step, these: list[Step]) -> bool:
    """Of two steps, y right behind x."""
    if any(step.rule.peer and Meet() not in step.rule.effects for step in (x, y)):
        return True
    start = Memory(known={x.name: z3.BoolVal(True), y.name: z3.BoolVal(False)})
    after = x.perform(start)
    fault = Presumption(frozenset([y.operation.name])).broken(y, start)
    for together in meetings(x, y):
        both = y.perform(after)
        fine = [
            both.knows(y.name),
            fault,
            *(left_out(x, y, other, both, start, these) for other in ways(y.name, y.operation)),
        ]
        taken = (x.truth(x.rule.guard, start), y.truth(y.rule.guard, after), *in_range(x), *in_range(y))
        kept = (x.truth(x.operation.kept, start), y.truth(y.operation.kept, start))
        if possible(together, *taken, *kept, z3.Not(z3.Or(*fine))):
            return True
    return False


def ways(name: str, operation: Operation) -> list[Step]:
    """The ways in which an operation can go."""
    return [Step(name, operation, rule) for rule in urgent(operation) if not wrong(rule)]


def left_out(x: Step, y: Step, other: Step, both: Memory, start: Memory, these: list[Step]) -> Any:
    """Without x, the goroutine of y has another step with the same results. After it, x by one of these rules would
    lead to the same state, or leaving it out has."""
    alone = other.perform(start)
    if set(other.results) != set(y.results) or bool(other.rule.peer) != bool(y.rule.peer):
        return z3.BoolVal(False)
    gives = [other.results[k] == value for k, value in y.results.items()]
    whose = {x.name, y.name}
    to_come = [
        z3.And(again.truth(again.rule.guard, alone), z3.Not(differ(both, again.perform(alone), whose)))
        for again in these
        if bool(again.rule.peer) == bool(x.rule.peer)
    ]
    gone = z3.Not(differ(both, replace(alone, clock=both.clock, slot=both.slot), set()))
    return z3.And(other.truth(other.rule.guard, start), *gives, z3.Or(gone, *to_come))


def keeps(a: Operation, b: Operation) -> bool:
    """Where what a names as kept holds, it does so after each step by b on the same object, unless that is a fault."""
    start, mine = Memory(), Step("a", a, a.rules[0])
    for rule in urgent(b):
        step = Step("b", b, rule)
        if wrong(rule):
            continue
        holds, goes = mine.truth(a.kept, start), step.truth(rule.guard, start)
        after = step.perform(start)
        for together in meetings(mine, step):
            if possible(together, holds, goes, *in_range(step), z3.Not(mine.truth(a.kept, after))):
                return False
    return True


def unordered(mode: str) -> dict[RuleName, frozenset[str]]:
    """By rule, the operations that it may affect without being ordered before them. Left out, a step may have to be
    taken for one by another rule of its operation; then all of these affect the same."""
    found = {}
    for page in pages(mode):
        for a in page:
            every = ways("x", a)
            together = frozenset(b.name for b in page if affects(every, b))
            apart = [frozenset(b.name for b in page if affects([x], b)) for x in every]
            for x, alone in zip(every, apart, strict=True):
                found[RuleName(a.name, x.rule.name)] = together if any(together < each for each in apart) else alone
    return found


HEAD = '''"""Effects that nothing orders. Written by `python -m chancheck.semantics.tools.order_proofs`; do not edit."""

from __future__ import annotations

from chancheck.program.independence import RuleName


def names(text: str) -> frozenset[str]:
    return frozenset(text.split(", "))


'''
PLACE = Path(__file__).parents[2] / "lower" / "order.py"


def module() -> str:
    table = written_table("UNORDERED", unordered("any"), {}).replace("Table", "dict[RuleName, frozenset[str]]", 1)
    return (HEAD + table + '"""By rule, the operations."""\n').replace("'", '"')


if __name__ == "__main__":
    PLACE.write_text(module())
