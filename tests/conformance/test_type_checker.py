"""Go's own tests of its type checker, read from the toolchain at run time: no internal error, no hang, and what
go/types accepts is accepted, what it refuses is refused, for most of them (the rest: docs/warts.md).
"""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from chancheck.check import in_module, load
from chancheck.deadline import Deadline, Exhausted, running
from chancheck.diagnostic import Diagnostics, SourceError
from chancheck.files import read
from chancheck.options import Options
from chancheck.toolchain.go import go_command

from .golang import needs_go

pytestmark = [needs_go, pytest.mark.long]

JUDGE = Path(__file__).parent / "judge.go"
SECONDS = 20.0
AGREEMENT = 0.81
"""Of the files that both decide about; what is missing are bodies of generic functions without an instance."""


def corpus(folder: Path) -> list[Path]:
    """A copy of each file in a folder of its own: files side by side would be one package."""
    root = subprocess.run([str(go_command()), "env", "GOROOT"], capture_output=True, text=True, check=True).stdout
    found = Path(root.strip()) / "src" / "internal" / "types" / "testdata"
    copies = []
    for number, path in enumerate(sorted(found.rglob("*.go"))):
        copies.append(folder / str(number) / path.name)
        copies[-1].parent.mkdir()
        shutil.copy(path, copies[-1])
    return copies


def judged(files: list[Path], folder: Path) -> list[bool]:
    shutil.copy(JUDGE, folder / "main.go")
    command = [str(go_command()), "run", "main.go"]
    done = subprocess.run(
        command, cwd=folder, input="\n".join(map(str, files)), capture_output=True, text=True, check=True
    )
    return [line == "accept" for line in done.stdout.splitlines()]


def accepted(path: Path) -> bool | None:
    """None: it uses what is not supported."""
    try:
        with running(Deadline.of(SECONDS, 1.0, None)):
            source = read(path)
            load(source, in_module(source, Options()), Diagnostics())
    except SourceError as error:
        return None if all(d.code.startswith("CC3") for d in error.diagnostics) else False
    except Exhausted:
        pytest.fail(f"{path.name} takes longer than {SECONDS} s")
    return True


def test_the_front_end_agrees_with_go(tmp_path: Path) -> None:
    files = corpus(tmp_path)
    assert len(files) > 300
    (tmp_path / "judge").mkdir()
    right = judged(files, tmp_path / "judge")
    ours = [accepted(path) for path in files]
    table = Counter(zip(right, ours, strict=True))
    decided = sum(count for (_, mine), count in table.items() if mine is not None)
    assert table[True, True] + table[False, False] >= AGREEMENT * decided, table
    assert table[True, False] <= 1, [f.name for f, r, o in zip(files, right, ours, strict=True) if r and o is False]
