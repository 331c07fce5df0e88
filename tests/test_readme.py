"""Every output that the README and the guides show is what the command prints."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import chancheck

ROOT = Path(__file__).parents[1]
TUTORIAL = ROOT / "examples" / "tutorial"
PAGES = {"README.md": ROOT, "docs/tutorial.md": TUTORIAL, "docs/size.md": ROOT}
"""Each page with the folder in which its commands run."""

COMMAND = re.compile(r"^    \$ chancheck ([^\n]+)\n\n```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHOWN = [(page, *found) for page in PAGES for found in COMMAND.findall((ROOT / page).read_text(encoding="utf-8"))]


def printed(arguments: list[str], folder: Path) -> str:
    environment = {**os.environ, "COLUMNS": "80", "CHANCHECK_NO_CACHE": "1", "NO_COLOR": "1"}
    command = [sys.executable, "-m", "chancheck", *arguments]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment)
    return re.sub(r"\d+\.\d\d s$", "0.00 s", run.stdout, flags=re.MULTILINE)


@pytest.mark.parametrize(("page", "command", "output"), SHOWN, ids=[f"{page}-{command}" for page, command, _ in SHOWN])
def test_the_output_is_what_the_command_prints(page: str, command: str, output: str) -> None:
    assert output.strip() in printed(command.split(), PAGES[page])


def test_every_page_shows_an_output() -> None:
    assert {page for page, _, _ in SHOWN} == set(PAGES)


def test_the_program_is_that_of_the_example() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (program,) = re.findall(r"^```go\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    assert program in (ROOT / "examples" / "timeout_broken.gol").read_text(encoding="utf-8")


def test_the_repairs_of_the_tutorial_are_proved(tmp_path: Path) -> None:
    """Each diff of the page, applied to the one file that it fits."""
    shutil.copytree(TUTORIAL, tmp_path, dirs_exist_ok=True)
    page = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
    diffs = re.findall(r"^```diff\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert len(diffs) == 2
    for diff in diffs:
        lines = diff.splitlines(keepends=True)
        before = "".join(line[1:] for line in lines if line[0] in " -")
        after = "".join(line[1:] for line in lines if line[0] in " +")
        (file,) = [file for file in tmp_path.rglob("*.go") if before in file.read_text()]
        file.write_text(file.read_text().replace(before, after))
    results = [r for file in sorted(tmp_path.rglob("*_test.go")) for r in chancheck.verify_all(file)]
    assert [result.verdict.answer for result in results] == ["proved"] * 3
