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
from chancheck.temporal.explored import Explored, explored
from chancheck.temporal.formula import FALSE, Formula, negated
from chancheck.temporal.product import Lasso
from chancheck.temporal.properties import ASK, FILE, Properties, Property, is_written
from chancheck.verdict.answers import answer_of
from chancheck.verdict.codes import CODES
from chancheck.verdict.describe import Describer
from chancheck.verdict.finding import LIMITS, PROVED, Finding, PassMade, Verdict
from chancheck.verdict.replay import walk
from chancheck.verdict.waits import Remark

NAME = "temporal properties"


def decided(unit: ops.Unit, options: Options) -> Verdict:
    """Which of the entry's properties hold of all fair runs. All states are visited, without reductions: which
    goroutine moves decides on fairness."""
    began = time.monotonic()
    properties = unit.properties
    assert isinstance(properties, Properties)
    names, stated = properties.propositions, [each for each in properties.all if is_reached(each, unit)]
    if not stated:
        return Verdict(PROVED)
    moment = "any" if options.time == "auto" else options.time
    program = lower(unit, time=moment, buffered_timers=buffered_timers(options), pauses=accesses(unit), observed=True)
    findings = []
    with searching():
        states = explored(program, names, options)
        for each in stated:
            lasso = states.violation(automaton(negated(each.formula)), options.fair)
            if lasso is not None:
                findings.append(told(unit, program, each, lasso, options))
    name = states.limit or program.cut
    limit = LIMITS[name] if name else None
    statistics = statistics_of(states, time.monotonic() - began)
    made = PassMade(NAME, answer_of(findings, limit), statistics.states, statistics.seconds)
    alone = {one[0] for each in stated if (one := invariant(each.formula))}
    notes = tuple(Remark(text) for text in vacuous(states, [name for name in names if name not in alone]))
    return Verdict(made.answer, tuple(findings), limit, statistics, notes=notes, plan=(made,))


def is_reached(each: Property, unit: ops.Unit) -> bool:
    """Whether the entry reaches the call that states it."""
    return each.call < 0 or any(graph.name.endswith(f"{ASK}{each.call}") for graph in unit.graphs)


def accesses(unit: ops.Unit) -> frozenset[Pos]:
    """Where the program sets the package variables of propositions, and comes to labels: each value of theirs is to be
    one that a state has."""
    holds = {var for _, var in unit.observers}
    watched = {
        value.var
        for graph, _ in unit.observers
        for instr in instructions(graph)
        for value in (getattr(instr, name) for name in instr.__dataclass_fields__)
        if isinstance(value, ops.GlobalAddr) and value.var not in holds
    }
    return frozenset(
        instr.pos
        for graph in unit.graphs
        for instr in instructions(graph)
        if isinstance(instr, ops.Store) and isinstance(instr.ptr, ops.GlobalAddr)
        if instr.ptr.var in watched or (instr.pos.file == FILE and instr.ptr.var not in holds)
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
    if lasso.settled:
        ending = f"after step {last} the property is violated, whatever follows" if last else "it is violated at once"
    elif not lasso.cycle:
        ending = "the run ends so: nothing changes any more"
    elif first >= last:
        ending = f"step {last} repeats for ever"
    else:
        ending = f"steps {first} to {last} repeat for ever"
    location = each.pos if each.pos != NO_POS else unit.entry.pos
    moments = describer.moments() if options.moments else ()
    return replace(finding, location=location, why=(Remark(ending), *finding.why), moments=moments)


def invariant(f: Formula) -> list[str]:
    """The proposition p of a formula [] p: if it never changes, the formula says so."""
    return [f.right.name] if f.op == "release" and f.left == FALSE and f.right and f.right.op == "prop" else []


def vacuous(states: Explored, names: Sequence[str]) -> Iterator[str]:
    """Propositions that never change: a property of them may say nothing."""
    if states.limit:
        return
    for name in filter(is_written, names):
        held = {name in letter for letter in states.letters}
        if len(held) == 1:
            yield f"the proposition {name} is {'true' if True in held else 'false'} in every state"


def statistics_of(states: Explored, seconds: float) -> Statistics:
    made = Pass("properties", states.states, states.transitions, seconds, peak_bytes())
    return Statistics(
        states.states,
        states.transitions,
        seconds=seconds,
        peak_memory=peak_bytes(),
        engine=states.engine,
        passes=(made,),
    )
