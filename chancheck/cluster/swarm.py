"""Random runs of several workers, each with a seed of its own: what any of them finds counts."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial

from chancheck.explore.engine import Exploration, Found, Options, add_statistics
from chancheck.explore.native import NativeEngine
from chancheck.program.program import Program
from chancheck.records import replace

DECISIVE = ("interrupt", "unknown", "first")
"""Limits that one worker meets for all."""


def swarm(program: Program, options: Options) -> Exploration:
    """Random searches with the seeds from `options.seed` on, one for each worker."""
    tasks = [replace(options, seed=options.seed + n, cluster="", shards=1) for n in range(options.shards)]
    if options.cluster:
        from chancheck.cluster.actors import explored_apart

        return joined(explored_apart(walk, program, tasks, options))
    with ThreadPoolExecutor(len(tasks)) as pool:  # the core searches without Python's lock
        return joined(list(pool.map(partial(walk, program), tasks)))


def walk(program: Program, options: Options) -> Exploration:
    return NativeEngine().explore(program, options)


def joined(parts: list[Exploration]) -> Exploration:
    """The findings of all, each with its shortest run, and the work of all."""
    whole, *others = parts
    for part in others:
        add_statistics(whole, part)
        whole.statistics.states += part.statistics.states
        whole.statistics.seconds = max(whole.statistics.seconds, part.statistics.seconds)
        whole.root_can_end = whole.root_can_end or part.root_can_end
        whole.contended |= part.contended
        whole.sites |= part.sites
        whole.runs += part.runs
        whole.defect = whole.defect or part.defect
    best: dict[object, Found] = {}
    for one in sorted((found for part in parts for found in part.found), key=lambda found: len(found.trace)):
        best.setdefault((one.kind, one.key, one.output), one)
    whole.found = list(best.values())
    whole.limit = next((part.limit for part in parts if part.limit in DECISIVE), whole.limit)
    return whole
