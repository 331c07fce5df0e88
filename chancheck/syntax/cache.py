"""Files kept between runs, for speed only: whatever fails here, the work is done again."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from chancheck import __version__
from chancheck.digests import SIZE, digest


def directory() -> Path:
    """Where this user's caches are, after the XDG base directory specification."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    root = Path(base) if base.startswith("/") else Path.home() / ".cache"
    return root / "chancheck"


def key(*parts: bytes) -> str:
    """A name for what is computed from `parts` by this version of chancheck on this Python."""
    return digest(f"{__version__} {sys.version}".encode(), *parts).hex()


def load(name: str) -> bytes | None:
    with suppress(OSError, RuntimeError):  # RuntimeError: no home directory
        return (directory() / name).read_bytes()
    return None


def store(name: str, content: bytes) -> None:
    """Write at once or not at all: other runs may read or write the same name."""
    import tempfile

    with suppress(OSError, RuntimeError):
        folder = directory()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(temporary).replace(folder / name)
        except OSError:
            with suppress(OSError):
                Path(temporary).unlink()
            raise


def store_whole(name: str, content: bytes) -> None:
    """With a digest, by which a damaged file is known."""
    store(name, digest(content) + content)


def load_whole(name: str) -> bytes | None:
    """Load what `store_whole` stored; a damaged file counts as a miss."""
    content = load(name)
    if content is None or digest(content[SIZE:]) != content[:SIZE]:
        return None
    return content[SIZE:]


def prune(pattern: str, most: int) -> None:
    """Delete the oldest half when there are too many; another process may do the same meanwhile."""
    try:
        entries = list(directory().glob(pattern))
        if len(entries) > most:
            for entry in sorted(entries, key=lambda e: e.stat().st_mtime)[: most // 2]:
                entry.unlink(missing_ok=True)
    except (OSError, RuntimeError):
        return
