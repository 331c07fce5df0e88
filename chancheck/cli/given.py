"""The options that were given, and the plainest command line, `chancheck verify PATH...`: it is read here, since the
import of click takes longer than the proof of a small program. `tests/cli/test_given.py` compares the two."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chancheck.check import Options

DEFAULTS: dict[str, Any] = {
    "entry": "", "define": (), "engine": "auto", "max_states": None, "max_depth": None, "budget": None, "memory": None,
    "jobs": 1, "time": "auto", "scale": None, "go": None, "requests": None, "args": (), "stdin": "", "verbose": 0,
    "sched": "free", "procs": 1, "preempt": True, "global_every": 61, "queue": 256, "steal": "any", "checks": None,
    "run": None, "exit_first": False, "search": "auto", "lossy": False, "reduce": None, "seed": 0,
    "output_format": "full", "output_file": None, "also": (), "html": None, "trace_format": "table", "color": "auto",
    "quiet": False, "lang": None, "inconclusive": "fail", "stdin_filename": None, "coverage": False, "packages": False,
    "exit_zero": False, "watch": False, "cache": True, "ltl": (), "fair": "weak", "show": (), "for_all": None,
    "cluster": None, "shards": None,
}  # fmt: skip
"""The default options of `chancheck verify`."""

SWITCHES: dict[str, tuple[str, object]] = {
    "--cache": ("cache", True), "--no-cache": ("cache", False), "-q": ("quiet", True), "--quiet": ("quiet", True),
    "-x": ("exit_first", True), "--exit-first": ("exit_first", True), "--packages": ("packages", True),
}  # fmt: skip
"""Options that are read here."""

OWN, SHARED = "chancheck.toml", "pyproject.toml"
"""Files of settings."""

PREFIX = "CHANCHECK_"
"""Of variables of the environment with settings."""


def plain(arguments: Sequence[str]) -> tuple[tuple[Path, ...], dict[str, Any]] | None:
    """The paths and options of a plain command line; None where click has to read it, or to say what is wrong."""
    if arguments[:1] != ["verify"] or any(name.startswith(PREFIX) for name in os.environ):
        return None
    folder = Path.cwd()
    if any(has_settings(above) for above in (folder, *folder.parents)):
        return None
    paths, given = list[Path](), dict(DEFAULTS)
    for word in arguments[1:]:
        if word in SWITCHES:
            name, value = SWITCHES[word]
            given[name] = value
        elif word.startswith("-") or not os.access(word, os.R_OK):
            return None
        else:
            paths.append(Path(word))
    return tuple(paths) or (Path(),), given


def has_settings(folder: Path) -> bool:
    """Whether a folder may have settings; a shared file without our name has none."""
    shared = folder / SHARED
    try:
        return (folder / OWN).is_file() or (shared.is_file() and b"tool.chancheck" in shared.read_bytes())
    except OSError:
        return True


def check_options(given: dict[str, Any]) -> Options:
    """Of what was given, the options that `chancheck.check` knows; what was not given keeps its default there."""
    from chancheck.check import Options

    names = Options.__dataclass_fields__
    chosen = {name: value for name, value in given.items() if name in names and value is not None}
    return Options(**{**chosen, "define": dict(given.get("define", ()))})
