"""Nested and mixed uses of models by several goroutines, each beside a near twin with a defect.

`// found: kinds` above a test states its defects; without that line it is correct. The long test runs Go: what is
right passes under the race detector, whose findings are races of the others.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from chancheck import verify_all

FOLDER = Path(__file__).parent / "mixed"
FILES = sorted(FOLDER.glob("*.go"))
TESTS = re.compile(r"^(?:// found: ([\w ]+)\n)?func (Test\w+)", re.MULTILINE)


def wanted(file: Path) -> dict[str, set[str]]:
    return {name: set(kinds.split()) for kinds, name in TESTS.findall(file.read_text())}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_is_right_is_proved_and_its_twin_is_not(file: Path) -> None:
    found = {}
    for result in verify_all(file, budget=60, time="any"):
        kinds = {finding.kind for finding in result.verdict.findings}
        found[result.entry] = kinds if result.verdict.answer in ("proved", "violated") else {result.verdict.answer}
    assert found == wanted(file)


@pytest.mark.long
def test_go_passes_what_is_right(tmp_path: Path) -> None:
    go = shutil.which("go")
    if go is None:
        pytest.skip("no Go toolchain")
    (tmp_path / "go.mod").write_text("module mixed\n\ngo 1.25\n")
    names = []
    for file in FILES:
        text = file.read_text()
        if "golang.org/x/" not in text:
            (tmp_path / file.name).write_text(text)
            names += [name for name, kinds in wanted(file).items() if not kinds]
    command = [go, "test", "-race", "-vet=off", "-count=20", f"-run=^({'|'.join(names)})$", "."]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    if "-race requires cgo" in done.stderr or "not supported" in done.stderr:
        pytest.skip(done.stderr)
    assert done.returncode == 0, done.stdout
