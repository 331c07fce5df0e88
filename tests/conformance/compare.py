"""Runs of real Go against chancheck's predictions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from chancheck.check import Options, verify_all
from chancheck.diagnostic import SourceError
from chancheck.outcomes import outcomes_of_source
from chancheck.source import Source
from chancheck.toolchain.runs import Run
from chancheck.verdict.finding import ERROR, INCONCLUSIVE

LIMITS = Options(budget=4.0, max_states=60_000)


@dataclass(frozen=True)
class Judgement:
    """problem: how real Go and chancheck differ, empty if they do not; notes: what is counted of such programs."""

    problem: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Predicted:
    """All outcomes of a program; not `complete` where a limit was met. refused: what the front end says against it."""

    outcomes: frozenset[str]
    complete: bool
    refused: str = ""


def predicted(text: str, limits: Options = LIMITS) -> Predicted:
    try:
        seen, limit = outcomes_of_source(Source("program.go", text), limits)
    except SourceError as error:
        return Predicted(frozenset(), False, str(error))
    return Predicted(frozenset(seen), limit is None)


PACKAGE = re.compile(r"\bp\d+\.")


def outcome(run: Run) -> str:
    """As the program alone would have had it: in a batch each is a package of its own."""
    return PACKAGE.sub("main.", run.outcome)


UNKNOWN = re.compile("\u2063.*?\u2063")
"""A part of a text that no model knows."""


def allows(said: str) -> re.Pattern[str]:
    """The outcomes that a prediction allows: anything where a text is unknown, and any blanks between words."""
    parts = [r"\s+".join(map(re.escape, part.split())) for part in UNKNOWN.split(said)]
    return re.compile(r"\s*.*".join(parts), re.DOTALL)


def unpredicted(text: str, seen: Sequence[Run], limits: Options = LIMITS) -> Judgement:
    """A program is wrong if chancheck refuses it, or leaves out an outcome of real Go. Runs that hang may only have
    been slow."""
    said = predicted(text, limits)
    if said.refused:
        return Judgement(f"refused: {said.refused}")
    if not said.complete:
        return Judgement(notes=("not finished",))
    shown = {outcome(run) for run in seen}
    ended = {one for one in shown if not one.endswith("<hang>")}
    known = [allows(one) for one in said.outcomes if UNKNOWN.search(one)]
    if missing := sorted(one for one in ended - said.outcomes if not any(k.fullmatch(one) for k in known)):
        return Judgement(f"Go: {missing}\nchancheck: {sorted(said.outcomes)[:20]}")
    return Judgement(notes=("hanging",) if shown - ended else ("all outcomes seen",) if ended == said.outcomes else ())


FIRST_PANIC = re.compile(r"(f\d (error|panic)|recovered): [^|]*$")


def differs(text: str, seen: Sequence[Run]) -> Judgement:
    """For a program with one goroutine. Which of two panics of one statement comes first is not always defined (Go
    spec, "Order of evaluation"), so outputs that part in the text of a recovered panic are not compared further."""
    said = predicted(text)
    if said.refused:
        return Judgement(f"refused: {said.refused}")
    if not said.complete:
        return Judgement("not finished")
    (got,) = {outcome(run) for run in seen}
    have = min(said.outcomes, default="")
    if len(said.outcomes) == 1 and have == got:
        return Judgement()
    same = next((i for i, (a, b) in enumerate(zip(have, got, strict=False)) if a != b), min(len(have), len(got)))
    begin = max(0, same - 60)
    if len(said.outcomes) == 1 and FIRST_PANIC.search(got[begin:same]):
        return Judgement(notes=("parting at a panic",))
    return Judgement(f"{len(said.outcomes)} outcomes\nGo:        {got[begin:]}\nchancheck: {have[begin:]}")


def unreported(text: str, seen: Sequence[Run]) -> Judgement:
    """chancheck reports all that the race detector reports; so a program that is proved has only silent runs."""
    results = verify_all(text, budget=4.0, max_states=60_000, checks=frozenset({"race"}))
    answers = [result.verdict.answer for result in results]
    if ERROR in answers:
        return Judgement(f"refused: {[d.message for result in results for d in result.diagnostics]}")
    reported = any("race" in result.verdict.kinds for result in results)
    spoken = [run.stderr for run in seen if run.raced]
    if reported:
        return Judgement(notes=("raced in both" if spoken else "raced, not seen by the detector",))
    if INCONCLUSIVE in answers:
        return Judgement(notes=("not finished",))
    return Judgement(spoken[0] if spoken else "", ("free of races",))


PATIENT = replace(LIMITS, budget=60.0)
"""For programs that few states decide, on a machine that does other things too."""


def client(text: str, plain: Sequence[Run], detected: Sequence[Run]) -> Judgement:
    """A client of a library: what the race detector reports is reported, what is proved ends well in every run, and
    without a race whatever a run shows is predicted. detected: the runs under the detector."""
    results = verify_all(text, budget=PATIENT.budget, max_states=PATIENT.max_states)
    answers = [result.verdict.answer for result in results]
    if ERROR in answers:
        return Judgement(f"refused: {[d.message for result in results for d in result.diagnostics]}")
    spoken = [run.stderr for run in detected if run.raced]
    if any("race" in result.verdict.kinds for result in results):
        return Judgement(notes=("raced in both" if spoken else "raced, not seen by the detector",))
    if INCONCLUSIVE in answers:
        return Judgement(notes=("not finished",))
    bad = {outcome(run) for run in plain if re.search("<(panic|fatal|deadlock)", run.outcome)}
    if spoken or (bad and answers == ["proved"]):
        return Judgement(f"{answers}, but Go: {sorted(bad)}\n{''.join(spoken[:1])}")
    judgement = unpredicted(text, [*plain, *detected], PATIENT)
    return Judgement(judgement.problem, (*judgement.notes, answers[0]))
