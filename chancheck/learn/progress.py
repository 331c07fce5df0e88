"""The stages that the learner has done, kept in the user's data folder."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

STAGES = ("predicted", "broken", "repaired")


def file() -> Path:
    """After the XDG base directory specification."""
    base = os.environ.get("XDG_DATA_HOME", "")
    root = Path(base) if base.startswith("/") else Path.home() / ".local" / "share"
    return root / "chancheck" / "learn.json"


def load() -> dict[str, list[str]]:
    """By lesson the stages that are done; none where the file cannot be read."""
    try:
        said = json.loads(file().read_text(encoding="utf-8"))
        return {str(name): [stage for stage in STAGES if stage in done] for name, done in said["lessons"].items()}
    except (OSError, RuntimeError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def note(lesson: str, stage: str) -> None:
    """Keep that a stage is done; a folder that cannot be written to keeps nothing."""
    done = load()
    done[lesson] = [each for each in STAGES if each == stage or each in done.get(lesson, [])]
    save(done)


def save(done: dict[str, list[str]]) -> None:
    with suppress(OSError, RuntimeError):
        path = file()
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(".new")
        new.write_text(json.dumps({"lessons": done}, indent=1) + "\n", encoding="utf-8")
        new.replace(path)
