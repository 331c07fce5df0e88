"""`--watch`: to verify again whenever a Go file is saved."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click

INTERVAL = 0.3  # seconds between two checks of the files

Snapshot = dict[str, tuple[int, int]]


def again_on_save(verify: Callable[[], tuple[int, bool]], paths: Iterable[Path]) -> int:
    """Calls `verify` (the exit status, and whether Ctrl-C ended it) now and after each change; the last status."""
    roots = sorted({root_of(path) for path in paths})
    while True:
        before = snapshot(roots)
        status, interrupted = verify()
        if interrupted:
            return status
        try:
            click.echo("waiting for a file to be saved; Ctrl-C ends", err=True)
            while snapshot(roots) == before:
                time.sleep(INTERVAL)
        except KeyboardInterrupt:
            return status
        click.echo("", err=True)


def root_of(path: Path) -> Path:
    """The module that a path lies in; without one its folder."""
    path = path.parent if path.name == "..." else path
    folder = (path if path.is_dir() else path.parent).absolute()
    return next((above for above in (folder, *folder.parents) if (above / "go.mod").is_file()), folder)


def snapshot(roots: Iterable[Path]) -> Snapshot:
    """When each Go file below was changed (nanoseconds), and its size."""
    return {file: stamp for root in roots for file in go_files(root) if (stamp := stamp_of(file)) is not None}


def go_files(root: Path) -> Iterator[str]:
    for folder, below, names in os.walk(root):
        below[:] = [name for name in below if name[0] not in "._" and name not in ("node_modules", "vendor")]
        yield from (f"{folder}/{name}" for name in names if name.endswith((".go", ".gol", "go.mod")))


def stamp_of(file: str) -> tuple[int, int] | None:
    try:
        found = Path(file).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
