"""The lessons say what chancheck says: kinds, the shortest run step by step, states on both engines."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from chancheck import verify
from chancheck.check import Options, load
from chancheck.diagnostic import Diagnostics
from chancheck.explore import registry
from chancheck.explore.engine import Options as EngineOptions
from chancheck.files import read
from chancheck.graph.build import build_graphs
from chancheck.lower.lower_program import lower
from chancheck.verdict.finding import Step

EXAMPLES = Path(__file__).parents[2] / "examples"
LESSONS = sorted(path for path in (EXAMPLES / "lessons").iterdir() if path.is_dir())


def expected(lesson: Path) -> dict[str, Any]:
    return tomllib.loads((lesson / "expect.toml").read_text(encoding="utf-8"))


def shown(step: Step) -> str:
    partner = f", {step.partner} {step.partner_operation}" if step.partner else ""
    return f"{step.goroutine} {step.operation}{partner}"


@pytest.mark.parametrize("engine", ["native", "reference"])
@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.name)
def test_broken(lesson: Path, engine: str) -> None:
    if engine == "native":
        pytest.importorskip("chancheck._core")
    said = expected(lesson)
    result = verify(lesson / "broken.gol", engine=engine, **said.get("options", {}))
    assert result.verdict.answer == "violated" and result.as_expected
    assert result.verdict.kinds == set(said["kinds"])
    runs = [f.trace for f in result.verdict.findings if f.kind == said["kinds"][0]]
    shortest = min(runs, key=len)
    assert len(shortest) == len(said["run"])  # of several shortest runs each engine may have its own
    if engine == "reference":
        assert [shown(step) for step in shortest] == said["run"]


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.name)
def test_fixed(lesson: Path) -> None:
    for options in ({}, expected(lesson).get("options", {})):
        result = verify(lesson / "fixed.gol", **options)
        assert result.verdict.answer == "proved" and result.as_expected and result.expected == frozenset()


@pytest.mark.parametrize("engine", ["native", "reference"])
@pytest.mark.parametrize("half", ["broken", "fixed"])
@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.name)
def test_states(lesson: Path, half: str, engine: str) -> None:
    """Without reduction, but for goroutines being interchangeable, which is part of what a state is."""
    if engine == "native":
        pytest.importorskip("chancheck._core")
    program = lower(build_graphs(load(read(lesson / f"{half}.gol"), Options(), Diagnostics()), "main"))
    explored = registry.engine(engine).explore(program, EngineOptions(reduce=frozenset({"symmetry"})))
    assert explored.complete
    assert explored.statistics.states == expected(lesson)["states"][half]


def test_table_of_contents_has_every_lesson() -> None:
    assert len(LESSONS) == 31
    contents = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    at = [contents.index(f"](lessons/{lesson.name}/lesson.md)") for lesson in LESSONS]
    assert at == sorted(at)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.name)
def test_a_lesson_is_a_page(lesson: Path) -> None:
    text = (lesson / "lesson.md").read_text(encoding="utf-8")
    assert len(text.split()) < 300
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## What Go prints",
        "## What chancheck shows",
        "## The repair",
    ]
