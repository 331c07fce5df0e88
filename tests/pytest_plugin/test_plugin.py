"""The plugin in a pytest of its own, as a user has it: nothing is imported from this one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROVED = "package main\n\nfunc main() {\n\tc := make(chan int, 1)\n\tc <- 1\n}\n"
DEADLOCK = "package main\n\nfunc main() {\n\tc := make(chan int)\n\tc <- 1\n}\n"
TESTS = """package main

import "testing"

func TestGood(t *testing.T) { make(chan int, 1) <- 1 }

func TestBad(t *testing.T) { make(chan int) <- 1 }
"""
ENDLESS = """package main

func main() {
	c := make(chan int, 1)
	for i := 0; ; i++ {
		c <- i
		if <-c == -1 {
			return
		}
	}
}
"""


def run(folder: Path, *arguments: str, files: dict[str, str], ini: str = "") -> subprocess.CompletedProcess[str]:
    for name, text in files.items():
        (folder / name).write_text(text)
    (folder / "pytest.ini").write_text(f"[pytest]\n{ini}\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("parallel", [[], ["-n", "2"]], ids=["plain", "xdist"])
def test_one_item_an_entry_and_the_run_as_the_failure(tmp_path: Path, parallel: list[str]) -> None:
    files = {"good.gol": PROVED, "bad.gol": DEADLOCK, "both.gol": TESTS}
    done = run(tmp_path, *parallel, files=files)
    assert "2 failed, 2 passed" in done.stdout
    assert done.returncode == 1
    assert "bad.gol:5:4: deadlock[CC101]" in done.stdout
    assert "all goroutines are asleep" in done.stdout
    assert "both.gol: TestBad" in done.stdout and "Traceback" not in done.stdout


def test_names_of_items(tmp_path: Path) -> None:
    done = run(tmp_path, "--collect-only", files={"good.gol": PROVED, "both.gol": TESTS})
    assert [line for line in done.stdout.splitlines() if "::" in line] == [
        "both.gol::TestGood",
        "both.gol::TestBad",
        "good.gol::main",
    ]
    assert "1 passed" in run(tmp_path, "both.gol::TestGood", files={}).stdout


def test_expectations_hold_for_the_whole_file(tmp_path: Path) -> None:
    files = {
        "bad.gol": "//chancheck:expect deadlock\n" + DEADLOCK,
        "good.gol": "//chancheck:expect deadlock\n" + PROVED,
        "tests.gol": "//chancheck:expect deadlock\n" + TESTS,
    }
    done = run(tmp_path, files=files)
    assert "1 failed, 3 passed" in done.stdout
    assert "good.gol: main: proved; expected: deadlock" in done.stdout


def test_a_broken_source_is_an_error_of_the_collection(tmp_path: Path) -> None:
    done = run(tmp_path, files={"broken.gol": "package main\n\nfunc main() { x }\n"})
    assert done.returncode == 2
    assert "broken.gol:3:15: error[CC201]" in done.stdout and "Traceback" not in done.stdout


def test_inconclusive_fails_unless_it_shall_warn(tmp_path: Path) -> None:
    done = run(tmp_path, files={"endless.gol": ENDLESS}, ini="chancheck_budget = 1s")
    assert "1 failed" in done.stdout and "inconclusive: nothing found so far" in done.stdout
    done = run(tmp_path, files={}, ini="chancheck_budget = 1s\nchancheck_inconclusive = warn")
    assert "1 passed" in done.stdout and "InconclusiveWarning" in done.stdout


@pytest.mark.parametrize("ini", ["chancheck_budget = soon", "chancheck_inconclusive = skip"])
def test_wrong_options(tmp_path: Path, ini: str) -> None:
    done = run(tmp_path, files={"good.gol": PROVED}, ini=ini)
    assert done.returncode == 4
    assert ini.split(" = ")[0] in done.stderr and "Traceback" not in done.stderr


def test_go_files_are_collected_where_that_is_asked_for(tmp_path: Path) -> None:
    files = {
        "good.gol": PROVED,
        "p_test.go": TESTS,
        "p_windows_test.go": TESTS,
        "p.go": "package main\n",
        "go.mod": "module p\n",
    }
    assert "1 passed" in run(tmp_path, files=files).stdout
    done = run(tmp_path, files=files, ini="chancheck_go = true")
    assert "1 failed, 2 passed" in done.stdout
    assert "p_test.go: TestBad" in done.stdout
