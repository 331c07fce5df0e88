"""Completion in real shells: what Tab gives, by the line of `docs/install.md`."""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINE = 'eval "$(_CHANCHECK_COMPLETE=bash_source chancheck)"'


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A folder on the path with the command of this environment."""
    command = tmp_path / "bin" / "chancheck"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m chancheck "$@"\n')
    command.chmod(0o755)
    return {"PATH": f"{command.parent}:{os.environ['PATH']}", "HOME": str(tmp_path), "TERM": "dumb", "PS1": "$ "}


def test_the_documents_have_the_line() -> None:
    assert LINE in (ROOT / "docs" / "install.md").read_text()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["chancheck", "ver"], {"verify"}),
        (["chancheck", "verify", "--output-f"], {"--output-format", "--output-file"}),
        (["chancheck", "verify", "--output-format", "js"], {"json", "json-lines"}),
        (["chancheck", "explain", "CC10"], {"CC101", "CC102", "CC103", "CC104", "CC105", "CC106", "CC107"}),
        (["chancheck", "explain", "lea"], {"leak"}),
    ],
    ids=lambda words: " ".join(sorted(words)),
)
def test_words_of_bash(words: list[str], expected: set[str], environment: dict[str, str]) -> None:
    """The function that the line defines, called as readline does."""
    if shutil.which("bash") is None:
        pytest.skip("bash is not installed")
    script = f"{LINE}; COMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}; "
    script += '_chancheck_completion chancheck; printf "%s\\n" "${COMPREPLY[@]}"'
    done = subprocess.run(["bash", "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == expected


@pytest.mark.long
@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_tab_in_an_interactive_bash(environment: dict[str, str], tmp_path: Path) -> None:
    """Keys typed at a terminal: Tab completes a command, an option and a code."""
    rc = tmp_path / "bashrc"
    rc.write_text(f"{LINE}\nPS1='$ '\n")
    typed = b"chancheck explai\tCC10\t2; echo done\n"
    shown = terminal(["bash", "--rcfile", str(rc), "-i"], environment, typed, "# CC102: ")
    assert "chancheck explain CC102; echo done" in shown.replace("\a", "") and "# CC102: " in shown


def terminal(command: list[str], environment: dict[str, str], typed: bytes, until: str) -> str:
    """All that a terminal shows until a text is there. Each Tab waits until the shell has answered."""
    import pty

    child, master = pty.fork()
    if child == 0:
        os.execvpe(command[0], command, environment)
    shown = read(master, "$ ", 20)
    for key in re.split(rb"(?<=\t)", typed):
        os.write(master, key)
        shown += read(master, until if key.endswith(b"\n") else "\0", 20 if key.endswith(b"\n") else 4)
    os.close(master)
    os.waitpid(child, 0)
    return shown


def read(master: int, until: str, seconds: float) -> str:
    """The output until a text is there or the time is up."""
    end, shown = time.monotonic() + seconds, ""
    while until not in shown and (left := end - time.monotonic()) > 0:
        if select.select([master], [], [], left)[0]:
            shown += os.read(master, 4096).decode("utf-8", "replace")
    return shown
