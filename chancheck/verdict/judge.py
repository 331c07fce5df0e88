"""From the findings of an exploration to kinds of defects, and the verdict that they add up to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile

from chancheck.deadline import Exhausted
from chancheck.explore.engine import Exploration
from chancheck.program.program import Program
from chancheck.records import replace
from chancheck.syntax.phrases import Phrases
from chancheck.verdict import background, finalizers, visitors
from chancheck.verdict.answers import concluded, in_order
from chancheck.verdict.blame import Blame
from chancheck.verdict.codes import CODES
from chancheck.verdict.describe import Describer
from chancheck.verdict.finding import (
    Finding,
    Verdict,
)
from chancheck.verdict.loops import Rounds
from chancheck.verdict.replay import Run
from chancheck.verdict.waits import Reason, Remark

QUEUED = "goroutine could run, but never does: no processor takes it up"
TIMED = "timer could go off, but never does: no processor is free for it"
FAILED = "fatal: the test failed"  # the rule's own (semantics/runtime_process.py)
DEADLOCK = "fatal error: all goroutines are asleep - deadlock!"


def judge(
    program: Program,
    found: Exploration,
    runs: list[Run],
    checks: frozenset[str],
    remark: Callable[[Finding, Run], Finding | None] = lambda finding, _: finding,
    phrases: Phrases | None = None,
    moments: bool = False,
) -> Verdict:
    """The verdict on one entry; only kinds in `checks` count. remark: what else there is to say of a finding, or
    None if it does not count. phrases: what the source says at each place. moments: whether findings have the states of
    their runs."""
    findings: dict[object, Finding | None] = {}
    finalized = ""
    for run in sorted(runs, key=lambda r: len(r.found.trace)):
        describer = Describer(program, run, phrases)
        for kind, message, guilty in meanings(program, found, run, describer):
            if kind not in checks:
                continue
            if kind == "leak" and (ended := finalizers.effect(program, run, guilty)) != finalizers.STAYS:
                finalized = finalized or ended
                continue
            finding = describer.finding(CODES[kind], kind, message, guilty)
            if kind == "failure":
                finding = with_words(finding)
            key = identity(finding)
            if key in findings:
                findings[key] = seen_again(findings[key], finding)
                continue
            finding = finding if run.found.shortest else of_any_length(finding)
            try:
                remarked = remark(finding, run)
            except Exhausted:
                remarked = finding
            if remarked is not None and moments:
                remarked = replace(remarked, moments=describer.moments())
            findings[key] = remarked
    told = in_order(finding for finding in findings.values() if finding is not None)
    notes = tuple(note for run in runs for note in never_ends(program, found, run, phrases))
    return concluded(program, found, told, (*notes[:1], *in_background(program, runs)), finalized)


def never_ends(program: Program, found: Exploration, run: Run, phrases: Phrases | None) -> Iterator[Reason]:
    """Of a main that takes steps for ever, though no run has it end: a program by the clock, or a mistake."""
    f = run.found
    root = next((i for i, g in enumerate(run.final.goroutines) if g.root), -1)
    if f.kind == "component" and root in f.spinning and not found.root_can_end and not run.final.root_returned:
        names = Describer(program, run, phrases).names
        rounds = Rounds(run, names, root)
        if not rounds.serves:
            yield replace(rounds.loop(names.shown[run.ids[root]]), main=True)


def seen_again(first: Finding | None, second: Finding) -> Finding | None:
    """The first of two findings that are one defect, with the places of the other."""
    if first is None:
        return None
    lines = {place.short for place in (*first.places, *first.also)}
    more = [place for place in second.places if place.short not in lines]
    return replace(first, also=(*first.also, *more))


def kinds_of(program: Program, found: Exploration, run: Run) -> list[str]:
    """The kinds of defects that a run shows."""
    return [kind for kind, *_ in meanings(program, found, run, Describer(program, run))]


def of_any_length(finding: Finding) -> Finding:
    return replace(finding, why=(*finding.why, Remark("a shorter run may exist (--no-reduce por looks for it)")))


def together(first: Verdict, second: Verdict) -> Verdict:
    """A verdict with what another search found besides; kind and place distinguish findings."""
    seen = {(f.kind, f.location) for f in first.findings}
    more = [f for f in second.findings if (f.kind, f.location) not in seen]
    warned = {(w.kind, w.location) for w in first.warnings}
    warnings = (*first.warnings, *(w for w in second.warnings if (w.kind, w.location) not in seen | warned))
    findings = tuple(in_order([*first.findings, *more]))
    return replace(first, findings=findings, warnings=warnings, limit=first.limit or second.limit)


def identity(finding: Finding) -> object:
    """Findings with the same identity are one defect."""
    if finding.kind == "race":  # of the accesses of two statements the first is enough
        return ("race", *sorted(a.location.short for a in finding.accesses))
    if finding.kind == "failure":
        return ("failure", str(finding.location))
    if finding.kind == "panic":
        return ("panic", re.sub(r"\d+", "0", finding.message), str(finding.location))
    return (finding.kind, *sorted(finding.causes or {str(place) for place in finding.places}))


Meaning = tuple[str, str, tuple[int, ...]]


def meanings(program: Program, found: Exploration, run: Run, describer: Describer) -> Iterator[Meaning]:
    """(kind, message, guilty goroutines as indices of the final state)."""
    f = run.found
    if f.kind == "fault":
        if f.text.startswith("fatal: no goroutines"):
            yield "deadlock", f.text.replace("fatal: ", "fatal error: ", 1), ()
        elif f.text == FAILED:
            yield "failure", "the test fails", (f.trace[-1].goroutine,)
        else:
            text = f.text.removeprefix("fatal: ")
            last = f.trace[-1].goroutine if f.trace else 0
            yield "panic", f.text if f.text.startswith("panic") else f"fatal error: {text}", (last,)
    elif f.kind == "race":
        yield "race", "data race", ()
    elif f.kind == "halt":
        yield from halted(program, run, describer)
    elif f.kind == "component":
        yield from going_on(program, found, run, describer)


def halted(program: Program, run: Run, describer: Describer) -> Iterator[Meaning]:
    f = run.found
    if not run.final.root_returned:
        yield "deadlock", DEADLOCK, f.doomed
        return
    leaked = tuple(i for i in f.doomed if not excused(program, run, i))
    for group in Blame(describer.explainer, leaked).causes():
        yield "leak", "", group


def going_on(program: Program, found: Exploration, run: Run, describer: Describer) -> Iterator[Meaning]:
    f, final = run.found, run.final
    goroutines = final.goroutines
    done = final.root_returned
    root = next((i for i, g in enumerate(goroutines) if g.root), -1)
    if f.starved and not (done and program.root_ends_all):
        for i in f.starved:  # what others wait for may be theirs to do
            yield "stuck", TIMED if run.machine.delayed(final, i) else QUEUED, (i,)
        return
    there = (i for i in f.doomed if not (i == root and waits_for_nothing(run, i)))
    staying = (i for i in there if not excused(program, run, i) and not goroutines[i].helper)
    leaked = tuple(i for i in staying if not visitors.wakes(program, run, i))
    for group in Blame(describer.explainer, leaked).causes():
        yield "leak", "", group
    if done:
        for i in f.spinning:
            if not excused(program, run, i):
                yield "leak", "", (i,)
    elif root in f.spinning and found.root_can_end:
        yield "stuck", "main runs on but can no longer end", (root,)


def with_words(finding: Finding) -> Finding:
    """With what a test says where it fails: noted in the last steps of the run, those of one line."""
    last = finding.trace[-1]
    own = takewhile(lambda s: (s.goroutine, s.location) == (last.goroutine, last.location), reversed(finding.trace))
    text = " ".join(" ".join(s.output for s in reversed([*own])).split())
    return replace(finding, message=f"{finding.message}: {text}") if text else finding


def waits_for_nothing(run: Run, i: int) -> bool:
    """main in `select {}`: a server's way to stay alive."""
    site = run.machine.site(run.final.goroutines[i])
    return site is not None and not site.alternatives


def excused(program: Program, run: Run, i: int) -> bool:
    """Whether a goroutine may stay for ever."""
    return ignored(program, run, i) or (run.final.root_returned and background.is_background(program, run, i))


def in_background(program: Program, runs: Iterable[Run]) -> Iterator[Reason]:
    """One remark on all goroutines that package initialisation started and that do not end."""
    for run in runs:
        f = run.found
        if f.kind in ("halt", "component") and run.final.root_returned:
            said = background.remark(program, run, (*f.doomed, *f.spinning))
            if said is not None:
                yield said
                return


def ignored(program: Program, run: Run, i: int) -> bool:
    frames = run.final.goroutines[i].frames
    return bool(frames) and any(program.functions[f.function].ignore_leak for f in frames)
