"""The models of bench/models as programs, and the comparison of shards with one process on them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from chancheck.check import Options, load
from chancheck.diagnostic import Diagnostics
from chancheck.explore.engine import Exploration
from chancheck.files import read
from chancheck.graph.build import build_graphs, entries
from chancheck.lower.lower_program import lower
from chancheck.program.program import Program
from chancheck.program.slicing import sliced

FOLDER = Path(__file__).parents[2] / "bench" / "models" / "go"
MODELS = sorted(path.stem for path in FOLDER.glob("*.go"))

SMALL: dict[str, dict[str, int]] = {
    "bbuf": {"N": 2, "M": 2, "K": 4, "B": 2}, "cancel": {"N": 4, "K": 4}, "counter": {"N": 4, "K": 4},
    "counter_racy": {"N": 4, "K": 2}, "dkr": {"N": 7}, "fanin": {"N": 5, "K": 4}, "filter": {"N": 3, "K": 2},
    "pairs": {"N": 6, "K": 3}, "philo_dl": {"N": 7}, "philo_ord": {"N": 8}, "pipe_buf": {"N": 5, "K": 5},
    "pipe_unbuf": {"N": 8, "K": 8}, "rwlock": {"N": 5, "M": 3}, "sieve": {"N": 10, "LIM": 29},
    "twopc": {"N": 4, "K": 2}, "waiter": {"N": 5}, "workers": {"N": 5, "K": 6},
    "limiter": {"N": 2, "K": 2}, "phases": {"N": 4, "K": 1}, "raft": {"N": 2, "T": 2}, "tokenring": {"N": 3, "K": 2},
    "abp": {"K": 3, "B": 1}, "actors": {"N": 2, "K": 2}, "bakery": {"N": 2, "K": 3}, "barber": {"C": 4, "S": 2},
    "deque": {"T": 2, "K": 2}, "fastmutex": {"N": 2, "K": 2}, "pubsub": {"N": 2}, "treiber": {"N": 2},
}  # fmt: skip
"""Sizes of up to some ten thousand states without partial order reduction."""


@lru_cache(maxsize=4)
def program(model: str, small: bool) -> Program:
    constants = {name: str(value) for name, value in SMALL[model].items()} if small else {}
    package = load(read(FOLDER / f"{model}.go"), Options(define=constants), Diagnostics())
    return sliced(lower(build_graphs(package, entries(package)[0])))


def outcome(result: Exploration) -> tuple[object, ...]:
    """The parts on which shards and one process must agree: findings with the lengths of their runs, limits, bounds,
    counts."""
    s = result.statistics
    found = sorted(
        (one.kind, repr(one.key), one.text, one.output, one.root_done, len(one.trace)) for one in result.found
    )
    return found, result.limit, result.root_can_end, result.bounds, result.sites, s.states, s.transitions, s.depth
