"""Nested and mixed uses of models by several goroutines, each beside a near twin with a defect (`mixed/`), and the
ordinary use of packages of the standard library, which need a toolchain's source (`standard/`).

`// found: kinds` above a test states its defects; without that line it is correct. The long test runs Go: what is
right passes under the race detector, whose findings are races of the others.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from chancheck import verify_all

HERE = Path(__file__).parent
FOLDERS = ("mixed", "standard")
SLOW = {"archives_test", "encodings_test", "machine_test", "net_test", "values_test"}
needs_go = pytest.mark.skipif(shutil.which("go") is None, reason="no Go toolchain")
TESTS = re.compile(r"^(?:// found: ([\w ]+)\n)?func (Test\w+)", re.MULTILINE)


def wanted(file: Path) -> dict[str, set[str]]:
    return {name: set(kinds.split()) for kinds, name in TESTS.findall(file.read_text())}


def files(folder: str) -> list[Path]:
    return sorted((HERE / folder).glob("*.go"))


def marked(file: Path) -> Any:
    standard = file.parent.name == "standard"
    marks = [needs_go] * standard + [pytest.mark.long] * (standard and file.stem in SLOW)
    return pytest.param(file, marks=marks, id=f"{file.parent.name}/{file.stem}")


@pytest.mark.parametrize("file", [marked(file) for folder in FOLDERS for file in files(folder)])
def test_what_is_right_is_proved_and_its_twin_is_not(file: Path) -> None:
    found = {}
    time = "any" if file.parent.name == "mixed" else "auto"
    for result in verify_all(file, budget=60, time=time):
        kinds = {finding.kind for finding in result.verdict.findings}
        found[result.entry] = kinds if result.verdict.answer in ("proved", "violated") else {result.verdict.answer}
    assert found == wanted(file)


@pytest.mark.long
@needs_go
@pytest.mark.parametrize("folder", FOLDERS)
def test_go_passes_what_is_right(folder: str, tmp_path: Path) -> None:
    go = str(shutil.which("go"))
    (tmp_path / "go.mod").write_text("module mixed\n\ngo 1.25\n")
    names = []
    for file in files(folder):
        text = file.read_text()
        if "golang.org/x/" not in text:
            (tmp_path / file.name).write_text(text)
            names += [name for name, kinds in wanted(file).items() if not kinds]
    command = [go, "test", "-race", "-vet=off", "-count=20", f"-run=^({'|'.join(names)})$", "."]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    if "-race requires cgo" in done.stderr or "not supported" in done.stderr:
        pytest.skip(done.stderr)
    assert done.returncode == 0, done.stdout
