"""The engines."""

from __future__ import annotations

import time
from importlib import import_module

from chancheck.deadline import left
from chancheck.explore.engine import Engine, Exploration, Options, Session
from chancheck.program.program import Program
from chancheck.records import replace

ENGINES = {
    "native": ("chancheck.explore.native", "NativeEngine"),
    "reference": ("chancheck.explore.reference.search", "ReferenceEngine"),
    "cluster": ("chancheck.cluster.engine", "ClusterEngine"),  # above this layer
}


def engine(name: str) -> Engine:
    module, cls = ENGINES[name]
    made: Engine = getattr(import_module(module), cls)()
    return made


def explore(program: Program, options: Options, name: str) -> Exploration:
    """With one engine, within the time that the entry has left; "auto" is the native one where it is built and knows
    the options, else the reference, exact until memory is used up."""
    options = replace(options, limits=replace(options.limits, seconds=left(options.limits.seconds)))
    if name != "auto":
        return engine(name).explore(program, options)
    try:
        return engine("native").explore(program, options)
    except (ImportError, NotImplementedError):
        return engine("reference").explore(program, replace(options, lossy=False))


def begin(program: Program, options: Options, name: str) -> Session:
    """A search that can pause, with an engine as above."""
    options = replace(options, limits=replace(options.limits, seconds=left(options.limits.seconds)))
    if name != "reference":
        try:
            session: Session = engine("native").begin(program, options)  # type: ignore[attr-defined]
            return session
        except (ImportError, NotImplementedError):
            if name != "auto":
                raise
    return Restarting(program, replace(options, lossy=False))


class Restarting:
    """With an engine that cannot pause: it starts again each time."""

    def __init__(self, program: Program, options: Options) -> None:
        self.program, self.options = program, options
        self.end = None if options.limits.seconds is None else time.monotonic() + options.limits.seconds

    def run(self, pause: float | None = None, seconds: float | None = None, states: int | None = None) -> Exploration:
        limits = self.options.limits
        left = None if self.end is None else max(0.0, self.end - time.monotonic())
        left = seconds if left is None else left if seconds is None else min(left, seconds)
        pauses = pause is not None and (left is None or pause < left)
        limits = replace(limits, seconds=pause, patience=None) if pauses else replace(limits, seconds=left)
        found = engine("reference").explore(self.program, replace(self.options, limits=limits))
        if pauses and found.limit == "seconds":
            found.limit, found.defect = "pause", any(f.is_defect for f in found.found)
        return found
