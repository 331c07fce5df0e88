"""Which edits are tried for which kinds of findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from chancheck.records import replace
from chancheck.repair import channels, groups, locks, order, variables
from chancheck.repair.change import Change
from chancheck.repair.code import Code
from chancheck.verdict.finding import Finding

BLOCKED = frozenset({"deadlock", "leak", "stuck"})
ALL = BLOCKED | {"panic", "race", "failure"}

PROPOSALS: tuple[tuple[Callable[[Code], Iterator[Change]], frozenset[str]], ...] = (
    (channels.room, BLOCKED),
    (channels.closing, BLOCKED),
    (channels.listening, BLOCKED),
    (channels.owning, BLOCKED | {"panic", "race"}),
    (channels.making, BLOCKED),
    (channels.once, frozenset({"panic"})),
    (locks.unlocking, BLOCKED | {"race"}),
    (locks.writing, BLOCKED | {"race", "panic"}),
    (locks.guarding, frozenset({"race", "panic", "failure"})),
    (locks.locals_guarded, frozenset({"race", "failure", "panic"})),
    (locks.inlining, BLOCKED),
    (locks.conditions, BLOCKED | {"failure", "panic"}),
    (locks.package_lock, ALL),
    (groups.counting, ALL),
    (groups.waiting, ALL),
    (variables.own, frozenset({"race", "failure", "panic"})),
    (variables.atomically, frozenset({"race"})),
    (order.moving, ALL),
)
"""Each with the kinds of findings that it may repair."""

FAR = 1.5
"""How much more an edit costs that touches no line that the finding names."""


def proposals(code: Code, findings: Iterable[Finding]) -> list[Change]:
    """All edits that may help, the most promising first; each text only once."""
    findings = list(findings)
    kinds = {finding.kind for finding in findings}
    near = lines_of(code, findings)
    found: dict[tuple[object, ...], Change] = {}
    for propose, of in PROPOSALS:
        if of & kinds:
            for change in propose(code):
                edited = {code.text.count("\n", 0, e.start) + 1 for e in change.edits}
                cost = change.cost + (0 if edited & near else FAR)
                found.setdefault(tuple(sorted(change.edits)), replace(change, cost=cost))
    return sorted(found.values(), key=lambda change: change.cost)


def lines_of(code: Code, findings: Iterable[Finding]) -> set[int]:
    """The lines that findings name, each with its neighbours, and those where what is waited for was made."""
    places = []
    for finding in findings:
        places += [finding.location, *finding.places, *finding.also]
        places += [a.location for a in finding.accesses]
        for goroutine in finding.goroutines:
            places += [frame.pos for frame in goroutine.frames] if goroutine.guilty else []
            places += [wait.made for wait in goroutine.waits] if goroutine.guilty else []
    here = {pos.line for pos in places if pos.file == code.source.name}
    return {line + d for line in here for d in (-1, 0, 1)}
