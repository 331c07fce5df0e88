"""Under which time a finding holds: whenever timers fire, or only if the machine is slow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from chancheck.explore.exact.machine import Machine, State, Successor
from chancheck.program.program import Program
from chancheck.verdict.describe import Describer
from chancheck.verdict.finding import Finding, Verdict
from chancheck.verdict.replay import Mover, Run, describe, part

TIMED = frozenset({"time.Sleep", "alarm.fire", "timer.arm"})
"""Operations of programs in which something happens by the clock."""
TIMER_RULES = frozenset({("time.Sleep", "wake"), ("alarm.fire", "fire"), ("alarm.fire", "again"),
                         ("chan.recv", "timer"), ("chan.recv", "ticker")})  # fmt: skip
EVERY_TIME = "holds whenever timers fire, with exact ones too (--time virtual)"


def has_timers(program: Program) -> bool:
    return any(operation.name in TIMED for operation in program.operations)


class Times:
    """Says of findings under which time they hold. exactly: the verdict of a search with exact timers, made when it is
    first needed; None if `time` is "virtual" already."""

    def __init__(self, program: Program, exactly: Callable[[], Verdict] | None) -> None:
        self.program, self.exactly = program, exactly
        self.exact: Verdict | None = None

    def remark(self, finding: Finding, run: Run) -> Finding:
        if not has_timers(self.program):
            return finding
        if finding.kind == "race":
            return replace(finding, time="any")
        if self.exactly is None:
            return replace(finding, time="virtual")
        if self.exact is None:
            self.exact = self.exactly()
        if defect(finding) in {defect(other) for other in self.exact.findings}:
            return replace(finding, time="any and virtual", why=(*finding.why, EVERY_TIME))
        why = (slowness(self.program, run),) if self.exact.complete else ()
        return replace(finding, time="any", why=(*finding.why, *why))


def defect(finding: Finding) -> object:
    """Findings of two searches with the same value are one defect."""
    if finding.kind == "panic":
        return ("panic", finding.message, str(finding.location))
    return (finding.kind, *sorted({str(g.location) for g in finding.goroutines if g.guilty}))


def slowness(program: Program, run: Run) -> str:
    """The first timer of the run that fires while somebody else could have gone on."""
    machine, state = run.machine, run.machine.initial()
    walked = Run(run.found, machine, ids=[1], people={1: run.people[1]})
    for t in run.found.trace:
        steps = list(machine.successors(state))
        step = next(s for s in steps if s.transition == t)
        if is_timer(machine, state, step):
            others = [s for s in steps if s.transition.goroutine != t.goroutine and not is_timer(machine, state, s)]
            if others:
                return sentence(program, run, part(walked, state, t.goroutine, t.alternative), step,
                                part(walked, state, others[0].transition.goroutine, others[0].transition.alternative),
                                machine)  # fmt: skip
        describe(walked, state, step)
        if step.state is None:
            break
        walked.ids = [walked.ids[o] if o >= 0 else walked.fresh[o] for o in step.origin]
        state = step.state
    return "needs a slow machine: timers fire late, or in another order than their durations say"


def is_timer(machine: Machine, state: State, step: Successor) -> bool:
    t = step.transition
    if t.alternative < 0:
        return False
    operation = machine.program.operations[machine.site(state[2][t.goroutine]).alternatives[t.alternative].operation]
    return (operation.name, operation.rules[t.rule].name) in TIMER_RULES


def sentence(program: Program, run: Run, timer: Mover, step: Successor, other: Mover, machine: Machine) -> str:
    describer = Describer(program, run)
    person = run.people[timer.goroutine]
    line = describer.user_pos(replace(timer, stack=person.started_from) if person.helper else timer).line
    sleeps = program.operations[timer.operation].name == "time.Sleep"
    what = f"the sleep at line {line} ends" if sleeps else f"the timer at line {line} fires"
    who = f"goroutine {describer.shown.get(other.goroutine, 0)}"
    where = describer.user_pos(other).line
    return f"needs a slow machine: {what} before {who} goes on" + (f" at line {where}" if where else "")
