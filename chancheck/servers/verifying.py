"""A verification in a process of its own: it can be ended, and the server answers meanwhile."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence

import msgspec

from chancheck.report.json import Report


class FailedError(Exception):
    """The process gave no report; the text is what it said."""


async def report_of(path: str, text: str | None, options: Sequence[str]) -> Report:
    """The report on a file. text: counts in place of what the file has."""
    source = [path] if text is None else ["--stdin-filename", path, "-"]
    command = [sys.executable, "-m", "chancheck", "verify", "--output-format", "json", *options, *source]
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, stderr=pipe)
    try:
        out, err = await process.communicate(None if text is None else text.encode("utf-8", "surrogatepass"))
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        raise
    try:
        return msgspec.json.decode(out, type=Report)
    except msgspec.DecodeError:
        raise FailedError(err.decode("utf-8", "replace").strip() or "no report") from None
