"""Clients of one package in one binary: each is a function, and a process runs one of them many times over.

A process is started again after a run that ends it. Every other run takes naps at the places for them, with one, two
and four processors in turn.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from chancheck.toolchain.go import MODULE, Toolchain
from chancheck.toolchain.runs import RACE_STATUS, Run, ending, printed

from .golang import LANGUAGE, NAP, NAPS

END = "\0"
"""The text after the output of a run that the process survives."""

START = "func main() {"

DRIVER = """package main

import (
	"os"
	"runtime"
	"strconv"
	"MODULE/nap"
)

func main() {
	which, _ := strconv.Atoi(os.Args[1])
	times, _ := strconv.Atoi(os.Args[2])
	for i := range times {
		runtime.GOMAXPROCS(1 << (i / 2 % 3))
		nap.Naps.Store(i%2 == 1)
		programs[which]()
		os.Stdout.WriteString("\\x00")
	}
}
"""


@dataclass(frozen=True)
class Needed:
    """A module that the programs import, and the folder of its source."""

    path: str
    folder: Path


class Bundle:
    """Programs with the same text before main and nothing behind it, built together."""

    def __init__(self, folder: Path, programs: Sequence[str], race: bool, needed: Needed | None = None) -> None:
        toolchain = Toolchain.find()
        folder.mkdir(parents=True, exist_ok=True)
        toolchain.module(folder, files(programs), LANGUAGE)
        if needed is not None:
            with (folder / "go.mod").open("a") as text:
                text.write(f"\nrequire {needed.path} v0.0.0\n\nreplace {needed.path} => {needed.folder}\n")
        self.binary = toolchain.build(folder, "programs", race=race)

    def runs(self, number: int, count: int, limit: float) -> list[Run]:
        """`count` runs, fewer where one hangs."""
        seen: list[Run] = []
        while len(seen) < count:
            more, hangs = self.process(number, count - len(seen), limit)
            seen += more
            if hangs:
                break
        return seen

    def process(self, number: int, times: int, limit: float) -> tuple[list[Run], bool]:
        """The runs of one process, at least one, and whether the last one hangs."""
        environment = {**os.environ, "GOTRACEBACK": "single", "GORACE": "atexit_sleep_ms=0"}
        with subprocess.Popen(
            [self.binary, str(number), str(times)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            env=environment,
        ) as process:
            try:
                stdout, stderr = process.communicate(timeout=limit)
                hangs = False
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                stdout, stderr = process.communicate()
                hangs = True
        raced = "WARNING: DATA RACE" in stderr
        *whole, last = stdout.split(END)
        seen = [Run(printed(output), raced, stderr) for output in whole]
        status = 0 if raced and process.returncode == RACE_STATUS else process.returncode
        if hangs:
            seen.append(Run(f"{printed(last)} <hang>".strip(), raced, stderr))
        elif status or not seen:
            seen.append(Run(f"{printed(last)} {ending(stderr, status)}".strip(), raced, stderr))
        return seen, hangs


def files(programs: Sequence[str]) -> dict[str, str]:
    """A main that picks a program, and one file with all of them."""
    head = programs[0].partition(START)[0]
    bodies = []
    for number, text in enumerate(programs):
        before, _, body = text.partition(START)
        assert before == head
        bodies.append(f"func program{number}() {{{body}".replace(NAP, "nap.Here()"))
    names = "".join(f"\tprogram{number},\n" for number in range(len(programs)))
    head = head.replace("import (", f'import (\n\t"{MODULE}/nap"', 1)
    naps = NAPS.replace('"os"', '"sync/atomic"').replace(
        'var naps = len(os.Args) > 2 && os.Args[2] == "nap"', "var Naps atomic.Bool"
    )
    return {
        "nap/nap.go": naps.replace("!naps", "!Naps.Load()"),
        "main.go": DRIVER.replace("MODULE", MODULE),
        "programs.go": f"{head}var programs = []func(){{\n{names}}}\n\n" + "\n".join(bodies),
    }
