"""docs/adding-a-primitive.md holds: with the changes that it shows, programs with a latch are verified."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chancheck import verify
from chancheck.lower import intrinsics
from chancheck.semantics import operations
from chancheck.types import library

PAGE = Path(__file__).parents[2] / "docs" / "adding-a-primitive.md"

PROGRAM = """package main

import "sync"

func main() {
	l := sync.NewLatch(2)
	x := 0
	go func() { x = 1; l.CountDown() }()
	go func() { l.CountDown() }()
	l.Wait()
	if x != 1 {
		panic("x was not seen")
	}
	l.Rearm(1)
	go func() { x = 2; l.CountDown() }()
	l.Wait()
	println(x)
}
"""


@pytest.fixture
def with_latch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The changes of the page."""
    blocks = dict(re.findall(r"^## (\S+)$.*?^```\w+\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S))
    folder = tmp_path / "models"
    shutil.copytree(library.models_folder(), folder)
    (folder / "sync" / "latch.go").write_text(blocks["models/sync/latch.go"])
    monkeypatch.setattr(library, "models_folder", lambda: folder)
    for kept in (library.is_known, library.names_of_files, library.model_files):
        kept.cache_clear()
    page: dict[str, Any] = {}
    exec(blocks["chancheck/semantics/latch.py"], page)
    for operation in page["OPERATIONS"]:
        monkeypatch.setitem(operations.OPERATIONS, operation.name, operation)
    rows = {"ROWS": dict[str, tuple[str, tuple[int, ...]]]()}
    exec(blocks["chancheck/lower/intrinsics.py"], rows)
    for name, row in rows["ROWS"].items():
        monkeypatch.setitem(intrinsics.ROWS, name, row)
    yield
    for kept in (library.is_known, library.names_of_files, library.model_files):
        kept.cache_clear()


@pytest.mark.usefixtures("with_latch")
@pytest.mark.parametrize("engine", ["native", "reference"])
class TestLatch:
    def test_it_orders_what_came_before(self, engine: str) -> None:
        assert verify(PROGRAM, engine=engine).verdict.answer == "proved"

    def test_one_call_too_few_is_a_deadlock(self, engine: str) -> None:
        verdict = verify(PROGRAM.replace("NewLatch(2)", "NewLatch(3)"), engine=engine).verdict
        assert verdict.kinds == {"deadlock"}
        assert verdict.findings[0].location.line == 10

    def test_one_call_too_many_panics(self, engine: str) -> None:
        verdict = verify(PROGRAM.replace("NewLatch(2)", "NewLatch(1)"), engine=engine).verdict
        assert "panic" in verdict.kinds
