"""Each kind of edit repairs a program that has the defect; what must not be a repair is none."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from chancheck.check import Options, check_source
from chancheck.repair.change import Edit, applied
from chancheck.repair.repair import Job, repairs
from chancheck.source import Source
from chancheck.verdict.finding import PROVED

EXAMPLES = Path(__file__).parents[2] / "examples"
PATTERNS, LESSONS = EXAMPLES / "patterns", EXAMPLES / "lessons"
HARD = {"patterns/lost_wakeup_broken", "18-fan-out-order/broken", "24-one-processor/broken", "25-work-stealing/broken"}
"""A check has to come under the lock, in a loop; results must be put in order; a program relies on a scheduler."""

TITLES = {
    "patterns/first_answer_broken": "room for 1",
    "patterns/abandoned_stream_broken": "wait for ctx.Done() as well",
    "patterns/double_close_broken": "by a sync.Once",
    "patterns/missing_unlock_broken": "by defer",
    "patterns/add_in_goroutine_broken": "before the go statement",
    "patterns/one_done_too_many_broken": "leave out the Done",
    "patterns/captured_variable_broken": "its own err",
    "patterns/mixed_atomic_broken": "atomically",
    "patterns/signal_for_all_broken": "Broadcast",
    "patterns/stats_without_lock_broken": "hold s.mu in total",
    "patterns/stop_without_signal_broken": "wake the waiters",
    "patterns/lock_in_callee_broken": "without locking again",
    "lessons/05-missing-close/broken": "close numbers",
    "lessons/07-send-on-closed/broken": "let the sender close",
    "lessons/08-nil-channel/broken": "make c.ticks",
    "lessons/10-fan-in/broken": "when all its senders are done",
    "lessons/12-coordinated-finish/broken": "instead of a send",
    "lessons/13-counter/broken": "hold a lock",
}
"""The repair that a reviewer would propose, by the defect that the first lines of each file describe."""


def read(name: str) -> Source:
    file = EXAMPLES / f"{name}.gol"
    return Source(str(file), file.read_text())


@pytest.mark.parametrize("name", TITLES)
def test_the_first_repair(name: str) -> None:
    source = read(name)
    [repair] = repairs(source, Options(), 60.0).found
    assert TITLES[name] in repair.change.title
    again = check_source(Source(source.name, repair.text), Options())
    assert {result.verdict.answer for result in again} == {PROVED}


@pytest.mark.long
@pytest.mark.parametrize("file", [*PATTERNS.glob("*_broken.gol"), *LESSONS.glob("*/broken.gol")], ids=str)
def test_every_broken_example_has_a_repair(file: Path) -> None:
    found = repairs(Source(str(file), file.read_text()), Options(), 60.0)
    if not found.broken:
        pytest.skip("it has a defect under a scheduler only")
    assert bool(found.found) != (f"{file.parent.name}/{file.stem}" in HARD)


UNREPAIRABLE = """\
package main

import "fmt"

func main() {
	n := 0
	for i := range 3 {
		n += i
	}
	if n == 3 {
		panic(fmt.Sprint("three: ", n))
	}
}
"""


def test_no_edit_helps() -> None:
    found = repairs(Source("a.gol", UNREPAIRABLE), Options(), 30.0)
    assert found.finished
    assert not found.found


def test_a_program_without_findings_is_left_alone() -> None:
    found = repairs(read("patterns/first_answer_fixed"), Options(), 30.0)
    assert (found.proposed, found.tried, found.found, found.broken) == (0, 0, [], False)


PRINTS = """\
package main

import "fmt"

func main() {
	ready := make(chan bool)
	answer := 0
	go func() {
		answer = 7
		ready <- true
	}()
	fmt.Println(answer)
	<-ready
	fmt.Println(answer)
}
"""


def test_a_proof_alone_is_no_repair() -> None:
    """A program that no longer prints what a good run prints does another job, though it is proved."""
    source = Source("a.gol", PRINTS)
    job = Job(source, Options(), check_source(source, Options()))
    assert job.good == {"main": {"0 7", "7 7"}}
    at = PRINTS.index("\t\tanswer = 7")
    without = applied(PRINTS, [Edit(at, at + len("\t\tanswer = 7\n"), "")])
    assert check_source(Source("a.gol", without), Options())[0].verdict.answer == PROVED
    assert not job.done_by(Source("a.gol", without))
    late = PRINTS.replace("\tfmt.Println(answer)\n\t<-ready\n", "\t<-ready\n\tfmt.Println(answer)\n")
    assert job.done_by(Source("a.gol", late))


def test_time_ends_the_search() -> None:
    found = repairs(read("patterns/transfer_broken"), Options(), 0.0)
    assert (found.finished, found.tried, found.found) == (False, 0, [])


def chancheck(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "chancheck", "fix", *arguments]
    return subprocess.run(command, capture_output=True, text=True)


def test_apply_writes_the_file(tmp_path: Path) -> None:
    file = tmp_path / "a.gol"
    file.write_text(read("patterns/first_answer_broken").text)
    run = chancheck(str(file), "--apply")
    assert run.returncode == 0, run.stderr
    assert "+\tanswers := make(chan string, 1)" in run.stdout
    assert "make(chan string, 1)" in file.read_text()
    assert "there is no finding to repair" in chancheck(str(file)).stdout


def test_json_and_no_repair(tmp_path: Path) -> None:
    file = tmp_path / "a.gol"
    file.write_text(UNREPAIRABLE)
    run = chancheck(str(file), "--output-format", "json")
    told = json.loads(run.stdout)
    assert (run.returncode, told["repairs"], told["finished"]) == (1, [], True)
    assert [finding["kind"] for finding in told["findings"]] == ["panic"]
