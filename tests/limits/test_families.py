"""A command with a small budget ends soon after it, on a program of every family of the repository at a size that no
budget suffices for, in whatever phase the time is used up."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BUDGET, STARTS, BUSY = 2.0, 2.0, 12.0
"""Seconds: the limit, what a process takes to start, and what a machine with other work may take beyond both."""

MODELS = sorted((ROOT / "bench" / "models").rglob("*.g*"))
HUGE = {"2": "40", "3": "40", "4": "60", "5": "60", "6": "80", "8": "80", "10": "90"}


def enlarged(text: str) -> str:
    """Its constants at sizes that no search finishes."""
    return re.sub(r"^(const \w+ *= *)(\d+)", lambda m: m[1] + HUGE.get(m[2], m[2]), text, flags=re.MULTILINE)


def long_function(n: int) -> str:
    return "func main() {\n\tch := make(chan int, 1)\n" + "\tch <- 1\n\t<-ch\n" * n + "}\n"


def many_functions(n: int) -> str:
    calls = "".join(f"func f{i}(c chan func()) {{ c <- func() {{ f{i + 1}(c) }}; (<-c)() }}\n" for i in range(n))
    return f"{calls}func f{n}(c chan func()) {{}}\nfunc main() {{ f0(make(chan func(), 1)) }}\n"


def many_types(n: int) -> str:
    types = "".join(
        f"type t{i} struct{{ next any; n int }}\nfunc (t *t{i}) Do(x any) any {{ t.next = x; return t.next }}\n"
        for i in range(n)
    )
    made = "".join(f"\tx = (&t{i}{{}}).Do(x)\n\tgo func() {{ c <- x.(doer).Do(x) }}()\n\tx = <-c\n" for i in range(n))
    return (
        f"type doer interface{{ Do(any) any }}\n{types}func main() {{\n\tc := make(chan any)\n\tvar x any\n{made}}}\n"
    )


def long_run(n: int) -> str:
    return f"""
func main() {{
	c, d := make(chan int), make(chan int)
	go func() {{ for i := range {n} {{ c <- i }}; close(c) }}()
	go func() {{ for v := range c {{ d <- v }}; close(d) }}()
	s := 0
	for v := range d {{
		s += v
	}}
	if s != 0 {{
		panic(s)
	}}
}}
"""


WRITTEN: dict[str, Callable[[], str]] = {
    "a long function": lambda: long_function(4_000),
    "many functions": lambda: many_functions(1_500),
    "many types and closures": lambda: many_types(400),
    "a long run to a defect": lambda: long_run(3_000),
}


def ended(file: Path, *options: str) -> subprocess.CompletedProcess[str]:
    began = time.monotonic()
    command = [sys.executable, "-m", "chancheck", "verify", "--no-cache", "--budget", f"{BUDGET}s", *options, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    entries = max(1, done.stdout.count('"entry"'))
    assert time.monotonic() - began < entries * BUDGET + STARTS + BUSY
    assert done.returncode in (0, 1, 3), done.stdout + done.stderr
    return done


@pytest.mark.parametrize("name", WRITTEN)
def test_large_programs(name: str, tmp_path: Path) -> None:
    file = tmp_path / "main.go"
    file.write_text("package main\n\n" + WRITTEN[name]())
    ended(file)


@pytest.mark.parametrize("model", [m for m in MODELS if m.suffix in (".go", ".gol")], ids=lambda path: path.stem)
def test_huge_models(model: Path, tmp_path: Path) -> None:
    file = tmp_path / model.name
    file.write_text(enlarged(model.read_text()))
    ended(file)


@pytest.mark.parametrize("command", ["outcomes", "bounds"])
def test_other_commands(command: str, tmp_path: Path) -> None:
    file, began = tmp_path / "main.go", time.monotonic()
    file.write_text("package main\n\n" + long_function(3_000))
    whole = [sys.executable, "-m", "chancheck", command, "--budget", f"{BUDGET}s", str(file)]
    done = subprocess.run(whole, capture_output=True, text=True, timeout=300, check=False)
    assert time.monotonic() - began < BUDGET + STARTS + BUSY
    assert done.returncode in (0, 3), done.stdout + done.stderr
