"""Lowering keeps or checks the promises of `//chancheck:runtime` and `//chancheck:step`."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from chancheck import verify
from chancheck.check import Options, unit_of
from chancheck.lower.lower_program import lower
from chancheck.lower.steps import StepError
from chancheck.source import Source
from chancheck.types import library

USER = """package main

import (
	"context"

	"golang.org/x/sync/semaphore"
)

func main() {
	s := semaphore.NewWeighted(2)
	ctx, cancel := context.WithCancel(context.Background())
	go func() { s.Acquire(ctx, 2); cancel() }()
	if s.TryAcquire(1) {
		s.Release(1)
	}
	<-ctx.Done()
}
"""
ENTER = "func (s *Weighted) free(n int64) []*waiter {\n\ts.enter()\n"
BREACHES = {
    "a second operation in one step": (ENTER, f"{ENTER}\ts.enter()\n"),
    "is in the step before": (ENTER, ENTER.replace("\ts.enter", "\ts.cur++\n\ts.enter")),
    "cannot call what the model does not know": (ENTER, f"{ENTER}\tcontext.Background().Err()\n"),
    "no function of a model of the runtime": (ENTER, f"{ENTER}\tstrings.Repeat(string(make([]byte, n)), 2)\n"),
    "cannot be a step": (ENTER, f"//chancheck:visible\n{ENTER}"),
    "which has operations and is no step": (ENTER, f"{ENTER}\twake(nil)\n"),
}


@pytest.fixture(autouse=True)
def models_read_anew() -> Iterator[None]:
    """Trees of models are kept for as long as the process lives; here they change."""
    library.model_files.cache_clear()
    yield
    library.model_files.cache_clear()


def lowered(source: str) -> object:
    return lower(unit_of(Source("main.go", source), Options()))


@pytest.mark.parametrize("told", BREACHES)
def test_a_breach_is_an_error_with_its_line(told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "models"
    shutil.copytree(library.models_folder(), folder)
    model = folder / "golang.org/x/sync/semaphore/semaphore.go"
    text, (old, new) = model.read_text(), BREACHES[told]
    assert text.count(old) == 1
    imports = '\t"strings"\n' if "strings" in new else ""
    model.write_text(text.replace(old, new).replace('\t"sync/atomic"\n', f'{imports}\t"sync/atomic"\n'))
    monkeypatch.setattr(library, "models_folder", lambda: folder)
    place = r"^\$CHANCHECK/models/golang.org/x/sync/semaphore/semaphore.go:\d+:\d+: "
    with pytest.raises(StepError, match=rf"{place}.*{told}"):
        lowered(USER)


def test_no_code_of_a_runtime_model_makes_an_access() -> None:
    program = lower(unit_of(Source("main.go", USER), Options()))
    for function in program.functions:
        if function.name.startswith(("context.", "golang.org/x/sync/semaphore.")):
            assert not {instr.op for instr in function.code} & {"load", "store", "touch"}, function.name


HIDDEN = """package main

import (
	"os"
	"sync"
)

func main() {
	b := []byte("text")
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { %s })
	}
	wg.Wait()
}
"""


@pytest.mark.parametrize(
    ("body", "kinds"),
    [("os.Stdout.Write(b)", set()), ("os.Stdout.Write(b); b[0] = 'n'", {"race"})],
    ids=["read", "write"],
)
def test_the_programs_memory_is_seen_in_a_visible_function(body: str, kinds: set[str]) -> None:
    assert {finding.kind for finding in verify(HIDDEN % body).verdict.findings} == kinds
