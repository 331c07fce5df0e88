"""Instructions of searches and of a start, against those of bench/baseline.json.

    python bench/compare.py [MODEL ...]      # fails above the baseline
    python bench/compare.py --write          # makes the baseline

valgrind counts them, so other programs on the machine do not matter; another compiler or Python does. The searches are
those of bench/raw.py, with fewer states, reductions off; `start` is the whole proof of examples/pipeline.gol.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
BASELINE = HERE / "baseline.json"
ABOVE = 1.05
"""More instructions than this, in relation to the baseline, are a loss."""

SEARCHES = {
    "workers": {"N": 5, "K": 6},
    "fanin": {"N": 6, "K": 3},
    "pairs": {"N": 4, "K": 3},
    "counter": {"N": 6, "K": 3},
    "philo_ord": {"N": 8},
    "pipe_unbuf": {"N": 12, "K": 12},
    "pipe_buf": {"N": 7, "K": 5},
}
START = "start"

Counts = dict[str, dict[str, int]]


def counted(command: list[str], *options: str) -> tuple[int, str]:
    """The instructions of a command, and what it prints."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "counts"
        tool = ["valgrind", "-q", "--tool=callgrind", f"--callgrind-out-file={out}", *options]
        settings = {**os.environ, "PYTHONHASHSEED": "0"}
        done = subprocess.run([*tool, *command], check=True, capture_output=True, text=True, env=settings, cwd=folder)
        (total,) = re.findall(r"^totals: (\d+)", out.read_text(), re.MULTILINE)
    return int(total), done.stdout


def search(model: str) -> dict[str, int]:
    instructions, states = counted([sys.executable, str(HERE / "compare.py"), "--search", model], "--instr-atstart=no")
    return {"states": int(states), "instructions": instructions}


def start() -> dict[str, int]:
    command = [
        sys.executable,
        "-m",
        "chancheck",
        "verify",
        "--no-cache",
        str(HERE.parent / "examples" / "pipeline.gol"),
    ]
    subprocess.run(command, check=True, capture_output=True)  # fills the caches of bytecode and grammar tables
    return {"instructions": counted(command)[0]}


def explored(model: str, before: Callable[[], object] = bool) -> None:
    """Prints the number of states."""
    from raw import EngineOptions, NativeEngine, program

    lowered, engine = program(HERE / "models" / "go" / f"{model}.go", SEARCHES[model]), NativeEngine()
    before()
    result = engine.explore(lowered, EngineOptions(reduce=frozenset(), components=False))
    assert result.complete
    print(result.statistics.states)


def count() -> None:
    """From here on, in a process that valgrind watches."""
    subprocess.run(["callgrind_control", "--instr=on", str(os.getpid())], check=True, capture_output=True)


def compared(found: Counts, known: Counts) -> list[str]:
    """Prints a table; returns what is worse."""
    worse = []
    print("| what | states | instructions | baseline | ratio |\n|---|---|---|---|---|")
    for name, now in found.items():
        before = known.get(name, now)
        states, counts = now.get("states", 0), (now["instructions"], before["instructions"])
        ratio = counts[0] / counts[1]
        print(f"| {name} | {states:,} | {counts[0]:,} | {counts[1]:,} | {ratio:.3f} |", flush=True)
        if ratio > ABOVE or states != before.get("states", 0):
            worse.append(name)
    return worse


def main(words: list[str]) -> None:
    names = [word for word in words if not word.startswith("-")] or [*SEARCHES, START]
    found = {name: start() if name == START else search(name) for name in names}
    known: Counts = json.loads(BASELINE.read_text()) if BASELINE.exists() else {}
    worse = compared(found, known)
    if "--write" in words:
        BASELINE.write_text(json.dumps({**known, **found}, indent=2) + "\n")
    elif worse:
        sys.exit(f"worse: {', '.join(worse)}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--search"]:
        explored(sys.argv[2], count)
    else:
        main(sys.argv[1:])
