"""Locks are given back as a part of the step before, in programs where that makes no difference (ADR 66).

A goroutine can unlock its lock as soon as it gets there, and no operation of others disturbs it; that is proved from
the rules. So the operation is performed on arrival, like local code: states in which goroutines are about to unlock
something are left out.
"""

from __future__ import annotations

from chancheck.program.independence import RuleName
from chancheck.program.latest import Latest
from chancheck.program.pointing import pointers_of
from chancheck.program.program import Program
from chancheck.program.reduction import reducible
from chancheck.program.rules import Operation
from chancheck.records import replace


def with_releases(program: Program) -> Program:
    """The same without steps that only give locks back; the program itself if it has none."""
    return _programs(program)


def made(program: Program) -> Program:
    early = [gives_back(o) and not disturbed(program, o) for o in program.operations] if reducible(program) else []
    if not any(early):
        return program
    operations = [
        replace(o, eager=True) if is_early else o for o, is_early in zip(program.operations, early, strict=True)
    ]
    other = replace(program, operations=operations)
    pointers = pointers_of.known(program)
    if pointers is not None:
        pointers_of.keep(other, pointers)
    return other


def gives_back(operation: Operation) -> bool:
    return not operation.eager and any(rule.holds < 0 for rule in operation.rules)


def disturbed(program: Program, operation: Operation) -> bool:
    """Whether an operation of the program on such an object may depend on the giving back where that is possible."""
    known = program.independence.holding(presuming=True)
    given_back = [RuleName(operation.name, rule.name) for rule in operation.rules if rule.holds < 0]

    def is_harmless(other: Operation, name: RuleName) -> bool:
        return any(other.name in relations.undisturbed.get(name, ()) for relations in known)

    others = [other for other in program.operations if kind(other) == kind(operation)]
    return not all(is_harmless(other, name) for other in others for name in given_back)


def kind(operation: Operation) -> str:
    """Of the objects that an operation acts on: `sync.Mutex`."""
    return operation.name.rpartition(".")[0]


_programs = Latest(made)
