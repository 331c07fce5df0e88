"""Cold start: the whole process on a 40-line program, as a ratio to a bare interpreter start in the same run.

python bench/startup.py [PROGRAM] [--rounds 15]
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

EXAMPLE = Path(__file__).parent.parent / "examples" / "pipeline.gol"


def seconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, capture_output=True, check=False)
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", nargs="?", default=str(EXAMPLE))
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    bare = [sys.executable, "-c", "pass"]
    whole = [sys.executable, "-m", "chancheck", "verify", "--no-cache", options.program]
    seconds(whole)  # fills the caches of bytecode and grammar tables
    pairs = [(seconds(bare), seconds(whole)) for _ in range(options.rounds)]  # in turn: noise hits both
    base = statistics.median(p[0] for p in pairs)
    cold = statistics.median(p[1] for p in pairs)
    print(
        f"interpreter {base:.3f} s   chancheck verify {cold:.3f} s   ratio {cold / base:.1f}   best {min(p[1] for p in pairs):.3f} s"  # noqa: E501
    )


if __name__ == "__main__":
    main()
