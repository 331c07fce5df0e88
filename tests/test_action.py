"""The GitHub Action: its steps are run with bash as a runner does, from the file that is published."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text())
LEAK = "package main\n\nfunc main() {\n\tc := make(chan int)\n\tgo func() { c <- 1 }()\n}\n"


def step(name: str) -> dict[str, Any]:
    (found,) = [step for step in ACTION["runs"]["steps"] if step.get("name") == name]
    return dict(found)


def run(folder: Path, name: str, **values: str) -> subprocess.CompletedProcess[str]:
    """values: what the expressions of the step's environment give, by the name of the input or output."""
    inputs = {key: str(value["default"]) for key, value in ACTION["inputs"].items()} | values

    def value(text: str) -> str:
        return re.sub(r"\$\{\{ [\w.]*\.([\w-]+) \}\}", lambda found: inputs[found[1]], text)

    environment = {key: value(text) for key, text in step(name)["env"].items()}
    environment = {**os.environ, **environment, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    environment |= {"GITHUB_STEP_SUMMARY": "summary.md", "GITHUB_OUTPUT": "output", "CHANCHECK_NO_CACHE": "1"}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step(name)["run"]]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
@pytest.mark.parametrize(("text", "status"), [(LEAK, "1"), (LEAK.replace("int)", "int, 1)"), "0")])
def test_verify_annotates_summarises_and_keeps_the_status(tmp_path: Path, text: str, status: str) -> None:
    (tmp_path / "p.go").write_text(text)
    done = run(tmp_path, "Verify", arguments="--budget 10s --check leak,deadlock")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "output").read_text() == f"status={status}\n"
    assert done.stdout.startswith("::error file=p.go,line=5") == (status == "1")
    summary = (tmp_path / "summary.md").read_text()
    assert ("```mermaid\nsequenceDiagram" in summary) == (status == "1") and "| p.go | main |" in summary
    assert len(json.loads((tmp_path / "chancheck.sarif").read_text())["runs"][0]["results"]) == int(status)
    assert run(tmp_path, "Exit status", status=status).returncode == int(status)


def test_every_input_has_a_default_and_every_step_a_shell() -> None:
    assert all("default" in value and value["description"] for value in ACTION["inputs"].values())
    assert ACTION["runs"]["using"] == "composite"
    assert all(
        ("run" in step) == ("shell" in step) and ("run" in step) != ("uses" in step) for step in ACTION["runs"]["steps"]
    )


def test_no_expression_inside_a_script() -> None:
    """A runner pastes expressions into scripts, so that an input could be a command."""
    assert not [step for step in ACTION["runs"]["steps"] if "${{" in step.get("run", "")]
