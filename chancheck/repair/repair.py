"""The search for repairs: edits with which a defective program is proved and still does its job."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator
from itertools import combinations

from chancheck.check import Options, check_source, in_module, load
from chancheck.cluster.ahead import Tasks, ahead
from chancheck.deadline import Exhausted
from chancheck.diagnostic import Diagnostics, SourceError
from chancheck.outcomes import outcomes_of_source
from chancheck.records import dataclass, field, replace
from chancheck.repair.change import Change, Overlap, applied, diff
from chancheck.repair.code import Code
from chancheck.repair.proposals import proposals
from chancheck.source import Pos, Source
from chancheck.verdict.finding import PROVED, VIOLATED, Finding, Result

TRIAL = 2.0
"""Seconds for one edited program."""

PAIRED = 24
"""How many of the most promising edits are tried two at a time, when none helps alone."""


@dataclass(frozen=True, slots=True)
class Repair:
    """An edit that was proved. text: the whole source after it; states: of the proof, over all entries."""

    change: Change
    text: str
    diff: str
    states: int


@dataclass
class Repairs:
    """The result of the search. before: the verdicts about the program as it is. proposed, tried: numbers of edits.

    changed_job: edits that were proved but with which the program does something else, or nothing that can be compared.
    finished: all edits were tried, or enough were found; else the time was up.
    """

    before: list[Result]
    proposed: int = 0
    tried: int = 0
    changed_job: int = 0
    finished: bool = False
    found: list[Repair] = field(default_factory=list)

    @property
    def broken(self) -> bool:
        return any(result.verdict.answer == VIOLATED for result in self.before)

    @property
    def proved(self) -> bool:
        return bool(self.before) and all(result.verdict.answer == PROVED for result in self.before)

    @property
    def findings(self) -> list[Finding]:
        return [finding for result in self.before for finding in result.verdict.findings]


def repairs(source: Source, options: Options, seconds: float, most: int = 1) -> Repairs:
    """Up to `most` repairs of a source, the smallest first, within so many seconds."""
    until = time.monotonic() + seconds
    out = Repairs(check_source(source, options))
    if not out.broken:
        out.finished = True
        return out
    code = Code(source, load(source, in_module(source, options), Diagnostics()))
    candidates = proposals(code, out.findings)
    out.proposed = len(candidates)
    address, options = options.cluster, replace(options, cluster="")
    trial = Trial(source, options, Job(source, options, out.before))
    tasks = Tasks(address, trial, lambda: time.monotonic() > until, trial.original) if address else None
    for changes in (candidates, pairs(candidates)):
        if not search(changes, trial, tasks, out, until, most):
            return out
        if out.found:
            break
    out.finished = True
    return out


def search(
    changes: Iterable[Change], trial: Trial, tasks: Tasks[Change, Tried] | None, out: Repairs, until: float, most: int
) -> bool:
    """Adds to the repairs, up to `most`; False where the time is up."""

    def is_new(change: Change) -> bool:
        return not any(same_places(change, earlier.change) for earlier in out.found)

    for change, tried in ahead(changes, trial, tasks, is_new):
        if time.monotonic() > until:
            return False
        if not is_new(change):
            continue
        result = tried()
        out.tried += result.fits
        out.changed_job += result.changed_job
        if result.repair is not None:
            out.found.append(result.repair)
            if len(out.found) == most:
                break
    return True


def same_places(change: Change, other: Change) -> bool:
    """Whether two edits differ in what they write only, such as the size of a buffer."""
    return [(e.start, e.end) for e in change.edits] == [(e.start, e.end) for e in other.edits]


def pairs(candidates: list[Change]) -> Iterator[Change]:
    """Two of the most promising edits together: for where none helps alone."""
    both = sorted(combinations(candidates[:PAIRED], 2), key=lambda pair: pair[0].cost + pair[1].cost)
    yield from (one.with_(other) for one, other in both)


@dataclass(frozen=True, slots=True)
class Tried:
    """The result of one edit. fits: its parts do not overlap. changed_job: it is proved but does something else."""

    fits: bool
    changed_job: bool = False
    repair: Repair | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """How an edit is tried."""

    source: Source
    options: Options
    job: Job

    def original(self) -> None:
        """Verify the program without an edit."""
        check_source(self.source, replace(self.options, exit_first=True, budget=TRIAL))

    def __call__(self, change: Change) -> Tried:
        source, options = self.source, self.options
        try:
            text = applied(source.text, change.edits)
        except Overlap:
            return Tried(False)
        edited = Source(source.name, imported(text))
        results = check_source(edited, replace(options, exit_first=True, budget=min(options.budget or TRIAL, TRIAL)))
        if not results or any(result.verdict.answer != PROVED for result in results):
            return Tried(True)
        if [result.entry for result in results] != self.job.entries or not self.job.done_by(edited):
            return Tried(True, changed_job=True)
        states = sum(result.verdict.statistics.states for result in results)
        shown = diff(source.name.lstrip("/"), source.text, edited.text)
        return Tried(True, repair=Repair(change, edited.text, shown, states))


class Job:
    """The job of a program: the outputs of its good runs."""

    def __init__(self, source: Source, options: Options, before: list[Result]) -> None:
        self.entries = [result.entry for result in before]
        self.options = replace(options, budget=TRIAL)
        self.good = {r.entry: self.outcomes(source, r.entry, racing(r)) for r in before}

    def outcomes(self, source: Source, entry: str, pauses: Collection[Pos] = ()) -> set[str] | None:
        """All that a run of an entry can print; None where not all runs could be visited."""
        try:
            seen, limit = outcomes_of_source(source, replace(self.options, entry=entry), pauses)
        except (SourceError, Exhausted):
            return None
        return None if limit else set(seen)

    def done_by(self, edited: Source) -> bool:
        """Whether all that the edited program prints is something that the program prints in a good run.

        Where the program has no good run at all there is nothing to compare with."""
        for entry, before in self.good.items():
            good = {outcome for outcome in before or () if not outcome.endswith(">")}
            if before is None or not good:
                continue
            after = self.outcomes(edited, entry)
            if after is None or not after <= good:
                return False
        return True


def racing(result: Result) -> set[Pos]:
    """Where accesses race: there other goroutines may step in."""
    accesses = [access for finding in result.verdict.findings for access in finding.accesses]
    return {frame.pos for access in accesses for frame in access.frames[:1]}


def imported(text: str) -> str:
    """With an import of sync, if an edit needs one and the file lists its imports."""
    if "sync." not in text or '"sync"' in text or "import" not in text:
        return text
    if "import (" in text:
        return text.replace("import (", 'import (\n\t"sync"', 1)
    return text.replace("import ", 'import "sync"\nimport ', 1)
