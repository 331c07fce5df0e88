"""`chancheck replay`: saved runs on the same source, on an edited one, and on a repaired one."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from chancheck.cli.commands import chancheck

SERVICES = Path(__file__).parents[2] / "examples" / "services"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(chancheck, arguments)


def saved(tmp_path: Path, file: Path, format: str = "json") -> str:
    report = tmp_path / "report.json"
    run("verify", "--no-cache", "--output-format", format, "--output-file", str(report), str(file))
    return str(report)


@pytest.mark.parametrize(
    ("name", "steps", "ending"),
    [("pubsub", 9, "deadlock: all goroutines are asleep"), ("limiter", 6, "leak: 1 blocked")],
)
def test_a_run_can_be_taken_again(tmp_path: Path, name: str, steps: int, ending: str) -> None:
    file = SERVICES / f"{name}_broken.gol"
    outcome = run("replay", str(file), saved(tmp_path, file))
    assert outcome.exit_code == 0, outcome.output
    assert f"all {steps} steps can still be taken; then: {ending}" in outcome.stdout


@pytest.mark.parametrize(
    ("name", "parts", "instead"),
    [
        ("pubsub", 'step 6 cannot: goroutine 1: ch <- "first" :31', "instead: goroutine 1: b.mu.RUnlock()"),
        ("queue", "step 12 cannot: goroutine 2: q.moved.Signal() wakes 3 :28", "q.moved.Broadcast()"),
    ],
)
def test_a_repaired_program_parts_at_the_repair(tmp_path: Path, name: str, parts: str, instead: str) -> None:
    outcome = run("replay", str(SERVICES / f"{name}_fixed.gol"), saved(tmp_path, SERVICES / f"{name}_broken.gol"))
    assert outcome.exit_code == 1
    assert parts in outcome.stdout and instead in outcome.stdout


def test_lines_above_do_not_matter_and_other_values_are_shown(tmp_path: Path) -> None:
    broken = SERVICES / "pubsub_broken.gol"
    edited = tmp_path / "edited.gol"
    edited.write_text("// one more line\n" + broken.read_text().replace('"first"', '"hello"'))
    outcome = run("replay", str(edited), saved(tmp_path, broken, "json-lines"))
    assert outcome.exit_code == 0
    assert 'step 6 was `ch <- "first"`, is now `ch <- "hello"` (edited.gol:32)' in outcome.stdout
    assert "all 9 steps can still be taken; then: deadlock" in outcome.stdout


def test_a_run_that_goes_further_now_shows_how(tmp_path: Path) -> None:
    broken = SERVICES / "pubsub_broken.gol"
    repaired = tmp_path / "repaired.gol"
    repaired.write_text(broken.read_text().replace("ch <- text", "select { case ch <- text: default: }"))
    outcome = run("replay", str(repaired), saved(tmp_path, broken))
    assert outcome.exit_code == 0
    assert "all 9 steps can still be taken; then 1 move can follow" in outcome.stdout
    assert "next: goroutine 1: select takes default (repaired.gol:31)" in outcome.stdout


def test_what_is_no_report(tmp_path: Path) -> None:
    other = tmp_path / "x.json"
    other.write_text('{"a": 1}')
    outcome = run("replay", str(SERVICES / "pool_broken.gol"), str(other))
    assert outcome.exit_code == 2 and "is no report" in outcome.stderr
    report = saved(tmp_path, SERVICES / "pool_fixed.gol")
    assert "has no run" in run("replay", str(SERVICES / "pool_broken.gol"), report).stderr
    report = saved(tmp_path, SERVICES / "limiter_broken.gol")
    told = run("replay", "--finding", "2", str(SERVICES / "limiter_broken.gol"), report).stderr
    assert "has 1 run" in told


TESTED = """package m

import "testing"

func TestLeft(t *testing.T) {
	c := make(chan int)
	go func() { c <- 1 }()
}
"""


def test_a_run_of_a_test_can_be_taken_again(tmp_path: Path) -> None:
    """The steps of the runner of the test are in no report."""
    file = tmp_path / "m_test.go"
    file.write_text(TESTED)
    outcome = run("replay", str(file), saved(tmp_path, file))
    assert outcome.exit_code == 0, outcome.output
    assert "can still be taken" in outcome.stdout and "cannot" not in outcome.stdout
