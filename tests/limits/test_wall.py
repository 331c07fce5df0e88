"""No entry takes more than its budget and a second, whatever it is: by the clock, on an idle machine."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
FOLDERS = ("examples", "tests/programs", "tests/litmus", "bench/models")
PROGRAMS = sorted(p for folder in FOLDERS for p in (ROOT / folder).rglob("*.go*") if p.suffix in (".go", ".gol"))

BUDGET = 2.0
MORE = 1.0
"""Seconds that telling may take, and reading where nothing is found."""


def overrun(program: Path) -> float:
    """Seconds beyond the budgets of a program's entries."""
    command = [sys.executable, "-m", "chancheck", "verify", "--no-cache", "--output-format", "json-lines"]
    command += ["--budget", f"{BUDGET}s", str(program)]
    started = time.monotonic()
    done = subprocess.run(command, capture_output=True, check=False)
    return time.monotonic() - started - BUDGET * len(done.stdout.splitlines())


@pytest.mark.long
@pytest.mark.parametrize("program", PROGRAMS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_an_entry_keeps_its_budget(program: Path) -> None:
    cores = os.cpu_count() or 1
    if os.getloadavg()[0] > cores + 1:
        pytest.skip("other programs use the processors")
    assert overrun(program) <= MORE


@pytest.mark.long
def test_forty_thousand_lines(tmp_path: Path) -> None:
    """docs/performance.md: 20 s."""
    file = tmp_path / "straight.gol"
    lines = "".join(f"\tch <- {n}; <-ch\n" for n in range(40_000))
    file.write_text(f"func main() {{\n\tch := make(chan int, 1)\n{lines}}}\n")
    command = [sys.executable, "-m", "chancheck", "verify", "--no-cache", "--budget", "60s", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert "1 proved" in done.stdout
