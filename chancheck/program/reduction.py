"""The tables of partial order reduction for a program, for the native core (native/src/reduction/reduction.cpp)."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping

from chancheck.program.encode import postfix
from chancheck.program.footprints import Demand, footprints
from chancheck.program.independence import (
    GIVES_UP,
    RuleName,
    attempt,
    counts_goroutines,
    expressions,
    operands_touched,
    touched,
)
from chancheck.program.latest import InTime, originals
from chancheck.program.program import Program
from chancheck.program.rules import Operation, Output, Rule
from chancheck.program.sources import NO_GATES, Source

MOST_OPERATIONS = 31  # they and the attempts at them are bits of a word


def reducible(program: Program) -> bool:
    """Whether steps of this program can be independent. A step that counts the goroutines depends on all that start or
    end, unless it waits until nobody does; what is printed, where it counts, on the order of all that print."""
    rules = [rule for operation in program.operations for rule in operation.rules]
    return len(program.operations) <= MOST_OPERATIONS and not any(map(looks_around, rules))


def looks_around(rule: Rule) -> bool:
    counts = rule.pace != "idle" and any(map(counts_goroutines, expressions(rule)))
    return counts or any(isinstance(effect, Output) for effect in rule.effects)


class Tables:
    """Words, in the order in which the core reads them."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.words = array("q")
        names = [o.name for o in program.operations]
        self.names = [*names, *map(attempt, names)]
        self.gates: dict[frozenset[Source], int] = {NO_GATES: 0}

    def write(self) -> tuple[bytes, list[int]]:
        known = footprints(self.program)
        self.words.append(known.on_panic)
        self.words.append(len(known.sets))
        for shapes in known.sets:
            self.words.extend((len(shapes), *sorted(shapes)))
        self.words.append(len(known.nodes))
        for node in known.nodes:
            self.words.extend(node)
        for operation in self.program.operations:
            self.operation(operation)
        self.find_gates([*known.at.values(), known.kept])
        for number in range(len(self.program.functions)):
            self.function(known.at.get(number, {}))
        self.words.extend((len(known.closing), *known.closing, len(known.kept)))
        for number, demand in known.kept.items():
            self.words.append(number)
            self.demand(demand)
        return self.words.tobytes(), known.lone

    def operation(self, operation: Operation) -> None:
        touches = operands_touched(operation)[0]
        known = self.program.independence
        self.words.extend((len(touches), *touches))
        for rule in (*operation.rules, None):
            name = RuleName(operation.name, rule.name if rule else GIVES_UP)
            self.words.append(name in known.excluded)
            for presuming in (False, True):
                self.words.append(self.others(name, [r.undisturbed for r in known.holding(presuming)]))
                self.words.append(self.others(name, [r.not_enabled for r in known.holding(presuming)]))
            bases = touched(operation, rule)
            self.words.append(len(bases))
            for base in bases:
                code = postfix(base)
                self.words.extend((len(code), *code))

    def others(self, name: RuleName, tables: list[Mapping[RuleName, frozenset[str]]]) -> int:
        """The operations and attempts that are not known to be harmless to a rule."""
        harmless = frozenset[str]().union(*(table.get(name, frozenset()) for table in tables))
        return sum(1 << n for n, other in enumerate(self.names) if other not in harmless)

    def find_gates(self, found: Iterable[Mapping[int, Demand]]) -> None:
        """Each set of gates once; the first is the empty one."""
        for demands in found:
            for demand in demands.values():
                for acts in demand.values():
                    self.gates.setdefault(acts.gates, len(self.gates))
        self.words.append(len(self.gates))
        for gates in self.gates:
            self.words.append(len(gates))
            for gate in sorted(gates):
                self.words.extend((gate.kind, gate.register, gate.cell, gate.offset))

    def function(self, at: Mapping[int, Demand]) -> None:
        self.words.append(len(at))
        for pc, demand in at.items():
            self.words.append(pc)
            self.demand(demand)

    def demand(self, demand: Demand) -> None:
        self.words.append(len(demand))
        for source, acts in demand.items():
            self.words.extend((*source[:-1], acts.first, acts.later, self.gates[acts.gates]))


SHARE, PACE = 0.5, 2e-5
"""Of the time that is left, what making the tables may take; seconds that it typically takes for an instruction."""


def made(program: Program) -> tuple[bytes, list[int]]:
    return Tables(program).write() if reducible(program) else (b"", [])


_tables = InTime(made, SHARE, PACE)


def reduction_tables(program: Program) -> tuple[bytes, list[int]]:
    """The tables, and the functions that at most one goroutine begins with. Empty where nothing can be left out, or
    where finding that takes too long."""
    return _tables(originals.known(program) or program) or (b"", [])
