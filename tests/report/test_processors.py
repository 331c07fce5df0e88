"""Runs on processors: queues beside the steps, Go's SCHED lines, Chrome trace events."""

from __future__ import annotations

import json
import os
import re
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from chancheck.check import verify
from chancheck.diagnostic import SourceError
from chancheck.files import directives
from chancheck.report import perfetto, render, schedtrace, steps, table
from chancheck.report.render_options import Show
from chancheck.source import Source
from chancheck.verdict.finding import Finding, Queues, Result
from tests.conformance.golang import Batch, needs_go

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


SPINNING = """package main

import "runtime"

func main() {
	done := make(chan bool)
	for range 5 {
		go func() {
			for range 40_000_000 {
			}
			done <- true
		}()
	}
	for range 5 {
		<-done
	}
	runtime.Gosched()
}
"""


@needs_go
def test_schedtrace_is_as_go_writes_it(finding: Finding, tmp_path: Path) -> None:
    """The words of a line, numbers left out, are those of the runtime's own."""
    batch = Batch(tmp_path, [SPINNING])
    environment = {**os.environ, "GODEBUG": "schedtrace=1", "GOMAXPROCS": "2"}
    said = subprocess.run([str(batch.binary), "0"], env=environment, capture_output=True, text=True, check=True).stderr
    lines = {re.sub(r"\d+", "n", line) for line in said.splitlines() if line.startswith("SCHED")}
    assert {re.sub(r"\d+", "n", line) for line in schedtrace.render_trace(finding, Show())} == lines


def test_queues_beside_the_steps(finding: Finding) -> None:
    for renderer in (table, steps):
        assert any("P0 runs 1, next 4, then 2 3; P1 idle" in line for line in renderer.render_trace(finding, Show()))


IN_A_CALL = """package main

import "chancheck/check"

func main() {
	go check.Blocking()
	check.Blocking()
	panic("back")
}
"""


def test_threads_in_system_calls() -> None:
    """Whoever is in a call has an M of its own. In the shortest run main is back at once, without giving its P up."""
    (finding,) = verify(IN_A_CALL, sched="gmp", preempt=False).verdict.findings
    assert not any("system call" in str(step.queues) for step in finding.trace)
    queues = Queues((0,), (0,), ((),), (), (1, 2), (1, 2))
    assert str(queues) == "P0 idle; in a system call, on an M each: 1 2" and queues.threads == 2
    waits = IN_A_CALL.replace("go check.Blocking()", "c := make(chan int)\n\tgo func() { close(c) }()", 1)
    waits = waits.replace("\tpanic", "\tselect {\n\tcase <-c:\n\tdefault:\n\t\treturn\n\t}\n\tpanic")
    (finding,) = verify(waits, sched="gmp", preempt=False).verdict.findings
    assert any("in a system call, on an M each: 1" in str(step.queues) for step in finding.trace)
    lines = schedtrace.render_trace(finding, Show())
    assert any("idleprocs=1 threads=2" in line for line in lines)  # one in the call, one is sysmon's


def test_perfetto(result: Result, finding: Finding) -> None:
    for text in (render([result], "perfetto", Show()), "\n".join(perfetto.render_trace(finding, Show()))):
        events = json.loads(text)["traceEvents"]
        names = {(e["pid"], e["tid"]): e["args"]["name"] for e in events if e["name"] == "thread_name"}
        assert names[1, 0] == "P0" and names[2, 1].startswith("1 ")
        slices = [e for e in events if e["ph"] == "X"]
        assert {(e["pid"], e["tid"]) for e in slices} == set(names)
        assert all(e["dur"] > 0 for e in slices)


