"""Standard output that cannot be written to; formats that are written piece by piece."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from chancheck.check import Options, check_path
from chancheck.report import FORMATS, STREAMED, closing, piece, render
from chancheck.report.render_options import Show

ROOT = Path(__file__).parents[2]
COMMANDS = [
    ["verify", "--no-cache", "examples/pipeline.gol"],
    ["verify", "--no-cache", "--output-format", "json-lines", "examples"],
    ["outcomes", "examples/pipeline.gol"],
    ["explain", "CC101"],
    ["graph", "examples/pipeline.gol"],
    ["--help"],
]
needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")


def shell(command: str) -> subprocess.CompletedProcess[str]:
    shown = f'set -o pipefail; "{sys.executable}" -m chancheck {command}'
    return subprocess.run(["bash", "-c", shown], capture_output=True, text=True, cwd=ROOT, timeout=300, check=False)


@needs_full
@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c[0])
def test_a_full_output(command: list[str]) -> None:
    done = shell(" ".join([*command, "> /dev/full"]))
    assert (done.returncode, done.stderr) == (4, "Error: standard output: no space left on device\n")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c[0])
def test_a_closed_output(command: list[str]) -> None:
    done = shell(" ".join([*command, ">&-"]))
    assert (done.returncode, done.stderr) == (4, "Error: standard output: is closed\n")


def test_a_reader_that_leaves() -> None:
    done = shell("verify --no-cache --output-format json-lines examples | head -1")
    assert (done.returncode, done.stderr) == (4, "")
    assert done.stdout.count("\n") == 1


@pytest.mark.parametrize("verbosity", [-1, 0, 1])
@pytest.mark.parametrize("format", FORMATS)
def test_pieces_are_the_whole(format: str, verbosity: int) -> None:
    names = ["pipeline.gol", "pipeline_broken.gol"]
    results = [result for name in names for result in check_path(ROOT / "examples" / name, Options())]
    show, text = Show(verbosity=verbosity), ""
    for result in results:
        text += piece(result, format, show, not text)
    assert bool(text) == (format in STREAMED)
    assert text + closing(results, format, show, not text) == render(results, format, show)
