"""Proves with z3 which rules leave each other alone, and writes what was proved into `independence.py`.

    python -m chancheck.semantics.tools.independence_proofs

Programs with a clock have rules of their own, and so a table. Idle rules do not count: a step after which time has
passed depends on every other (docs/adr/0044-reduction-with-a-clock.md).

Two rules of one page are tried on memory of which nothing is known (`symbolic`), with any operands that make them act
on one object. Whatever is not proved is left out of the table, and counts as interference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from textwrap import wrap
from typing import Any

import z3

from chancheck.program.independence import GIVES_UP, Independence, Relations, RuleName, attempt, touched
from chancheck.program.rules import Arg, Fatal, Int, Operation, Panic, Rule
from chancheck.records import dataclass
from chancheck.semantics.operations import CLOCKS, PAGES, operations
from chancheck.semantics.tools.symbolic_memory import Memory, NotCovered, Step, differ, in_range, possible

Page = tuple[Operation, ...]

MODES = ("any", "virtual", "exact")
"""Of time (`--time`). Some operations have other rules in each."""


def pages(mode: str) -> list[Page]:
    """The operations of programs of this mode, as they are there. Those that only a clock has are a page."""
    there = operations(mode)
    found = [tuple(there[o.name] for o in page.OPERATIONS) for page in PAGES if page not in CLOCKS]
    usual = {o.name for page in found for o in page}
    return [*found, tuple(o for name, o in there.items() if name not in usual)]


def urgent(operation: Operation) -> tuple[Rule, ...]:
    """The rules that do not wait until no other is enabled."""
    return tuple(rule for rule in operation.rules if rule.pace != "idle")


def meetings(a: Step, b: Step) -> Iterator[Any]:
    """The ways in which two steps can act on one object."""
    for x in touched(a.operation, a.rule):
        for y in touched(b.operation, b.rule):
            if not isinstance(x, Arg) or not isinstance(y, Arg):
                raise NotCovered(x, y)
            yield a.operand(x.index, x.peer) == b.operand(y.index, y.peer)


def faults(operation: Operation) -> tuple[Rule, ...]:
    """The rules by which an operation goes wrong, all by itself."""
    wrong = [rule for rule in urgent(operation) if any(isinstance(effect, Panic | Fatal) for effect in rule.effects)]
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
    for rule in urgent(a.operation):
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


def acts(page: Page) -> Iterator[tuple[str, Operation, tuple[Rule, ...]]]:
    """Actions of goroutines: perform operations, and give them up."""
    for operation in page:
        yield operation.name, operation, urgent(operation)
        if given_up(operation):
            yield attempt(operation.name), operation, (giving_up(operation),)


def harmless(relation: Callable[[Step, Step], bool], mine: tuple[Operation, Rule], page: Page) -> frozenset[str]:
    """What is proved not to stand in the relation to a rule."""

    def proved(b: Operation, rules: tuple[Rule, ...]) -> bool:
        try:
            return not any(relation(Step("a", *mine), Step("b", b, rule)) for rule in rules)
        except NotCovered:
            return False

    return frozenset(name for name, b, rules in acts(page) if proved(b, rules))


def relations(mode: str, presumed: Presumption) -> Relations:
    """From the rules as they are now."""
    found = Relations({}, {})
    for page in pages(mode):
        here = Presumption(presumed.operations & {operation.name for operation in page})
        known = relations_of(page, here)
        found.undisturbed.update(known.undisturbed)
        found.not_enabled.update(known.not_enabled)
    return found


@cache
def relations_of(page: Page, presumed: Presumption) -> Relations:
    """Of one page."""
    found = Relations({}, {})
    for operation in page:
        for rule in (*urgent(operation), *([giving_up(operation)] if given_up(operation) else [])):
            name, mine = RuleName(operation.name, rule.name), (operation, rule)
            found.undisturbed[name] = harmless(lambda a, b: interferes(a, b, presumed), mine, page)
            found.not_enabled[name] = harmless(lambda a, b: enables(b, a, presumed), mine, page)
    return found


def beyond(more: Relations, less: Relations) -> Relations:
    """The differences between two tables."""
    return Relations(
        {rule: names - less.undisturbed[rule] for rule, names in more.undisturbed.items()},
        {rule: names - less.not_enabled[rule] for rule, names in more.not_enabled.items()},
    )


def independence(mode: str) -> Independence:
    """Everything that can be proved. Presumed is only what some rule that is no fault gains by."""
    always = relations(mode, Presumption())
    wanting = [operation for page in pages(mode) for operation in page if faults(operation)]
    everything = Presumption(frozenset(operation.name for operation in wanting))
    wrong = {RuleName(operation.name, rule.name) for operation in wanting for rule in faults(operation)}
    gained = beyond(relations(mode, everything), always)
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
    return Independence(always, beyond(relations(mode, presumed), always), excluded)


HEAD = '''"""Independent rules. Written by `python -m chancheck.semantics.tools.independence_proofs`; do not edit."""

from __future__ import annotations

from chancheck.lower.order import BY_VALUE, ENABLING, IN_TURN, UNORDERED
from chancheck.program.independence import Independence, Relations, RuleName

Table = dict[RuleName, frozenset[str]]


def names(text: str) -> frozenset[str]:
    return frozenset(text.split(", "))


'''


Table = Mapping[RuleName, frozenset[str]]


def written_set(names: frozenset[str]) -> str:
    """As Python source, in lines of the usual length."""
    if not names:
        return "frozenset()"
    lines = wrap(", ".join(sorted(names)), 105, break_on_hyphens=False)
    return "names(\n" + "".join(f"    {line + ' '!r}\n" for line in lines[:-1]) + f"    {lines[-1]!r}\n)"


def shared_sets(tables: Iterable[Table]) -> dict[frozenset[str], str]:
    """The parts that several rules share, by the names under which the file writes each once."""
    uses = Counter(names for table in tables for names in table.values() if len(names) > 1)
    return {names: f"SHARED_{n}" for n, names in enumerate((s for s, times in uses.items() if times > 1), 1)}


def written_table(name: str, table: Table, shared: Mapping[frozenset[str], str]) -> str:
    """As Python source."""
    rows = [
        f"    RuleName{tuple(rule)!r}: {shared.get(names) or written_set(names)},\n" for rule, names in table.items()
    ]
    return f"{name}: Table = {{\n" + "".join(rows) + "}\n"


def tables_of(known: Independence) -> dict[str, Table]:
    """Each under its name in the file, rules that nothing is known of left out."""
    always, then = known.always, known.presuming
    four = {
        "UNDISTURBED": always.undisturbed,
        "NOT_ENABLED": always.not_enabled,
        "UNDISTURBED_THEN": then.undisturbed,
        "NOT_ENABLED_THEN": then.not_enabled,
    }
    return {name: {rule: names for rule, names in table.items() if names} for name, table in four.items()}


def differing(table: Table, usual: Table) -> Table:
    """The rows that are not as usual."""
    rules = dict.fromkeys((*usual, *table))
    return {rule: table.get(rule, frozenset()) for rule in rules if table.get(rule) != usual.get(rule)}


def module() -> str:
    found = {mode: independence(mode) for mode in MODES}
    usual = tables_of(found["any"])
    more = {
        mode: {name: differing(table, usual[name]) for name, table in tables_of(found[mode]).items()}
        for mode in MODES
        if mode != "any"
    }
    shared = shared_sets([*usual.values(), *(table for tables in more.values() for table in tables.values())])
    excluded = ", ".join(f"RuleName{tuple(rule)!r}" for rule in sorted(found["any"].excluded))
    assert all(known.excluded == found["any"].excluded for known in found.values())
    text = HEAD + "".join(f"{name} = {written_set(names)}\n" for names, name in shared.items())
    text += "".join(written_table(name, table, shared) for name, table in usual.items())
    for mode, tables in more.items():
        text += "".join(written_table(f"{name}_{mode.upper()}", table, shared) for name, table in tables.items())
    made = "".join(f'    "{mode}": {written_independence(mode)},\n' for mode in MODES)
    text += f"EXCLUDED = frozenset([{excluded}])\n\nINDEPENDENCE = {{\n{made}}}\n" + '"""By mode of time."""\n'
    return text.replace("'", '"')


def written_independence(mode: str) -> str:
    names = ("UNDISTURBED", "NOT_ENABLED", "UNDISTURBED_THEN", "NOT_ENABLED_THEN")
    more = ", UNORDERED, ENABLING, IN_TURN, BY_VALUE" if mode == "any" else ""
    a, b, c, d = (name if mode == "any" else f"{{**{name}, **{name}_{mode.upper()}}}" for name in names)
    return f"Independence(Relations({a}, {b}), Relations({c}, {d}), EXCLUDED{more})"


PLACE = Path(__file__).parents[2] / "lower" / "independence.py"

if __name__ == "__main__":
    PLACE.write_text(module())
