"""Programs of the kinds that people write, each verified with default options: states, and processor seconds of the
process.

    python bench/realistic.py [--budget 60s]

Each should take at most ten seconds on one core. Modules are compiled before, and no cache of verdicts is used.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
from pathlib import Path

PROGRAMS = sorted((Path(__file__).parent / "realistic").glob("*.go"))


def measured(program: Path, budget: str) -> tuple[str, int, float]:
    """The answer, the states, and processor seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    words = [sys.executable, "-m", "chancheck", "verify", "--no-cache", "--budget", budget, "--output-format", "json"]
    out = subprocess.run([*words, str(program)], capture_output=True, text=True, check=False).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    (result,) = json.loads(out)["results"]
    return result["verdict"], result["statistics"]["states"], seconds


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--budget", default="60s")
    budget = arguments.parse_args().budget
    print("| program | answer | states | cpu, s |\n|---|---|---:|---:|")
    for program in PROGRAMS:
        answer, states, seconds = measured(program, budget)
        print(f"| {program.stem} | {answer} | {states:,} | {seconds:.2f} |", flush=True)


if __name__ == "__main__":
    main()
