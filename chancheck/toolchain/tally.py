"""What many runs of a program under the real toolchain showed."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from chancheck.source import Source
from chancheck.toolchain.complete import complete
from chancheck.toolchain.go import Toolchain
from chancheck.toolchain.runs import Run, runs

if TYPE_CHECKING:
    from chancheck.types.objects import Package

RUN_LIMIT = 5.0
"""Seconds after which a run counts as hanging."""

ENDINGS = {"<deadlock>": "deadlock", "<hang>": "hang", "<panic:": "panic", "<fatal:": "fatal error", "<exit": "exit"}


@dataclass(slots=True)
class Tally:
    """endings: how many runs ended well ("ok") or how else; races: in how many the race detector spoke.

    raced: whether the race detector was on; then Go reports no deadlock, and a run that blocks counts as a hang.
    """

    version: str
    raced: bool
    endings: Counter[str] = field(default_factory=Counter)
    races: int = 0

    def add(self, run: Run) -> None:
        marks = [word for mark, word in ENDINGS.items() if mark in run.outcome]
        self.endings[marks[0] if marks else "ok"] += 1
        self.races += run.raced


def tally(source: Source, package: Package, entry: str, count: int, language: str, race: bool) -> Tally:
    """Builds the program in a folder of its own and runs it `count` times; raises ToolchainError if Go will not."""
    toolchain = Toolchain.find()
    version = toolchain.version()
    tests = entry != "main"
    with tempfile.TemporaryDirectory(prefix="chancheck-") as name:
        folder = Path(name)
        language = language or ".".join(version.split(".")[:2])
        toolchain.module(folder, {"program_test.go" if tests else "program.go": complete(source, package)}, language)
        with_race = race and toolchain.has_race_detector(folder)
        binary = toolchain.build(folder, "program", race=with_race, tests=tests)
        result = Tally(version, with_race)
        command = [str(binary), f"-test.run=^{entry}$"] if tests else [str(binary)]
        for run in runs(command, count, RUN_LIMIT, folder):
            result.add(run)
    return result
