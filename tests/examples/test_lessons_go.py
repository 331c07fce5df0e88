"""Real Go prints the outputs that the lessons show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conformance.golang import Batch, needs_go

LESSONS = sorted((Path(__file__).parents[2] / "examples" / "lessons").glob("*/lesson.md"))
RUNS, LIMIT = 12, 2.0

pytestmark = needs_go


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    texts = [(lesson.parent / "broken.gol").read_text(encoding="utf-8") for lesson in LESSONS]
    return Batch(tmp_path_factory.mktemp("lessons"), texts)


def said(lesson: Path) -> str:
    """The paragraph under "What Go prints", up to what it says of the race detector."""
    text = lesson.read_text(encoding="utf-8").partition("## What Go prints\n")[2].partition("\n## ")[0]
    return " ".join(re.split(r"[;,.] [Ww]ith (?:`-race`|the\s+race)", text.strip())[0].split())


def agrees(claim: str, outcome: str) -> bool:
    """Whether the outcome of a run is the one that the text names first."""
    words = re.findall(r"`([^`]*)`", claim.partition(" On a slow day")[0].partition("; `")[0])
    if claim.startswith("Nothing: the program runs until it is killed"):
        return outcome == "<hang>"
    if claim.startswith("Nothing"):
        return "<" not in outcome and (outcome == "" or "prints" in claim)
    endings = {"fatal error: all goroutines are asleep - deadlock!": "<deadlock>"}
    shown = [endings.get(word, word.removeprefix("panic: ")) for word in words if not word.startswith("[")]
    return bool(shown) and all(word in outcome for word in shown)


@pytest.mark.parametrize("number", range(len(LESSONS)), ids=lambda n: LESSONS[n].parent.name)
def test_what_go_prints(batch: Batch, number: int) -> None:
    claim = said(LESSONS[number])
    endless = "until it is killed" in claim
    always = "each time" in claim or endless
    outcomes = [run.outcome for run in batch.runs(number, 2 if endless else 3 if always else RUNS, LIMIT, workers=2)]
    assert (all if always else any)(agrees(claim, outcome) for outcome in outcomes), (claim, outcomes)


def test_the_comparison_can_fail() -> None:
    assert not agrees("`0`, and nothing else.", "1\n")
    assert not agrees("Nothing, as a rule", "<panic: send on closed channel>")
    assert not agrees("`fatal error: all goroutines are asleep - deadlock!`, each time.", "")
    assert agrees("`1`, `2`, then `fatal error: all goroutines are asleep - deadlock!`, each time.", "1\n2\n<deadlock>")
