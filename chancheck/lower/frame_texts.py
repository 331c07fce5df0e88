"""Texts for a program that reads its own stack: the names of functions as package runtime has them, and places."""

from __future__ import annotations

import re

from chancheck.lower.program_builder import Tables
from chancheck.program.program import FrameTexts, Function
from chancheck.source import Pos

SHOWN = {
    "testing.(*common).run.func1": "testing.tRunner",
    "testing.runExample": "testing.runExample\ntesting.runExamples\ntesting.(*M).Run\nmain.main\nruntime.main",
    "internal/text.Panic": "runtime.gopanic",
}
"""Functions of models that stand for Go's: one a line."""

HIDDEN = re.compile(r"testing\.([rR]un|\(\*T\)\.Run\.func)")
"""Functions of models that Go has none for."""

INSTANCE = re.compile(r"\[.*\]")


def frame_texts(tables: Tables) -> FrameTexts:
    """Numbers of strings: the names of each function, and each place behind a tab."""
    program = tables.program
    before, after = tables.unit.import_path
    own = re.compile(rf"{re.escape(before)}(?=\.)")
    names = [shown(own.sub(lambda _: after, f.name) if own.match(f.name) else f.name, f) for f in program.functions]
    if not program.root_ends_all:
        names[program.entry] = ""
    return FrameTexts(tuple(map(tables.string, names)), tuple(tables.string(written(pos)) for pos in program.places))


def shown(name: str, function: Function) -> str:
    """With () where it has neither a receiver nor parameters."""
    if name in SHOWN or HIDDEN.match(name):
        return SHOWN.get(name, "")
    return INSTANCE.sub("[...]", name) + ("" if function.params else "()")


def written(pos: Pos) -> str:
    return f"\t{pos.file or '?'}:{pos.line}"
