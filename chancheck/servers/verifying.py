"""A verification in a process of its own: it can be ended, and the server answers meanwhile."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from typing import Any

import msgspec

from chancheck.report.json import Report


class FailedError(Exception):
    """The process gave no report; the text is what it said."""


async def report_of(path: str, text: str | None, options: Sequence[str]) -> Report:
    """The report on a file. text: counts in place of what the file has."""
    source = [path] if text is None else ["--stdin-filename", path, "-"]
    out, err = await answer_of(["verify", "--output-format", "json", *options, *source], text)
    try:
        return msgspec.json.decode(out, type=Report)
    except msgspec.DecodeError:
        raise FailedError(err or "no report") from None


async def repairs_of(text: str, seconds: float) -> dict[str, Any]:
    """The answer of `chancheck fix` about a source: its `repairs` have a title, a diff and the whole text."""
    out, err = await answer_of(["fix", "--output-format", "json", "--budget", f"{seconds}s", "-"], text)
    try:
        found: dict[str, Any] = msgspec.json.decode(out)
    except msgspec.DecodeError:
        raise FailedError(err or "no answer") from None
    return found


async def answer_of(arguments: Sequence[str], text: str | None) -> tuple[bytes, str]:
    """Standard output and standard error of a command; it ends when the task is cancelled."""
    pipe = asyncio.subprocess.PIPE
    command = [sys.executable, "-m", "chancheck", *arguments]
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, stderr=pipe)
    try:
        out, err = await process.communicate(None if text is None else text.encode("utf-8", "surrogatepass"))
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        raise
    return out, err.decode("utf-8", "replace").strip()
