"""Raw speed of the native engine, reductions off: against SPIN without reductions and a search written by hand.

    python bench/raw.py FOLDER

The folder holds the same systems in Go and in Promela (`go`, `promela`, `run_spin.sh`) and the hand-written search
(`ceiling/bfs.cpp`, of the worker pool). Each pair runs in turn; rates are states per second of cpu time, so that other
programs on the machine matter less. bytes: what the engine's process grew by, for each state.
"""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import tempfile
import time
from math import prod
from pathlib import Path
from typing import NamedTuple

from chancheck.check import Options, load
from chancheck.diagnostic import Diagnostics
from chancheck.explore.engine import Limits
from chancheck.explore.engine import Options as EngineOptions
from chancheck.explore.native import NativeEngine
from chancheck.files import read
from chancheck.graph.build import build_graphs, entries
from chancheck.lower.lower_program import lower
from chancheck.program.program import Program

# Sizes for the engine and for SPIN: local code is fused here, so that the same size has far fewer states.
MODELS = {
    "workers": ({"N": 6, "K": 7}, {"N": 4, "K": 6}),
    "fanin": ({"N": 7, "K": 4}, {"N": 4, "K": 4}),
    "pairs": ({"N": 5, "K": 3}, {"N": 4, "K": 3}),
    "counter": ({"N": 7, "K": 4}, {"N": 4, "K": 2}),
    "philo_ord": ({"N": 10}, {"N": 10}),
    "pipe_unbuf": ({"N": 14, "K": 14}, {"N": 12, "K": 12}),
    "pipe_buf": ({"N": 8, "K": 6}, {"N": 8, "K": 6}),
}
CEILING = {"N": 7, "K": 7}


class Rate(NamedTuple):
    states: int
    per_second: float
    bytes: float = 0.0


def program(path: Path, constants: dict[str, int]) -> Program:
    options = Options(define={name: str(value) for name, value in constants.items()})
    package = load(read(path), options, Diagnostics())
    return lower(build_graphs(package, entries(package)[0]))


def native(folder: Path, model: str, constants: dict[str, int]) -> Rate:
    lowered, engine = program(folder / "go" / f"{model}.go", constants), NativeEngine()
    grown, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    result = engine.explore(lowered, EngineOptions(reduce=frozenset(), components=False, limits=Limits(seconds=60)))
    seconds = time.process_time() - began
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - grown
    states = result.statistics.states
    return Rate(states, states / seconds, grown * 1024 / states)


def apart(folder: Path, model: str, constants: dict[str, int]) -> Rate:
    """In a process of its own, for its memory."""
    words = [sys.executable, __file__, str(folder), model, *(f"{name}={value}" for name, value in constants.items())]
    states, rate, size = subprocess.run(words, check=True, capture_output=True, text=True).stdout.split()
    return Rate(int(states), float(rate), float(size))


def spin(folder: Path, model: str, constants: dict[str, int]) -> Rate:
    sizes = [f"-D{name}={value}" for name, value in constants.items() if name != "N"]
    words = [str(folder / "run_spin.sh"), model, str(constants["N"]), *sizes, "-DNOREDUCE"]
    line = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    states, cpu = re.search(r"states (\d+)", line), re.search(r"cpu ([\d.]+)s", line)
    assert states and cpu, line
    return Rate(int(states[1]), int(states[1]) / max(float(cpu[1]), 0.01))


def ceiling(folder: Path) -> Rate:
    with tempfile.TemporaryDirectory() as place:
        binary = Path(place) / "bfs"
        sizes = [f"-D{name}={value}" for name, value in CEILING.items()]
        source = str(folder / "ceiling" / "bfs.cpp")
        subprocess.run(["g++", "-O3", "-march=native", "-std=c++20", "-DMODEL=1", *sizes, "-o", str(binary), source,
                        "-pthread"], check=True)  # fmt: skip
        line = subprocess.run([str(binary), "24", "1", "0"], check=True, capture_output=True, text=True).stdout
    states, cpu = re.search(r"states (\d+)", line), re.search(r"cpu ([\d.]+)", line)
    assert states and cpu, line
    return Rate(int(states[1]), int(states[1]) / max(float(cpu[1]), 0.01))


def main(folder: Path) -> None:
    print("| model | states | states/s | bytes a state | SPIN states | SPIN states/s | ratio |")
    print("|---|---|---|---|---|---|---|")
    ratios = []
    for model, (constants, of_spin) in MODELS.items():
        ours, theirs = apart(folder, model, constants), spin(folder, model, of_spin)
        ratios.append(ours.per_second / theirs.per_second)
        name = f"{model} {' '.join(f'{n}={v}' for n, v in constants.items())}"
        print(f"| {name} | {ours.states:,} | {ours.per_second:,.0f} | {ours.bytes:.0f} | {theirs.states:,} |"
              f" {theirs.per_second:,.0f} | {ratios[-1]:.2f} |", flush=True)  # fmt: skip
    print(f"\ngeometric mean {prod(ratios) ** (1 / len(ratios)):.2f}, least {min(ratios):.2f}")
    ours, best = apart(folder, "workers", CEILING), ceiling(folder)
    print(f"workers N=7 K=7: {ours.per_second:,.0f} states/s, {ours.bytes:.0f} bytes a state;"
          f" by hand {best.per_second:,.0f} states/s: {best.per_second / ours.per_second:.1f} times")  # fmt: skip


if __name__ == "__main__":
    if len(sys.argv) == 2:
        main(Path(sys.argv[1]))
    else:
        shown = native(Path(sys.argv[1]), sys.argv[2], {n: int(v) for n, v in (w.split("=") for w in sys.argv[3:])})
        print(*shown)
