"""Limits that are met while the native engine works: it ends by itself, says which, and leaves nothing behind."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("chancheck._core")

ENDLESS = """package main

var c = make(chan int)

func collect() {
	var all []int
	for n := 0; ; n++ {
		all = append(all, n)
		select {
		case c <- all[n/2]:
		default:
		}
	}
}

func main() {
	go collect()
	go collect()
	collect()
}
"""


def command(place: Path, *arguments: str) -> list[str]:
    (place / "endless.go").write_text(ENDLESS)
    return [
        sys.executable,
        "-m",
        "chancheck",
        "verify",
        "endless.go",
        "--engine",
        "native",
        "--search",
        "bfs",
        *arguments,
    ]


def test_at_the_memory_limit_it_ends_inconclusive(tmp_path: Path) -> None:
    done = subprocess.run(command(tmp_path, "--memory", "1M"), cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 3, done.stdout + done.stderr
    assert "memory" in done.stdout


@pytest.mark.parametrize(("how", "status"), [(signal.SIGTERM, 3), (signal.SIGKILL, -signal.SIGKILL)])
def test_killed_it_leaves_nothing_behind(tmp_path: Path, how: signal.Signals, status: int) -> None:
    running = subprocess.Popen(command(tmp_path), cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(3)
    running.send_signal(how)
    assert running.wait(timeout=30) == status
    assert [path.name for path in tmp_path.iterdir()] == ["endless.go"]
