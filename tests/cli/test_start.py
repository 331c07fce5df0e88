"""The modules that the proof of a small program loads: the start must be fast (docs/performance.md)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ENDLESS = """package main

func main() {
	c := make(chan int, 1)
	for n := 0; n >= 0; n++ {
		c <- n
		<-c
	}
}
"""
PROGRAM = "package main\n\nfunc main() {\n\tc := make(chan int, 1)\n\tc <- 1\n\tprintln(<-c)\n}\n"
VERIFY = ["-m", "chancheck", "verify", "--no-cache"]

FOR_FINDINGS = (
    "chancheck.machine.machine",
    "chancheck.verdict.judge",
    "chancheck.verdict.replay",
    "chancheck.verdict.explain",
)
FOR_LARGE_PROGRAMS = ("chancheck.program.pointers", "chancheck.program.footprints", "chancheck.explore.lifting")
LARGE = ("lark", "rich", "z3", "networkx", "asyncio", "attr", "pygments", "click", "msgspec")
SLOW = {"dataclasses", "inspect", "subprocess", "threading", "traceback", "datetime", "tempfile", "json", "copy"}

MOST_OWN, MOST = 227, 326
"""Modules of chancheck, and all: some more than there are."""


def loaded(*options: str, program: Path) -> set[str]:
    """The modules that a command and its child import."""
    pytest.importorskip("chancheck._core")
    command = [sys.executable, "-X", "importtime", *VERIFY, str(program), *options]
    told = subprocess.run(command, capture_output=True, text=True, check=False, cwd=program.parent).stderr
    return {line.rpartition("|")[2].strip() for line in told.splitlines() if line.startswith("import time:")}


def test_a_proof_loads_no_more_than_it_needs(tmp_path: Path) -> None:
    file = tmp_path / "small.go"
    file.write_text(PROGRAM)
    loaded(program=file)  # fills the caches
    modules = loaded(program=file)
    assert "chancheck._core" in modules
    assert not modules & {*FOR_FINDINGS, *FOR_LARGE_PROGRAMS}
    assert not {m for m in modules if m.split(".")[0] in LARGE}
    assert sorted(modules & SLOW) == []
    assert len([m for m in modules if m.startswith("chancheck")]) <= MOST_OWN
    assert len(modules) <= MOST


def test_a_finding_loads_what_explains_it(tmp_path: Path) -> None:
    file = tmp_path / "small.go"
    file.write_text(PROGRAM.replace("c <- 1", ""))
    assert {*FOR_FINDINGS} <= loaded(program=file)


@pytest.mark.parametrize("delay", [0.02, 0.1, 0.2, 0.3])
def test_signals_while_it_starts_leave_no_traceback(tmp_path: Path, delay: float) -> None:
    file = tmp_path / "endless.go"
    file.write_text(ENDLESS)
    command, pipe = [sys.executable, *VERIFY, str(file)], subprocess.PIPE
    with subprocess.Popen(
        command, stdout=pipe, stderr=pipe, text=True, start_new_session=True, cwd=tmp_path
    ) as running:
        time.sleep(delay)
        os.killpg(running.pid, signal.SIGTERM)
        time.sleep(0.05)
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGTERM)
        _, told = running.communicate(timeout=60)
    assert "Traceback" not in told
    assert running.returncode in (3, -signal.SIGTERM)  # the second: before there was anything to report
