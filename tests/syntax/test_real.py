"""Real programs parse without errors, and fast enough."""

from __future__ import annotations

import shutil
import subprocess
import time
from functools import cache
from pathlib import Path

import pytest

from chancheck.diagnostic import Diagnostics
from chancheck.source import Source
from chancheck.syntax.parse import parse

ROOT = Path(__file__).parents[2]
OWN = sorted([*(ROOT / "tests" / "litmus").glob("*.go"), *(ROOT / "examples").rglob("*.gol")])
PACKAGES = ("sync", "context", "time", "strings", "sort", "fmt", "slices", "maps", "iter", "go/types", "net/http")


def errors(path: Path) -> list[str]:
    diagnostics = Diagnostics()
    parse(Source(str(path), path.read_text(encoding="utf-8")), diagnostics)
    return [f"{d.pos}: {d.message}" for d in diagnostics.items]


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_own_programs(path: Path) -> None:
    assert errors(path) == []


@cache
def library() -> Path | None:
    """The sources of Go's standard library."""
    go = shutil.which("go")
    if go is None:
        return None
    done = subprocess.run([go, "env", "GOROOT"], capture_output=True, text=True, check=False)
    folder = Path(done.stdout.strip()) / "src"
    return folder if done.returncode == 0 and folder.is_dir() else None


@pytest.mark.parametrize("package", PACKAGES)
def test_standard_library(package: str) -> None:
    folder = library()
    if folder is None:
        pytest.skip("no Go installation")
    paths = sorted((folder / package).glob("*.go"))
    assert paths
    assert [message for path in paths for message in errors(path)] == []


def test_a_thousand_lines_take_a_quarter_of_a_second() -> None:
    body = "\tfor i := 0; i < len(xs); i++ {\n\t\tif v, ok := <-ch; ok && v.x[i]+2 > f(i) {\n\t\t\tbreak\n\t\t}\n\t}\n"
    text = "func f() {\n" + body * 200 + "}\n"
    parse(Source("a.gol", text), Diagnostics())
    times = []
    for _ in range(3):
        begin = time.perf_counter()
        parse(Source("a.gol", text), Diagnostics())
        times.append(time.perf_counter() - begin)
    assert min(times) < 0.25
