"""A failure of an entry costs that entry only: the others are decided and reported as they come."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import chancheck.check as check
from chancheck.cli.commands import chancheck

THREE = """package p

import "testing"

func TestOne(t *testing.T)   { c := make(chan int, 1); c <- 1; <-c }
func TestTwo(t *testing.T)   { c := make(chan int); <-c }
func TestThree(t *testing.T) {}
"""
ENDLESS = """package p

import "testing"

func TestOne(t *testing.T) {
	var n, c = 0, make(chan int, 1)
	for n >= 0 {
		c <- n
		n = <-c + 1
	}
}
func TestTwo(t *testing.T) {}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "three_test.go"
    path.write_text(THREE)
    return path


def verified(path: Path, *options: str) -> Result:
    return CliRunner().invoke(chancheck, ["verify", "--no-cache", "--output-format", "concise", str(path), *options])


def on_second(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Something happens to the entry TestTwo."""
    whole = check.Entries.decide

    def decide(entries: check.Entries, entry: str) -> object:
        if entry == "TestTwo":
            act()
        return whole(entries, entry)

    monkeypatch.setattr(check.Entries, "decide", decide)


def fail() -> None:
    raise ValueError("something of ours")


def die() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def hang() -> None:
    while True:
        pass


def swell() -> None:
    kept = []
    while True:
        kept.append(bytes(2**24))


def test_an_exception_costs_its_entry(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on_second(monkeypatch, fail)
    done = verified(file)
    assert "TestOne: proved" in done.output
    assert "TestThree: proved" in done.output
    assert "CC400 error: internal error: ValueError: something of ours" in done.output
    assert done.exit_code == 4


def test_a_crash_costs_its_entry(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on_second(monkeypatch, die)
    done = verified(file)
    assert "TestOne: proved" in done.output
    assert "TestThree: proved" in done.output
    assert "internal error: the process that checked it was ended by SIGSEGV" in done.output
    assert done.exit_code == 4


def test_what_does_not_poll_is_ended(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on_second(monkeypatch, hang)
    began = time.monotonic()
    done = verified(file, "--budget", "5s")
    assert time.monotonic() - began < 60
    assert "TestOne: proved" in done.output
    assert "TestTwo: inconclusive: the time budget was used up" in done.output
    assert "TestThree: proved" in done.output
    assert done.exit_code == 3


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the system does not tell the size of a process")
def test_what_takes_all_memory_is_ended(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on_second(monkeypatch, swell)
    done = verified(file, "--memory", "300M")
    assert "TestTwo: inconclusive: the memory limit was reached" in done.output
    assert "TestThree: proved" in done.output
    assert done.exit_code == 3


def test_json_lines_come_one_by_one(tmp_path: Path) -> None:
    file = tmp_path / "order_test.go"
    file.write_text(ENDLESS.replace("TestOne", "TestLast").replace("TestTwo", "TestFirst"))
    later = tmp_path / "a_test.go"
    later.write_text(THREE)
    command = [sys.executable, "-m", "chancheck", "verify", "--no-cache", "--output-format", "json-lines"]
    with subprocess.Popen([*command, later, file, "--budget", "60s"], stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        entries = [json.loads(running.stdout.readline())["entry"] for _ in range(3)]
        time.sleep(3)
        assert running.poll() is None  # it works on the endless one
        running.send_signal(signal.SIGTERM)
        rest = [json.loads(line) for line in running.stdout]
    assert entries == ["TestOne", "TestTwo", "TestThree"]
    assert [r["limit"] for r in rest] == ["interrupt"]


@pytest.mark.parametrize("times", [1, 2])  # timeout(1) sends two
@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_a_signal_ends_with_a_report(tmp_path: Path, sent: signal.Signals, times: int) -> None:
    file = tmp_path / "endless_test.go"
    file.write_text(ENDLESS)
    command = [sys.executable, "-m", "chancheck", "verify", "--no-cache", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        time.sleep(3)
        for _ in range(times):
            running.send_signal(sent)
            time.sleep(0.02)
        out, _ = running.communicate(timeout=60)
    assert "TestOne: inconclusive" in out
    assert "the search was interrupted" in out
    assert running.returncode == 3


def test_one_proved_and_one_inconclusive(tmp_path: Path) -> None:
    file = tmp_path / "endless_test.go"
    file.write_text(ENDLESS)
    done = verified(file, "--budget", "5s")
    assert "TestTwo: proved" in done.output
    assert done.exit_code == 3


def test_one_violated_and_one_inconclusive(tmp_path: Path) -> None:
    file = tmp_path / "endless_test.go"
    file.write_text(ENDLESS.replace("TestTwo(t *testing.T) {", "TestTwo(t *testing.T) { select {}"))
    assert verified(file, "--budget", "5s").exit_code == 1
