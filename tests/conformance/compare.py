"""What real Go did against what chancheck predicts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

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


def predicted(text: str) -> Predicted:
    try:
        seen, limit = outcomes_of_source(Source("program.go", text), LIMITS)
    except SourceError as error:
        return Predicted(frozenset(), False, str(error))
    return Predicted(frozenset(seen), limit is None)


PACKAGE = re.compile(r"\bp\d+\.")


def outcome(run: Run) -> str:
    """As the program alone would have had it: in a batch each is a package of its own."""
    return PACKAGE.sub("main.", run.outcome)


def unpredicted(text: str, seen: Sequence[Run]) -> Judgement:
    """A program is wrong if chancheck refuses it, or leaves out an outcome of real Go. Runs that hang may only have
    been slow."""
    said = predicted(text)
    if said.refused:
        return Judgement(f"refused: {said.refused}")
    if not said.complete:
        return Judgement(notes=("not finished",))
    shown = {outcome(run) for run in seen}
    ended = {one for one in shown if not one.endswith("<hang>")}
    if missing := sorted(ended - said.outcomes):
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
    """What the race detector reports chancheck reports too; so a program that is proved has only silent runs."""
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
