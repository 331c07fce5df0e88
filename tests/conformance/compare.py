"""What real Go did against what chancheck predicts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chancheck.check import Options, verify_all
from chancheck.diagnostic import SourceError
from chancheck.outcomes import outcomes_of_source
from chancheck.source import Source
from chancheck.verdict.finding import ERROR, INCONCLUSIVE

LIMITS = Options(budget=4.0, max_states=60_000)


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


def unpredicted(text: str, seen: set[str]) -> str:
    """What is wrong: a refusal, or an outcome of real Go that chancheck leaves out; empty if nothing."""
    said = predicted(text)
    if said.refused:
        return f"refused: {said.refused}"
    if said.complete and (missing := sorted(seen - said.outcomes)):
        return f"Go: {missing}\nchancheck: {sorted(said.outcomes)[:20]}"
    return ""


FIRST_PANIC = re.compile(r"f\d (error|panic): [^|]*$")


def differs(text: str, got: str) -> str:
    """For a program with one goroutine. Which of two panics of one statement comes first is not always defined (Go
    spec, "Order of evaluation"), so outputs that part in the text of a recovered panic are not compared further."""
    said = predicted(text)
    if said.refused:
        return f"refused: {said.refused}"
    if not said.complete:
        return "not finished"
    have = min(said.outcomes, default="")
    if len(said.outcomes) == 1 and have == got:
        return ""
    same = next((i for i, (a, b) in enumerate(zip(have, got, strict=False)) if a != b), min(len(have), len(got)))
    if len(said.outcomes) == 1 and FIRST_PANIC.search(got[max(0, same - 60) : same]):
        return ""
    return (
        f"{len(said.outcomes)} outcomes\nGo:        {got[max(0, same - 60) :]}\nchancheck: {have[max(0, same - 60) :]}"
    )


def races_found(text: str) -> tuple[bool, bool]:
    """Whether chancheck reports a race, and whether it looked at everything."""
    results = verify_all(text, budget=4.0, max_states=60_000, checks=frozenset({"race"}))
    answers = [result.verdict.answer for result in results]
    assert ERROR not in answers, [d.message for result in results for d in result.diagnostics]
    return any("race" in result.verdict.kinds for result in results), INCONCLUSIVE not in answers
