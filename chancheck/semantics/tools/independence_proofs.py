"""Proves with z3 which rules leave each other alone, and writes what was proved into `independence.py`.

    python -m chancheck.semantics.tools.independence_proofs

Two rules of one page are tried on memory of which nothing is known (`symbolic`), with any operands that make them act
on one object. Whatever is not proved is left out of the table, and counts as interference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import z3

from chancheck.program.independence import GIVES_UP, Independence, Relations, RuleName, attempt, touched
from chancheck.program.rules import Arg, Fatal, Int, Operation, Panic, Rule
from chancheck.records import dataclass
from chancheck.semantics import exact_time
from chancheck.semantics.operations import PAGES
from chancheck.semantics.tools.symbolic_memory import Memory, NotCovered, Step, differ, in_range, possible

REDUCED = [page for page in PAGES if page is not exact_time]
"""Pages of programs whose steps can be independent. Where time passes, no step is left out (program/reduction.py)."""


def meetings(a: Step, b: Step) -> Iterator[Any]:
    """The ways in which two steps can act on one object."""
    for x in touched(a.operation, a.rule):
        for y in touched(b.operation, b.rule):
            if not isinstance(x, Arg) or not isinstance(y, Arg):
                raise NotCovered(x, y)
            yield a.operand(x.index, x.peer) == b.operand(y.index, y.peer)


def faults(operation: Operation) -> tuple[Rule, ...]:
    """The rules by which an operation goes wrong, all by itself."""
    wrong = [rule for rule in operation.rules if any(isinstance(effect, Panic | Fatal) for effect in rule.effects)]
    return () if operation.eager else tuple(rule for rule in wrong if not rule.peer)


@dataclass(frozen=True, slots=True)
class Presumption:
    """The faults of these operations are taken to be impossible: up to the first state in which one is possible, after
    which nothing needs to be kept apart."""

    operations: frozenset[str] = frozenset()

    def excludes(self, step: Step) -> bool:
        return step.operation.name in self.operations and step.rule in faults(step.operation)

    def broken(self, step: Step, m: Memory) -> Any:
        """The goroutine that was about to take the step meets a fault instead."""
        if step.operation.name not in self.operations or step.rule.peer:
            return z3.BoolVal(False)
        return z3.Or(*[step.truth(rule.guard, m) for rule in faults(step.operation)])


def instead(a: Step, presumed: Presumption) -> Iterator[Step]:
    """The goroutine's other rules that are not excluded."""
    for rule in a.operation.rules:
        other = Step(a.name, a.operation, rule)
        if not presumed.excludes(other) and not rule.peer:
            yield other


def interferes(a: Step, b: Step, presumed: Presumption) -> bool:
    """Both enabled on one object, one disables the other, or the order shows. Not if both orders break what is
    presumed; and a fault that is excluded only has to stay possible."""
    if presumed.excludes(a):
        return False
    start = Memory()
    enabled = (a.truth(a.rule.guard, start), b.truth(b.rule.guard, start), *in_range(a), *in_range(b))
    for together in meetings(a, b):
        after_a = a.perform(start)
        first_a = dict(a.results)
        after_b = b.perform(start)
        first_b = dict(b.results)
        bad = [z3.Not(b.truth(b.rule.guard, after_a)), z3.Not(a.truth(a.rule.guard, after_b))]
        if presumed.excludes(b):
            bad = [z3.Not(presumed.broken(b, after_a))]
        elif not a.ends() and not b.ends():
            ab, ba = b.perform(after_a), a.perform(after_b)
            who = set(ab.known) | set(ba.known)
            bad.append(differ(ab, ba, who))
            bad += [first_a[k] != a.results[k] for k in first_a] + [first_b[k] != b.results[k] for k in first_b]
        fine = z3.And(presumed.broken(a, after_b), presumed.broken(b, after_a))
        if possible(together, *enabled, z3.Or(*bad), z3.Not(fine)):
            return True
    return False


def enables(b: Step, a: Step, presumed: Presumption) -> bool:
    """b is enabled, a on the same object is not, and is after it. An excluded fault may become possible where another
    rule of its operation is, after which b's goroutine meets a fault."""
    if presumed.excludes(b):
        return False
    start = Memory()
    for together in meetings(a, b):
        after = b.perform(start)
        fine = [
            z3.And(other.truth(other.rule.guard, start), presumed.broken(b, other.perform(start)))
            for other in (instead(a, presumed) if presumed.excludes(a) else ())
        ]
        if possible(
            together,
            *in_range(a),
            *in_range(b),
            b.truth(b.rule.guard, start),
            z3.Not(a.truth(a.rule.guard, start)),
            a.truth(a.rule.guard, after),
            z3.Not(z3.Or(*fine)),
        ):
            return True
    return False


def giving_up(operation: Operation) -> Rule:
    return Rule(GIVES_UP, operation.gives_up, (), "")


def given_up(operation: Operation) -> bool:
    return operation.gives_up != Int(0)


