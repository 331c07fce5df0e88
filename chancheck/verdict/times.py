"""Under which time a finding holds: whenever timers fire, or only if the machine is slow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from chancheck.machine.machine import Machine
from chancheck.machine.state import State
from chancheck.machine.transition import Transition
from chancheck.program.program import Program
from chancheck.syntax.phrases import Phrases
from chancheck.verdict.finding import Finding, Verdict
from chancheck.verdict.names import Names
from chancheck.verdict.replay import Mover, Run, part, walk
from chancheck.verdict.waits import Remark

EVERY_TIME = "holds whenever timers fire, with exact ones too (--time virtual)"


NOT_KNOWN = (
    "found with timers that fire at any moment; whether exact ones have it too is not known: that search was not "
    "finished (--time virtual goes on with it)"
)


def has_timers(program: Program) -> bool:
    return any(operation.clocked for operation in program.operations)


class Times:
    """Says of findings under which time they hold. exactly: the verdict of a search with exact timers, made when it is
    first needed; None if `time` is "virtual" already."""

    def __init__(self, program: Program, exactly: Callable[[], Verdict] | None) -> None:
        self.program, self.exactly = program, exactly
        self.exact: Verdict | None = None

    def remark(self, finding: Finding, run: Run) -> Finding | None:
        """None of a test's failure that needs a slow machine: time-outs are set so that they are over too late only."""
        if not has_timers(self.program):
            return finding
        if finding.kind == "race" or run.found.starved:  # a processor is missing, whatever the time
            return replace(finding, time="any")
        if self.exactly is None:
            return replace(finding, time="virtual")
        if self.exact is None:
            self.exact = self.exactly()
        if defect(finding) in {defect(other) for other in self.exact.findings}:
            return replace(finding, time="any and virtual", why=(*finding.why, Remark(EVERY_TIME)))
        if finding.kind == "failure" and self.exact.complete:
            return None
        why = slowness(self.program, run) if self.exact.complete else NOT_KNOWN
        return replace(finding, time="any", why=(*finding.why, Remark(why)))


def defect(finding: Finding) -> object:
    """Findings of two searches with the same value are one defect."""
    if finding.kind == "failure":
        return ("failure", str(finding.location))
    if finding.kind == "panic":
        return ("panic", finding.message, str(finding.location))
    return (finding.kind, *sorted(finding.causes or {str(place) for place in finding.places}))


def slowness(program: Program, run: Run) -> str:
    """The first timer of the run that fires while somebody else could have gone on."""
    said: list[str] = []

    def look(walked: Run, state: State, t: Transition) -> None:
        if said or not is_timer(walked.machine, state, t):
            return
        other = somebody_else(walked.machine, state, t)
        if other is not None:
            movers = [part(walked, state, *who) for who in ((t.goroutine, t.alternative), other)]
            said.append(sentence(program, run, *movers))

    walk(run.machine, run.found, look)
    return said[0] if said else "needs a slow machine: timers fire late, or in another order than their durations say"


def somebody_else(machine: Machine, state: State, t: Transition) -> tuple[int, int] | None:
    """Who could go on instead, and by which alternative; with a scheduler also who waits for a processor."""
    for s in machine.successors(state):
        other = s.transition
        if other.goroutine != t.goroutine and not is_timer(machine, state, other):
            return other.goroutine, other.alternative
    queued = (i for i, g in enumerate(state.goroutines) if machine.queued(state, i) and not g.helper)
    return next(((i, 0) for i in queued if i != t.goroutine), None)


def is_timer(machine: Machine, state: State, t: Transition) -> bool:
    if t.alternative < 0:
        return False
    site = machine.site(state.goroutines[t.goroutine])
    assert site is not None
    operation = machine.program.operations[site.alternatives[t.alternative].operation]
    return operation.rules[t.rule].timed and not operation.blocks


def sentence(program: Program, run: Run, timer: Mover, other: Mover) -> str:
    names = Names(program, run, Phrases())
    person = run.people[timer.goroutine]
    line = names.user_pos(replace(timer, stack=person.started_from) if person.helper else timer).line
    sleeps = program.operations[timer.operation].name == "time.Sleep"
    what = f"the sleep at line {line} ends" if sleeps else f"the timer at line {line} fires"
    who = f"goroutine {names.shown.get(other.goroutine, 0)}"
    where = names.user_pos(other).line
    return f"needs a slow machine: {what} before {who} goes on" + (f" at line {where}" if where else "")
