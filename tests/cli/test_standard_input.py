"""`chancheck verify -`, and `--watch`, as processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

LEAK = "package main\n\nfunc main() {\n\tc := make(chan int)\n\tgo func() { c <- 1 }()\n}\n"
FINE = LEAK.replace("}()\n", "}()\n\t<-c\n")
COMMAND = [sys.executable, "-m", "chancheck"]


def run(text: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *arguments], input=text, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("cache", ["--cache", "--no-cache"])
def test_each_text_has_its_own_verdict(cache: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for _ in range(1 if cache == "--no-cache" else 2):
        done = run(LEAK, "verify", cache, "-")
        assert done.returncode == 1
        assert "-:5:16: leak[CC102]" in done.stdout and "    5 |     go func() { c <- 1 }()" in done.stdout
        assert run(FINE, "verify", cache, "-").returncode == 0


def test_what_is_wrong_with_the_text_is_quoted() -> None:
    for command in ("verify", "bounds"):
        done = run("package main\n\nfunc main() { x }\n", command, "-")
        assert done.returncode == 2
        assert "-:3:15: error[CC201]: undefined: x\n    3 | func main() { x }" in done.stdout + done.stderr


def test_exit_zero() -> None:
    assert run(LEAK, "verify", "--exit-zero", "-").returncode == 0
    assert run("package main\n", "verify", "--exit-zero", "-").returncode == 2


def test_watch_verifies_again_when_a_file_is_saved(tmp_path: Path) -> None:
    file = tmp_path / "p.go"
    file.write_text(LEAK)
    environment = {**os.environ, "CHANCHECK_NO_CACHE": "1", "PYTHONUNBUFFERED": "1"}
    command = [*COMMAND, "verify", "--watch", "--output-format", "concise", str(file)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, preexec_fn=with_ctrl_c
    ) as watch:
        try:
            assert watch.stdout is not None and watch.stderr is not None
            assert "CC102 leak" in watch.stdout.readline()
            watch.stdout.readline()  # the summary
            assert "waiting" in watch.stderr.readline()
            time.sleep(0.1)
            file.write_text(FINE)
            assert "main: proved" in watch.stdout.readline()
            watch.stderr.readline()  # an empty line
            assert "waiting" in watch.stderr.readline()
            watch.send_signal(signal.SIGINT)
            assert watch.wait(20) == 0
        finally:
            watch.kill()


def with_ctrl_c() -> None:
    """A shell starts commands in the background with SIGINT ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_a_shell_completes_commands_options_and_codes() -> None:
    for words, expected in (
        ("chancheck ver", "verify"),
        ("chancheck verify --exi", "--exit-zero"),
        ("chancheck explain dead", "deadlock"),
    ):
        environment = {
            **os.environ,
            "_CHANCHECK_COMPLETE": "bash_complete",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split()) - 1),
        }
        done = subprocess.run(COMMAND, capture_output=True, text=True, env=environment, timeout=60, check=False)
        assert f",{expected}" in done.stdout
