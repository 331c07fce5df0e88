"""The lessons: a broken program each, its repair, what is to be found, and texts in two languages."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from chancheck.options import Options
from chancheck.records import dataclass, field
from chancheck.source import Source

DIRECTIVE = "//chancheck:"


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of a lesson in one language. hints: for the repair, the first one also for the run."""

    title: str
    story: str
    question: str
    hints: tuple[str, ...]
    moral: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """kinds: what is to be found in `broken`, the first one by the learner; options: of the search, as of `verify`."""

    name: str
    broken: str
    fixed: str
    kinds: tuple[str, ...]
    texts: Texts
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def source(self) -> Source:
        return Source(f"{self.name}.go", self.broken)

    def search(self) -> Options:
        return Options(**self.options)


def folder() -> Path:
    """The lessons of the installed package, or of a checkout."""
    package = Path(__file__).resolve().parent.parent
    for place in (package / "lessons", package.parent / "examples" / "lessons"):
        if place.is_dir():
            return place
    raise FileNotFoundError("the lessons are missing: the installation of chancheck is incomplete")


def names() -> list[str]:
    return sorted(path.name for path in folder().iterdir() if (path / "texts.toml").is_file())


def lesson(name: str, language: str) -> Lesson:
    place = folder() / name
    said = tomllib.loads((place / "texts.toml").read_text(encoding="utf-8"))[language]
    expect = tomllib.loads((place / "expect.toml").read_text(encoding="utf-8"))
    texts = Texts(said["title"], said["story"], said["question"], tuple(said["hints"]), said["moral"])
    broken, fixed = (
        without_answer((place / f"{half}.gol").read_text(encoding="utf-8")) for half in ("broken", "fixed")
    )
    return Lesson(name, broken, fixed, tuple(expect["kinds"]), texts, expect.get("options", {}))


def without_answer(text: str) -> str:
    """A program without the directive that says what is to be found in it."""
    return "\n".join(line for line in text.split("\n") if not line.startswith(DIRECTIVE)).rstrip("\n") + "\n"


def wanted(text: str) -> str:
    """The lesson that a number or a part of a name stands for. Raises ValueError if there is none, or several."""
    known = names()
    fits = [name for name in known if name.partition("-")[0] == text.zfill(2)] or [n for n in known if text in n]
    if len(fits) != 1:
        raise ValueError(f"{text!r} is {'no lesson' if not fits else 'several lessons: ' + ', '.join(fits)}")
    return fits[0]
