"""Runs on processors: queues beside the steps, Go's SCHED lines, Chrome trace events."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from chancheck.check import verify
from chancheck.diagnostic import SourceError
from chancheck.files import directives
from chancheck.report import perfetto, render, schedtrace, steps, table
from chancheck.report.show import Show
from chancheck.source import Source
from chancheck.verdict.finding import Finding, Result

EXAMPLES = Path(__file__).parents[2] / "examples" / "runtime"


@pytest.fixture(scope="module")
def result() -> Result:
    return verify(EXAMPLES / "runnext.gol", sched="gmp", procs=2, preempt=False)


@pytest.fixture(scope="module")
def finding(result: Result) -> Finding:
    return result.verdict.findings[0]


SCHED = re.compile(
    r"SCHED \d+ms: gomaxprocs=2 idleprocs=[0-2] threads=[1-3] spinningthreads=0 needspinning=0 idlethreads=0 "
    r"runqueue=\d+ \[ \d+ \d+ \] schedticks=\[ \d+ \d+ \]"
)


def test_schedtrace(finding: Finding) -> None:
    lines = schedtrace.render_trace(finding, Show())
    assert len(lines) >= len(finding.trace) - 1
    assert all(SCHED.fullmatch(line) for line in lines)
    assert lines[0].startswith("SCHED 1ms: gomaxprocs=2 idleprocs=1 threads=2")


def test_queues_beside_the_steps(finding: Finding) -> None:
    for renderer in (table, steps):
        assert any("P0 runs 1, next 4, then 2 3; P1 idle" in line for line in renderer.render_trace(finding, Show()))


def test_perfetto(result: Result, finding: Finding) -> None:
    for text in (render([result], "perfetto", Show()), "\n".join(perfetto.render_trace(finding, Show()))):
        events = json.loads(text)["traceEvents"]
        names = {(e["pid"], e["tid"]): e["args"]["name"] for e in events if e["name"] == "thread_name"}
        assert names[1, 0] == "P0" and names[2, 1].startswith("1 ")
        slices = [e for e in events if e["ph"] == "X"]
        assert {(e["pid"], e["tid"]) for e in slices} == set(names)
        assert all(e["dur"] > 0 for e in slices)


def test_arrows_from_send_to_receive() -> None:
    leak = verify(EXAMPLES / "select_timeout.gol").verdict.findings[0]
    source = "package main\n\nfunc main() {\n\tc := make(chan int)\n\tgo func() { c <- 1 }()\n\t<-c\n\tpanic(1)\n}\n"
    met = verify(source).verdict.findings[0]
    assert not [e for e in perfetto.events_of(leak, 0) if e["ph"] in "sf"]
    start, end = [e for e in perfetto.events_of(met, 0) if e["ph"] in "sf"]
    assert (start["tid"], end["tid"], start["id"]) == (2, 1, end["id"]) and start["ts"] < end["ts"]


def test_without_processors() -> None:
    finding = verify(EXAMPLES / "select_timeout.gol").verdict.findings[0]
    assert schedtrace.render_trace(finding, Show()) == [schedtrace.NO_SCHEDULER]


@pytest.mark.parametrize("settings", ["--sched", "--sched gmp --procs two", "--colour", "gmp"])
def test_directives_that_cannot_be_read(settings: str) -> None:
    with pytest.raises(SourceError, match="cannot read the options"):
        directives(Source("x.gol", f"//chancheck:expect stuck with {settings}\npackage main\n"))


def test_the_directive_that_fits_best() -> None:
    said = directives(Source("x.gol", "\n".join([
        "//chancheck:expect leak",
        "//chancheck:expect stuck with --sched gmp",
        "//chancheck:expect proved with --sched=gmp --procs 2",
    ])))  # fmt: skip

    class Given:
        sched, procs = "gmp", 2

    assert said.expected_with(Given()) == frozenset()
    Given.procs = 1
    assert said.expected_with(Given()) == {"stuck"}
    Given.sched = "free"
    assert said.expected_with(Given()) == {"leak"}
