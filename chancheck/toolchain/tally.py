"""The outcomes of many runs of a program under the real toolchain."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from chancheck.modules.module import Module
from chancheck.records import dataclass, field
from chancheck.source import Source
from chancheck.toolchain.complete_source import complete
from chancheck.toolchain.go import MODULE, Toolchain
from chancheck.toolchain.runs import Run, runs

if TYPE_CHECKING:
    from chancheck.types.objects import Package

RUN_LIMIT = 5.0
"""Seconds after which a run counts as hanging."""

ENDINGS = {"<deadlock>": "deadlock", "<hang>": "hang", "<panic:": "panic", "<fatal:": "fatal error", "<exit": "exit"}


MOST_HANGS = 4
"""So many runs that do not end are enough: each takes its whole time."""


@dataclass(slots=True)
class Tally:
    """endings: how many runs ended well ("ok") or how else; races: in how many the race detector spoke; stopped: the
    rest was left out after too many that did not end. With the detector Go reports no deadlock: such a run is a
    hang."""

    endings: Counter[str] = field(default_factory=Counter)
    races: int = 0
    stopped: bool = False

    def add(self, run: Run) -> None:
        marks = [word for mark, word in ENDINGS.items() if mark in run.outcome]
        self.endings[marks[0] if marks else "ok"] += 1
        self.races += run.raced

    def run(self, command: list[str], count: int, folder: Path) -> None:
        for begin in range(0, count, MOST_HANGS):
            for run in runs(command, min(MOST_HANGS, count - begin), RUN_LIMIT, folder):
                self.add(run)
            if self.endings["hang"] >= MOST_HANGS:
                self.stopped = begin + MOST_HANGS < count
                return


@dataclass(frozen=True)
class Tallies:
    """The outcomes of the runs of a program: as it is, and under the race detector (None: there is none, or not
    wanted)."""

    version: str
    plain: Tally
    raced: Tally | None


def laid_out(source: Source, package: Package, tests: bool) -> tuple[str, str, dict[str, str]]:
    """The module to build in, the program's file in it, and all files: where they are in a module of their own."""
    path, text = Path(source.name), complete(source, package)
    module = Module(path)
    if not (module.name and path.suffix == ".go" and path.is_file()):
        main = "program_test.go" if tests else "program.go"
        return MODULE, main, {main: text} | {f"other_{Path(o.name).name}": o.text for o in package.others}

    def inside(file: str) -> str:
        return Path(file).absolute().relative_to(module.folder).as_posix()

    main = inside(source.name)
    own = [other for other in package.others if is_inside(Path(other.name).absolute(), module.folder)]
    return module.name, main, {main: text} | {inside(other.name): other.text for other in own}


def is_inside(file: Path, folder: Path) -> bool:
    """Whether a file is of the module in a folder: not of one that it vendors, or that lies in it."""
    if not file.is_relative_to(folder) or "vendor" in file.relative_to(folder).parts:
        return False
    below = [above for above in file.parents if above != folder and above.is_relative_to(folder)]
    return not any((above / "go.mod").is_file() for above in below)


def tally(source: Source, package: Package, entry: str, count: int, language: str, race: bool) -> Tallies:
    """Builds the program in a folder of its own and runs it `count` times, half of them under the race detector where
    there is one; raises ToolchainError if Go will not."""
    toolchain = Toolchain.find()
    version = toolchain.version()
    tests = entry != "main"
    arguments = [f"-test.run=^{entry}$"] if tests else []
    with tempfile.TemporaryDirectory(prefix="chancheck-") as name:
        folder = Path(name)
        language = language or ".".join(version.split(".")[:2])
        module, main, files = laid_out(source, package, tests)
        own = Module(Path(source.name)).folder.absolute()
        toolchain.module(folder, files, language, module, own if module != MODULE else None)
        folder = (folder / main).parent
        binaries = {False: toolchain.build(folder, "plain", tests=tests)}
        if race and count > 1 and toolchain.has_race_detector(folder):
            binaries[True] = toolchain.build(folder, "raced", race=True, tests=tests)
        seen = {raced: Tally() for raced in binaries}
        for raced, binary in binaries.items():
            share = count if len(binaries) == 1 else count // 2 if raced else count - count // 2
            seen[raced].run([str(binary), *arguments], share, folder)
        return Tallies(version, seen[False], seen.get(True))
