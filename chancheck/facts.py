"""The facts that a verdict took from the file system: contents of files, listings of folders, and what was not there.

All code that reads for a program reads through these functions. The cache of verdicts keeps the facts with a verdict,
and uses it only while each of them is still true.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from chancheck.digests import digest

CONTENT, LISTING = "content", "listing"
Facts = dict[tuple[str, str], str]
"""By sort and absolute path: a digest, or "" for what is not there."""

_facts: ContextVar[Facts | None] = ContextVar("facts", default=None)

texts: dict[str, bytes] = {}
"""By absolute path, texts that count in place of files: standard input, and what an editor has not saved."""


def overlay(path: Path, data: bytes | None) -> None:
    """From now on `content` gives this text for a path; None: the file again."""
    if data is None:
        texts.pop(str(path.absolute()), None)
    else:
        texts[str(path.absolute())] = data


def in_memory(path: Path) -> bool:
    return str(path.absolute()) in texts


@contextmanager
def recorded() -> Iterator[Facts]:
    """The facts that are read inside."""
    facts: Facts = {}
    token = _facts.set(facts)
    try:
        yield facts
    finally:
        _facts.reset(token)


def add(facts: Facts) -> None:
    """Facts that another process read."""
    known = _facts.get()
    if known is not None:
        known.update(facts)


def still_true(facts: Facts) -> bool:
    return all(digest == now(sort, Path(path)) for (sort, path), digest in facts.items())


def content(path: Path) -> bytes:
    """Of a file; raises OSError where it cannot be read."""
    try:
        data = texts[str(path.absolute())] if in_memory(path) else path.read_bytes()
    except OSError:
        note(CONTENT, path, "")
        raise
    note(CONTENT, path, digest_of(data))
    return data


def text(path: Path) -> str | None:
    """Of a file; None: it is not there, or cannot be read."""
    try:
        return content(path).decode("utf-8", "replace")
    except OSError:
        return None


def names(folder: Path, suffix: str) -> list[str] | None:
    """Of what lies in a folder, in order; None where there is no such folder."""
    found = listed(folder, suffix)
    note(f"{LISTING} {suffix}", folder, digest_of_names(found))
    return found


def note(sort: str, path: Path, digest: str) -> None:
    known = _facts.get()
    if known is not None:
        known[sort, str(path.absolute())] = digest


def now(sort: str, path: Path) -> str:
    if sort != CONTENT:
        return digest_of_names(listed(path, sort.removeprefix(LISTING).strip()))
    try:
        return (
            digest_of(texts[str(path)]) if in_memory(path) else digest_of(path.read_bytes()) if path.is_file() else ""
        )
    except OSError:
        return ""


def listed(folder: Path, suffix: str) -> list[str] | None:
    try:
        return sorted(path.name for path in folder.iterdir() if path.name.endswith(suffix))
    except OSError:
        return None


def digest_of(data: bytes) -> str:
    return digest(data).hex()


def digest_of_names(found: list[str] | None) -> str:
    return "" if found is None else digest_of("\0".join(found).encode("utf-8", "surrogateescape"))
