"""The progress of a verification in an editor, which the user may cancel there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

NUMBERS = count(1)
INTERVAL = 1.0


@asynccontextmanager
async def shown(ls: LanguageServer, title: str, task: asyncio.Task[Any]) -> AsyncIterator[None]:
    """Shows a task's progress while the body runs; a cancellation by the user cancels the task. An editor that shows
    no progress gets none."""
    window = ls.client_capabilities.window
    if window is None or not window.work_done_progress:
        yield
        return
    token = f"chancheck-{next(NUMBERS)}"
    await ls.work_done_progress.create_async(token)
    ls.work_done_progress.begin(token, lsp.WorkDoneProgressBegin(title, cancellable=True))
    ticking = asyncio.ensure_future(ticks(ls, token, task))
    try:
        yield
    finally:
        ticking.cancel()
        ls.work_done_progress.end(token, lsp.WorkDoneProgressEnd())
        ls.work_done_progress.tokens.pop(token, None)


async def ticks(ls: LanguageServer, token: str, task: asyncio.Task[Any]) -> None:
    """Reports the seconds, and looks whether the user has cancelled."""
    for seconds in count(1):
        for _ in range(10):
            await asyncio.sleep(INTERVAL / 10)
            if ls.work_done_progress.tokens[token].cancelled():
                task.cancel()
                return
        ls.work_done_progress.report(token, lsp.WorkDoneProgressReport(message=f"{seconds} s"))