def sound(events: list[dict[str, Any]]) -> None:
    """As the Trace Event Format requires: the fields of each phase; flows begin in a slice and end in a later one."""
    slices: dict[tuple[int, int], list[tuple[float, float]]] = {}
    ends: dict[tuple[str, int], dict[str, dict[str, Any]]] = {}
    for e in events:
        assert e["ph"] in "MXsfi" and e["name"] and isinstance(e["pid"], int) and isinstance(e["tid"], int)
        if e["ph"] == "M":
            assert e["name"] in ("process_name", "thread_name", "thread_sort_index", "process_sort_index") and e["args"]
            continue
        assert isinstance(e["ts"], (int, float)) and e["ts"] >= 0
        if e["ph"] == "X":
            slices.setdefault((e["pid"], e["tid"]), []).append((e["ts"], e["ts"] + e["dur"]))
        elif e["ph"] in "sf":
            assert e["ph"] not in ends.setdefault((e["cat"], e["id"]), {})
            ends[e["cat"], e["id"]][e["ph"]] = e
    for track in slices.values():
        track.sort()
        assert all(a[1] <= b[0] for a, b in pairwise(track)), "slices overlap"
    for flow in ends.values():
        assert set(flow) == {"s", "f"} and flow["s"]["ts"] <= flow["f"]["ts"] and flow["f"]["bp"] == "e"
        for e in flow.values():
            assert any(a <= e["ts"] <= b for a, b in slices[e["pid"], e["tid"]])


@pytest.mark.parametrize("engine", ["native", "reference"])
@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.gol")), ids=lambda file: file.stem)
def test_perfetto_is_sound(file: Path, engine: str) -> None:
    result = verify(file, sched="gmp", procs=1, preempt=False, engine=engine)
    sound(json.loads(render([result], "perfetto", Show()))["traceEvents"])
    for finding in result.verdict.findings:
        sound(perfetto.events_of(finding, 0))


def test_perfetto_of_meetings_is_sound() -> None:
    body = ["c := make(chan int)", "go func() { c <- 1; c <- 2 }()", "<-c", "<-c", "panic(1)"]
    source = "package main\n\nfunc main() {\n" + "".join(f"\t{line}\n" for line in body) + "}\n"
    (finding,) = verify(source, sched="gmp", preempt=False).verdict.findings
    events = perfetto.events_of(finding, 0)
    assert len([e for e in events if e["ph"] == "s"]) == 2
    sound(events)


def test_arrows_from_send_to_receive() -> None:
    leak = verify(EXAMPLES / "select_timeout.gol").verdict.findings[0]
    source = "package main\n\nfunc main() {\n\tc := make(chan int)\n\tgo func() { c <- 1 }()\n\t<-c\n\tpanic(1)\n}\n"
    met = verify(source).verdict.findings[0]
    assert not [e for e in perfetto.events_of(leak, 0) if e["ph"] in "sf"]
    start, end = [e for e in perfetto.events_of(met, 0) if e["ph"] in "sf"]
    assert (start["tid"], end["tid"], start["id"]) == (2, 1, end["id"]) and start["ts"] < end["ts"]


BUFFERED = """package main

func main() {
	c := make(chan int, 1)
	go func() {
		c <- 1
		c <- 2
		c <- 3
	}()
	sum := 0
	for range 3 {
		sum += <-c
	}
	panic(sum)
}
"""


@pytest.mark.parametrize("engine", ["native", "reference"])
@pytest.mark.parametrize(
    "settings", [{}, {"sched": "gmp", "preempt": False}, {"sched": "gmp", "procs": 2, "preempt": False}]
)
def test_arrows_of_values_in_buffers(settings: dict[str, Any], engine: str) -> None:
    """Each of the three, from the goroutine that sends to main, also where one of them was parked; in order."""
    (finding,) = verify(BUFFERED, engine=engine, checks=frozenset({"panic"}), **settings).verdict.findings
    events = list(perfetto.events_of(finding, 0))
    sound(events)
    starts, ends = ([e for e in events if e["ph"] == phase] for phase in "sf")
    assert [e["tid"] for e in starts] == [2, 2, 2] and [e["tid"] for e in ends] == [1, 1, 1]
    assert all(a["ts"] < b["ts"] for list_ in (starts, ends) for a, b in pairwise(list_))


def test_no_arrows_where_no_value_is_passed() -> None:
    body = ["var mu sync.Mutex", "c := sync.NewCond(&mu)", "go func() { mu.Lock(); c.Signal(); mu.Unlock() }()"]
    body += ["mu.Lock()", "c.Wait()", "panic(1)"]
    source = 'package main\n\nimport "sync"\n\nfunc main() {\n' + "".join(f"\t{line}\n" for line in body) + "}\n"
    finding = next(f for f in verify(source).verdict.findings if f.kind == "panic")
    assert not [e for e in perfetto.events_of(finding, 0) if e["ph"] in "sf"]


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
