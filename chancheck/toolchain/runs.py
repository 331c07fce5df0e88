"""Running a program that the real toolchain built, and saying how it went in the notation of `chancheck outcomes`."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from chancheck.records import dataclass

PROCESSORS = (1, 2, 4)
"""Values of GOMAXPROCS that runs go through in turn."""

RACE_STATUS = 66
"""The exit status of a program under the race detector that reported something (Go's default)."""


@dataclass(frozen=True)
class Run:
    """One run: its outcome, whether the race detector spoke, and all that it wrote to standard error."""

    outcome: str
    raced: bool
    stderr: str


def run(command: list[str], procs: int, limit: float, folder: Path | None = None) -> Run:
    """Runs a binary once; one that lasts longer than `limit` seconds is killed and counts as `<hang>`."""
    environment = {**os.environ, "GOMAXPROCS": str(procs), "GOTRACEBACK": "single"}
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        cwd=folder,
        env=environment,
        start_new_session=True,
    ) as process:
        try:
            stdout, stderr = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
            stdout, stderr = process.communicate()
            return Run(f"{printed(stdout)} <hang>".strip(), "WARNING: DATA RACE" in stderr, stderr)
    raced = "WARNING: DATA RACE" in stderr
    status = 0 if raced and process.returncode == RACE_STATUS else process.returncode
    return Run(notation(stdout, stderr, status), raced, stderr)


def runs(command: list[str], count: int, limit: float, folder: Path | None = None, workers: int = 2) -> Iterator[Run]:
    """`count` runs, some of them at the same time, with one, two and four processors in turn."""
    with ThreadPoolExecutor(workers) as pool:
        yield from pool.map(lambda i: run(command, PROCESSORS[i % len(PROCESSORS)], limit, folder), range(count))


def notation(stdout: str, stderr: str, status: int) -> str:
    """Standard output with newlines as blanks, then how the run ended if not with status 0."""
    return f"{printed(stdout)} {ending(stderr, status)}".strip()


def printed(text: str) -> str:
    return " ".join(text.split("\n")).strip()


PANIC = re.compile(r"^\t*panic: (.*?)(?: \[recovered[^\n]*)?(?=\n\t+panic: |\n\n|\n\[signal |\n?\Z)", re.M | re.S)
"""One line of a chain of panics; the last one was not recovered."""


def ending(stderr: str, status: int) -> str:
    if status == 0:
        return ""
    if panics := PANIC.findall(stderr):
        return f"<panic: {printed(panics[-1])}>"
    fatal = re.search(r"^fatal error: (.*)$", stderr, re.M)
    if fatal and fatal[1].startswith("all goroutines are asleep"):
        return "<deadlock>"
    return f"<fatal: {fatal[1]}>" if fatal else f"<exit {status}>"
