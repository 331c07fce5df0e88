"""Every output that the README shows is what the command prints."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^    \$ chancheck ([^\n]+)\n\n```\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def printed(arguments: list[str]) -> str:
    environment = {**os.environ, "COLUMNS": "80", "CHANCHECK_NO_CACHE": "1", "NO_COLOR": "1"}
    command = [sys.executable, "-m", "chancheck", *arguments]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment)
    return re.sub(r"\d+\.\d\d s$", "0.00 s", run.stdout, flags=re.MULTILINE)


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command for command, _ in SHOWN])
def test_the_output_is_what_the_command_prints(command: str, output: str) -> None:
    assert output.strip() in printed(command.split())


def test_there_are_outputs() -> None:
    assert len(SHOWN) >= 2


def test_the_program_is_that_of_the_example() -> None:
    (program,) = re.findall(r"^```go\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert program in (ROOT / "examples" / "pipeline_broken.gol").read_text(encoding="utf-8")
