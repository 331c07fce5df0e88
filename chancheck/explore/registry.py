"""The engines, and the two passes that a verdict needs."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

from chancheck.explore.engine import Engine, Exploration, Options
from chancheck.program.program import Program

ENGINES = {
    "native": ("chancheck.explore.native", "NativeEngine"),
    "reference": ("chancheck.explore.exact.search", "ReferenceEngine"),
}


def engine(name: str) -> Engine:
    module, cls = ENGINES[name]
    made: Engine = getattr(import_module(module), cls)()
    return made


def explore(program: Program, options: Options, name: str) -> Exploration:
    """With one engine; "auto" is the native one where it is built and knows the options, else the reference."""
    if name != "auto":
        return engine(name).explore(program, options)
    try:
        return engine("native").explore(program, options)
    except (ImportError, NotImplementedError):
        return engine("reference").explore(program, options)


def explore_all(program: Program, options: Options, name: str = "auto", races: bool = True) -> Exploration:
    """Every state once; then, where accesses may conflict, again with the race monitor."""
    first = explore(program, options, name)
    if not races or not first.contended or (options.stop_first and first.limit == "first"):
        return first
    limits = options.limits
    if limits.seconds is not None:
        limits = replace(limits, seconds=max(0.1, limits.seconds - first.statistics.seconds))
    watched = replace(options, monitor=first.contended, components=False, limits=limits)
    second = explore(program, watched, "reference" if name == "reference" else "auto")
    first.found += [found for found in second.found if found.kind == "race"]
    first.statistics.transitions += second.statistics.transitions
    first.statistics.seconds += second.statistics.seconds
    first.statistics.peak_memory = max(first.statistics.peak_memory, second.statistics.peak_memory)
    if first.complete and not second.complete:
        first.complete, first.limit = False, second.limit
    return first
