"""The states of a program by either engine: the native core, and the definition, to which it is compared."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Protocol

from chancheck.deadline import Exhausted, left
from chancheck.machine.transition import Transition
from chancheck.options import Options, engine_options
from chancheck.program.program import Program
from chancheck.records import replace
from chancheck.temporal.buchi import START, Automaton
from chancheck.temporal.product import Lasso, violation
from chancheck.temporal.states import Letter, Search

if TYPE_CHECKING:
    from chancheck import _core as core

MOST_PROPOSITIONS = 64
"""As many as a word of the core has bits."""

EXPLORING = 0.7
"""Part of the time for the states; the rest is for the product."""


class Explored(Protocol):
    """All states up to a limit. letters: sets of propositions that hold in one."""

    @property
    def engine(self) -> str: ...
    @property
    def limit(self) -> str: ...
    @property
    def states(self) -> int: ...
    @property
    def transitions(self) -> int: ...
    @property
    def letters(self) -> Collection[Letter]: ...
    def violation(self, automaton: Automaton, fairness: str) -> Lasso | None:
        """A fair run that the automaton accepts."""


def explored(program: Program, names: list[str], options: Options) -> Explored:
    """By the core where it is built and knows what is needed."""
    if options.engine != "reference" and len(names) <= MOST_PROPOSITIONS:
        try:
            return ByCore(program, names, options)
        except ImportError:
            if options.engine == "native":
                raise
    return ByDefinition(program, names, options)


class ByDefinition:
    engine = "reference"

    def __init__(self, program: Program, names: list[str], options: Options) -> None:
        search = Search(program, names, options.max_states)
        self.graph = search.run()
        self.limit = self.graph.limit
        self.states = len(search.numbers)
        self.transitions = sum(e.t is not None for edges in self.graph.edges for e in edges)
        self.letters = set(self.graph.letters)

    def violation(self, automaton: Automaton, fairness: str) -> Lasso | None:
        try:
            return violation(self.graph, automaton, fairness)
        except Exhausted as met:
            self.limit = self.limit or met.limit
            return None


class ByCore:
    engine = "native"

    def __init__(self, program: Program, names: list[str], options: Options) -> None:
        from chancheck.explore.native import NativeEngine

        how = engine_options(options)
        seconds = left(how.limits.seconds)
        part = None if seconds is None else EXPLORING * seconds
        self.names = names
        self.graph = NativeEngine().graph(program, replace(how, limits=replace(how.limits, seconds=part)))
        found = self.graph.explore()
        self.limit = found["limit"]
        self.states, self.transitions = found["statistics"][:2]
        self.letters = {frozenset(n for k, n in enumerate(names) if bits >> k & 1) for bits in found["letters"]}
        self.seconds = how.limits.seconds

    def violation(self, automaton: Automaton, fairness: str) -> Lasso | None:
        seconds = left(self.seconds)
        limit, found = self.graph.violation(
            encoded(automaton, self.names), fairness, -1.0 if seconds is None else seconds
        )
        self.limit = self.limit or limit
        if found is None:
            return None
        prefix, cycle, settled = found
        return Lasso(trace(prefix), trace(cycle), settled)


def trace(steps: Sequence[core.StepTuple]) -> tuple[Transition, ...]:
    return tuple(Transition(*step) for step in steps)


def encoded(automaton: Automaton, names: list[str]) -> core.Automaton:
    """With sets of propositions, and of accepting sets, as bits."""
    bit = {name: 1 << k for k, name in enumerate(names)}
    nodes = range(len(automaton.needs))
    return {
        "needs": [sum(bit[name] for name in needs) for needs in automaton.needs],
        "forbids": [sum(bit[name] for name in forbids) for forbids in automaton.forbids],
        "first": automaton.following[START],
        "following": [automaton.following[n] for n in nodes],
        "accepting": [sum(1 << k for k, nodes in enumerate(automaton.accepting) if n in nodes) for n in nodes],
        "all": (1 << len(automaton.accepting)) - 1,
        "settled": [n in automaton.settled for n in nodes],
    }
