"""The engines."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

from chancheck.deadline import left
from chancheck.explore.engine import Engine, Exploration, Options
from chancheck.program.program import Program

ENGINES = {
    "native": ("chancheck.explore.native", "NativeEngine"),
    "reference": ("chancheck.explore.reference.search", "ReferenceEngine"),
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
