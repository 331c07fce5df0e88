"""Cold start: the whole process on a 40-line program, as a ratio to a bare interpreter start in the same run.

Modules are compiled, as pip leaves an installed package, whatever PYTHONDONTWRITEBYTECODE says; `--source` compiles
them at every start.

python bench/startup.py [PROGRAM] [--rounds 15]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EXAMPLE = Path(__file__).parent.parent / "examples" / "pipeline.gol"


def seconds(command: list[str], environment: dict[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, capture_output=True, check=False, env=environment)
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", nargs="?", default=str(EXAMPLE))
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--source", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": folder, "PYTHONDONTWRITEBYTECODE": "1"}
        if not options.source:
            del environment["PYTHONDONTWRITEBYTECODE"]
        measure(options, environment)


def measure(options: argparse.Namespace, environment: dict[str, str]) -> None:
    bare = [sys.executable, "-c", "pass"]
    whole = [sys.executable, "-m", "chancheck", "verify", "--no-cache", options.program]
    seconds(whole, environment)  # fills the caches of bytecode and grammar tables
    pairs = [
        (seconds(bare, environment), seconds(whole, environment)) for _ in range(options.rounds)
    ]  # in turn: noise hits both
    base = statistics.median(p[0] for p in pairs)
    cold = statistics.median(p[1] for p in pairs)
    print(
        f"interpreter {base:.3f} s   chancheck verify {cold:.3f} s   ratio {cold / base:.1f}   best {min(p[1] for p in pairs):.3f} s"  # noqa: E501
    )


if __name__ == "__main__":
    main()
