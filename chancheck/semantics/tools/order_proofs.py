"""Proves with z3 which operations steps may affect although they are not ordered before them, and writes that down.

    python -m chancheck.semantics.tools.order_proofs

What is not proved to be ordered or without effect counts (docs/adr/0051-conflicts-side-by-side.md), but for what an
argument about all steps on an object excludes (docs/adr/0064-operations-side-by-side.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import z3

from chancheck.program.independence import GIVES_UP, RuleName, touched
from chancheck.program.rules import Access, Arg, Fatal, Meet, Operation, Output, Panic, Rule
from chancheck.records import dataclass, field, replace
from chancheck.semantics import waitgroup
from chancheck.semantics.tools.independence_proofs import (
    Page,
    Presumption,
    given_up,
    giving_up,
    pages,
    urgent,
    written_table,
)
from chancheck.semantics.tools.symbolic_memory import (
    Memory,
    NotCovered,
    Step,
    differ,
    in_range,
    number,
    possible,
)

ALIASES = {"done": "channel"}
"""Operands that are objects of the same sort."""

MOST_CELLS = 16
"""No object of these has more in its header."""

READERS = frozenset({"sync.RWMutex.announce", "sync.RWMutex.drain"})
IN_ALL_RUNS = {
    RuleName("chan.send", "buffer"): frozenset({"chan.send", "chan.close"}),
    RuleName("sync.RWMutex.RLock", "enter"): READERS,
    RuleName("sync.RWMutex.TryRLock", "free"): READERS,
}
"""By rule, operations that it does not affect for a reason that no two steps show: ADR 64, test_left_out."""

STILL_POSSIBLE = frozenset({RuleName("chan.send", "buffer")})
"""Those that are possible behind what they do not affect, for such a reason."""
BY_VALUE = {RuleName("chan.recv", "buffer"): frozenset({RuleName("chan.recv", "buffer")})}
"""Effects that need elements that differ, for such a reason."""


def wrong(rule: Rule) -> bool:
    return any(isinstance(effect, Panic | Fatal) for effect in rule.effects)


def silent(operation: Operation) -> Operation:
    """What is printed affects no step."""
    rules = [
        replace(rule, effects=tuple(e for e in rule.effects if not isinstance(e, Output))) for rule in operation.rules
    ]
    return replace(operation, rules=tuple(rules))


def sorts(operation: Operation) -> frozenset[str]:
    """Of the objects that it acts on."""
    found = [base for rule in (*operation.rules, None) for base in touched(operation, rule)]
    if not all(isinstance(base, Arg) for base in found):
        return frozenset(sort_of(operation, n) for n in range(len(operation.operands)))
    return frozenset(sort_of(operation, base.index) for base in found if isinstance(base, Arg))


def sort_of(operation: Operation, operand: int) -> str:
    name = operation.operands[operand]
    return ALIASES.get(name, name)


def groups(mode: str) -> list[Page]:
    """The pages, joined where operations of several act on objects of one sort."""
    joined: list[tuple[frozenset[str], Page]] = []
    for page in pages(mode):
        here, all_of = tuple(silent(o) for o in page), frozenset[str]().union(*(sorts(o) for o in page))
        apart = [one for one in joined if not one[0] & all_of]
        for of, operations in joined:
            if of & all_of:
                here, all_of = (*operations, *here), all_of | of
        joined = [*apart, (all_of, here)]
    return [part for _, page in joined for part in exclusive(page)]


def exclusive(page: Page) -> list[Page]:
    """Without the exact steps of a WaitGroup, and these alone: a program has one or the other."""
    exact = {o.name for o in waitgroup.EXACT}
    parts = (tuple(o for o in page if (o.name in exact) == there) for there in (False, True))
    return [part for part in parts if part]


def meetings(x: Step, y: Step) -> Iterator[Any]:
    """The ways in which two steps can act on one object."""
    for a in touched(x.operation, x.rule):
        for b in touched(y.operation, y.rule):
            if not isinstance(a, Arg) or not isinstance(b, Arg):
                raise NotCovered(a, b)
            if sort_of(x.operation, a.index) == sort_of(y.operation, b.index):
                yield x.operand(a.index, a.peer) == y.operand(b.index, b.peer)


def affects(these: list[Step], y: Step) -> bool:
    """Without a step by one of these rules, y might go another way, although the step is not ordered before it. In runs
    without faults (docs/adr/0051-conflicts-side-by-side.md)."""
    return any(affected(x, y, these) for x in these)


def affected(x: Step, y: Step, these: list[Step], again: bool = False) -> bool:
    """Of two steps, y right behind x. again: or x is not possible behind y."""
    try:
        return affected_right_behind(x, y, these, again)
    except NotCovered:
        return True


def affected_right_behind(x: Step, y: Step, these: list[Step], again: bool) -> bool:
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
            *(left_out(x, y, other, both, start, these, again) for other in alternatives(y)),
        ]
        if possible(together, *taken(x, y, start, after), z3.Not(z3.Or(*fine))):
            return True
    return False


def taken(x: Step, y: Step, start: Memory, after: Memory) -> list[Any]:
    """x is possible, and y behind it."""
    kept = (x.truth(x.operation.kept, start), y.truth(y.operation.kept, start))
    possible_here = (x.truth(x.rule.guard, start), y.truth(y.rule.guard, after))
    return [*possible_here, *in_range(x), *in_range(y), *kept, *apart(x, y), *no_less_than_empty(x, y)]


def acted_on(step: Step) -> Iterator[tuple[str, Any]]:
    """The addresses, each with the sort of its object."""
    for base in touched(step.operation, step.rule):
        if not isinstance(base, Arg):
            raise NotCovered(base)
        yield sort_of(step.operation, base.index), step.operand(base.index, base.peer)


def apart(x: Step, y: Step) -> list[Any]:
    """Objects of different sorts share no cells."""
    bases = [*acted_on(x), *acted_on(y)]
    return [
        z3.Or(a - b > number(MOST_CELLS), b - a > number(MOST_CELLS))
        for n, (sort, a) in enumerate(bases)
        for other, b in bases[:n]
        if other != sort
    ]


def no_less_than_empty(x: Step, y: Step) -> list[Any]:
    return [number(0) <= Memory().count(base) for step in (x, y) for _, base in acted_on(step)]


def enables(these: list[Step], y: Step) -> bool:
    """Without a step by one of these rules, the goroutine of y might have none by its operation."""
    try:
        return any(enabled(x, y) for x in these)
    except NotCovered:
        return True


def enabled(x: Step, y: Step) -> bool:
    """Of two steps, y right behind x."""
    start = Memory(known={x.name: z3.BoolVal(True), y.name: z3.BoolVal(False)})
    after = x.perform(start)
    both = y.perform(after)
    fault = Presumption(frozenset([y.operation.name])).broken(y, start)
    before = [fault, both.knows(y.name)] + [
        other.truth(other.rule.guard, start) for other in (*ways(y.name, y.operation), *attempts(y))
    ]
    return any(possible(together, *taken(x, y, start, after), z3.Not(z3.Or(*before))) for together in meetings(x, y))


def ways(name: str, operation: Operation) -> list[Step]:
    """The ways in which an operation can go."""
    return [Step(name, operation, rule) for rule in urgent(operation) if not wrong(rule)]


def attempts(y: Step) -> list[Step]:
    """That it gives up, where y is an attempt."""
    return [y] if y.rule.name == GIVES_UP else []


def alternatives(y: Step) -> list[Step]:
    """The ways in which the goroutine of y does the same."""
    return attempts(y) or ways(y.name, y.operation)


def left_out(x: Step, y: Step, other: Step, both: Memory, start: Memory, these: list[Step], again: bool) -> Any:
    """Without x, the goroutine of y has another step with the same results. After it, x by one of these rules would
    lead to the same state, or leaving it out has."""
    alone = other.perform(start)
    if set(other.results) != set(y.results) or bool(other.rule.peer) != bool(y.rule.peer):
        return z3.BoolVal(False)
    gives = [other.results[k] == value for k, value in y.results.items()]
    whose = {x.name, y.name}
    to_come = [
        z3.And(step.truth(step.rule.guard, alone), z3.Not(differ(both, step.perform(alone), whose)))
        for step in these
        if bool(step.rule.peer) == bool(x.rule.peer)
    ]
    gone = z3.Not(differ(both, replace(alone, clock=both.clock, slot=both.slot), set()))
    if again:
        gone = z3.And(gone, z3.Or(*[step.truth(step.rule.guard, alone) for step in these]))
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


def steps_of(name: str, page: Page) -> list[Step]:
    """All ways in which operations can go, and attempts be given up."""
    given = [Step(name, o, giving_up(o)) for o in page if given_up(o)]
    return [*(step for o in page for step in ways(name, o)), *given]


def named(steps: list[Step]) -> frozenset[RuleName]:
    return frozenset(RuleName(step.operation.name, step.rule.name) for step in steps)


Table = dict[RuleName, frozenset[RuleName]]


@dataclass(frozen=True, slots=True)
class Order:
    """unordered: by rule, those that it may affect without being ordered before them. Left out, a step may have to be
    taken for one by another rule of its operation; then all of these affect the same. enabling: the part in which it
    may be all that another one waits for. in_turn: those behind which a rule that affects others may not be possible.
    """

    unordered: Table = field(default_factory=dict)
    enabling: Table = field(default_factory=dict)
    in_turn: Table = field(default_factory=dict)


def order(mode: str) -> Order:
    found = Order()
    for page in groups(mode):
        for a in page:
            add_order_of(a, steps_of("y", page), found)
    return found


def add_order_of(a: Operation, after: list[Step], found: Order) -> None:
    every = ways("x", a)
    together = named([y for y in after if affects(every, y)])
    apart = [named([y for y in after if affects([x], y)]) for x in every]
    less = together < frozenset[RuleName]().union(*apart)
    for x, alone in zip(every, apart, strict=True):
        rule = RuleName(a.name, x.rule.name)
        without = IN_ALL_RUNS.get(rule, frozenset())
        others = found.unordered[rule] = without_these(together if less else alone, without)
        if not others:
            continue
        rest = [y for y in after if not named([y]) <= others]
        later = named([y for y in rest if affected(x, y, every if less else [x], again=True)])
        add(found.in_turn, rule, frozenset() if rule in STILL_POSSIBLE else later)
        add(found.enabling, rule, named([y for y in after if named([y]) <= others and enables(every, y)]))


def add(table: Table, rule: RuleName, others: frozenset[RuleName]) -> None:
    if others:
        table[rule] = others


def without_these(rules: frozenset[RuleName], operations: frozenset[str]) -> frozenset[RuleName]:
    """Attempts stay."""
    return frozenset(rule for rule in rules if rule.rule == GIVES_UP or rule.operation not in operations)


def exclusive_rules(mode: str) -> frozenset[RuleName]:
    """Rules with accesses that race with those of rules on objects of their sort, but in no run without a fault."""
    found: set[RuleName] = set()
    for page in groups(mode):
        others = [y for o in page for y in ways("y", o)]
        for x in (x for o in page for x in ways("x", o)):
            against = [y for y in others if clashes(x, y)]
            if against and all(excludes(x, y) and excludes(y, x) for y in against):
                found |= named([x])
    return frozenset(found)


def clashes(x: Step, y: Step) -> list[tuple[Access, Access]]:
    """Accesses to one cell of which one writes, not both atomic."""
    return [
        (a, b)
        for a in x.rule.effects
        for b in y.rule.effects
        if isinstance(a, Access) and isinstance(b, Access)
        if a.offset == b.offset and "write" in (a.kind + b.kind) and not ("atomic" in a.kind and "atomic" in b.kind)
    ]


def excludes(x: Step, y: Step) -> bool:
    """Where y, right behind x, accesses the same cell, y is possible without x as well, and x is a fault behind it."""
    start = Memory(known={x.name: z3.BoolVal(True), y.name: z3.BoolVal(False)})
    try:
        given, later = taken(x, y, start, x.perform(start)), y.perform(start)
        faults = [Step(x.name, x.operation, rule) for rule in urgent(x.operation) if wrong(rule)]
        faulty = z3.Or(z3.BoolVal(False), *[fault.truth(fault.rule.guard, later) for fault in faults])
        fine = z3.And(y.truth(y.rule.guard, start), faulty)
        return not any(possible(here, *given, z3.Not(fine)) for here in same_cells(x, y))
    except NotCovered:
        return False


def same_cells(x: Step, y: Step) -> Iterator[Any]:
    """The ways in which two steps can access one cell."""
    for a, b in clashes(x, y):
        if not isinstance(a.base, Arg) or not isinstance(b.base, Arg):
            raise NotCovered(a, b)
        if sort_of(x.operation, a.base.index) == sort_of(y.operation, b.base.index):
            yield x.operand(a.base.index, a.base.peer) == y.operand(b.base.index, b.base.peer)


HEAD = '''"""Effects that nothing orders. Written by `python -m chancheck.semantics.tools.order_proofs`; do not edit."""

from __future__ import annotations

from chancheck.program.independence import RuleName

Table = dict[RuleName, frozenset[RuleName]]


def names(text: str) -> frozenset[RuleName]:
    """OPERATION/RULE, ..."""
    return frozenset(RuleName(*name.split("/")) for name in text.split(", "))


'''
PLACE = Path(__file__).parents[2] / "lower" / "order.py"


def written(name: str, table: Table) -> str:
    rows = {rule: frozenset("/".join(other) for other in others) for rule, others in table.items()}
    return written_table(name, rows, {})


def module() -> str:
    proved = order("any")
    text = (
        HEAD
        + written("UNORDERED", proved.unordered)
        + '"""By rule, those that it affects; without a name: its operation is given up."""\n\n'
        + written("ENABLING", proved.enabling)
        + '"""Those of them that may be impossible without it."""\n\n'
        + written("IN_TURN", proved.in_turn)
        + '"""Those behind which it may not be possible, although they do not depend on it."""\n\n'
        + written("BY_VALUE", BY_VALUE)
        + '"""Those of them that it affects only by values of elements."""\n\n'
        + f"EXCLUSIVE = names({', '.join(sorted('/'.join(rule) for rule in exclusive_rules('any')))!r})\n"
        + '"""Rules with accesses that race with those of rules only in runs with a fault."""\n'
    )
    return text.replace("'", '"')


if __name__ == "__main__":
    PLACE.write_text(module())
