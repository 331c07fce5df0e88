"""The services: the report of each broken one, for a reader who does not know the bug."""

from __future__ import annotations

from pathlib import Path

import pytest

from chancheck.check import Options, check_path
from chancheck.report import render
from chancheck.report.render_options import Show

SERVICES = Path(__file__).parents[2] / "examples" / "services"

CAUSES = {
    "pool": [  # both workers have returned from the line of the error, and the send is left alone
        "jobs <- r",
        "goroutine 2, which received from it, returned (pool_broken.gol:31)",
        "goroutine 3, which received from it, returned (pool_broken.gol:31)",
        "let them tell the sender that they stop",
        'range jobs = {2 "/bad"}',
    ],
    "pubsub": [  # the send under the read lock, and the lock that the subscriber needs
        "ch <- text",
        "goroutine 1 → 2 → 1: deadlock cycle",
        "goroutine 1 holds it since pubsub_broken.gol:28 (RLock)",
        "do not wait for another goroutine while you hold a lock that it needs",
    ],
    "limiter": [
        "blocked forever in chan receive on l.ticker.C",
        "Stop was called at limiter_broken.gol:28",
        "nothing is left to receive, and Stop closes no channel",
        "end the wait by a channel of its own",
    ],
    "queue": [  # the signal for a producer wakes a consumer
        "the last Signal (queue_broken.gol:39, step 18) woke goroutine 5, which waits again",
        "one Cond for each condition",
    ],
    "cache": [
        "Write of map[string]int",
        "cache_broken.gol:28",
        "Previous read of map[string]int",
        "cache_broken.gol:21",
        "guard both accesses with one lock",
    ],
}


@pytest.mark.parametrize("name", CAUSES)
def test_the_text_names_the_cause(name: str) -> None:
    results = check_path(SERVICES / f"{name}_broken.gol", Options())
    text = " ".join(render(results, "full", Show(width=150)).split())
    assert results[0].as_expected
    assert [cause for cause in CAUSES[name] if " ".join(cause.split()) not in text] == []


def test_each_has_a_repaired_twin() -> None:
    names = {file.stem for file in SERVICES.glob("*.gol")}
    assert names == {f"{name}_{which}" for name in CAUSES for which in ("broken", "fixed")}
    for name in CAUSES:
        assert "//chancheck:expect proved" in (SERVICES / f"{name}_fixed.gol").read_text()
