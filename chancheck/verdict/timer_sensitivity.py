"""Under which time a finding holds: whenever timers fire, or only if the machine is slow."""

from __future__ import annotations

from collections.abc import Iterator

from chancheck.deadline import Exhausted, poll
from chancheck.machine.machine import Machine
from chancheck.machine.state import State
from chancheck.machine.transition import Transition
from chancheck.machine.workspace import View
from chancheck.program.program import Program
from chancheck.program.rules import Operation
from chancheck.records import replace
from chancheck.syntax.phrases import Phrases
from chancheck.verdict.finding import INCONCLUSIVE, LIMITS, PROVED, VIOLATED, Finding, Verdict
from chancheck.verdict.merging import defect
from chancheck.verdict.names import Names
from chancheck.verdict.replay import Mover, Run, part, walk
from chancheck.verdict.waits import Remark

EVERY_TIME = "holds whenever timers fire, with exact ones too (--time {})"


NOT_KNOWN = (
    "found with timers that fire at any moment; whether exact ones have it too is not known: that search was not "
    "finished (--time {} continues it)"
)

SLOW = "needs a slow machine: "

MOST_STATES = 500
"""The most states after the end of a run that are visited."""

CLOCK = "found where a clock may say anything; with exact timers no run has it"

COMPARISONS = {"time.some", "time.unknown", "time.Time.Before", "time.Time.Equal", "time.Time.Compare"}
"""Functions of models/time that choose what a clock says."""


def has_timers(program: Program) -> bool:
    return any(operation.clocked for operation in program.operations)


def reads_a_clock(program: Program) -> bool:
    """Whether it compares times that it reads from the clock."""
    return any(f.name in COMPARISONS for f in program.functions)


class Times:
    """Says of findings under which time they hold. exact: the verdict of a search with exact timers, to compare with;
    None where nothing is compared, as in such a search itself. demoting: what needs a slow machine is a warning."""

    def __init__(self, program: Program, time: str, demoting: bool = False, exact: Verdict | None = None) -> None:
        self.program, self.time, self.demoting, self.exact = program, time, demoting, exact
        self.other = "exact" if demoting else "virtual"
        self.busy = False

    def compares(self, run: Run) -> bool:
        """Whether what is found by a run may depend on when timers fire. Nothing does that misses a processor. A race
        counts unless a search with exact timers has no such race: sleeping orders nothing there either."""
        timed = has_timers(self.program) or reads_a_clock(self.program) or self.demoting
        return timed and (run.found.kind != "race" or self.demoting) and not run.found.starved

    def sorted(self, verdict: Verdict) -> Verdict:
        """With what needs a slow machine, or may need one, as warnings."""
        findings = tuple(f for f in verdict.findings if not f.slow)
        limit = verdict.limit or (LIMITS["busy"] if self.busy else None)
        warnings = tuple(f for f in verdict.findings if f.slow)
        if warnings and self.exact is not None and not self.demoting:  # they rest on a clock that says anything
            limit = limit or self.exact.limit
            verdict = replace(verdict, exact=limit is None)
        answer = VIOLATED if findings else INCONCLUSIVE if limit is not None else PROVED
        return replace(verdict, answer=answer, findings=findings, limit=limit, warnings=warnings)

    def remark(self, finding: Finding, run: Run) -> Finding | None:
        """As `judged`. Where there is no time to look, what a slow machine alone may show is a warning."""
        try:
            return self.judged(finding, run)
        except Exhausted:
            if not self.demoting or not self.compares(run):
                raise
            why = NOT_KNOWN.format(self.other)
            return replace(finding, time="any", why=(*finding.why, Remark(why)), slow=why)

    def judged(self, finding: Finding, run: Run) -> Finding | None:
        """None of what needs a slow machine and is no warning: a failure, since time-outs are set so that they are over
        too late only; with warnings, what hangs on a clock that says anything. None too of what holds only while time
        does not pass. Without warnings, only what hangs on such a clock becomes one."""
        if not has_timers(self.program) and not reads_a_clock(self.program) and not self.demoting:
            return finding
        if not self.compares(run):
            return replace(finding, time=self.time if self.time == "exact" else "any")
        if self.exact is None:
            if self.time == "exact" and time_would_pass(run):
                self.busy = True
                return None
            return replace(finding, time=self.time)
        if finding.kind == "race" and not self.exact.complete:
            return replace(finding, time="any")
        known = defect(finding) in {defect(other) for other in self.exact.findings}
        if known or (self.demoting and not self.exact.complete and self.is_timeless(run)):
            every = Remark(EVERY_TIME.format(self.other))
            return replace(finding, time=f"any and {self.other}", why=(*finding.why, every))
        if self.exact.complete and (asks(self.program, run) if self.demoting else finding.kind == "failure"):
            return None if finding.kind != "race" else replace(finding, time="any", slow=CLOCK)
        if not self.demoting and hinges_on_a_clock(self.program, run):
            clock = CLOCK if self.exact.complete else NOT_KNOWN.format(self.other)
            return replace(finding, time="any", why=(*finding.why, Remark(clock)), slow=clock)
        why = slowness(self.program, run) if self.exact.complete else NOT_KNOWN.format(self.other)
        slow = why.removeprefix(SLOW) if self.demoting else ""
        why = f"only if slow: {slow}" if slow and self.exact.complete else why
        return replace(finding, time="any", why=(*finding.why, Remark(why)), slow=slow)

    def is_timeless(self, run: Run) -> bool:
        """Whether exact timers allow a run: it depends on no timer and no clock."""
        return not asks(self.program, run) and not fires(run)


