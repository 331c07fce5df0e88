"""The cost of a state under a scheduler: time for as many states with `--sched gmp` as without, on both engines.

    python bench/scheduler.py FOLDER [native] [reference]

The folder holds systems in Go (`go`). Without a scheduler nothing is reduced, as under one. Each pair is run in turn;
times are of the cpu, so that other programs on the machine matter less.
"""

from __future__ import annotations

import sys
import time
from math import prod
from pathlib import Path
from typing import NamedTuple

from chancheck.check import Options, load
from chancheck.diagnostic import Diagnostics
from chancheck.explore.engine import Limits
from chancheck.explore.engine import Options as EngineOptions
from chancheck.explore.registry import engine
from chancheck.files import read
from chancheck.graph.build import build_graphs, entries
from chancheck.lower.lower_program import lower
from chancheck.program.program import Program
from chancheck.program.scheduler import Scheduler
from chancheck.semantics.scheduler import gmp

MODELS = {  # large enough for as many states without a scheduler
    "workers": {"N": 6, "K": 7},
    "fanin": {"N": 7, "K": 4},
    "pairs": {"N": 6, "K": 4},
    "counter": {"N": 7, "K": 4},
    "philo_ord": {"N": 11},
    "pipe_buf": {"N": 8, "K": 6},
}
SCHEDULERS = {"2 P's": gmp(2), "1 P": gmp(1), "2 P's, no preemption": gmp(2, "off")}
MOST = {"native": 200_000, "reference": 8_000}
AIM = 2.0


class Run(NamedTuple):
    states: int
    seconds: float  # of cpu time


def program(path: Path, constants: dict[str, int]) -> Program:
    options = Options(define={name: str(value) for name, value in constants.items()})
    package = load(read(path), options, Diagnostics())
    return lower(build_graphs(package, entries(package)[0]))


def explored(lowered: Program, name: str, scheduler: Scheduler | None, states: int) -> Run:
    options = EngineOptions(
        reduce=frozenset(), components=False, scheduler=scheduler, limits=Limits(states=states, seconds=60)
    )
    began = time.process_time()
    result = engine(name).explore(lowered, options)
    return Run(result.statistics.states, time.process_time() - began)


def main() -> None:
    folder, *names = sys.argv[1:]
    for name in names or MOST:
        for kind, scheduler in SCHEDULERS.items():
            ratios = []
            for model, constants in MODELS.items():
                lowered = program(Path(folder) / "go" / f"{model}.go", constants)
                under = explored(lowered, name, scheduler, MOST[name])
                free = explored(lowered, name, None, under.states)
                if free.states < 0.9 * under.states:  # all there are
                    free = free._replace(seconds=free.seconds * under.states / free.states)
                ratios.append(under.seconds / free.seconds)
                print(f"{name:10}{kind:22}{model:12}{under.states:8} states  {ratios[-1]:5.2f} times the time of free")
            mean = prod(ratios) ** (1 / len(ratios))
            print(
                f"{name:10}{kind:22}{'mean':12}{'':8}         {mean:5.2f}   ({'as' if mean <= AIM else 'not as'} aimed)"
            )


if __name__ == "__main__":
    main()