def acts(page: tuple[Operation, ...]) -> Iterator[tuple[str, Operation, tuple[Rule, ...]]]:
    """Actions of goroutines: perform operations, and give them up."""
    for operation in page:
        yield operation.name, operation, operation.rules
        if given_up(operation):
            yield attempt(operation.name), operation, (giving_up(operation),)


def harmless(
    relation: Callable[[Step, Step], bool], mine: tuple[Operation, Rule], page: tuple[Operation, ...]
) -> frozenset[str]:
    """What is proved not to stand in the relation to a rule."""

    def proved(b: Operation, rules: tuple[Rule, ...]) -> bool:
        try:
            return not any(relation(Step("a", *mine), Step("b", b, rule)) for rule in rules)
        except NotCovered:
            return False

    return frozenset(name for name, b, rules in acts(page) if proved(b, rules))


def relations(presumed: Presumption) -> Relations:
    """From the rules as they are now."""
    found = Relations({}, {})
    for page in REDUCED:
        for operation in page.OPERATIONS:
            for rule in (*operation.rules, *([giving_up(operation)] if given_up(operation) else [])):
                name, mine = RuleName(operation.name, rule.name), (operation, rule)
                found.undisturbed[name] = harmless(lambda a, b: interferes(a, b, presumed), mine, page.OPERATIONS)
                found.not_enabled[name] = harmless(lambda a, b: enables(b, a, presumed), mine, page.OPERATIONS)
    return found


def beyond(more: Relations, less: Relations) -> Relations:
    """The differences between two tables."""
    return Relations(
        {rule: names - less.undisturbed[rule] for rule, names in more.undisturbed.items()},
        {rule: names - less.not_enabled[rule] for rule, names in more.not_enabled.items()},
    )


def independence() -> Independence:
    """Everything that can be proved. Presumed is only what some rule that is no fault gains by."""
    always = relations(Presumption())
    operations = [operation for page in REDUCED for operation in page.OPERATIONS if faults(operation)]
    everything = Presumption(frozenset(operation.name for operation in operations))
    wrong = {RuleName(operation.name, rule.name) for operation in operations for rule in faults(operation)}
    gained = beyond(relations(everything), always)
    worth = {
        name
        for rule, others in gained.undisturbed.items()
        if rule not in wrong
        for name in others
        if others
        for name in (name, rule.operation)
    }
    presumed = Presumption(everything.operations & worth)
    excluded = frozenset(rule for rule in wrong if rule.operation in presumed.operations)
    return Independence(always, beyond(relations(presumed), always), excluded)


HEAD = '''"""Independent rules. Written by `python -m chancheck.semantics.tools.independence_proofs`; do not edit."""

from __future__ import annotations

from chancheck.program.independence import Independence, Relations, RuleName

'''


Table = Mapping[RuleName, frozenset[str]]


def written_set(names: frozenset[str]) -> str:
    return f"frozenset({sorted(names)!r})"


def shared_sets(tables: Iterable[Table]) -> dict[frozenset[str], str]:
    """The parts that several rules share, by the names under which the file writes each once."""
    uses = Counter(names for table in tables for names in table.values() if len(names) > 1)
    return {names: f"SHARED_{n}" for n, names in enumerate((s for s, times in uses.items() if times > 1), 1)}


def written_table(name: str, table: Table, shared: Mapping[frozenset[str], str]) -> str:
    """As Python source, rules that nothing is known of left out."""
    known = [(rule, names) for rule, names in table.items() if names]
    rows = [f"    RuleName{tuple(rule)!r}: {shared.get(names) or written_set(names)},\n" for rule, names in known]
    return f"{name} = {{\n" + "".join(rows) + "}\n"


def module() -> str:
    found = independence()
    always, then = found.always, found.presuming
    shared = shared_sets([always.undisturbed, always.not_enabled, then.undisturbed, then.not_enabled])
    excluded = ", ".join(f"RuleName{tuple(rule)!r}" for rule in sorted(found.excluded))
    text = (
        HEAD
        + "".join(f"{name} = {written_set(names)}\n" for names, name in shared.items())
        + written_table("UNDISTURBED", always.undisturbed, shared)
        + written_table("NOT_ENABLED", always.not_enabled, shared)
        + "# besides, as long as no excluded rule is possible:\n"
        + written_table("UNDISTURBED_THEN", then.undisturbed, shared)
        + written_table("NOT_ENABLED_THEN", then.not_enabled, shared)
        + f"EXCLUDED = frozenset([{excluded}])\n\nINDEPENDENCE = Independence(\n"
        + "    Relations(UNDISTURBED, NOT_ENABLED), Relations(UNDISTURBED_THEN, NOT_ENABLED_THEN), EXCLUDED\n)\n"
    )
    return text.replace("'", '"')


PLACE = Path(__file__).parents[2] / "lower" / "independence.py"

if __name__ == "__main__":
    PLACE.write_text(module())
