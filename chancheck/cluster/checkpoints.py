"""Checkpoints: the states of each shard, in files, and the observations so far. A partitioned search begins again with
them when a shard is lost."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from chancheck.cluster.part import Begin, Seen
from chancheck.records import dataclass, field


@dataclass(slots=True)
class Progress:
    """How far a search is, at the end of a level. levels: by shard, the number of the first state of each level so far,
    and at last how many states there are. seen: by all shards in earlier attempts, up to their checkpoints."""

    levels: list[list[int]]
    seen: list[list[Seen]]

    @classmethod
    def none(cls, shards: int) -> Progress:
        return cls([[0] for _ in range(shards)], [[] for _ in range(shards)])

    @property
    def states(self) -> int:
        return sum(starts[-1] for starts in self.levels)

    @property
    def depth(self) -> int:
        """Of the level that is expanded next."""
        return max(0, len(self.levels[0]) - 2)

    def copy(self) -> Progress:
        return Progress([list(starts) for starts in self.levels], [list(seen) for seen in self.seen])


@dataclass(slots=True)
class Checkpoints:
    """The last checkpoint. interval: seconds between two; None: there are none, and a lost shard means to begin at the
    first state."""

    shards: int
    interval: float | None
    last: Progress = field(default_factory=lambda: Progress.none(0))
    folder: tempfile.TemporaryDirectory[str] | None = None
    due: float = 0.0
    sizes: list[int] = field(default_factory=list)
    written: int = 0

    def __post_init__(self) -> None:
        self.last = Progress.none(self.shards)
        self.sizes = [0] * self.shards
        if self.interval is not None:
            self.folder, self.due = tempfile.TemporaryDirectory(prefix="chancheck-"), time.monotonic() + self.interval

    def is_due(self) -> bool:
        return self.folder is not None and time.monotonic() >= self.due

    def keep(self, progress: Progress, logs: Sequence[bytes]) -> None:
        """The states since the last checkpoint belong to this progress."""
        for shard, log in enumerate(logs):
            with self.file(shard).open("r+b" if self.sizes[shard] else "wb") as file:
                file.seek(self.sizes[shard])  # over what an attempt wrote in vain
                file.write(len(log).to_bytes(8, "big") + log)
                self.written += len(log)
        self.sizes = [size + 8 + len(log) for size, log in zip(self.sizes, logs, strict=True)]
        self.last = progress.copy()
        self.due = time.monotonic() + (self.interval or 0.0)

    def begins(self) -> list[Begin]:
        """Here shards continue."""
        if not any(self.sizes):
            return [Begin(shard, self.shards) for shard in range(self.shards)]
        return [
            Begin(shard, self.shards, self.logs(shard), self.last.levels[shard][-2]) for shard in range(self.shards)
        ]

    def logs(self, shard: int) -> list[bytes]:
        data, at, logs = self.file(shard).read_bytes(), 0, []
        while at < self.sizes[shard]:
            size = int.from_bytes(data[at : at + 8], "big")
            logs.append(data[at + 8 : at + 8 + size])
            at += 8 + size
        return logs

    def file(self, shard: int) -> Path:
        assert self.folder is not None
        return Path(self.folder.name) / f"shard-{shard}"

    def close(self) -> None:
        if self.folder is not None:
            self.folder.cleanup()
