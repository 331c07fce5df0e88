"""What an exploration's findings mean: the kinds of defects, and the verdict they add up to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from chancheck.deadline import Exhausted
from chancheck.explore.engine import Exploration
from chancheck.machine.workspace import HELPER
from chancheck.program.program import Program
from chancheck.verdict.codes import CODES
from chancheck.verdict.coverage import with_coverage
from chancheck.verdict.describe import Describer
from chancheck.verdict.finding import INCONCLUSIVE, KINDS, LIMITS, PROVED, VIOLATED, Finding, Limit, Verdict
from chancheck.verdict.replay import Run

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
) -> Verdict:
    """The verdict on one entry; only kinds in `checks` count. remark: what else there is to say of a finding, or
    None if it does not count."""
    findings: list[Finding] = []
    seen: set[object] = set()
    for run in sorted(runs, key=lambda r: len(r.found.trace)):
        for kind, message, guilty in meanings(program, found, run):
            if kind not in checks:
                continue
            finding = Describer(program, run).finding(CODES[kind], kind, message, guilty)
            if kind == "failure":
                finding = with_words(finding)
            key = identity(finding, guilty, run)
            if key in seen:
                continue
            seen.add(key)
            finding = finding if run.found.shortest else of_any_length(finding)
            try:
                remarked = remark(finding, run)
            except Exhausted:
                remarked = finding
            if remarked is not None:
                findings.append(remarked)
    findings.sort(key=lambda f: KINDS.index(f.kind))
    name = found.limit if not found.complete else program.cut
    limit = LIMITS.get(name, Limit(name, name)) if name and not (name == "first" and findings) else None
    limit = with_coverage(limit, found.coverage)
    return Verdict(answer_of(findings, limit), tuple(findings), limit, found.statistics, found.coverage)


def of_any_length(finding: Finding) -> Finding:
    return replace(finding, why=(*finding.why, "a shorter run may exist (--no-reduce por looks for it)"))


def answer_of(findings: Sequence[Finding], limit: Limit | None) -> str:
    return VIOLATED if findings else INCONCLUSIVE if limit is not None else PROVED


def together(first: Verdict, second: Verdict) -> Verdict:
    """A verdict with what another search found besides, told apart by kind and place."""
    seen = {(f.kind, f.location) for f in first.findings}
    more = [f for f in second.findings if (f.kind, f.location) not in seen]
    findings = sorted([*first.findings, *more], key=lambda f: KINDS.index(f.kind))
    return replace(first, findings=tuple(findings), limit=first.limit or second.limit)


def identity(finding: Finding, guilty: tuple[int, ...], run: Run) -> object:
    """Findings with the same identity are one defect."""
    if finding.kind == "race":
        return ("race", *sorted(str(a.location) for a in finding.accesses))
    if finding.kind == "failure":
        return ("failure", str(finding.location))
    if finding.kind == "panic":
        return ("panic", re.sub(r"\d+", "0", finding.message), str(finding.location))
    ids = {run.ids[i] for i in guilty}
    places = sorted({str(g.location) for g in finding.goroutines if g.id in ids})
    return (finding.kind, *places)


def meanings(program: Program, found: Exploration, run: Run) -> Iterator[tuple[str, str, tuple[int, ...]]]:
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
        yield from halted(program, run)
    elif f.kind == "component":
        yield from going_on(program, found, run)


def halted(program: Program, run: Run) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    f = run.found
    if run.final[0] != 1:
        yield "deadlock", DEADLOCK, f.doomed
        return
    leaked = tuple(i for i in f.doomed if not ignored(program, run, i))
    for i in leaked:
        yield "leak", leak_message(run, i), (i,)


def going_on(program: Program, found: Exploration, run: Run) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    f, final = run.found, run.final
    goroutines = final[2]
    done = final[0] == 1
    root = next((i for i, g in enumerate(goroutines) if g[0] & 1), -1)
    if f.starved and not (done and program.root_ends_all):
        for i in f.starved:  # what others wait for may be theirs to do
            yield "stuck", TIMED if run.machine.delayed(final, i) else QUEUED, (i,)
        return
    for i in f.doomed:
        if i == root and waits_for_nothing(run, i):
            continue
        if not ignored(program, run, i) and not goroutines[i][0] & HELPER:
            yield "leak", leak_message(run, i), (i,)
    if done:
        for i in f.spinning:
            if not ignored(program, run, i):
                yield "leak", "goroutine runs on and can never end", (i,)
    elif root in f.spinning and found.root_can_end:
        yield "stuck", "main runs on but can no longer end", (root,)


def with_words(finding: Finding) -> Finding:
    """With what a test says where it fails: noted in the last steps of the run, those of one line."""
    last = finding.trace[-1]
    own = takewhile(lambda s: (s.goroutine, s.location) == (last.goroutine, last.location), reversed(finding.trace))
    text = " ".join(" ".join(s.output for s in reversed([*own])).split())
    return replace(finding, message=f"{finding.message}: {text}") if text else finding


def leak_message(run: Run, i: int) -> str:
    return "goroutine is blocked for ever"


def waits_for_nothing(run: Run, i: int) -> bool:
    """main in `select {}`: a server's way to go on."""
    site = run.machine.site(run.final[2][i])
    return site is not None and not site.alternatives


def ignored(program: Program, run: Run, i: int) -> bool:
    frames = run.final[2][i][2]
    return bool(frames) and any(program.functions[f[0]].ignore_leak for f in frames)
