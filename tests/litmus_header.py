"""The notation of the litmus programs' headers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
KIND_OF = {"deadlock": "deadlock", "leak": "leak", "panic": "panic", "fatal": "panic", "race": "race"}
"""Which kind of finding a word of the verdict stands for; `ok`, `fairness`, `timing`, `detector-silent`: none."""


@dataclass(frozen=True)
class Header:
    """outcomes: everything that real Go can print, whenever timers fire. kinds: what is to be found."""

    outcomes: frozenset[str]
    kinds: frozenset[str]

    @property
    def racy(self) -> bool:
        return "race" in self.kinds


def header(path: Path) -> Header:
    lines = path.read_text(encoding="utf-8").split("\n")
    listed, _, verdict = lines[0].removeprefix("// outcomes:").partition("; verdict:")
    untimed = next((line for line in lines if line.startswith("// untimed:")), listed)
    kinds = {KIND_OF[word] for word in re.findall(r"[a-z]+(?![a-z-]*\))", verdict) if word in KIND_OF}
    outcomes = frozenset(QUOTED.findall(untimed))
    if any("<fatal: no goroutines" in outcome for outcome in outcomes):
        kinds = kinds - {"panic"} | {"deadlock"}  # a deadlock by another name
    return Header(outcomes, frozenset(kinds))
