"""The verdict on the temporal properties of an entry."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from chancheck.deadline import extended, peak_bytes
from chancheck.explore.engine import Found, Pass, Statistics
from chancheck.graph import ops
from chancheck.lower.lower_program import lower
from chancheck.machine.caching import CachingMachine
from chancheck.options import Options, buffered_timers, searching
from chancheck.program.program import Program
from chancheck.records import replace
from chancheck.source import NO_POS, Pos
from chancheck.temporal.buchi import automaton
from chancheck.temporal.formula import negated
from chancheck.temporal.product import Lasso, violation
from chancheck.temporal.properties import Properties, Property
from chancheck.temporal.states import Graph, Search
from chancheck.verdict.answers import answer_of
from chancheck.verdict.codes import CODES
from chancheck.verdict.describe import Describer
from chancheck.verdict.finding import LIMITS, Finding, PassMade, Verdict
from chancheck.verdict.replay import walk
from chancheck.verdict.waits import Remark

NAME = "temporal properties"


def decided(unit: ops.Unit, options: Options) -> Verdict:
    """Which of the entry's properties hold of all fair runs. All states are visited, without reductions, by the
    definition of the machine: which goroutine moves decides on fairness."""
    began = time.monotonic()
    properties = Properties([each for each in unit.properties if isinstance(each, Property)])
    names = properties.propositions
    moment = "any" if options.time == "auto" else options.time
    program = lower(unit, time=moment, buffered_timers=buffered_timers(options), pauses=accesses(unit), observed=True)
    with searching():
        graph = Search(program, names, options.max_states).run()
    findings = tuple(
        finding
        for each in properties.all
        if (lasso := violation(graph, automaton(negated(each.formula)), options.fair)) is not None
        for finding in [told(unit, program, each, lasso, options)]
    )
    limit = LIMITS[graph.limit] if graph.limit else None
    statistics = statistics_of(graph, time.monotonic() - began)
    made = PassMade(NAME, answer_of(findings, limit), statistics.states, statistics.seconds)
    notes = tuple(Remark(text) for text in vacuous(graph, names))
    return Verdict(made.answer, findings, limit, statistics, notes=notes, plan=(made,))


def accesses(unit: ops.Unit) -> frozenset[Pos]:
    """Where the program sets the package variables of propositions: each value of theirs is to be one that a state
    has."""
    watched = {
        value.var
        for graph, holds in unit.observers
        for instr in instructions(graph)
        for value in (getattr(instr, name) for name in instr.__dataclass_fields__)
        if isinstance(value, ops.GlobalAddr) and value.var is not holds
    }
    return frozenset(
        instr.pos
        for graph in unit.graphs
        for instr in instructions(graph)
        if isinstance(instr, ops.Store) and isinstance(instr.ptr, ops.GlobalAddr) and instr.ptr.var in watched
    )


def instructions(graph: ops.Graph) -> Iterator[ops.Instr]:
    return (instr for block in graph.blocks for instr in block.instrs)


def told(unit: ops.Unit, program: Program, each: Property, lasso: Lasso, options: Options) -> Finding:
    """The run that violates a property: its steps, then one round."""
    with extended():
        found = Found("lasso", (each.title,), lasso.prefix + lasso.cycle, shortest=False)
        run = walk(CachingMachine(program, False), found)
        describer = Describer(program, run, unit.phrases)
        finding = describer.finding(CODES["property"], "property", f"{each.title} does not hold", ())
        first = describer.steps.number(len(lasso.prefix)) if lasso.cycle else 0
        last = len(finding.trace)
    if not lasso.cycle:
        ending = "the run ends so: nothing changes any more"
    elif first >= last:
        ending = f"step {last} repeats for ever"
    else:
        ending = f"steps {first} to {last} repeat for ever"
    location = each.pos if each.pos != NO_POS else unit.entry.pos
    moments = describer.moments() if options.moments else ()
    return replace(finding, location=location, why=(Remark(ending), *finding.why), moments=moments)


def vacuous(graph: Graph, names: Sequence[str]) -> Iterator[str]:
    """Propositions that never change: a property of them may say nothing."""
    if graph.limit:
        return
    for name in names:
        held = {name in letter for letter in graph.letters}
        if len(held) == 1:
            yield f"the proposition {name} is {'true' if True in held else 'false'} in every state"


def statistics_of(graph: Graph, seconds: float) -> Statistics:
    states, transitions = len(graph.edges), sum(len(edges) for edges in graph.edges)
    made = Pass("properties", states, transitions, seconds, peak_bytes())
    return Statistics(
        states, transitions, seconds=seconds, peak_memory=peak_bytes(), engine="reference", passes=(made,)
    )