def time_would_pass(run: Run) -> bool:
    """Whether goroutines wait for an instant while others run on for ever and never wait for one: a real clock moves
    meanwhile."""
    machine, final = run.machine, run.final
    waiting = machine.idle_steps(final.goroutines, View(machine.readable(final)))
    return run.found.kind == "component" and next(iter(waiting), None) is not None and not time_passes(machine, final)


def time_passes(machine: Machine, start: State) -> bool:
    """Whether time passes in one of the next MOST_STATES states."""
    todo, seen = [start], {start}
    for state in todo:
        for s in machine.successors(state):
            operation = operation_of(machine, state, s.transition)
            if operation is not None and operation.rules[s.transition.rule].pace == "idle":
                return True
            if s.state is not None and s.state not in seen and len(seen) < MOST_STATES:
                seen.add(s.state)
                todo.append(s.state)
    return False


def fires(run: Run) -> bool:
    """Whether a timer fires in a run."""
    seen: list[bool] = []

    def look(walked: Run, state: State, t: Transition) -> None:
        seen.append(is_timer(walked.machine, state, t))

    walk(run.machine, run.found, look)
    return any(seen)


def asks(program: Program, run: Run) -> bool:
    """Whether a run may depend on what a clock says: without a clock that is anything, even less than has passed."""
    return reads_a_clock(program) and any(t.choices for t in run.found.trace)


def hinges_on_a_clock(program: Program, run: Run) -> bool:
    """Whether a run needs one of the answers that a clock gives in it: with another answer the steps that follow are
    not possible, or end elsewhere."""
    if not asks(program, run):
        return False
    states = [run.machine.initial()]
    for number, t in enumerate(run.found.trace):
        poll()
        steps = list(run.machine.successors(states[-1]))
        others = [s for s in steps if s.transition != t and s.transition._replace(choices=()) == t._replace(choices=())]
        if any(end_of(run, s.state, number + 1) != code_of(run.final) for s in others):
            return True
        taken = next(s.state for s in steps if s.transition == t)
        if taken is None:
            return False
        states.append(taken)
    return False


def end_of(run: Run, state: State | None, begin: int) -> object:
    """Where the steps of a run from a number on lead; None where one of them is not possible."""
    for t in run.found.trace[begin:]:
        if state is None:
            return None
        step = next((s for s in run.machine.successors(state) if s.transition == t), None)
        if step is None:
            return None
        if step.state is None:
            break
        state = step.state
    return code_of(state) if state is not None else None


def code_of(state: State) -> tuple[tuple[tuple[int, int], ...], ...]:
    """The functions and code indices at which goroutines rest."""
    return tuple(tuple((f.function, f.pc) for f in g.frames) for g in state.goroutines)


def slowness(program: Program, run: Run) -> str:
    """The first timer of the run that fires while another goroutine could step; else the first that fires while
    another timer could."""
    early: list[str] = []
    other_order: list[str] = []

    def look(walked: Run, state: State, t: Transition) -> None:
        if early or not is_timer(walked.machine, state, t):
            return
        for said, timers in ((early, False), (other_order, True)):
            other = next(others(walked.machine, state, t, timers), None)
            if other is not None and not said:
                timer, step = (part(walked, state, *who) for who in ((t.goroutine, t.alternative), other))
                said.append(sentence(program, run, timer, step, timers))

    walk(run.machine, run.found, look)
    late = "timers fire late, or in another order than their durations say"
    return SLOW + next(iter(early or other_order), late)


def others(machine: Machine, state: State, t: Transition, timers: bool) -> Iterator[tuple[int, int]]:
    """The other goroutines that could step instead, and by which alternative: by timers, or else by other steps; with a
    scheduler those that wait for a processor too."""
    for s in machine.successors(state):
        other = s.transition
        if other.goroutine != t.goroutine and is_timer(machine, state, other) == timers:
            yield other.goroutine, other.alternative
    for i, g in enumerate(state.goroutines):
        if not timers and machine.queued(state, i) and not g.helper and i != t.goroutine:
            yield i, 0


def is_timer(machine: Machine, state: State, t: Transition) -> bool:
    operation = operation_of(machine, state, t)
    return operation is not None and operation.rules[t.rule].timed and not operation.blocks


def operation_of(machine: Machine, state: State, t: Transition) -> Operation | None:
    if t.alternative < 0:
        return None
    site = machine.site(state.goroutines[t.goroutine])
    assert site is not None
    return machine.program.operations[site.alternatives[t.alternative].operation]


def sentence(program: Program, run: Run, timer: Mover, other: Mover, timers: bool) -> str:
    names = Names(program, run, Phrases())

    def line(mover: Mover) -> int:
        person = run.people[mover.goroutine]
        return names.user_pos(replace(mover, stack=person.started_from) if person.helper else mover).line

    def what(mover: Mover) -> str:
        sleeps = program.operations[mover.operation].name == "time.Sleep"
        return f"the sleep at line {line(mover)} ends" if sleeps else f"the timer at line {line(mover)} fires"

    if timers:
        return f"{what(timer)} before {what(other)}"
    where = names.user_pos(other).line
    continues = f"goroutine {names.shown.get(other.goroutine, 0)} continues"
    return f"{what(timer)} before {continues}" + (f" at line {where}" if where else "")
